#include "sauda-stock-page.h"

#include "sauda-columns-popover.h"
#include "sauda-grid-rows.h"
#include "sauda-later.h"
#include "sauda-stock-page-private.h"
#include "sauda-stock-work.h"
#include "sauda-table-page.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

static void table_page_init (SaudaTablePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaStockPage,
                               sauda_stock_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_TABLE_PAGE, table_page_init))

static const char *const group_titles[SAUDA_N_STOCK_GROUPS] = {
  [SAUDA_STOCK_GROUP_ALL] = N_ ("All"),
  [SAUDA_STOCK_GROUP_LOW] = N_ ("Runs Low"),
  [SAUDA_STOCK_GROUP_OUT] = N_ ("Has Run Out"),
  [SAUDA_STOCK_GROUP_NEGATIVE] = N_ ("Below Zero"),
  [SAUDA_STOCK_GROUP_INSPECT] = N_ ("To Inspect"),
  [SAUDA_STOCK_GROUP_REORDER] = N_ ("To Order"),
};

static SaudaGrid *
get_grid (SaudaTablePage *page)
{
  return SAUDA_GRID (SAUDA_STOCK_PAGE (page)->table);
}

static GtkSearchEntry *
get_search (SaudaTablePage *page)
{
  return SAUDA_STOCK_PAGE (page)->search;
}

static gboolean
has_filter (SaudaTablePage *page)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (page);

  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
         sauda_group_filter_get_group (sauda_stock_table_get_filter (self->table)) != SAUDA_STOCK_GROUP_ALL;
}

static void
show_all (SaudaTablePage *page)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (page);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  sauda_group_filter_find (sauda_stock_table_get_filter (self->table), SAUDA_GRID (self->table), "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[SAUDA_STOCK_GROUP_ALL]), TRUE);
  sauda_views_bar_leave (self->views);
}

static void
table_page_init (SaudaTablePageInterface *iface)
{
  iface->can_undo = sauda_stock_page_can_undo_act;
  iface->undo = sauda_stock_page_undo_act;
  iface->get_grid = get_grid;
  iface->get_search = get_search;
  iface->has_filter = has_filter;
  iface->show_all = show_all;
}

static void
count_groups (SaudaStockPage *self)
{
  guint counts[SAUDA_N_STOCK_GROUPS] = { 0 };

  for (guint i = 0; i < self->listed->len; i++)
    for (int group = 0; group < SAUDA_N_STOCK_GROUPS; group++)
      counts[group] += sauda_stock_group_has ((guint) group, g_ptr_array_index (self->listed, i));
  for (int group = 0; group < SAUDA_N_STOCK_GROUPS; group++) {
    /* Translators: name of a group of variants, and how many it has */
    g_autofree char *label = g_strdup_printf (_ ("%s %u"), _ (group_titles[group]), counts[group]);

    gtk_button_set_label (GTK_BUTTON (self->buttons[group]), label);
  }
  gtk_widget_set_visible (self->buttons[SAUDA_STOCK_GROUP_NEGATIVE],
                          counts[SAUDA_STOCK_GROUP_NEGATIVE] > 0 ||
                            sauda_group_filter_get_group (sauda_stock_table_get_filter (self->table)) ==
                              SAUDA_STOCK_GROUP_NEGATIVE);
}

static char *
describe_rows (SaudaStockPage *self)
{
  guint shown = sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table)));
  guint all = self->listed->len, selected = sauda_grid_count_selected (SAUDA_GRID (self->table));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u variant", "%u variants", shown), shown);
  if (shown < all) {
    g_string_append (text, " · ");
    g_string_append_printf (
      text,
      ngettext ("%u variant is hidden by the filter", "%u variants are hidden by the filter", all - shown),
      all - shown);
  }
  if (selected > 1) {
    g_string_append (text, " · ");
    g_string_append_printf (text, ngettext ("%u selected", "%u selected", selected), selected);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
on_state (gpointer user_data)
{
  SaudaStockPage *self = user_data;
  SaudaStockRow *focused = sauda_grid_get_focused_item (SAUDA_GRID (self->table));
  g_autofree char *text = NULL;

  self->state_id = 0;
  if (!self->loaded)
    return G_SOURCE_REMOVE;
  text = describe_rows (self);
  gtk_label_set_label (self->status, text);
  gtk_stack_set_visible_child_name (
    self->stack, self->listed->len == 0                                                          ? "empty"
                 : sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table))) == 0 ? "nothing"
                                                                                                 : "table");
  if (focused != NULL && gtk_widget_get_visible (GTK_WIDGET (self->card)))
    sauda_stock_card_show (self->card, focused);
  sauda_stock_page_update_acts (self);
  return G_SOURCE_REMOVE;
}

/* Once for all that happens in one turn of the loop. */
void
sauda_stock_page_queue_state (SaudaStockPage *self)
{
  if (self->state_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->state_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_state, self, NULL);
}

/* What was read. */
typedef struct {
  SaudaStockLevels *levels; /* (owned) (nullable) */
  GPtrArray *rows;          /* (owned) (nullable) (element-type SaudaStockRow) */
  SaudaStockTodo *todo;     /* (owned) (nullable) */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->todo, sauda_stock_todo_free);
  g_clear_pointer (&listing->rows, g_ptr_array_unref);
  g_clear_pointer (&listing->levels, sauda_stock_levels_unref);
  g_free (listing);
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;
  Listing *listing = g_new0 (Listing, 1);

  listing->levels = sauda_stock_levels_read (connection, request->now_ms, error);
  if (listing->levels != NULL)
    listing->todo = sauda_stock_todo_read (connection, listing->levels, error);
  if (listing->todo == NULL)
    g_clear_pointer (&listing, listing_free);
  else if (request->flag)
    listing->rows = sauda_stock_row_create_all (listing->levels);
  return listing;
}

static gboolean
has_same_variants (GPtrArray *rows, const SaudaStockLevels *levels)
{
  if (rows->len != levels->levels->len)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (sauda_stock_row_get_level (g_ptr_array_index (rows, i))->variant_id !=
        ((SaudaStockLevel *) g_ptr_array_index (levels->levels, i))->variant_id)
      return FALSE;
  return TRUE;
}

static gint64
get_id (gpointer row)
{
  return sauda_stock_row_get_level (row)->variant_id;
}

static void
take_over (gpointer row, gpointer newer)
{
  sauda_stock_row_take_over (row, newer);
}

/* Rows that stay keep selection, focus and place: only what changed is shown again. */
static void
take_rows (SaudaStockPage *self, Listing *listing)
{
  gboolean changed = FALSE;

  if (!self->loaded || !has_same_variants (self->listed, listing->levels)) {
    g_autoptr (GPtrArray) shown = self->listed;

    self->listed =
      listing->rows != NULL ? g_ptr_array_ref (listing->rows) : sauda_stock_row_create_all (listing->levels);
    sauda_grid_keep_rows (shown, self->listed, get_id, take_over);
    self->loaded = TRUE;
    sauda_grid_model_set_items (sauda_grid_get_model (SAUDA_GRID (self->table)), self->listed);
  } else {
    for (guint i = 0; i < self->listed->len; i++)
      changed |= sauda_stock_row_follow (g_ptr_array_index (self->listed, i), listing->levels,
                                         g_ptr_array_index (listing->levels->levels, i));
    if (changed)
      sauda_grid_refresh (SAUDA_GRID (self->table));
  }
  count_groups (self);
  sauda_views_bar_count (self->views);
  sauda_stock_card_refresh (self->card);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockPage) self = SAUDA_STOCK_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  Listing *listing = sauda_workspace_read_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&listing, listing_free);
    return;
  }
  self->loads--;
  if (listing == NULL) {
    sauda_table_page_show_failure (self->stack, self->failed_page, error);
    return;
  }
  /* Numbers that are being typed are not taken out of the hand; the next read follows the edit. */
  if (self->loads == 0) {
    sauda_grid_commit (SAUDA_GRID (self->table));
    take_rows (self, listing);
    sauda_stock_page_show_todo (self, listing->todo);
    sauda_stock_page_queue_state (self);
  }
  listing_free (listing);
}

static void
on_search_changed (SaudaStockPage *self)
{
  sauda_group_filter_find (sauda_stock_table_get_filter (self->table), SAUDA_GRID (self->table),
                           gtk_editable_get_text (GTK_EDITABLE (self->search)));
  sauda_stock_page_queue_state (self);
}

static void
on_group (GtkToggleButton *button, SaudaStockPage *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_group_filter_set_group (sauda_stock_table_get_filter (self->table),
                                GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "group")));
  sauda_stock_page_queue_state (self);
}

static void
on_edit_failed (SaudaGrid *grid, GError *error, SaudaStockPage *self)
{
  sauda_ui_show_error (GTK_WIDGET (self), error);
  /* The shelf is as the ledger has it, and not as it was typed. */
  sauda_stock_page_reload (self);
}

static void
open_card (SaudaStockPage *self)
{
  SaudaStockRow *row = sauda_grid_get_focused_item (SAUDA_GRID (self->table));

  if (row == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->card), TRUE);
  sauda_stock_card_show (self->card, row);
}

static void
close_card (SaudaStockPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
show_everything (SaudaStockPage *self)
{
  show_all (SAUDA_TABLE_PAGE (self));
}

static void
add_chips (SaudaStockPage *self)
{
  for (int group = 0; group < SAUDA_N_STOCK_GROUPS; group++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (_ (group_titles[group]));

    g_object_set_data (G_OBJECT (button), "group", GINT_TO_POINTER (group));
    gtk_widget_add_css_class (button, "chip");
    if (group > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->buttons[0]));
    self->buttons[group] = button;
    sauda_wrap_box_append (self->chips, button);
  }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
  for (int group = 0; group < SAUDA_N_STOCK_GROUPS; group++)
    g_signal_connect (self->buttons[group], "toggled", G_CALLBACK (on_group), self);
}

/* A page that nobody looks at is read again when somebody does. */
static void
on_changed_elsewhere (SaudaStockPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sauda_stock_page_reload (self);
  else
    self->stale = TRUE;
}

/* Read before anybody looks, when the window has nothing else to do: then the page opens at once. */
static gboolean
on_idle (gpointer user_data)
{
  SaudaStockPage *self = user_data;

  self->idle_id = 0;
  if (!self->loaded && self->loads == 0)
    sauda_stock_page_reload (self);
  return G_SOURCE_REMOVE;
}

static void
on_map (SaudaStockPage *self)
{
  if (self->stale || (!self->loaded && self->loads == 0))
    sauda_stock_page_reload (self);
}

static void
sauda_stock_page_dispose (GObject *object)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->state_id, g_source_remove);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->foreign != NULL)
    g_object_run_dispose (G_OBJECT (self->foreign));
  g_clear_object (&self->foreign);
  G_OBJECT_CLASS (sauda_stock_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_stock_page_finalize (GObject *object)
{
  SaudaStockPage *self = SAUDA_STOCK_PAGE (object);

  g_ptr_array_unref (self->listed);
  g_object_unref (self->actions);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_stock_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SAUDA_TYPE_VIEWS_BAR);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-stock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, views);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, chips);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, table);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, card);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, status);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, run_out_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, run_out_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, back_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, back_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, questions_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockPage, questions_label);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_failed);
  gtk_widget_class_bind_template_callback (widget_class, open_card);
  gtk_widget_class_bind_template_callback (widget_class, close_card);
  gtk_widget_class_bind_template_callback (widget_class, show_everything);
  gtk_widget_class_bind_template_callback (widget_class, sauda_stock_page_queue_state);
  gtk_widget_class_bind_template_callback (widget_class, sauda_stock_page_reload);
}

static void
sauda_stock_page_class_init (SaudaStockPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sauda_stock_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_page_finalize;
  g_type_ensure (SAUDA_TYPE_STOCK_TABLE);
  g_type_ensure (SAUDA_TYPE_STOCK_CARD);
  g_signal_new ("undo-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sauda_stock_page_init (SaudaStockPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->listed = g_ptr_array_new ();
  sauda_stock_page_install_acts (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_table_page_set_up (SAUDA_TABLE_PAGE (self));
  g_signal_connect_object (sauda_grid_get_history (SAUDA_GRID (self->table)), "applied",
                           G_CALLBACK (sauda_stock_page_forget_act), self, G_CONNECT_SWAPPED);
  add_chips (self);
  gtk_menu_button_set_popover (self->columns_button, sauda_columns_popover_new (SAUDA_GRID (self->table)));
  sauda_stock_page_update_acts (self);
}

/**
 * sauda_stock_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a page that reads the stock when it is seen
 */
GtkWidget *
sauda_stock_page_new (SaudaWorkspace *workspace)
{
  SaudaStockPage *self = g_object_new (SAUDA_TYPE_STOCK_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->foreign = sauda_foreign_changes_new (workspace);
  sauda_stock_table_set_workspace (self->table, workspace);
  sauda_stock_card_set_workspace (self->card, workspace);
  sauda_grid_set_now (SAUDA_GRID (self->table), sauda_workspace_get_now (workspace));
  sauda_stock_page_set_up_views (self);
  self->idle_id = sauda_later_add (on_idle, self);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect_object (self->foreign, "changed", G_CALLBACK (on_changed_elsewhere), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_changed_elsewhere), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * sauda_stock_page_get_table:
 * @self: the page
 *
 * Returns: (transfer none): the table
 */
SaudaStockTable *
sauda_stock_page_get_table (SaudaStockPage *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_PAGE (self), NULL);
  return self->table;
}

/**
 * sauda_stock_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the stock is there
 */
gboolean
sauda_stock_page_is_loaded (SaudaStockPage *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_PAGE (self), FALSE);
  return self->loaded && self->loads == 0 && self->state_id == 0;
}

/**
 * sauda_stock_page_reload:
 * @self: the page
 *
 * Reads the stock again.
 */
void
sauda_stock_page_reload (SaudaStockPage *self)
{
  SaudaStockRequest *request;

  g_return_if_fail (SAUDA_IS_STOCK_PAGE (self));

  if (self->workspace == NULL)
    return;
  self->loads++;
  self->stale = FALSE;
  request = sauda_stock_request_new (self->workspace);
  request->flag = !self->loaded;
  sauda_workspace_read_async (self->workspace, run_list, request, sauda_stock_request_free, listing_free,
                              self->cancellable, on_listed, g_object_ref (self));
}
