#include "kaspi-server.h"

#include "sauda-time.h"

#define FROM_MS G_GINT64_CONSTANT (1767100000000)
#define PAGE_SIZE 100

/* A shop that the server reads its pages from; it may change between two pages. */
typedef struct {
  guint orders;    /* newest first on the wire, so a new order shifts all pages */
  guint shifts;    /* so many more orders arrive, each right after a first page */
  gboolean vanish; /* instead of arriving, the newest order goes */
  gboolean restless;
  guint first_pages;
} Shop;

static guint
get_number (const KaspiAsked *asked, const char *name)
{
  const char *text = g_hash_table_lookup (asked->query, name);

  g_assert_nonnull (text);
  return (guint) g_ascii_strtoull (text, NULL, 10);
}

static gint64
get_time (const KaspiAsked *asked, const char *name)
{
  const char *text = g_hash_table_lookup (asked->query, name);

  g_assert_nonnull (text);
  return g_ascii_strtoll (text, NULL, 10);
}

static void
append_order (GString *data, GString *included, guint n)
{
  if (data->len > 0) {
    g_string_append_c (data, ',');
    g_string_append_c (included, ',');
  }
  g_string_append_printf (
    data,
    "{\"type\":\"orders\",\"id\":\"id%u\",\"attributes\":{\"code\":\"%u\",\"state\":\"NEW\","
    "\"status\":\"APPROVED_BY_BANK\",\"creationDate\":%u,\"totalPrice\":%u},\"relationships\":"
    "{\"entries\":{\"data\":[{\"type\":\"orderentries\",\"id\":\"e%u\"}]}}}",
    n, 900000000 + n, 1000 + n, n, n);
  g_string_append_printf (included,
                          "{\"type\":\"orderentries\",\"id\":\"e%u\",\"attributes\":{\"quantity\":1,"
                          "\"totalPrice\":%u,\"offer\":{\"code\":\"SKU %u\"}}}",
                          n, n, n);
}

static void
serve_shop (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  Shop *shop = data;
  g_autoptr (GString) orders = g_string_new (NULL);
  g_autoptr (GString) included = g_string_new (NULL);
  g_autofree char *json = NULL;
  guint number = get_number (asked, "page[number]");

  g_assert_cmpuint (get_number (asked, "page[size]"), ==, PAGE_SIZE);
  for (guint i = number * PAGE_SIZE; i < MIN ((number + 1) * PAGE_SIZE, shop->orders); i++)
    append_order (orders, included, shop->orders - i);
  json =
    g_strdup_printf ("{\"data\":[%s],\"included\":[%s],\"meta\":{\"pageCount\":%u,\"totalCount\":\"%u\"}}",
                     orders->str, included->str, (shop->orders + PAGE_SIZE - 1) / PAGE_SIZE, shop->orders);
  kaspi_server_reply (message, 200, "application/vnd.api+json", json, -1);
  if (number == 0) {
    shop->first_pages++;
    if (shop->restless || shop->first_pages <= shop->shifts)
      shop->orders += shop->vanish ? -1 : 1;
  }
}

static void
serve_kinds (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  if (g_str_equal (asked->path, "/shop/api/v2/orders"))
    kaspi_server_reply_file (message, 200, "orders-kinds.json");
  else if (g_str_equal (asked->path, "/shop/api/v2/orders/OTAwMTAwMjAz/entries"))
    kaspi_server_reply_file (message, 200, "entries-one.json");
  else if (g_str_equal (asked->path, "/shop/api/v2/orders/OTAwMTAwMjA0/entries"))
    kaspi_server_reply_file (message, 200, "entries-two.json");
  else
    g_assert_not_reached ();
}

static void
serve_none (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  gint64 from_ms = get_time (asked, "filter[orders][creationDate][$ge]");
  gint64 to_ms = get_time (asked, "filter[orders][creationDate][$le]");

  g_assert_cmpint (from_ms, <=, to_ms);
  g_assert_cmpint (to_ms - from_ms, <=, 13 * SAUDA_MS_PER_DAY);
  kaspi_server_reply_file (message, 200, "orders-none.json");
}

static void
assert_whole (GPtrArray *orders, guint count)
{
  g_assert_cmpuint (orders->len, ==, count);
  for (guint i = 0; i < count; i++) {
    const SaudaKaspiOrder *order = g_ptr_array_index (orders, i);
    const SaudaKaspiEntry *entry;
    g_autofree char *sku = g_strdup_printf ("SKU %u", i + 1);

    g_assert_cmpint (order->total_price, ==, i + 1);
    g_assert_cmpuint (order->entries->len, ==, 1);
    entry = g_ptr_array_index (order->entries, 0);
    g_assert_cmpstr (entry->sku, ==, sku);
  }
}

static void
test_headers (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_none, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);
  const KaspiAsked *asked;

  g_assert_no_error (error);
  g_assert_cmpuint (orders->len, ==, 0);
  g_assert_cmpuint (server->asked->len, ==, 1);
  g_assert_cmpuint (sauda_kaspi_client_get_requests (client), ==, 1);
  asked = kaspi_server_get_asked (server, 0);
  g_assert_cmpstr (asked->method, ==, "GET");
  g_assert_cmpstr (asked->path, ==, "/shop/api/v2/orders");
  g_assert_cmpstr (asked->token, ==, "fictional+token/0000000000000000000000000=");
  g_assert_cmpstr (asked->accept, ==, "application/vnd.api+json");
  g_assert_cmpstr (asked->content_type, ==, "application/vnd.api+json");
  g_assert_true (g_str_has_prefix (asked->user_agent, "Sauda/"));
  g_assert_cmpstr (g_hash_table_lookup (asked->query, "include[orders]"), ==, "entries");
  g_assert_cmpint (ABS (sauda_kaspi_client_get_clock_offset (client)), <, 60000);
}

/* Windows of at most 13 days (asserted by the server) that leave no gap. */
static void
test_windows (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_none, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  gint64 to_ms = FROM_MS + 40 * SAUDA_MS_PER_DAY;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, to_ms, &error);
  gint64 covered_ms = FROM_MS;

  g_assert_no_error (error);
  g_assert_cmpuint (server->asked->len, ==, 4);
  for (guint found = 0; found < server->asked->len; found++) {
    gint64 next_ms = 0;

    for (guint i = 0; i < server->asked->len; i++) {
      const KaspiAsked *asked = kaspi_server_get_asked (server, i);

      if (get_time (asked, "filter[orders][creationDate][$ge]") == covered_ms)
        next_ms = get_time (asked, "filter[orders][creationDate][$le]");
    }
    g_assert_cmpint (next_ms, >, covered_ms);
    covered_ms = next_ms;
  }
  g_assert_cmpint (covered_ms, ==, to_ms);
}

static void
test_kinds (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_kinds, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);
  guint found = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (orders->len, ==, 5);
  g_assert_cmpuint (server->asked->len, ==, 3);
  for (guint i = 0; i < orders->len; i++) {
    const SaudaKaspiOrder *order = g_ptr_array_index (orders, i);
    const SaudaKaspiEntry *last;

    g_assert_cmpuint (order->entries->len, >, 0);
    last = g_ptr_array_index (order->entries, order->entries->len - 1);
    if (g_str_equal (order->code, "900100203")) {
      g_assert_cmpstr (last->sku, ==, "FALLBACK-1");
      found++;
    } else if (g_str_equal (order->code, "900100204")) {
      g_assert_cmpuint (order->entries->len, ==, 2);
      g_assert_cmpstr (last->sku, ==, "B");
      found++;
    }
  }
  g_assert_cmpuint (found, ==, 2);
}

static void
test_pages (void)
{
  Shop shop = { .orders = 250 };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_shop, &shop);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);

  g_assert_no_error (error);
  assert_whole (orders, 250);
  g_assert_cmpuint (server->asked->len, ==, 3);
}

/* Two orders arrive while the list is read: every page moves by one, and the list is read anew. */
static void
test_shift (void)
{
  Shop shop = { .orders = 250, .shifts = 2 };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_shop, &shop);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);

  g_assert_no_error (error);
  assert_whole (orders, 252);
  g_assert_cmpuint (shop.first_pages, ==, 3);
}

/* One order goes away: without a second reading the first of the next page would be missing. */
static void
test_shift_away (void)
{
  Shop shop = { .orders = 250, .shifts = 1, .vanish = TRUE };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_shop, &shop);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (shop.first_pages, ==, 2);
  /* The vanished one was seen, so it stays: it is not for a reader to forget an order. */
  assert_whole (orders, 250);
}

/* A shop that never stands still: three more readings, then the union. */
static void
test_restless (void)
{
  Shop shop = { .orders = 150, .restless = TRUE };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_shop, &shop);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (shop.first_pages, ==, 4);
  assert_whole (orders, 153);
}

static void
count_progress (guint done, guint total, gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (done, >=, *last);
  g_assert_cmpuint (done, <=, total);
  *last = done;
}

static void
test_progress (void)
{
  Shop shop = { .orders = 250 };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_shop, &shop);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  guint last = 0;

  sauda_kaspi_client_list_orders_async (client, FROM_MS, FROM_MS + 1, count_progress, &last, NULL,
                                        kaspi_test_keep_result, &result);
  orders = sauda_kaspi_client_list_orders_finish (client, kaspi_test_wait (&result), NULL);
  g_assert_nonnull (orders);
  g_assert_cmpuint (last, ==, 250);
}

static void
serve_full (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  gint64 span_ms = get_time (asked, "filter[orders][creationDate][$le]") -
                   get_time (asked, "filter[orders][creationDate][$ge]");

  if (span_ms > SAUDA_MS_PER_DAY / 2 + 1)
    kaspi_server_reply (message, 200, "application/vnd.api+json",
                        "{\"data\":[],\"meta\":{\"pageCount\":100,\"totalCount\":10000}}", -1);
  else
    kaspi_server_reply_file (message, 200, "order-by-code.json");
}

/* Near the 10,000 orders at which a range is said to end, it is halved instead of read to the end. */
static void
test_full_window (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_full, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + SAUDA_MS_PER_DAY, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (server->asked->len, ==, 3);
  g_assert_cmpuint (orders->len, ==, 1);
}

static void
serve_by_code (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  const char *code = g_hash_table_lookup (asked->query, "filter[orders][code]");

  g_assert_false (g_hash_table_contains (asked->query, "filter[orders][creationDate][$ge]"));
  /* 900100299 gets another order's answer, as from a server that ignores the filter. */
  if (g_str_equal (code, "900100203") || g_str_equal (code, "900100299"))
    kaspi_server_reply_file (message, 200, "order-by-code.json");
  else
    kaspi_server_reply_file (message, 200, "orders-none.json");
}

static void
test_find (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_by_code, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiOrder) order = kaspi_test_find (client, "900100203", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (order->waybill_number, ==, "100000003");
  g_assert_cmpuint (order->entries->len, ==, 1);
  g_assert_null (kaspi_test_find (client, "900100999", &error));
  g_assert_no_error (error);
  g_assert_null (kaspi_test_find (client, "900100299", &error));
  g_assert_no_error (error);
}

static void
serve_by_code_bare (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  if (g_str_has_suffix (asked->path, "/entries"))
    kaspi_server_reply_file (message, 200, "entries-one.json");
  else
    kaspi_server_reply_file (message, 200, "orders-kinds.json");
}

static void
test_find_fallback (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_by_code_bare, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiOrder) order = kaspi_test_find (client, "900100203", &error);
  const SaudaKaspiEntry *entry;

  g_assert_no_error (error);
  entry = g_ptr_array_index (order->entries, 0);
  g_assert_cmpstr (entry->sku, ==, "FALLBACK-1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kaspi/client/headers", test_headers);
  g_test_add_func ("/kaspi/client/windows", test_windows);
  g_test_add_func ("/kaspi/client/kinds", test_kinds);
  g_test_add_func ("/kaspi/client/pages", test_pages);
  g_test_add_func ("/kaspi/client/shift", test_shift);
  g_test_add_func ("/kaspi/client/shift-away", test_shift_away);
  g_test_add_func ("/kaspi/client/restless", test_restless);
  g_test_add_func ("/kaspi/client/progress", test_progress);
  g_test_add_func ("/kaspi/client/full-window", test_full_window);
  g_test_add_func ("/kaspi/client/find", test_find);
  g_test_add_func ("/kaspi/client/find-fallback", test_find_fallback);
  return g_test_run ();
}
