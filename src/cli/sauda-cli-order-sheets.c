#include "sauda-cli.h"

#include "sauda-column-names.h"
#include "sauda-import-undo.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

static SaudaColumnNames *
list_names (SaudaCli *cli, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_column_names_list_async (cli->workspace, SAUDA_ALIASES_ORDERS, path, cli->cancellable,
                                 sauda_cli_on_ready, &result);
  return sauda_column_names_list_finish (sauda_cli_wait (&result), error);
}

static gboolean
forget_name (SaudaCli *cli, const char *header, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_column_names_keep_async (cli->workspace, SAUDA_ALIASES_ORDERS, header, NULL, cli->cancellable,
                                 sauda_cli_on_ready, &result);
  return sauda_column_names_keep_finish (sauda_cli_wait (&result), error);
}

static void
print_names (SaudaCli *cli, const SaudaColumnNames *names)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "columns");
  for (guint i = 0; i < names->columns->len; i++) {
    const SaudaColumnName *name = g_ptr_array_index (names->columns, i);
    const SaudaCliCell cells[] = { { name->column, 24 }, { name->title, 36 }, { name->header, 0 } };

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "column", name->column);
    sauda_cli_add_string (json, "title", name->title);
    sauda_cli_add_string (json, "header", name->header);
    json_builder_set_member_name (json, "needed");
    json_builder_add_boolean_value (json, name->needed);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "others");
  for (gsize i = 0; names->others[i] != NULL; i++) {
    json_builder_add_string_value (json, names->others[i]);
    if (!cli->json)
      sauda_cli_print (_ ("Not used: %s"), names->others[i]);
  }
  sauda_cli_end_list (cli, json);
}

static SaudaExit
print_imports (SaudaCli *cli)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) imports = NULL;
  g_autoptr (GError) error = NULL;

  sauda_import_undo_list_async (cli->workspace, cli->cancellable, sauda_cli_on_ready, &result);
  imports = sauda_import_undo_list_finish (sauda_cli_wait (&result), &error);
  if (imports == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "imports");
  for (guint i = 0; i < imports->len; i++) {
    const SaudaImportUndo *import = g_ptr_array_index (imports, i);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, import->id);
    g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (import->imported_ms));
    g_autofree char *clock = sauda_time_format_clock (import->imported_ms);
    g_autofree char *orders = g_strdup_printf ("%u", import->orders);
    const SaudaCliCell cells[] = {
      { id, -4 }, { day, 8 }, { clock, 5 }, { orders, -6 }, { import->name, 0 }
    };

    json_builder_begin_object (json);
    sauda_cli_add_int (json, "id", import->id);
    sauda_cli_add_string (json, "name", import->name);
    sauda_cli_add_time (json, "imported", import->imported_ms);
    sauda_cli_add_int (json, "orders", import->orders);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  if (!sauda_cli_end_list (cli, json) && imports->len == 0)
    sauda_cli_print ("%s", _ ("There is no import that can be taken back."));
  return SAUDA_EXIT_DONE;
}

static SaudaExit
take_back (SaudaCli *cli, gint64 id)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_import_undo_run_async (cli->workspace, id, cli->cancellable, sauda_cli_on_ready, &result);
  if (!sauda_import_undo_run_finish (sauda_cli_wait (&result), &error))
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "taken_back", id);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", _ ("The import was taken back: all orders are what they were before it."));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_orders_columns:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_columns (SaudaCli *cli, int argc, char **argv)
{
  g_auto (GStrv) forget = NULL;
  const GOptionEntry entries[] = { { "forget", 0, 0, G_OPTION_ARG_STRING_ARRAY, &forget,
                                     N_ ("Forget a header text that was made known"), "HEADER" },
                                   { NULL } };
  g_autoptr (SaudaColumnNames) names = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "[FILE]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  for (gsize i = 0; forget != NULL && forget[i] != NULL; i++)
    if (!forget_name (cli, forget[i], &error))
      return sauda_cli_fail (cli, error);
  names = list_names (cli, argc > 1 ? argv[1] : NULL, &error);
  if (names == NULL)
    return sauda_cli_fail (cli, error);
  print_names (cli, names);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_orders_undo:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_undo (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  if (!sauda_cli_parse (cli, "[ID]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc > 1 && !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT64, &id, NULL))
    return sauda_cli_usage (_ ("ID is a number that “saudactl orders undo” shows."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  return id == 0 ? print_imports (cli) : take_back (cli, id);
}
