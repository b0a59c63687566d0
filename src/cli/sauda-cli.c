#include "sauda-cli.h"

#include "sauda-config.h"
#include "sauda-language.h"
#include "sauda-log.h"
#include "sauda-practice-server.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const SaudaCliCommand commands[] = {
  { "stores", "add", "NAME --merchant-id ID", N_ ("Add a store, or change it"), sauda_cli_stores_add },
  { "stores", "list", "", N_ ("List the stores"), sauda_cli_stores_list, TRUE },
  { "stores", "trust", "NAME LEVEL", N_ ("Set how far a store is trusted: files, read, limited, full"),
    sauda_cli_stores_trust },
  { "stores", "stop", "[NAME]", N_ ("Red Stop: nothing is sent any more"), sauda_cli_stores_stop, TRUE },
  { "stores", "resume", "[NAME]", N_ ("Take the red Stop back"), sauda_cli_stores_resume, TRUE },
  { "stores", "rename", "NAME NEW-NAME", N_ ("Call a store otherwise"), sauda_cli_stores_rename, TRUE },
  { "stores", "merge", "FROM INTO", N_ ("Make one store a part of another"), sauda_cli_stores_merge },
  { "catalog", "import", "FILE", N_ ("Import the catalogue (M02, CSV or XLSX)"), sauda_cli_catalog_import },
  { "catalog", "export", "FILE", N_ ("Write the catalogue as CSV or XLSX"), sauda_cli_catalog_export, TRUE },
  { "catalog", "list", "", N_ ("List the catalogue"), sauda_cli_catalog_list },
  { "catalog", "map-api", "", N_ ("Show every offer with the fields of the API"), sauda_cli_catalog_map_api,
    TRUE },
  { "catalog", "add", "SKU NAME", N_ ("Add a product"), sauda_cli_catalog_add },
  { "catalog", "set", "SKU FIELD=VALUE…", N_ ("Change a product"), sauda_cli_catalog_set, TRUE },
  { "catalog", "imports", "", N_ ("Show the imports of catalogues"), sauda_cli_catalog_imports, TRUE },
  { "catalog", "undo", "", N_ ("Take the last import back"), sauda_cli_catalog_undo, TRUE },
  { "catalog", "aliases", "[HEADER=FIELD]", N_ ("Remember how your files name a column"),
    sauda_cli_catalog_aliases },
  { "catalog", "suggest", "", N_ ("Propose products for offers without one"), sauda_cli_catalog_suggest,
    TRUE },
  { "catalog", "link", "STORE SKU PRODUCT", N_ ("Tell which product an offer sells"), sauda_cli_catalog_link,
    TRUE },
  { "catalog", "unlink", "STORE SKU", N_ ("Part an offer from its product"), sauda_cli_catalog_unlink, TRUE },
  { "cards", "categories", "", N_ ("List Kaspi's categories of product cards"), sauda_cli_cards_categories },
  { "cards", "attributes", "CATEGORY", N_ ("Show what the cards of a category are asked"),
    sauda_cli_cards_attributes },
  { "cards", "template", "CATEGORY FILE", N_ ("Write a sheet of cards to fill in"),
    sauda_cli_cards_template },
  { "cards", "check", "FILE", N_ ("Check product cards before Kaspi sees them"), sauda_cli_cards_check },
  { "cards", "upload", "FILE", N_ ("Plan an upload of product cards"), sauda_cli_cards_upload },
  { "cards", "status", "", N_ ("Read what became of the uploads of cards"), sauda_cli_cards_status },
  { "stock", "list", "", N_ ("Show what lies on the shelf"), sauda_cli_stock_list },
  { "stock", "low", "", N_ ("Show what is running out"), sauda_cli_stock_low, TRUE },
  { "stock", "set", "SKU N", N_ ("Write down what was counted"), sauda_cli_stock_set },
  { "stock", "move", "SKU KIND N", N_ ("Write down what came, went or was inspected"), sauda_cli_stock_move },
  { "stock", "import", "FILE", N_ ("Take a list of SKUs and pieces as a count"), sauda_cli_stock_import },
  { "stock", "orders", "", N_ ("Let the orders move the stock"), sauda_cli_stock_orders, TRUE },
  { "stock", "history", "[SKU]", N_ ("Show the movements"), sauda_cli_stock_history, TRUE },
  { "stock", "undo", "N", N_ ("Take a change of the stock back"), sauda_cli_stock_undo, TRUE },
  { "stock", "questions", "", N_ ("Show what may have come back"), sauda_cli_stock_questions, TRUE },
  { "stock", "answer", "N yes|no", N_ ("Tell whether it came back"), sauda_cli_stock_answer, TRUE },
  { "stock", "runout", "[--yes]", N_ ("Take what has run out off sale"), sauda_cli_stock_run_out },
  { "stock", "buffer", "[SKU] N", N_ ("Tell how many pieces are kept back"), sauda_cli_stock_buffer, TRUE },
  { "stock", "drift", "FILE", N_ ("Compare with Kaspi's own list"), sauda_cli_stock_drift },
  { "pricelist", "export", "FILE", N_ ("Write the whole price list of a store"), sauda_cli_pricelist_export },
  { "pricelist", "check", "FILE", N_ ("Tell what Kaspi would refuse in a price list"),
    sauda_cli_pricelist_check, TRUE },
  { "pricelist", "import", "FILE", N_ ("Take the offers of Kaspi's own list into the catalogue"),
    sauda_cli_pricelist_import },
  { "pricelist", "diff", "OLD NEW", N_ ("Compare two price lists"), sauda_cli_pricelist_diff, TRUE },
  { "pricelist", "publish", "[--to PLACE]", N_ ("Put the price list where Kaspi takes it"),
    sauda_cli_pricelist_publish },
  { "pricelist", "history", "", N_ ("Show the published price lists"), sauda_cli_pricelist_history },
  { "pricelist", "rollback", "N", N_ ("Publish an earlier price list again"), sauda_cli_pricelist_rollback,
    TRUE },
  { "pricelist", "serve", "--port N", N_ ("Serve the published price lists"), sauda_cli_pricelist_serve },
  { "pricelist", "verify", "URL", N_ ("Look whether an address serves the published list"),
    sauda_cli_pricelist_verify },
  { "pricelist", "city", "SKU CITY PRICE|off", N_ ("Set what an offer costs in one city"),
    sauda_cli_pricelist_city },
  { "pricelist", "preorder", "SKU DAYS|off", N_ ("Set the days of an offer that is sold before it is there"),
    sauda_cli_pricelist_preorder },
  { "pricelist", "terms", "", N_ ("Show prices by city and pre-orders, and take changes back"),
    sauda_cli_pricelist_terms },
  { "pricelist", "warehouse", "PP1", N_ ("Tell the city of a warehouse"), sauda_cli_pricelist_warehouse },
  { "prices", "list", "", N_ ("Show prices with floor, target and margin"), sauda_cli_prices_list, TRUE },
  { "prices", "set", "SKU PRICE", N_ ("Change one price"), sauda_cli_prices_set },
  { "prices", "bulk", "--percent N", N_ ("Change many prices, after a look"), sauda_cli_prices_bulk },
  { "prices", "undo", "N", N_ ("Take a change of prices back"), sauda_cli_prices_undo, TRUE },
  { "prices", "history", "", N_ ("Show who changed which price"), sauda_cli_prices_history, TRUE },
  { "prices", "rates", "[NAME VALUE]", N_ ("Show or set commission, VAT, yuan, freight, margins"),
    sauda_cli_prices_rates },
  { "prices", "tariff", "[LINE…]", N_ ("Show or set what Kaspi's delivery costs"), sauda_cli_prices_tariff },
  { "prices", "watch", "", N_ ("Show prices that need a look"), sauda_cli_prices_watch, TRUE },
  { "prices", "competitors", "FILE", N_ ("Take prices of others from a spreadsheet"),
    sauda_cli_prices_competitors, TRUE },
  { "prices", "profit", "", N_ ("Account the profit"), sauda_cli_prices_profit },
  { "reorder", "list", "", N_ ("Propose what to order from suppliers"), sauda_cli_reorder_list },
  { "reorder", "order", "", N_ ("Write the proposal down as ordered"), sauda_cli_reorder_order },
  { "reorder", "purchases", "", N_ ("Show what was ordered"), sauda_cli_reorder_purchases, TRUE },
  { "reorder", "receive", "N SKU PIECES", N_ ("Put on the shelf what came"), sauda_cli_reorder_receive,
    TRUE },
  { "reorder", "close", "N", N_ ("Expect nothing more of a purchase"), sauda_cli_reorder_close, TRUE },
  { "reorder", "supplier", "[NAME]", N_ ("Tell how a supplier delivers"), sauda_cli_reorder_supplier },
  { "orders", "import", "FILE…", N_ ("Import ActiveOrders and ArchiveOrders spreadsheets"),
    sauda_cli_orders_import },
  { "orders", "columns", "[FILE]", N_ ("Show how the columns of order sheets are found"),
    sauda_cli_orders_columns },
  { "orders", "undo", "[ID]", N_ ("Take an import of order sheets back"), sauda_cli_orders_undo },
  { "orders", "fetch", "", N_ ("Fetch orders from Kaspi"), sauda_cli_orders_fetch },
  { "orders", "list", "", N_ ("List orders"), sauda_cli_orders_list },
  { "orders", "export", "FILE", N_ ("Write orders into XLSX or CSV"), sauda_cli_orders_export },
  { "orders", "parity", "", N_ ("Compare the API with the spreadsheets"), sauda_cli_orders_parity },
  { "orders", "accept", "CODE…", N_ ("Accept new orders"), sauda_cli_orders_accept },
  { "orders", "assemble", "CODE…", N_ ("Assemble orders: their waybills are formed"),
    sauda_cli_orders_assemble },
  { "orders", "cancel", "CODE… --reason R", N_ ("Cancel orders"), sauda_cli_orders_cancel },
  { "orders", "arrived", "CODE…", N_ ("Tell that pre-orders have arrived"), sauda_cli_orders_arrived },
  { "orders", "complete", "CODE", N_ ("Hand an order out with the buyer's code"), sauda_cli_orders_complete },
  { "orders", "hold", "CODE… --until DATE", N_ ("Hold orders back until a day"), sauda_cli_orders_hold },
  { "orders", "release", "CODE…", N_ ("Ship orders again that were held back"), sauda_cli_orders_release },
  { "orders", "tag", "CODE…", N_ ("Add, remove or show tags of orders"), sauda_cli_orders_tag },
  { "customers", "list", "", N_ ("List the buyers"), sauda_cli_customers_list },
  { "customers", "erase", "PHONE|--id N", N_ ("Remove the personal data of a buyer"),
    sauda_cli_customers_erase },
  { "waybills", "import", "FILE…", N_ ("Store waybills from ZIP, PDF or folders"),
    sauda_cli_waybills_import },
  { "labels", "build", "--out DIR", N_ ("Write the grouped labels, manifests and pick lists"),
    sauda_cli_labels_build },
  { "labels", "proof", "", N_ ("Compare labels and orders, and list what does not agree"),
    sauda_cli_labels_proof },
  { "labels", "product", "FILE.pdf [SKU[=N]…]", N_ ("Write labels for goods of the catalogue"),
    sauda_cli_labels_product },
  { "labels", "boxes", "FILE.pdf [ORDER…]", N_ ("Write a label for each place of an order"),
    sauda_cli_labels_boxes },
  { "labels", "slips", "FILE.pdf [ORDER…]", N_ ("Write packing slips"), sauda_cli_labels_slips },
  { "labels", "handover", "FILE.pdf", N_ ("Write the list that the courier signs"),
    sauda_cli_labels_handover },
  { "labels", "ruler", "FILE.pdf", N_ ("Write the page by which a printer is set up"),
    sauda_cli_labels_ruler },
  { "labels", "templates", "", N_ ("List templates of labels and sheets"), sauda_cli_labels_templates },
  { "print", "list", "", N_ ("Show what was printed"), sauda_cli_print_list },
  { "print", "mark", "JOB [--printed N]", N_ ("Tell how many labels of a job came out"),
    sauda_cli_print_mark },
  { "sizes", "recommend", "--height CM --weight KG", N_ ("Tell which size fits a buyer"),
    sauda_cli_sizes_recommend },
  { "sizes", "import", "FILE", N_ ("Learn sizes from a sheet of decided orders"), sauda_cli_sizes_import },
  { "sizes", "returned", "ORDER small|large|wrong|SIZE", N_ ("Note that a size came back, and learn from it"),
    sauda_cli_sizes_returned },
  { "sizes", "backtest", "FILE", N_ ("Measure how well sizes of past orders are foretold"),
    sauda_cli_sizes_backtest },
  { "reply", "parse", "TEXT", N_ ("Tell what a buyer's answer means"), sauda_cli_reply_parse },
  { "messages", "list", "", N_ ("List messages to and from buyers"), sauda_cli_messages_list },
  { "conversation", "list", "", N_ ("List what was asked about orders, and what became of it"),
    sauda_cli_conversation_list },
  { "conversation", "answer", "CODE TEXT", N_ ("Enter a buyer's answer by hand"),
    sauda_cli_conversation_answer },
  { "conversation", "strangers", "", N_ ("List who wrote and has no order here"),
    sauda_cli_conversation_strangers },
  { "conversation", "attach", "ID CODE", N_ ("Say whose order somebody's messages are about"),
    sauda_cli_conversation_attach },
  { "conversation", "take-over", "CODE", N_ ("Answer a buyer yourself: Sauda is silent"),
    sauda_cli_conversation_take_over },
  { "conversation", "resume", "CODE", N_ ("Let Sauda answer again"), sauda_cli_conversation_resume },
  { "conversation", "correct", "MESSAGE", N_ ("Correct what was read in a message"),
    sauda_cli_conversation_correct },
  { "conversation", "link", "CODE", N_ ("Show the link that opens the chat with the text in it"),
    sauda_cli_conversation_link },
  { "whatsapp", "check", "", N_ ("Ask the WhatsApp provider whether the account works"),
    sauda_cli_whatsapp_check },
  { "whatsapp", "templates", "[--create]", N_ ("Show the templates and their approval"),
    sauda_cli_whatsapp_templates },
  { "whatsapp", "set", "NAME VALUE", N_ ("Set up WhatsApp"), sauda_cli_whatsapp_set },
  { "whatsapp", "listen", "", N_ ("Take the webhooks of Meta, 360dialog and Twilio"),
    sauda_cli_whatsapp_listen },
  { "whatsapp", "webhook", "", N_ ("Tell 360dialog where to bring its messages"),
    sauda_cli_whatsapp_webhook },
  { "whatsapp", "read", "FILE --provider P", N_ ("Show what a provider's message or webhook means"),
    sauda_cli_whatsapp_read },
  { "day", "run", "[--yes]", N_ ("Do what is due now and possible"), sauda_cli_day_run },
  { "day", "status", "", N_ ("Show what is due and what waits"), sauda_cli_day_status },
  { "schedule", "install", "", N_ ("Read orders, and run the day, by timers of systemd"),
    sauda_cli_schedule_install },
  { "schedule", "status", "", N_ ("Tell when the timers run, and what came of the last time"),
    sauda_cli_schedule_status, TRUE },
  { "schedule", "remove", "", N_ ("Take the timers away again"), sauda_cli_schedule_remove, TRUE },
  { "alerts", "list", "", N_ ("Show what needs you"), sauda_cli_alerts_list },
  { "alerts", "ack", "ID…", N_ ("Quiet alerts until they get worse"), sauda_cli_alerts_ack },
  { "outbox", "list", "", N_ ("Show the ledger of acts"), sauda_cli_outbox_list },
  { "outbox", "approve", "PLAN", N_ ("Approve a plan and send it"), sauda_cli_outbox_approve },
  { "outbox", "retry", "ID…", N_ ("Plan acts again that had no effect"), sauda_cli_outbox_retry },
  { "outbox", "settle", "ID verified|failed", N_ ("Settle an unclear act by hand"), sauda_cli_outbox_settle },
  { "day", "report", "[--out FILE]", N_ ("Report a day: what is not done first"), sauda_cli_day_report },
  { "doctor", NULL, "", N_ ("Tell what whoever helps will ask first"), sauda_cli_doctor },
  { "check", NULL, "", N_ ("Look at the gates: is everything right to ship?"), sauda_cli_check },
  { "backup", "create", "[DIR]", N_ ("Save the database and labels, and try to restore them"),
    sauda_cli_backup_create },
  { "backup", "verify", "FILE", N_ ("Restore a backup for trial and compare"), sauda_cli_backup_verify },
  { "backup", "restore", "FILE", N_ ("Put a backup in place of what is there"), sauda_cli_backup_restore },
  { "practice", "serve", "", N_ ("Run the practice store alone"), sauda_cli_practice_serve },
  { "practice", "ledger", "", N_ ("Show what the practice store received"), sauda_cli_practice_ledger, TRUE },
  { "practice", "script", "", N_ ("Show what the buyers who were asked write, and when"),
    sauda_cli_practice_script, TRUE },
  { "practice", "reset", "", N_ ("Begin a new practice day"), sauda_cli_practice_reset, TRUE },
};

static gboolean
on_interrupt (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
print_help (const char *topic)
{
  g_print ("%s\n\n",
           _ ("Usage: saudactl [--data-dir DIR] [--practice[=URL]] [--json] [--lang ru|kk|en] COMMAND …"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *call =
      g_strdup_printf ("%s %s %s", commands[i].topic, commands[i].action != NULL ? commands[i].action : "",
                       commands[i].arguments);

    const SaudaCliCell cells[] = { { "", 0 }, { call, 40 }, { _ (commands[i].summary), 0 } };

    if (topic == NULL || g_str_equal (topic, commands[i].topic))
      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
}

/* Reads `--name VALUE` and `--name=VALUE`. */
static gboolean
take_value (int argc, char **argv, int *i, const char *name, char **value)
{
  gsize length = strlen (name);

  if (strncmp (argv[*i], name, length) != 0)
    return FALSE;
  if (argv[*i][length] == '=') {
    g_free (*value);
    *value = g_strdup (argv[*i] + length + 1);
    return TRUE;
  }
  if (argv[*i][length] == '\0' && *i + 1 < argc) {
    g_free (*value);
    *value = g_strdup (argv[++*i]);
    return TRUE;
  }
  return FALSE;
}

/* Global options may stand anywhere before a bare `--`; what is left are the command's words. */
static gboolean
take_global_options (SaudaCli *cli, char **language, int *argc, char **argv)
{
  int kept = 1;

  for (int i = 1; i < *argc; i++) {
    if (g_str_equal (argv[i], "--")) {
      while (++i < *argc)
        argv[kept++] = argv[i];
      break;
    }
    if (take_value (*argc, argv, &i, "--data-dir", &cli->data_folder) ||
        take_value (*argc, argv, &i, "--lang", language))
      continue;
    if (g_str_equal (argv[i], "--json"))
      cli->json = TRUE;
    else if (g_str_equal (argv[i], "--practice"))
      cli->practice = TRUE;
    else if (g_str_has_prefix (argv[i], "--practice=")) {
      cli->practice = TRUE;
      g_free (cli->practice_url);
      cli->practice_url = g_strdup (argv[i] + strlen ("--practice="));
    } else if (g_str_equal (argv[i], "--data-dir") || g_str_equal (argv[i], "--lang"))
      return FALSE;
    else
      argv[kept++] = argv[i];
  }
  argv[kept] = NULL;
  *argc = kept;
  return TRUE;
}

/* `catalog undo --help` explains, and takes nothing back: what has options of its own lists them itself. */
static SaudaExit
explain_or_run (const SaudaCliCommand *command, SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *call = g_strjoin (" ", "saudactl", command->topic, command->action, NULL);
  gboolean asked = FALSE;

  for (int i = 1; i < argc; i++)
    asked |= g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h");
  if (!asked)
    return command->run (cli, argc, argv);
  if (!command->plain) {
    g_set_prgname (call);
    return command->run (cli, argc, argv);
  }
  g_print (_ ("Usage: %s"), call);
  g_print (" %s\n\n%s\n", command->arguments, _ (command->summary));
  return SAUDA_EXIT_DONE;
}

static SaudaExit
run_command (SaudaCli *cli, int argc, char **argv)
{
  const char *topic = argc > 1 ? argv[1] : NULL, *action = argc > 2 ? argv[2] : NULL;
  gboolean known_topic = FALSE;

  if (topic == NULL || g_str_equal (topic, "--help") || g_str_equal (topic, "-h")) {
    print_help (NULL);
    return topic == NULL ? SAUDA_EXIT_USAGE : SAUDA_EXIT_DONE;
  }
  if (g_str_equal (topic, "--version")) {
    g_print ("saudactl %s\n", SAUDA_VERSION);
    return SAUDA_EXIT_DONE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (!g_str_equal (topic, commands[i].topic))
      continue;
    known_topic = TRUE;
    if (commands[i].action == NULL)
      return explain_or_run (&commands[i], cli, argc - 1, argv + 1);
    if (g_strcmp0 (action, commands[i].action) == 0)
      return explain_or_run (&commands[i], cli, argc - 2, argv + 2);
  }
  if (known_topic && (action == NULL || g_str_equal (action, "--help") || g_str_equal (action, "-h"))) {
    print_help (topic);
    return action == NULL ? SAUDA_EXIT_USAGE : SAUDA_EXIT_DONE;
  }
  {
    g_autofree char *command = g_strjoin (" ", topic, action, NULL);
    g_autofree char *sentence =
      g_strdup_printf (_ ("There is no command “%s”. See saudactl --help."), command);

    return sauda_cli_usage (sentence);
  }
}

/**
 * sauda_cli_main:
 * @argc: number of words
 * @argv: the call
 *
 * Returns: a #SaudaExit
 */
int
sauda_cli_main (int argc, char **argv)
{
  SaudaCli cli = { .cancellable = g_cancellable_new () };
  g_autofree char *language = NULL;
  g_autofree char **words = g_memdup2 (argv, sizeof (char *) * ((gsize) argc + 1));
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, cli.cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, cli.cancellable);
  gboolean understood = take_global_options (&cli, &language, &argc, words);
  g_autofree char *fault = NULL;
  SaudaExit code;

  sauda_language_use (language);
  fault = language != NULL ? sauda_language_get_fault (language) : NULL;
  /* Numbers are written for programs: a point, whatever the country. */
  setlocale (LC_NUMERIC, "C");
  sauda_log_set_up (g_getenv ("SAUDA_VERBOSE") != NULL);
  if (!understood)
    code = sauda_cli_usage (_ ("An option lacks its value. See saudactl --help."));
  else if (fault != NULL)
    code = sauda_cli_usage (fault);
  else
    code = run_command (&cli, argc, words);
  g_clear_object (&cli.workspace);
  if (cli.server != NULL)
    sauda_practice_server_stop (cli.server);
  g_clear_object (&cli.server);
  if (!g_cancellable_is_cancelled (cli.cancellable)) {
    g_source_remove (interrupt);
    g_source_remove (terminate);
  }
  g_object_unref (cli.cancellable);
  g_free (cli.data_folder);
  g_free (cli.practice_url);
  g_free (cli.at);
  return code;
}
