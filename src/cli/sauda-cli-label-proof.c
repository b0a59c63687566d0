#include "sauda-cli.h"

#include "sauda-day-waits.h"
#include "sauda-label-proof.h"

#include <glib/gi18n-lib.h>

static void
print_json (const SaudaLabelProof *proof)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "orders", proof->orders);
  sauda_cli_add_int (json, "waiting", proof->waiting);
  for (guint list = 0; list < SAUDA_LABEL_PROOF_N_LISTS; list++) {
    sauda_cli_begin_array (json, sauda_label_proof_list_get_name (list));
    for (guint i = 0; i < proof->lists[list]->len; i++) {
      const SaudaLabelProofItem *item = g_ptr_array_index (proof->lists[list], i);

      json_builder_begin_object (json);
      sauda_cli_add_string (json, "store", item->store);
      sauda_cli_add_string (json, "code", item->code);
      sauda_cli_add_string (json, "file", item->file);
      sauda_cli_add_string (json, "reason", item->reason);
      json_builder_end_object (json);
    }
    json_builder_end_array (json);
  }
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_list (GPtrArray *list, const char *title)
{
  if (list->len > 0)
    sauda_cli_print ("%s", title);
  for (guint i = 0; i < list->len; i++) {
    const SaudaLabelProofItem *item = g_ptr_array_index (list, i);
    const SaudaCliCell cells[] = { { "", 0 },
                                   { item->store != NULL ? item->store : "–", 16 },
                                   { item->code != NULL ? item->code : item->file, 0 } };

    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
    sauda_cli_print ("    %s", item->reason);
  }
}

static void
print_text (const SaudaLabelProof *proof)
{
  print_list (proof->lists[SAUDA_LABEL_PROOF_WITHOUT_LABEL], _ ("Orders without a label:"));
  print_list (proof->lists[SAUDA_LABEL_PROOF_WITHOUT_ORDER], _ ("Labels without an order:"));
  print_list (proof->lists[SAUDA_LABEL_PROOF_TWO_LABELS], _ ("Orders with two labels:"));
  print_list (proof->lists[SAUDA_LABEL_PROOF_OTHER_ORDER], _ ("Labels that name another order:"));
  print_list (proof->lists[SAUDA_LABEL_PROOF_OLD_SIZE], _ ("Labels printed with another size:"));
  print_list (proof->lists[SAUDA_LABEL_PROOF_CANCELLED], _ ("Printed labels of cancelled orders:"));
  if (sauda_label_proof_is_clean (proof))
    sauda_cli_print (ngettext ("%u order to ship, and its label agrees.",
                               "%u orders to ship, and every label agrees.", proof->orders),
                     proof->orders);
  if (proof->waiting > 0) {
    g_autofree char *waiting =
      sauda_day_waits_describe_count (proof->waiting, proof->waiting_until_ms, proof->today);

    sauda_cli_print ("%s", waiting);
  }
}

/**
 * sauda_cli_labels_proof:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_proof (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *date = NULL;
  gboolean tomorrow = FALSE;
  SaudaDay day = SAUDA_DAY_NONE;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("The day to ship, today at first"), "DAY" },
    { "tomorrow", 0, 0, G_OPTION_ARG_NONE, &tomorrow, N_ ("Tomorrow's orders too"), NULL },
    { NULL }
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaLabelProof) proof = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (date != NULL && !sauda_day_parse (date, &day, &error))
    return sauda_cli_usage (error->message);
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_label_proof_run_async (cli->workspace, day, tomorrow, cli->cancellable, sauda_cli_on_ready, &result);
  proof = sauda_label_proof_run_finish (sauda_cli_wait (&result), &error);
  if (proof == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json)
    print_json (proof);
  else
    print_text (proof);
  return sauda_label_proof_is_clean (proof) ? SAUDA_EXIT_DONE : SAUDA_EXIT_PARTLY;
}
