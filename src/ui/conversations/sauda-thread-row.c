#include "sauda-thread-row.h"

#include "sauda-cell-text.h"
#include "sauda-compat.h"

#include <glib/gi18n-lib.h>

struct _SaudaThreadRow {
  AdwBin parent_instance;

  GtkImage *icon;        /* (unowned) (not nullable) */
  GtkInscription *name;  /* (unowned) (not nullable) */
  GtkLabel *size;        /* (unowned) (not nullable) */
  GtkInscription *goods; /* (unowned) (not nullable) */
  GtkInscription *state; /* (unowned) (not nullable) */

  SaudaThreadItem *item; /* (owned) (nullable) that is shown */
  gboolean changed;      /* since it was shown */
};

G_DEFINE_FINAL_TYPE (SaudaThreadRow, sauda_thread_row, ADW_TYPE_BIN)

static const char *
find_icon (const SaudaTalkThread *thread)
{
  if (thread->needs_person)
    return "dialog-warning-symbolic";
  if (thread->closed)
    return "object-select-symbolic";
  return thread->taken_over ? "avatar-default-symbolic" : "content-loading-symbolic";
}

static void
show_thread (SaudaThreadRow *self)
{
  const SaudaTalkThread *thread = sauda_thread_item_get_thread (self->item);
  const char *buyer = thread->buyer != NULL ? thread->buyer : _ ("No name");
  const char *size = thread->decided_size != NULL ? thread->decided_size : thread->clicked_size;
  g_autofree char *spoken =
    g_strdup_printf ("%s, %s, %s, %s", buyer, thread->order, thread->goods, thread->state_title);
  g_autofree char *state = g_strdup_printf ("%s · %s", thread->order, thread->state_title);

  self->changed = FALSE;
  gtk_image_set_from_icon_name (self->icon, find_icon (thread));
  sauda_compat_show_text (self->name, buyer);
  gtk_label_set_label (self->size, size != NULL ? size : "");
  sauda_compat_show_text (self->goods, thread->goods);
  sauda_compat_show_text (self->state, state);
  if (thread->needs_person)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* A list has two hundred rows, and a day changes all of them at once: those that nobody sees are shown when
 * they come into view. */
static void
on_changed (SaudaThreadRow *self)
{
  self->changed = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_thread (self);
}

static void
sauda_thread_row_map (GtkWidget *widget)
{
  SaudaThreadRow *self = SAUDA_THREAD_ROW (widget);

  if (self->changed && self->item != NULL)
    show_thread (self);
  GTK_WIDGET_CLASS (sauda_thread_row_parent_class)->map (widget);
}

static void
sauda_thread_row_dispose (GObject *object)
{
  sauda_thread_row_set_item (SAUDA_THREAD_ROW (object), NULL);
  G_OBJECT_CLASS (sauda_thread_row_parent_class)->dispose (object);
}

static void
sauda_thread_row_class_init (SaudaThreadRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_thread_row_dispose;
  widget_class->map = sauda_thread_row_map;
  g_type_ensure (SAUDA_TYPE_CELL_TEXT_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/conversations/sauda-thread-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, name);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, size);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, goods);
  gtk_widget_class_bind_template_child (widget_class, SaudaThreadRow, state);
}

static void
sauda_thread_row_init (SaudaThreadRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_thread_row_new:
 *
 * Returns: (transfer none): a row that shows nothing yet
 */
GtkWidget *
sauda_thread_row_new (void)
{
  return g_object_new (SAUDA_TYPE_THREAD_ROW, NULL);
}

/**
 * sauda_thread_row_set_item:
 * @self: a row
 * @item: (nullable): a conversation to follow
 */
void
sauda_thread_row_set_item (SaudaThreadRow *self, SaudaThreadItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, on_changed, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (on_changed), self);
  show_thread (self);
}

/**
 * sauda_thread_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the conversation that it shows
 */
SaudaThreadItem *
sauda_thread_row_get_item (SaudaThreadRow *self)
{
  return self->item;
}
