#include "sauda-cli-stock.h"

#include "sauda-stock-history.h"

#include <glib/gi18n-lib.h>

#define HISTORY_LENGTH 200

typedef struct {
  const char *sku; /* (nullable) */
  gint64 batch_id;
  gint64 now_ms;
} Request;

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_stock_ledger_undo (connection, request->batch_id, g_get_user_name (), request->now_ms,
                                  error) != 0
           ? request
           : NULL;
}

static gpointer
history_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  gint64 variant_id = 0;

  if (request->sku != NULL) {
    variant_id = sauda_cli_stock_need_variant (connection, request->sku, error);
    if (variant_id == 0)
      return NULL;
  }
  return sauda_stock_history_list (connection, variant_id, HISTORY_LENGTH, error);
}

static void
print_movement (const SaudaStockMovement *movement)
{
  SaudaDay day = sauda_day_from_ms (movement->at_ms);
  g_autofree char *date = sauda_day_format_short (day), *clock = sauda_time_format_clock (movement->at_ms);
  g_autofree char *when = g_strjoin (" ", date, clock, NULL);
  g_autofree char *batch = g_strdup_printf ("%d", (int) movement->batch_id);
  g_autofree char *pieces = g_strdup_printf ("%+d", (int) movement->pieces);
  g_autofree char *why = g_strjoin (" ", sauda_stock_kind_get_title (movement->kind),
                                    movement->order_code != NULL ? movement->order_code : "",
                                    movement->reason != NULL ? movement->reason : "", NULL);
  const SaudaCliCell cells[] = { { batch, -6 },  { when, 15 },          { movement->sku, 40 },
                                 { pieces, -6 }, { movement->who, 12 }, { why, 0 } };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

static void
add_movement (JsonBuilder *json, const SaudaStockMovement *movement)
{
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", movement->id);
  sauda_cli_add_int (json, "batch", movement->batch_id);
  sauda_cli_add_time (json, "at", movement->at_ms);
  sauda_cli_add_string (json, "sku", movement->sku);
  sauda_cli_add_string (json, "kind", sauda_stock_kind_get_name (movement->kind));
  sauda_cli_add_int (json, "pieces", movement->pieces);
  sauda_cli_add_int (json, "to_inspect", movement->inspect);
  sauda_cli_add_string (json, "order", movement->order_code);
  sauda_cli_add_string (json, "who", movement->who);
  sauda_cli_add_string (json, "reason", movement->reason);
  json_builder_end_object (json);
}

/**
 * sauda_cli_stock_history:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_history (SaudaCli *cli, int argc, char **argv)
{
  Request request = { .sku = argc > 1 ? argv[1] : NULL };
  g_autoptr (GPtrArray) movements = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  movements = sauda_workspace_read (cli->workspace, history_work, &request, &error);
  if (movements == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "movements");
  for (guint i = 0; i < movements->len; i++) {
    add_movement (json, g_ptr_array_index (movements, i));
    if (!cli->json)
      print_movement (g_ptr_array_index (movements, i));
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_stock_undo:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_undo (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc != 2 || !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT32, &request.batch_id, NULL))
    return sauda_cli_usage (_ ("Name a change by its number: saudactl stock undo N"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  request.now_ms = sauda_workspace_get_now (cli->workspace);
  if (sauda_workspace_write (cli->workspace, undo_work, &request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    sauda_cli_add_int (json, "undone", request.batch_id);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else
    sauda_cli_print ("%s", _ ("The change was taken back."));
  return SAUDA_EXIT_DONE;
}
