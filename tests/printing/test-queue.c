#include "sauda-print-queue.h"
#include "sauda-printing-error.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <string.h>

/* Labels @first to @last of a store's orders 900000001, 900000002 …, each of one parcel. */
static GPtrArray *
make_labels (guint first, guint last)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  for (guint i = first; i <= last; i++) {
    g_autofree char *code = g_strdup_printf ("9%08u", i);

    g_ptr_array_add (labels, sauda_print_label_new (i, "OnlyFit", code, 1));
  }
  return labels;
}

static gint64
try_add (SaudaConnection *connection, guint first, guint last, const char *reason, GError **error)
{
  g_autoptr (GPtrArray) labels = make_labels (first, last);
  const SaudaPrintJobDraft draft = { .kind = SAUDA_PRINT_KIND_WAYBILLS,
                                     .title = "Принт 5в1 черный 2XL",
                                     .file = "Today/group-12.pdf",
                                     .printer = "Labels",
                                     .copies = 1,
                                     .reason = reason,
                                     .labels = labels };

  return sauda_print_queue_add (connection, &draft, 1000, error);
}

static SaudaPrintLabelState
get_state (GHashTable *labels, guint number)
{
  g_autofree char *code = g_strdup_printf ("9%08u", number);
  g_autofree char *key = sauda_print_label_make_key ("OnlyFit", code, 1);

  return (SaudaPrintLabelState) GPOINTER_TO_INT (g_hash_table_lookup (labels, key));
}

static void
assert_record (SaudaConnection *connection, gint64 id, SaudaPrintState state, guint confirmed)
{
  g_autoptr (SaudaPrintRecord) record = sauda_print_queue_get (connection, id, NULL);

  g_assert_nonnull (record);
  g_assert_cmpint (record->state, ==, state);
  g_assert_cmpuint (record->n_confirmed, ==, confirmed);
  g_assert_cmpuint (record->labels->len, ==, record->n_labels);
}

/* A printer stops at page 7 of 12: 8 to 12 go out again without a reason, 1 to 7 only with one. */
static gpointer
check_resume (SaudaConnection *connection, gpointer data, GError **error)
{
  gint64 first = try_add (connection, 1, 12, NULL, error);
  gint64 rest = 0;
  g_autoptr (GHashTable) labels = NULL;
  g_autoptr (GHashTable) done = NULL;
  g_autoptr (GError) local = NULL;

  g_assert_cmpint (first, >, 0);
  assert_record (connection, first, SAUDA_PRINT_WAITING, 0);
  g_assert_true (sauda_print_queue_set_sent (connection, first, 1100, error));
  assert_record (connection, first, SAUDA_PRINT_SENT, 0);
  g_assert_cmpint (try_add (connection, 12, 12, NULL, &local), ==, 0);
  g_assert_error (local, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_REASON);
  g_clear_error (&local);

  g_assert_true (sauda_print_queue_confirm (connection, first, 7, 1200, error));
  assert_record (connection, first, SAUDA_PRINT_STOPPED, 7);
  labels = sauda_print_queue_list_labels (connection, 0, error);
  g_assert_cmpint (get_state (labels, 7), ==, SAUDA_PRINT_LABEL_CONFIRMED);
  g_assert_cmpint (get_state (labels, 8), ==, SAUDA_PRINT_LABEL_NOT);
  g_assert_cmpint (try_add (connection, 7, 12, NULL, &local), ==, 0);
  g_assert_error (local, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_REASON);
  g_assert_nonnull (strstr (local->message, "1 of these labels was printed before"));

  rest = try_add (connection, 8, 12, NULL, error);
  g_assert_true (sauda_print_queue_set_sent (connection, rest, 1300, error));
  g_assert_true (sauda_print_queue_confirm (connection, rest, 5, 1400, error));
  assert_record (connection, rest, SAUDA_PRINT_CONFIRMED, 5);
  done = sauda_print_queue_list_labels (connection, 0, error);
  for (guint i = 1; i <= 12; i++)
    g_assert_cmpint (get_state (done, i), ==, SAUDA_PRINT_LABEL_CONFIRMED);
  g_assert_cmpint (try_add (connection, 3, 3, "", NULL), ==, 0);
  g_assert_cmpint (try_add (connection, 3, 3, "jammed", error), >, 0);
  return GINT_TO_POINTER (TRUE);
}

/* What the printing system refused may go out again without a reason. */
static gpointer
check_failure (SaudaConnection *connection, gpointer data, GError **error)
{
  gint64 id = try_add (connection, 1, 3, NULL, error);
  g_autoptr (SaudaPrintRecord) record = NULL;
  g_autoptr (GError) local = NULL;

  g_assert_true (sauda_print_queue_set_failed (connection, id, "There is no printer “Labels”.", 1100, error));
  record = sauda_print_queue_get (connection, id, error);
  g_assert_cmpint (record->state, ==, SAUDA_PRINT_FAILED);
  g_assert_cmpstr (record->error, ==, "There is no printer “Labels”.");
  g_assert_cmpint (record->changed_ms, ==, 1100);
  g_assert_cmpint (try_add (connection, 1, 3, NULL, error), >, 0);
  g_assert_false (sauda_print_queue_set_sent (connection, 4711, 0, &local));
  g_assert_error (local, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_NOT_FOUND);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
check_list (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) later = NULL;
  const SaudaPrintRecord *newest = NULL;

  g_assert_cmpint (try_add (connection, 1, 3, NULL, error), >, 0);
  g_assert_cmpint (try_add (connection, 4, 9, NULL, error), >, 0);
  records = sauda_print_queue_list (connection, 1000, error);
  g_assert_cmpuint (records->len, ==, 2);
  newest = g_ptr_array_index (records, 0);
  g_assert_cmpuint (newest->n_labels, ==, 6);
  g_assert_cmpstr (newest->title, ==, "Принт 5в1 черный 2XL");
  g_assert_cmpstr (newest->printer, ==, "Labels");
  later = sauda_print_queue_list (connection, 1001, error);
  g_assert_cmpuint (later->len, ==, 0);
  return GINT_TO_POINTER (TRUE);
}

/* Four labels on a sheet are four labels, each of its own order and store, and each printed once. */
static gpointer
check_sheet (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);
  SaudaPrintLabel *sheet = sauda_print_label_new (1, "OnlyFit", "900000001", 1);
  const SaudaPrintJobDraft draft = {
    SAUDA_PRINT_KIND_WAYBILLS, "Sheet", "sheet.pdf", "Labels", 1, NULL, pages
  };
  g_autoptr (GHashTable) states = NULL;
  g_autoptr (SaudaPrintRecord) record = NULL;
  g_autofree char *names = NULL;
  gint64 id = 0;

  sauda_print_label_add (sheet, "OnlyFit", "900000001", 2);
  sauda_print_label_add (sheet, "Universal", "900000003", 1);
  sauda_print_label_add (sheet, "OnlyFit", "900000004", 1);
  g_ptr_array_add (pages, sheet);
  names = sauda_print_label_describe (sheet);
  g_assert_cmpstr (names, ==, "900000001, 900000001, 900000003, 900000004");
  id = sauda_print_queue_add (connection, &draft, 1000, error);
  g_assert_cmpint (id, !=, 0);
  g_assert_true (sauda_print_queue_set_sent (connection, id, 1000, error));
  g_assert_true (sauda_print_queue_confirm (connection, id, 3, 1001, error));
  record = sauda_print_queue_get (connection, id, error);
  g_assert_cmpuint (record->n_labels, ==, 4);
  g_assert_cmpuint (((SaudaPrintLabel *) g_ptr_array_index (record->labels, 3))->page, ==, 1);
  g_assert_cmpstr (((SaudaPrintLabel *) g_ptr_array_index (record->labels, 2))->store, ==, "Universal");
  states = sauda_print_queue_list_labels (connection, 0, error);
  g_assert_cmpint (get_state (states, 1), ==, SAUDA_PRINT_LABEL_CONFIRMED);
  g_assert_cmpint (get_state (states, 4), ==, SAUDA_PRINT_LABEL_NOT);
  g_assert_cmpint (sauda_print_queue_add (connection, &draft, 1002, NULL), ==, 0);
  return GINT_TO_POINTER (TRUE);
}

static void
test (SaudaTestFolder *folder, gconstpointer func)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sauda_database_run (database, (SaudaDatabaseFunc) func, NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (database);
}

static void
add (const char *name, SaudaDatabaseFunc func)
{
  g_test_add (name, SaudaTestFolder, func, sauda_test_folder_set_up, test, sauda_test_folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/printing/queue/resume", check_resume);
  add ("/printing/queue/failure", check_failure);
  add ("/printing/queue/list", check_list);
  add ("/printing/queue/sheet", check_sheet);
  return g_test_run ();
}
