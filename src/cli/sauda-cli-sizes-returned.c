#include "sauda-cli.h"

#include "sauda-size-return.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

static gboolean
parse_outcome (const char *word, SaudaSizeReturn *back)
{
  static const struct {
    const char *word;
    SaudaSizeOutcome outcome;
  } words[] = {
    { "small", SAUDA_SIZE_OUTCOME_TOO_SMALL },
    { "large", SAUDA_SIZE_OUTCOME_TOO_LARGE },
    { "wrong", SAUDA_SIZE_OUTCOME_WRONG },
  };
  g_autofree char *size = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0) {
      back->outcome = words[i].outcome;
      return TRUE;
    }
  size = sauda_size_word_find (word);
  back->outcome = SAUDA_SIZE_OUTCOME_EXCHANGED;
  back->size = word;
  return size != NULL;
}

/**
 * sauda_cli_sizes_returned:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_sizes_returned (SaudaCli *cli, int argc, char **argv)
{
  gint line = 1;
  const GOptionEntry entries[] = {
    { "line", 0, 0, G_OPTION_ARG_INT, &line, N_ ("Line of the order, from 1"), "N" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  SaudaWorkspace *workspace;
  g_autoptr (GAsyncResult) result = NULL;
  SaudaSizeReturn back = { .who = g_get_user_name () };
  gboolean learned;

  if (!sauda_cli_parse (cli, "ORDER small|large|wrong|SIZE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3 || !parse_outcome (argv[2], &back))
    return sauda_cli_usage (
      _ ("Say what was wrong: saudactl sizes returned ORDER small|large|wrong, or the size "
         "that the buyer got instead."));
  workspace = sauda_cli_open (cli, &error);
  if (workspace == NULL)
    return sauda_cli_fail (cli, error);
  back.code = argv[1];
  back.line = (guint) MAX (line, 0);
  back.now_ms = sauda_workspace_get_now (workspace);
  sauda_size_return_note_async (sauda_workspace_get_database (workspace), &back, cli->cancellable,
                                sauda_cli_on_ready, &result);
  if (!sauda_size_return_note_finish (sauda_cli_wait (&result), &learned, &error))
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "code", back.code);
  json_builder_set_member_name (json, "learned");
  json_builder_add_boolean_value (json, learned);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", learned ? _ ("Noted, and learned from.")
                                   : _ ("Noted. Height and weight are not known, so nothing is learned."));
  return SAUDA_EXIT_DONE;
}
