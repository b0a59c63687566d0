#include "sauda-catalog-report.h"
#include "sauda-competitor-files.h"
#include "sauda-grid-export.h"
#include "sauda-offer-term-sheet.h"
#include "sauda-offer-terms-window.h"
#include "sauda-packer-view.h"
#include "sauda-price-change-window.h"
#include "sauda-price-changes.h"
#include "sauda-price-list-window.h"
#include "sauda-prices-page-private.h"
#include "sauda-rates-window.h"
#include "sauda-stock-work.h"
#include "sauda-table-page.h"
#include "sauda-ui-file.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
get_window (SaudaPricesPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* One of the two: what a change is taken back by. */
static void
keep_last (SaudaPricesPage *self, gint64 batch, GArray *terms, const char *text)
{
  self->last_batch = batch;
  g_clear_pointer (&self->last_terms, g_array_unref);
  self->last_terms = terms != NULL ? g_array_ref (terms) : NULL;
  sauda_prices_page_update_acts (self);
  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), "prices.undo-last");
  sauda_ui_show_toast (GTK_WIDGET (self),
                       &(SaudaUiToast){ .text = text, .button = _ ("_Undo"), .action = "prices.undo-last" });
  sauda_prices_page_reload (self);
}

static void
on_done (gpointer window, gint64 batch, const char *text, SaudaPricesPage *self)
{
  keep_last (self, batch, NULL, text);
}

static void
on_terms_done (gpointer window, GArray *changes, SaudaPricesPage *self)
{
  keep_last (self, 0, changes, _ ("Written down; it goes into the next price list."));
}

typedef struct {
  GArray *terms; /* (owned) (nullable) (element-type gint64) */
  gint64 batch;
  gint64 now_ms;
} Undo;

static void
undo_free (gpointer data)
{
  g_clear_pointer (&((Undo *) data)->terms, g_array_unref);
  g_free (data);
}

static gpointer
run_undo (SaudaConnection *connection, gpointer data, GError **error)
{
  const Undo *request = data;
  const SaudaOfferTermChange change = { SAUDA_STOCK_WHO, NULL, request->now_ms };

  if (request->terms != NULL)
    return GINT_TO_POINTER (sauda_offer_term_sheet_undo (connection, request->terms, &change, error));
  return GINT_TO_POINTER (
    sauda_price_changes_undo (connection, request->batch, SAUDA_STOCK_WHO, request->now_ms, error) != 0);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPricesPage) self = SAUDA_PRICES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (done == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Taken back; the history keeps both."));
  sauda_prices_page_reload (self);
}

static void
on_undo_last (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaPricesPage *self = user_data;
  Undo *request = g_new0 (Undo, 1);

  request->batch = self->last_batch;
  request->terms = g_steal_pointer (&self->last_terms);
  request->now_ms = sauda_workspace_get_now (self->workspace);
  self->last_batch = 0;
  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), NULL);
  sauda_prices_page_update_acts (self);
  sauda_workspace_write_async (self->workspace, run_undo, request, undo_free, NULL, NULL, on_undone,
                               g_object_ref (self));
}

/* The selected offers; with one or none, all that are shown. */
static GHashTable *
list_meant (SaudaPricesPage *self)
{
  g_autoptr (GPtrArray) selected = sauda_grid_list_selected (SAUDA_GRID (self->table));
  SaudaGridModel *model = sauda_grid_get_model (SAUDA_GRID (self->table));
  GHashTable *offers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n = selected->len > 1 ? selected->len : sauda_grid_model_count (model);

  for (guint i = 0; i < n; i++) {
    SaudaPriceItem *item =
      selected->len > 1 ? g_ptr_array_index (selected, i) : sauda_grid_model_peek (model, i);
    gint64 id = sauda_price_item_get_row (item)->offer_id;

    g_hash_table_add (offers, g_memdup2 (&id, sizeof id));
  }
  return offers;
}

static void
on_bulk (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaPricesPage *self = user_data;
  g_autoptr (GHashTable) offers = list_meant (self);
  SaudaPriceChangeWindow *window = sauda_price_change_window_new (get_window (self), self->workspace, offers);

  g_signal_connect_object (window, "done", G_CALLBACK (on_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

/* What a limit held back is shown with what the limit says, and a reason can be typed. */
void
sauda_prices_page_explain_refusal (SaudaPricesPage *self, GHashTable *wanted, const GError *error)
{
  SaudaPriceChangeWindow *window =
    sauda_price_change_window_new_for_prices (get_window (self), self->workspace, wanted);

  g_signal_connect_object (window, "done", G_CALLBACK (on_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static SaudaRatesWindow *
open_rates (SaudaPricesPage *self)
{
  SaudaRatesWindow *window = sauda_rates_window_new (get_window (self), self->workspace);

  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_prices_page_reload), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
on_rates (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_rates (user_data);
}

static void
on_yuan (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_rates_window_choose (open_rates (user_data), "cny");
}

/* Costs that were entered in yuan say nothing without its rate: which setting is missing, and the
 * way there. */
void
sauda_prices_page_tell_rate (SaudaPricesPage *self)
{
  GPtrArray *rows = sauda_table_listing_get_rows (self->listing);
  guint count = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < rows->len; i++)
    count += sauda_price_row_lacks_yuan (sauda_price_item_get_row (g_ptr_array_index (rows, i)));
  text = g_strdup_printf (
    ngettext ("The rate of the yuan is not set: what %u offer earns is not known, although its cost is.",
              "The rate of the yuan is not set: what %u offers earn is not known, although their cost is.",
              count),
    count);
  gtk_label_set_label (self->rate_label, text);
  gtk_widget_set_visible (self->rate_bar, count > 0 && !sauda_packer_view_is_on ());
}

static SaudaPriceListWindow *
open_list (SaudaPricesPage *self)
{
  SaudaPriceListWindow *window = sauda_price_list_window_new (get_window (self), self->workspace);

  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_prices_page_reload), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
on_list (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_list (user_data);
}

/**
 * sauda_prices_page_show_list:
 * @self: the page
 *
 * Shows the price list for Kaspi, with its history and how it is served.
 */
void
sauda_prices_page_show_list (SaudaPricesPage *self)
{
  g_return_if_fail (SAUDA_IS_PRICES_PAGE (self));
  open_list (self);
}

/**
 * sauda_prices_page_compare_list:
 * @self: the page
 * @path: ACTIVE.xml or ARCHIVE.xml from Kaspi's cabinet
 *
 * Shows what Kaspi's own price list has otherwise.
 */
void
sauda_prices_page_compare_list (SaudaPricesPage *self, const char *path)
{
  g_return_if_fail (SAUDA_IS_PRICES_PAGE (self));
  sauda_price_list_window_compare (open_list (self), path);
}

typedef struct {
  char *path; /* (owned) (not nullable) */
  gint64 now_ms;
} Reading;

static void
reading_free (gpointer data)
{
  g_free (((Reading *) data)->path);
  g_free (data);
}

static void
read_competitors (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  GError *error = NULL;
  SaudaCatalogReport *report = sauda_competitor_files_import (
    sauda_workspace_get_database (source), reading->path, reading->now_ms, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) sauda_catalog_report_free);
  else
    g_task_return_error (task, error);
}

static void
on_competitors_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPricesPage) self = SAUDA_PRICES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  SaudaCatalogReport *report = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (report != NULL) {
    const SaudaCatalogProblem *first =
      report->problems->len > 0 ? g_ptr_array_index (report->problems, 0) : NULL;

    text = first != NULL
             ? g_strdup_printf (_ ("Prices of others: %u rows, %u refused. Row %u: %s"), report->rows,
                                report->refused, first->row, first->reason)
             : g_strdup_printf (_ ("Prices of others: %u rows, %u refused."), report->rows, report->refused);
    sauda_catalog_report_free (report);
  }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (text == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self), text);
  sauda_prices_page_reload (self);
}

/**
 * sauda_prices_page_import_competitors:
 * @self: the page
 * @path: a CSV or XLSX file with SKU, price and seller
 *
 * Reads prices of others and compares.
 */
void
sauda_prices_page_import_competitors (SaudaPricesPage *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (SAUDA_IS_PRICES_PAGE (self));

  task = g_task_new (self->workspace, self->cancellable, on_competitors_read, g_object_ref (self));
  reading = g_new0 (Reading, 1);
  reading->path = g_strdup (path);
  reading->now_ms = sauda_workspace_get_now (self->workspace);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_competitors);
}

static void
on_competitors_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPricesPage) self = SAUDA_PRICES_PAGE (user_data);
  g_autofree char *path = sauda_ui_choose_file_finish (GTK_WIDGET (self), result);

  if (path != NULL && self->workspace != NULL)
    sauda_prices_page_import_competitors (self, path);
}

static void
on_competitors (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const suffixes[] = { "csv", "xlsx", "txt", "tsv", NULL };
  SaudaPricesPage *self = user_data;

  sauda_ui_choose_file_async (GTK_WIDGET (self), _ ("Prices of Others from a File"), _ ("Prices of others"),
                              suffixes, self->cancellable, on_competitors_chosen, g_object_ref (self));
}

static void
on_card (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_open_focused (SAUDA_GRID (SAUDA_PRICES_PAGE (user_data)->table));
}

/* Opens what that offer has of its own in cities and warehouses. */
void
sauda_prices_page_open_terms (SaudaPricesPage *self, gint64 offer_id)
{
  SaudaOfferTermsWindow *window = sauda_offer_terms_window_new (get_window (self), self->workspace, offer_id);

  g_signal_connect_object (window, "done", G_CALLBACK (on_terms_done), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_terms (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaPricesPage *self = user_data;
  SaudaPriceItem *item = sauda_grid_get_focused_item (SAUDA_GRID (self->table));

  if (item != NULL)
    sauda_prices_page_open_terms (self, sauda_price_item_get_row (item)->offer_id);
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_export (SAUDA_GRID (SAUDA_PRICES_PAGE (user_data)->table), _ ("Prices"), FALSE);
}

static const GActionEntry entries[] = {
  { "bulk", on_bulk },           { "rates", on_rates },
  { "list", on_list },           { "competitors", on_competitors },
  { "card", on_card },           { "export", on_export },
  { "undo-last", on_undo_last }, { "terms", on_terms },
  { "yuan", on_yuan },
};

/* Adds the commands of the page. */
void
sauda_prices_page_install_acts (SaudaPricesPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "prices", G_ACTION_GROUP (self->actions));
}

/* The one place that decides which commands can be given now. */
void
sauda_prices_page_update_acts (SaudaPricesPage *self)
{
  SaudaGrid *grid = SAUDA_GRID (self->table);
  guint shown = sauda_grid_model_count (sauda_grid_get_model (grid));
  gboolean whole = sauda_table_listing_is_whole (self->listing);
  gboolean may_see = whole && !sauda_packer_view_is_on ();
  const struct {
    const char *name;
    gboolean enabled;
  } states[] = {
    { "bulk", may_see && shown > 0 },
    { "rates", may_see },
    { "list", may_see },
    { "competitors", may_see && sauda_table_listing_get_rows (self->listing)->len > 0 },
    { "card", whole && sauda_grid_get_focused_item (grid) != NULL },
    { "terms", may_see && sauda_grid_get_focused_item (grid) != NULL },
    { "export", whole && shown > 0 },
    { "undo-last", self->last_batch != 0 || self->last_terms != NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), states[i].name)),
      states[i].enabled);
}
