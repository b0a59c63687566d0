#include "sauda-cli.h"

#include "sauda-rehearsal.h"
#include "sauda-report-words.h"

#include <glib/gi18n-lib.h>

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaDay *day = data;

  return sauda_rehearsal_read (connection, *day, error);
}

static void
print_json (const SaudaRehearsal *rehearsal)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *date = sauda_day_format_iso (rehearsal->day);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "run_id", NULL);
  sauda_cli_add_string (json, "date", date);
  sauda_cli_begin_array (json, "steps");
  for (guint i = 0; i < rehearsal->counts->len; i++) {
    const SaudaRehearsalCount *count = &g_array_index (rehearsal->counts, SaudaRehearsalCount, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", count->kind);
    sauda_cli_add_string (json, "state", "rehearsed");
    sauda_cli_add_int (json, "done", count->done);
    sauda_cli_add_int (json, "total", count->expected);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "gates");
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "differences");
  for (guint i = 0; i < rehearsal->differences->len; i++) {
    const SaudaRehearsalDifference *difference = g_ptr_array_index (rehearsal->differences, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "store", difference->store);
    sauda_cli_add_string (json, "code", difference->code);
    sauda_cli_add_string (json, "kind", difference->kind);
    sauda_cli_add_string (json, "reason", difference->reason);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  sauda_cli_add_int (json, "orders", rehearsal->orders);
  sauda_cli_add_int (json, "labels", rehearsal->labels);
  sauda_cli_add_int (json, "pages", rehearsal->pages);
  sauda_cli_add_int (json, "messages", rehearsal->messages);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

/**
 * sauda_cli_rehearse:
 * @cli: the call, whose workspace is open
 * @day: an Almaty day
 *
 * Makes a past day again with writes off, and compares it with what was done.
 *
 * Returns: what saudactl ends with; %SAUDA_EXIT_PARTLY where they differ
 */
SaudaExit
sauda_cli_rehearse (SaudaCli *cli, SaudaDay day)
{
  g_autoptr (SaudaRehearsal) rehearsal = NULL;
  g_autoptr (GError) error = NULL;

  rehearsal = sauda_workspace_read (cli->workspace, read_work, &day, &error);
  if (rehearsal == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json)
    print_json (rehearsal);
  else {
    for (guint i = 0; i < rehearsal->counts->len; i++) {
      const SaudaRehearsalCount *count = &g_array_index (rehearsal->counts, SaudaRehearsalCount, i);

      sauda_cli_print (_ ("%s: due %u, done %u."), sauda_report_words_act (count->kind), count->expected,
                       count->done);
    }
    for (guint i = 0; i < rehearsal->differences->len; i++) {
      const SaudaRehearsalDifference *difference = g_ptr_array_index (rehearsal->differences, i);

      sauda_cli_print ("  %s %s, %s: %s", difference->store, difference->code,
                       sauda_report_words_act (difference->kind), difference->reason);
    }
    sauda_cli_print (_ ("Differences: %u."), rehearsal->differences->len);
  }
  return rehearsal->differences->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
