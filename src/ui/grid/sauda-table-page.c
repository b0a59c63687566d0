#include "sauda-table-page.h"

#include "sauda-packer-view.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* Action that takes back what was done last beside the table. */
#define ACT "sauda-act"

static guint undo_changed_signal;

G_DEFINE_INTERFACE (SaudaTablePage, sauda_table_page, GTK_TYPE_WIDGET)

static GtkEditable *
get_search (SaudaTablePage *self)
{
  return GTK_EDITABLE (SAUDA_TABLE_PAGE_GET_IFACE (self)->get_search (self));
}

static gboolean
has_words (SaudaTablePage *self)
{
  return *gtk_editable_get_text (get_search (self)) != '\0';
}

static void
forget_words (SaudaTablePage *self)
{
  gtk_editable_set_text (get_search (self), "");
}

static void
sauda_table_page_default_init (SaudaTablePageInterface *iface)
{
  iface->has_filter = has_words;
  iface->show_all = forget_words;
  undo_changed_signal = g_signal_new ("undo-changed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
replay (SaudaTablePage *self, guint (*step) (SaudaEditHistory *history, guint *kept))
{
  SaudaGrid *grid = sauda_table_page_get_grid (self);
  g_autofree char *text = NULL, *left = NULL, *said = NULL;
  guint count, kept;

  sauda_grid_commit (grid);
  count = step (sauda_grid_get_history (grid), &kept);
  text =
    g_strdup_printf (ngettext ("%u cell was changed back.", "%u cells were changed back.", count), count);
  left = g_strdup_printf (ngettext ("%u cell was changed elsewhere since, and stays as it is.",
                                    "%u cells were changed elsewhere since, and stay as they are.", kept),
                          kept);
  said = g_strjoin (" ", count > 0 ? text : left, count > 0 && kept > 0 ? left : NULL, NULL);
  if (count + kept > 0)
    sauda_ui_show_undone (GTK_WIDGET (self), said);
}

/* What was typed takes effect now: its moment of rest would end in the middle of what is done in the table by
 * then. */
static void
search_now (GtkWidget *search)
{
  g_signal_emit_by_name (search, "search-changed");
}

static void
on_search_left (GtkEventController *focus)
{
  search_now (gtk_event_controller_get_widget (focus));
}

static gboolean
on_search_key (GtkEventController *keys,
               guint keyval,
               guint keycode,
               GdkModifierType state,
               SaudaTablePage *self)
{
  SaudaGrid *grid = sauda_table_page_get_grid (self);
  GtkEditable *search = GTK_EDITABLE (gtk_event_controller_get_widget (keys));
  guint modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);

  if (modifiers == 0 && keyval == GDK_KEY_Escape && *gtk_editable_get_text (search) != '\0') {
    gtk_editable_set_text (search, "");
    search_now (GTK_WIDGET (search));
    return TRUE;
  }
  if (modifiers != 0 || (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down && keyval != GDK_KEY_Return &&
                         keyval != GDK_KEY_KP_Enter))
    return FALSE;
  search_now (GTK_WIDGET (search));
  return sauda_grid_move (grid, 0, (int) SAUDA_GRID_GET_CLASS (grid)->kind->fixed, FALSE);
}

/**
 * sauda_table_page_get_grid:
 * @self: a page
 *
 * Returns: (transfer none): its table
 */
SaudaGrid *
sauda_table_page_get_grid (SaudaTablePage *self)
{
  g_return_val_if_fail (SAUDA_IS_TABLE_PAGE (self), NULL);
  return SAUDA_TABLE_PAGE_GET_IFACE (self)->get_grid (self);
}

/**
 * sauda_table_page_find:
 * @self: a page
 *
 * Lets the merchant type what to find.
 */
void
sauda_table_page_find (SaudaTablePage *self)
{
  g_return_if_fail (SAUDA_IS_TABLE_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (get_search (self)));
  gtk_editable_select_region (get_search (self), 0, -1);
}

/**
 * sauda_table_page_show_all:
 * @self: a page
 *
 * Shows what search and chips hide.
 */
void
sauda_table_page_show_all (SaudaTablePage *self)
{
  g_return_if_fail (SAUDA_IS_TABLE_PAGE (self));
  SAUDA_TABLE_PAGE_GET_IFACE (self)->show_all (self);
}

/**
 * sauda_table_page_has_filter:
 * @self: a page
 *
 * Returns: whether search or chips are set
 */
gboolean
sauda_table_page_has_filter (SaudaTablePage *self)
{
  g_return_val_if_fail (SAUDA_IS_TABLE_PAGE (self), FALSE);
  return SAUDA_TABLE_PAGE_GET_IFACE (self)->has_filter (self);
}

/**
 * sauda_table_page_is_usual:
 * @self: a page
 *
 * Returns: whether it shows everything, by the column that it is sorted by at first: then where a long list
 * begins can be read before the rest
 */
gboolean
sauda_table_page_is_usual (SaudaTablePage *self)
{
  SaudaGrid *grid = sauda_table_page_get_grid (self);
  const SaudaGridKind *kind = SAUDA_GRID_GET_CLASS (grid)->kind;

  return !sauda_table_page_has_filter (self) &&
         sauda_grid_model_has_order (sauda_grid_get_model (grid), kind->columns[kind->default_sort].compare,
                                     FALSE);
}

static const char *
get_act (SaudaTablePage *self)
{
  return g_object_get_data (G_OBJECT (self), ACT);
}

/* A cell that was changed is what Ctrl+Z takes back next. */
static void
forget_act (SaudaTablePage *self)
{
  sauda_table_page_keep_act (self, NULL);
}

/**
 * sauda_table_page_can_undo:
 * @self: a page
 *
 * Returns: whether there is a change, or an act of the page, to take back
 */
gboolean
sauda_table_page_can_undo (SaudaTablePage *self)
{
  g_return_val_if_fail (SAUDA_IS_TABLE_PAGE (self), FALSE);
  return get_act (self) != NULL ||
         sauda_edit_history_can_undo (sauda_grid_get_history (sauda_table_page_get_grid (self)));
}

/**
 * sauda_table_page_undo:
 * @self: a page
 *
 * Takes the last change back, and says how much that was.
 */
void
sauda_table_page_undo (SaudaTablePage *self)
{
  g_autofree char *act = NULL, *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_return_if_fail (SAUDA_IS_TABLE_PAGE (self));

  act = g_strdup (get_act (self));
  if (act == NULL) {
    replay (self, sauda_edit_history_undo);
    return;
  }
  forget_act (self);
  if (g_action_parse_detailed_name (act, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

/**
 * sauda_table_page_redo:
 * @self: a page
 *
 * Makes the change again that was taken back.
 */
void
sauda_table_page_redo (SaudaTablePage *self)
{
  g_return_if_fail (SAUDA_IS_TABLE_PAGE (self));
  replay (self, sauda_edit_history_redo);
}

/**
 * sauda_table_page_keep_act:
 * @self: a page
 * @undo: (nullable): detailed name of the action that takes back what was done just now beside the table;
 * %NULL: nothing of that kind can be taken back any more
 *
 * Ctrl+Z takes back what was done last: this act, until a cell is changed.
 */
void
sauda_table_page_keep_act (SaudaTablePage *self, const char *undo)
{
  g_return_if_fail (SAUDA_IS_TABLE_PAGE (self));

  g_object_set_data_full (G_OBJECT (self), ACT, g_strdup (undo), g_free);
  g_signal_emit (self, undo_changed_signal, 0);
}

/**
 * sauda_table_page_set_up:
 * @self: a page whose template is there
 *
 * Leads from the search into what was found: Down and Enter go to the first row, Escape empties it. What was
 * typed is searched for when the focus leaves it at the latest, and `search-changed` may come once more
 * afterwards: see sauda_grid_commit_before_search(). What the table says becomes a toast, and a change of a
 * cell is taken back before what was done beside the table until then.
 */
void
sauda_table_page_set_up (SaudaTablePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  GtkWidget *search;

  g_return_if_fail (SAUDA_IS_TABLE_PAGE (self));

  search = GTK_WIDGET (get_search (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_search_key), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (search, keys);
  g_signal_connect (focus, "leave", G_CALLBACK (on_search_left), NULL);
  gtk_widget_add_controller (search, focus);
  g_signal_connect (sauda_table_page_get_grid (self), "said", G_CALLBACK (sauda_ui_show_text), NULL);
  g_signal_connect_object (sauda_grid_get_history (sauda_table_page_get_grid (self)), "applied",
                           G_CALLBACK (forget_act), self, G_CONNECT_SWAPPED);
}

/**
 * sauda_table_page_follow_packer:
 * @self: a page
 *
 * Shows the table as it is in the packer's view, or outside it.
 */
void
sauda_table_page_follow_packer (SaudaTablePage *self)
{
  SaudaGrid *grid = sauda_table_page_get_grid (self);

  sauda_grid_commit (grid);
  sauda_grid_layout_set_packer (sauda_grid_get_layout (grid), sauda_packer_view_is_on ());
  sauda_grid_update (grid);
}

/**
 * sauda_table_page_show_failure:
 * @stack: of a page with a table, with a page `failed`
 * @page: what stands there
 * @error: why the rows could not be read
 */
void
sauda_table_page_show_failure (GtkStack *stack, AdwStatusPage *page, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, markup);
  gtk_stack_set_visible_child_name (stack, "failed");
}
