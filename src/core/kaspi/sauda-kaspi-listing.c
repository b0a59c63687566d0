#include "sauda-kaspi-listing.h"

#include "sauda-kaspi-document.h"
#include "sauda-kaspi-entries.h"
#include "sauda-kaspi-error.h"
#include "sauda-kaspi-get.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE_SIZE 100 /* the largest that is allowed (kaspi-api 2.1) */
/* 14 are allowed; 13 stay clear of rounding. */
#define WINDOW_MS (13 * SAUDA_MS_PER_DAY)
#define MAX_REREADS 3
/* A range is said to end at about 10,000 orders (kaspi-api 2.1), so a fuller one is halved. */
#define FULL_WINDOW 9000
#define MIN_WINDOW_MS (60 * 60 * 1000)
#define MAX_PAGES 1000

/* A span of creation dates that one list call may ask for. */
typedef struct {
  gint64 from_ms;
  gint64 to_ms;
  GHashTable *ids; /* (owned) (element-type utf8) of the present reading */
  gint total;      /* of its first page; -1 when it does not tell */
  guint readings;
  guint pending; /* pages under way */
  gboolean shifted;
} Window;

typedef struct {
  GCancellable *stop; /* (owned) (not nullable) ends all requests, on the caller's wish or after an error */
  GSource *cancelled; /* (owned) (nullable) the caller's wish */
  GHashTable *orders; /* (owned) id → SaudaKaspiOrder, the union of all readings */
  GHashTable *asked;  /* (owned) set of ids whose lines were asked for by their own call */
  GPtrArray *windows; /* (owned) (element-type Window) */
  GError *error;      /* (owned) (nullable) the first one */
  guint pending;      /* requests under way, and one while they are being started */
  guint expected;     /* orders */
  SaudaProgressFunc progress;
  gpointer progress_data;
} Listing;

/* One request: a page of a window, or the lines of an order. */
typedef struct {
  GTask *task;    /* (owned) */
  Window *window; /* (borrowed) (nullable) */
  gint page;
  char *order_id; /* (owned) (nullable) */
} Call;

static void start_window (GTask *task, gint64 from_ms, gint64 to_ms);
static void ask_page (GTask *task, Window *window, gint page);

static void
window_free (gpointer data)
{
  Window *window = data;

  g_hash_table_unref (window->ids);
  g_free (window);
}

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->cancelled, g_source_unref);
  g_object_unref (listing->stop);
  g_hash_table_unref (listing->orders);
  g_hash_table_unref (listing->asked);
  g_ptr_array_unref (listing->windows);
  g_clear_error (&listing->error);
  g_free (listing);
}

static void
call_free (Call *call)
{
  g_object_unref (call->task);
  g_free (call->order_id);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gint
compare_orders (gconstpointer a, gconstpointer b)
{
  const SaudaKaspiOrder *first = *(const SaudaKaspiOrder *const *) a;
  const SaudaKaspiOrder *second = *(const SaudaKaspiOrder *const *) b;

  if (first->created_ms != second->created_ms)
    return first->created_ms < second->created_ms ? -1 : 1;
  return strcmp (first->code, second->code);
}

static GPtrArray *
collect_orders (Listing *listing)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_order_unref);
  GHashTableIter iter;
  gpointer order;

  g_hash_table_iter_init (&iter, listing->orders);
  while (g_hash_table_iter_next (&iter, NULL, &order))
    g_ptr_array_add (orders, sauda_kaspi_order_ref (order));
  g_ptr_array_sort (orders, compare_orders);
  return orders;
}

/* The one place where the task ends. */
static void
release (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);

  if (--listing->pending > 0)
    return;
  if (listing->cancelled != NULL)
    g_source_destroy (listing->cancelled);
  if (listing->error != NULL)
    g_task_return_error (task, g_steal_pointer (&listing->error));
  else
    g_task_return_pointer (task, collect_orders (listing), (GDestroyNotify) g_ptr_array_unref);
}

/* Takes @error. The list is complete or it is nothing, so the first error ends all requests. */
static void
fail (Listing *listing, GError *error)
{
  if (listing->error == NULL)
    listing->error = error;
  else
    g_error_free (error);
  g_cancellable_cancel (listing->stop);
}

static void
report_progress (Listing *listing)
{
  guint done = g_hash_table_size (listing->orders);

  if (listing->progress != NULL)
    listing->progress (done, MAX (done, listing->expected), listing->progress_data);
}

/* A later reading knows an order better; its lines are kept when they came with the earlier one alone. */
static void
add_order (Listing *listing, Window *window, SaudaKaspiOrder *order)
{
  SaudaKaspiOrder *known = g_hash_table_lookup (listing->orders, order->id);

  g_hash_table_add (window->ids, g_strdup (order->id));
  if (known != NULL && known != order && order->entries->len == 0 && known->entries->len > 0) {
    GPtrArray *entries = known->entries;

    known->entries = g_ptr_array_ref (order->entries);
    sauda_kaspi_order_set_entries (order, entries);
  }
  g_hash_table_replace (listing->orders, g_strdup (order->id), sauda_kaspi_order_ref (order));
}

static void
on_entries (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  Listing *listing = g_task_get_task_data (call->task);
  GError *error = NULL;
  GPtrArray *entries = sauda_kaspi_entries_read_finish (SAUDA_KASPI_TRANSPORT (source), result, &error);

  if (entries != NULL)
    sauda_kaspi_order_set_entries (g_hash_table_lookup (listing->orders, call->order_id), entries);
  else
    fail (listing, error);
  release (call->task);
}

static void
ask_entries (GTask *task, const char *order_id)
{
  Listing *listing = g_task_get_task_data (task);
  Call *call = g_new0 (Call, 1);

  call->task = g_object_ref (task);
  call->order_id = g_strdup (order_id);
  listing->pending++;
  g_hash_table_add (listing->asked, g_strdup (order_id));
  sauda_kaspi_entries_read_async (g_task_get_source_object (task), order_id, listing->stop, on_entries, call);
}

static void
start_reading (GTask *task, Window *window)
{
  window->readings++;
  window->total = -1;
  window->shifted = FALSE;
  g_hash_table_remove_all (window->ids);
  ask_page (task, window, 0);
}

/* All pages of a reading are here. Orders that came or went meanwhile moved others from page to page, so the
 * window is read again; a shop that never stands still ends with the union of the readings. */
static void
close_reading (GTask *task, Window *window)
{
  Listing *listing = g_task_get_task_data (task);
  gboolean whole = window->total < 0 || g_hash_table_size (window->ids) == (guint) window->total;
  GHashTableIter iter;
  gpointer id;

  if ((window->shifted || !whole) && window->readings <= MAX_REREADS) {
    g_debug ("A list of orders moved while it was read; reading it again");
    start_reading (task, window);
    return;
  }
  g_hash_table_iter_init (&iter, window->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    const SaudaKaspiOrder *order = g_hash_table_lookup (listing->orders, id);

    if (order->entries->len == 0 && !g_hash_table_contains (listing->asked, id))
      ask_entries (task, id);
  }
}

static gboolean
split_window (GTask *task, Window *window, const SaudaKaspiPage *page)
{
  gint64 middle_ms = window->from_ms + (window->to_ms - window->from_ms) / 2;

  if (page->total_count < FULL_WINDOW || window->to_ms - window->from_ms < MIN_WINDOW_MS)
    return FALSE;
  start_window (task, window->from_ms, middle_ms);
  start_window (task, middle_ms, window->to_ms);
  return TRUE;
}

static void
read_first_page (GTask *task, Window *window, const SaudaKaspiPage *page)
{
  Listing *listing = g_task_get_task_data (task);
  gint count = page->page_count >= 0 ? page->page_count : (page->total_count + PAGE_SIZE - 1) / PAGE_SIZE;

  if (count > MAX_PAGES) {
    fail (listing,
          g_error_new (SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
                       _ ("Kaspi speaks of %d pages of orders, which cannot be. Try again later."), count));
    return;
  }
  window->total = page->total_count;
  if (window->readings == 1)
    listing->expected += (guint) MAX (page->total_count, 0);
  for (gint i = 1; i < count; i++)
    ask_page (task, window, i);
}

static void
take_page (GTask *task, Window *window, gint number, const SaudaKaspiPage *page)
{
  Listing *listing = g_task_get_task_data (task);

  if (number == 0 && split_window (task, window, page)) {
    g_hash_table_remove_all (window->ids);
    return;
  }
  for (guint i = 0; i < page->orders->len; i++)
    add_order (listing, window, g_ptr_array_index (page->orders, i));
  if (number == 0)
    read_first_page (task, window, page);
  else if (page->total_count != window->total)
    window->shifted = TRUE;
  /* Without meta, a full page is the only sign of another one. */
  if (page->page_count < 0 && page->total_count < 0 && page->orders->len >= PAGE_SIZE && number < MAX_PAGES)
    ask_page (task, window, number + 1);
  report_progress (listing);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  Listing *listing = g_task_get_task_data (call->task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = sauda_kaspi_get_finish (SAUDA_KASPI_TRANSPORT (source), result, &error);
  g_autoptr (SaudaKaspiPage) page = root != NULL ? sauda_kaspi_page_parse (root, &error) : NULL;

  if (page == NULL)
    fail (listing, error);
  else if (listing->error == NULL)
    take_page (call->task, call->window, call->page, page);
  if (--call->window->pending == 0 && listing->error == NULL)
    close_reading (call->task, call->window);
  release (call->task);
}

static void
ask_page (GTask *task, Window *window, gint page)
{
  SaudaKaspiTransport *transport = g_task_get_source_object (task);
  Listing *listing = g_task_get_task_data (task);
  g_autofree char *number = g_strdup_printf ("%d", page);
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, window->from_ms);
  g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, window->to_ms);
  /* The buyer comes inside every order, so including `user` would only bring more personal data over the
   * wire. */
  g_autofree char *url = sauda_kaspi_address_build (
    sauda_kaspi_transport_get_address (transport), "/v2/orders", "page[number]", number, "page[size]",
    G_STRINGIFY (PAGE_SIZE), "filter[orders][creationDate][$ge]", from, "filter[orders][creationDate][$le]",
    to, "include[orders]", "entries", NULL);
  Call *call = g_new0 (Call, 1);

  call->task = g_object_ref (task);
  call->window = window;
  call->page = page;
  window->pending++;
  listing->pending++;
  sauda_kaspi_get_json_async (transport, url, listing->stop, on_page, call);
}

static void
start_window (GTask *task, gint64 from_ms, gint64 to_ms)
{
  Listing *listing = g_task_get_task_data (task);
  Window *window = g_new0 (Window, 1);

  window->from_ms = from_ms;
  window->to_ms = to_ms;
  window->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (listing->windows, window);
  start_reading (task, window);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GCancellable *stop = user_data;

  g_cancellable_cancel (stop);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task, Listing *listing)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;
  /* A source rather than a signal: nothing is then freed inside the signal's own emission. */
  listing->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (listing->cancelled, G_SOURCE_FUNC (on_cancelled), g_object_ref (listing->stop),
                         g_object_unref);
  g_source_attach (listing->cancelled, g_task_get_context (task));
}

/**
 * sauda_kaspi_listing_read_async:
 * @transport: the store's transport
 * @from_ms: first creation time, UTC ms
 * @to_ms: last creation time, UTC ms
 * @progress: (nullable) (scope notified): told how many orders are read, out of how many are known of
 * @progress_data: for @progress
 * @cancellable: (nullable): stops the reading
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads every order of a span of time, in windows of at most 13 days, with all pages of all windows asked at
 * once: the HTTP queue limits how many are in flight.
 */
void
sauda_kaspi_listing_read_async (SaudaKaspiTransport *transport,
                                gint64 from_ms,
                                gint64 to_ms,
                                SaudaProgressFunc progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  listing->stop = g_cancellable_new ();
  listing->orders =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sauda_kaspi_order_unref);
  listing->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  listing->windows = g_ptr_array_new_with_free_func (window_free);
  listing->progress = progress;
  listing->progress_data = progress_data;
  listing->pending = 1;
  g_task_set_source_tag (task, sauda_kaspi_listing_read_async);
  g_task_set_task_data (task, listing, listing_free);
  watch_cancellable (task, listing);
  do {
    gint64 end_ms = MIN (from_ms + WINDOW_MS, to_ms);

    start_window (task, from_ms, end_ms);
    from_ms = end_ms;
  } while (from_ms < to_ms);
  release (task);
}

/**
 * sauda_kaspi_listing_read_finish:
 * @transport: the store's transport
 * @result: of sauda_kaspi_listing_read_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type SaudaKaspiOrder): the orders by creation time, each once
 * and with its lines; %NULL with an error of the kaspi room or %G_IO_ERROR_CANCELLED. Never a part of them
 */
GPtrArray *
sauda_kaspi_listing_read_finish (SaudaKaspiTransport *transport, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_listing_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
