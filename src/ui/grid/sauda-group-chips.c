#include "sauda-group-chips.h"

#include <glib/gi18n-lib.h>

/* What a chip chooses. */
typedef struct {
  SaudaGroupChosen chosen;
  gpointer page;
  guint group;
} Choice;

static void
choice_free (gpointer choice, GClosure *closure)
{
  g_free (choice);
}

static void
on_toggled (GtkToggleButton *chip, gpointer user_data)
{
  const Choice *choice = user_data;

  if (gtk_toggle_button_get_active (chip))
    choice->chosen (choice->group, choice->page);
}

/**
 * sauda_group_chips_create:
 * @chips: (out caller-allocates) (array length=n_groups): toggle buttons, floating, for the page to place
 * @n_groups: groups that there are
 * @get_title: names them
 * @chosen: is told which one the merchant wants to see
 * @page: the page, which the buttons do not outlive
 *
 * Makes the buttons that narrow a table to one group of its rows: one of them is always pressed, the first
 * one now.
 */
void
sauda_group_chips_create (GtkWidget **chips,
                          guint n_groups,
                          SaudaGroupTitle get_title,
                          SaudaGroupChosen chosen,
                          gpointer page)
{
  for (guint group = 0; group < n_groups; group++) {
    Choice *choice = g_new (Choice, 1);

    *choice = (Choice){ chosen, page, group };
    chips[group] = gtk_toggle_button_new_with_label (get_title (group));
    gtk_widget_add_css_class (chips[group], "chip");
    if (group > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chips[group]), GTK_TOGGLE_BUTTON (chips[0]));
    else
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chips[group]), TRUE);
    g_signal_connect_data (chips[group], "toggled", G_CALLBACK (on_toggled), choice, choice_free, 0);
  }
}

/**
 * sauda_group_chips_count:
 * @chips: (array length=n_groups): the buttons
 * @counts: (out caller-allocates) (array length=n_groups): rows in each group
 * @n_groups: groups that there are
 * @get_title: names them
 * @has: whether a row is in a group
 * @rows: (element-type GObject): all rows
 *
 * Chips say how much they show.
 */
void
sauda_group_chips_count (GtkWidget *const *chips,
                         guint *counts,
                         guint n_groups,
                         SaudaGroupTitle get_title,
                         SaudaGroupFunc has,
                         GPtrArray *rows)
{
  for (guint group = 0; group < n_groups; group++) {
    g_autofree char *label = NULL;

    counts[group] = 0;
    for (guint i = 0; i < rows->len; i++)
      counts[group] += has (group, g_ptr_array_index (rows, i));
    /* Translators: name of a group of rows, and how many it has */
    label = g_strdup_printf (_ ("%s %u"), get_title (group), counts[group]);
    gtk_button_set_label (GTK_BUTTON (chips[group]), label);
  }
}

/**
 * sauda_group_chips_choose:
 * @chips: the buttons
 * @group: the group to show
 */
void
sauda_group_chips_choose (GtkWidget *const *chips, guint group)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chips[group]), TRUE);
}
