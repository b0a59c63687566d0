#include "sauda-label-sheet.h"
#include "sauda-labels-page-private.h"
#include "sauda-papers-window.h"
#include "sauda-ui-settings.h"

static void
on_switch (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_autofree char *key = g_strconcat ("label-", g_action_get_name (G_ACTION (action)), NULL);

  sauda_ui_settings_set_boolean (key, g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
on_sheet (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  sauda_ui_settings_set_text ("label-sheet", g_variant_get_string (state, NULL));
  g_simple_action_set_state (action, state);
}

static void
add_switch (GSimpleActionGroup *group, const char *name)
{
  g_autofree char *key = g_strconcat ("label-", name, NULL);
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
    name, NULL, g_variant_new_boolean (sauda_ui_settings_get_boolean (key, FALSE)));

  g_signal_connect (action, "change-state", G_CALLBACK (on_switch), NULL);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

/**
 * sauda_labels_page_add_options:
 * @self: the page
 *
 * Gives the choices for the next grouping to the menu.
 */
void
sauda_labels_page_add_options (SaudaLabelsPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autofree char *sheet = sauda_ui_settings_get_text ("label-sheet", SAUDA_LABEL_SHEET_ROLL);
  g_autoptr (GSimpleAction) action =
    g_simple_action_new_stateful ("sheet", G_VARIANT_TYPE_STRING, g_variant_new_string (sheet));

  add_switch (group, "cover");
  add_switch (group, "together");
  g_signal_connect (action, "change-state", G_CALLBACK (on_sheet), NULL);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "grouping", G_ACTION_GROUP (group));
}

/**
 * sauda_labels_page_show_papers:
 * @self: the page
 *
 * Shows labels and papers of our own.
 */
void
sauda_labels_page_show_papers (SaudaLabelsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (sauda_papers_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                           self->workspace, SAUDA_OWN_PAPER_PRODUCTS, NULL)));
}
