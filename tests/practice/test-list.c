#include "practice-client.h"

#include "sauda-practice-day.h"
#include "sauda-test.h"

#include <string.h>

#define LIST_PATH "/shop/api/v2/orders?"

/* Both stores' lists, one behind the other; the test looks at them as one. */
static GPtrArray *
list_all (PracticeClient *client)
{
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) practice_reply_free);
  guint count;
  const SaudaPracticeStore *stores = sauda_practice_get_stores (&count);

  for (guint i = 0; i < count; i++) {
    client->token = stores[i].token;
    g_ptr_array_add (replies, practice_client_list (client, "&include[orders]=entries,user"));
  }
  return replies;
}

static void
test_gate (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) no_accept = NULL;
  g_autoptr (PracticeReply) no_token = NULL;
  g_autoptr (PracticeReply) wrong_token = NULL;
  g_autoptr (PracticeReply) elsewhere = NULL;

  practice_client_start (client, NULL);
  client->accept = NULL;
  no_accept = practice_client_list (client, "");
  g_assert_cmpuint (no_accept->status, ==, 404);
  g_assert_cmpstr (no_accept->content_type, ==, "text/html");
  client->accept = "*/*";
  elsewhere = practice_client_get (client, "/shop/api/v2/nothing/here/at/all");
  g_assert_cmpuint (elsewhere->status, ==, 404);
  g_assert_cmpstr (elsewhere->content_type, ==, "text/html");
  client->token = NULL;
  no_token = practice_client_list (client, "");
  g_assert_cmpuint (no_token->status, ==, 401);
  client->token = "practice-99999999";
  wrong_token = practice_client_list (client, "");
  g_assert_cmpuint (wrong_token->status, ==, 401);
  g_assert_nonnull (practice_reply_get_title (wrong_token));
}

static void
test_silent_agents (PracticeClient *client, gconstpointer data)
{
  static const char *const agents[] = { "", "curl/8.0", "python-requests/2", "libsoup/3.2" };

  practice_client_start (client, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (agents); i++) {
    g_autofree char *address =
      g_strconcat (sauda_practice_server_get_url (client->server), "/v2/orders", NULL);
    g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
    g_autoptr (GError) error = NULL;

    g_object_unref (client->session);
    client->session = soup_session_new_with_options ("timeout", 1, NULL);
    soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "*/*");
    soup_message_headers_replace (soup_message_get_request_headers (message), "User-Agent", agents[i]);
    g_assert_null (practice_client_send (client, message, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  }
}

static const struct {
  const char *parameters;
  guint status;
  const char *title; /* (nullable): any */
} query_cases[] = {
  { "page[number]=0&page[size]=20", 400, "Required filter [orders][creationDate][$ge] is empty." },
  { "filter[orders][state]=NEW", 400, "Required filter [orders][creationDate][$ge] is empty." },
  { "filter[orders][creationDate][$ge]=1795000000000&filter[orders][creationDate][$le]=1796209600001", 400,
    NULL },
  { "filter[orders][creationDate][$ge]=1795000000000&filter[orders][creationDate][$le]=1796209600000", 200,
    NULL },
  { "filter%5Borders%5D%5BcreationDate%5D%5B%24ge%5D=1795000000000", 200, NULL },
  { "filter[orders][creationDate][$ge]=yesterday", 400, NULL },
  { "filter[orders][creationDate][$ge]=1795000000000&page[size]=100", 200, NULL },
  { "filter[orders][creationDate][$ge]=1795000000000&page[size]=101", 400, NULL },
  { "filter[orders][creationDate][$ge]=1795000000000&page[size]=0", 400, NULL },
  { "filter[orders][creationDate][$ge]=1795000000000&page[number]=-1", 400, NULL },
  { "filter[orders][creationDate][$ge]=1795000000000&page[number]=999", 200, NULL },
  { "filter[orders][code]=000000000", 200, NULL },
};

static void
test_query (PracticeClient *client, gconstpointer data)
{
  practice_client_start (client, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (query_cases); i++) {
    g_autofree char *path = g_strconcat (LIST_PATH, query_cases[i].parameters, NULL);
    g_autoptr (PracticeReply) reply = practice_client_get (client, path);

    g_test_message ("%s", query_cases[i].parameters);
    g_assert_cmpuint (reply->status, ==, query_cases[i].status);
    g_assert_nonnull (reply->json);
    if (reply->status != 200)
      g_assert_nonnull (practice_reply_get_title (reply));
    if (query_cases[i].title != NULL)
      g_assert_cmpstr (practice_reply_get_title (reply), ==, query_cases[i].title);
  }
}

static void
test_pages (PracticeClient *client, gconstpointer data)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PracticeReply) all = NULL;
  guint pages = 1;

  practice_client_start (client, NULL);
  all = practice_client_list (client, "");
  for (guint page = 0; page < pages; page++) {
    g_autofree char *more = g_strdup_printf ("&page[number]=%u&page[size]=7", page);
    g_autoptr (PracticeReply) reply = practice_client_list (client, more);
    JsonObject *root = json_node_get_object (reply->json);
    JsonArray *orders = practice_reply_get_data (reply);

    pages = (guint) json_object_get_int_member (json_object_get_object_member (root, "meta"), "pageCount");
    g_assert_false (json_object_has_member (root, "links"));
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "included")), ==, 0);
    g_assert_cmpuint (json_array_get_length (orders), <=, 7);
    for (guint i = 0; i < json_array_get_length (orders); i++)
      g_hash_table_add (
        ids, g_strdup (json_object_get_string_member (json_array_get_object_element (orders, i), "id")));
  }
  g_assert_cmpuint (pages, ==, (practice_reply_get_total (all) + 6) / 7);
  g_assert_cmpuint (g_hash_table_size (ids), ==, practice_reply_get_total (all));
}

static void
test_filters (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) fresh = NULL;
  g_autoptr (PracticeReply) by_code = NULL;
  g_autoptr (PracticeReply) other_store = NULL;
  g_autofree char *code = NULL;
  g_autofree char *path = NULL;
  JsonArray *orders;

  practice_client_start (client, NULL);
  fresh = practice_client_list (client, "&filter[orders][state]=NEW&filter[orders][status]=APPROVED_BY_BANK");
  orders = practice_reply_get_data (fresh);
  g_assert_cmpuint (json_array_get_length (orders), >, 10);
  for (guint i = 0; i < json_array_get_length (orders); i++)
    g_assert_cmpstr (json_object_get_string_member (practice_order_attributes (orders, i), "state"), ==,
                     "NEW");
  code = practice_find_code (fresh, "NEW", "APPROVED_BY_BANK");
  path = g_strconcat (LIST_PATH "filter[orders][code]=", code, NULL);
  by_code = practice_client_get (client, path);
  g_assert_cmpuint (json_array_get_length (practice_reply_get_data (by_code)), ==, 1);
  client->token = "practice-30000002";
  other_store = practice_client_get (client, path);
  g_assert_cmpuint (json_array_get_length (practice_reply_get_data (other_store)), ==, 0);
}

static void
test_included (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) list = NULL;
  g_autoptr (GHashTable) included = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;
  guint i;

  practice_client_start (client, NULL);
  list = practice_client_list (client, "&include%5Borders%5D=entries%2Cuser");
  array = json_object_get_array_member (json_node_get_object (list->json), "included");
  for (i = 0; i < json_array_get_length (array); i++)
    g_hash_table_add (
      included, (gpointer) json_object_get_string_member (json_array_get_object_element (array, i), "id"));
  array = practice_reply_get_data (list);
  for (i = 0; i < json_array_get_length (array); i++) {
    JsonObject *relationships =
      json_object_get_object_member (json_array_get_object_element (array, i), "relationships");
    JsonArray *entries =
      json_object_get_array_member (json_object_get_object_member (relationships, "entries"), "data");
    JsonObject *user =
      json_object_get_object_member (json_object_get_object_member (relationships, "user"), "data");

    g_assert_cmpuint (json_array_get_length (entries), >, 0);
    for (guint j = 0; j < json_array_get_length (entries); j++)
      g_assert_true (g_hash_table_contains (
        included, json_object_get_string_member (json_array_get_object_element (entries, j), "id")));
    g_assert_true (g_hash_table_contains (included, json_object_get_string_member (user, "id")));
  }
}

static void
test_by_id (PracticeClient *client, gconstpointer data)
{
  g_autoptr (PracticeReply) list = NULL;
  g_autoptr (PracticeReply) order = NULL;
  g_autoptr (PracticeReply) by_code = NULL;
  g_autoptr (PracticeReply) entries = NULL;
  g_autoptr (PracticeReply) entry = NULL;
  g_autoptr (PracticeReply) product = NULL;
  g_autoptr (PracticeReply) user = NULL;
  g_autofree char *path = NULL;
  g_autofree char *code_path = NULL;
  g_autofree char *entry_path = NULL;
  g_autofree char *product_path = NULL;
  g_autofree char *user_path = NULL;
  JsonObject *first;
  JsonObject *links;

  practice_client_start (client, NULL);
  list = practice_client_list (client, "");
  first = json_array_get_object_element (practice_reply_get_data (list), 0);
  path = g_strconcat ("/shop/api/v2/orders/", json_object_get_string_member (first, "id"), NULL);
  order = practice_client_get (client, path);
  g_assert_cmpuint (order->status, ==, 200);
  code_path = g_strconcat (
    "/shop/api/v2/orders/",
    json_object_get_string_member (practice_order_attributes (practice_reply_get_data (list), 0), "code"),
    NULL);
  by_code = practice_client_get (client, code_path);
  g_assert_cmpuint (by_code->status, ==, 404);
  g_assert_cmpstr (practice_reply_get_title (by_code), ==, "Order not found");
  links = json_object_get_object_member (
    json_object_get_object_member (json_object_get_object_member (first, "relationships"), "entries"),
    "links");
  entries = practice_client_get (client, json_object_get_string_member (links, "related"));
  entry_path = g_strconcat ("/shop/api/v2/orderentries/",
                            json_object_get_string_member (
                              json_array_get_object_element (practice_reply_get_data (entries), 0), "id"),
                            NULL);
  entry = practice_client_get (client, entry_path);
  g_assert_cmpuint (entry->status, ==, 200);
  product_path = g_strconcat (entry_path, "/product", NULL);
  product = practice_client_get (client, product_path);
  g_assert_cmpuint (product->status, ==, 200);
  user_path = g_strconcat (path, "/user", NULL);
  user = practice_client_get (client, user_path);
  g_assert_cmpuint (user->status, ==, 200);
}

/* What the list must have besides ordinary orders (kaspi-api 13). */
typedef enum {
  SEEN_NO_KASPI_DELIVERY = 1 << 0,
  SEEN_NO_ASSEMBLED = 1 << 1,
  SEEN_NULL_DATE = 1 << 2,
  SEEN_UNKNOWN_ATTRIBUTE = 1 << 3,
  SEEN_UNKNOWN_STATUS = 1 << 4,
  SEEN_MASKED = 1 << 5,
  SEEN_SIGN_ACCEPTED = 1 << 6,
  SEEN_RETURNED = 1 << 7,
  SEEN_EXPRESS = 1 << 8,
  SEEN_PRE_ORDER = 1 << 9,
  SEEN_NIGHT = 1 << 10,
  SEEN_SECOND_POINT = 1 << 11,
  SEEN_CANCELLED = 1 << 12,
  SEEN_OWN_DELIVERY = 1 << 13,
  SEEN_OWN_PICKUP = 1 << 14,
  SEEN_HANDED_OVER = 1 << 15,
  SEEN_OVERDUE = 1 << 16,
  SEEN_TOMORROW = 1 << 17,
  SEEN_ALL = (1 << 18) - 1,
} Seen;

static gboolean
is (JsonObject *object, const char *name, const char *value)
{
  return strcmp (json_object_get_string_member (object, name), value) == 0;
}

static guint
look_at_delivery (JsonObject *attributes, SaudaDay today)
{
  JsonObject *delivery = json_object_get_object_member (attributes, "kaspiDelivery");
  SaudaDay planned =
    sauda_day_from_ms (json_object_get_int_member (delivery, "courierTransmissionPlanningDate"));
  guint seen = 0;

  g_assert_true (json_object_get_null_member (delivery, "waybill"));
  if (json_object_get_boolean_member (delivery, "express"))
    seen |= SEEN_EXPRESS;
  if (json_object_get_boolean_member (delivery, "returnedToWarehouse") &&
      is (attributes, "status", "CANCELLING"))
    seen |= SEEN_RETURNED;
  if (!json_object_get_null_member (delivery, "courierTransmissionDate"))
    seen |= SEEN_HANDED_OVER;
  else if (planned == today - 1)
    seen |= SEEN_OVERDUE;
  if (planned == today + 1)
    seen |= SEEN_TOMORROW;
  return seen;
}

static guint
look_at_order (JsonObject *attributes, SaudaDay today)
{
  gint64 created_ms = json_object_get_int_member (attributes, "creationDate");
  guint seen = 0;

  seen |= json_object_has_member (attributes, "kaspiDelivery") ? look_at_delivery (attributes, today)
                                                               : SEEN_NO_KASPI_DELIVERY;
  g_assert_true (json_object_has_member (attributes, "kaspiDelivery") ==
                 json_object_get_boolean_member (attributes, "isKaspiDelivery"));
  seen |= json_object_has_member (attributes, "assembled") ? 0 : SEEN_NO_ASSEMBLED;
  seen |= json_object_get_null_member (attributes, "plannedDeliveryDate") ? SEEN_NULL_DATE : 0;
  seen |= json_object_has_member (attributes, "giftWrap") ? SEEN_UNKNOWN_ATTRIBUTE : 0;
  seen |= is (attributes, "status", "COURIER_SEARCH") ? SEEN_UNKNOWN_STATUS : 0;
  seen |= json_object_get_boolean_member (attributes, "preOrder") ? SEEN_PRE_ORDER : 0;
  seen |= g_str_has_suffix (json_object_get_string_member (attributes, "pickupPointId"), "_PP2")
            ? SEEN_SECOND_POINT
            : 0;
  seen |= is (attributes, "status", "CANCELLED") ? SEEN_CANCELLED : 0;
  seen |= is (attributes, "state", "DELIVERY") ? SEEN_OWN_DELIVERY : 0;
  seen |= is (attributes, "state", "PICKUP") ? SEEN_OWN_PICKUP : 0;
  if (is (attributes, "state", "SIGN_REQUIRED") && is (attributes, "status", "ACCEPTED_BY_MERCHANT"))
    seen |= SEEN_SIGN_ACCEPTED;
  if (is (json_object_get_object_member (attributes, "customer"), "cellPhone", "+0(000)-000-00-00")) {
    g_assert_true (is (attributes, "state", "ARCHIVE"));
    seen |= SEEN_MASKED;
  }
  if (created_ms % SAUDA_MS_PER_DAY == (23 * 60 + 30) * 60000)
    seen |= SEEN_NIGHT;
  return seen;
}

/* To be shipped on the practice day or earlier, with a press on accept and assemble. */
static gboolean
is_due (JsonObject *attributes, SaudaDay today)
{
  JsonObject *delivery;

  if (!json_object_has_member (attributes, "kaspiDelivery") ||
      json_object_get_boolean_member (attributes, "signatureRequired") ||
      json_object_get_boolean_member (attributes, "preOrder") ||
      !(is (attributes, "status", "APPROVED_BY_BANK") || is (attributes, "status", "ACCEPTED_BY_MERCHANT")))
    return FALSE;
  delivery = json_object_get_object_member (attributes, "kaspiDelivery");
  return json_object_get_null_member (delivery, "courierTransmissionDate") &&
         sauda_day_from_ms (json_object_get_int_member (delivery, "courierTransmissionPlanningDate")) <=
           today;
}

static void
test_variety (PracticeClient *client, gconstpointer data)
{
  g_autoptr (GPtrArray) lists = NULL;
  SaudaDay today = sauda_day_from_ms (sauda_clock_get_now (client->options->clock));
  guint seen = 0, due = 0, fresh = 0, total = 0;

  practice_client_start (client, NULL);
  lists = list_all (client);
  for (guint i = 0; i < lists->len; i++) {
    JsonArray *orders = practice_reply_get_data (g_ptr_array_index (lists, i));

    for (guint j = 0; j < json_array_get_length (orders); j++) {
      JsonObject *attributes = practice_order_attributes (orders, j);

      total++;
      seen |= look_at_order (attributes, today);
      if (is_due (attributes, today)) {
        due++;
        fresh += is (attributes, "state", "NEW") ? 1 : 0;
      }
    }
  }
  g_assert_cmpuint (total, ==, 100);
  g_assert_cmphex (seen, ==, SEEN_ALL);
  g_assert_cmpuint (due, >=, 80);
  g_assert_cmpuint (fresh, >, due / 3);
  g_assert_cmpuint (fresh, <, due * 2 / 3);
}

/* SKU → store, as the catalogue lists it. */
static GHashTable *
read_catalog (void)
{
  g_autoptr (GBytes) bytes = sauda_practice_get_catalog ();
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GHashTable *skus = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfSKU_ID;Kaspi_name_core;"));
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], ";", -1);

    g_assert_cmpuint (g_strv_length (cells), ==, 26);
    g_assert_true (g_hash_table_insert (skus, g_strdup (cells[5]), g_strdup (cells[22])));
  }
  return skus;
}

static void
test_goods (PracticeClient *client, gconstpointer data)
{
  g_autoptr (GHashTable) skus = read_catalog ();
  g_autoptr (GPtrArray) lists = NULL;
  gboolean weighed = FALSE, spaced = FALSE, six_lines = FALSE, pieces = FALSE;

  g_assert_cmpuint (g_hash_table_size (skus), >=, 70);
  practice_client_start (client, NULL);
  lists = list_all (client);
  for (guint i = 0; i < lists->len; i++) {
    PracticeReply *list = g_ptr_array_index (lists, i);
    JsonArray *included = json_object_get_array_member (json_node_get_object (list->json), "included");

    for (guint j = 0; j < json_array_get_length (included); j++) {
      JsonObject *item = json_array_get_object_element (included, j);
      JsonObject *attributes = json_object_get_object_member (item, "attributes");
      JsonObject *offer;
      double total, unit;

      if (!is (item, "type", "orderentries"))
        continue;
      offer = json_object_get_object_member (attributes, "offer");
      total = json_object_get_double_member (attributes, "totalPrice");
      unit = json_object_get_double_member (attributes, "basePrice");
      g_assert_cmpstr (g_hash_table_lookup (skus, json_object_get_string_member (offer, "code")), ==,
                       sauda_practice_get_stores (NULL)[i].name);
      if (is (attributes, "unitType", "MEASURABLE")) {
        g_assert_cmpfloat (total, ==, unit * json_object_get_double_member (attributes, "weight") / 1000);
        weighed = TRUE;
      } else {
        g_assert_cmpfloat (total, ==, unit * (double) json_object_get_int_member (attributes, "quantity"));
        pieces = pieces || json_object_get_int_member (attributes, "quantity") > 1;
      }
      spaced = spaced || strchr (json_object_get_string_member (offer, "code"), ' ') != NULL;
      six_lines = six_lines || json_object_get_int_member (attributes, "entryNumber") == 5;
    }
  }
  g_assert_true (weighed);
  g_assert_true (spaced);
  g_assert_true (six_lines);
  g_assert_true (pieces);
}

/* The addresses tell the port: everything else must be the same. */
static char *
list_without_port (PracticeClient *client)
{
  g_autoptr (PracticeReply) reply = practice_client_list (client, "&include[orders]=entries,user");
  g_autofree char *text = g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body));
  g_auto (GStrv) parts = g_strsplit (text, sauda_practice_server_get_url (client->server), -1);

  g_assert_cmpuint (reply->status, ==, 200);
  return g_strjoinv ("", parts);
}

static void
test_determinism (PracticeClient *client, gconstpointer data)
{
  PracticeClient second = { 0 }, other_seed = { 0 };
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;
  g_autofree char *other_text = NULL;

  practice_client_set_up (&second, NULL);
  practice_client_set_up (&other_seed, NULL);
  other_seed.options->seed = 2;
  practice_client_start (client, NULL);
  practice_client_start (&second, NULL);
  practice_client_start (&other_seed, NULL);
  first_text = list_without_port (client);
  second_text = list_without_port (&second);
  other_text = list_without_port (&other_seed);
  g_assert_cmpstr (first_text, ==, second_text);
  g_assert_cmpstr (first_text, !=, other_text);
  practice_client_tear_down (&second, NULL);
  practice_client_tear_down (&other_seed, NULL);
}

/* The folder, not the start, decides what is played. */
static void
test_kept_day (PracticeClient *client, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  SaudaPracticeDay day;

  practice_client_start (client, NULL);
  before = list_without_port (client);
  client->options->orders = 7;
  client->options->seed = 9;
  practice_client_restart (client);
  after = list_without_port (client);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (sauda_practice_day_open (client->options, &day, NULL));
  g_assert_cmpuint (day.orders, ==, 100);
  g_assert_cmpuint (day.seed, ==, 1);
  g_assert_cmpint (sauda_practice_day_get_morning_ms (&day), <=,
                   sauda_clock_get_now (client->options->clock));
}

static void
test_many (PracticeClient *client, gconstpointer data)
{
  static const guint numbers[] = { 0, 1, 39, 40, 41, 600 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    PracticeClient many = { 0 };
    g_autoptr (GPtrArray) lists = NULL;
    guint total = 0;

    practice_client_set_up (&many, NULL);
    many.options->orders = numbers[i];
    practice_client_start (&many, NULL);
    lists = list_all (&many);
    for (guint j = 0; j < lists->len; j++)
      total += practice_reply_get_total (g_ptr_array_index (lists, j));
    g_assert_cmpuint (total, ==, numbers[i]);
    practice_client_tear_down (&many, NULL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                                      \
  g_test_add ("/practice/list/" path, PracticeClient, NULL, practice_client_set_up, func,                    \
              practice_client_tear_down)
  ADD ("gate", test_gate);
  ADD ("silent-agents", test_silent_agents);
  ADD ("query", test_query);
  ADD ("pages", test_pages);
  ADD ("filters", test_filters);
  ADD ("included", test_included);
  ADD ("by-id", test_by_id);
  ADD ("variety", test_variety);
  ADD ("goods", test_goods);
  ADD ("determinism", test_determinism);
  ADD ("kept-day", test_kept_day);
  ADD ("many", test_many);
  return g_test_run ();
}
