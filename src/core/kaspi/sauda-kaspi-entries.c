#include "sauda-kaspi-entries.h"

#include "sauda-kaspi-document.h"
#include "sauda-kaspi-get.h"

#define PAGE_SIZE "100"
#define NO_LIST -2

typedef struct {
  char *order_id;     /* (owned) (not nullable) */
  GPtrArray *entries; /* (owned) (not nullable) (element-type SaudaKaspiEntry) */
  gint page;          /* under way, from 0 */
} Reading;

static void ask_page (GTask *task);

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->entries);
  g_free (reading->order_id);
  g_free (reading);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_kaspi_get_finish (SAUDA_KASPI_TRANSPORT (source), result, &error);
  GPtrArray *entries = NULL;
  gint page_count = NO_LIST;
  guint found;

  if (root != NULL)
    entries = sauda_kaspi_entries_parse (root, &page_count, &error);
  /* Half of its lines would be packed for the whole, and the other orders shall come in: it is one without
   * lines. */
  if (entries == NULL && page_count != NO_LIST) {
    g_info ("The lines of an order cannot be read: %s", error->message);
    g_clear_error (&error);
    g_ptr_array_set_size (reading->entries, 0);
    g_task_return_pointer (task, g_ptr_array_ref (reading->entries), (GDestroyNotify) g_ptr_array_unref);
    return;
  }
  if (entries == NULL) {
    g_task_return_error (task, error);
    return;
  }
  found = entries->len;
  g_ptr_array_extend_and_steal (reading->entries, entries);
  reading->page++;
  if (reading->page < page_count && found > 0)
    ask_page (task);
  else
    g_task_return_pointer (task, g_ptr_array_ref (reading->entries), (GDestroyNotify) g_ptr_array_unref);
}

static void
ask_page (GTask *task)
{
  SaudaKaspiTransport *transport = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  g_autofree char *id = g_uri_escape_string (reading->order_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v2/orders/", id, "/entries", NULL);
  g_autofree char *number = g_strdup_printf ("%d", reading->page);
  g_autofree char *url = sauda_kaspi_address_build (sauda_kaspi_transport_get_address (transport), path,
                                                    "page[number]", number, "page[size]", PAGE_SIZE, NULL);

  sauda_kaspi_get_json_async (transport, url, g_task_get_cancellable (task), on_page, g_object_ref (task));
}

/**
 * sauda_kaspi_entries_read_async:
 * @transport: the store's transport
 * @order_id: the opaque id of an order
 * @cancellable: (nullable): stops the reading
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads the lines of one order by its own call, for answers that did not include them (kaspi-api 4.1).
 */
void
sauda_kaspi_entries_read_async (SaudaKaspiTransport *transport,
                                const char *order_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->order_id = g_strdup (order_id);
  reading->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_entry_free);
  g_task_set_source_tag (task, sauda_kaspi_entries_read_async);
  g_task_set_task_data (task, reading, reading_free);
  ask_page (task);
}

/**
 * sauda_kaspi_entries_read_finish:
 * @transport: the store's transport
 * @result: of sauda_kaspi_entries_read_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type SaudaKaspiEntry): the lines, owned by the array; %NULL
 * with an error of the kaspi room or %G_IO_ERROR_CANCELLED
 */
GPtrArray *
sauda_kaspi_entries_read_finish (SaudaKaspiTransport *transport, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_entries_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
