#include "sauda-kaspi-client.h"

#include "sauda-kaspi-client-private.h"
#include "sauda-kaspi-document.h"
#include "sauda-kaspi-entries.h"
#include "sauda-kaspi-get.h"
#include "sauda-kaspi-listing.h"
#include "sauda-kaspi-waybill.h"
#include "sauda-kaspi-write.h"

struct _SaudaKaspiClient {
  GObject parent_instance;

  SaudaKaspiTransport *transport; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaKaspiClient, sauda_kaspi_client, G_TYPE_OBJECT)

/* Looking for one order by its number. */
typedef struct {
  char *code;             /* (owned) (not nullable) */
  SaudaKaspiOrder *order; /* (owned) (nullable) found, still without its lines */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_pointer (&search->order, sauda_kaspi_order_unref);
  g_free (search->code);
  g_free (search);
}

/* The server may ignore a filter (kaspi-api 2.1), so the number is compared here too. */
static SaudaKaspiOrder *
pick_order (const SaudaKaspiPage *page, const char *code)
{
  for (guint i = 0; i < page->orders->len; i++) {
    SaudaKaspiOrder *order = g_ptr_array_index (page->orders, i);

    if (g_str_equal (order->code, code))
      return sauda_kaspi_order_ref (order);
  }
  return NULL;
}

static void
on_entries_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *entries = sauda_kaspi_entries_read_finish (SAUDA_KASPI_TRANSPORT (source), result, &error);

  if (entries == NULL) {
    g_task_return_error (task, error);
    return;
  }
  sauda_kaspi_order_set_entries (search->order, entries);
  g_task_return_pointer (task, g_steal_pointer (&search->order), (GDestroyNotify) sauda_kaspi_order_unref);
}

static void
on_order_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  SaudaKaspiTransport *transport = SAUDA_KASPI_TRANSPORT (source);
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_kaspi_get_finish (transport, result, &error);
  g_autoptr (SaudaKaspiPage) page = root != NULL ? sauda_kaspi_page_parse (root, &error) : NULL;

  if (page == NULL) {
    g_task_return_error (task, error);
    return;
  }
  search->order = pick_order (page, search->code);
  if (search->order != NULL && search->order->entries->len == 0)
    sauda_kaspi_entries_read_async (transport, search->order->id, g_task_get_cancellable (task),
                                    on_entries_read, g_object_ref (task));
  else
    g_task_return_pointer (task, g_steal_pointer (&search->order), (GDestroyNotify) sauda_kaspi_order_unref);
}

static void
on_orders_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *orders = sauda_kaspi_listing_read_finish (SAUDA_KASPI_TRANSPORT (source), result, &error);

  if (orders != NULL)
    g_task_return_pointer (task, orders, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_waybill_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *pdf = sauda_kaspi_waybill_download_finish (SAUDA_KASPI_TRANSPORT (source), result, &error);

  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  /* The outcome carries its reason itself: a GTask has either a value or an error, never both. */
  g_task_return_pointer (task, sauda_kaspi_write_finish (SAUDA_KASPI_TRANSPORT (source), result),
                         (GDestroyNotify) sauda_kaspi_outcome_free);
}

static SaudaKaspiAnswer
take_outcome (GAsyncResult *result, GError **error)
{
  g_autoptr (SaudaKaspiOutcome) outcome = g_task_propagate_pointer (G_TASK (result), NULL);

  if (outcome->reason != NULL)
    g_propagate_error (error, g_steal_pointer (&outcome->reason));
  return outcome->answer;
}

static void
sauda_kaspi_client_finalize (GObject *object)
{
  SaudaKaspiClient *self = SAUDA_KASPI_CLIENT (object);

  g_clear_object (&self->transport);
  G_OBJECT_CLASS (sauda_kaspi_client_parent_class)->finalize (object);
}

static void
sauda_kaspi_client_class_init (SaudaKaspiClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_kaspi_client_finalize;
}

static void
sauda_kaspi_client_init (SaudaKaspiClient *self)
{
}

/**
 * sauda_kaspi_client_new:
 * @http: sends, within its limits of requests in flight and a second
 * @base_url: `https://kaspi.kz/shop/api`, or the practice store's address on this machine
 * @token: (nullable): the store's API token
 *
 * Returns: (transfer full): the client of one store
 */
SaudaKaspiClient *
sauda_kaspi_client_new (SaudaHttp *http, const char *base_url, const char *token)
{
  SaudaKaspiClient *self;

  g_return_val_if_fail (SAUDA_IS_HTTP (http), NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  self = g_object_new (SAUDA_TYPE_KASPI_CLIENT, NULL);
  self->transport = sauda_kaspi_transport_new (http, base_url, token);
  return self;
}

/* The same way for what other files of the room ask. */
SaudaKaspiTransport *
sauda_kaspi_client_get_transport (SaudaKaspiClient *self)
{
  return self->transport;
}

/**
 * sauda_kaspi_client_get_requests:
 * @self: a client
 *
 * Returns: requests made so far, repetitions and redirects included
 */
guint
sauda_kaspi_client_get_requests (SaudaKaspiClient *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_CLIENT (self), 0);

  return sauda_kaspi_transport_get_requests (self->transport);
}

/**
 * sauda_kaspi_client_get_clock_offset:
 * @self: a client
 *
 * A machine whose clock is hours slow asks for a span that ends before the newest orders and would not
 * notice: the caller compares this with what it tolerates.
 *
 * Returns: milliseconds by which Kaspi's clock, as its last answer told, is ahead of this machine's now; 0
 * while unknown
 */
gint64
sauda_kaspi_client_get_clock_offset (SaudaKaspiClient *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_CLIENT (self), 0);

  return sauda_kaspi_transport_get_clock_offset (self->transport);
}

/**
 * sauda_kaspi_client_give_up:
 * @self: a client
 *
 * Asks nothing more: whatever waits or comes fails at once with %SAUDA_KASPI_ERROR_GIVEN_UP, and was not
 * sent.
 */
void
sauda_kaspi_client_give_up (SaudaKaspiClient *self)
{
  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));

  sauda_kaspi_transport_give_up (self->transport);
}

/**
 * sauda_kaspi_client_has_given_up:
 * @self: a client
 *
 * Returns: whether nothing more is asked, by sauda_kaspi_client_give_up() or because different requests got
 * no answer for too long; a client of its own for the next run begins anew
 */
gboolean
sauda_kaspi_client_has_given_up (SaudaKaspiClient *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_CLIENT (self), FALSE);

  return sauda_kaspi_transport_has_given_up (self->transport);
}

/**
 * sauda_kaspi_client_set_timeout:
 * @self: a client
 * @seconds: 1 or more
 *
 * Sets how long one request for data may take; 30 s at first. A label has 45 s of its own.
 */
void
sauda_kaspi_client_set_timeout (SaudaKaspiClient *self, guint seconds)
{
  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));

  sauda_kaspi_transport_set_timeout (self->transport, seconds);
}

/**
 * sauda_kaspi_client_set_retry_delay:
 * @self: a client
 * @milliseconds: before the second try of a reading request
 *
 * Sets the back-off, which doubles before the third try; 1 s at first. A `Retry-After` beats it.
 */
void
sauda_kaspi_client_set_retry_delay (SaudaKaspiClient *self, guint milliseconds)
{
  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));

  sauda_kaspi_transport_set_retry_delay (self->transport, milliseconds);
}

/**
 * sauda_kaspi_client_list_orders_async:
 * @self: a client
 * @from_ms: first creation time, UTC ms, above 0
 * @to_ms: last creation time, UTC ms
 * @progress: (nullable) (scope notified): told how many orders are read, out of how many are known of
 * @progress_data: for @progress
 * @cancellable: (nullable): stops the reading
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads all orders created in a span of any length (kaspi-api 2.1, 2.2, 4.1).
 */
void
sauda_kaspi_client_list_orders_async (SaudaKaspiClient *self,
                                      gint64 from_ms,
                                      gint64 to_ms,
                                      SaudaProgressFunc progress,
                                      gpointer progress_data,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));
  g_return_if_fail (from_ms > 0 && from_ms <= to_ms);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_kaspi_client_list_orders_async);
  sauda_kaspi_listing_read_async (self->transport, from_ms, to_ms, progress, progress_data, cancellable,
                                  on_orders_listed, task);
}

/**
 * sauda_kaspi_client_list_orders_finish:
 * @self: a client
 * @result: of sauda_kaspi_client_list_orders_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type SaudaKaspiOrder): all orders by creation time, each once
 * and with its lines; %NULL with an error, never a part of them
 */
GPtrArray *
sauda_kaspi_client_list_orders_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_client_list_orders_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_kaspi_client_find_order_async:
 * @self: a client
 * @code: the order number that people see
 * @cancellable: (nullable): stops the search
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads one order by its number (kaspi-api 2.4); its age does not matter.
 */
void
sauda_kaspi_client_find_order_async (SaudaKaspiClient *self,
                                     const char *code,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *url = NULL;
  Search *search;

  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));
  g_return_if_fail (code != NULL && *code != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  url = sauda_kaspi_address_build (sauda_kaspi_transport_get_address (self->transport), "/v2/orders",
                                   "filter[orders][code]", code, "include[orders]", "entries", NULL);
  search = g_new0 (Search, 1);
  search->code = g_strdup (code);
  g_task_set_source_tag (task, sauda_kaspi_client_find_order_async);
  g_task_set_task_data (task, search, search_free);
  sauda_kaspi_get_json_async (self->transport, url, cancellable, on_order_found, g_steal_pointer (&task));
}

/**
 * sauda_kaspi_client_find_order_finish:
 * @self: a client
 * @result: of sauda_kaspi_client_find_order_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the order; %NULL without an error when Kaspi has none with that number
 */
SaudaKaspiOrder *
sauda_kaspi_client_find_order_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_client_find_order_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_kaspi_client_change_order_async:
 * @self: a client
 * @change: (transfer none): what to change; needed during this call only
 * @cancellable: (nullable): stops it before it leaves; later it only ends the waiting
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Sends one POST (kaspi-api 5.1 to 5.5) and never repeats it.
 */
void
sauda_kaspi_client_change_order_async (SaudaKaspiClient *self,
                                       const SaudaKaspiChange *change,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;
  g_autoptr (GBytes) body = NULL;
  SaudaKaspiWrite write = { .path = "/v2/orders" };

  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));
  g_return_if_fail (change->order_id != NULL && change->code != NULL && change->status != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_kaspi_client_change_order_async);
  /* The outcome must arrive even when the caller lost patience meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  write.body = body = sauda_kaspi_change_format (change);
  write.id = change->order_id;
  write.security_code = change->security_code;
  write.judge = change->security_code != NULL && *change->security_code == '\0'
                  ? sauda_kaspi_change_judge_code
                  : sauda_kaspi_change_judge;
  sauda_kaspi_write_async (self->transport, &write, cancellable, on_written, task);
}

/**
 * sauda_kaspi_client_change_order_finish:
 * @self: a client
 * @result: of sauda_kaspi_client_change_order_async()
 * @error: return location for the reason of a refusal or of a doubt
 *
 * Returns: what is known; %SAUDA_KASPI_ANSWER_ACCEPTED alone leaves @error unset
 */
SaudaKaspiAnswer
sauda_kaspi_client_change_order_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), SAUDA_KASPI_ANSWER_UNCLEAR);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_client_change_order_async),
                        SAUDA_KASPI_ANSWER_UNCLEAR);

  return take_outcome (result, error);
}

/**
 * sauda_kaspi_client_remove_lines_async:
 * @self: a client
 * @order_id: opaque id of the order
 * @removals: (transfer none) (array length=n_removals): what stays of which line; needed during this call
 * only
 * @n_removals: 1 or more
 * @cancellable: (nullable): stops it before it leaves; later it only ends the waiting
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Cancels a part of an order (kaspi-api 5.7) with one request that is never repeated: one line by its own
 * operation, several lines or a weight by another. Kaspi works on it later: read the order again.
 */
void
sauda_kaspi_client_remove_lines_async (SaudaKaspiClient *self,
                                       const char *order_id,
                                       const SaudaKaspiRemoval *removals,
                                       gsize n_removals,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *path = NULL;
  SaudaKaspiWrite write = { .id = order_id };

  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));
  g_return_if_fail (order_id != NULL && n_removals > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_kaspi_client_remove_lines_async);
  g_task_set_check_cancellable (task, FALSE);
  if (n_removals == 1 && removals->remained_weight < 0) {
    write.body = body = sauda_kaspi_removal_format (removals);
    write.path = "/v2/orderEntryCancelOperation";
    write.judge = sauda_kaspi_removal_judge;
  } else {
    g_autofree char *id = g_uri_escape_string (order_id, NULL, FALSE);

    write.body = body = sauda_kaspi_removal_format_many (removals, n_removals);
    write.path = path = g_strconcat ("/orderPartialCancel/", id, NULL);
    write.method = "PUT";
    write.accept = "application/json";
    write.judge = sauda_kaspi_removal_judge_many;
  }
  sauda_kaspi_write_async (self->transport, &write, cancellable, on_written, task);
}

/**
 * sauda_kaspi_client_remove_lines_finish:
 * @self: a client
 * @result: of sauda_kaspi_client_remove_lines_async()
 * @error: return location for the reason of a refusal or of a doubt
 *
 * Returns: what is known; %SAUDA_KASPI_ANSWER_ACCEPTED alone leaves @error unset
 */
SaudaKaspiAnswer
sauda_kaspi_client_remove_lines_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), SAUDA_KASPI_ANSWER_UNCLEAR);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_client_remove_lines_async),
                        SAUDA_KASPI_ANSWER_UNCLEAR);

  return take_outcome (result, error);
}

/**
 * sauda_kaspi_client_download_waybill_async:
 * @self: a client
 * @url: `waybill_url` of an order that was read a moment ago
 * @cancellable: (nullable): stops the download
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Downloads a label (kaspi-api 6). The token goes to the host of the base URL only.
 */
void
sauda_kaspi_client_download_waybill_async (SaudaKaspiClient *self,
                                           const char *url,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_kaspi_client_download_waybill_async);
  sauda_kaspi_waybill_download_async (self->transport, url, cancellable, on_waybill_downloaded, task);
}

/**
 * sauda_kaspi_client_download_waybill_finish:
 * @self: a client
 * @result: of sauda_kaspi_client_download_waybill_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a PDF, or %NULL with %SAUDA_KASPI_ERROR_EXPIRED or _PAGE when the
 * order must be read again, or another error
 */
GBytes *
sauda_kaspi_client_download_waybill_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_client_download_waybill_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
