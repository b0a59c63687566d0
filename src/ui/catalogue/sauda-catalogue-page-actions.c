#include "sauda-bulk-edit-window.h"
#include "sauda-card-window.h"
#include "sauda-cards-window.h"
#include "sauda-catalog-export.h"
#include "sauda-catalogue-import-window.h"
#include "sauda-catalogue-page-private.h"
#include "sauda-compat.h"
#include "sauda-grid-export.h"
#include "sauda-new-variant-window.h"
#include "sauda-offer-row.h"
#include "sauda-packer-view.h"
#include "sauda-papers-window.h"
#include "sauda-product-picture.h"
#include "sauda-ui-action.h"
#include "sauda-ui-file.h"
#include "sauda-ui-toast.h"
#include "sauda-variant-picker.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The page of the catalogue: what can be done with the products. */

static GtkWindow *
get_window (SaudaCataloguePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_added (SaudaCataloguePage *self, const char *sku)
{
  sauda_catalogue_page_set_group (self, SAUDA_CATALOGUE_GROUP_ALL);
  gtk_editable_set_text (GTK_EDITABLE (self->search), sku);
  sauda_catalogue_page_reload (self);
}

static void
on_add (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  SaudaNewVariantWindow *window = sauda_new_variant_window_new (
    get_window (self), self->workspace, sauda_grid_get_focused_item (SAUDA_GRID (self->table)));

  g_signal_connect_object (window, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Through the history of the table: one step, which Undo takes back. */
static void
set_retired (SaudaCataloguePage *self, gboolean retired)
{
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    if (sauda_catalogue_row_is_retired (g_ptr_array_index (rows, i)) != retired)
      g_ptr_array_add (changed, g_ptr_array_index (rows, i));
  sauda_catalogue_table_set_retired (self->table, changed, retired);
}

static guint
count_stock (GPtrArray *rows)
{
  guint with_stock = 0;

  for (guint i = 0; i < rows->len; i++)
    with_stock += sauda_catalogue_row_get_on_hand (g_ptr_array_index (rows, i)) > 0;
  return with_stock;
}

static guint
count_offers (GPtrArray *rows)
{
  guint offers = 0;

  for (guint i = 0; i < rows->len; i++)
    offers += sauda_catalogue_row_get_info (g_ptr_array_index (rows, i))->offers;
  return offers;
}

static void
on_retire_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);

  if (sauda_compat_confirm_finish (result, NULL) && self->workspace != NULL)
    set_retired (self, TRUE);
}

static void
on_retire (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  guint offers = count_offers (rows), stock = count_stock (rows);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("Archive %u product?", "Archive %u products?", rows->len), rows->len);
  g_autofree char *on_sale =
    g_strdup_printf (ngettext ("%u offer sells them.", "%u offers sell them.", offers), offers);
  g_autofree char *on_shelf = g_strdup_printf (
    ngettext ("%u of them has pieces on the shelf.", "%u of them have pieces on the shelf.", stock), stock);
  g_autofree char *body = g_strjoin (
    " ", on_sale, on_shelf,
    _ ("They leave this table and are under “Archive”. Offers, stock and history stay as they are."), NULL);
  SaudaCompatQuestion question = { .heading = heading, .body = body, .accept = _ ("_Archive") };

  if (offers == 0 && stock == 0)
    set_retired (self, TRUE);
  else
    sauda_compat_confirm_async (get_window (self), &question, self->cancellable, on_retire_answered,
                                g_object_ref (self));
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_retired (user_data, FALSE);
}

static void
on_change (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;

  gtk_window_present (GTK_WINDOW (sauda_bulk_edit_window_new (get_window (self), self->table)));
}

/* All selected products get the picture; Undo takes it away again. */
static void
on_picture_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = sauda_product_picture_keep_finish (result, &error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree const char **values = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (name == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  values = g_new (const char *, rows->len);
  for (guint i = 0; i < rows->len; i++)
    values[i] = name;
  sauda_catalogue_table_set_values (self->table, rows, SAUDA_CATALOGUE_COLUMN_PICTURE, values);
  sauda_catalogue_page_queue_count (self);
}

static void
on_picture_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autofree char *path = sauda_ui_choose_file_finish (GTK_WIDGET (self), result);

  if (path != NULL && self->workspace != NULL)
    sauda_catalogue_page_set_picture (self, path);
}

static void
on_picture (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const suffixes[] = { "png", "jpg", "jpeg", NULL };
  SaudaCataloguePage *self = user_data;

  sauda_ui_choose_file_async (GTK_WIDGET (self), _ ("Choose a Picture"), _ ("Pictures (PNG, JPEG)"), suffixes,
                              self->cancellable, on_picture_chosen, g_object_ref (self));
}

static void
on_labels (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  g_autoptr (GPtrArray) skus = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (skus, sauda_catalogue_row_get_info (g_ptr_array_index (rows, i))->sku);
  g_ptr_array_add (skus, NULL);
  gtk_window_present (GTK_WINDOW (sauda_papers_window_new (
    get_window (self), self->workspace, SAUDA_OWN_PAPER_PRODUCTS, (const char *const *) skus->pdata)));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autofree char *path = sauda_ui_choose_file_finish (GTK_WIDGET (self), result);

  if (path != NULL && self->workspace != NULL)
    sauda_catalogue_page_import (self, path);
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const suffixes[] = { "csv", "xlsx", "tsv", "txt", NULL };
  SaudaCataloguePage *self = user_data;

  sauda_ui_choose_file_async (GTK_WIDGET (self), _ ("Choose a Catalogue"), _ ("Catalogues (CSV, XLSX)"),
                              suffixes, self->cancellable, on_file_chosen, g_object_ref (self));
}

static gpointer
export_work (SaudaConnection *connection, gpointer data, GError **error)
{
  guint rows;

  return sauda_catalog_export (connection, data, &rows, error) ? g_memdup2 (&rows, sizeof rows) : NULL;
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree guint *rows = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *said = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (rows == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  said = g_strdup_printf (ngettext ("%u offer is written.", "%u offers are written.", *rows), *rows);
  sauda_ui_show_text (GTK_WIDGET (self), said);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autoptr (GFile) file = sauda_compat_save_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->workspace != NULL)
    sauda_catalogue_page_export (self, path);
}

static void
on_export_catalogue (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  g_autofree char *day = sauda_day_format_short (sauda_workspace_get_today (self->workspace));
  g_autofree char *name = g_strdup_printf ("%s %s.csv", _ ("Catalogue"), day);

  sauda_compat_save_file_async (get_window (self), _ ("Export the Catalogue as CSV or XLSX"), name,
                                self->cancellable, on_place_chosen, g_object_ref (self));
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_export (SAUDA_GRID (SAUDA_CATALOGUE_PAGE (user_data)->table), _ ("Catalogue"), FALSE);
}

static void
on_unselect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_unselect_all (SAUDA_GRID (SAUDA_CATALOGUE_PAGE (user_data)->table));
}

static void
on_undo_link (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_catalogue_offers_undo (SAUDA_CATALOGUE_PAGE (user_data)->offers);
}

static void
on_variant_chosen (SaudaCataloguePage *self, SaudaCatalogueRow *row)
{
  sauda_catalogue_offers_link (self->offers, sauda_catalogue_row_get_info (row)->sku);
}

/* Chosen from all there is, which of a long catalogue is not read yet at first. */
void
sauda_catalogue_page_pick (SaudaCataloguePage *self)
{
  SaudaVariantPicker *picker;

  self->pick = !self->loaded;
  if (self->pick)
    return;
  picker = sauda_variant_picker_new (get_window (self), sauda_catalogue_table_get_rows (self->table), NULL);
  g_signal_connect_object (picker, "chosen", G_CALLBACK (on_variant_chosen), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (picker));
}

/**
 * sauda_catalogue_page_import:
 * @self: the page
 * @path: a catalogue, CSV or XLSX
 *
 * Shows what is in it, and imports it after a yes.
 */
void
sauda_catalogue_page_import (SaudaCataloguePage *self, const char *path)
{
  SaudaCatalogueImportWindow *window;

  g_return_if_fail (SAUDA_IS_CATALOGUE_PAGE (self));

  window = sauda_catalogue_import_window_new (get_window (self), self->workspace, path);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * sauda_catalogue_page_export:
 * @self: the page
 * @path: CSV, or XLSX when its name ends so
 *
 * Writes the catalogue as it comes in again.
 */
void
sauda_catalogue_page_export (SaudaCataloguePage *self, const char *path)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_PAGE (self));
  sauda_workspace_read_async (self->workspace, export_work, g_strdup (path), g_free, g_free,
                              self->cancellable, on_exported, g_object_ref (self));
}

/**
 * sauda_catalogue_page_set_picture:
 * @self: the page
 * @path: a picture, which is copied
 *
 * The selected products look like this.
 */
void
sauda_catalogue_page_set_picture (SaudaCataloguePage *self, const char *path)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_PAGE (self));
  sauda_product_picture_keep_async (self->workspace, path, self->cancellable, on_picture_kept,
                                    g_object_ref (self));
}

/* Says in words how much is selected, and what can be done with it. */
void
sauda_catalogue_page_show_selection (SaudaCataloguePage *self)
{
  GActionMap *actions = G_ACTION_MAP (self->actions);
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  guint retired = 0;
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u product is selected", "%u products are selected", rows->len), rows->len);

  for (guint i = 0; i < rows->len; i++)
    retired += sauda_catalogue_row_is_retired (g_ptr_array_index (rows, i));
  gtk_label_set_label (self->selection_label, text);
  gtk_widget_set_visible (self->selection_bar, rows->len > 0);
  sauda_ui_enable (actions, "retire", retired < rows->len);
  sauda_ui_enable (actions, "restore", retired > 0);
  sauda_ui_enable (actions, "change", rows->len > 0 && !sauda_packer_view_is_on ());
  sauda_ui_enable (actions, "picture", rows->len > 0 && !sauda_packer_view_is_on ());
  sauda_ui_enable (actions, "labels", rows->len > 0);
  sauda_ui_enable (actions, "card", rows->len == 1);
  sauda_ui_enable (actions, "unselect", rows->len > 0);
  sauda_ui_enable (actions, "export",
                   sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table))) > 0);
}

static void
on_cards (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (GTK_WINDOW (sauda_cards_window_new (parent, self->workspace)));
}

/* It is sent from the list of cards, many at a time. */
static void
on_card_kept (SaudaCataloguePage *self, gboolean complete)
{
  if (complete)
    sauda_ui_show_toast (
      GTK_WIDGET (self),
      &(SaudaUiToast){ .text = _ ("The card is kept. It goes to Kaspi from the list of cards."),
                       .button = _ ("_Product Cards…"),
                       .action = "catalogue.cards" });
}

static void
open_card (SaudaCataloguePage *self, const SaudaCatalogOffer *offer)
{
  SaudaCardWindow *window;

  if (offer == NULL) {
    sauda_ui_show_text (GTK_WIDGET (self),
                        _ ("Nothing sells this product yet. A card is written for an offer of a store."));
    return;
  }
  window = sauda_card_window_new_for_offer (get_window (self), self->workspace, offer->store_id, offer->sku);
  g_signal_connect_object (window, "kept", G_CALLBACK (on_card_kept), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Of the offers that sell the product, whatever the pane below shows. */
static void
on_offers_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = sauda_workspace_read_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (offers == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    open_card (self, offers->len > 0 ? sauda_offer_row_get_offer (g_ptr_array_index (offers, 0)) : NULL);
}

static void
on_card (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaCataloguePage *self = user_data;
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  gint64 id;

  if (!sauda_catalogue_offers_is_unlinked (self->offers)) {
    open_card (self, sauda_catalogue_offers_get_offer (self->offers));
    return;
  }
  id = sauda_catalogue_row_get_id (g_ptr_array_index (rows, 0));
  sauda_workspace_read_async (self->workspace, (SaudaWorkspaceFunc) sauda_offer_rows_load,
                              g_memdup2 (&id, sizeof id), g_free, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_offers_read, g_object_ref (self));
}

void
sauda_catalogue_page_install_actions (SaudaCataloguePage *self)
{
  static const GActionEntry entries[] = {
    { "add", on_add },           { "change", on_change },       { "picture", on_picture },
    { "import", on_import },     { "retire", on_retire },       { "restore", on_restore },
    { "labels", on_labels },     { "export", on_export },       { "export-catalogue", on_export_catalogue },
    { "unselect", on_unselect }, { "undo-link", on_undo_link }, { "card", on_card },
    { "cards", on_cards },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "catalogue", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (self->offers, "pick", G_CALLBACK (sauda_catalogue_page_pick), self,
                           G_CONNECT_SWAPPED);
}
