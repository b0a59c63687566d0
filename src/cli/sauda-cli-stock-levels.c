#include "sauda-cli.h"

#include "sauda-stock-levels.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static gpointer
levels_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_levels_read (connection, *(gint64 *) data, error);
}

static void
add_decimal (JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name (json, key);
  if (value >= 0)
    json_builder_add_double_value (json, round (value * 100) / 100);
  else
    json_builder_add_null_value (json);
}

static void
add_level (JsonBuilder *json, const SaudaStockLevel *level)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", level->sku);
  sauda_cli_add_string (json, "model", level->model);
  sauda_cli_add_string (json, "model_key", level->model_key);
  sauda_cli_add_string (json, "size", level->size);
  sauda_cli_add_int (json, "on_hand", level->on_hand);
  sauda_cli_add_int (json, "reserved", level->reserved);
  sauda_cli_add_int (json, "buffer", level->buffer);
  sauda_cli_add_int (json, "available", level->available);
  sauda_cli_add_int (json, "to_inspect", level->to_inspect);
  sauda_cli_add_int (json, "on_order", level->on_order);
  json_builder_set_member_name (json, "counted");
  json_builder_add_boolean_value (json, level->counted);
  sauda_cli_add_int (json, "sold_14_days", level->sold);
  add_decimal (json, "days_cover", level->days_cover);
  sauda_cli_add_int (json, "reorder", level->reorder);
  add_decimal (json, "reorder_point", level->reorder_point);
  json_builder_end_object (json);
}

static void
print_level (const SaudaStockLevel *level)
{
  g_autofree char *on_hand = g_strdup_printf ("%d", (int) level->on_hand);
  g_autofree char *reserved = g_strdup_printf ("%d", (int) level->reserved);
  g_autofree char *available = g_strdup_printf ("%d", (int) level->available);
  g_autofree char *cover = level->days_cover >= 0 ? g_strdup_printf ("%.1f", level->days_cover) : NULL;
  g_autofree char *order = level->reorder > 0 ? g_strdup_printf ("+%d", (int) level->reorder) : NULL;
  const SaudaCliCell cells[] = {
    { level->sku, 40 },
    { level->counted ? on_hand : _ ("not counted"), -12 },
    { reserved, -8 },
    { available, -8 },
    { cover, -8 },
    { order, -6 },
    { level->on_hand < 0 ? _ ("LESS THAN NOTHING: count the shelf") : "", 0 },
  };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

static gboolean
matches (const SaudaStockLevel *level, const char *query)
{
  g_autofree char *text = g_strjoin (" ", level->sku, level->model, level->size, NULL);
  g_autofree char *key = sauda_text_search_key (text);

  return query == NULL || strstr (key, query) != NULL;
}

static SaudaExit
print_levels (SaudaCli *cli, const char *text, gboolean low)
{
  g_autofree char *query = text != NULL ? sauda_text_search_key (text) : NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (SaudaStockLevels) levels = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now_ms;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  now_ms = sauda_workspace_get_now (cli->workspace);
  levels = sauda_workspace_read (cli->workspace, levels_work, &now_ms, &error);
  if (levels == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "variants");
  if (!cli->json) {
    const SaudaCliCell head[] = { { _ ("SKU"), 40 },       { _ ("on hand"), -12 }, { _ ("reserved"), -8 },
                                  { _ ("available"), -8 }, { _ ("days"), -8 },     { _ ("order"), -6 } };

    sauda_cli_print_cells (head, G_N_ELEMENTS (head));
  }
  for (guint i = 0; i < levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (levels->levels, i);
    gboolean alarm = level->counted && (level->low || level->available <= 0 || level->on_hand < 0);

    if ((low && !alarm) || !matches (level, query))
      continue;
    add_level (json, level);
    if (!cli->json)
      print_level (level);
  }
  json_builder_end_array (json);
  sauda_cli_add_int (json, "unlinked_lines", levels->unlinked);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_stock_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_list (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *query = NULL;
  const GOptionEntry entries[] = {
    { "query", 0, 0, G_OPTION_ARG_STRING, &query, N_ ("Words that must be found"), "TEXT" }, { NULL }
  };

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  return print_levels (cli, query, FALSE);
}

/**
 * sauda_cli_stock_low:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_low (SaudaCli *cli, int argc, char **argv)
{
  return print_levels (cli, NULL, TRUE);
}
