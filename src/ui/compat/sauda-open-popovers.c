#include "sauda-open-popovers.h"

/**
 * sauda_open_popovers_fold:
 * @widget: what is about to leave its window
 *
 * Folds every list to choose from, and every menu, that is open in it. GTK 4.8 would go on waiting for it to
 * be answered, and nothing would get a key or a press any more.
 */
void
sauda_open_popovers_fold (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    sauda_open_popovers_fold (child);
    if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
      gtk_popover_popdown (GTK_POPOVER (child));
  }
}

static gboolean
on_close (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  sauda_open_popovers_fold (g_value_get_object (values));
  return TRUE;
}

/**
 * sauda_open_popovers_watch:
 *
 * Folds what is open in a window before the window closes, as one does by itself when its work is done.
 */
void
sauda_open_popovers_watch (void)
{
  static gulong hook;
  g_autoptr (GTypeClass) klass = g_type_class_ref (GTK_TYPE_WINDOW);

  if (hook == 0)
    hook = g_signal_add_emission_hook (g_signal_lookup ("close-request", GTK_TYPE_WINDOW), 0, on_close, NULL,
                                       NULL);
}
