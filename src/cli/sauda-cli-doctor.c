#include "sauda-cli.h"

#include "sauda-config.h"
#include "sauda-doctor.h"

/**
 * sauda_cli_doctor:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Works on a damaged folder too.
 *
 * Returns: %SAUDA_EXIT_PARTLY when something is wrong
 */
SaudaExit
sauda_cli_doctor (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *text = NULL;
  gboolean ill = FALSE;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  folder = sauda_workspace_get_default_folder (cli->practice, cli->data_folder);
  findings = sauda_doctor_examine (folder, SAUDA_VERSION, sauda_cli_open (cli, &error));
  text = sauda_doctor_describe (findings);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "findings");
  for (guint i = 0; i < findings->len; i++) {
    const SaudaDoctorFinding *finding = g_ptr_array_index (findings, i);

    ill |= finding->ill;
    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", finding->name);
    sauda_cli_add_string (json, "value", finding->value);
    json_builder_set_member_name (json, "ok");
    json_builder_add_boolean_value (json, !finding->ill);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  sauda_cli_add_string (json, "error", error != NULL ? error->message : NULL);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s%s", text, error != NULL ? error->message : "");
  return ill || error != NULL ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
