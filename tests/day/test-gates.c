#include "day-workspace.h"
#include "sauda-alert-rules.h"
#include "sauda-database.h"
#include "sauda-gates.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <string.h>

typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->workspace = day_workspace_open (fixture->folder.path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_test_end_object (fixture->workspace);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static void
execute (Fixture *fixture, const char *sql)
{
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
}

/* Ten good orders of a known variant. */
static void
fill (Fixture *fixture)
{
  execute (fixture, "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES (1, 'V', "
                    "'M', 'Print', 'L', '');"
                    "INSERT INTO offer (store_id, sku, variant_id) VALUES (1, 'S_L', 1);"
                    "WITH n (i) AS (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(10))"
                    " INSERT INTO orders (id, store_id, code, state, status, stage, kaspi_delivery, "
                    "planned_handover_ms, total,"
                    " source, first_seen_ms, updated_ms) SELECT i, 1, '70000000' || i, 'KASPI_DELIVERY', "
                    "'ACCEPTED_BY_MERCHANT',"
                    " 'packing', 1, 4102444800000, 8990, 'file', 1, 1 FROM n;"
                    "INSERT INTO order_line (order_id, position, sku, title, quantity, amount)"
                    " SELECT id, 0, 'S_L', 'Print L', 1, 8990 FROM orders");
}

static const SaudaGate *
find (GPtrArray *gates, const char *name)
{
  SaudaGateKind kind;

  g_assert_true (sauda_gate_from_name (name, &kind));
  return g_ptr_array_index (gates, kind);
}

static void
assert_only_closed (Fixture *fixture, const char *name, double value, const char *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gates = sauda_gates_check (fixture->workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (gates->len, ==, SAUDA_N_GATES);
  for (guint i = 0; i < gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (gates, i);
    gboolean wanted = name != NULL && strcmp (sauda_gate_get_name (gate->kind), name) == 0;

    g_test_message ("%s: %s", sauda_gate_get_name (gate->kind), gate->reason);
    g_assert_true (g_str_has_prefix (gate->reason, gate->open ? sauda_gate_get_title (gate->kind)
                                                              : sauda_gate_get_closed_title (gate->kind)));
    if (gate->kind == SAUDA_GATE_DISK)
      continue;
    g_assert_cmpint (gate->open, ==, !wanted);
  }
  if (name == NULL)
    return;
  g_assert_cmpfloat_with_epsilon (find (gates, name)->value, value, 0.01);
  if (row != NULL) {
    g_autofree char *rows = g_strjoinv ("\n", find (gates, name)->rows);

    g_test_message ("%s", rows);
    g_assert_nonnull (strstr (rows, row));
  }
}

static void
test_each (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    double value;
    const char *harm;
    const char *row;
    const char *repair;
  } cases[] = {
    { "sums", 1, "UPDATE orders SET total = 9000 WHERE id = 3", "700000003",
      "UPDATE orders SET total = 8990" },
    { "sums", 10, "UPDATE order_line SET amount = 8; UPDATE orders SET total = 8", NULL,
      "UPDATE order_line SET amount = 8990; UPDATE orders SET total = 8990" },
    { "sums", 1,
      "UPDATE order_line SET amount = 89900 WHERE order_id = 3; UPDATE orders SET total = 89900 WHERE id = 3",
      "700000003", "UPDATE order_line SET amount = 8990; UPDATE orders SET total = 8990" },
    { "sums", 1,
      "UPDATE order_line SET amount = 899 WHERE order_id = 4; UPDATE orders SET total = 899 WHERE id = 4",
      "700000004", "UPDATE order_line SET amount = 8990; UPDATE orders SET total = 8990" },
    { "unmapped", 10, "UPDATE order_line SET sku = 'T_L' WHERE order_id = 2", "T_L",
      "UPDATE order_line SET sku = 'S_L'" },
    { "columns", 10, "UPDATE orders SET planned_handover_ms = NULL WHERE id = 4", "700000004",
      "UPDATE orders SET planned_handover_ms = 4102444800000" },
    { "drift", 4,
      "INSERT INTO setting VALUES ('order-columns-missing', 'Статус' || char (10) || 'Категория' || char "
      "(10) ||"
      " 'Способ оплаты' || char (10) || 'Способ доставки', 1)",
      "Категория", "DELETE FROM setting" },
    { "sync", 0, "UPDATE store SET trust = 'read', last_sync_ms = 1", "UNIVERSAL",
      "UPDATE store SET trust = 'files'" },
    { "labels", 1, "UPDATE orders SET stage = 'handover', planned_handover_ms = 1 WHERE id = 5", "700000005",
      "UPDATE orders SET stage = 'packing', planned_handover_ms = 4102444800000" },
    { "duplicates", 1,
      "INSERT INTO waybill SELECT NULL, id, 'same', 'w' || id, 1, 'api', 1 FROM orders WHERE id IN (6, 7)",
      "70000000", "DELETE FROM waybill" },
    { "clock", 11, "INSERT INTO setting VALUES ('kaspi-clock-ahead-ms', '-660000', 1)", NULL,
      "DELETE FROM setting" },
    { "clock", 0, "UPDATE store SET last_sync_ms = 4102444800000", NULL,
      "UPDATE store SET last_sync_ms = NULL" },
  };

  fill (fixture);
  assert_only_closed (fixture, NULL, 0, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) gates = NULL;

    execute (fixture, cases[i].harm);
    gates = sauda_gates_check (fixture->workspace, NULL);
    assert_only_closed (fixture, cases[i].name,
                        cases[i].value > 0 ? cases[i].value : find (gates, cases[i].name)->value,
                        cases[i].row);
    execute (fixture, cases[i].repair);
  }
  assert_only_closed (fixture, NULL, 0, NULL);
}

static gpointer
merge_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaMergeCounts counts = { 0 };

  return sauda_orders_merge (connection, 1, data, 1, &counts, error) &&
             sauda_order_sources_keep (connection, 1, data, 1, error)
           ? data
           : NULL;
}

/* What the API tells of @code, an order of fill() or a new one. */
static void
tell (Fixture *fixture, const char *code, gint64 total, gint64 amount)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
  g_autoptr (GError) error = NULL;
  SaudaOrderRecord *record = sauda_order_record_new (SAUDA_ORDER_SOURCE_API, code);
  SaudaOrderLineRecord *line = sauda_order_record_add_line (record, "S_L", 1);

  record->as_of_ms = 1;
  record->state = g_strdup ("KASPI_DELIVERY");
  record->status = g_strdup ("ACCEPTED_BY_MERCHANT");
  record->kaspi_delivery = SAUDA_FACT_YES;
  record->planned_handover_ms = G_GINT64_CONSTANT (4102444800000);
  record->total = total;
  line->title = g_strdup ("Print L");
  line->amount = amount;
  g_ptr_array_add (records, record);
  sauda_workspace_write (fixture->workspace, merge_work, records, &error);
  g_assert_no_error (error);
}

/* It is no price, so no order takes it; but it was told, and is not to be called "not known". */
static void
test_below_zero (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  tell (fixture, "700000011", -8990, -8990);
  assert_only_closed (fixture, "sums", 1, "700000011: Kaspi tells an amount below zero");
  tell (fixture, "700000011", 8990, 8990);
  assert_only_closed (fixture, NULL, 0, NULL);
  tell (fixture, "700000003", 8990, -8990);
  assert_only_closed (fixture, "sums", 1, "700000003: Kaspi tells an amount below zero");
  execute (fixture, "UPDATE orders SET stage = 'cancelled' WHERE id = 3");
  assert_only_closed (fixture, NULL, 0, NULL);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  assert_only_closed (fixture, "orders", 0, NULL);
}

static void
test_threshold (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) changes = NULL;

  fill (fixture);
  execute (fixture, "UPDATE order_line SET sku = 'T_L' WHERE order_id = 2");
  assert_only_closed (fixture, "unmapped", 10, NULL);
  g_assert_true (sauda_gates_set_threshold (fixture->workspace, SAUDA_GATE_UNMAPPED, 12.5, "aida", &error));
  assert_only_closed (fixture, NULL, 0, NULL);
  g_assert_true (sauda_gates_set_threshold (fixture->workspace, SAUDA_GATE_UNMAPPED, 5, "aida", &error));
  assert_only_closed (fixture, "unmapped", 10, NULL);
  changes = sauda_gates_list_changes (fixture->workspace, &error);
  g_assert_cmpuint (g_strv_length (changes), ==, 2);
  g_assert_nonnull (strstr (changes[0], "unmapped: 12.5 → 5 (aida)"));
  g_assert_nonnull (strstr (changes[1], "unmapped: 5 → 12.5 (aida)"));
}

static gint64
count_alerts (Fixture *fixture, const char *kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM alert WHERE kind = '%s' AND resolved_ms IS NULL", kind);

  sauda_alert_rules_run_async (fixture->workspace, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_alert_rules_run_finish (result, NULL, &error));
  g_assert_no_error (error);
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

/* A disk that fills up, and orders of long ago that no tested backup holds, are alerts until they
 * are mended. */
static void
test_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count_alerts (fixture, "disk"), ==, 0);
  g_assert_cmpint (count_alerts (fixture, "backup"), ==, 0);
  fill (fixture);
  g_assert_cmpint (count_alerts (fixture, "backup"), ==, 1);
  g_assert_true (sauda_gates_set_threshold (fixture->workspace, SAUDA_GATE_DISK, 1e9, "aida", &error));
  g_assert_cmpint (count_alerts (fixture, "disk"), ==, 1);
  g_assert_true (sauda_gates_set_threshold (fixture->workspace, SAUDA_GATE_DISK, 0, "aida", &error));
  g_assert_cmpint (count_alerts (fixture, "disk"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/day/gates/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("each", test_each);
  ADD ("below-zero", test_below_zero);
  ADD ("empty", test_empty);
  ADD ("threshold", test_threshold);
  ADD ("place", test_place);
  return g_test_run ();
}
