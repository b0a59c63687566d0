#include "sauda-printers.h"
#include "sauda-printing-error.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

static gpointer
check_printers (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaPrinterProfile) labels = sauda_printer_profile_new ("  Labels ");
  g_autoptr (SaudaPrinterProfile) office = sauda_printer_profile_new ("Office");
  g_autoptr (SaudaPrinterProfile) twin = sauda_printer_profile_new ("labels");
  g_autoptr (SaudaPrinters) printers = NULL;
  g_autoptr (GError) local = NULL;
  const SaudaPrinterProfile *read = NULL;
  gint64 labels_id = 0;
  gint64 office_id = 0;

  g_free (labels->queue);
  labels->queue = g_strdup ("Xprinter_XP-420B");
  labels->offset_x = -1.5;
  labels->offset_y = 2;
  labels_id = sauda_printers_save (connection, labels, error);
  office->paper_width = 210;
  office->paper_height = 297;
  office->stamp = FALSE;
  office_id = sauda_printers_save (connection, office, error);
  g_assert_cmpint (labels_id, >, 0);
  g_assert_cmpint (office_id, >, 0);
  g_assert_cmpint (sauda_printers_save (connection, twin, &local), ==, 0);
  g_assert_error (local, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_NAME_TAKEN);

  g_assert_true (sauda_printers_use (connection, SAUDA_PRINT_KIND_WAYBILLS, labels_id, error));
  g_assert_true (sauda_printers_use (connection, SAUDA_PRINT_KIND_PICK_LIST, labels_id, error));
  g_assert_true (sauda_printers_use (connection, SAUDA_PRINT_KIND_PICK_LIST, office_id, error));
  printers = sauda_printers_load (connection, error);
  g_assert_cmpuint (printers->profiles->len, ==, 2);
  read = sauda_printers_get_for (printers, SAUDA_PRINT_KIND_WAYBILLS);
  g_assert_cmpstr (read->name, ==, "Labels");
  g_assert_cmpstr (read->queue, ==, "Xprinter_XP-420B");
  g_assert_cmpfloat (read->paper_width, ==, 100);
  g_assert_cmpfloat (read->offset_x, ==, -1.5);
  g_assert_cmpfloat (read->offset_y, ==, 2);
  g_assert_true (read->stamp);
  read = sauda_printers_get_for (printers, SAUDA_PRINT_KIND_PICK_LIST);
  g_assert_cmpstr (read->name, ==, "Office");
  g_assert_false (read->stamp);
  g_assert_null (sauda_printers_get_for (printers, SAUDA_PRINT_KIND_PRODUCT_LABELS));
  return GINT_TO_POINTER (TRUE);
}

/* A printer that is removed is chosen for nothing any more; changing it then says so. */
static gpointer
check_removal (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (SaudaPrinters) before = sauda_printers_load (connection, error);
  const SaudaPrinterProfile *labels = sauda_printers_get_for (before, SAUDA_PRINT_KIND_WAYBILLS);
  g_autoptr (SaudaPrinters) after = NULL;
  g_autoptr (GError) local = NULL;

  g_assert_true (sauda_printers_remove (connection, labels->id, error));
  after = sauda_printers_load (connection, error);
  g_assert_cmpuint (after->profiles->len, ==, 1);
  g_assert_null (sauda_printers_get_for (after, SAUDA_PRINT_KIND_WAYBILLS));
  g_assert_nonnull (sauda_printers_get_for (after, SAUDA_PRINT_KIND_PICK_LIST));
  g_assert_cmpint (sauda_printers_save (connection, labels, &local), ==, 0);
  g_assert_error (local, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_NOT_FOUND);
  g_clear_error (&local);
  g_assert_false (sauda_printers_use (connection, SAUDA_PRINT_KIND_WAYBILLS, labels->id, &local));
  g_assert_error (local, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_NOT_FOUND);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
check_values (SaudaConnection *connection, gpointer data, GError **error)
{
  static const struct {
    const char *name;
    double width, height, offset_x, offset_y;
  } bad[] = {
    { "", 100, 150, 0, 0 },     { " ", 100, 150, 0, 0 },   { "A", 0, 150, 0, 0 },
    { "A", 100, -150, 0, 0 },   { "A", 100, 9, 0, 0 },     { "A", 5000, 150, 0, 0 },
    { "A", 100, 150, 20.5, 0 }, { "A", 100, 150, 0, -21 }, { "A", 100, 150, G_MAXDOUBLE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new (bad[i].name);
    g_autoptr (GError) local = NULL;

    profile->paper_width = bad[i].width;
    profile->paper_height = bad[i].height;
    profile->offset_x = bad[i].offset_x;
    profile->offset_y = bad[i].offset_y;
    g_assert_cmpint (sauda_printers_save (connection, profile, &local), ==, 0);
    g_assert_error (local, SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_INVALID_VALUE);
  }
  return GINT_TO_POINTER (TRUE);
}

static void
run (SaudaDatabase *database, SaudaDatabaseFunc func)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sauda_database_run (database, func, NULL, &error));
  g_assert_no_error (error);
}

static void
test_printers (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  run (database, check_printers);
  run (database, check_removal);
  g_assert_finalize_object (database);
}

static void
test_values (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  run (database, check_values);
  g_assert_finalize_object (database);
}

static void
test_kinds (void)
{
  SaudaPrintKind kind;

  for (guint i = 0; i < SAUDA_PRINT_N_KINDS; i++) {
    g_assert_true (sauda_print_kind_from_name (sauda_print_kind_get_name ((SaudaPrintKind) i), &kind));
    g_assert_cmpint (kind, ==, i);
  }
  g_assert_false (sauda_print_kind_from_name ("invoices", &kind));
  g_assert_false (sauda_print_kind_from_name (NULL, &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/kinds", test_kinds);
  g_test_add ("/printing/printers", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_printers,
              sauda_test_folder_tear_down);
  g_test_add ("/printing/values", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_values,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
