#include "sauda-spoken-names.h"

#include "sauda-spoken-rows.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What GTK before 4.10 tells a screen reader of a widget: its own name and those of its labels one after the
 * other, underlines of mnemonics as a character ("_Save Save"), and the name of the class where there is
 * nothing else
 * ("GtkToggleButton", inside a list to choose from). */

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
is_labelled (GtkWidget *widget)
{
  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
set_name (GtkWidget *widget, const char *name)
{
  if (name != NULL && *name != '\0')
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static char *
strip_underline (const char *label)
{
  GString *text = g_string_new (NULL);

  for (const char *at = label; *at != '\0'; at++)
    if (*at != '_' || at[1] == '_')
      g_string_append_c (text, *at);
    else if (at[1] == '\0')
      break;
  return g_string_free (text, FALSE);
}

/* Only what GTK set itself: a name of its own tells more than the label. */
static void
name_by_label (GtkWidget *widget, const char *label)
{
  g_autofree char *spoken = label != NULL ? strip_underline (label) : NULL;
  g_autofree char *other =
    has_name (widget)
      ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label)
      : NULL;

  if (other == NULL)
    set_name (widget, spoken);
}

static void
name_button (GtkWidget *widget)
{
  const char *label = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    label = gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (widget)))
    label = gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
  if (label != NULL)
    name_by_label (widget, label);
}

/* A list of rows is that of its group, or of the row that it opens from. */
static void
name_list (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_ROW);
  GtkWidget *group = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *title = NULL;

  if (has_name (widget))
    return;
  if (row != NULL)
    title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  else if (group != NULL)
    title = adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group));
  if ((title == NULL || *title == '\0') && GTK_IS_WINDOW (root))
    title = gtk_window_get_title (GTK_WINDOW (root));
  /* by a title of the group that is empty, too */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  set_name (widget, title);
}

static char *
get_choice (gpointer item, GtkExpression *expression)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (expression != NULL && item != NULL && gtk_expression_evaluate (expression, item, &value) &&
      G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  return GTK_IS_STRING_OBJECT (item) ? g_strdup (gtk_string_object_get_string (item)) : NULL;
}

static void
describe (GtkWidget *widget, gpointer item, GtkExpression *expression)
{
  g_autofree char *choice = get_choice (item, expression);

  if (choice != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, choice, -1);
}

/* The focus goes to the button inside. */
static void
on_choice (GtkWidget *widget)
{
  if (GTK_IS_DROP_DOWN (widget))
    describe (gtk_widget_get_first_child (widget), gtk_drop_down_get_selected_item (GTK_DROP_DOWN (widget)),
              gtk_drop_down_get_expression (GTK_DROP_DOWN (widget)));
  else
    describe (widget, adw_combo_row_get_selected_item (ADW_COMBO_ROW (widget)),
              adw_combo_row_get_expression (ADW_COMBO_ROW (widget)));
}

/* By the label beside it, or else by the list's own name. */
static void
name_choice (GtkWidget *widget)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (widget);

  if (GTK_IS_DROP_DOWN (widget))
    gtk_accessible_update_relation (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (widget)), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
      labels != NULL && !has_name (widget) ? GTK_WIDGET (labels->data) : widget, NULL, -1);
  on_choice (widget);
  g_signal_handlers_disconnect_by_func (widget, on_choice, NULL);
  g_signal_connect (widget, "notify::selected-item", G_CALLBACK (on_choice), NULL);
}

/* A picture that is pressed, as the eye of a password. */
static void
name_picture (GtkWidget *widget)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_BUTTON &&
      !has_name (widget))
    set_name (widget, gtk_widget_get_tooltip_text (widget));
}

/* The cross of a toast has no text and no tip. */
static void
name_cross (GtkWidget *widget)
{
  const char *icon = gtk_button_get_icon_name (GTK_BUTTON (widget));

  if (g_strcmp0 (icon, "window-close-symbolic") == 0 && !has_name (widget) &&
      gtk_widget_get_tooltip_text (widget) == NULL)
    set_name (widget, _ ("Close"));
}

/* A row of a list, not one of a table, whose cells say what they are. */
static gboolean
is_row (GtkWidget *widget)
{
  return gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM;
}

static gboolean
on_map (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (values);
  gboolean is_button = GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget);

  if (is_button) {
    name_button (widget);
    g_signal_handlers_disconnect_by_func (widget, name_button, NULL);
    g_signal_connect (widget, "notify::label", G_CALLBACK (name_button), NULL);
  }
  if (GTK_IS_LIST_BOX (widget) || GTK_IS_LIST_VIEW (widget) || GTK_IS_STACK_SWITCHER (widget))
    name_list (widget);
  if (GTK_IS_DROP_DOWN (widget) || ADW_IS_COMBO_ROW (widget))
    name_choice (widget);
  if (GTK_IS_IMAGE (widget))
    name_picture (widget);
  if (GTK_IS_BUTTON (widget))
    name_cross (widget);
  if (is_row (widget))
    sauda_spoken_rows_name (widget);
  if (GTK_IS_EXPANDER (widget) && !has_name (widget))
    set_name (widget, gtk_expander_get_label (GTK_EXPANDER (widget)));
  if (GTK_IS_MENU_BUTTON (widget) && !has_name (widget))
    name_by_label (widget, gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)));
  if ((is_button || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_ENTRY (widget) ||
       GTK_IS_TEXT (widget)) &&
      has_name (widget) && is_labelled (widget))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  return TRUE;
}

/**
 * sauda_spoken_names_watch:
 *
 * Gives what is shown from now on the names that newer versions of GTK tell by themselves. Does nothing on
 * those.
 */
void
sauda_spoken_names_watch (void)
{
  static gulong hook;
  g_autoptr (GTypeClass) klass = g_type_class_ref (GTK_TYPE_WIDGET);

  if (hook == 0 && gtk_check_version (4, 10, 0) != NULL)
    hook = g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_map, NULL, NULL);
}
