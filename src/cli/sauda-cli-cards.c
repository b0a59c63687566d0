#include "sauda-cli-cards.h"

#include "sauda-card-cache.h"
#include "sauda-card-sheet.h"
#include "sauda-card-source.h"
#include "sauda-card-work.h"
#include "sauda-cli-plan.h"
#include "sauda-price-list-make.h"

#include <glib/gi18n-lib.h>

/* What is asked of the database. */
typedef struct {
  const char *text; /* (nullable) a query or a category */
  const char *store;
  GPtrArray *cards;     /* (nullable) (element-type SaudaCard) */
  const char *articles; /* (nullable) offers whose cards are begun */
  gboolean good_only;
  gint64 read_ms; /* of what was asked for */
  SaudaCardForm *form;
  gint64 now_ms;
} Request;

static gpointer
categories_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  if (!sauda_card_cache_get_read_ms (connection, SAUDA_CARD_LIST_CATEGORIES, "", "", &request->read_ms,
                                     error))
    return NULL;
  return sauda_card_cache_list_categories (connection, request->text, error);
}

static gpointer
form_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  g_autofree char *code = sauda_card_cache_find_category (connection, request->text, error);

  if (code == NULL || !sauda_card_cache_get_read_ms (connection, SAUDA_CARD_LIST_ATTRIBUTES, code, "",
                                                     &request->read_ms, error))
    return NULL;
  return sauda_card_cache_read_form (connection, code, error);
}

static gpointer
check_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_card_work_check (connection, request->cards, error);
}

static gpointer
plan_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (SaudaStoreInfo) store = sauda_price_list_find_store (connection, request->store, error);

  if (store == NULL)
    return NULL;
  return sauda_card_work_plan (connection,
                               &(SaudaCardPlanRequest){ .store_id = store->id,
                                                        .cards = request->cards,
                                                        .good_only = request->good_only,
                                                        .who = g_get_user_name (),
                                                        .now_ms = request->now_ms },
                               error);
}

/* A card for each offer of the store that the query finds. */
static gpointer
drafts_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (SaudaStoreInfo) store = sauda_price_list_find_store (connection, request->store, error);
  g_autoptr (GPtrArray) offers =
    store != NULL ? sauda_catalog_list (connection, request->articles, error) : NULL;
  GPtrArray *cards;

  if (offers == NULL)
    return NULL;
  cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  for (guint i = 0; i < offers->len; i++) {
    const SaudaCatalogOffer *offer = g_ptr_array_index (offers, i);

    if (offer->store_id == store->id)
      g_ptr_array_add (cards, sauda_card_work_draft (offer, request->form));
  }
  return cards;
}

static void
add_problem (JsonBuilder *json, GPtrArray *cards, const SaudaCardProblem *problem)
{
  const SaudaCard *card = g_ptr_array_index (cards, problem->position);

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "row", card->row);
  sauda_cli_add_string (json, "sku", problem->sku);
  sauda_cli_add_string (json, "column", problem->code);
  sauda_cli_add_string (json, "value", problem->value);
  sauda_cli_add_string (json, "reason", problem->sentence);
  json_builder_end_object (json);
}

/* Lists what Kaspi would refuse, and how many cards that concerns. */
static guint
list_problems (SaudaCli *cli, JsonBuilder *json, GPtrArray *cards, GPtrArray *problems)
{
  guint wrong = 0;

  sauda_cli_begin_array (json, "problems");
  for (guint i = 0; i < problems->len; i++) {
    const SaudaCardProblem *problem = g_ptr_array_index (problems, i);
    const SaudaCard *card = g_ptr_array_index (cards, problem->position);

    wrong +=
      i == 0 || problem->position != ((SaudaCardProblem *) g_ptr_array_index (problems, i - 1))->position;
    add_problem (json, cards, problem);
    if (!cli->json)
      sauda_cli_print (_ ("Row %u, %s: %s"), card->row, problem->sku, problem->sentence);
  }
  json_builder_end_array (json);
  return wrong;
}

/* Reads a file of cards and what Kaspi tells of their categories. */
static GPtrArray *
load (SaudaCli *cli, const char *path, const char *store, gboolean refresh, GError **error)
{
  g_autoptr (GPtrArray) cards = sauda_card_work_load (path, cli->cancellable, error);
  g_auto (GStrv) categories = NULL;

  if (cards == NULL || sauda_cli_open (cli, error) == NULL)
    return NULL;
  categories = sauda_card_work_list_categories (cards);
  if (!sauda_cli_cards_read_source (cli, store, (const char *const *) categories, refresh, error))
    return NULL;
  return g_steal_pointer (&cards);
}

static void
say_age (gint64 read_ms)
{
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (read_ms));
  g_autofree char *clock = sauda_time_format_clock (read_ms);

  sauda_cli_say (_ ("As Kaspi told it on %s, %s."), day, clock);
}

/**
 * sauda_cli_cards_read_source:
 * @cli: the call, with its workspace open
 * @store: (nullable): whose token is used
 * @categories: (nullable): whose attributes are needed
 * @refresh: whether to ask Kaspi for what is known
 * @error: return location
 *
 * Returns: whether everything that is needed is kept
 */
gboolean
sauda_cli_cards_read_source (SaudaCli *cli,
                             const char *store,
                             const char *const *categories,
                             gboolean refresh,
                             GError **error)
{
  const SaudaCardSourceRequest request = { .store = store, .categories = categories, .refresh = refresh };
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *note = NULL;

  sauda_card_source_read_async (cli->workspace, &request, NULL, NULL, cli->cancellable, sauda_cli_on_ready,
                                &result);
  if (!sauda_card_source_read_finish (sauda_cli_wait (&result), &note, error))
    return FALSE;
  if (note != NULL)
    sauda_cli_say (_ ("What Kaspi told earlier is used: %s"), note);
  return TRUE;
}

/**
 * sauda_cli_cards_categories:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_cards_categories (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *query = NULL, *store = NULL;
  gboolean refresh = FALSE;
  const GOptionEntry entries[] = {
    { "query", 0, 0, G_OPTION_ARG_STRING, &query, N_ ("Only what has this in its name"), "TEXT" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Ask with the token of this store"), "NAME" },
    { "refresh", 0, 0, G_OPTION_ARG_NONE, &refresh, N_ ("Ask Kaspi even for what was read this week"), NULL },
    { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) categories = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL ||
      !sauda_cli_cards_read_source (cli, store, NULL, refresh, &error))
    return sauda_cli_fail (cli, error);
  request.text = query;
  categories = sauda_workspace_read (cli->workspace, categories_work, &request, &error);
  if (categories == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_time (json, "read", request.read_ms);
  sauda_cli_begin_array (json, "categories");
  for (guint i = 0; i < categories->len; i++) {
    const SaudaCardName *name = g_ptr_array_index (categories, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "code", name->code);
    sauda_cli_add_string (json, "title", name->name);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print_cells ((SaudaCliCell[]){ { name->name, 40 }, { name->code, 0 } }, 2);
  }
  say_age (request.read_ms);
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

static void
list_attribute (SaudaCli *cli, JsonBuilder *json, const SaudaCardAttribute *attribute)
{
  g_autoptr (GString) values = g_string_new (NULL);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "code", attribute->code);
  sauda_cli_add_string (json, "title", attribute->title);
  sauda_cli_add_string (json, "type", attribute->type);
  json_builder_set_member_name (json, "multi_valued");
  json_builder_add_boolean_value (json, attribute->multi_valued);
  json_builder_set_member_name (json, "mandatory");
  json_builder_add_boolean_value (json, attribute->mandatory);
  sauda_cli_begin_array (json, "values");
  for (guint i = 0; i < attribute->values->len; i++) {
    const SaudaCardName *value = g_ptr_array_index (attribute->values, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "code", value->code);
    sauda_cli_add_string (json, "name", value->name);
    json_builder_end_object (json);
    g_string_append_printf (values, "%s%s", i > 0 ? ", " : "", value->name);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (cli->json)
    return;
  sauda_cli_print_cells ((SaudaCliCell[]){ { attribute->mandatory ? _ ("needed") : "", 12 },
                                           { sauda_card_kind_get_title (attribute->kind), 14 },
                                           { attribute->multi_valued ? _ ("several") : _ ("one"), 10 },
                                           { attribute->code, 0 } },
                         4);
  if (values->len > 0)
    sauda_cli_print ("    %s", values->str);
}

/**
 * sauda_cli_cards_attributes:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_cards_attributes (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  gboolean refresh = FALSE;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Ask with the token of this store"), "NAME" },
    { "refresh", 0, 0, G_OPTION_ARG_NONE, &refresh, N_ ("Ask Kaspi even for what was read this week"), NULL },
    { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (SaudaCardForm) form = NULL;
  g_autoptr (GError) error = NULL;
  const char *categories[2] = { NULL, NULL };
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "CATEGORY", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one category: saudactl cards attributes CATEGORY"));
  request.text = categories[0] = argv[1];
  if (sauda_cli_open (cli, &error) == NULL ||
      !sauda_cli_cards_read_source (cli, store, categories, refresh, &error))
    return sauda_cli_fail (cli, error);
  form = sauda_workspace_read (cli->workspace, form_work, &request, &error);
  if (form == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "category", form->category->code);
  sauda_cli_add_string (json, "title", form->category->name);
  sauda_cli_add_time (json, "read", request.read_ms);
  sauda_cli_begin_array (json, "attributes");
  for (guint i = 0; i < form->attributes->len; i++)
    list_attribute (cli, json, g_ptr_array_index (form->attributes, i));
  say_age (request.read_ms);
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_cards_template:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Writes a sheet to fill in.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_cards_template (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *query = NULL;
  const GOptionEntry entries[] = { { "store", 0, 0, G_OPTION_ARG_STRING, &store,
                                     N_ ("The store whose cards they shall be"), "NAME" },
                                   { "query", 0, 0, G_OPTION_ARG_STRING, &query,
                                     N_ ("Begin a card for each offer that has this in it"), "TEXT" },
                                   { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (SaudaCardForm) form = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GError) error = NULL;
  const char *categories[2] = { NULL, NULL };
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "CATEGORY FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3)
    return sauda_cli_usage (_ ("Name a category and a file: saudactl cards template CATEGORY FILE.xlsx"));
  request.text = categories[0] = argv[1];
  request.store = store;
  request.articles = query;
  if (sauda_cli_open (cli, &error) == NULL ||
      !sauda_cli_cards_read_source (cli, store, categories, FALSE, &error))
    return sauda_cli_fail (cli, error);
  form = request.form = sauda_workspace_read (cli->workspace, form_work, &request, &error);
  if (form == NULL)
    return sauda_cli_fail (cli, error);
  cards =
    query != NULL ? sauda_workspace_read (cli->workspace, drafts_work, &request, &error) : g_ptr_array_new ();
  if (cards == NULL || !sauda_card_sheet_write (argv[2], form, cards, &error))
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "file", argv[2]);
  sauda_cli_add_int (json, "cards", cards->len);
  sauda_cli_add_int (json, "attributes", form->attributes->len);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print (_ ("%s: cards %u, attributes of “%s”: %u."), argv[2], cards->len, form->category->name,
                     form->attributes->len);
  return SAUDA_EXIT_DONE;
}

static SaudaExit
report_check (SaudaCli *cli, GPtrArray *cards)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  Request request = { .cards = cards };
  g_autoptr (GPtrArray) problems = sauda_workspace_read (cli->workspace, check_work, &request, &error);
  guint wrong;

  if (problems == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "cards", cards->len);
  wrong = list_problems (cli, json, cards, problems);
  sauda_cli_add_int (json, "good", cards->len - wrong);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print (_ ("%u of %u cards can be uploaded."), cards->len - wrong, cards->len);
  return wrong > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_cards_check:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_cards_check (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  gboolean refresh = FALSE;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Ask with the token of this store"), "NAME" },
    { "refresh", 0, 0, G_OPTION_ARG_NONE, &refresh, N_ ("Ask Kaspi even for what was read this week"), NULL },
    { NULL }
  };
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file of cards: saudactl cards check FILE"));
  cards = load (cli, argv[1], store, refresh, &error);
  return cards != NULL ? report_check (cli, cards) : sauda_cli_fail (cli, error);
}

static SaudaExit
report_plan (SaudaCli *cli, const SaudaCardPlan *plan, GPtrArray *cards, gboolean approve)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  SaudaExit code;

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "cards", cards->len);
  sauda_cli_add_int (json, "planned", plan->planned);
  sauda_cli_add_int (json, "batches", plan->batches);
  list_problems (cli, json, cards, plan->problems);
  if (plan->plan_id == 0) {
    code = plan->obstacle != NULL ? SAUDA_EXIT_STOPPED : SAUDA_EXIT_FAILED;
    sauda_cli_say ("%s", plan->obstacle != NULL
                           ? plan->obstacle
                           : _ ("Nothing was planned: mend the file, or plan the others with --good-only."));
  } else {
    code = approve ? sauda_cli_carry_out (cli, plan->plan_id, json)
                   : sauda_cli_ask_for_approval (cli, plan->plan_id, json);
    if (code == SAUDA_EXIT_DONE && plan->problems->len > 0)
      code = SAUDA_EXIT_PARTLY;
  }
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return code;
}

/**
 * sauda_cli_cards_upload:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Plans an upload, and carries it out when it is approved at once.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_cards_upload (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  gboolean approve = FALSE, dry_run = FALSE, good_only = FALSE;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("The store whose cards they are"), "NAME" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Check alone; write no plan"), NULL },
    { "good-only", 0, 0, G_OPTION_ARG_NONE, &good_only, N_ ("Leave out the cards that Kaspi would refuse"),
      NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &approve, N_ ("Approve the plan and send it"), NULL },
    { NULL }
  };
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (SaudaCardPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2 || (dry_run && approve))
    return sauda_cli_usage (
      _ ("Name one file of cards: saudactl cards upload FILE [--dry-run | --yes] [--good-only]"));
  cards = request.cards = load (cli, argv[1], store, FALSE, &error);
  if (cards == NULL)
    return sauda_cli_fail (cli, error);
  if (dry_run)
    return report_check (cli, cards);
  request.store = store;
  request.good_only = good_only;
  request.now_ms = sauda_workspace_get_now (cli->workspace);
  plan = sauda_workspace_write (cli->workspace, plan_work, &request, &error);
  return plan != NULL ? report_plan (cli, plan, cards, approve) : sauda_cli_fail (cli, error);
}
