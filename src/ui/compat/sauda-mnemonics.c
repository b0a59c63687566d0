#include "sauda-mnemonics.h"

#include <string.h>

/* GTK 4.8 takes the letter that is underlined for the code of a key. For a Latin letter both are the same
 * number; for a Cyrillic one they are not, and Alt with it did nothing. */

/* The key of the underlined letter of @text, 0 where none is. */
static guint
find_key (const char *text)
{
  const char *mark = text;

  while ((mark = strchr (mark, '_')) != NULL && mark[1] == '_')
    mark += 2;
  return mark == NULL || mark[1] == '\0'
           ? 0
           : gdk_keyval_to_lower (gdk_unicode_to_keyval (g_utf8_get_char (mark + 1)));
}

static void
mend_shortcut (GtkShortcut *shortcut, guint key)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  if (GTK_IS_MNEMONIC_TRIGGER (trigger) &&
      gtk_mnemonic_trigger_get_keyval (GTK_MNEMONIC_TRIGGER (trigger)) != key)
    gtk_shortcut_set_trigger (shortcut, gtk_mnemonic_trigger_new (key));
}

static void
mend (GtkLabel *label)
{
  guint key = gtk_label_get_use_underline (label) ? find_key (gtk_label_get_label (label)) : 0;
  g_autoptr (GListModel) controllers = NULL;

  /* Latin: GTK's own is right */
  if (key < 0x80)
    return;
  controllers = gtk_widget_observe_controllers (GTK_WIDGET (label));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

    for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && k < g_list_model_get_n_items (shortcuts);
         k++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, k);

      mend_shortcut (shortcut, key);
    }
  }
}

static gboolean
on_map (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (values);

  if (GTK_IS_LABEL (widget) && gtk_label_get_use_underline (GTK_LABEL (widget))) {
    mend (GTK_LABEL (widget));
    g_signal_handlers_disconnect_by_func (widget, mend, NULL);
    g_signal_connect (widget, "notify::label", G_CALLBACK (mend), NULL);
  }
  return TRUE;
}

/**
 * sauda_mnemonics_watch:
 *
 * Lets the underlined letters of what is shown from now on be pressed in any script.
 */
void
sauda_mnemonics_watch (void)
{
  static gulong hook;
  g_autoptr (GTypeClass) klass = g_type_class_ref (GTK_TYPE_WIDGET);

  if (hook == 0)
    hook = g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_map, NULL, NULL);
}
