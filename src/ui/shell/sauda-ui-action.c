#include "sauda-ui-action.h"

/**
 * sauda_ui_enable:
 * @actions: of a page or a window
 * @name: one of them
 * @enabled: whether it can be done now
 */
void
sauda_ui_enable (GActionMap *actions, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, name)), enabled);
}

/**
 * sauda_ui_set_action:
 * @actionable: a button
 * @detailed_name: a name with its target, such as `win.page::orders`
 *
 * Sets what a button does. GTK 4.8 complains of a name that stands for a moment without its target, so the
 * target comes first.
 */
void
sauda_ui_set_action (GtkActionable *actionable, const char *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed_name, &name, &target, NULL))
    return;
  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable, target);
  gtk_actionable_set_action_name (actionable, name);
}
