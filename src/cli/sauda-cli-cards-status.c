#include "sauda-card-follow.h"
#include "sauda-card-uploads.h"
#include "sauda-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_uploads_list (connection, FALSE, error);
}

/* A card that Kaspi took needs no line on the terminal. */
static void
list_row (SaudaCli *cli, JsonBuilder *json, const SaudaCardUploadRow *row)
{
  g_autofree char *sentence = sauda_card_state_describe (row->state, row->message);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", row->sku);
  sauda_cli_add_string (json, "title", row->title);
  sauda_cli_add_string (json, "state", row->state);
  sauda_cli_add_string (json, "error", row->message != NULL ? row->message : sentence);
  json_builder_end_object (json);
  if (!cli->json && sentence != NULL)
    sauda_cli_print ("    %s: %s", row->sku, sentence);
}

/* Kaspi's word, but for an upload that it did not take. */
static const char *
describe_status (const SaudaCardUpload *upload)
{
  if (upload->sent_ms == 0)
    return _ ("not confirmed by Kaspi");
  if (upload->ended_ms == 0)
    return _ ("Kaspi works at it");
  if (strcmp (upload->status, SAUDA_CARD_STATE_REFUSED) == 0)
    return _ ("Kaspi did not take it");
  return *upload->status != '\0' ? upload->status : _ ("ended");
}

static void
list_upload (SaudaCli *cli, JsonBuilder *json, const SaudaCardUpload *upload)
{
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", upload->id);
  sauda_cli_add_int (json, "act", upload->act_id);
  sauda_cli_add_string (json, "store", upload->store);
  sauda_cli_add_string (json, "code", upload->code);
  sauda_cli_add_string (json, "status", upload->status);
  sauda_cli_add_string (json, "description", upload->description);
  sauda_cli_add_time (json, "planned", upload->planned_ms);
  sauda_cli_add_time (json, "sent", upload->sent_ms);
  sauda_cli_add_time (json, "ended", upload->ended_ms);
  sauda_cli_add_int (json, "cards", upload->cards);
  sauda_cli_add_int (json, "refused", upload->refused);
  sauda_cli_add_int (json, "unnamed", upload->unnamed);
  if (!cli->json)
    sauda_cli_print (_ ("Upload %lld of %s: cards %u, %s, refused %u, not named in the result %u"),
                     (long long) upload->id, upload->store, upload->cards, describe_status (upload),
                     upload->refused, upload->unnamed);
  sauda_cli_begin_array (json, "rows");
  for (guint i = 0; i < upload->rows->len; i++)
    list_row (cli, json, g_ptr_array_index (upload->rows, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (!cli->json && upload->description != NULL)
    sauda_cli_print ("    %s", upload->description);
}

/* Asks Kaspi about every upload that it is not done with. */
static gboolean
follow (SaudaCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_card_follow_async (cli->workspace, NULL, TRUE, cli->cancellable, sauda_cli_on_ready, &result);
  return sauda_card_follow_finish (sauda_cli_wait (&result), NULL, error);
}

/**
 * sauda_cli_cards_status:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Reads how far Kaspi is with the uploads, and lists what became of every card.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_cards_status (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) uploads = NULL;
  g_autoptr (GError) error = NULL;
  guint refused = 0;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL || !follow (cli, &error))
    return sauda_cli_fail (cli, error);
  uploads = sauda_workspace_read (cli->workspace, list_work, NULL, &error);
  if (uploads == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "uploads");
  for (guint i = 0; i < uploads->len; i++) {
    const SaudaCardUpload *upload = g_ptr_array_index (uploads, i);

    list_upload (cli, json, upload);
    refused += upload->refused + upload->unnamed;
  }
  sauda_cli_end_list (cli, json);
  return refused > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
