#include "sauda-cli.h"

#include "sauda-log.h"
#include "sauda-orders.h"
#include "sauda-table-export.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

static void
add_columns (SaudaTable *table, gboolean packer)
{
  static const char *const titles[] = { N_ ("Store"),   N_ ("Order"),   N_ ("Stage"),
                                        N_ ("Ordered"), N_ ("Ship by"), N_ ("Product"),
                                        N_ ("SKU"),     N_ ("Clicked"), N_ ("Decided") };
  static const char *const buyer[] = { N_ ("Buyer"), N_ ("Phone"), N_ ("Town"),
                                       N_ ("Note"),  N_ ("Tags"),  N_ ("Held until") };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    sauda_table_add_column (table, _ (titles[i]), SAUDA_TABLE_TEXT);
  sauda_table_add_column (table, _ ("Pcs"), SAUDA_TABLE_NUMBER);
  if (!packer)
    sauda_table_add_column (table, _ ("Sum"), SAUDA_TABLE_MONEY);
  for (gsize i = 0; i < G_N_ELEMENTS (buyer); i++)
    sauda_table_add_column (table, _ (buyer[i]), SAUDA_TABLE_TEXT);
}

static void
add_day (SaudaTable *table, SaudaDay day)
{
  g_autofree char *text = day != 0 ? sauda_day_format_short (day) : NULL;

  sauda_table_add_text (table, text);
}

static void
add_masked (SaudaTable *table, const char *text, gboolean packer)
{
  g_autofree char *masked = packer && text != NULL ? sauda_log_mask (text) : NULL;

  sauda_table_add_text (table, packer ? masked : text);
}

static void
add_line (SaudaTable *table, const SaudaOrderInfo *order, const SaudaOrderLineInfo *line, gboolean packer)
{
  sauda_table_add_text (table, order->store);
  sauda_table_add_text (table, order->code);
  sauda_table_add_text (table, sauda_stage_get_title (order->stage));
  add_day (table, order->created_ms > 0 ? sauda_day_from_ms (order->created_ms) : 0);
  add_day (table, order->ship_by_ms > 0 ? sauda_day_from_ms (order->ship_by_ms) : 0);
  sauda_table_add_text (table, line->model);
  sauda_table_add_text (table, line->sku);
  sauda_table_add_text (table, line->clicked_size);
  sauda_table_add_text (table, line->decided_size);
  sauda_table_add_number (table, line->quantity);
  if (!packer && line->amount >= 0)
    sauda_table_add_number (table, (double) line->amount);
  else if (!packer)
    sauda_table_add_text (table, NULL);
  sauda_table_add_text (table, order->buyer);
  if (packer && order->phone != NULL) {
    g_autofree char *phone = sauda_text_mask_phone (order->phone);

    sauda_table_add_text (table, phone);
  } else {
    sauda_table_add_text (table, order->phone);
  }
  sauda_table_add_text (table, order->town);
  add_masked (table, order->note, packer);
  add_masked (table, order->tags, packer);
  add_day (table, order->hold_until);
}

static gboolean
names_a_sheet (const char *path)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  return g_str_has_suffix (folded, ".csv") || g_str_has_suffix (folded, ".xlsx");
}

static SaudaExit
write_orders (SaudaCli *cli, GPtrArray *orders, const char *path, gboolean packer)
{
  g_autoptr (SaudaTable) table = sauda_table_new (_ ("Orders"));
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  add_columns (table, packer);
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    for (guint n = 0; n < order->lines->len; n++)
      add_line (table, order, g_ptr_array_index (order->lines, n), packer);
  }
  if (!sauda_table_write (table, path, &error))
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "file", path);
  sauda_cli_add_int (json, "orders", orders->len);
  sauda_cli_add_int (json, "rows", sauda_table_count_rows (table));
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print (_ ("%u orders are written into %s, %u rows."), orders->len, path,
                     sauda_table_count_rows (table));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_orders_export:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_export (SaudaCli *cli, int argc, char **argv)
{
  gboolean packer = FALSE;
  const GOptionEntry more[] = { { "packer", 0, 0, G_OPTION_ARG_NONE, &packer,
                                  N_ ("Without prices and with masked phones"), NULL },
                                { NULL } };
  g_autoptr (GPtrArray) orders = NULL;
  const char *path;
  SaudaExit ended;

  ended = sauda_cli_find_orders (cli, "FILE", more, &argc, &argv, &orders);
  if (orders == NULL)
    return ended;
  path = argc == 2 ? argv[1] : NULL;
  if (path == NULL || !names_a_sheet (path))
    return sauda_cli_usage (_ ("Name one file that ends in .xlsx or .csv: saudactl orders export FILE."));
  return write_orders (cli, orders, path, packer);
}
