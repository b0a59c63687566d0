#include "sauda-cli.h"

#include "sauda-customer-directory.h"
#include "sauda-customer-erase.h"
#include "sauda-order-record.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_customer_directory_list (connection, data, error);
}

static void
add_customer (JsonBuilder *json, const SaudaCustomerInfo *customer)
{
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", customer->id);
  sauda_cli_add_string (json, "phone", customer->phone);
  sauda_cli_add_string (json, "name", customer->name);
  sauda_cli_add_string (json, "other_names", customer->other_names);
  sauda_cli_add_string (json, "city", customer->city);
  sauda_cli_add_string (json, "source", customer->source);
  sauda_cli_add_int (json, "orders", customer->orders);
  sauda_cli_add_int (json, "cancelled", customer->cancelled);
  sauda_cli_add_time (json, "last_order", customer->last_order_ms);
  sauda_cli_add_string (json, "consent_source", customer->consent_source);
  sauda_cli_add_time (json, "consent", customer->consent_ms);
  sauda_cli_add_time (json, "opted_out", customer->opted_out_ms);
  sauda_cli_add_time (json, "erased", customer->erased_ms);
  sauda_cli_add_int (json, "alike", customer->alike);
  json_builder_end_object (json);
}

static void
print_customer (const SaudaCustomerInfo *customer, gboolean packer)
{
  g_autofree char *phone =
    packer && customer->phone != NULL ? sauda_text_mask_phone (customer->phone) : g_strdup (customer->phone);
  g_autofree char *id = g_strdup_printf ("%d", (int) customer->id);
  g_autofree char *orders = g_strdup_printf ("%u", customer->orders);
  const SaudaCliCell cells[] = { { id, -6 },
                                 { phone != NULL ? phone : "–", 12 },
                                 { customer->erased_ms > 0  ? _ ("(erased)")
                                   : customer->name != NULL ? customer->name
                                                            : "–",
                                   28 },
                                 { customer->city != NULL ? customer->city : "", 16 },
                                 { orders, -4 },
                                 { customer->opted_out_ms > 0 ? _ ("no messages") : "", 0 } };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

/**
 * sauda_cli_customers_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_customers_list (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *query = NULL;
  gboolean packer = FALSE;
  const GOptionEntry entries[] = {
    { "query", 0, 0, G_OPTION_ARG_STRING, &query, N_ ("Words that must be found"), "TEXT" },
    { "packer", 0, 0, G_OPTION_ARG_NONE, &packer, N_ ("Without prices and with masked phones"), NULL },
    { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) customers = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  customers = sauda_workspace_read (cli->workspace, list_work, query, &error);
  if (customers == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "customers");
  for (guint i = 0; i < customers->len; i++) {
    SaudaCustomerInfo *customer = g_ptr_array_index (customers, i);

    if (cli->json && packer && customer->phone != NULL) {
      g_autofree char *known = customer->phone;

      customer->phone = sauda_text_mask_phone (known);
    }
    if (cli->json)
      add_customer (json, customer);
    else
      print_customer (customer, packer);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_customers_erase:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_customers_erase (SaudaCli *cli, int argc, char **argv)
{
  gint64 id = 0;
  const GOptionEntry entries[] = { { "id", 0, 0, G_OPTION_ARG_INT64, &id,
                                     N_ ("The buyer with this number of “customers list”"), "N" },
                                   { NULL } };
  g_autofree char *phone = NULL;
  g_autoptr (SaudaCustomerErasure) erasure = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "[PHONE]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if ((argc == 2) == (id != 0) || argc > 2)
    return sauda_cli_usage (_ ("Name one buyer: saudactl customers erase PHONE, or --id N."));
  if (argc == 2) {
    phone = sauda_order_record_read_phone (argv[1]);
    if (phone == NULL)
      return sauda_cli_usage (_ ("This is no phone number of ten digits."));
  }
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  erasure = sauda_customer_erase (cli->workspace, phone, id, "saudactl", &error);
  if (erasure == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "customer", erasure->customer_id);
  sauda_cli_add_int (json, "orders", erasure->orders);
  sauda_cli_add_int (json, "files", erasure->files);
  sauda_cli_add_int (json, "label_files", erasure->labels);
  sauda_cli_begin_array (json, "folders_away");
  for (gsize i = 0; erasure->away[i] != NULL; i++)
    json_builder_add_string_value (json, erasure->away[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print (
      _ (
        "The buyer is erased: %u orders stay without him; %u saved waybills and %u files of built labels are "
        "deleted. Backups made before still hold him until they are replaced; when one is restored here, he "
        "is "
        "erased again. Files that you downloaded or copied elsewhere are yours to delete."),
      erasure->orders, erasure->files, erasure->labels);
  for (gsize i = 0; !cli->json && erasure->away[i] != NULL; i++)
    sauda_cli_print (_ ("Labels with this buyer may lie in %s, which is not there now: delete them there."),
                     erasure->away[i]);
  return SAUDA_EXIT_DONE;
}
