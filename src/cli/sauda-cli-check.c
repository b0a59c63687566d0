#include "sauda-cli.h"

#include "sauda-gates.h"

#include <glib/gi18n-lib.h>

#define SHOWN_ROWS 20

/* An outsider learns the names where they are needed. */
static SaudaExit
refuse_pair (void)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < SAUDA_N_GATES; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", sauda_gate_get_name (i));
  /* Translators: names of gates for machines, with commas between them */
  sentence =
    g_strdup_printf (_ ("--set takes GATE=NUMBER, such as unmapped=5. The gates are: %s."), names->str);
  return sauda_cli_usage (sentence);
}

static SaudaExit
set_threshold (SaudaCli *cli, const char *pair)
{
  g_auto (GStrv) parts = g_strsplit (pair, "=", 2);
  g_autoptr (GError) error = NULL;
  SaudaGateKind kind;
  char *end = NULL;
  double threshold = parts[0] != NULL && parts[1] != NULL ? g_ascii_strtod (parts[1], &end) : -1;

  if (parts[0] == NULL || !sauda_gate_from_name (parts[0], &kind) || end == NULL || *end != '\0' ||
      end == parts[1] || !(threshold >= 0))
    return refuse_pair ();
  if (!sauda_gates_set_threshold (cli->workspace, kind, threshold, g_get_user_name (), &error))
    return sauda_cli_fail (cli, error);
  return SAUDA_EXIT_DONE;
}

static void
add_gate (JsonBuilder *json, const SaudaGate *gate)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "name", sauda_gate_get_name (gate->kind));
  json_builder_set_member_name (json, "open");
  json_builder_add_boolean_value (json, gate->open);
  json_builder_set_member_name (json, "value");
  json_builder_add_double_value (json, gate->value);
  json_builder_set_member_name (json, "threshold");
  json_builder_add_double_value (json, gate->threshold);
  sauda_cli_add_string (json, "reason", gate->reason);
  sauda_cli_begin_array (json, "rows");
  for (gsize i = 0; gate->rows[i] != NULL; i++)
    json_builder_add_string_value (json, gate->rows[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_gate (const SaudaGate *gate)
{
  guint rows = g_strv_length (gate->rows);

  sauda_cli_print ("%s %-10s %s", gate->open ? "✓" : "✗", sauda_gate_get_name (gate->kind), gate->reason);
  for (guint i = 0; !gate->open && i < MIN (rows, SHOWN_ROWS); i++)
    sauda_cli_print ("    %s", gate->rows[i]);
  if (!gate->open && rows > SHOWN_ROWS)
    sauda_cli_print (_ ("    and %u more; --json names all of them"), rows - SHOWN_ROWS);
}

static SaudaExit
print_gates (SaudaCli *cli, const GStrv changes)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gates = sauda_gates_check (cli->workspace, &error);
  gboolean closed = FALSE;

  if (gates == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "gates");
  for (guint i = 0; i < gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (gates, i);

    closed |= !gate->open;
    add_gate (json, gate);
    if (!cli->json)
      print_gate (gate);
  }
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "changes");
  for (gsize i = 0; changes[i] != NULL; i++)
    json_builder_add_string_value (json, changes[i]);
  sauda_cli_end_list (cli, json);
  return closed ? SAUDA_EXIT_STOPPED : SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_check:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: %SAUDA_EXIT_STOPPED when a gate is closed
 */
SaudaExit
sauda_cli_check (SaudaCli *cli, int argc, char **argv)
{
  g_auto (GStrv) set = NULL, changes = NULL;
  gboolean log = FALSE;
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &set, N_ ("Change the threshold of a gate"), "GATE=NUMBER" },
    { "log", 0, 0, G_OPTION_ARG_NONE, &log, N_ ("Show who changed thresholds"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  for (gsize i = 0; set != NULL && set[i] != NULL; i++) {
    SaudaExit code = set_threshold (cli, set[i]);

    if (code != SAUDA_EXIT_DONE)
      return code;
  }
  changes = sauda_gates_list_changes (cli->workspace, &error);
  if (changes == NULL)
    return sauda_cli_fail (cli, error);
  for (gsize i = 0; log && !cli->json && changes[i] != NULL; i++)
    sauda_cli_print ("%s", changes[i]);
  if (log && !cli->json && changes[0] == NULL)
    sauda_cli_print ("%s", _ ("Nobody has changed a threshold yet."));
  return print_gates (cli, changes);
}
