#pragma once

#include "sauda-base-error.h"
#include "sauda-http.h"
#include "sauda-kaspi-change.h"
#include "sauda-kaspi-error.h"
#include "sauda-kaspi-order.h"
#include "sauda-kaspi-removal.h"

G_BEGIN_DECLS

/**
 * SaudaKaspiClient:
 *
 * Kaspi's merchant API for one store. Everything is asynchronous on the main context of the thread that owns
 * the SaudaHttp; errors are %SAUDA_KASPI_ERROR or %G_IO_ERROR_CANCELLED.
 */
#define SAUDA_TYPE_KASPI_CLIENT (sauda_kaspi_client_get_type ())
G_DECLARE_FINAL_TYPE (SaudaKaspiClient, sauda_kaspi_client, SAUDA, KASPI_CLIENT, GObject)

SaudaKaspiClient *
sauda_kaspi_client_new (SaudaHttp *http, const char *base_url, const char *token) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_kaspi_client_get_requests (SaudaKaspiClient *self);
void sauda_kaspi_client_give_up (SaudaKaspiClient *self);
gboolean sauda_kaspi_client_has_given_up (SaudaKaspiClient *self);
gint64 sauda_kaspi_client_get_clock_offset (SaudaKaspiClient *self);
void sauda_kaspi_client_set_timeout (SaudaKaspiClient *self, guint seconds);
void sauda_kaspi_client_set_retry_delay (SaudaKaspiClient *self, guint milliseconds);

void sauda_kaspi_client_list_orders_async (SaudaKaspiClient *self,
                                           gint64 from_ms,
                                           gint64 to_ms,
                                           SaudaProgressFunc progress,
                                           gpointer progress_data,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *sauda_kaspi_client_list_orders_finish (SaudaKaspiClient *self,
                                                  GAsyncResult *result,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_kaspi_client_find_order_async (SaudaKaspiClient *self,
                                          const char *code,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
SaudaKaspiOrder *sauda_kaspi_client_find_order_finish (SaudaKaspiClient *self,
                                                       GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_kaspi_client_change_order_async (SaudaKaspiClient *self,
                                            const SaudaKaspiChange *change,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
SaudaKaspiAnswer
sauda_kaspi_client_change_order_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error);

void sauda_kaspi_client_remove_lines_async (SaudaKaspiClient *self,
                                            const char *order_id,
                                            const SaudaKaspiRemoval *removals,
                                            gsize n_removals,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
SaudaKaspiAnswer
sauda_kaspi_client_remove_lines_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error);

void sauda_kaspi_client_download_waybill_async (SaudaKaspiClient *self,
                                                const char *url,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
GBytes *sauda_kaspi_client_download_waybill_finish (SaudaKaspiClient *self,
                                                    GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
