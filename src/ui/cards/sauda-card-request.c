#include "sauda-card-request.h"

#include "sauda-card-cache.h"
#include "sauda-card-drafts.h"
#include "sauda-card-fill.h"
#include "sauda-card-work.h"

/* A new card, with what the catalogue knows where it is that of an offer. */
static SaudaCard *
draft_new (SaudaConnection *connection, const SaudaCardRequest *request, GError **error)
{
  g_autoptr (SaudaCard) card = sauda_card_new (request->text != NULL ? request->text : "");
  gboolean known;

  card->store_id = request->store_id;
  if (request->text != NULL && !sauda_card_fill (connection, card, NULL, &known, error))
    return NULL;
  return g_steal_pointer (&card);
}

/**
 * sauda_card_request_new:
 * @store_id: the store whose cards they are
 * @text: (nullable): what is looked for: words, a category or a SKU
 *
 * Returns: (transfer full): a request, whose other fields the caller fills
 */
SaudaCardRequest *
sauda_card_request_new (gint64 store_id, const char *text)
{
  SaudaCardRequest *request = g_new0 (SaudaCardRequest, 1);

  request->text = g_strdup (text);
  request->store_id = store_id;
  return request;
}

/**
 * sauda_card_request_free:
 * @data: (type SaudaCardRequest) (transfer full): a request
 */
void
sauda_card_request_free (gpointer data)
{
  SaudaCardRequest *request = data;

  g_free (request->text);
  g_clear_pointer (&request->cards, g_ptr_array_unref);
  g_free (request);
}

/**
 * sauda_card_request_categories:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (element-type SaudaCardName) (nullable): categories that have the text in their
 * names
 */
gpointer
sauda_card_request_categories (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_cache_list_categories (connection, ((const SaudaCardRequest *) data)->text, error);
}

/**
 * sauda_card_request_form:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (nullable): the #SaudaCardForm of the category that is the text
 */
gpointer
sauda_card_request_form (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autofree char *code =
    sauda_card_cache_find_category (connection, ((const SaudaCardRequest *) data)->text, error);

  return code != NULL ? sauda_card_cache_read_form (connection, code, error) : NULL;
}

/**
 * sauda_card_request_fill:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc. Fills the first card from the catalogue.
 *
 * Returns: (transfer full) (nullable): a #gboolean, whether the catalogue knows the SKU
 */
gpointer
sauda_card_request_fill (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaCardRequest *request = data;
  SaudaCard *card = g_ptr_array_index (request->cards, 0);
  g_autoptr (SaudaCardForm) form =
    *card->category != '\0' ? sauda_card_cache_read_form (connection, card->category, error) : NULL;
  gboolean known;

  if ((form == NULL && *card->category != '\0') || !sauda_card_fill (connection, card, form, &known, error))
    return NULL;
  return g_memdup2 (&known, sizeof known);
}

/**
 * sauda_card_request_draft:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (nullable): the #SaudaCard that was written on before, by its SKU or its number,
 * or a new one
 */
gpointer
sauda_card_request_draft (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaCardRequest *request = data;
  g_autoptr (GPtrArray) cards = sauda_card_drafts_list (connection, request->store_id, error);

  for (guint i = 0; cards != NULL && i < cards->len; i++) {
    const SaudaCard *card = g_ptr_array_index (cards, i);

    if (request->text != NULL ? g_str_equal (card->sku, request->text) : card->id == request->card_id)
      return g_ptr_array_steal_index (cards, i);
  }
  return cards != NULL ? draft_new (connection, request, error) : NULL;
}

/**
 * sauda_card_request_keep:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc. A card that is wrong is kept too, so that nobody fills it in twice; one without a
 * SKU cannot be found again.
 *
 * Returns: (transfer full) (element-type SaudaCardProblem) (nullable): what Kaspi would refuse
 */
gpointer
sauda_card_request_keep (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaCardRequest *request = data;
  SaudaCard *card = g_ptr_array_index (request->cards, 0);
  g_autoptr (GPtrArray) problems = sauda_card_work_check (connection, request->cards, error);

  if (problems == NULL ||
      (*card->sku != '\0' && !sauda_card_drafts_save (connection, card, request->now_ms, error)))
    return NULL;
  /* Under another SKU it is the same card. */
  if (card->id != 0 && request->card_id != 0 && card->id != request->card_id &&
      !sauda_card_drafts_remove (connection, request->card_id, error))
    return NULL;
  return g_steal_pointer (&problems);
}

/**
 * sauda_card_request_forget:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc. Removes the draft.
 *
 * Returns: (transfer none) (nullable): @data
 */
gpointer
sauda_card_request_forget (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_drafts_remove (connection, ((const SaudaCardRequest *) data)->card_id, error) ? data
                                                                                                  : NULL;
}

/**
 * sauda_card_request_open_drafts:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (element-type SaudaCard) (nullable): drafts that Kaspi has not got, or refused
 */
gpointer
sauda_card_request_open_drafts (SaudaConnection *connection, gpointer data, GError **error)
{
  GPtrArray *cards = sauda_card_drafts_list (connection, ((const SaudaCardRequest *) data)->store_id, error);

  for (guint i = cards != NULL ? cards->len : 0; i > 0; i--)
    if (!sauda_card_drafts_is_open (g_ptr_array_index (cards, i - 1)))
      g_ptr_array_remove_index (cards, i - 1);
  return cards;
}

/**
 * sauda_card_request_check:
 * @connection: inside a transaction
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (element-type SaudaCardProblem) (nullable): what Kaspi would refuse of the cards
 */
gpointer
sauda_card_request_check (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_card_work_check (connection, ((const SaudaCardRequest *) data)->cards, error);
}

/**
 * sauda_card_request_plan:
 * @connection: inside a transaction that may write
 * @data: (type SaudaCardRequest): the request
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (nullable): the #SaudaCardPlan of an upload of the cards
 */
gpointer
sauda_card_request_plan (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaCardRequest *request = data;

  return sauda_card_work_plan (connection,
                               &(SaudaCardPlanRequest){ .store_id = request->store_id,
                                                        .cards = request->cards,
                                                        .good_only = request->good_only,
                                                        .who = g_get_user_name (),
                                                        .now_ms = request->now_ms },
                               error);
}
