#include "sauda-catalog-error.h"
#include "sauda-catalog-export.h"
#include "sauda-catalog-import.h"
#include "sauda-catalog.h"
#include "sauda-connection.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMPLE "catalog/M02_SKU_CATALOG.csv"

#define HEADER                                                                                               \
  "SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;Initial_KSP_Price;Stock_entered;SKU_key;Weight_kg;Store_name\n"

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->database = sauda_test_database_new (fixture->folder.path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->database);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static SaudaCatalogReport *
import_path (Fixture *fixture, const char *path, gboolean preview)
{
  g_autoptr (GError) error = NULL;
  SaudaCatalogReport *report = sauda_catalog_import_file (
    fixture->database, path, &(SaudaCatalogImportOptions){ .preview = preview, .now_ms = 1000 }, NULL,
    &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->added + report->changed + report->same + report->refused, ==, report->rows);
  return report;
}

static SaudaCatalogReport *
import_sample (Fixture *fixture, gboolean preview)
{
  g_autofree char *path = sauda_test_data_path (SAMPLE);

  return import_path (fixture, path, preview);
}

static SaudaCatalogReport *
import_text (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "catalogue.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return import_path (fixture, path, FALSE);
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

static gpointer
list_offers (SaudaConnection *connection, gpointer query, GError **error)
{
  return sauda_catalog_list (connection, query, error);
}

static GPtrArray *
list (Fixture *fixture, const char *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *offers = sauda_database_run (fixture->database, list_offers, (gpointer) query, &error);

  g_assert_no_error (error);
  return offers;
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
test_planted_faults (Fixture *fixture, gconstpointer data)
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
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report = import_sample (fixture, FALSE);
  g_autoptr (GPtrArray) offers = list (fixture, NULL);
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
test_again_is_the_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) first = import_sample (fixture, FALSE);
  g_autoptr (SaudaCatalogReport) second = import_sample (fixture, FALSE);

  g_assert_cmpuint (second->added, ==, 0);
  g_assert_cmpuint (second->changed, ==, 0);
  g_assert_cmpuint (second->same, ==, first->added);
  g_assert_cmpuint (second->problems->len, ==, first->problems->len);
}

static void
test_preview_writes_nothing (Fixture *fixture, gconstpointer data)
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
test_export_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report = import_sample (fixture, FALSE);
  g_autofree char *path = g_build_filename (fixture->folder.path, "export.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogReport) again = NULL;
  g_autoptr (SaudaDatabase) other = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder.path, "other", NULL);
  Fixture fresh = { { folder }, NULL };

  g_assert_cmpuint (GPOINTER_TO_UINT (sauda_database_run (fixture->database, export, path, &error)), ==, 101);
  g_assert_no_error (error);
  again = import_path (fixture, path, FALSE);
  g_assert_cmpuint (again->added + again->changed + again->refused, ==, 0);
  g_assert_cmpuint (again->same, ==, 101);

  /* And into an empty database: everything is there. */
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  other = sauda_test_database_new (folder);
  fresh.database = other;
  g_clear_pointer (&again, sauda_catalog_report_free);
  again = import_path (&fresh, path, FALSE);
  g_assert_cmpuint (again->added, ==, 101);
  g_assert_cmpuint (again->problems->len, ==, 0);
}

/* A store that is written in two ways is one: rows of one offer meet, instead of writing over each other. */
static void
test_store_spelling (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report = import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;0,5;OnlyFit\n"
                                                                       "A_S;A;S;a1;1100;5;A;0,5;ONLYFIT\n"
                                                                       "A_M;A;M;a2;1000;5;A;0,5;onlyfit\n");
  g_autoptr (GPtrArray) offers = list (fixture, NULL);

  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->conflicts, ==, 1);
  g_assert_cmpuint (offers->len, ==, 2);
  g_assert_cmpint (find_offer (offers, "OnlyFit", "a1")->price, ==, 1000);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) first = import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;0,5;ONE\n"
                                                                      "A_M;A;M;a2;1000;;A;;ONE\n");
  g_autoptr (SaudaCatalogReport) second = import_text (fixture, HEADER "A_S;A;S;a1;1100;;A;;ONE\n"
                                                                       "A_M;A;M;a2;1000;;A;;ONE\n"
                                                                       "A_L;A;L;a3;1000;1;A;;ONE\n");
  g_autoptr (GPtrArray) offers = list (fixture, "A1");

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

static void
check_stopped (Fixture *fixture, const char *path, guint after, guint before)
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
  offers = list (fixture, NULL);
  g_assert_cmpuint (offers->len, ==, before);
}

/* Stopped while rows are read or written: nothing came in, and the same file comes in whole afterwards. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autofree char *path = g_build_filename (fixture->folder.path, "long.csv", NULL);
  g_autoptr (SaudaCatalogReport) whole = NULL;

  for (int i = 0; i < 12000; i++)
    g_string_append_printf (text, "M%d_L;Name;L;K%d;1000;1;M%d;0,5;ONLYFIT\n", i, i, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  check_stopped (fixture, path, 1000, 0);
  check_stopped (fixture, path, 11000, 0);
  sauda_catalog_report_free (import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;0,5;ONE\n"));
  check_stopped (fixture, path, 0, 1);
  whole = import_path (fixture, path, FALSE);
  g_assert_cmpuint (whole->added, ==, 12000);
}

/* A broken file is found out when many of its rows are written already. */
static void
test_broken_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autofree char *path = g_build_filename (fixture->folder.path, "broken.csv", NULL);
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 12000; i++)
    g_string_append_printf (text, "M%d_L;Name;L;K%d;1000;1;M%d;0,5;ONLYFIT\n", i, i, i);
  g_string_append (text, "M_L;\"Name;L;K;1000;1;M;0,5;ONLYFIT\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_assert_null (sauda_catalog_import_file (fixture->database, path,
                                            &(SaudaCatalogImportOptions){ .now_ms = 1000 }, NULL, &error));
  g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_FILE);
  offers = list (fixture, NULL);
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

/* What a first catalogue makes, written while it is read, is what it makes beside a product that was there.
 */
static void
test_ahead (Fixture *fixture, gconstpointer data)
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
  sauda_catalog_report_free (
    import_text (&(Fixture){ { folder }, other }, HEADER "B_S;B;S;before;1000;5;B;0,5;ONE\n"));
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

/* A file that tells less than the catalogue knows takes nothing away, from search neither. */
static void
test_short_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) first =
    import_text (fixture, "SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;SKU_key;Brend;Color;Store_name\n"
                          "A_L;Hoodie;L;K1;A;Qazaq;Red;ONLYFIT\nA_M;Hoodie;M;K2;A;Qazaq;Red;ONLYFIT\n");
  g_autoptr (SaudaCatalogReport) second =
    import_text (fixture, "SKU_ID;SKU_ID_KSP;Color;Store_name\nA_L;K1;Blue;ONLYFIT\n");
  g_autoptr (GPtrArray) both = NULL, blue = NULL;

  g_assert_cmpuint (first->added, ==, 2);
  g_assert_cmpuint (second->changed, ==, 1);
  both = list (fixture, "qazaq");
  blue = list (fixture, "blue");
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpuint (blue->len, ==, 1);
}

/* A short file beside a long catalogue is looked up row by row, with the same outcome. */
static void
test_few_of_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (SaudaCatalogReport) first = NULL, second = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "M%d_L;Name %d;L;K%d;1000;1;M%d;0,5;ONLYFIT\n", i, i, i, i);
  first = import_text (fixture, text->str);
  g_assert_cmpuint (first->added, ==, 60);
  second = import_text (fixture, HEADER "M7_L;Name 7;L;K7;1200;1;M7;0,5;ONLYFIT\n"
                                        "M8_L;Name 8;L;K8;1000;1;M8;0,5;ONLYFIT\n"
                                        "M9_L;Name 9;L;K99;1000;1;M9;0,5;ONLYFIT\n");
  g_assert_cmpuint (second->changed, ==, 1);
  g_assert_cmpuint (second->same, ==, 1);
  g_assert_cmpuint (second->added, ==, 1);
  g_assert_cmpuint (second->variants, ==, 3);
  offers = list (fixture, "M9_L");
  g_assert_cmpuint (offers->len, ==, 2);
}

static void
test_cells (Fixture *fixture, gconstpointer data)
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
    g_autoptr (SaudaCatalogReport) report = import_text (fixture, text);
    g_autoptr (GPtrArray) offers = list (fixture, NULL);
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
test_two_sizes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaCatalogReport) report = import_text (fixture, HEADER "A_S;A;S;a1;1000;5;A;;ONE\n"
                                                                       "A_S;A;XL;a1;1000;5;A;;TWO\n");

  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_nonnull (find_problem (report, 3, "MY_SIZE"));
}

static void
test_overrides (Fixture *fixture, gconstpointer data)
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
  offers = list (fixture, NULL);
  g_assert_cmpint (find_offer (offers, "ONE", "a1")->price, ==, 4990);
}

static char *
export_text (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_nonnull (sauda_database_run (fixture->database, export, (gpointer) path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  return text;
}

/* A SKU is what it is, blanks beside it too, in a CSV as in a workbook (kaspi-api.md 4.1); numbers are not.
 */
static void
test_outer_blanks (Fixture *fixture, gconstpointer data)
{
  static const char *const skus[] = { " a1", "a1", "a1 ", "a 1", "\ta1" };
  g_autoptr (SaudaCatalogReport) report = import_text (fixture, HEADER "V1; Имя ;S; a1; 990 ; 1;M; 0,5 ;ONE\n"
                                                                       "V1;Имя;S;a1;991;1;M;0,5; ONE\n"
                                                                       "V1;Имя;S;a1 ;992;1;M;0,5;one \n"
                                                                       "V1;Имя;S;\"a 1\";993;1;M;0,5;ONE\n"
                                                                       "V1 ;Имя;S;\ta1;994;1; M;0,5;ONE\n");
  g_autoptr (GPtrArray) offers = list (fixture, NULL);
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
    g_autoptr (SaudaCatalogReport) same = import_path (fixture, i == 0 ? csv : xlsx, FALSE);

    g_assert_cmpuint (same->same, ==, 5);
  }
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  other = sauda_test_database_new (folder);
  sauda_catalog_report_free (import_path (&(Fixture){ { folder }, other }, xlsx, FALSE));
  again = export_text (&(Fixture){ { folder }, other }, csv);
  g_assert_cmpstr (again, ==, exported);
}

static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = sauda_test_data_read (SAMPLE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogReport) report =
    sauda_catalog_import_bytes (fixture->database, bytes, &(SaudaCatalogImportOptions){ NULL }, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->added, ==, 101);
}

static void
test_bad_file (Fixture *fixture, gconstpointer data)
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
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/catalog/import/planted-faults", test_planted_faults);
  ADD ("/catalog/import/values", test_values);
  ADD ("/catalog/import/again-is-the-same", test_again_is_the_same);
  ADD ("/catalog/import/preview-writes-nothing", test_preview_writes_nothing);
  ADD ("/catalog/import/export-round-trip", test_export_round_trip);
  ADD ("/catalog/import/change", test_change);
  ADD ("/catalog/import/stopped", test_stopped);
  ADD ("/catalog/import/broken-late", test_broken_late);
  ADD ("/catalog/import/ahead", test_ahead);
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
