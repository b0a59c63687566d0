#include "sauda-spoken-rows.h"

#include <adwaita.h>
#include <string.h>

/* Rows of lists take the focus, and GTK before 4.10 has no name for them: a screen reader said "list item"
 * for each buyer, order and page of the guide. */

/* Bytes of a name; the rest is read inside the row. */
#define LONGEST 400
/* On a row: the name that it has of its texts. */
#define OURS "sauda-spoken-row"

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
}

/* What can be pressed or typed into has a name of its own. */
static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_MENU_BUTTON (widget) ||
         GTK_IS_DROP_DOWN (widget) || GTK_IS_POPOVER (widget);
}

/* The texts of @widget, which belongs to @row, and is the row itself at first. */
static void
collect (GtkWidget *widget, GtkWidget *row, GString *name)
{
  const char *text = get_text (widget);

  if (text != NULL && *text != '\0' && name->len + strlen (text) < LONGEST)
    g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", text);
  if (GTK_IS_LABEL (widget) || GTK_IS_INSCRIPTION (widget)) {
    /* rows of long lists are filled anew while one scrolls */
    g_signal_handlers_disconnect_by_func (widget, sauda_spoken_rows_name, row);
    g_signal_connect_object (widget, GTK_IS_LABEL (widget) ? "notify::label" : "notify::text",
                             G_CALLBACK (sauda_spoken_rows_name), row, G_CONNECT_SWAPPED);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && !is_control (child))
      collect (child, row, name);
}

/* By its code, or by a label that it names. */
static gboolean
is_named_otherwise (GtkWidget *row)
{
  const char *ours = g_object_get_data (G_OBJECT (row), OURS);
  g_autofree char *other = NULL;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  if (ours == NULL)
    return TRUE;
  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, ours);
  return other != NULL;
}

/**
 * sauda_spoken_rows_name:
 * @row: a row of a list
 *
 * Calls a row without a name of its own by its title, or by the texts in it, and again when one of them
 * changes.
 */
void
sauda_spoken_rows_name (GtkWidget *row)
{
  g_autoptr (GString) name = NULL;

  if (is_named_otherwise (row))
    return;
  name = g_string_new (
    ADW_IS_PREFERENCES_ROW (row) ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : NULL);
  if (name->len == 0)
    collect (row, row, name);
  if (name->len == 0)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  g_object_set_data_full (G_OBJECT (row), OURS, g_strdup (name->str), g_free);
}
