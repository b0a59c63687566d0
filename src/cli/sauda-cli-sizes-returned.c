#include "sauda-cli.h"

#include "sauda-decisions.h"
#include "sauda-orders-error.h"
#include "sauda-orders.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

/* A line that came back, and what became of that. */
typedef struct {
  const char *code;
  const char *size; /* (nullable) that the buyer got instead */
  guint line;       /* from 1 */
  SaudaSizeOutcome outcome;
  gint64 now_ms;
  gboolean learned;
} Return;

static gboolean
parse_outcome (const char *word, Return *back)
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

static gpointer
return_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Return *back = data;
  g_autoptr (SaudaOrderInfo) order = sauda_orders_find (connection, 0, back->code, error);
  SaudaDecision decision = { .size = back->size, .who = g_get_user_name (), .now_ms = back->now_ms };

  if (order == NULL)
    return NULL;
  if (back->line < 1 || back->line > order->lines->len) {
    g_set_error (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND,
                 ngettext ("Order %s has %u line. Name one with --line.",
                           "Order %s has %u lines. Name one with --line.", order->lines->len),
                 order->code, order->lines->len);
    return NULL;
  }
  decision.line_id = ((SaudaOrderLineInfo *) g_ptr_array_index (order->lines, back->line - 1))->id;
  return GINT_TO_POINTER (
    sauda_decisions_note_return (connection, &decision, back->outcome, &back->learned, error));
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
  Return back = { 0 };

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
  back.now_ms = sauda_clock_get_now (sauda_workspace_get_clock (workspace));
  if (sauda_workspace_write (workspace, return_work, &back, &error) == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "code", back.code);
  json_builder_set_member_name (json, "learned");
  json_builder_add_boolean_value (json, back.learned);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", back.learned
                             ? _ ("Noted, and learned from.")
                             : _ ("Noted. Height and weight are not known, so nothing is learned."));
  return SAUDA_EXIT_DONE;
}
