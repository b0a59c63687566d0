#include "day-workspace.h"
#include "sauda-database.h"
#include "sauda-doctor.h"
#include "sauda-report.h"
#include "sauda-sheet.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <string.h>

#define DAY 20369 /* 8 October 2025 */

typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sql = NULL;

  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->workspace = day_workspace_open (fixture->folder.path);
  sql = g_strdup_printf (
    "WITH n (i) AS (VALUES (1),(2),(3)) INSERT INTO orders (id, store_id, code, stage, kaspi_delivery, "
    "status,"
    " planned_handover_ms, total, source, first_seen_ms, updated_ms) SELECT i, 1, '70000000' || i,"
    " CASE i WHEN 1 THEN 'delivery' ELSE 'handover' END, 1, 'ACCEPTED_BY_MERCHANT', %" G_GINT64_FORMAT
    ", 8990, 'file', 1, 1 FROM n;"
    "INSERT INTO order_line (order_id, position, sku, title, quantity, amount, decided_size, decided_by,"
    " decided_ms, decided_reason) SELECT id, 0, 'S_L', 'Принт', 2, 8990, 'XL', 'rule', %" G_GINT64_FORMAT
    ", 'tall' FROM orders;"
    "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms) VALUES (1, 'a', 'a.pdf', 1, "
    "'api', 1),"
    " (2, 'b', 'b.pdf', 1, 'api', 1);"
    "INSERT INTO day_run (id, day, started_ms, state, who) VALUES (1, %d, 1, 'done', 'merchant');"
    "INSERT INTO day_step (run_id, name, state, done, total, started_ms, detail) VALUES (1, 'assemble', "
    "'failed', 2,"
    " 3, 1, '{\"failed\":[\"700000003: refused by Kaspi\"],\"waiting\":[]}')",
    sauda_day_start_ms (DAY), sauda_day_time_ms (DAY, 12, 0), DAY);
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_test_end_object (fixture->workspace);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static gboolean
take_row (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  g_autofree char *line = g_strjoinv ("|", (char **) cells);

  g_string_append_printf (data, "%s\n", line);
  return TRUE;
}

static char *
read_sheet (const char *path, const char *sheet)
{
  SaudaSheetOptions options = { .sheet = sheet };
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_sheet_read (path, &options, take_row, text, NULL, &error));
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

/* What is not done comes first; numbers are numbers; any past day can be reported. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaReport) report = sauda_report_build (fixture->workspace, DAY, &error);
  g_autofree char *path = g_build_filename (fixture->folder.path, "report.xlsx", NULL);
  g_autofree char *pdf = g_build_filename (fixture->folder.path, "report.PDF", NULL);
  g_autofree char *open = NULL, *courier = NULL, *orders = NULL, *groups = NULL, *decisions = NULL,
                  *content = NULL;
  g_autofree char *steps = NULL, *presses = NULL;
  gsize length;

  g_assert_no_error (error);
  g_assert_cmpuint (report->orders, ==, 3);
  g_assert_cmpuint (report->labels, ==, 2);
  g_assert_cmpuint (report->pages, ==, 2);
  g_assert_cmpstr (((SaudaReportSection *) g_ptr_array_index (report->sections, 0))->title, ==, "Not done");
  g_assert_true (sauda_report_write (report, path, &error));
  open = read_sheet (path, "Not done");
  g_assert_nonnull (strstr (open, "UNIVERSAL 700000003|due, and without a label"));
  g_assert_nonnull (strstr (open, "700000003: refused by Kaspi"));
  g_assert_null (strstr (open, "700000001"));
  /* what the journal and the ledger write down by its name is told in words */
  g_assert_nonnull (strstr (open, "Assemble orders|700000003: refused by Kaspi"));
  steps = read_sheet (path, "Steps");
  g_assert_nonnull (strstr (steps, "Assemble orders|Failed|2|3|"));
  presses = read_sheet (path, "Presses of the button");
  g_assert_null (strstr (presses, "merchant"));
  g_assert_nonnull (strstr (presses, "by hand"));
  /* what has its label only waits for the courier: counted, not told as undone */
  g_assert_null (strstr (open, "700000002"));
  g_assert_cmpuint (report->courier, ==, 1);
  courier = read_sheet (path, "Waits for the courier");
  g_assert_nonnull (strstr (courier, "UNIVERSAL|1|1|0"));
  orders = read_sheet (path, "Orders");
  g_assert_nonnull (strstr (orders, "700000002|UNIVERSAL|"));
  g_assert_nonnull (strstr (orders, "|XL|2|8990|"));
  groups = read_sheet (path, "Groups");
  g_assert_nonnull (strstr (groups, "Принт XL|6|3|2|26970"));
  decisions = read_sheet (path, "Decisions");
  g_assert_nonnull (strstr (decisions, "automatic"));
  g_assert_true (sauda_report_write (report, pdf, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (pdf, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_cmpuint (length, >, 3000);
}

/* Of tomorrow is counted what the last press shipped of it: as its labels were proved. */
static void
test_tomorrow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *later =
    g_strdup_printf ("UPDATE orders SET planned_handover_ms = %" G_GINT64_FORMAT " WHERE id > 1",
                     sauda_day_start_ms (DAY + 1));
  g_autofree char *press = g_strdup_printf ("INSERT INTO day_run (id, day, started_ms, state, who, tomorrow) "
                                            "VALUES (2, %d, 2, 'done', 'merchant', 1)",
                                            DAY);
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  const struct {
    const char *sql;
    guint orders, labels, courier;
  } steps[] = { { later, 1, 1, 0 },
                { press, 3, 2, 1 },
                { "UPDATE day_run SET tomorrow = 0 WHERE id = 2", 1, 1, 0 },
                { "UPDATE day_run SET tomorrow = 1", 3, 2, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (SaudaReport) report = NULL;
    g_autofree char *open = NULL;

    sauda_test_database_execute (database, steps[i].sql);
    report = sauda_report_build (fixture->workspace, DAY, NULL);
    open = sauda_report_dup_text (g_ptr_array_index (report->sections, 0), 0, 1);
    g_assert_cmpuint (report->orders, ==, steps[i].orders);
    g_assert_cmpuint (report->labels, ==, steps[i].labels);
    g_assert_cmpuint (report->courier, ==, steps[i].courier);
    g_assert_cmpint (g_str_equal (open, "of tomorrow, and without a label"), ==, steps[i].orders == 3);
  }
}

static void
test_quiet_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaReport) report = sauda_report_build (fixture->workspace, DAY - 30, NULL);
  const SaudaReportSection *open = g_ptr_array_index (report->sections, 0);
  g_autofree char *path = g_build_filename (fixture->folder.path, "quiet.xlsx", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpuint (report->orders, ==, 0);
  g_assert_cmpuint (open->rows->len, ==, 1);
  g_assert_true (sauda_report_write (report, path, NULL));
  text = read_sheet (path, "Not done");
  g_assert_nonnull (strstr (text, "Everything that was due is done."));
}

/* What is copied for support holds no phone and no home folder. */
static void
test_doctor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;

  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "UPDATE store SET name = 'Shop +7 701 123 45 67'");
  findings = sauda_doctor_examine (fixture->folder.path, "1.0", fixture->workspace);
  text = sauda_doctor_describe (findings);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "✓ database: sound"));
  g_assert_nonnull (strstr (text, "✗ restore-test: never"));
  g_assert_nonnull (strstr (text, "✓ store: Shop"));
  g_assert_null (strstr (text, "123 45"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/day/report/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("report", test_report);
  ADD ("tomorrow", test_tomorrow);
  ADD ("quiet-day", test_quiet_day);
  ADD ("doctor", test_doctor);
  return g_test_run ();
}
