#include "sauda-backup-file.h"
#include "sauda-backups.h"
#include "sauda-base-error.h"
#include "sauda-catalog-error.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-day-lock.h"
#include "sauda-secrets.h"
#include "sauda-store-change.h"
#include "sauda-store-names.h"
#include "sauda-test.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
} Fixture;

/* NUMBER came with a file; OnlyFit was added by its name; all tables that know a store have a row of both. */
#define ROWS                                                                                                 \
  "INSERT INTO store (id, name, merchant_id, cutoff_minutes, trust, created_ms) VALUES"                      \
  " (1, '30000002', '30000002', 960, 'files', 1), (2, 'OnlyFit', NULL, 900, 'read', 1);"                     \
  "INSERT INTO variant (id, sku, model_key, model_name, search_key) VALUES (1, 'M_S', 'M', 'M', 'm'),"       \
  " (2, 'M_L', 'M', 'M', 'm');"                                                                              \
  "INSERT INTO offer (id, store_id, sku, variant_id, price, title) VALUES (1, 1, 'A', 1, 8990, 'Shirt'),"    \
  " (2, 1, 'B', 2, 5000, NULL), (3, 2, 'B', NULL, 5000, 'Trousers'), (4, 2, 'C', 1, 100, NULL);"             \
  "INSERT INTO price_batch (id, title, at_ms, who) VALUES (1, 'x', 1, 'x');"                                 \
  "INSERT INTO price_change (id, batch_id, offer_id, at_ms, before, after) VALUES (1, 1, 1, 1, 1, 8990);"    \
  "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms) VALUES"                 \
  " (1, 1, '900', 'new', 'file', 1, 1), (2, 2, '901', 'new', 'file', 1, 1), (3, 1, '901', 'new', 'file', "   \
  "1, 1);"                                                                                                   \
  "INSERT INTO order_line (id, order_id, position, sku, quantity) VALUES (1, 1, 0, 'A', 1), (2, 2, 0, 'B', " \
  "1),"                                                                                                      \
  " (3, 3, 0, 'B', 1);"                                                                                      \
  "INSERT INTO outbox_plan (id, title, created_ms, expires_ms) VALUES (1, 'x', 1, 2);"                       \
  "INSERT INTO outbox_act (id, plan_id, store_id, kind, target, payload, key, state, planned_ms, who) "      \
  "VALUES"                                                                                                   \
  " (1, 1, 1, 'accept', '900', '{}', '1/900/accept', 'verified', 1, 'x'),"                                   \
  " (2, 1, 1, 'accept', '905', '{}', '1/905/accept', 'verified', 1, 'x'),"                                   \
  " (3, 1, 2, 'accept', '905', '{}', '2/905/accept', 'verified', 1, 'x');"                                   \
  "INSERT INTO alert (id, key, kind, store_id, severity, said_severity, said_weight, text, first_seen_ms,"   \
  " last_seen_ms) VALUES (1, 'sync/1//', 'sync', 1, 'warning', 'warning', 0, 'x', 1, 1),"                    \
  " (2, 'sync/2//', 'sync', 2, 'warning', 'warning', 0, 'x', 1, 1);"                                         \
  "INSERT INTO trust_event VALUES (1, 1, 1, 'files', 'read', 'x', 'x');"                                     \
  "INSERT INTO warehouse (store_id, name, city_id) VALUES (1, 'PP1', '1'), (1, 'PP2', '1'), (2, 'PP1', "     \
  "'2');"                                                                                                    \
  "INSERT INTO warehouse_share_change (store_id, name, before, after, at_ms, who) VALUES (1, 'PP1', "        \
  "'none', '5%', 1,"                                                                                         \
  " 'x');"                                                                                                   \
  "INSERT INTO price_list (id, store_id, made_ms, who, sha256, offers, on_sale, xml, state) VALUES"          \
  " (1, 1, 1, 'x', 'x', 2, 2, x'00', 'published');"                                                          \
  "INSERT INTO kaspi_offer (store_id, sku, available, read_ms) VALUES (1, 'A', 1, 1), (1, 'B', 1, 1), (2, "  \
  "'B', 0, 2);"                                                                                              \
  "INSERT INTO drift VALUES (1, 'A', 'price', 1), (1, 'B', 'price', 1), (2, 'B', 'price', 2);"               \
  "INSERT INTO card (id, store_id, sku, title, brand, category, description, weight, changed_ms) VALUES"     \
  " (1, 1, 'A', '', '', '', '', '', 1), (2, 1, 'B', '', '', '', '', '', 1), (3, 2, 'B', '', '', '', '', "    \
  "'', 1);"                                                                                                  \
  "INSERT INTO card_upload (id, act_id, store_id, planned_ms) VALUES (1, 1, 1, 1);"                          \
  "INSERT INTO offer_before (import_id, id, store_id, sku) VALUES (1, 1, 1, 'A'), (1, 2, 1, 'B');"           \
  "INSERT INTO saved_view (page, position, name, query) VALUES"                                              \
  " ('orders', 1, 'Mine', '{''store'': <int64 1>}'), ('orders', 2, 'Ten', '{''store'': <int64 10>}');"       \
  "INSERT INTO print_job (id, created_ms, kind, title, file, printer, state, changed_ms) VALUES"             \
  " (1, 1, 'waybills', 'x', 'x', 'x', 'confirmed', 1);"                                                      \
  "INSERT INTO print_label VALUES (1, 1, 1, '30000002', '900', 1, 'confirmed');"                             \
  "INSERT INTO setting VALUES ('price-list-place/30000002', '/srv/kaspi.xml', 1);"

static gpointer
execute_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_connection_execute (connection, data, error) ? data : NULL;
}

static void
execute (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  sauda_workspace_write (fixture->workspace, execute_work, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static gpointer
number_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, data, error);
  gint64 number = -1;

  g_assert_nonnull (statement);
  g_assert_true (sauda_statement_read_number (statement, &number, error));
  return g_memdup2 (&number, sizeof number);
}

static gint64
read_number (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *number = sauda_workspace_read (fixture->workspace, number_work, (gpointer) sql, &error);

  g_assert_no_error (error);
  return *number;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const SaudaWorkspaceOptions options = { .data_folder = NULL };
  SaudaWorkspaceOptions own = options;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_folder_set_up (&fixture->folder, data);
  own.data_folder = fixture->folder.path;
  sauda_workspace_open_async (&own, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  fixture->workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  execute (fixture, ROWS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->workspace), (gpointer *) &fixture->workspace);
  g_object_unref (fixture->workspace);
  sauda_test_wait_until (fixture->workspace == NULL);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static gboolean
rename_store (Fixture *fixture, const char *store, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_store_rename_async (fixture->workspace, store, name, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_store_change_finish (result, NULL, NULL, error);
}

static gboolean
merge_stores (Fixture *fixture,
              const char *from,
              const char *into,
              SaudaStoreMergeChoice choice,
              GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_store_merge_async (fixture->workspace, from, into, choice, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_store_change_finish (result, NULL, NULL, error);
}

static SaudaStoreMerge *
look (Fixture *fixture, const char *from, const char *into)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaStoreMerge *merge;

  sauda_store_merge_look_async (fixture->workspace, from, into, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  merge = sauda_store_merge_look_finish (result, &error);
  g_assert_no_error (error);
  return merge;
}

static void
save_token (const char *store, const char *token)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_secrets_save_async (SAUDA_SECRETS_KASPI_TOKEN, store, token, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  sauda_secrets_save_finish (result, &error);
  g_assert_no_error (error);
}

static void
assert_token (const char *store, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  sauda_secrets_lookup_async (SAUDA_SECRETS_KASPI_TOKEN, store, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  token = sauda_secrets_lookup_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  save_token ("30000002", "token-of-the-number");
  g_assert_true (rename_store (fixture, "30000002", "  Мой  магазин ", &error));
  g_assert_no_error (error);
  assert_token ("Мой магазин", "token-of-the-number");
  assert_token ("30000002", NULL);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM store WHERE id = 1 AND name = 'Мой магазин'"),
                   ==, 1);
  g_assert_cmpint (
    read_number (fixture, "SELECT count (*) FROM setting WHERE key = 'price-list-place/Мой магазин'"), ==, 1);
  g_assert_cmpint (
    read_number (fixture, "SELECT count (*) FROM setting WHERE key = 'price-list-place/30000002'"), ==, 0);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM print_label WHERE store = 'Мой магазин'"), ==,
                   1);

  /* The other's name, in whatever case, and no name at all. */
  g_assert_false (rename_store (fixture, "Мой магазин", "onlyfit", &error));
  g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (rename_store (fixture, "Мой магазин", " ", &error));
  g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE);
  g_clear_error (&error);
  assert_token ("Мой магазин", "token-of-the-number");

  /* Only another case; and back to what it was. */
  g_assert_true (rename_store (fixture, "Мой магазин", "МОЙ МАГАЗИН", &error));
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM store_name"), ==, 1);
  g_assert_true (rename_store (fixture, "МОЙ МАГАЗИН", "30000002", &error));
  g_assert_no_error (error);
  assert_token ("30000002", "token-of-the-number");
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM store_name WHERE name = '30000002'"), ==, 0);
  save_token ("30000002", NULL);
}

static gpointer
former_names_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_auto (GStrv) names = sauda_store_names_list (connection, "Shop", error);
  g_autoptr (SaudaStoreInfo) old = sauda_stores_find (connection, "onlyfit", error);
  gint64 id;

  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[1], ==, "OnlyFit");
  g_assert_cmpint (old->id, ==, 2);
  /* A catalogue that was exported before means the same store. */
  g_assert_cmpint (sauda_stores_find_or_create (connection, "OnlyFit", 1, error), ==, 2);
  /* A person who adds a store of that name means a new one. */
  id = sauda_stores_add (
    connection, &(SaudaStoreDraft){ .name = "OnlyFit", .cutoff_minutes = -1, .trust = -1 }, 1, error);
  g_assert_cmpint (id, >, 2);
  g_assert_cmpint (sauda_stores_find_or_create (connection, "OnlyFit", 1, error), ==, id);
  return connection;
}

static void
test_former_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rename_store (fixture, "OnlyFit", "Shop", &error));
  g_assert_nonnull (sauda_workspace_write (fixture->workspace, former_names_work, NULL, &error));
  g_assert_no_error (error);
}

static void
test_day_runs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int lock = sauda_day_lock_take (fixture->folder.path, &error);

  g_assert_cmpint (lock, >=, 0);
  g_assert_false (rename_store (fixture, "OnlyFit", "Shop", &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (merge_stores (fixture, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED);
  sauda_day_lock_release (lock);
}

/* libsecret chooses its backend once, hence a process of its own. */
static void
test_no_keyring (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ()) {
    g_autoptr (GError) error = NULL;

    g_unsetenv ("SECRET_BACKEND");
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
    g_assert_false (rename_store (fixture, "OnlyFit", "Shop", &error));
    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SECRET);
    g_clear_error (&error);
    g_assert_false (merge_stores (fixture, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, &error));
    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SECRET);
    g_clear_error (&error);
    g_assert_cmpint (
      read_number (fixture, "SELECT count (*) FROM store WHERE name IN ('OnlyFit', '30000002')"), ==, 2);
    /* A machine whose tokens come from the environment needs none. */
    g_setenv ("KASPI_TOKEN_SHOP", "from outside", TRUE);
    g_assert_true (rename_store (fixture, "OnlyFit", "Shop", &error));
    g_assert_no_error (error);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

/* No table that knows a store is forgotten: all have rows of it before (@data: 1), none has after (0). */
static gpointer
left_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaStatement *list =
    sauda_connection_prepare (connection,
                              "SELECT t.name FROM sqlite_master t, pragma_table_info (t.name) c WHERE t.type "
                              "= 'table' AND c.name = 'store_id'",
                              error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  gboolean row = TRUE;

  while (row) {
    g_assert_true (sauda_statement_step (list, &row, error));
    if (row)
      g_ptr_array_add (tables, g_strdup (sauda_statement_get_text (list, 0)));
  }
  g_assert_cmpuint (tables->len, >=, 12);
  for (guint i = 0; i < tables->len; i++) {
    g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE store_id = 1", (char *) tables->pdata[i]);
    g_autofree gint64 *number = number_work (connection, sql, error);

    g_test_message ("%s", (char *) tables->pdata[i]);
    g_assert_cmpint (*number > 0, ==, GPOINTER_TO_INT (data));
  }
  return connection;
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStoreMerge) merge = look (fixture, "30000002", "onlyfit");
  g_autoptr (GPtrArray) lines = sauda_store_merge_describe (merge);

  g_assert_null (merge->obstacle);
  g_assert_cmpuint (merge->orders, ==, 2);
  g_assert_cmpuint (merge->same_orders, ==, 1);
  g_assert_cmpuint (merge->offers, ==, 2);
  g_assert_cmpuint (merge->twins->len, ==, 1);
  g_assert_cmpuint (merge->differing, ==, 0);
  g_assert_cmpuint (lines->len, >=, 8);
  save_token ("30000002", "token-of-the-number");
  execute (fixture, "INSERT INTO store_name VALUES ('former', 'Former', 1, 1)");
  g_assert_nonnull (sauda_workspace_read (fixture->workspace, left_work, GINT_TO_POINTER (1), &error));
  g_assert_true (merge_stores (fixture, "30000002", "onlyfit", SAUDA_STORE_MERGE_ASK, &error));
  g_assert_no_error (error);
  assert_token ("OnlyFit", "token-of-the-number");
  assert_token ("30000002", NULL);
  save_token ("OnlyFit", NULL);
  g_assert_nonnull (sauda_workspace_read (fixture->workspace, left_work, GINT_TO_POINTER (0), &error));
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM store"), ==, 1);
  g_assert_cmpint (
    read_number (fixture, "SELECT count (*) FROM store WHERE merchant_id = '30000002' AND trust = 'read'"),
    ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM orders WHERE store_id = 2"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT id FROM orders WHERE code = '901'"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM offer WHERE store_id = 2"), ==, 3);
  /* The offer that stays has the product that only its twin knew. */
  g_assert_cmpint (read_number (fixture, "SELECT variant_id FROM offer WHERE id = 3"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM price_change WHERE offer_id = 1"), ==, 1);
  g_assert_cmpint (
    read_number (fixture, "SELECT count (*) FROM outbox_act WHERE key IN ('2/900/accept', '2/905/accept',"
                          " '2/905/accept#2')"),
    ==, 3);
  g_assert_cmpint (
    read_number (fixture, "SELECT count (*) FROM alert WHERE id = 1 AND resolved_ms IS NOT NULL"), ==, 1);
  g_assert_cmpint (
    read_number (fixture, "SELECT count (*) FROM warehouse WHERE name = 'PP1' AND city_id = '2'"), ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM saved_view WHERE query LIKE '%<int64 2>%'"),
                   ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM saved_view WHERE query LIKE '%<int64 10>%'"),
                   ==, 1);
  g_assert_cmpint (
    read_number (fixture, "SELECT count (*) FROM setting WHERE key = 'price-list-place/OnlyFit'"), ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM print_label WHERE store = 'OnlyFit'"), ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT store_id FROM store_name WHERE name = '30000002'"), ==, 2);
}

static void
test_merge_chooses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  execute (fixture, "UPDATE offer SET price = 6000 WHERE id = 3");
  save_token ("30000002", "token-of-the-number");
  save_token ("OnlyFit", "token-of-the-name");
  g_assert_false (merge_stores (fixture, "30000002", "OnlyFit", SAUDA_STORE_MERGE_ASK, &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED);
  g_clear_error (&error);
  assert_token ("30000002", "token-of-the-number");
  assert_token ("OnlyFit", "token-of-the-name");
  g_assert_true (merge_stores (fixture, "30000002", "OnlyFit", SAUDA_STORE_MERGE_FROM, &error));
  g_assert_no_error (error);
  /* The other has a token of its own. */
  assert_token ("30000002", NULL);
  assert_token ("OnlyFit", "token-of-the-name");
  save_token ("OnlyFit", NULL);
  g_assert_cmpint (
    read_number (fixture, "SELECT id FROM offer WHERE sku = 'B' AND price = 5000 AND title = 'Trousers'"), ==,
    2);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM offer"), ==, 3);
}

static void
assert_obstacle (Fixture *fixture, const char *from, const char *into, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStoreMerge) merge = look (fixture, from, into);

  g_assert_nonnull (merge->obstacle);
  g_assert_nonnull (g_strstr_len (merge->obstacle, -1, word));
  save_token (from, "its-token");
  g_assert_false (merge_stores (fixture, from, into, SAUDA_STORE_MERGE_INTO, &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED);
  assert_token (from, "its-token");
  if (!g_str_equal (from, into))
    assert_token (into, NULL);
  save_token (from, NULL);
}

static void
test_obstacles (Fixture *fixture, gconstpointer data)
{
  assert_obstacle (fixture, "OnlyFit", "OnlyFit", "different");
  execute (fixture, "UPDATE outbox_act SET state = 'unknown' WHERE id = 2");
  assert_obstacle (fixture, "30000002", "OnlyFit", "act");
  execute (fixture, "UPDATE outbox_act SET state = 'verified'");
  execute (fixture, "UPDATE order_line SET decided_size = 'M' WHERE id = 3");
  assert_obstacle (fixture, "30000002", "OnlyFit", "901");
  execute (fixture, "UPDATE store SET merchant_id = '30000009' WHERE id = 2");
  assert_obstacle (fixture, "30000002", "OnlyFit", "30000009");
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM orders WHERE store_id = 1"), ==, 2);
}

static guint
count_backups (Fixture *fixture, const char *folder)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint found = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    found += strstr (name, "-before-merge") != NULL;
  return found;
}

/* What is refused leaves no backup; what cannot be backed up is not merged. */
static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder.path, "backups", NULL), *file = NULL,
                  *copies = g_build_filename (fixture->folder.path, "copies", NULL), *note = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 rows;

  execute (fixture, "UPDATE outbox_act SET state = 'unknown' WHERE id = 2");
  g_assert_false (merge_stores (fixture, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, NULL));
  g_assert_cmpuint (count_backups (fixture, "backups"), ==, 0);
  execute (fixture, "UPDATE outbox_act SET state = 'verified'");
  g_assert_true (g_file_set_contents (path, "no folder", -1, NULL));
  g_assert_false (merge_stores (fixture, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (read_number (fixture, "SELECT count (*) FROM store"), ==, 2);
  g_assert_cmpint (g_unlink (path), ==, 0);
  /* A stick that cannot be written to is told, and keeps nobody. */
  g_assert_true (g_file_set_contents (copies, "no folder", -1, NULL));
  g_assert_true (sauda_backups_set_destination (fixture->workspace, copies, &error));
  sauda_store_merge_async (fixture->workspace, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, NULL,
                           sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_store_change_finish (result, &file, &note, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_backups (fixture, "backups"), ==, 1);
  g_assert_true (sauda_backup_file_verify (file, &rows, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (note);
  g_assert_nonnull (strstr (note, copies));
}

/* It is copied where backups go. */
static void
test_backup_is_copied (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copies = g_build_filename (fixture->folder.path, "copies", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_backups_set_destination (fixture->workspace, copies, &error));
  g_assert_true (merge_stores (fixture, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_backups (fixture, "backups"), ==, 1);
  g_assert_cmpuint (count_backups (fixture, "copies"), ==, 1);
}

static void
test_mark (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStoreMerge) merge = look (fixture, "30000002", "OnlyFit");
  g_autofree char *mark = sauda_store_merge_get_mark (merge);
  g_autoptr (GAsyncResult) result = NULL, again = NULL;

  execute (fixture, "INSERT INTO offer (store_id, sku) VALUES (1, 'NEW')");
  sauda_store_merge_async (fixture->workspace, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, mark,
                           sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_false (sauda_store_change_finish (result, NULL, NULL, &error));
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED);
  g_clear_error (&error);
  execute (fixture, "DELETE FROM offer WHERE sku = 'NEW'");
  sauda_store_merge_async (fixture->workspace, "30000002", "OnlyFit", SAUDA_STORE_MERGE_INTO, mark,
                           sauda_test_keep_result, &again);
  sauda_test_wait_until (again != NULL);
  g_assert_true (sauda_store_change_finish (again, NULL, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *keyring = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = sauda_test_folder_new ();
  keyring = g_build_filename (folder, "test.keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_test_add ("/day/store-change/rename", Fixture, NULL, set_up, test_rename, tear_down);
  g_test_add ("/day/store-change/former-names", Fixture, NULL, set_up, test_former_names, tear_down);
  g_test_add ("/day/store-change/day-runs", Fixture, NULL, set_up, test_day_runs, tear_down);
  g_test_add ("/day/store-change/no-keyring", Fixture, NULL, set_up, test_no_keyring, tear_down);
  g_test_add ("/day/store-change/merge", Fixture, NULL, set_up, test_merge, tear_down);
  g_test_add ("/day/store-change/merge-chooses", Fixture, NULL, set_up, test_merge_chooses, tear_down);
  g_test_add ("/day/store-change/obstacles", Fixture, NULL, set_up, test_obstacles, tear_down);
  g_test_add ("/day/store-change/backup", Fixture, NULL, set_up, test_backup, tear_down);
  g_test_add ("/day/store-change/backup-copied", Fixture, NULL, set_up, test_backup_is_copied, tear_down);
  g_test_add ("/day/store-change/mark", Fixture, NULL, set_up, test_mark, tear_down);
  status = g_test_run ();
  sauda_test_folder_remove (folder);
  return status;
}
