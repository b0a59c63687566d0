#include "sauda-cli.h"

#include "sauda-strangers.h"

static gpointer
list_strangers_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_strangers_list (connection, 0, error);
}

/**
 * sauda_cli_conversation_strangers:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_conversation_strangers (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) strangers = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  strangers = sauda_workspace_read (cli->workspace, list_strangers_work, NULL, &error);
  if (strangers == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "strangers");
  for (guint i = 0; i < strangers->len; i++) {
    const SaudaStranger *stranger = g_ptr_array_index (strangers, i);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, stranger->contact_id);
    const SaudaCliCell cells[] = {
      { id, 6 }, { stranger->address, 24 }, { stranger->name, 16 }, { stranger->text, 0 }
    };

    json_builder_begin_object (json);
    sauda_cli_add_int (json, "id", stranger->contact_id);
    sauda_cli_add_string (json, "address", stranger->address);
    sauda_cli_add_string (json, "name", stranger->name);
    sauda_cli_add_string (json, "text", stranger->text);
    sauda_cli_add_time (json, "at", stranger->at_ms);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}
