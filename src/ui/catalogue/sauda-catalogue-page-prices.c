#include "sauda-catalogue-page-private.h"
#include "sauda-packer-view.h"
#include "sauda-price-change-window.h"
#include "sauda-price-changes.h"
#include "sauda-stock-work.h"
#include "sauda-table-page.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The page of the catalogue: prices of the offers of the selected products, by a rule. */

static gpointer
run_undo (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;

  return GINT_TO_POINTER (
    sauda_price_changes_undo (connection, request->batch_id, SAUDA_STOCK_WHO, request->now_ms, error) != 0);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (done == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Taken back; the history keeps both."));
  sauda_catalogue_page_reload (self);
}

static void
on_undo_prices (GSimpleAction *action, GVariant *batch, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  SaudaStockRequest *request = sauda_stock_request_new (self->workspace);

  request->batch_id = g_variant_get_int64 (batch);
  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), NULL);
  sauda_workspace_write_async (self->workspace, run_undo, request, sauda_stock_request_free, NULL, NULL,
                               on_undone, g_object_ref (self));
}

static void
on_done (gpointer window, gint64 batch, const char *text, SaudaCataloguePage *self)
{
  g_autofree char *undo = g_strdup_printf ("catalogue.undo-prices(int64 %" G_GINT64_FORMAT ")", batch);

  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), undo);
  sauda_ui_show_toast (GTK_WIDGET (self),
                       &(SaudaUiToast){ .text = text, .button = _ ("_Undo"), .action = undo });
  sauda_catalogue_page_reload (self);
}

static void
on_prices (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  g_autoptr (GHashTable) variants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  SaudaCatalogueRow *focused = sauda_grid_get_focused_item (SAUDA_GRID (self->table));
  SaudaPriceChangeWindow *window;

  if (rows->len == 0 && focused != NULL)
    g_ptr_array_add (rows, focused);
  for (guint i = 0; i < rows->len; i++) {
    gint64 id = sauda_catalogue_row_get_id (g_ptr_array_index (rows, i));

    g_hash_table_add (variants, g_memdup2 (&id, sizeof id));
  }
  if (g_hash_table_size (variants) == 0) {
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Select the products whose prices shall change."));
    return;
  }
  window = sauda_price_change_window_new_for_variants (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                       self->workspace, variants);
  g_signal_connect_object (window, "done", G_CALLBACK (on_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

/* Prices are not for those who pack. */
static void
on_packer_changed (SaudaCataloguePage *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "prices");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !sauda_packer_view_is_on ());
}

/* Adds the commands to those of the page. */
void
sauda_catalogue_page_install_prices (SaudaCataloguePage *self)
{
  static const GActionEntry entries[] = { { "prices", on_prices }, { "undo-prices", on_undo_prices, "x" } };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (on_packer_changed), self,
                           G_CONNECT_SWAPPED);
  on_packer_changed (self);
}
