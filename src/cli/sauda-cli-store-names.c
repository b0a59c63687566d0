#include "sauda-cli-stores.h"

#include "sauda-store-change.h"
#include "sauda-store-move.h"

#include <glib/gi18n-lib.h>

/* Waits for a change, and tells what a person has to know although it is done. */
static gboolean
end_change (GAsyncResult **slot, char **backup, GError **error)
{
  g_autofree char *note = NULL;
  gboolean done = sauda_store_change_finish (sauda_cli_wait (slot), backup, &note, error);

  if (note != NULL)
    sauda_cli_say ("%s", note);
  return done;
}

/**
 * sauda_cli_stores_rename:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_rename (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    return sauda_cli_usage (
      _ ("Name a store and what it shall be called: saudactl stores rename NAME NEW-NAME"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_store_rename_async (cli->workspace, argv[1], argv[2], sauda_cli_on_ready, &result);
  return end_change (&result, NULL, &error) ? sauda_cli_stores_show (cli) : sauda_cli_fail (cli, error);
}

static void
print_merge_json (const SaudaStoreMerge *merge, gboolean merged, const char *backup)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "from", merge->from->name);
  sauda_cli_add_string (json, "into", merge->into->name);
  json_builder_set_member_name (json, "merged");
  json_builder_add_boolean_value (json, merged);
  sauda_cli_add_string (json, "obstacle", merge->obstacle);
  sauda_cli_add_string (json, "backup", backup);
  sauda_cli_add_int (json, "orders", merge->orders);
  sauda_cli_add_int (json, "same_orders", merge->same_orders);
  sauda_cli_add_int (json, "offers", merge->offers);
  sauda_cli_add_int (json, "lists", merge->lists);
  sauda_cli_add_int (json, "warehouses", merge->warehouses);
  sauda_cli_add_int (json, "differing", merge->differing);
  sauda_cli_begin_array (json, "conflicts");
  for (guint i = 0; i < merge->twins->len; i++) {
    const SaudaOfferTwin *twin = g_ptr_array_index (merge->twins, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "sku", twin->sku);
    sauda_cli_add_string (json, "from", twin->from);
    sauda_cli_add_string (json, "into", twin->into);
    json_builder_set_member_name (json, "differs");
    json_builder_add_boolean_value (json, twin->differs);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_merge (const SaudaStoreMerge *merge, gboolean merged)
{
  g_autoptr (GPtrArray) lines = sauda_store_merge_describe (merge);

  if (merged)
    sauda_cli_print (_ ("“%s” is a part of “%s” now:"), merge->from->name, merge->into->name);
  else
    sauda_cli_print (_ ("“%s” would become a part of “%s”:"), merge->from->name, merge->into->name);
  for (guint i = 0; i < lines->len; i++)
    sauda_cli_print ("  %s", (const char *) g_ptr_array_index (lines, i));
  for (guint i = 0; i < merge->differing; i++) {
    const SaudaOfferTwin *twin = g_ptr_array_index (merge->twins, i);
    const SaudaCliCell cells[] = { { "", 2 }, { twin->sku, 20 }, { twin->from, 40 }, { twin->into, 0 } };

    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
}

static gboolean
read_choice (const char *text, SaudaStoreMergeChoice *choice)
{
  if (text == NULL)
    *choice = SAUDA_STORE_MERGE_ASK;
  else if (g_str_equal (text, "from"))
    *choice = SAUDA_STORE_MERGE_FROM;
  else if (g_str_equal (text, "into"))
    *choice = SAUDA_STORE_MERGE_INTO;
  else
    return FALSE;
  return TRUE;
}

/* Shows what would move and, with --yes, moves just that. */
static SaudaExit
merge_stores (SaudaCli *cli, const char *from, const char *into, SaudaStoreMergeChoice choice, gboolean yes)
{
  g_autoptr (GAsyncResult) looked = NULL, result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStoreMerge) merge = NULL;
  g_autofree char *backup = NULL, *mark = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_store_merge_look_async (cli->workspace, from, into, cli->cancellable, sauda_cli_on_ready, &looked);
  merge = sauda_store_merge_look_finish (sauda_cli_wait (&looked), &error);
  if (merge == NULL)
    return sauda_cli_fail (cli, error);
  mark = sauda_store_merge_get_mark (merge);
  if (yes && merge->obstacle == NULL) {
    sauda_store_merge_async (cli->workspace, from, into, choice, mark, sauda_cli_on_ready, &result);
    yes = end_change (&result, &backup, &error);
  } else {
    yes = FALSE;
  }
  if (cli->json)
    print_merge_json (merge, yes, backup);
  else
    print_merge (merge, yes);
  if (error != NULL)
    return sauda_cli_fail (cli, error);
  if (yes)
    sauda_cli_say (
      _ ("Only a backup leads back to what was there before. It takes away what came since, and the "
         "token of the store that went is entered again: saudactl backup restore %s"),
      backup);
  else
    sauda_cli_say ("%s", merge->obstacle != NULL
                           ? merge->obstacle
                           : _ ("Nothing was changed. To merge: --yes. A backup is made before; nothing else "
                                "leads back."));
  return yes ? SAUDA_EXIT_DONE : SAUDA_EXIT_STOPPED;
}

/**
 * sauda_cli_stores_merge:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_merge (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *offers = NULL;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = { { "offers", 0, 0, G_OPTION_ARG_STRING, &offers,
                                     N_ ("Whose values an offer keeps that both have: from, into"), "STORE" },
                                   { "yes", 0, 0, G_OPTION_ARG_NONE, &yes,
                                     N_ ("Merge them; without it what would move is shown"), NULL },
                                   { NULL } };
  SaudaStoreMergeChoice choice;

  if (!sauda_cli_parse (cli, "FROM INTO", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3)
    return sauda_cli_usage (
      _ ("Name the store that goes and the one that stays: saudactl stores merge FROM INTO [--yes]"));
  if (!read_choice (offers, &choice))
    return sauda_cli_usage (_ ("The values that offers keep are one of: from, into."));
  return merge_stores (cli, argv[1], argv[2], choice, yes);
}
