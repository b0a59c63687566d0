#include "sauda-cli.h"

#include "sauda-practice-day.h"
#include "sauda-practice-server.h"

#include <glib/gi18n-lib.h>

/* Orders of the practice day are all there by then, and the cut-off is still ahead. */
#define PRACTICE_HOUR 10

/**
 * sauda_cli_parse:
 * @cli: the call
 * @usage: what stands behind the command
 * @entries: its options
 * @argc: (inout): number of words
 * @argv: (inout): the words
 *
 * Reads a command's own options, and says what is wrong with them.
 *
 * Returns: whether they are right
 */
gboolean
sauda_cli_parse (SaudaCli *cli, const char *usage, const GOptionEntry *entries, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  g_printerr ("saudactl: %s\n", error->message);
  return FALSE;
}

/**
 * sauda_cli_get_practice_folder:
 * @cli: the call
 *
 * Returns: (transfer full): where the practice store keeps its day
 */
char *
sauda_cli_get_practice_folder (SaudaCli *cli)
{
  return sauda_workspace_get_default_folder (TRUE, cli->data_folder);
}
