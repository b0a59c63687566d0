#include "import-fixture.h"
#include "sauda-catalog-error.h"
#include "sauda-connection.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  GCancellable *cancellable;
  guint after; /* rows of a first catalogue, which is written while it is read */
} Stop;

static void
on_progress (guint done, guint total, gpointer data)
{
  const Stop *stop = data;

  if (total > 0 || (stop->after > 0 && done >= stop->after))
    g_cancellable_cancel (stop->cancellable);
}

/* Returns the path of a first catalogue that ends with these lines. */
static char *
write_long (ImportFixture *fixture, const char *end)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autofree char *path = g_build_filename (fixture->folder.path, "long.csv", NULL);

  for (int i = 0; i < 12000; i++)
    g_string_append_printf (text, "M%d_L;Name;L;K%d;1000;1;M%d;0,5;ONLYFIT\n", i, i, i);
  g_string_append (text, end);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return g_steal_pointer (&path);
}

static void
check_stopped (ImportFixture *fixture, const char *path, guint after, guint before)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stop stop = { cancellable, after };
  const SaudaCatalogImportOptions options = { .now_ms = 1000,
                                              .progress = on_progress,
                                              .progress_data = &stop };
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_catalog_import_file (fixture->database, path, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (strstr (error->message, "Nothing of the file came in"));
  offers = import_fixture_list (fixture, NULL);
  g_assert_cmpuint (offers->len, ==, before);
}

/* Stopped while rows are read or written: nothing came in, and the same file comes in whole afterwards. */
static void
test_stopped (ImportFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_long (fixture, "");
  g_autoptr (SaudaCatalogReport) whole = NULL;

  check_stopped (fixture, path, 1000, 0);
  check_stopped (fixture, path, 11000, 0);
  sauda_catalog_report_free (import_fixture_import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;0,5;ONE\n"));
  check_stopped (fixture, path, 0, 1);
  whole = import_fixture_import (fixture, path, FALSE);
  g_assert_cmpuint (whole->added, ==, 12000);
}

/* A broken file is found out when many of its rows are written already. */
static void
test_broken_late (ImportFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_long (fixture, "M_L;\"Name;L;K;1000;1;M;0,5;ONLYFIT\n");
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_catalog_import_file (fixture->database, path,
                                            &(SaudaCatalogImportOptions){ .now_ms = 1000 }, NULL, &error));
  g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_FILE);
  offers = import_fixture_list (fixture, NULL);
  g_assert_cmpuint (offers->len, ==, 0);
}

static gpointer
dump (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaStatement *all = sauda_connection_prepare (
    connection,
    "SELECT concat FROM (SELECT quote (store.name) || quote (offer.sku) || quote (lenient_sku) || quote "
    "(price)"
    " || quote (stock_entered) || quote (title) || quote (offer.name) || quote (my_size) || quote "
    "(variant.sku) ||"
    " quote (model_key) || quote (model_name) || quote (variant.size) || quote (size_text) || quote "
    "(variant.brand)"
    " || quote (weight_grams) || quote (cost_cny) || quote (search_key) AS concat, offer.sku AS sku FROM"
    " variant LEFT JOIN offer ON offer.variant_id = variant.id LEFT JOIN store ON store.id = store_id)"
    " WHERE sku IS NOT 'before' ORDER BY concat",
    error);
  GString *text = g_string_new (NULL);
  gboolean row;

  g_assert_no_error (*error);
  while (sauda_statement_step (all, &row, error) && row)
    g_string_append_printf (text, "%s\n", sauda_statement_get_text (all, 0));
  return g_string_free (text, FALSE);
}

/* Rows of a dozen models with a fault in most of them, and what only later rows know. */
static char *
make_faulty_text (void)
{
  GString *text = g_string_new ("SKU_ID;Kaspi_name_core;Our_Size;SKU_ID_KSP;Initial_KSP_Price;Stock_entered;"
                                "SKU_key;Weight_kg;Brend;Store_name\n");

  for (int i = 0; i < 11000; i++) {
    int model = i / 8, size = 40 + i % 8;

    g_string_append_printf (text, "M%d_%d;%s %d;%d;K%d;%d;%d;M%d;%s;%s;ONE\n", model, size,
                            i % 8 == 0 ? "Name" : "Better  name", model, size, i, i % 97 == 3 ? 90000 : 9000,
                            i % 5, model, i % 89 == 5 ? "50" : "0,5", i % 3 == 0 ? "" : "QZ");
    if (i % 101 == 0) /* the offer again, far below, with what the first row lacks */
      g_string_append_printf (text, "M%d_%d;;%d;K%d-2;9000;1;M%d;;Late;TWO\n", model, size, size, i, model);
    if (i % 211 == 0) /* the same row, and one that contradicts */
      g_string_append_printf (text, "M%d_%d;Name %d;%d;K%d;9100;1;M%d;0,5;QZ;one\n", model, size, model, size,
                              i, model);
    if (i % 1999 == 0) /* another product under a known offer */
      g_string_append_printf (text, "X%d_%d;Other;%d;K%d;9000;1;X%d;0,5;QZ;ONE\n", i, size, size, i, i);
  }
  g_string_append (text,
                   "M0_40;Name 0;40;K1375;9000;1;M0;0,5;QZ;ONE\nM1374_47;Name;47;K0;9300;2;M1374;1;QZ;ONE\n");
  return g_string_free (text, FALSE);
}

/* The rows in which another product stands under a known offer, so that the first one's product goes. */
static guint *
choose_rows (const char *text)
{
  g_autoptr (GArray) choices = g_array_new (TRUE, FALSE, sizeof (guint));
  guint row = 1;

  for (const char *line = text; line != NULL && *line != '\0'; row++) {
    if (*line == 'X')
      g_array_append_val (choices, row);
    line = strchr (line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
  return (guint *) (void *) g_array_free (g_steal_pointer (&choices), FALSE);
}

/* What a first catalogue makes, written while it is read, is what it makes beside a product that
 * was there. */
static void
test_ahead (ImportFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_faulty_text ();
  g_autofree guint *choices = choose_rows (text);
  g_autofree char *folder = g_build_filename (fixture->folder.path, "other", NULL);
  g_autofree char *path = g_build_filename (fixture->folder.path, "faulty.csv", NULL);
  g_autoptr (SaudaDatabase) other = NULL;
  g_autoptr (SaudaCatalogReport) known = NULL, first = NULL;
  g_autofree char *wanted = NULL, *got = NULL;
  const SaudaCatalogImportOptions options = { .now_ms = 1000, .choices = choices };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  other = sauda_test_database_new (folder);
  sauda_catalog_report_free (import_fixture_import_text (&(ImportFixture){ { folder }, other },
                                                         HEADER "B_S;B;S;before;1000;5;B;0,5;ONE\n"));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  known = sauda_catalog_import_file (other, path, &options, NULL, &error);
  g_assert_no_error (error);
  first = sauda_catalog_import_file (fixture->database, path, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->rows, ==, known->rows);
  g_assert_cmpuint (first->added, ==, known->added);
  g_assert_cmpuint (first->refused, ==, known->refused);
  g_assert_cmpuint (first->conflicts, ==, known->conflicts);
  g_assert_cmpuint (first->problems->len, ==, known->problems->len);
  g_assert_cmpuint (first->added + first->refused, ==, first->rows);
  g_assert_cmpuint (first->conflicts, >, 50);
  wanted = sauda_database_run (other, dump, NULL, &error);
  got = sauda_database_run (fixture->database, dump, NULL, &error);
  g_assert_cmpstr (got, ==, wanted);
  g_assert_nonnull (strstr (got, "'X1999_47'"));
  g_assert_null (strstr (got, "'M249_47'"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                      \
  g_test_add (path, ImportFixture, NULL, import_fixture_set_up, test, import_fixture_tear_down)
  ADD ("/catalog/import-ahead/stopped", test_stopped);
  ADD ("/catalog/import-ahead/broken-late", test_broken_late);
  ADD ("/catalog/import-ahead/same", test_ahead);
  return g_test_run ();
}
