#include "sauda-catalog-code.h"
#include "sauda-order-packing.h"
#include "sauda-pack-check.h"
#include "sauda-pack-scan.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

static void
test_scan (void)
{
  static const struct {
    const char *text;
    SaudaPackScanKind kind;
    const char *code;
    guint place;
  } cases[] = {
    { "900179186", SAUDA_PACK_SCAN_ORDER, "900179186", 1 },
    { "900179186-2", SAUDA_PACK_SCAN_ORDER, "900179186", 2 },
    { "KS|900179186|3|4", SAUDA_PACK_SCAN_ORDER, "900179186", 3 },
    { "ks|900179186|1|1", SAUDA_PACK_SCAN_ORDER, "900179186", 1 },
    { " 900179186 ", SAUDA_PACK_SCAN_ORDER, "900179186", 1 },
    { "900179186-", SAUDA_PACK_SCAN_PRODUCT, "900179186-", 1 },
    { "900179186-0", SAUDA_PACK_SCAN_PRODUCT, "900179186-0", 1 },
    { "900179186-1x", SAUDA_PACK_SCAN_PRODUCT, "900179186-1x", 1 },
    { "103000001_650843752", SAUDA_PACK_SCAN_PRODUCT, "103000001_650843752", 1 },
    { "4607001234567", SAUDA_PACK_SCAN_PRODUCT, "4607001234567", 1 },
    { "CL_QZ_MEN_LEG_BLACK_S", SAUDA_PACK_SCAN_PRODUCT, "CL_QZ_MEN_LEG_BLACK_S", 1 },
    { "SAUDANEXT", SAUDA_PACK_SCAN_NEXT, "SAUDANEXT", 1 },
    { "saudaundo", SAUDA_PACK_SCAN_UNDO, "saudaundo", 1 },
    { "SaudaHold", SAUDA_PACK_SCAN_HOLD, "SaudaHold", 1 },
    { "SAUDAPRINT", SAUDA_PACK_SCAN_PRINT, "SAUDAPRINT", 1 },
    { "", SAUDA_PACK_SCAN_PRODUCT, "", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *code = NULL;
    guint place = 0;

    g_assert_cmpint (sauda_pack_scan_parse (cases[i].text, &code, &place), ==, cases[i].kind);
    g_assert_cmpstr (code, ==, cases[i].code);
    g_assert_cmpuint (place, ==, cases[i].place);
  }
  for (guint kind = SAUDA_PACK_SCAN_NEXT; kind <= SAUDA_PACK_SCAN_UNDO; kind++) {
    g_autofree char *code = NULL;
    guint place = 0;

    g_assert_cmpint (
      sauda_pack_scan_parse (sauda_pack_scan_get_command ((SaudaPackScanKind) kind), &code, &place), ==,
      kind);
  }
  g_assert_null (sauda_pack_scan_get_command (SAUDA_PACK_SCAN_ORDER));
}

/* An order of two T-shirts, clicked L and decided XL, and one belt without size. */
static void
add_order (SaudaDatabase *database)
{
  sauda_test_database_execute (
    database, "INSERT INTO store (id, name, created_ms) VALUES (1, 'OnlyFit', 0);"
              "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
              " (1, 'SHIRT_L', 'SHIRT', 'Футболка', 'L', ''), (2, 'SHIRT_XL', 'SHIRT', 'Футболка', 'XL', ''),"
              " (3, 'BELT', 'BELT', 'Ремень', NULL, '');"
              "INSERT INTO offer (store_id, sku, variant_id, kaspi_code) VALUES (1, 'KSP-L', 1, '111'),"
              " (1, 'KSP-XL', 2, '222'), (1, 'KSP-BELT', 3, '333');"
              "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
              " VALUES (7, 1, '900000007', 'handover', 'file', 0, 0);"
              "INSERT INTO order_line (order_id, position, sku, quantity, decided_size) VALUES"
              " (7, 0, 'KSP-L', 2, 'XL'), (7, 1, 'KSP-BELT', 1, NULL);"
              "INSERT INTO variant_barcode (code, variant_id) VALUES ('4870001234567', 1), ('48700015', 2)");
}

static SaudaPackResult
scan (SaudaConnection *connection, SaudaPackCheck *check, const char *code)
{
  g_autoptr (GPtrArray) matches = sauda_catalog_find_code (connection, code, NULL);

  g_assert_nonnull (matches);
  return sauda_pack_check_scan (check, code, matches);
}

static gpointer
check_pieces (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaOrderInfo) order = sauda_orders_find (connection, 1, "900000007", error);
  g_autoptr (SaudaPackCheck) check = sauda_pack_check_new (order);

  g_assert_false (sauda_pack_check_is_begun (check));
  g_assert_cmpint (scan (connection, check, "SHIRT_L"), ==, SAUDA_PACK_WRONG_SIZE);
  g_assert_cmpint (scan (connection, check, "KSP-L"), ==, SAUDA_PACK_WRONG_SIZE);
  g_assert_cmpint (scan (connection, check, "nothing"), ==, SAUDA_PACK_WRONG_PRODUCT);
  g_assert_cmpint (scan (connection, check, "SHIRT_XL"), ==, SAUDA_PACK_RIGHT);
  g_assert_cmpint (scan (connection, check, "4870001234567"), ==, SAUDA_PACK_WRONG_SIZE);
  g_assert_cmpint (scan (connection, check, "48700015"), ==, SAUDA_PACK_RIGHT);
  g_assert_true (sauda_pack_check_undo (check));
  g_assert_cmpint (scan (connection, check, "222"), ==, SAUDA_PACK_RIGHT);
  g_assert_cmpint (scan (connection, check, "KSP-XL"), ==, SAUDA_PACK_TOO_MANY);
  g_assert_cmpuint (sauda_pack_check_get_scanned (check, 0), ==, 2);
  g_assert_false (sauda_pack_check_is_complete (check));
  g_assert_cmpint (scan (connection, check, "KSP-BELT"), ==, SAUDA_PACK_RIGHT);
  g_assert_true (sauda_pack_check_is_complete (check));
  g_assert_true (sauda_pack_check_undo (check));
  g_assert_cmpuint (sauda_pack_check_get_scanned (check, 1), ==, 0);
  g_assert_true (sauda_pack_check_undo (check));
  g_assert_true (sauda_pack_check_undo (check));
  g_assert_false (sauda_pack_check_undo (check));
  return GINT_TO_POINTER (TRUE);
}

/* Being packed is an entry of the history, once; taking it out again is one too. */
static gpointer
check_packing (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaOrderEdit edit = { .who = "Aigul", .now_ms = 1000 };
  SaudaPacking packing = SAUDA_PACKING_HELD;
  g_autoptr (GPtrArray) history = NULL;
  gint64 id = 0;

  g_assert_true (sauda_orders_find_id (connection, "OnlyFit", "900000007", &id, error));
  g_assert_cmpint (id, ==, 7);
  g_assert_true (sauda_orders_find_id (connection, "Other", "900000007", &id, error));
  g_assert_cmpint (id, ==, 0);
  g_assert_true (sauda_orders_get_packing (connection, 7, &packing, error));
  g_assert_cmpint (packing, ==, SAUDA_PACKING_OPEN);
  g_assert_true (sauda_orders_set_packing (connection, 7, SAUDA_PACKING_OPEN, &edit, error));
  g_assert_true (sauda_orders_set_packing (connection, 7, SAUDA_PACKING_PACKED, &edit, error));
  g_assert_true (sauda_orders_set_packing (connection, 7, SAUDA_PACKING_PACKED, &edit, error));
  g_assert_true (sauda_orders_get_packing (connection, 7, &packing, error));
  g_assert_cmpint (packing, ==, SAUDA_PACKING_PACKED);
  g_assert_true (sauda_orders_set_packing (connection, 7, SAUDA_PACKING_HELD, &edit, error));
  g_assert_true (sauda_orders_get_packing (connection, 7, &packing, error));
  g_assert_cmpint (packing, ==, SAUDA_PACKING_HELD);
  history = sauda_orders_list_history (connection, 7, error);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_cmpstr (((SaudaOrderEvent *) g_ptr_array_index (history, 0))->kind, ==, "packed");
  g_assert_cmpstr (((SaudaOrderEvent *) g_ptr_array_index (history, 0))->who, ==, "Aigul");
  return GINT_TO_POINTER (TRUE);
}

static void
test_database (SaudaTestFolder *folder, gconstpointer func)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);
  g_autoptr (GError) error = NULL;

  add_order (database);
  g_assert_nonnull (sauda_database_run (database, (SaudaDatabaseFunc) func, NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (database);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/orders/pack/scan", test_scan);
  g_test_add ("/orders/pack/pieces", SaudaTestFolder, check_pieces, sauda_test_folder_set_up, test_database,
              sauda_test_folder_tear_down);
  g_test_add ("/orders/pack/packing", SaudaTestFolder, check_packing, sauda_test_folder_set_up, test_database,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
