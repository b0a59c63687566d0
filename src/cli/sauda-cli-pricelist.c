#include "sauda-cli-pricelist.h"

#include "sauda-file.h"
#include "sauda-kaspi-price-list-schema.h"
#include "sauda-offer-sale.h"
#include "sauda-price-list-make.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *store; /* (nullable) */
  gint64 now_ms;
} Request;

static gpointer
make_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (SaudaStoreInfo) store = sauda_price_list_find_store (connection, request->store, error);

  return store != NULL ? sauda_price_list_make (connection, store->id, request->now_ms, error) : NULL;
}

/**
 * sauda_cli_pricelist_add_warnings:
 * @json: a document inside an object
 * @warnings: (element-type SaudaKaspiListWarning): warnings
 */
void
sauda_cli_pricelist_add_warnings (JsonBuilder *json, GPtrArray *warnings)
{
  sauda_cli_begin_array (json, "warnings");
  for (guint i = 0; i < warnings->len; i++) {
    const SaudaKaspiListWarning *warning = g_ptr_array_index (warnings, i);

    json_builder_begin_object (json);
    sauda_cli_add_amount (json, "row", warning->row > 0 ? (gint64) warning->row : -1);
    sauda_cli_add_string (json, "sku", warning->sku);
    json_builder_set_member_name (json, "refused");
    json_builder_add_boolean_value (json, warning->bad);
    sauda_cli_add_string (json, "reason", warning->text);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

/**
 * sauda_cli_pricelist_say_warnings:
 * @warnings: (element-type SaudaKaspiListWarning): warnings
 */
void
sauda_cli_pricelist_say_warnings (GPtrArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++) {
    const SaudaKaspiListWarning *warning = g_ptr_array_index (warnings, i);

    if (warning->sku != NULL && *warning->sku != '\0')
      sauda_cli_print ("%s %s: %s", warning->bad ? "✗" : "!", warning->sku, warning->text);
    else
      sauda_cli_print ("%s %s", warning->bad ? "✗" : "!", warning->text);
  }
}

/**
 * sauda_cli_pricelist_add_drift:
 * @json: a document inside an array
 * @drift: a difference
 */
void
sauda_cli_pricelist_add_drift (JsonBuilder *json, const SaudaDrift *drift)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", drift->sku);
  sauda_cli_add_string (json, "variant", drift->variant_sku);
  sauda_cli_add_string (json, "title", drift->title);
  sauda_cli_add_string (json, "field", sauda_drift_field_get_name (drift->field));
  sauda_cli_add_string (json, "place", drift->place);
  sauda_cli_add_amount (json, "mine", drift->mine);
  sauda_cli_add_amount (json, "kaspi", drift->kaspi);
  json_builder_set_member_name (json, "difference");
  if (drift->mine >= 0 && drift->kaspi >= 0)
    json_builder_add_int_value (json, drift->mine - drift->kaspi);
  else
    json_builder_add_null_value (json);
  sauda_cli_add_time (json, "since", drift->since_ms);
  json_builder_end_object (json);
}

/**
 * sauda_cli_pricelist_say_drift:
 * @drift: a difference
 */
void
sauda_cli_pricelist_say_drift (const SaudaDrift *drift)
{
  g_autofree char *mine = sauda_drift_field_write_value (drift->field, drift->mine),
                  *kaspi = sauda_drift_field_write_value (drift->field, drift->kaspi);
  g_autofree char *since =
    drift->since_ms > 0 ? sauda_day_format_short (sauda_day_from_ms (drift->since_ms)) : g_strdup ("");
  g_autofree char *title = sauda_drift_make_title (drift);
  const SaudaCliCell cells[] = {
    { drift->sku, 44 }, { title, 24 }, { mine, -12 }, { kaspi, -12 }, { since, 0 }
  };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

static SaudaExit
print_made (SaudaCli *cli, const SaudaMadeList *made, const char *path)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!cli->json) {
    sauda_cli_pricelist_say_warnings (made->list->warnings);
    sauda_cli_print (_ ("%u offers of %s written to %s, %u of them on sale."), made->list->offers->len,
                     made->store->name, path, made->on_sale);
    if (made->run_out->len > 0)
      sauda_cli_print (ngettext ("%u offer has run out: see saudactl stock runout.",
                                 "%u offers have run out: see saudactl stock runout.", made->run_out->len),
                       made->run_out->len);
  } else {
    json_builder_begin_object (json);
    sauda_cli_add_string (json, "store", made->store->name);
    sauda_cli_add_string (json, "file", path);
    sauda_cli_add_int (json, "offers", made->list->offers->len);
    sauda_cli_add_int (json, "on_sale", made->on_sale);
    sauda_cli_add_int (json, "without_price", made->without_price);
    sauda_cli_add_int (json, "run_out", made->run_out->len);
    sauda_cli_pricelist_add_warnings (json, made->list->warnings);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  }
  return made->without_price > 0 || made->loss.is_partial ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

static gboolean
write_list (const SaudaMadeList *made, const char *path, GError **error)
{
  g_autoptr (GBytes) xml = NULL;
  gsize length;
  const char *text;

  if (g_str_has_suffix (path, ".xlsx"))
    return sauda_kaspi_price_list_write_xlsx (made->list, path, error);
  xml = sauda_kaspi_price_list_write_xml (made->list);
  if (!sauda_kaspi_price_list_validate (made->list, NULL, xml, error))
    return FALSE;
  text = g_bytes_get_data (xml, &length);
  return sauda_file_write (path, text, length, error);
}

/**
 * sauda_cli_pricelist_export:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_export (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  int confirmed = -1;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" },
    { "confirm", 0, 0, G_OPTION_ARG_INT, &confirmed, N_ ("How many offers may be missing"), "N" },
    { NULL }
  };
  Request request = { 0 };
  g_autoptr (SaudaMadeList) made = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl pricelist export FILE.xml"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  request.store = store;
  request.now_ms = sauda_workspace_get_now (cli->workspace);
  made = sauda_workspace_read (cli->workspace, make_work, &request, &error);
  if (made == NULL)
    return sauda_cli_fail (cli, error);
  if (!sauda_price_list_check_loss (&made->loss, confirmed, &error))
    return sauda_cli_fail (cli, error);
  if (made->list->offers->len == 0) {
    sauda_cli_say ("%s", _ ("The store has no offer with a price, so there is no list to write."));
    return SAUDA_EXIT_FAILED;
  }
  if (!write_list (made, argv[1], &error))
    return sauda_cli_fail (cli, error);
  return print_made (cli, made, argv[1]);
}

/**
 * sauda_cli_pricelist_check:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_check (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (SaudaKaspiPriceList) list = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  guint on_sale = 0, bad;

  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl pricelist check FILE.xml"));
  list = sauda_kaspi_price_list_read (argv[1], cli->cancellable, &error);
  if (list == NULL)
    return sauda_cli_fail (cli, error);
  sauda_kaspi_price_list_check (list);
  if (!list->is_sheet && !sauda_kaspi_price_list_validate (list, argv[1], NULL, &error))
    return sauda_cli_fail (cli, error);
  for (guint i = 0; i < list->offers->len; i++)
    on_sale += sauda_kaspi_offer_is_available (g_ptr_array_index (list->offers, i));
  bad = sauda_kaspi_price_list_count_bad (list);
  if (cli->json) {
    json_builder_begin_object (json);
    sauda_cli_add_string (json, "file", argv[1]);
    sauda_cli_add_string (json, "merchant_id", list->merchant_id);
    sauda_cli_add_string (json, "date", list->date);
    sauda_cli_add_int (json, "offers", list->offers->len);
    sauda_cli_add_int (json, "on_sale", on_sale);
    sauda_cli_add_int (json, "refused", bad);
    sauda_cli_pricelist_add_warnings (json, list->warnings);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else {
    sauda_cli_pricelist_say_warnings (list->warnings);
    sauda_cli_print (_ ("%u offers, %u on sale. Kaspi would refuse %u things."), list->offers->len, on_sale,
                     bad);
  }
  return bad > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

static void
print_report (SaudaCli *cli, const SaudaDriftReport *report)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "store", report->store);
  sauda_cli_add_string (json, "merchant_id", report->merchant_id);
  sauda_cli_add_int (json, "offers", report->offers);
  sauda_cli_add_int (json, "adopted", report->adopted);
  json_builder_set_member_name (json, "archive");
  json_builder_add_boolean_value (json, report->archive);
  sauda_cli_begin_array (json, "drift");
  for (guint i = 0; i < report->drift->len; i++) {
    sauda_cli_pricelist_add_drift (json, g_ptr_array_index (report->drift, i));
    if (!cli->json)
      sauda_cli_pricelist_say_drift (g_ptr_array_index (report->drift, i));
  }
  json_builder_end_array (json);
  sauda_cli_pricelist_add_warnings (json, report->list->warnings);
  json_builder_end_object (json);
  if (cli->json) {
    sauda_cli_print_json (json);
    return;
  }
  sauda_cli_pricelist_say_warnings (report->list->warnings);
  if (report->store == NULL)
    sauda_cli_print (
      "%s", _ ("No store has this merchant id, so nothing of the list is known. Add the store, or name "
               "it with --store."));
  sauda_cli_print (_ ("%u offers in Kaspi's list, %u differences."), report->offers, report->drift->len);
}

static SaudaExit
compare (SaudaCli *cli, const char *path, const char *store, gboolean adopt)
{
  SaudaDriftOptions options = { .store = store, .adopt = adopt };
  g_autoptr (SaudaDriftReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_open_now (cli, &options.now_ms, &error))
    return sauda_cli_fail (cli, error);
  report = sauda_price_list_compare (sauda_workspace_get_database (cli->workspace), path, &options,
                                     cli->cancellable, &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  print_report (cli, report);
  return report->store == NULL ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_stock_drift:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_drift (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" }, { NULL }
  };

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl stock drift ACTIVE.xml"));
  return compare (cli, argv[1], store, FALSE);
}

/**
 * sauda_cli_pricelist_import:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_import (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" }, { NULL }
  };

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl pricelist import ACTIVE.xml"));
  return compare (cli, argv[1], store, TRUE);
}
