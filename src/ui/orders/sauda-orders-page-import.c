#include "sauda-compat.h"
#include "sauda-orders-page-private.h"

#include <glib/gi18n-lib.h>

/* How files come into the page of orders: chosen, dropped or opened with the program. */

static void
on_import_closed (SaudaOrdersPage *self)
{
  self->import = NULL;
  sauda_orders_page_notify_state (self);
}

static void
open_import (SaudaOrdersPage *self, GListModel *files)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->import != NULL || self->workspace == NULL)
    return;
  self->import =
    sauda_import_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->workspace, files);
  g_signal_connect_object (self->import, "destroy", G_CALLBACK (on_import_closed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->import));
  sauda_orders_page_notify_state (self);
}

static void
on_files_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOrdersPage) self = SAUDA_ORDERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = sauda_compat_open_file_finish (result, &error);

  self->choosing = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  sauda_orders_page_notify_state (self);
  if (files != NULL)
    open_import (self, files);
}

static GListModel *
create_file_filters (void)
{
  static const char *const all[] = { "xlsx", "csv", "zip", "pdf", NULL };
  static const char *const sheets[] = { "xlsx", NULL };
  static const char *const catalogues[] = { "csv", NULL };
  static const char *const waybills[] = { "zip", "pdf", NULL };
  const struct {
    const char *name;
    const char *const *suffixes;
  } filters[] = {
    { _ ("All that Sauda reads"), all },
    { _ ("Orders of Kaspi (XLSX)"), sheets },
    { _ ("Catalogue (CSV)"), catalogues },
    { _ ("Waybills (ZIP, PDF)"), waybills },
  };
  GListStore *store = g_list_store_new (GTK_TYPE_FILE_FILTER);

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++) {
    g_autoptr (GtkFileFilter) filter = sauda_compat_filter_new (filters[i].name, filters[i].suffixes);

    g_list_store_append (store, filter);
  }
  return G_LIST_MODEL (store);
}

/**
 * sauda_orders_page_choose_files:
 * @self: the page
 *
 * Asks for files and imports them.
 */
void
sauda_orders_page_choose_files (SaudaOrdersPage *self)
{
  GtkRoot *root;
  g_autoptr (GListModel) filters = NULL;

  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));

  if (sauda_orders_page_is_importing (self))
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  filters = create_file_filters ();
  self->choosing = TRUE;
  sauda_orders_page_notify_state (self);
  sauda_compat_open_file_async (GTK_WINDOW (root), _ ("Choose Files to Import"), filters, TRUE,
                                self->cancellable, on_files_chosen, g_object_ref (self));
}

/**
 * sauda_orders_page_import:
 * @self: the page
 * @files: (element-type GFile): files and folders
 *
 * Shows what is in the files and imports them after a yes. While another import is open nothing happens.
 */
void
sauda_orders_page_import (SaudaOrdersPage *self, GListModel *files)
{
  g_return_if_fail (SAUDA_IS_ORDERS_PAGE (self));
  if (g_list_model_get_n_items (files) > 0)
    open_import (self, files);
}

/**
 * sauda_orders_page_is_importing:
 * @self: the page
 *
 * Returns: whether an import is open already
 */
gboolean
sauda_orders_page_is_importing (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), FALSE);
  return self->choosing || self->import != NULL;
}
