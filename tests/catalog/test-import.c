#include "import-fixture.h"
#include "sauda-catalog-error.h"
#include "sauda-catalog-export.h"
#include "sauda-catalog.h"
#include "sauda-connection.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMPLE "catalog/M02_SKU_CATALOG.csv"

static SaudaCatalogReport *
import_sample (ImportFixture *fixture, gboolean preview)
{
  g_autofree char *path = sauda_test_data_path (SAMPLE);

  return import_fixture_import (fixture, path, preview);
}

static const SaudaCatalogProblem *
find_problem (const SaudaCatalogReport *report, guint row, const char *column)
{
  for (guint i = 0; i < report->problems->len; i++) {
    const SaudaCatalogProblem *problem = g_ptr_array_index (report->problems, i);

    if (problem->row == row && g_strcmp0 (problem->column, column) == 0)
      return problem;
  }
  g_test_message ("no problem in row %u, column %s", row, column);
  return NULL;
}

static const SaudaCatalogOffer *
find_offer (GPtrArray *offers, const char *store, const char *sku)
{
  for (guint i = 0; i < offers->len; i++) {
    const SaudaCatalogOffer *offer = g_ptr_array_index (offers, i);

    if (g_str_equal (offer->store, store) && g_str_equal (offer->sku, sku))
      return offer;
  }
  g_assert_not_reached ();
}

static gpointer export(SaudaConnection *connection, gpointer path, GError **error)
{
  guint rows;

  return GUINT_TO_POINTER (sauda_catalog_export (connection, path, &rows, error) ? rows : 0);
}

/* Every fault that was planted in the sample, where it was planted. */
static void
test_planted_faults (ImportFixture *fixture, gconstpointer data)
{
  static const struct {
    guint row;
    const char *column;
    const char *value;
  } planted[] = {
    { 9, "SKU_ID_KSP", "CL_QZ_MEN_LEG_BLACK_116000005_44/S _(S)" }, /* repeats row 5 */
    { 17, "Weight_kg", "95" },
    { 18, "Stock_entered", "3.5" },
    { 19, "Stock_entered", "-2" },
    { 20, "Initial_KSP_Price", "1" },
    { 21, "Initial_KSP_Price", "=XLOOKUP(A2;B:B;C:C)" },
    { 22, "Initial_KSP_Price", "9 990" }, /* contradicts row 7 */
    { 24, "SKU_ID", "" },
    { 108, "Initial_KSP_Price", "stock 1" },
    { 109, "Initial_KSP_Price", "14" },
    { 110, "Stock_entered", "602" },
    { 112, "SKU_ID_KSP", "nan" },
    { 113, "Kaspi_name_source", "#N/A" },
  };
  g_autoptr (SaudaCatalogReport) report = import_sample (fixture, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (planted); i++) {
    const SaudaCatalogProblem *problem = find_problem (report, planted[i].row, planted[i].column);

    g_assert_nonnull (problem);
    g_assert_cmpstr (problem->value, ==, planted[i].value);
    g_assert_cmpuint (strlen (problem->reason), >, 20);
  }
  g_assert_cmpuint (report->problems->len, ==, G_N_ELEMENTS (planted));
  g_assert_cmpuint (report->rows, ==, 109);
  g_assert_cmpuint (report->refused, ==, 8);
  g_assert_cmpuint (report->conflicts, ==, 1);
  g_assert_cmpuint (report->added, ==, 101);
  g_assert_cmpuint (report->offers, ==, 101);
  g_assert_nonnull (strstr (find_problem (report, 22, "Initial_KSP_Price")->reason, "7"));
  g_assert_nonnull (strstr (find_problem (report, 9, "SKU_ID_KSP")->reason, "5"));
}

static void
test_values (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report = import_sample (fixture, FALSE);
  g_autoptr (GPtrArray) offers = import_fixture_list (fixture, NULL);
  const SaudaCatalogOffer *offer;

  g_assert_cmpuint (offers->len, ==, 101);
  offer = find_offer (offers, "UNIVERSAL", "132000004_650843752");
  g_assert_cmpint (offer->price, ==, 12990);
  g_assert_cmpint (offer->stock, ==, 276);
  g_assert_cmpint (offer->weight_grams, ==, 950);
  g_assert_cmpstr (offer->variant_sku, ==, "CL_QZ_MEN_BELI51_WHITE_S");
  g_assert_cmpstr (offer->size, ==, "S");
  g_assert_cmpstr (offer->kaspi_code, ==, "132000004");

  /* Quotes and a semicolon inside a cell; the model keeps the name of its other rows. */
  offer = find_offer (offers, "ONLYFIT", "CL_QZ_MEN_T-SHIRT_BLACK_122000006_50_(XL)");
  g_assert_cmpstr (offer->model_name, ==, "Футболка \"Алатау; осень\" черная");
  g_assert_cmpint (offer->price, ==, 5490);
  g_assert_cmpint (sauda_test_database_read_number (
                     fixture->database, "SELECT count(DISTINCT model_name) FROM variant WHERE model_key ="
                                        " 'CL_QZ_MEN_T-SHIRT_BLACK'"),
                   ==, 1);

  /* The first of two contradicting rows came in; faults left their cells empty. */
  g_assert_cmpint (find_offer (offers, "UNIVERSAL", "129000008_717465483")->price, ==, 8990);
  g_assert_cmpint (find_offer (offers, "ONLYFIT", "CL_QZ_MEN_LEG_BLACK_116000005_48_(L)")->price, ==, -1);
  g_assert_cmpint (find_offer (offers, "ONLYFIT", "CL_QZ_MEN_PRINT51_BLACK_112000002_48_(L)")->stock, ==, -1);
  g_assert_cmpint (find_offer (offers, "ONLYFIT", "132000004_887512008")->weight_grams, ==, 950);

  /* 3xl, 3ХL with a Cyrillic letter and 3XL are one size; two offers share one variant. */
  offer = find_offer (offers, "UNIVERSAL", "CL_QZ_MEN_T-SHIRT_BLACK_122000006_54/3XL_(3XL)");
  g_assert_cmpstr (offer->size, ==, "3XL");
  g_assert_cmpint (
    offer->variant_id, ==,
    find_offer (offers, "ONLYFIT", "CL_QZ_MEN_T-SHIRT_BLACK_122000006_54/3XL_(3XL)")->variant_id);
}

static void
test_again_is_the_same (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) first = import_sample (fixture, FALSE);
  g_autoptr (SaudaCatalogReport) second = import_sample (fixture, FALSE);

  g_assert_cmpuint (second->added, ==, 0);
  g_assert_cmpuint (second->changed, ==, 0);
  g_assert_cmpuint (second->same, ==, first->added);
  g_assert_cmpuint (second->problems->len, ==, first->problems->len);
}

static void
test_preview_writes_nothing (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) preview = import_sample (fixture, TRUE);
  g_autoptr (SaudaCatalogReport) report = NULL;

  g_assert_true (preview->preview);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count(*) FROM store"), ==, 0);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count(*) FROM variant"), ==,
                   0);
  g_assert_cmpint (sauda_test_database_read_number (fixture->database, "SELECT count(*) FROM offer"), ==, 0);
  report = import_sample (fixture, FALSE);
  g_assert_cmpuint (preview->added, ==, report->added);
  g_assert_cmpuint (preview->refused, ==, report->refused);
}

static void
test_export_round_trip (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report = import_sample (fixture, FALSE);
  g_autofree char *path = g_build_filename (fixture->folder.path, "export.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogReport) again = NULL;
  g_autoptr (SaudaDatabase) other = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder.path, "other", NULL);
  ImportFixture fresh = { { folder }, NULL };

  g_assert_cmpuint (GPOINTER_TO_UINT (sauda_database_run (fixture->database, export, path, &error)), ==, 101);
  g_assert_no_error (error);
  again = import_fixture_import (fixture, path, FALSE);
  g_assert_cmpuint (again->added + again->changed + again->refused, ==, 0);
  g_assert_cmpuint (again->same, ==, 101);

  /* And into an empty database: everything is there. */
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  other = sauda_test_database_new (folder);
  fresh.database = other;
  g_clear_pointer (&again, sauda_catalog_report_free);
  again = import_fixture_import (&fresh, path, FALSE);
  g_assert_cmpuint (again->added, ==, 101);
  g_assert_cmpuint (again->problems->len, ==, 0);
}

/* A store that is written in two ways is one: rows of one offer meet, instead of writing over each other. */
static void
test_store_spelling (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report =
    import_fixture_import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;0,5;OnlyFit\n"
                                                "A_S;A;S;a1;1100;5;A;0,5;ONLYFIT\n"
                                                "A_M;A;M;a2;1000;5;A;0,5;onlyfit\n");
  g_autoptr (GPtrArray) offers = import_fixture_list (fixture, NULL);

  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->conflicts, ==, 1);
  g_assert_cmpuint (offers->len, ==, 2);
  g_assert_cmpint (find_offer (offers, "OnlyFit", "a1")->price, ==, 1000);
}

static void
test_change (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) first =
    import_fixture_import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;0,5;ONE\n"
                                                "A_M;A;M;a2;1000;;A;;ONE\n");
  g_autoptr (SaudaCatalogReport) second =
    import_fixture_import_text (fixture, HEADER "A_S;A;S;a1;1100;;A;;ONE\n"
                                                "A_M;A;M;a2;1000;;A;;ONE\n"
                                                "A_L;A;L;a3;1000;1;A;;ONE\n");
  g_autoptr (GPtrArray) offers = import_fixture_list (fixture, "A1");

  g_assert_cmpuint (first->added, ==, 2);
  g_assert_cmpuint (second->changed, ==, 1);
  g_assert_cmpuint (second->same, ==, 1);
  g_assert_cmpuint (second->added, ==, 1);
  g_assert_cmpuint (offers->len, ==, 1);
  g_assert_cmpint (find_offer (offers, "ONE", "a1")->price, ==, 1100);
  /* What the second file does not tell stays. */
  g_assert_cmpint (find_offer (offers, "ONE", "a1")->stock, ==, 5);
  g_assert_cmpint (find_offer (offers, "ONE", "a1")->weight_grams, ==, 500);
}

/* A file that tells less than the catalogue knows takes nothing away, from search neither. */
static void
test_short_file (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) first = import_fixture_import_text (
    fixture, "SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;SKU_key;Brend;Color;Store_name\n"
             "A_L;Hoodie;L;K1;A;Qazaq;Red;ONLYFIT\nA_M;Hoodie;M;K2;A;Qazaq;Red;ONLYFIT\n");
  g_autoptr (SaudaCatalogReport) second =
    import_fixture_import_text (fixture, "SKU_ID;SKU_ID_KSP;Color;Store_name\nA_L;K1;Blue;ONLYFIT\n");
  g_autoptr (GPtrArray) both = NULL, blue = NULL;

  g_assert_cmpuint (first->added, ==, 2);
  g_assert_cmpuint (second->changed, ==, 1);
  both = import_fixture_list (fixture, "qazaq");
  blue = import_fixture_list (fixture, "blue");
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpuint (blue->len, ==, 1);
}

/* A short file beside a long catalogue is looked up row by row, with the same outcome. */
static void
test_few_of_many (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (SaudaCatalogReport) first = NULL, second = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "M%d_L;Name %d;L;K%d;1000;1;M%d;0,5;ONLYFIT\n", i, i, i, i);
  first = import_fixture_import_text (fixture, text->str);
  g_assert_cmpuint (first->added, ==, 60);
  second = import_fixture_import_text (fixture, HEADER "M7_L;Name 7;L;K7;1200;1;M7;0,5;ONLYFIT\n"
                                                       "M8_L;Name 8;L;K8;1000;1;M8;0,5;ONLYFIT\n"
                                                       "M9_L;Name 9;L;K99;1000;1;M9;0,5;ONLYFIT\n");
  g_assert_cmpuint (second->changed, ==, 1);
  g_assert_cmpuint (second->same, ==, 1);
  g_assert_cmpuint (second->added, ==, 1);
  g_assert_cmpuint (second->variants, ==, 3);
  offers = import_fixture_list (fixture, "M9_L");
  g_assert_cmpuint (offers->len, ==, 2);
}

static void
test_cells (ImportFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *price, *stock, *weight;
    gint64 tenge, pieces, grams;
    const char *column; /* of the problem, NULL: none */
  } cells[] = {
    { "8 990", "3", "0,95", 8990, 3, 950, NULL },
    { "8990.0", "3.0", "0.95", 8990, 3, 950, NULL },
    { "8\302\240990 ₸", "1 000", "95", 8990, 1000, 95000,
      NULL }, /* alone in its model: nothing to compare with */
    { "0", "0", "0,45", -1, 0, 450, "Initial_KSP_Price" },
    { "-5", "1", "1", -1, 1, 1000, "Initial_KSP_Price" },
    { "12.5", "1", "1", -1, 1, 1000, "Initial_KSP_Price" },
    { "dear", "1", "1", -1, 1, 1000, "Initial_KSP_Price" },
    { "100", "many", "1", 100, -1, 1000, "Stock_entered" },
    { "100", "99999999", "1", 100, -1, 1000, "Stock_entered" },
    { "100", "1", "0,001", 100, 1, -1, "Weight_kg" },
    { "12 990 тг", "1", "0,95 кг", 12990, 1, 950, NULL },
    { "100", "1", "151", 100, 1, -1, "Weight_kg" },
    { "100", "1", "heavy", 100, 1, -1, "Weight_kg" },
    { "100", "1", "=A1", 100, 1, -1, "Weight_kg" },
    { "", "", "", -1, -1, -1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
    g_autofree char *sku = g_strdup_printf ("cell %" G_GSIZE_FORMAT, i);
    g_autofree char *text = g_strdup_printf (HEADER "V%" G_GSIZE_FORMAT ";Name;;%s;%s;%s;;%s;ONE\n", i, sku,
                                             cells[i].price, cells[i].stock, cells[i].weight);
    g_autoptr (SaudaCatalogReport) report = import_fixture_import_text (fixture, text);
    g_autoptr (GPtrArray) offers = import_fixture_list (fixture, NULL);
    const SaudaCatalogOffer *offer = find_offer (offers, "ONE", sku);

    g_assert_cmpint (offer->price, ==, cells[i].tenge);
    g_assert_cmpint (offer->stock, ==, cells[i].pieces);
    g_assert_cmpint (offer->weight_grams, ==, cells[i].grams);
    g_assert_cmpuint (report->problems->len, ==, cells[i].column != NULL ? 1 : 0);
    if (cells[i].column != NULL)
      g_assert_nonnull (find_problem (report, 2, cells[i].column));
  }
}

static void
test_two_sizes (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report =
    import_fixture_import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;;ONE\n"
                                                "A_S;A;XL;a1;1000;5;A;;TWO\n");

  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_nonnull (find_problem (report, 3, "MY_SIZE"));
}

static void
test_overrides (ImportFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "other.csv", NULL);
  const char *const good[] = { "Ident=SKU_ID", "Tenge=price", NULL };
  const char *const wrong[] = { "Ident=Colour of the moon", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogReport) report = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  g_assert_true (g_file_set_contents (path, "Ident,SKU_ID_KSP,Store_name,Tenge\nA,a1,ONE,4990\n", -1, NULL));
  report = sauda_catalog_import_file (fixture->database, path,
                                      &(SaudaCatalogImportOptions){ .overrides = wrong }, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_COLUMNS);
  g_clear_error (&error);
  report =
    sauda_catalog_import_file (fixture->database, path, &(SaudaCatalogImportOptions){ NULL }, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_COLUMNS);
  g_clear_error (&error);
  report = sauda_catalog_import_file (fixture->database, path,
                                      &(SaudaCatalogImportOptions){ .overrides = good }, NULL, &error);
  g_assert_no_error (error);
  offers = import_fixture_list (fixture, NULL);
  g_assert_cmpint (find_offer (offers, "ONE", "a1")->price, ==, 4990);
}

static char *
export_text (ImportFixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_nonnull (sauda_database_run (fixture->database, export, (gpointer) path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  return text;
}

/* A SKU is what it is, blanks beside it too, in a CSV as in a workbook (kaspi-api.md 4.1); numbers
 * are not. */
static void
test_outer_blanks (ImportFixture *fixture, gconstpointer data)
{
  static const char *const skus[] = { " a1", "a1", "a1 ", "a 1", "\ta1" };
  g_autoptr (SaudaCatalogReport) report =
    import_fixture_import_text (fixture, HEADER "V1; Имя ;S; a1; 990 ; 1;M; 0,5 ;ONE\n"
                                                "V1;Имя;S;a1;991;1;M;0,5; ONE\n"
                                                "V1;Имя;S;a1 ;992;1;M;0,5;one \n"
                                                "V1;Имя;S;\"a 1\";993;1;M;0,5;ONE\n"
                                                "V1 ;Имя;S;\ta1;994;1; M;0,5;ONE\n");
  g_autoptr (GPtrArray) offers = import_fixture_list (fixture, NULL);
  g_autofree char *csv = g_build_filename (fixture->folder.path, "blanks.csv", NULL);
  g_autofree char *xlsx = g_build_filename (fixture->folder.path, "blanks.xlsx", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder.path, "other", NULL);
  g_autofree char *exported = export_text (fixture, csv), *book = export_text (fixture, xlsx), *again = NULL;
  g_autoptr (SaudaDatabase) other = NULL;

  g_assert_cmpuint (report->added, ==, 5);
  g_assert_cmpuint (report->variants, ==, 2);
  g_assert_cmpuint (report->problems->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (skus); i++) {
    const SaudaCatalogOffer *offer = offers->pdata[i];

    g_assert_cmpstr (offer->sku, ==, skus[i]);
    g_assert_cmpstr (offer->variant_sku, ==, i == 4 ? "V1 " : "V1");
    g_assert_cmpint (offer->price, ==, 990 + i);
    g_assert_cmpint (offer->weight_grams, ==, 500);
  }
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SaudaCatalogReport) same = import_fixture_import (fixture, i == 0 ? csv : xlsx, FALSE);

    g_assert_cmpuint (same->same, ==, 5);
  }
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  other = sauda_test_database_new (folder);
  sauda_catalog_report_free (import_fixture_import (&(ImportFixture){ { folder }, other }, xlsx, FALSE));
  again = export_text (&(ImportFixture){ { folder }, other }, csv);
  g_assert_cmpstr (again, ==, exported);
}

static void
test_bytes (ImportFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = sauda_test_data_read (SAMPLE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogReport) report =
    sauda_catalog_import_bytes (fixture->database, bytes, &(SaudaCatalogImportOptions){ NULL }, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->added, ==, 101);
}

static void
test_bad_file (ImportFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "missing.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogReport) report =
    sauda_catalog_import_file (fixture->database, path, &(SaudaCatalogImportOptions){ NULL }, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                      \
  g_test_add (path, ImportFixture, NULL, import_fixture_set_up, test, import_fixture_tear_down)
  ADD ("/catalog/import/planted-faults", test_planted_faults);
  ADD ("/catalog/import/values", test_values);
  ADD ("/catalog/import/again-is-the-same", test_again_is_the_same);
  ADD ("/catalog/import/preview-writes-nothing", test_preview_writes_nothing);
  ADD ("/catalog/import/export-round-trip", test_export_round_trip);
  ADD ("/catalog/import/change", test_change);
  ADD ("/catalog/import/short-file", test_short_file);
  ADD ("/catalog/import/few-of-many", test_few_of_many);
  ADD ("/catalog/import/store-spelling", test_store_spelling);
  ADD ("/catalog/import/cells", test_cells);
  ADD ("/catalog/import/two-sizes", test_two_sizes);
  ADD ("/catalog/import/overrides", test_overrides);
  ADD ("/catalog/import/outer-blanks", test_outer_blanks);
  ADD ("/catalog/import/bytes", test_bytes);
  ADD ("/catalog/import/bad-file", test_bad_file);
  return g_test_run ();
}
