#include "sauda-database.h"
#include "sauda-order-sources.h"
#include "sauda-parity.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <glib/gstdio.h>

static gpointer
keep_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  SaudaOrderRecord *record = sauda_order_record_new (SAUDA_ORDER_SOURCE_API, "900000001");

  record->status = g_strdup ("ACCEPTED_BY_MERCHANT");
  g_ptr_array_add (records, record);
  return sauda_order_sources_keep (connection, 1, records, 1795400000000, error) ? data : NULL;
}

static gpointer
compare_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_parity_read (connection, 0, SAUDA_DAY_NONE, error);
}

/* A database of the version before what sources say was kept: its rows stay, and a copy of the file too. */
static void
test_from_version_4 (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "sauda.db", NULL);
  g_autofree char *backup = g_strconcat (path, ".before-5.bak", NULL);
  g_autoptr (GBytes) old = sauda_test_data_read ("store/version-4.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaDatabase) database = NULL;
  g_autoptr (SaudaParity) parity = NULL;

  g_assert_true (
    g_file_set_contents (path, g_bytes_get_data (old, NULL), (gssize) g_bytes_get_size (old), &error));
  database = sauda_database_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (backup, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT count(*) FROM orders WHERE stage = 'packing'"), ==, 1);
  g_assert_cmpint (
    sauda_test_database_read_number (database, "SELECT count(*) FROM outbox_act WHERE state = 'verified'"),
    ==, 1);
  g_assert_nonnull (sauda_database_run (database, keep_work, database, &error));
  g_assert_no_error (error);
  parity = sauda_database_run (database, compare_work, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parity->days->len, ==, 1);
  g_assert_cmpuint (((SaudaParityDay *) g_ptr_array_index (parity->days, 0))->only_api->len, ==, 1);
}

/* What a database holds since a version, and what is to be left of it after all
 * steps (tools/old-database). */
static const struct {
  int since;
  const char *sql;
  gint64 expected;
} kept[] = {
  { 4, "SELECT count(*) FROM store WHERE merchant_id = '30000001'", 1 },
  { 4, "SELECT count(*) FROM outbox_act WHERE state = 'verified' AND key = '1/900000001/accept'", 1 },
  { 5, "SELECT count(*) FROM orders", 2 },
  { 5, "SELECT sum(quantity) FROM order_line", 3 },
  { 5, "SELECT count(*) FROM order_line WHERE decided_size = 'M'", 1 },
  { 5, "SELECT count(*) FROM customer WHERE phone = '7010000001'", 1 },
  { 5, "SELECT count(*) FROM order_event", 1 },
  { 5, "SELECT count(*) FROM waybill", 1 },
  { 5, "SELECT count(*) FROM offer WHERE sku = 'A 1'", 2 },
  { 5, "SELECT count(*) FROM order_source", 2 },
  { 6, "SELECT count(*) FROM alert WHERE resolved_ms IS NULL", 1 },
  { 7, "SELECT sum(pieces) FROM stock_movement", 5 },
  { 7, "SELECT count(*) FROM offer_sale WHERE state = 'off'", 1 },
  { 8, "SELECT count(*) FROM size_history JOIN line_measure USING (line_id)", 1 },
  { 9, "SELECT count(*) FROM print_label WHERE state = 'sent'", 1 },
  { 10, "SELECT count(*) FROM orders WHERE tags = 'vip' AND hold_until = 20790", 1 },
  { 10, "SELECT count(*) FROM saved_view", 1 },
  { 11, "SELECT count(*) FROM trust_event", 1 },
  { 12, "SELECT count(*) FROM import_undo", 1 },
  { 13, "SELECT count(*) FROM contact JOIN message ON contact_id = contact.id WHERE opted_out_ms > 0", 1 },
  { 14, "SELECT after FROM price_change", 8990 },
  { 15, "SELECT count(*) FROM catalog_import", 1 },
  { 16, "SELECT count(*) FROM store WHERE sync_problem IS NOT NULL", 1 },
  { 17, "SELECT pieces FROM stock_count", 6 },
  { 17, "SELECT count(*) FROM offer_release WHERE state = 'off'", 1 },
  { 17,
    "SELECT count(*) FROM column_alias WHERE kind = 'orders' AND header = 'Номер = мой' AND field = 'code'",
    1 },
  { 17, "SELECT count(*) FROM column_alias WHERE kind = 'orders'", 2 },
  { 18, "SELECT count(*) FROM variant WHERE retired_ms > 0 AND picture = 'M_S.png'", 1 },
  { 18, "SELECT count(*) FROM variant_barcode JOIN variant_event USING (variant_id)", 1 },
  { 19, "SELECT count(*) FROM card JOIN card_field ON card_id = card.id", 2 },
  { 19, "SELECT count(*) FROM card_upload JOIN card_upload_row ON upload_id = card_upload.id", 1 },
  { 21, "SELECT after FROM offer_term_change", 8490 },
  { 21, "SELECT count(*) FROM size_history WHERE people = 'men_numbers' AND size = '52'", 1 },
  /* what was foretold from another chart is gone, the rest is there */
  { 21, "SELECT history_id FROM size_score", 1 },
  { 21, "SELECT count(*) FROM size_chart WHERE people = 'kids'", 1 },
};

static const char schema[] =
  "SELECT group_concat (type || ' ' || name || ' ' || coalesce (sql, ''), char (10))"
  " FROM (SELECT * FROM sqlite_master ORDER BY type, name)";

/* Every version steps up to the newest one: nothing is lost, nothing refers to what is not there, and the
 * tables are those of a new database. */
static void
test_from_every_version (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *fresh_folder = g_build_filename (folder->path, "fresh", NULL);
  g_autofree char *expected = NULL;
  gint64 newest;
  int version = 4;

  g_assert_cmpint (g_mkdir (fresh_folder, 0700), ==, 0);
  {
    g_autoptr (SaudaDatabase) fresh = sauda_test_database_new (fresh_folder);

    expected = sauda_test_database_read_text (fresh, schema);
    newest = sauda_test_database_read_number (fresh, "PRAGMA user_version");
  }
  for (;; version++) {
    g_autofree char *name = g_strdup_printf ("store/version-%d.db", version);
    g_autofree char *source = sauda_test_data_path (name);
    g_autofree char *path = g_strdup_printf ("%s/from-%d.db", folder->path, version);
    g_autofree char *found = NULL;
    g_autoptr (GBytes) old = NULL;
    g_autoptr (SaudaDatabase) database = NULL;
    g_autoptr (GError) error = NULL;

    if (!g_file_test (source, G_FILE_TEST_EXISTS))
      break;
    g_test_message ("from version %d", version);
    old = sauda_test_data_read (name);
    g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (old, NULL), (gssize) g_bytes_get_size (old), &error));
    database = sauda_database_open (path, &error);
    g_assert_no_error (error);
    for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
      if (kept[i].since <= version)
        g_assert_cmpint (sauda_test_database_read_number (database, kept[i].sql), ==, kept[i].expected);
    g_assert_cmpint (
      sauda_test_database_read_number (database, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
    found = sauda_test_database_read_text (database, "SELECT * FROM pragma_integrity_check");
    g_assert_cmpstr (found, ==, "ok");
    g_free (found);
    found = sauda_test_database_read_text (database, schema);
    g_assert_cmpstr (found, ==, expected);
  }
  g_assert_cmpint (version, >=, newest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/day/migration/from-version-4", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_from_version_4, sauda_test_folder_tear_down);
  g_test_add ("/day/migration/from-every-version", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_from_every_version, sauda_test_folder_tear_down);
  return g_test_run ();
}
