#include "sauda-name-popover.h"

#include "sauda-text.h"

struct _SaudaNamePopover {
  GtkPopover parent_instance;

  GtkLabel *title; /* (unowned) (not nullable) */
  GtkEntry *entry; /* (unowned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaNamePopover, sauda_name_popover, GTK_TYPE_POPOVER)

static guint given_signal;

static void
on_activate (SaudaNamePopover *self)
{
  g_autofree char *text = sauda_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (sauda_text_is_empty (text))
    return;
  g_object_ref (self);
  g_signal_emit (self, given_signal, 0, text);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_object_unref (self);
}

static gboolean
on_left (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
sauda_name_popover_class_init (SaudaNamePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  given_signal = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/cells/sauda-name-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaNamePopover, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaNamePopover, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
sauda_name_popover_init (SaudaNamePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_name_popover_new:
 * @title: what is asked for
 * @text: what stands there at first
 *
 * Returns: (transfer none): a popover that belongs to nobody yet
 */
GtkWidget *
sauda_name_popover_new (const char *title, const char *text)
{
  SaudaNamePopover *self = g_object_new (SAUDA_TYPE_NAME_POPOVER, NULL);

  gtk_label_set_label (self->title, title);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

/**
 * sauda_name_popover_leave:
 * @popover: a popover that closed
 *
 * Takes it away from its parent, once GTK is done with it.
 */
void
sauda_name_popover_leave (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_left, g_object_ref (popover), g_object_unref);
}
