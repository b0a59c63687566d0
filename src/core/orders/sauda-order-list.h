#pragma once

#include "sauda-order-line.h"
#include "sauda-orders.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaOrderList:
 *
 * All order lines as a #GListModel of #SaudaOrderLine. A load is one splice at most; lines that stay keep
 * their objects, so that selection and an edit in progress survive.
 *
 * Properties: `loading` (boolean, notifies).
 */
#define SAUDA_TYPE_ORDER_LIST (sauda_order_list_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrderList, sauda_order_list, SAUDA, ORDER_LIST, GObject)

SaudaOrderList *sauda_order_list_new (SaudaDatabase *database) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_order_list_get_loading (SaudaOrderList *self);
guint sauda_order_list_get_n_orders (SaudaOrderList *self);
guint sauda_order_list_count_stage (SaudaOrderList *self, SaudaStage stage);
SaudaOrderLine *sauda_order_list_find_line (SaudaOrderList *self, gint64 line_id);
void sauda_order_list_load_async (SaudaOrderList *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sauda_order_list_load_finish (SaudaOrderList *self, GAsyncResult *result, GError **error);
void sauda_order_list_set_decided_size_async (SaudaOrderList *self,
                                              SaudaOrderLine *line,
                                              const char *size,
                                              const SaudaOrderEdit *edit,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean
sauda_order_list_set_decided_size_finish (SaudaOrderList *self, GAsyncResult *result, GError **error);
void sauda_order_list_set_text_async (SaudaOrderList *self,
                                      SaudaOrder *order,
                                      SaudaOrderText which,
                                      const char *text,
                                      const SaudaOrderEdit *edit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean sauda_order_list_set_text_finish (SaudaOrderList *self, GAsyncResult *result, GError **error);
void sauda_order_list_set_hold_async (SaudaOrderList *self,
                                      GArray *order_ids,
                                      SaudaDay until,
                                      const SaudaOrderEdit *edit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean sauda_order_list_set_hold_finish (SaudaOrderList *self, GAsyncResult *result, GError **error);
void sauda_order_list_load_history_async (SaudaOrderList *self,
                                          gint64 order_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *sauda_order_list_load_history_finish (SaudaOrderList *self,
                                                 GAsyncResult *result,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
