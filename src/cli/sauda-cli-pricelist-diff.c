#include "sauda-cli-pricelist.h"

#include "sauda-price-list-history.h"

#include <glib/gi18n-lib.h>

/* Both sides: files, or lists of the history by their numbers. */
typedef struct {
  gint64 before_id;            /* 0: a file */
  gint64 after_id;             /* 0: a file */
  SaudaKaspiPriceList *before; /* (owned) (nullable) */
  SaudaKaspiPriceList *after;  /* (owned) (nullable) */
} Sides;

static void
sides_clear (Sides *sides)
{
  g_clear_pointer (&sides->before, sauda_kaspi_price_list_free);
  g_clear_pointer (&sides->after, sauda_kaspi_price_list_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sides, sides_clear)

static gint64
parse_number (const char *word)
{
  guint64 number;

  return g_ascii_string_to_unsigned (word, 10, 1, G_MAXINT32, &number, NULL) &&
             !g_file_test (word, G_FILE_TEST_EXISTS)
           ? (gint64) number
           : 0;
}

static gpointer
read_history (SaudaConnection *connection, gpointer data, GError **error)
{
  Sides *sides = data;

  if (sides->after_id != 0) {
    sides->after = sauda_price_list_history_read (connection, sides->after_id, error);
    if (sides->after == NULL)
      return NULL;
  }
  if (sides->before_id < 0) {
    sides->before_id = sauda_price_list_history_find_before (connection, sides->after_id, error);
    if (sides->before_id < 0)
      return NULL;
    if (sides->before_id == 0) /* the first of its store: everything is new */
      sides->before = sauda_kaspi_price_list_new (sides->after->merchant_id);
  }
  if (sides->before_id > 0) {
    sides->before = sauda_price_list_history_read (connection, sides->before_id, error);
    if (sides->before == NULL)
      return NULL;
  }
  return sides;
}

static gboolean
read_file (SaudaCli *cli, const char *path, SaudaKaspiPriceList **list, GError **error)
{
  *list = sauda_kaspi_price_list_read (path, cli->cancellable, error);
  if (*list == NULL)
    return FALSE;
  sauda_kaspi_price_list_keep_first (*list);
  if (!cli->json)
    sauda_cli_pricelist_say_warnings ((*list)->warnings);
  return TRUE;
}

static void
add_change (SaudaCli *cli, JsonBuilder *json, const SaudaDrift *drift)
{
  const char *change = drift->field == SAUDA_DRIFT_MISSING   ? "added"
                       : drift->field == SAUDA_DRIFT_UNKNOWN ? "removed"
                                                             : sauda_drift_field_get_name (drift->field);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", drift->sku);
  sauda_cli_add_string (json, "change", change);
  sauda_cli_add_string (json, "place", drift->place);
  sauda_cli_add_amount (json, "before", drift->kaspi);
  sauda_cli_add_amount (json, "after", drift->mine);
  json_builder_end_object (json);
  if (!cli->json) {
    g_autofree char *old = sauda_drift_field_write_value (drift->field, drift->kaspi),
                    *new = sauda_drift_field_write_value (drift->field, drift->mine);

    sauda_cli_print ("%s: %s%s%s %s → %s", drift->sku, change, drift->place != NULL ? " " : "",
                     drift->place != NULL ? drift->place : "", old, new);
  }
}

static void
print_differences (SaudaCli *cli, const Sides *sides)
{
  g_autoptr (GPtrArray) differences = sauda_price_list_diff (sides->before, sides->after);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "offers_before", sides->before->offers->len);
  sauda_cli_add_int (json, "offers_after", sides->after->offers->len);
  sauda_cli_begin_array (json, "changes");
  for (guint i = 0; i < differences->len; i++)
    add_change (cli, json, g_ptr_array_index (differences, i));
  if (!sauda_cli_end_list (cli, json))
    sauda_cli_print (_ ("%u offers before, %u after, %u differences."), sides->before->offers->len,
                     sides->after->offers->len, differences->len);
}

/**
 * sauda_cli_pricelist_diff:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_diff (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Sides) sides = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc == 2) {
    sides.before_id = -1;
    sides.after_id = parse_number (argv[1]);
  } else if (argc == 3) {
    sides.before_id = parse_number (argv[1]);
    sides.after_id = parse_number (argv[2]);
  }
  if (argc < 2 || argc > 3 || (argc == 2 && sides.after_id == 0))
    return sauda_cli_usage (
      _ ("Name two files, or lists of the history by their numbers: saudactl pricelist diff "
         "OLD NEW"));
  if ((sides.before_id != 0 || sides.after_id != 0) &&
      (sauda_cli_open (cli, &error) == NULL ||
       sauda_workspace_read (cli->workspace, read_history, &sides, &error) == NULL))
    return sauda_cli_fail (cli, error);
  if ((sides.before == NULL && !read_file (cli, argv[1], &sides.before, &error)) ||
      (sides.after == NULL && !read_file (cli, argv[2], &sides.after, &error)))
    return sauda_cli_fail (cli, error);
  print_differences (cli, &sides);
  return SAUDA_EXIT_DONE;
}
