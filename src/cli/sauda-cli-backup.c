#include "sauda-cli.h"

#include "sauda-backup-file.h"
#include "sauda-backups.h"

#include <glib/gi18n-lib.h>

static SaudaExit
print_result (SaudaCli *cli, const char *file, gint64 rows, const char *sentence)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "file", file);
  sauda_cli_add_int (json, "rows", rows);
  json_builder_set_member_name (json, "ok");
  json_builder_add_boolean_value (json, TRUE);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", sentence);
  return SAUDA_EXIT_DONE;
}

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
}

/**
 * sauda_cli_backup_create:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_backup_create (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autofree char *file = NULL, *sentence = NULL, *count = NULL;
  g_autoptr (GError) error = NULL;
  gint64 rows;

  if (!sauda_cli_parse (cli, "[DIR]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  file = sauda_backups_create (cli->workspace, argc > 1 ? argv[1] : NULL, &rows, cli->cancellable, &error);
  if (file == NULL)
    return sauda_cli_fail (cli, error);
  count = g_strdup_printf ("%" G_GINT64_FORMAT, rows);
  sentence = g_strdup_printf (_ ("%s: %s rows, restored for trial and the same."), file, count);
  return print_result (cli, file, rows, sentence);
}

/**
 * sauda_cli_backup_verify:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_backup_verify (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autofree char *sentence = NULL, *count = NULL, *folder = NULL;
  g_autoptr (GError) error = NULL;
  gint64 rows;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one backup: saudactl backup verify FILE"));
  if (!sauda_backup_file_verify (argv[1], &rows, cli->cancellable, &error))
    return sauda_cli_fail (cli, error);
  folder = sauda_workspace_get_default_folder (cli->practice, cli->data_folder);
  sauda_backups_note_tested (folder, argv[1], rows, get_now ());
  count = g_strdup_printf ("%" G_GINT64_FORMAT, rows);
  sentence = g_strdup_printf (_ ("%s: %s rows, restored for trial and the same."), argv[1], count);
  return print_result (cli, argv[1], rows, sentence);
}

/**
 * sauda_cli_backup_restore:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * The data folder is not opened before: its database may be damaged.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_backup_restore (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autofree char *folder = NULL, *aside = NULL, *sentence = NULL;
  g_autoptr (GError) error = NULL;
  gint64 rows;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one backup: saudactl backup restore FILE"));
  folder = sauda_workspace_get_default_folder (cli->practice, cli->data_folder);
  if (!sauda_backups_restore (folder, argv[1], get_now (), &rows, &aside, &error))
    return sauda_cli_fail (cli, error);
  sentence = g_strdup_printf (_ ("The backup is restored. What was there before lies in %s."), aside);
  return print_result (cli, argv[1], rows, sentence);
}
