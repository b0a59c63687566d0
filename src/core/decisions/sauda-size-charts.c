#include "sauda-size-charts.h"

#include "sauda-connection.h"
#include "sauda-decisions-error.h"
#include "sauda-size-history.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

static const char *const source_names[] = { "usual", "supplier", "moved" };

static void
add_number (JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name (json, key);
  json_builder_add_double_value (json, value);
}

static char *
write_limits (const SaudaSizeChart *chart)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "by_height_only");
  json_builder_add_boolean_value (json, chart->by_height_only);
  json_builder_set_member_name (json, "sizes");
  json_builder_begin_array (json);
  for (guint i = 0; i < chart->n_sizes; i++) {
    json_builder_begin_object (json);
    json_builder_set_member_name (json, "size");
    json_builder_add_string_value (json, chart->names[i]);
    if (i + 1 < chart->n_sizes) {
      add_number (json, "kg", chart->limits[i].weight_kg);
      add_number (json, "kg_softness", chart->limits[i].weight_softness_kg);
      add_number (json, "cm", chart->limits[i].height_cm);
      add_number (json, "cm_softness", chart->limits[i].height_softness_cm);
    }
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static double
read_number (JsonObject *object, const char *key)
{
  return json_object_get_double_member_with_default (object, key, NAN);
}

static gboolean
read_limits (const char *text, SaudaSizeChart *chart)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *node = object != NULL ? json_object_get_member (object, "sizes") : NULL;
  JsonArray *sizes = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  *chart = (SaudaSizeChart){ 0 };
  if (sizes == NULL || json_array_get_length (sizes) > SAUDA_SIZE_MOST_SIZES)
    return FALSE;
  chart->n_sizes = json_array_get_length (sizes);
  chart->by_height_only = json_object_get_boolean_member_with_default (object, "by_height_only", FALSE);
  for (guint i = 0; i < chart->n_sizes; i++) {
    JsonNode *element = json_array_get_element (sizes, i);
    JsonObject *size = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

    if (size == NULL)
      return FALSE;
    g_strlcpy (chart->names[i], json_object_get_string_member_with_default (size, "size", ""),
               SAUDA_SIZE_NAME_LENGTH);
    if (i + 1 < chart->n_sizes)
      chart->limits[i] = (SaudaSizeLimit){ read_number (size, "kg"), read_number (size, "kg_softness"),
                                           read_number (size, "cm"), read_number (size, "cm_softness") };
  }
  return sauda_size_chart_is_sound (chart);
}

static SaudaChartEntry *
read_entry (SaudaStatement *row, SaudaSizePeople people)
{
  SaudaChartEntry *entry = g_new0 (SaudaChartEntry, 1);
  const char *source = sauda_statement_get_text (row, 1);

  entry->id = sauda_statement_get_int64 (row, 0);
  for (guint i = 0; i < G_N_ELEMENTS (source_names); i++)
    if (g_str_equal (source_names[i], source))
      entry->source = (SaudaChartSource) i;
  if (sauda_statement_is_null (row, 2) || !read_limits (sauda_statement_get_text (row, 2), &entry->chart))
    sauda_size_chart_init_usual (&entry->chart, people);
  entry->at_ms = sauda_statement_get_int64 (row, 3);
  entry->who = g_strdup (sauda_statement_get_text (row, 4));
  entry->reason = g_strdup (sauda_statement_get_text (row, 5));
  return entry;
}

/**
 * sauda_chart_entry_free:
 * @entry: (transfer full) (nullable): a chart
 */
void
sauda_chart_entry_free (SaudaChartEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->who);
  g_free (entry->reason);
  g_free (entry);
}

/**
 * sauda_size_charts_list:
 * @connection: inside a transaction
 * @people: whose
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaChartEntry) (nullable): the charts that were put in force, the
 * latest first, or %NULL with an error of the store
 */
GPtrArray *
sauda_size_charts_list (SaudaConnection *connection, SaudaSizePeople people, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_chart_entry_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT id, source, limits, at_ms, who, reason FROM size_chart WHERE people = ? ORDER BY id DESC", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_text (select, 1, sauda_size_people_get_name (people));
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&entries);
    g_ptr_array_add (entries, read_entry (select, people));
  }
}

/**
 * sauda_size_charts_get:
 * @connection: inside a transaction
 * @people: whose
 * @chart: (out caller-allocates): the chart to begin with
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_charts_get (SaudaConnection *connection,
                       SaudaSizePeople people,
                       SaudaSizeChart *chart,
                       GError **error)
{
  g_autoptr (GPtrArray) entries = sauda_size_charts_list (connection, people, error);

  if (entries == NULL)
    return FALSE;
  if (entries->len > 0)
    *chart = ((SaudaChartEntry *) g_ptr_array_index (entries, 0))->chart;
  else
    sauda_size_chart_init_usual (chart, people);
  return TRUE;
}

/**
 * sauda_size_charts_put:
 * @connection: inside a transaction
 * @people: whose
 * @entry: the chart, where it comes from, who, when and why; its id does not matter
 * @error: return location
 *
 * Puts a chart in force. What was learned is learned anew from there; earlier charts stay in the list.
 *
 * Returns: %FALSE with %SAUDA_DECISIONS_ERROR_CHART or an error of the store
 */
gboolean
sauda_size_charts_put (SaudaConnection *connection,
                       SaudaSizePeople people,
                       const SaudaChartEntry *entry,
                       GError **error)
{
  g_autofree char *limits = entry->source != SAUDA_CHART_SOURCE_USUAL ? write_limits (&entry->chart) : NULL;
  SaudaStatement *insert;

  if (entry->source != SAUDA_CHART_SOURCE_USUAL && !sauda_size_chart_is_sound (&entry->chart)) {
    g_set_error_literal (error, SAUDA_DECISIONS_ERROR, SAUDA_DECISIONS_ERROR_CHART,
                         _ ("The limits of a chart grow from size to size. Correct the one that does not."));
    return FALSE;
  }
  insert = sauda_connection_prepare (
    connection,
    "INSERT INTO size_chart (people, source, limits, at_ms, who, reason) VALUES (?, ?, ?, ?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, sauda_size_people_get_name (people));
  sauda_statement_bind_text (insert, 2, source_names[entry->source]);
  sauda_statement_bind_text (insert, 3, limits);
  sauda_statement_bind_int64 (insert, 4, entry->at_ms);
  sauda_statement_bind_text (insert, 5, entry->who);
  sauda_statement_bind_text (insert, 6, entry->reason);
  return sauda_statement_run (insert, error) && sauda_size_history_revise (connection, error);
}
