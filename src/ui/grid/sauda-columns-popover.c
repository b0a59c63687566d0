#include "sauda-columns-popover.h"

#include <glib/gi18n-lib.h>

struct _SaudaColumnsPopover {
  GtkPopover parent_instance;

  GtkWidget *list; /* (unowned) (not nullable) a row a column, from left to right */

  const SaudaGridKind *kind; /* (unowned) (not nullable) static */
  SaudaGridLayout *layout;   /* (weak) the table owns it, and remembers the columns when it goes */
};

/* A column that may be shown, with its place. */
typedef struct {
  guint column;
  GtkWidget *check;    /* (unowned) (not nullable) */
  GtkWidget *moves[2]; /* (unowned) (not nullable) to the left and to the right */
} Row;

G_DEFINE_FINAL_TYPE (SaudaColumnsPopover, sauda_columns_popover, GTK_TYPE_POPOVER)

static GQuark
row_quark (void)
{
  return g_quark_from_static_string ("sauda-columns-popover-row");
}

static Row *
get_row (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), row_quark ());
}

/* The row that has the focus; %NULL: none. */
static GtkWidget *
get_focused (SaudaColumnsPopover *self)
{
  return gtk_widget_get_focus_child (self->list);
}

/* What cannot be moved further has no button for it, and the focus does not get lost with that. */
static void
show_places (SaudaColumnsPopover *self)
{
  guint place = 0, rows = 0;

  for (GtkWidget *w = gtk_widget_get_first_child (self->list); w != NULL; w = gtk_widget_get_next_sibling (w))
    rows++;
  for (GtkWidget *w = gtk_widget_get_first_child (self->list); w != NULL;
       w = gtk_widget_get_next_sibling (w)) {
    Row *row = get_row (w);
    gboolean can[2] = { place > 0, place + 1 < rows };

    for (int i = 0; i < 2; i++)
      if (!can[i] && can[1 - i] && gtk_widget_has_focus (row->moves[i])) {
        gtk_widget_set_sensitive (row->moves[1 - i], TRUE);
        gtk_widget_grab_focus (row->moves[1 - i]);
      }
    for (int i = 0; i < 2; i++)
      gtk_widget_set_sensitive (row->moves[i], can[i]);
    gtk_accessible_update_relation (GTK_ACCESSIBLE (w), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) ++place,
                                    GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) rows, -1);
  }
}

static void
scroll_to (SaudaColumnsPopover *self, GtkWidget *row)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (self->list, GTK_TYPE_VIEWPORT);
  GtkScrolledWindow *window =
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (window);
  int height = gtk_widget_get_allocated_height (row), place = 0;

  g_return_if_fail (viewport != NULL);

  for (GtkWidget *w = gtk_widget_get_prev_sibling (row); w != NULL; w = gtk_widget_get_prev_sibling (w))
    place++;
  gtk_adjustment_clamp_page (adjustment, place * height, (place + 1) * height);
}

/* Moves the column of @widget by @step places, and its row with it. */
static gboolean
move (SaudaColumnsPopover *self, GtkWidget *widget, int step)
{
  GtkWidget *sibling;

  if (!sauda_grid_layout_move (self->layout, get_row (widget)->column, step))
    return FALSE;
  sibling = step < 0 ? gtk_widget_get_prev_sibling (gtk_widget_get_prev_sibling (widget))
                     : gtk_widget_get_next_sibling (widget);
  gtk_box_reorder_child_after (GTK_BOX (self->list), widget, sibling);
  show_places (self);
  scroll_to (self, widget);
  return TRUE;
}

static void
on_move (GtkWidget *button, SaudaColumnsPopover *self)
{
  GtkWidget *widget = gtk_widget_get_parent (button);

  move (self, widget, button == get_row (widget)->moves[0] ? -1 : 1);
}

static gboolean
on_key (SaudaColumnsPopover *self, guint keyval, guint keycode, GdkModifierType state)
{
  guint modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);
  int step = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up       ? -1
             : keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1
                                                                   : 0;
  GtkWidget *focused = get_focused (self);

  if (modifiers != GDK_ALT_MASK || step == 0 || focused == NULL)
    return FALSE;
  if (!move (self, focused, step))
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

static GtkWidget *
add_button (SaudaColumnsPopover *self, GtkWidget *box, const char *icon, const char *tip, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_move), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_row (SaudaColumnsPopover *self, guint column)
{
  const char *title = sauda_grid_column_get_title (&self->kind->columns[column]);
  g_autofree char *left = g_strdup_printf (_ ("Move %s to the left"), title);
  g_autofree char *right = g_strdup_printf (_ ("Move %s to the right"), title);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  Row *row = g_new0 (Row, 1);

  row->column = column;
  row->check = gtk_check_button_new_with_label (title);
  gtk_widget_set_hexpand (row->check, TRUE);
  if (column != self->kind->fixed) {
    g_autofree char *action = g_strconcat ("columns.", self->kind->columns[column].name, NULL);

    gtk_actionable_set_action_name (GTK_ACTIONABLE (row->check), action);
  } else {
    gtk_check_button_set_active (GTK_CHECK_BUTTON (row->check), TRUE);
    gtk_widget_set_sensitive (row->check, FALSE);
  }
  gtk_box_append (GTK_BOX (box), row->check);
  row->moves[0] = add_button (self, box, "go-up-symbolic", _ ("To the left (Alt+Up)"), left);
  row->moves[1] = add_button (self, box, "go-down-symbolic", _ ("To the right (Alt+Down)"), right);
  g_object_set_qdata_full (G_OBJECT (box), row_quark (), row, g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (self->list), box);
}

static void
fill (SaudaColumnsPopover *self)
{
  g_autoptr (GArray) columns = sauda_grid_layout_list_columns (self->layout);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), row);
  for (guint i = 0; i < columns->len; i++)
    add_row (self, g_array_index (columns, guint, i));
  show_places (self);
}

static void
on_reset (SaudaColumnsPopover *self)
{
  sauda_grid_layout_reset (self->layout);
  fill (self);
}

static void
sauda_columns_popover_show (GtkWidget *widget)
{
  fill (SAUDA_COLUMNS_POPOVER (widget));
  GTK_WIDGET_CLASS (sauda_columns_popover_parent_class)->show (widget);
}

static void
sauda_columns_popover_finalize (GObject *object)
{
  g_clear_weak_pointer (&SAUDA_COLUMNS_POPOVER (object)->layout);
  G_OBJECT_CLASS (sauda_columns_popover_parent_class)->finalize (object);
}

static void
sauda_columns_popover_class_init (SaudaColumnsPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_columns_popover_finalize;
  widget_class->show = sauda_columns_popover_show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/grid/sauda-columns-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaColumnsPopover, list);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
}

static void
sauda_columns_popover_init (SaudaColumnsPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_columns_popover_new:
 * @grid: a table
 *
 * Returns: (transfer none): what its columns are chosen and ordered with
 */
GtkWidget *
sauda_columns_popover_new (SaudaGrid *grid)
{
  SaudaColumnsPopover *self = g_object_new (SAUDA_TYPE_COLUMNS_POPOVER, NULL);

  self->kind = SAUDA_GRID_GET_CLASS (grid)->kind;
  g_set_weak_pointer (&self->layout, sauda_grid_get_layout (grid));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", sauda_grid_layout_get_actions (self->layout));
  return GTK_WIDGET (self);
}
