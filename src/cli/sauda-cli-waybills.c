#include "sauda-cli.h"

#include "sauda-waybill-files.h"

#include <glib/gi18n-lib.h>

static void
add_problems (JsonBuilder *json, const char *key, GPtrArray *problems)
{
  sauda_cli_begin_array (json, key);
  for (guint i = 0; i < problems->len; i++) {
    const SaudaWaybillProblem *problem = g_ptr_array_index (problems, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", problem->name);
    sauda_cli_add_string (json, "reason", problem->reason);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
print_problems (const char *title, GPtrArray *problems)
{
  if (problems->len > 0)
    sauda_cli_print ("%s", title);
  for (guint i = 0; i < problems->len; i++) {
    const SaudaWaybillProblem *problem = g_ptr_array_index (problems, i);

    sauda_cli_print ("  %s: %s", problem->name, problem->reason);
  }
}

static void
print_json (const SaudaWaybillFilesReport *report)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "files", report->files);
  sauda_cli_add_int (json, "pages", report->pages);
  sauda_cli_add_int (json, "matched", report->matched);
  add_problems (json, "unmatched", report->unmatched);
  add_problems (json, "missing", report->missing);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

/**
 * sauda_cli_waybills_import:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_waybills_import (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaWaybillFilesReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { { NULL } };

  if (!sauda_cli_parse (cli, "FILE…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one ZIP, PDF or folder: saudactl waybills import FILE…"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_waybill_files_import_async (cli->workspace, (const char *const *) argv + 1, cli->cancellable,
                                    sauda_cli_on_ready, &result);
  report = sauda_waybill_files_import_finish (sauda_cli_wait (&result), &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json)
    print_json (report);
  else {
    sauda_cli_print (_ ("Label files %u, pages %u, matched %u."), report->files, report->pages,
                     report->matched);
    print_problems (_ ("Files without an order:"), report->unmatched);
    print_problems (_ ("Orders to ship today without a label:"), report->missing);
  }
  return report->unmatched->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
