#include "sauda-practice-api-private.h"
#include "sauda-practice-json-private.h"
#include "sauda-time.h"

#include <string.h>

#define MAX_SPAN_MS (14 * SAUDA_MS_PER_DAY)
#define MAX_PAGE_SIZE 100
#define DEFAULT_PAGE_SIZE 20

/* A list that a client asks for. Texts belong to the query. */
typedef struct {
  gint64 from_ms;
  gint64 to_ms;
  gint64 page;
  gint64 size;
  const char *state;     /* (nullable) */
  const char *status;    /* (nullable) */
  const char *code;      /* (nullable) */
  const char *signature; /* (nullable): "true" or "false" */
  gboolean include_entries;
  gboolean include_user;
} ListQuery;

static gboolean
read_number (GHashTable *query, const char *name, gint64 fallback, gint64 min, gint64 max, gint64 *value)
{
  const char *text = g_hash_table_lookup (query, name);

  *value = fallback;
  return text == NULL || g_ascii_string_to_signed (text, 10, min, max, value, NULL);
}

static gboolean
has_word (const char *list, const char *word)
{
  g_auto (GStrv) words = g_strsplit (list != NULL ? list : "", ",", -1);

  return g_strv_contains ((const char *const *) words, word);
}

/* Returns the title of the refusal or NULL. Only the first one is Kaspi's own, the others are not known. */
static const char *
read_query (const SaudaPracticeApi *api, GHashTable *query, ListQuery *list)
{
  const char *include = g_hash_table_lookup (query, "include[orders]");
  gint64 now_ms = sauda_clock_get_now (api->clock);

  list->state = g_hash_table_lookup (query, "filter[orders][state]");
  list->status = g_hash_table_lookup (query, "filter[orders][status]");
  list->code = g_hash_table_lookup (query, "filter[orders][code]");
  list->signature = g_hash_table_lookup (query, "filter[orders][signatureRequired]");
  list->include_entries = has_word (include, "entries");
  list->include_user = has_word (include, "user");
  if (list->code == NULL && g_hash_table_lookup (query, "filter[orders][creationDate][$ge]") == NULL)
    return "Required filter [orders][creationDate][$ge] is empty.";
  if (!read_number (query, "filter[orders][creationDate][$ge]", 0, 0, G_MAXINT64, &list->from_ms) ||
      !read_number (query, "filter[orders][creationDate][$le]", MAX (now_ms, list->from_ms), 0, G_MAXINT64,
                    &list->to_ms))
    return "Filter [orders][creationDate] is not valid.";
  if (list->code == NULL && list->to_ms - list->from_ms > MAX_SPAN_MS)
    return "Filter [orders][creationDate] spans more than 14 days.";
  if (!read_number (query, "page[number]", 0, 0, G_MAXINT32, &list->page))
    return "Parameter page[number] is not valid.";
  if (!read_number (query, "page[size]", DEFAULT_PAGE_SIZE, 1, MAX_PAGE_SIZE, &list->size))
    return "Parameter page[size] is not valid.";
  return NULL;
}

static gboolean
matches (const SaudaPracticeOrder *order, guint store, const ListQuery *list)
{
  if (order->store != store)
    return FALSE;
  if (list->code != NULL)
    return strcmp (order->code, list->code) == 0;
  return order->created_ms >= list->from_ms && order->created_ms <= list->to_ms &&
         (list->state == NULL || strcmp (order->state, list->state) == 0) &&
         (list->status == NULL || strcmp (order->status, list->status) == 0) &&
         (list->signature == NULL || order->signature_required == (strcmp (list->signature, "true") == 0));
}

static GPtrArray *
find_matches (const SaudaPracticeApi *api, const ListQuery *list)
{
  GPtrArray *orders = sauda_practice_shop_get_orders (api->shop);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < orders->len; i++)
    if (matches (g_ptr_array_index (orders, i), api->store, list))
      g_ptr_array_add (found, g_ptr_array_index (orders, i));
  /* The newest order arrives while the list is read: the first page does not have it yet. */
  if (list->page == 0 && found->len > list->size &&
      sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_SHIFTING_PAGE))
    g_ptr_array_remove_index (found, 0);
  return found;
}

static void
add_included (JsonBuilder *json,
              const SaudaPracticeApi *api,
              const ListQuery *list,
              GPtrArray *orders,
              guint from,
              guint to)
{
  gboolean incomplete = list->include_entries &&
                        sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_MISSING_INCLUDED);

  json_builder_set_member_name (json, "included");
  json_builder_begin_array (json);
  for (guint i = from; i < to; i++) {
    const SaudaPracticeOrder *order = g_ptr_array_index (orders, i);

    for (guint j = 0;
         list->include_entries && !(incomplete && (i - from) % 2 == 0) && j < order->entries->len; j++)
      sauda_practice_json_entry (json, order, j, api->links);
    if (list->include_user)
      sauda_practice_json_customer (json, order, api->links);
  }
  json_builder_end_array (json);
}

/**
 * sauda_practice_api_list:
 * @api: what the request meets
 * @query: (element-type utf8 utf8): its parameters, decoded
 *
 * `GET /orders` (kaspi-api 2.1, 2.2).
 *
 * Returns: (transfer full): a page of orders, the newest first
 */
SaudaPracticeAnswer *
sauda_practice_api_list (const SaudaPracticeApi *api, GHashTable *query)
{
  ListQuery list;
  const char *refusal = read_query (api, query, &list);
  g_autoptr (JsonBuilder) json = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  guint from, to;

  if (refusal != NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, refusal);
  orders = find_matches (api, &list);
  from = (guint) MIN (list.page * list.size, orders->len);
  to = (guint) MIN (from + list.size, orders->len);
  json = json_builder_new ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "data");
  json_builder_begin_array (json);
  for (guint i = from; i < to; i++)
    sauda_practice_json_order (json, g_ptr_array_index (orders, i), api->links);
  json_builder_end_array (json);
  add_included (json, api, &list, orders, from, to);
  json_builder_set_member_name (json, "meta");
  json_builder_begin_object (json);
  sauda_practice_json_number (json, "pageCount", (orders->len + list.size - 1) / list.size);
  sauda_practice_json_number (json, "totalCount", orders->len);
  json_builder_end_object (json);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}
