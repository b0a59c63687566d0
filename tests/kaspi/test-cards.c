#include "kaspi-server.h"

#include "sauda-kaspi-card-client.h"
#include "sauda-kaspi-card-schema.h"

#include <string.h>

#define CATEGORY "Master - Blenders"
#define ATTRIBUTE "Blenders*Obsie harakteristiki.type"

/* What is asked, how it looks on the wire, and what comes back, by hand from kaspi-api 8. */
typedef struct {
  const char *name;
  SaudaKaspiCardData what;
  const char *key;
  const char *attribute;
  const char *path;
  const char *c; /* parameters as they must arrive */
  const char *a;
  const char *i;
} Wire;

static const Wire wires[] = {
  { "categories", SAUDA_KASPI_CARD_CATEGORIES, NULL, NULL, "/shop/api/products/classification/categories",
    NULL, NULL, NULL },
  { "attributes", SAUDA_KASPI_CARD_ATTRIBUTES, CATEGORY, NULL, "/shop/api/products/classification/attributes",
    CATEGORY, NULL, NULL },
  { "values", SAUDA_KASPI_CARD_VALUES, CATEGORY, ATTRIBUTE,
    "/shop/api/products/classification/attribute/values", CATEGORY, ATTRIBUTE, NULL },
  { "schema", SAUDA_KASPI_CARD_SCHEMA, NULL, NULL, "/shop/api/products/import/schema", NULL, NULL, NULL },
  { "upload", SAUDA_KASPI_CARD_UPLOAD, "a/b+c=", NULL, "/shop/api/products/import", NULL, NULL, "a/b+c=" },
  { "result", SAUDA_KASPI_CARD_RESULT, "42", NULL, "/shop/api/products/import/result", NULL, NULL, "42" },
};

typedef struct {
  guint status;
  const char *type;
  const char *body;
} Reply;

static void
serve (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  const Reply *reply = data;

  kaspi_server_reply (message, reply->status, reply->type, reply->body, -1);
}

static gpointer
ask (KaspiServer *server, SaudaKaspiCardData what, const char *key, const char *attribute, GError **error)
{
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GAsyncResult) result = NULL;

  sauda_kaspi_client_read_cards_async (client, what, key, attribute, NULL, kaspi_test_keep_result, &result);
  return sauda_kaspi_client_read_cards_finish (client, kaspi_test_wait (&result), error);
}

/* A wrong answer ends the asking, so only the request is looked at. */
static void
test_wire (gconstpointer data)
{
  const Wire *wire = data;
  Reply reply = { 400, "application/json", "{\"errors\":[{\"title\":\"no\"}]}" };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, &reply);
  g_autoptr (GError) error = NULL;
  const KaspiAsked *asked;

  g_assert_null (ask (server, wire->what, wire->key, wire->attribute, &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "product cards: “no”"));
  asked = kaspi_server_get_asked (server, 0);
  g_assert_cmpuint (server->asked->len, ==, 1);
  g_assert_cmpstr (asked->method, ==, "GET");
  g_assert_cmpstr (asked->path, ==, wire->path);
  g_assert_cmpstr (asked->accept, ==, "application/json");
  g_assert_nonnull (asked->token);
  g_assert_cmpstr (g_hash_table_lookup (asked->query, "c"), ==, wire->c);
  g_assert_cmpstr (g_hash_table_lookup (asked->query, "a"), ==, wire->a);
  g_assert_cmpstr (g_hash_table_lookup (asked->query, "i"), ==, wire->i);
}

static void
test_categories (void)
{
  Reply reply = {
    200, "application/json",
    "[{\"code\":\"Master - Blenders\",\"title\":\"Блендеры\"},{\"code\":\"Master - X\"},{},7]"
  };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, &reply);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = ask (server, SAUDA_KASPI_CARD_CATEGORIES, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((SaudaKaspiName *) g_ptr_array_index (list, 0))->code, ==, "Master - Blenders");
  g_assert_cmpstr (((SaudaKaspiName *) g_ptr_array_index (list, 0))->name, ==, "Блендеры");
  g_assert_cmpstr (((SaudaKaspiName *) g_ptr_array_index (list, 1))->name, ==, "Master - X");
}

static void
test_attributes (void)
{
  Reply reply = { 200, "application/json",
                  "[{\"code\":\"" ATTRIBUTE
                  "\",\"type\":\"enum\",\"multiValued\":true,\"mandatory\":true,\"new\":{}},"
                  "{\"code\":\"weight\",\"type\":\"number\",\"multiValued\":false,\"mandatory\":false}]" };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, &reply);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = ask (server, SAUDA_KASPI_CARD_ATTRIBUTES, CATEGORY, NULL, &error);
  const SaudaKaspiAttribute *first, *second;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  first = g_ptr_array_index (list, 0);
  second = g_ptr_array_index (list, 1);
  g_assert_cmpstr (first->code, ==, ATTRIBUTE);
  g_assert_cmpstr (first->type, ==, "enum");
  g_assert_true (first->multi_valued);
  g_assert_true (first->mandatory);
  g_assert_cmpstr (second->type, ==, "number");
  g_assert_false (second->multi_valued);
  g_assert_false (second->mandatory);
}

static void
test_result (void)
{
  Reply reply = { 200, "application/json",
                  "{\"errors\":1,\"warnings\":2,\"skipped\":0,\"total\":3,\"result\":{"
                  "\"A 1\":{\"state\":\"FINISHED\"},"
                  "\"B\":{\"state\":\"ERROR\",\"errors\":[{\"message\":\"нет фото\"},\"и цвета\"]},"
                  "\"C\":{\"state\":\"SOMETHING\",\"description\":\"ждёт\"}}}" };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, &reply);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiUploadResult) result = ask (server, SAUDA_KASPI_CARD_RESULT, "42", NULL, &error);
  const SaudaKaspiUploadRow *row;

  g_assert_no_error (error);
  g_assert_cmpuint (result->errors, ==, 1);
  g_assert_cmpuint (result->warnings, ==, 2);
  g_assert_cmpuint (result->total, ==, 3);
  g_assert_cmpuint (result->rows->len, ==, 3);
  row = g_ptr_array_index (result->rows, 0);
  g_assert_cmpstr (row->sku, ==, "A 1");
  g_assert_null (row->message);
  row = g_ptr_array_index (result->rows, 1);
  g_assert_cmpstr (row->state, ==, "ERROR");
  g_assert_cmpstr (row->message, ==, "нет фото; и цвета");
  row = g_ptr_array_index (result->rows, 2);
  g_assert_cmpstr (row->message, ==, "ждёт");
}

/* An answer to a read, and the error that is made of it. */
typedef struct {
  const char *name;
  Reply reply;
  SaudaKaspiCardData what;
  int code;
  guint asked; /* requests until it is given up */
} Fault;

static const Fault faults[] = {
  { "token", { 401, "text/html", "<html>" }, SAUDA_KASPI_CARD_CATEGORIES, SAUDA_KASPI_ERROR_UNAUTHORIZED, 1 },
  { "rate-limit", { 429, "text/html", "" }, SAUDA_KASPI_CARD_CATEGORIES, SAUDA_KASPI_ERROR_RATE_LIMITED, 5 },
  { "page", { 200, "text/html", "<html>" }, SAUDA_KASPI_CARD_ATTRIBUTES, SAUDA_KASPI_ERROR_MALFORMED, 3 },
  { "cut",
    { 200, "application/json", "[{\"code\":\"Mas" },
    SAUDA_KASPI_CARD_VALUES,
    SAUDA_KASPI_ERROR_MALFORMED,
    3 },
  { "object",
    { 200, "application/json", "{}" },
    SAUDA_KASPI_CARD_CATEGORIES,
    SAUDA_KASPI_ERROR_MALFORMED,
    3 },
  { "no-status",
    { 200, "application/json", "{\"code\":\"42\"}" },
    SAUDA_KASPI_CARD_UPLOAD,
    SAUDA_KASPI_ERROR_MALFORMED,
    3 },
  { "no-rows",
    { 200, "application/json", "{\"errors\":0}" },
    SAUDA_KASPI_CARD_RESULT,
    SAUDA_KASPI_ERROR_MALFORMED,
    3 },
  { "gateway", { 502, "text/html", "<html>" }, SAUDA_KASPI_CARD_SCHEMA, SAUDA_KASPI_ERROR_SERVER, 3 },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, (gpointer) &fault->reply);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (server, fault->what, "x", "y", &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, fault->code);
  g_assert_cmpuint (server->asked->len, ==, fault->asked);
}

static GPtrArray *
make_cards (void)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_card_free);
  SaudaKaspiCard *card = sauda_kaspi_card_new ();

  card->sku = g_strdup ("AB 1");
  card->title = g_strdup ("Блендер \"Вихрь\"");
  card->brand = g_strdup ("Noname");
  card->category = g_strdup (CATEGORY);
  card->weight = g_strdup ("1,5");
  g_ptr_array_add (sauda_kaspi_card_add_value (card, "type", "enum", FALSE)->values, g_strdup ("погружной"));
  g_ptr_array_add (sauda_kaspi_card_add_value (card, "power", "number", FALSE)->values, g_strdup ("800"));
  g_ptr_array_add (sauda_kaspi_card_add_value (card, "litres", "number", FALSE)->values, g_strdup ("1.5"));
  g_ptr_array_add (sauda_kaspi_card_add_value (card, "turbo", "boolean", FALSE)->values, g_strdup ("true"));
  g_ptr_array_add (sauda_kaspi_card_add_value (card, "color", "enum", TRUE)->values, g_strdup ("белый"));
  g_ptr_array_add (card->images, g_strdup ("https://example.org/1.jpg"));
  g_ptr_array_add (cards, card);
  return cards;
}

#define CARDS                                                                                                \
  "[{\"sku\":\"AB 1\",\"title\":\"Блендер \\\"Вихрь\\\"\",\"brand\":\"Noname\",\"category\":\"" CATEGORY     \
  "\",\"weight\":\"1,5\",\"attributes\":[{\"code\":\"type\",\"value\":\"погружной\"},"              \
  "{\"code\":\"power\",\"value\":800},{\"code\":\"litres\",\"value\":1.5},"                                  \
  "{\"code\":\"turbo\",\"value\":true},{\"code\":\"color\",\"value\":[\"белый\"]}],"                    \
  "\"images\":[{\"url\":\"https://example.org/1.jpg\"}]}]"

static void
test_format (void)
{
  g_autoptr (GPtrArray) cards = make_cards ();
  g_autoptr (GBytes) bytes = sauda_kaspi_cards_format (cards);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = sauda_kaspi_cards_parse (bytes, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_cmpstr (text, ==, CARDS);
  g_assert_no_error (error);
  again = sauda_kaspi_cards_format (read);
  g_assert_true (g_bytes_equal (bytes, again));
}

/* Files that are no list of products; each names what is wrong. */
static void
test_parse_refused (void)
{
  static const char *const texts[] = {
    "",
    "{}",
    "[1]",
    "[{\"sku\":\"A\"}]",
    "[{\"sku\":\"A\",\"title\":\"t\",\"brand\":\"b\",\"category\":\"c\",\"images\":[]}]",
    "[{\"sku\":\"A\",\"title\":\"t\",\"brand\":\"b\",\"category\":\"c\",\"attributes\":[{\"code\":\"x\","
    "\"value\":{}}],\"images\":[]}]",
    "[{\"sku\":\"A\",\"title\":\"t\",\"brand\":\"b\",\"category\":\"c\",\"attributes\":[],\"images\":[7]}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_kaspi_cards_parse (bytes, &error));
    g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE);
  }
}

/* An answer to an upload, and what it means. */
typedef struct {
  const char *name;
  Reply reply;
  SaudaKaspiAnswer answer;
  const char *code;
} Upload;

static const Upload uploads[] = {
  { "accepted",
    { 200, "application/json", "{\"code\":\"abc42\",\"status\":\"UPLOADED\"}" },
    SAUDA_KASPI_ANSWER_ACCEPTED,
    "abc42" },
  { "empty", { 200, "application/json", "" }, SAUDA_KASPI_ANSWER_UNCLEAR, NULL },
  { "no-code", { 200, "application/json", "{\"status\":\"UPLOADED\"}" }, SAUDA_KASPI_ANSWER_UNCLEAR, NULL },
  { "cut", { 200, "application/json", "{\"code\":\"ab" }, SAUDA_KASPI_ANSWER_UNCLEAR, NULL },
  { "refused",
    { 400, "application/json", "{\"errors\":[{\"title\":\"schema\"}]}" },
    SAUDA_KASPI_ANSWER_REFUSED,
    NULL },
  { "too-many", { 429, "text/html", "" }, SAUDA_KASPI_ANSWER_REFUSED, NULL },
  { "token", { 401, "text/html", "" }, SAUDA_KASPI_ANSWER_REFUSED, NULL },
  { "gateway", { 502, "text/html", "<html>" }, SAUDA_KASPI_ANSWER_UNCLEAR, NULL },
};

static void
test_upload (gconstpointer data)
{
  const Upload *upload = data;
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, (gpointer) &upload->reply);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GBytes) body = g_bytes_new_static (CARDS, strlen (CARDS));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  const KaspiAsked *asked;

  sauda_kaspi_client_upload_cards_async (client, body, NULL, kaspi_test_keep_result, &result);
  g_assert_cmpint (sauda_kaspi_client_upload_cards_finish (client, kaspi_test_wait (&result), &code, &error),
                   ==, upload->answer);
  g_assert_cmpstr (code, ==, upload->code);
  g_assert_cmpuint (server->asked->len, ==, 1);
  asked = kaspi_server_get_asked (server, 0);
  g_assert_cmpstr (asked->method, ==, "POST");
  g_assert_cmpstr (asked->path, ==, "/shop/api/products/import");
  g_assert_cmpstr (asked->content_type, ==, "text/plain");
  g_assert_cmpstr (asked->accept, ==, "application/json");
  g_assert_cmpstr (asked->body, ==, CARDS);
  if (upload->answer == SAUDA_KASPI_ANSWER_ACCEPTED)
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
}

static void
test_schema (void)
{
  g_autofree char *text = kaspi_test_load ("cards-schema.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiCardSchema) schema = sauda_kaspi_card_schema_parse (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "maxItems", 1), ==, 10000);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "sku.maxLength", 1), ==, 64);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "title.maxLength", 1), ==, 1000);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "attributes.maxItems", 1), ==, 256);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "attributes.code.maxLength", 1), ==, 256);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "attributes.value.maxLength", 1), ==, 200);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "attributes.value.maxItems", 1), ==, 30);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "images.url.maxLength", 1), ==, 1024);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "weight.maxLength", 77), ==, 77);
  g_assert_cmpuint (sauda_kaspi_card_schema_get_limit (schema, "nothing.maxLength", 78), ==, 78);
  g_assert_true (sauda_kaspi_card_schema_needs (schema, "images"));
  g_assert_false (sauda_kaspi_card_schema_needs (schema, "description"));
  g_assert_null (sauda_kaspi_card_schema_parse ("{\"items\":{\"$ref\":\"#/items\"}}", &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED);
}

#define ADD_CASES(prefix, table, test)                                                                       \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {                                                         \
    g_autofree char *path = g_strconcat ("/kaspi/cards/" prefix "/", (table)[i].name, NULL);                 \
    g_test_add_data_func (path, &(table)[i], test);                                                          \
  }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_CASES ("wire", wires, test_wire);
  ADD_CASES ("fault", faults, test_fault);
  ADD_CASES ("upload", uploads, test_upload);
  g_test_add_func ("/kaspi/cards/categories", test_categories);
  g_test_add_func ("/kaspi/cards/attributes", test_attributes);
  g_test_add_func ("/kaspi/cards/result", test_result);
  g_test_add_func ("/kaspi/cards/format", test_format);
  g_test_add_func ("/kaspi/cards/parse-refused", test_parse_refused);
  g_test_add_func ("/kaspi/cards/schema", test_schema);
  return g_test_run ();
}
