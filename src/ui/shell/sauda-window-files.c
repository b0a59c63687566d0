#include "sauda-later.h"
#include "sauda-prices-page.h"
#include "sauda-window-private.h"

/* Files that are dropped on the window or opened with the program: orders, catalogues and waybills are
 * imported, Kaspi's own price list is compared. While a question is open they wait for its answer. */

/* Kaspi's cabinet gives out XML for one thing only. */
static gboolean
is_price_list (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folded = g_ascii_strdown (name != NULL ? name : "", -1);

  return g_str_has_suffix (folded, ".xml");
}

static gboolean
is_asking (SaudaWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_modal (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
      return TRUE;
  }
  return sauda_orders_page_is_importing (self->orders);
}

/* Takes files that are no price lists out of what waits; %NULL: there are none. */
static GListModel *
take_imports (SaudaWindow *self)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  guint i = 0;

  while (i < g_list_model_get_n_items (G_LIST_MODEL (self->waiting))) {
    g_autoptr (GFile) file = g_list_model_get_item (G_LIST_MODEL (self->waiting), i);

    if (is_price_list (file)) {
      i++;
      continue;
    }
    g_list_store_append (files, file);
    g_list_store_remove (self->waiting, i);
  }
  return g_list_model_get_n_items (G_LIST_MODEL (files)) > 0 ? G_LIST_MODEL (g_steal_pointer (&files)) : NULL;
}

static void
compare_next (SaudaWindow *self)
{
  g_autoptr (GFile) file = g_list_model_get_item (G_LIST_MODEL (self->waiting), 0);
  g_autofree char *path = g_file_get_path (file);

  g_list_store_remove (self->waiting, 0);
  sauda_window_show_page (self, "prices");
  if (path != NULL)
    sauda_prices_page_compare_list (SAUDA_PRICES_PAGE (sauda_window_get_page (self, "prices")), path);
}

static gboolean
is_waiting (SaudaWindow *self)
{
  return self->waiting != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->waiting)) > 0;
}

static void
open_files (SaudaWindow *self)
{
  g_autoptr (GListModel) files = NULL;

  if (self->orders == NULL || !is_waiting (self) || is_asking (self))
    return;
  files = take_imports (self);
  if (files == NULL) {
    compare_next (self);
  } else {
    sauda_window_show_page (self, "orders");
    sauda_orders_page_import (self->orders, files);
  }
}

static gboolean
on_free (gpointer user_data)
{
  SaudaWindow *self = user_data;

  self->files_id = 0;
  open_files (self);
  return G_SOURCE_REMOVE;
}

/**
 * sauda_window_open_waiting:
 * @self: the window
 *
 * Opens the files that wait, as soon as the data folder is open and no question is.
 */
void
sauda_window_open_waiting (SaudaWindow *self)
{
  /* a window that closes may still be on the list */
  if (self->files_id == 0 && is_waiting (self))
    self->files_id = sauda_later_add (on_free, self);
}

/**
 * sauda_window_install_files:
 * @self: the window
 *
 * Begins to look after files that wait.
 */
void
sauda_window_install_files (SaudaWindow *self)
{
  self->waiting = g_list_store_new (G_TYPE_FILE);
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (sauda_window_open_waiting), self, G_CONNECT_SWAPPED);
}

/**
 * sauda_window_import:
 * @self: the window
 * @files: (element-type GFile): files and folders of any kind that Sauda reads
 *
 * Shows what is in the files and takes them over when the merchant says so.
 */
void
sauda_window_import (SaudaWindow *self, GListModel *files)
{
  g_return_if_fail (SAUDA_IS_WINDOW (self));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);

    g_list_store_append (self->waiting, file);
  }
  open_files (self);
}
