#include "sauda-cli.h"

#include "sauda-orders.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

/* What the merchant adds to an order: holding it back, and tags. Kaspi is told nothing of either. */

/* One call, as one unit of work. */
typedef struct {
  char **codes;
  char *store;    /* (owned) (nullable) */
  SaudaDay until; /* 0: ship again */
  char *reason;   /* (owned) (nullable) */
  GStrv add;      /* (owned) (nullable) */
  GStrv remove;   /* (owned) (nullable) */
  char *set;      /* (owned) (nullable) */
  gboolean tags;  /* tags, and not holding back */
  gint64 now_ms;
  GPtrArray *results; /* (owned) (nullable) (element-type Result) */
  guint problems;
} Care;

/* What became of one order. */
typedef struct {
  char *code;            /* (owned) (not nullable) */
  char *problem;         /* (owned) (nullable) why nothing was changed */
  SaudaOrderInfo *order; /* (owned) (nullable) as it is now */
} Result;

static void
result_free (Result *result)
{
  g_free (result->code);
  g_free (result->problem);
  sauda_order_info_free (result->order);
  g_free (result);
}

static void
care_clear (Care *care)
{
  g_free (care->store);
  g_free (care->reason);
  g_strfreev (care->add);
  g_strfreev (care->remove);
  g_free (care->set);
  g_clear_pointer (&care->results, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Care, care_clear)

/* The one order with that number; a number that two stores have needs the store's name. */
static gboolean
find_order (SaudaConnection *connection, const Care *care, Result *result, GError **error)
{
  g_autoptr (GPtrArray) stores = sauda_stores_list (connection, error);

  if (stores == NULL)
    return FALSE;
  for (guint i = 0; i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);
    g_autoptr (SaudaOrderInfo) order = NULL;

    if (care->store != NULL && !g_str_equal (care->store, store->name))
      continue;
    order = sauda_orders_find (connection, store->id, result->code, NULL);
    if (order == NULL)
      continue;
    if (result->order != NULL) {
      result->problem =
        g_strdup_printf (_ ("The stores %s and %s both have an order with this number; name the store."),
                         result->order->store, order->store);
      g_clear_pointer (&result->order, sauda_order_info_free);
      return TRUE;
    }
    result->order = g_steal_pointer (&order);
  }
  if (result->order == NULL)
    result->problem = g_strdup (_ ("Sauda does not know this order; fetch the orders first."));
  return TRUE;
}

static gboolean
is_closed (SaudaStage stage)
{
  return stage == SAUDA_STAGE_COMPLETED || stage == SAUDA_STAGE_CANCELLED || stage == SAUDA_STAGE_RETURNED;
}

static gboolean
holds (char **words, const char *tag)
{
  for (gsize i = 0; words != NULL && words[i] != NULL; i++) {
    g_autofree char *read = sauda_order_edit_read_tags (words[i]);

    if (g_str_equal (read, tag))
      return TRUE;
  }
  return FALSE;
}

/* The tags as they shall be: --set beats what is there, then --remove takes away and --add puts behind. */
static char *
make_tags (const Care *care, const SaudaOrderInfo *order)
{
  g_auto (GStrv) known = g_strsplit (care->set != NULL ? "" : order->tags, ", ", -1);
  g_autoptr (GString) tags = g_string_new (care->set);

  for (gsize i = 0; known[i] != NULL; i++)
    if (!holds (care->remove, known[i]))
      g_string_append_printf (tags, ",%s", known[i]);
  for (gsize i = 0; care->add != NULL && care->add[i] != NULL; i++)
    g_string_append_printf (tags, ",%s", care->add[i]);
  return sauda_order_edit_read_tags (tags->str);
}

static gboolean
change_order (SaudaConnection *connection, const Care *care, Result *result, GError **error)
{
  const SaudaOrderEdit edit = { .who = g_get_user_name (), .reason = care->reason, .now_ms = care->now_ms };
  gint64 id = result->order->id, store_id = result->order->store_id;
  g_autofree char *tags = care->tags ? make_tags (care, result->order) : NULL;

  if (!care->tags && care->until != 0 && is_closed (result->order->stage)) {
    result->problem = g_strdup_printf (_ ("The order is “%s”: there is nothing to hold back."),
                                       sauda_stage_get_title (result->order->stage));
    return TRUE;
  }
  if (care->tags ? !sauda_orders_set_text (connection, id, SAUDA_ORDER_TEXT_TAGS, tags, &edit, error)
                 : !sauda_orders_set_hold (connection, id, care->until, &edit, error))
    return FALSE;
  sauda_order_info_free (result->order);
  result->order = sauda_orders_find (connection, store_id, result->code, error);
  return result->order != NULL;
}

static gpointer
care_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Care *care = data;

  care->results = g_ptr_array_new_with_free_func ((GDestroyNotify) result_free);
  for (gsize i = 0; care->codes[i] != NULL; i++) {
    Result *result = g_new0 (Result, 1);

    result->code = g_strdup (care->codes[i]);
    g_ptr_array_add (care->results, result);
    if (!find_order (connection, care, result, error) ||
        (result->problem == NULL && !change_order (connection, care, result, error)))
      return NULL;
    care->problems += result->problem != NULL;
  }
  return care;
}

static void
add_result (JsonBuilder *json, const Result *result)
{
  const SaudaOrderInfo *order = result->order;
  g_autofree char *until =
    order != NULL && order->hold_until != 0 ? sauda_day_format_iso (order->hold_until) : NULL;

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "code", result->code);
  sauda_cli_add_string (json, "store", order != NULL ? order->store : NULL);
  sauda_cli_add_string (json, "hold_until", until);
  sauda_cli_add_string (json, "hold_reason", order != NULL ? order->hold_reason : NULL);
  sauda_cli_add_string (json, "tags", order != NULL ? order->tags : NULL);
  sauda_cli_add_string (json, "problem", result->problem);
  json_builder_end_object (json);
}

static void
print_result (const Care *care, const Result *result)
{
  g_autofree char *day =
    result->order->hold_until != 0 ? sauda_day_format_short (result->order->hold_until) : NULL;

  if (care->tags)
    sauda_cli_print ("%s: %s", result->code, *result->order->tags != '\0' ? result->order->tags : "–");
  else if (day != NULL)
    sauda_cli_print (_ ("%s is held until %s."), result->code, day);
  else
    sauda_cli_print (_ ("%s is shipped again."), result->code);
}

/* Changes the orders together, and tells what became of each. */
static SaudaExit
run (SaudaCli *cli, Care *care, char **codes)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  care->codes = codes;
  care->now_ms = sauda_workspace_get_now (cli->workspace);
  if (care->until != 0 && care->until <= sauda_day_from_ms (care->now_ms))
    return sauda_cli_usage (_ ("An order is held until a day after today."));
  if (sauda_workspace_write (cli->workspace, care_work, care, &error) == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "orders");
  for (guint i = 0; i < care->results->len; i++) {
    const Result *result = g_ptr_array_index (care->results, i);

    add_result (json, result);
    if (result->problem != NULL)
      sauda_cli_say ("%s: %s", result->code, result->problem);
    else if (!cli->json)
      print_result (care, result);
  }
  sauda_cli_end_list (cli, json);
  if (care->problems == 0)
    return SAUDA_EXIT_DONE;
  return care->problems < care->results->len ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_FAILED;
}

/**
 * sauda_cli_orders_hold:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Holds orders back until a day: they are neither assembled nor labelled before it.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_hold (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *until = NULL;
  g_auto (Care) care = { 0 };
  const GOptionEntry entries[] = {
    { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_ ("The day on which they are shipped again"), "DATE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &care.reason, N_ ("Why, for the history and the table"), "TEXT" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &care.store, N_ ("The store of the orders"), "NAME" },
    { NULL }
  };
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "CODE… --until DATE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one order."));
  if (until == NULL)
    return sauda_cli_usage (_ ("Say until when: --until 2026-11-30."));
  if (!sauda_day_parse (until, &care.until, &error))
    return sauda_cli_usage (error->message);
  return run (cli, &care, argv + 1);
}

/**
 * sauda_cli_orders_release:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Lets orders go that were held back.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_release (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Care) care = { 0 };
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &care.store, N_ ("The store of the orders"), "NAME" }, { NULL }
  };

  if (!sauda_cli_parse (cli, "CODE…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one order."));
  return run (cli, &care, argv + 1);
}

/**
 * sauda_cli_orders_tag:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Adds, removes or sets the tags of orders; without any of these it shows them.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_tag (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Care) care = { .tags = TRUE };
  const GOptionEntry entries[] = {
    { "add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &care.add, N_ ("One more tag, several times if need be"),
      "TAG" },
    { "remove", 0, 0, G_OPTION_ARG_STRING_ARRAY, &care.remove, N_ ("Take a tag away"), "TAG" },
    { "set", 0, 0, G_OPTION_ARG_STRING, &care.set,
      N_ ("These tags instead of all others, with commas between them; “” for none"), "TAGS" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &care.store, N_ ("The store of the orders"), "NAME" },
    { NULL }
  };

  if (!sauda_cli_parse (cli, "CODE…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one order."));
  return run (cli, &care, argv + 1);
}
