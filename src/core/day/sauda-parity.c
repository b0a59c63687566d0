#include "sauda-parity.h"

#include "sauda-connection.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define QUERY                                                                                                \
  "SELECT orders.code, store.name, orders.created_ms, api.fields, api.as_of_ms, file.fields, file.as_of_ms"  \
  " FROM orders JOIN store ON store.id = orders.store_id"                                                    \
  " LEFT JOIN order_source AS api ON api.order_id = orders.id AND api.source = 'api'"                        \
  " LEFT JOIN order_source AS file ON file.order_id = orders.id AND file.source = 'file'"                    \
  " WHERE (orders.store_id = ?1 OR ?1 = 0) AND coalesce (orders.created_ms, 0) BETWEEN ?2 AND ?3"            \
  " AND (api.order_id IS NOT NULL OR file.order_id IS NOT NULL)"                                             \
  " ORDER BY coalesce (orders.created_ms, 0), orders.code, store.name"

/* One order with what both sources say of it. */
typedef struct {
  const char *code;
  const char *store;
  JsonObject *api;  /* (owned) (nullable) */
  JsonObject *file; /* (owned) (nullable) */
  gint64 api_ms;
  gint64 file_ms;
} Pair;

static void
difference_free (gpointer data)
{
  SaudaParityDifference *difference = data;

  g_free (difference->code);
  g_free (difference->store);
  g_free (difference->field);
  g_free (difference->api);
  g_free (difference->file);
  g_free (difference);
}

static void
day_free (gpointer data)
{
  SaudaParityDay *day = data;

  g_ptr_array_unref (day->only_api);
  g_ptr_array_unref (day->only_file);
  g_ptr_array_unref (day->differs);
  g_free (day);
}

static SaudaParityDay *
get_day (SaudaParity *parity, SaudaDay day)
{
  SaudaParityDay *last =
    parity->days->len > 0 ? g_ptr_array_index (parity->days, parity->days->len - 1) : NULL;

  if (last != NULL && last->day == day)
    return last;
  last = g_new0 (SaudaParityDay, 1);
  last->day = day;
  last->only_api = g_ptr_array_new_with_free_func (g_free);
  last->only_file = g_ptr_array_new_with_free_func (g_free);
  last->differs = g_ptr_array_new_with_free_func (difference_free);
  g_ptr_array_add (parity->days, last);
  return last;
}

/* Empty fields are those of a source that was asked in vain. */
static JsonObject *
read_fields (const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      json_object_get_size (json_node_get_object (root)) == 0)
    return NULL;
  return json_object_ref (json_node_get_object (root));
}

static gboolean
is_line_field (const char *name)
{
  return g_str_has_prefix (name, "quantity:");
}

static gboolean
tells_lines (JsonObject *fields)
{
  g_autoptr (GList) names = json_object_get_members (fields);

  for (GList *l = names; l != NULL; l = l->next)
    if (is_line_field (l->data))
      return TRUE;
  return FALSE;
}

static void
add_difference (SaudaParityDay *day, const Pair *pair, const char *field, const char *api, const char *file)
{
  SaudaParityDifference *difference = g_new0 (SaudaParityDifference, 1);

  difference->code = g_strdup (pair->code);
  difference->store = g_strdup (pair->store);
  difference->field = g_strdup (field);
  difference->api = g_strdup (api);
  difference->file = g_strdup (file);
  difference->api_ms = pair->api_ms;
  difference->file_ms = pair->file_ms;
  g_ptr_array_add (day->differs, difference);
}

/* What one source does not know is no difference, but a line that it leaves out is. */
static void
compare_pair (SaudaParityDay *day, const Pair *pair)
{
  g_autoptr (GList) api = json_object_get_members (pair->api);
  g_autoptr (GList) file = json_object_get_members (pair->file);
  gboolean lines = tells_lines (pair->api) && tells_lines (pair->file);

  for (GList *l = api; l != NULL; l = l->next) {
    const char *told = json_object_get_string_member_with_default (pair->api, l->data, "");
    const char *other = json_object_get_string_member_with_default (pair->file, l->data, NULL);

    if (other != NULL ? strcmp (told, other) != 0 : lines && is_line_field (l->data))
      add_difference (day, pair, l->data, told, other);
  }
  for (GList *l = file; l != NULL; l = l->next)
    if (lines && is_line_field (l->data) && !json_object_has_member (pair->api, l->data))
      add_difference (day, pair, l->data, NULL,
                      json_object_get_string_member_with_default (pair->file, l->data, ""));
}

static void
read_row (SaudaParity *parity, SaudaStatement *row)
{
  g_autoptr (JsonObject) api = read_fields (sauda_statement_get_text (row, 3));
  g_autoptr (JsonObject) file = read_fields (sauda_statement_get_text (row, 5));
  gint64 created_ms = sauda_statement_get_int64 (row, 2);
  const Pair pair = {
    .code = sauda_statement_get_text (row, 0),
    .store = sauda_statement_get_text (row, 1),
    .api = api,
    .file = file,
    .api_ms = sauda_statement_get_int64 (row, 4),
    .file_ms = sauda_statement_get_int64 (row, 6),
  };
  SaudaParityDay *day;

  if (api == NULL && file == NULL)
    return;
  day = get_day (parity, created_ms > 0 ? sauda_day_from_ms (created_ms) : SAUDA_DAY_NONE);
  if (file == NULL)
    g_ptr_array_add (day->only_api, g_strdup (pair.code));
  else if (api == NULL)
    g_ptr_array_add (day->only_file, g_strdup (pair.code));
  else {
    day->compared++;
    compare_pair (day, &pair);
  }
}

/**
 * sauda_parity_day_is_equal:
 * @day: a day
 *
 * Returns: whether both sources told the same orders of it, and the same of them
 */
gboolean
sauda_parity_day_is_equal (const SaudaParityDay *day)
{
  return day->compared > 0 && day->only_api->len == 0 && day->only_file->len == 0 && day->differs->len == 0;
}

/**
 * sauda_parity_free:
 * @parity: (nullable): a comparison
 */
void
sauda_parity_free (SaudaParity *parity)
{
  if (parity == NULL)
    return;
  g_ptr_array_unref (parity->days);
  g_free (parity);
}

/**
 * sauda_parity_read:
 * @connection: inside a transaction
 * @store_id: a store, or 0 for all
 * @day: the Almaty day on which the orders were made; %SAUDA_DAY_NONE for every day
 * @error: return location
 *
 * Compares what the API and what the spreadsheets said last of each order.
 *
 * Returns: (transfer full) (nullable): the comparison, or %NULL with an error of the store
 */
SaudaParity *
sauda_parity_read (SaudaConnection *connection, gint64 store_id, SaudaDay day, GError **error)
{
  g_autoptr (SaudaParity) parity = g_new0 (SaudaParity, 1);
  SaudaStatement *find = sauda_connection_prepare (connection, QUERY, error);
  gboolean row;

  parity->days = g_ptr_array_new_with_free_func (day_free);
  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, store_id);
  sauda_statement_bind_int64 (find, 2, day != SAUDA_DAY_NONE ? sauda_day_start_ms (day) : 0);
  sauda_statement_bind_int64 (find, 3, day != SAUDA_DAY_NONE ? sauda_day_start_ms (day + 1) - 1 : G_MAXINT64);
  for (;;) {
    if (!sauda_statement_step (find, &row, error))
      return NULL;
    if (!row)
      break;
    read_row (parity, find);
  }
  for (guint i = 0; i < parity->days->len; i++)
    parity->equal_days += sauda_parity_day_is_equal (g_ptr_array_index (parity->days, i)) ? 1 : 0;
  return g_steal_pointer (&parity);
}
