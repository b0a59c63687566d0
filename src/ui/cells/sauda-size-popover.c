#include "sauda-size-popover.h"

#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

#define MAX_SHORT 8

struct _SaudaSizePopover {
  GtkPopover parent_instance;

  GtkWidget *box; /* (unowned) (not nullable) */
  GStrv sizes;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaSizePopover, sauda_size_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static void
on_clicked (GtkButton *button, SaudaSizePopover *self)
{
  g_autofree char *size = g_strdup (gtk_button_get_label (button));

  g_signal_emit (self, chosen_signal, 0, size);
}

/* Sizes stand side by side, sentences below each other. */
static gboolean
is_short (GStrv words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen (words[i], -1) > MAX_SHORT)
      return FALSE;
  return TRUE;
}

static void
sauda_size_popover_finalize (GObject *object)
{
  g_strfreev (SAUDA_SIZE_POPOVER (object)->sizes);
  G_OBJECT_CLASS (sauda_size_popover_parent_class)->finalize (object);
}

static void
sauda_size_popover_class_init (SaudaSizePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_size_popover_finalize;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sauda_size_popover_init (SaudaSizePopover *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self), self->box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What may be chosen"), -1);
}

/**
 * sauda_size_popover_new:
 *
 * Returns: (transfer none): a popover without sizes
 */
GtkWidget *
sauda_size_popover_new (void)
{
  return g_object_new (SAUDA_TYPE_SIZE_POPOVER, NULL);
}

/**
 * sauda_size_popover_set_sizes:
 * @self: a popover
 * @sizes: (array zero-terminated=1): sizes in the order of growing
 */
void
sauda_size_popover_set_sizes (SaudaSizePopover *self, const char *const *sizes)
{
  GtkWidget *child;

  g_return_if_fail (SAUDA_IS_SIZE_POPOVER (self));

  g_strfreev (self->sizes);
  self->sizes = g_strdupv ((GStrv) sizes);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), is_short (self->sizes)
                                                                ? GTK_ORIENTATION_HORIZONTAL
                                                                : GTK_ORIENTATION_VERTICAL);
  for (gsize i = 0; self->sizes[i] != NULL; i++) {
    GtkWidget *button = gtk_button_new_with_label (self->sizes[i]);

    /* The focus must not leave the entry: that would keep the half-typed text. */
    gtk_widget_set_focusable (button, FALSE);
    gtk_widget_set_focus_on_click (button, FALSE);
    gtk_widget_add_css_class (button, "flat");
    g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
    gtk_box_append (GTK_BOX (self->box), button);
  }
}

/**
 * sauda_size_popover_step:
 * @self: a popover
 * @text: what is typed now
 * @step: 1 for the next size, -1 for the one before
 *
 * Returns: (nullable): the size beside @text; the first or last one when @text is none of them
 */
const char *
sauda_size_popover_step (SaudaSizePopover *self, const char *text, int step)
{
  g_autofree char *size = NULL;
  int count;

  g_return_val_if_fail (SAUDA_IS_SIZE_POPOVER (self), NULL);

  count = self->sizes != NULL ? (int) g_strv_length (self->sizes) : 0;
  if (count == 0)
    return NULL;
  for (int i = 0; i < count; i++)
    if (g_strcmp0 (self->sizes[i], text) == 0)
      return self->sizes[CLAMP (i + step, 0, count - 1)];
  size = sauda_size_word_find (text);
  for (int i = 0; i < count && size != NULL; i++)
    if (sauda_size_word_equal (self->sizes[i], size))
      return self->sizes[CLAMP (i + step, 0, count - 1)];
  return self->sizes[step > 0 ? 0 : count - 1];
}
