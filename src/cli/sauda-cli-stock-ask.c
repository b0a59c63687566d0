#include "sauda-cli-stock.h"

#include "sauda-offer-sale.h"
#include "sauda-stock-buffer.h"
#include "sauda-stock-moves.h"
#include "sauda-stock-question.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gint64 id;
  gint64 batch_id;
  gint64 pieces;
  gint64 now_ms;
  const char *sku;   /* (nullable) */
  GPtrArray *offers; /* (owned) (nullable) */
  gboolean yes;
  gboolean back;
} Request;

static gpointer
questions_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_question_list (connection, error);
}

static gpointer
answer_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_stock_question_answer (connection, request->id, request->yes, g_get_user_name (),
                                      request->now_ms, error)
           ? request
           : NULL;
}

static gpointer
moves_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_moves_run (connection, g_get_user_name (), ((Request *) data)->now_ms, error);
}

static gpointer
run_out_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  request->offers = request->back ? sauda_stock_acts_list_back (connection, request->now_ms, error)
                                  : sauda_stock_acts_list_run_out (connection, request->now_ms, error);
  if (request->offers == NULL)
    return NULL;
  if (request->yes && request->offers->len > 0) {
    request->batch_id = (request->back ? sauda_stock_acts_put_back : sauda_stock_acts_take_off_sale) (
      connection, request->offers, g_get_user_name (), request->now_ms, error);
    if (request->batch_id == 0)
      return NULL;
  }
  return request;
}

static gpointer
buffer_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  gint64 variant_id;

  if (request->sku == NULL)
    return sauda_stock_buffer_set_usual (connection, request->pieces, request->now_ms, error) ? request
                                                                                              : NULL;
  variant_id = sauda_cli_stock_need_variant (connection, request->sku, error);
  return variant_id != 0 && sauda_stock_buffer_set (connection, variant_id, request->pieces, error) ? request
                                                                                                    : NULL;
}

static SaudaExit
print_questions (SaudaCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) questions = sauda_workspace_read (cli->workspace, questions_work, NULL, &error);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (questions == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "questions");
  for (guint i = 0; i < questions->len; i++) {
    const SaudaStockQuestion *question = g_ptr_array_index (questions, i);

    json_builder_begin_object (json);
    sauda_cli_add_int (json, "id", question->id);
    sauda_cli_add_string (json, "order", question->order_code);
    sauda_cli_add_string (json, "sku", question->sku);
    sauda_cli_add_string (json, "kind", question->late_cancel ? "late-cancel" : "return");
    sauda_cli_add_int (json, "pieces", question->pieces);
    sauda_cli_add_time (json, "asked", question->asked_ms);
    json_builder_end_object (json);
    if (cli->json)
      continue;
    if (question->late_cancel)
      sauda_cli_print (_ ("%d: order %s was cancelled after the hand-over. Did %s come back, %d pcs.?"),
                       (int) question->id, question->order_code, question->sku, (int) question->pieces);
    else
      sauda_cli_print (_ ("%d: order %s was returned. Is %s here, %d pcs.?"), (int) question->id,
                       question->order_code, question->sku, (int) question->pieces);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_stock_questions:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_questions (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  return print_questions (cli);
}

/**
 * sauda_cli_stock_answer:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_answer (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc != 3 || !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT32, &request.id, NULL) ||
      (!g_str_equal (argv[2], "yes") && !g_str_equal (argv[2], "no")))
    return sauda_cli_usage (_ ("Name a question and answer it: saudactl stock answer N yes|no"));
  request.yes = g_str_equal (argv[2], "yes");
  if (!sauda_cli_open_now (cli, &request.now_ms, &error) ||
      sauda_workspace_write (cli->workspace, answer_work, &request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  return print_questions (cli);
}

static void
add_texts (JsonBuilder *json, const char *key, GPtrArray *texts)
{
  sauda_cli_begin_array (json, key);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (texts, i));
  json_builder_end_array (json);
}

/**
 * sauda_cli_stock_orders:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_orders (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (SaudaStockMoves) moves = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  moves = sauda_workspace_write (cli->workspace, moves_work, &request, &error);
  if (moves == NULL)
    return sauda_cli_fail (cli, error);
  if (!cli->json) {
    sauda_cli_print (_ ("Lines %u: %u pieces sold, %u back on the shelf, %u questions."), moves->lines,
                     moves->sold, moves->returned, moves->asked);
    for (guint i = 0; i < moves->negative->len; i++)
      sauda_cli_print ("%s: %s", (const char *) g_ptr_array_index (moves->negative, i),
                       _ ("LESS THAN NOTHING: count the shelf"));
    return SAUDA_EXIT_DONE;
  }
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "batch", moves->batch_id);
  sauda_cli_add_int (json, "lines", moves->lines);
  sauda_cli_add_int (json, "sold", moves->sold);
  sauda_cli_add_int (json, "returned", moves->returned);
  sauda_cli_add_int (json, "questions", moves->asked);
  sauda_cli_add_int (json, "unlinked_lines", moves->unlinked);
  add_texts (json, "negative", moves->negative);
  add_texts (json, "size_not_in_model", moves->lost);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_stock_run_out:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_run_out (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  const GOptionEntry entries[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &request.yes, N_ ("Take all of them off sale"), NULL },
    { "back", 0, 0, G_OPTION_ARG_NONE, &request.back, N_ ("What is there again, to be sold again"), NULL },
    { NULL }
  };
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  gpointer done;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  done = request.yes ? sauda_workspace_write (cli->workspace, run_out_work, &request, &error)
                     : sauda_workspace_read (cli->workspace, run_out_work, &request, &error);
  offers = request.offers;
  if (done == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "batch", request.batch_id);
  sauda_cli_begin_array (json, "offers");
  for (guint i = 0; i < offers->len; i++) {
    const SaudaOfferState *offer = g_ptr_array_index (offers, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "variant", offer->variant_sku);
    sauda_cli_add_string (json, "store", offer->store);
    sauda_cli_add_string (json, "sku", offer->sku);
    json_builder_end_object (json);
    if (!cli->json && request.back)
      sauda_cli_print (_ ("%s is there again: %s, %s"), offer->variant_sku, offer->store, offer->sku);
    else if (!cli->json)
      sauda_cli_print (_ ("%s has run out: %s, %s"), offer->variant_sku, offer->store, offer->sku);
  }
  if (sauda_cli_end_list (cli, json))
    return SAUDA_EXIT_DONE;
  if (request.batch_id != 0 && request.back)
    sauda_cli_print ("%s", _ ("On sale again from the next price list on."));
  else if (request.batch_id != 0)
    sauda_cli_print (_ ("Off sale from the next price list on. To take it back: saudactl stock undo %d"),
                     (int) request.batch_id);
  else if (offers->len > 0 && request.back)
    sauda_cli_print ("%s", _ ("To sell them again: saudactl stock runout --back --yes"));
  else if (offers->len > 0)
    sauda_cli_print ("%s", _ ("To take them off sale: saudactl stock runout --yes"));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_stock_buffer:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_buffer (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc < 2 || argc > 3 ||
      !g_ascii_string_to_signed (argv[argc - 1], 10, argc == 3 ? -1 : 0, 1000000, &request.pieces, NULL))
    return sauda_cli_usage (
      _ ("Tell how many pieces are kept back: saudactl stock buffer [SKU] N; -1 takes a "
         "product's own number back"));
  request.sku = argc == 3 ? argv[1] : NULL;
  if (!sauda_cli_open_now (cli, &request.now_ms, &error) ||
      sauda_workspace_write (cli->workspace, buffer_work, &request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "sku", request.sku);
    sauda_cli_add_int (json, "buffer", request.pieces);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else
    sauda_cli_print ("%s", _ ("Noted."));
  return SAUDA_EXIT_DONE;
}
