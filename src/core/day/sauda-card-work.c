#include "sauda-card-work.h"

#include "sauda-card-cache.h"
#include "sauda-card-fill.h"
#include "sauda-card-records.h"
#include "sauda-card-sheet.h"
#include "sauda-card-uploads.h"
#include "sauda-connection.h"
#include "sauda-day-error.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-store-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_JSON_BYTES (64 * 1024 * 1024)

/* The forms of all categories that @cards name, under those very names and under their codes. */
static GHashTable *
read_forms (SaudaConnection *connection, GPtrArray *cards, GError **error)
{
  g_autoptr (GHashTable) forms =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sauda_card_form_free);
  g_auto (GStrv) names = sauda_card_work_list_categories (cards);

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr (GError) local = NULL;
    g_autofree char *code = sauda_card_cache_find_category (connection, names[i], &local);

    if (code == NULL && local->domain == SAUDA_STORE_ERROR) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    for (guint twice = 0; code != NULL && twice < 2; twice++) {
      const char *key = twice == 0 ? names[i] : code;
      SaudaCardForm *form;

      if (g_hash_table_contains (forms, key))
        continue;
      form = sauda_card_cache_read_form (connection, code, error);
      if (form == NULL)
        return NULL;
      g_hash_table_insert (forms, g_strdup (key), form);
    }
  }
  return g_steal_pointer (&forms);
}

static gboolean
read_limits (SaudaConnection *connection, SaudaCardLimits *limits, GError **error)
{
  GError *local = NULL;
  g_autofree char *schema = sauda_card_cache_read_schema (connection, &local);

  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  sauda_card_records_read_limits (schema, limits);
  return TRUE;
}

static GPtrArray *
load_json (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (GBytes) json = NULL;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_JSON_BYTES) {
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ,
                 _ ("The file is larger than %d MB; 10 000 cards take less. Split it."),
                 MAX_JSON_BYTES / 1024 / 1024);
    return NULL;
  }
  json = g_file_load_bytes (file, NULL, NULL, error);
  return json != NULL ? sauda_card_records_parse (json, error) : NULL;
}

/* The cards that have no problem, in their order. Borrowed. */
static GPtrArray *
pick_good (GPtrArray *cards, GPtrArray *problems)
{
  GPtrArray *good = g_ptr_array_new ();
  guint next = 0;

  for (guint i = 0; i < cards->len; i++) {
    gboolean wrong = FALSE;

    for (; next < problems->len && ((SaudaCardProblem *) g_ptr_array_index (problems, next))->position == i;
         next++)
      wrong = TRUE;
    if (!wrong)
      g_ptr_array_add (good, g_ptr_array_index (cards, i));
  }
  return good;
}

static GPtrArray *
make_rows (GPtrArray *cards)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_upload_row_free);

  for (guint i = 0; i < cards->len; i++) {
    const SaudaCard *card = g_ptr_array_index (cards, i);

    g_ptr_array_add (rows, sauda_card_upload_row_new (card->sku, card->title, NULL, NULL));
  }
  return rows;
}

/* The act of the plan that carries @payload. */
static gboolean
find_act (SaudaConnection *connection, gint64 plan_id, const char *payload, gint64 *act_id, GError **error)
{
  g_autoptr (GPtrArray) acts = sauda_outbox_list (connection, 1u << SAUDA_ACT_PLANNED, plan_id, error);

  for (guint i = 0; acts != NULL && i < acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (acts, i);

    if (strcmp (act->payload, payload) == 0)
      *act_id = act->id;
  }
  return acts != NULL;
}

/* One batch is one act: what Kaspi takes or refuses together. */
static gboolean
plan_batch (SaudaConnection *connection,
            const SaudaCardPlanRequest *request,
            GPtrArray *batch,
            GHashTable *forms,
            SaudaCardPlan *plan,
            GError **error)
{
  g_autofree char *payload = sauda_card_records_format (batch, forms);
  g_autofree char *detail = g_compute_checksum_for_string (G_CHECKSUM_SHA256, payload, -1);
  const SaudaCard *first = g_ptr_array_index (batch, 0);
  g_autofree char *target =
    batch->len > 1 ? g_strdup_printf ("%s +%u", first->sku, batch->len - 1) : g_strdup (first->sku);
  g_autofree char *after = sauda_reason_new_count ("%u card at Kaspi", "%u cards at Kaspi", batch->len, NULL);
  const SaudaActDraft draft = {
    .store_id = request->store_id,
    .kind = SAUDA_ACT_CARDS,
    .target = target,
    .after = after,
    .payload = payload,
    .detail = detail,
  };
  g_autoptr (GPtrArray) rows = make_rows (batch);
  gint64 act_id = 0;
  gboolean added;

  if (plan->plan_id == 0)
    plan->plan_id = sauda_outbox_add_plan (connection, N_ ("Upload product cards"), request->now_ms, error);
  if (plan->plan_id == 0 ||
      !sauda_outbox_add_act (connection, plan->plan_id, &draft, request->who, request->now_ms, &added, error))
    return FALSE;
  if (!added) {
    g_free (plan->obstacle);
    plan->obstacle = g_strdup (
      _ ("These very cards were uploaded before or are on their way; they are never sent twice. Change "
         "what Kaspi complained about first."));
    return TRUE;
  }
  plan->planned += batch->len;
  plan->batches++;
  return find_act (connection, plan->plan_id, payload, &act_id, error) &&
         sauda_card_uploads_add (connection, act_id, request->store_id, rows, request->now_ms, error) != 0;
}

/**
 * sauda_card_plan_free:
 * @plan: (nullable): what was planned
 */
void
sauda_card_plan_free (SaudaCardPlan *plan)
{
  if (plan == NULL)
    return;
  g_ptr_array_unref (plan->problems);
  g_free (plan->obstacle);
  g_free (plan);
}

/**
 * sauda_card_work_load:
 * @path: CSV or XLSX as sauda_card_sheet_read() takes it, or `.json` in the form of Kaspi's import
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Blocks: for worker threads and the command line.
 *
 * Returns: (transfer full) (element-type SaudaCard) (nullable): the cards of the file, all or none
 */
GPtrArray *
sauda_card_work_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (folded, ".json"))
    return load_json (path, error);
  return sauda_card_sheet_read (path, cancellable, error);
}

/**
 * sauda_card_work_list_categories:
 * @cards: (element-type SaudaCard): cards
 *
 * Returns: (transfer full): each category that they name, once
 */
GStrv
sauda_card_work_list_categories (GPtrArray *cards)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cards->len; i++) {
    const SaudaCard *card = g_ptr_array_index (cards, i);

    if (*card->category != '\0' && g_hash_table_add (seen, card->category))
      g_strv_builder_add (names, card->category);
  }
  return g_strv_builder_end (names);
}

/**
 * sauda_card_work_draft:
 * @offer: an offer of the catalogue
 * @form: of the category that its card shall be in
 *
 * Returns: (transfer full): a card that says what the catalogue knows
 */
SaudaCard *
sauda_card_work_draft (const SaudaCatalogOffer *offer, const SaudaCardForm *form)
{
  SaudaCard *card = sauda_card_new (offer->sku);

  card->store_id = offer->store_id;
  sauda_card_take (&card->category, form->category->code);
  sauda_card_fill_from_offer (card, offer, form);
  return card;
}

/**
 * sauda_card_work_check:
 * @connection: inside a transaction
 * @cards: (element-type SaudaCard): cards that shall go up together
 * @error: return location
 *
 * Checks by what Kaspi told of its categories; see sauda_card_source_read_async().
 *
 * Returns: (transfer full) (element-type SaudaCardProblem) (nullable): what Kaspi would refuse; %NULL with an
 *   error of the database
 */
GPtrArray *
sauda_card_work_check (SaudaConnection *connection, GPtrArray *cards, GError **error)
{
  g_autoptr (GHashTable) forms = read_forms (connection, cards, error);
  SaudaCardLimits limits;

  if (forms == NULL || !read_limits (connection, &limits, error))
    return NULL;
  return sauda_cards_check (cards, forms, &limits);
}

/**
 * sauda_card_work_plan:
 * @connection: inside a transaction
 * @request: what shall be uploaded; its cards get Kaspi's codes in place of the merchant's words
 * @error: return location
 *
 * Writes a plan into the ledger that waits for its approval, in batches as large as Kaspi takes. Nothing is
 * planned while a card has a problem, unless @good_only leaves it out.
 *
 * Returns: (transfer full) (nullable): what was planned; %NULL with an error of the database
 */
SaudaCardPlan *
sauda_card_work_plan (SaudaConnection *connection, const SaudaCardPlanRequest *request, GError **error)
{
  g_autoptr (GHashTable) forms = read_forms (connection, request->cards, error);
  g_autoptr (SaudaCardPlan) plan = g_new0 (SaudaCardPlan, 1);
  g_autoptr (GPtrArray) good = NULL;
  SaudaCardLimits limits;

  plan->problems = g_ptr_array_new ();
  if (forms == NULL || !read_limits (connection, &limits, error))
    return NULL;
  g_ptr_array_unref (plan->problems);
  plan->problems = sauda_cards_check (request->cards, forms, &limits);
  if (plan->problems->len > 0 && !request->good_only)
    return g_steal_pointer (&plan);
  good = pick_good (request->cards, plan->problems);
  for (guint i = 0; i < good->len; i++) {
    SaudaCard *card = g_ptr_array_index (good, i);

    sauda_card_fit (card, g_hash_table_lookup (forms, card->category));
  }
  for (guint from = 0; from < good->len; from += limits.cards) {
    g_autoptr (GPtrArray) batch = g_ptr_array_new ();

    for (guint i = from; i < MIN (good->len, from + limits.cards); i++)
      g_ptr_array_add (batch, g_ptr_array_index (good, i));
    if (!plan_batch (connection, request, batch, forms, plan, error))
      return NULL;
  }
  if (plan->planned == 0)
    plan->plan_id = 0;
  return g_steal_pointer (&plan);
}
