#include "sauda-database.h"
#include "sauda-size-import.h"
#include "sauda-size-set.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

static SaudaSizeSheet *
read_text (const char *folder, const char *text, SaudaSizePeople people, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  SaudaSizeChart chart;

  sauda_size_chart_init_usual (&chart, people);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return sauda_size_sheet_read (path, &chart, people, NULL, error);
}

static const SaudaSizeRecord *
get_record (const SaudaSizeSheet *sheet, guint place)
{
  return g_ptr_array_index (sheet->records, place);
}

static void
test_reads (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] = "seq,group,height_cm,weight_kg,size,returned_for_size\n"
                             "3,suit,190,95,3XL,1\n"
                             "1,suit,\"178,5\",82,XXL,0\n"
                             "2,Robe,70,165,М,too small\n";
  g_autoptr (SaudaSizeSheet) sheet = read_text (folder->path, text, SAUDA_SIZE_PEOPLE_MEN, NULL);

  g_assert_nonnull (sheet);
  g_assert_cmpuint (sheet->records->len, ==, 3);
  g_assert_cmpuint (sheet->problems->len, ==, 0);
  g_assert_cmpfloat (get_record (sheet, 0)->height_cm, ==, 178.5);
  g_assert_cmpstr (get_record (sheet, 0)->size, ==, "2XL");
  g_assert_cmpint (get_record (sheet, 0)->outcome, ==, SAUDA_SIZE_OUTCOME_SHIPPED);
  /* Height and weight of the second stood in each other's place. */
  g_assert_cmpfloat (get_record (sheet, 1)->height_cm, ==, 165);
  g_assert_cmpfloat (get_record (sheet, 1)->weight_kg, ==, 70);
  g_assert_cmpint (get_record (sheet, 1)->outcome, ==, SAUDA_SIZE_OUTCOME_TOO_SMALL);
  g_assert_cmpstr (get_record (sheet, 1)->product, ==, "robe");
  g_assert_cmpint (get_record (sheet, 2)->outcome, ==, SAUDA_SIZE_OUTCOME_WRONG);
}

/* A merchant's own sheet: other columns, other order, both kinds of people, dates. */
static void
test_reads_own_columns (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] = "Размер;Дата заказа;Пол;Вес, кг;Рост, см;Модель;Имя\n"
                             "30;09.10.2025;Детский;;128;Kid-31;А\n"
                             "XL;08.10.2025;мужской;82;178 см;Print51;Б\n"
                             "m;7.10.25;Женский;60 кг;165;Print51;В\n";
  g_autoptr (SaudaSizeSheet) sheet = read_text (folder->path, text, SAUDA_SIZE_PEOPLE_MEN, NULL);

  g_assert_nonnull (sheet);
  g_assert_cmpuint (sheet->records->len, ==, 3);
  g_assert_cmpint (get_record (sheet, 0)->people, ==, SAUDA_SIZE_PEOPLE_WOMEN);
  g_assert_cmpstr (get_record (sheet, 0)->size, ==, "M");
  g_assert_cmpint (get_record (sheet, 1)->people, ==, SAUDA_SIZE_PEOPLE_MEN);
  g_assert_cmpint (get_record (sheet, 1)->at_ms, >, get_record (sheet, 0)->at_ms);
  /* A child's size needs no weight. */
  g_assert_cmpint (get_record (sheet, 2)->people, ==, SAUDA_SIZE_PEOPLE_KIDS);
  g_assert_cmpuint (sheet->problems->len, ==, 0);
}

/* As people keep such sheets: heights in metres, children among the grown-ups, why it came back in words. */
static void
test_reads_as_kept (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] = "Рост;Вес;Размер;Товар;Возврат\n"
                             "1,75;72,5;L;suit;слишком мал\n"
                             "1.8 м;82;XL;suit;Большеват\n"
                             "118;22;28;kids;\n"
                             "110;;26;kids;нет\n"
                             "178;82;XL;suit;не подошёл\n"
                             "178;82;28;suit;\n";
  static const SaudaSizeOutcome outcomes[] = { SAUDA_SIZE_OUTCOME_TOO_SMALL, SAUDA_SIZE_OUTCOME_TOO_LARGE,
                                               SAUDA_SIZE_OUTCOME_SHIPPED, SAUDA_SIZE_OUTCOME_SHIPPED,
                                               SAUDA_SIZE_OUTCOME_WRONG };
  g_autoptr (SaudaSizeSheet) sheet = read_text (folder->path, text, SAUDA_SIZE_PEOPLE_MEN, NULL);

  g_assert_nonnull (sheet);
  g_assert_cmpuint (sheet->records->len, ==, G_N_ELEMENTS (outcomes));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    gboolean kid = get_record (sheet, i)->people == SAUDA_SIZE_PEOPLE_KIDS;

    g_assert_cmpint (get_record (sheet, i)->outcome, ==, outcomes[i]);
    g_assert_cmpint (kid, ==, i == 2 || i == 3);
  }
  g_assert_cmpfloat_with_epsilon (get_record (sheet, 0)->height_cm, 175, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_record (sheet, 1)->height_cm, 180, 1e-9);
  g_assert_cmpuint (sheet->problems->len, ==, 1);
}

/* A size that the chart lacks gets a place on it. */
static void
test_new_sizes (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] = "Рост;Вес;Размер\n178;82;S\n150;45;XS\n190;130;5XL\n178;82;S\n";
  g_autoptr (SaudaSizeSheet) sheet = read_text (folder->path, text, SAUDA_SIZE_PEOPLE_MEN, NULL);
  g_auto (SaudaSizeSet) set = { 0 };
  SaudaSizeChart chart;
  const SaudaSizeOrder *orders;

  g_assert_nonnull (sheet);
  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  sauda_size_set_init (&set, &chart);
  sauda_size_set_take (&set, sheet->records);
  g_assert_cmpuint (set.chart.n_sizes, ==, 9);
  orders = (const SaudaSizeOrder *) set.orders->data;
  g_assert_cmpuint (orders[0].size, ==, 1);
  g_assert_cmpuint (orders[1].size, ==, 0);
  g_assert_cmpuint (orders[2].size, ==, 8);
  g_assert_cmpuint (orders[3].size, ==, 1);
  g_assert_cmpuint (sauda_size_set_find_group (&set, "hat"), ==, SAUDA_SIZE_NO_GROUP);
}

static void
test_refuses_rows (SaudaTestFolder *folder, gconstpointer data)
{
  static const char text[] =
    "height,weight,size\n178,82,XL\n,82,XL\n178,,XL\n178,82,\n178,82,28\n1780,82,L\n";
  static const guint rows[] = { 3, 4, 5, 6, 7 };
  g_autoptr (SaudaSizeSheet) sheet = read_text (folder->path, text, SAUDA_SIZE_PEOPLE_MEN, NULL);

  g_assert_nonnull (sheet);
  g_assert_cmpuint (sheet->records->len, ==, 1);
  g_assert_cmpuint (sheet->problems->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const SaudaSizeProblem *problem = g_ptr_array_index (sheet->problems, i);

    g_assert_cmpuint (problem->row, ==, rows[i]);
    g_assert_cmpstr (problem->reason, !=, "");
  }
}

static void
test_kids (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaSizeSheet) sheet =
    read_text (folder->path, "height,weight,size\n118,,28\n140,33,L\n", SAUDA_SIZE_PEOPLE_KIDS, NULL);

  g_assert_nonnull (sheet);
  g_assert_cmpuint (sheet->records->len, ==, 1);
  g_assert_cmpuint (sheet->problems->len, ==, 1);
}

static void
test_needs_columns (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (folder->path, "height,size\n178,XL\n", SAUDA_SIZE_PEOPLE_MEN, &error));
  g_assert_nonnull (error);
}

static void
import_text (SaudaDatabase *database,
             const char *folder,
             const char *text,
             gboolean preview,
             guint added,
             guint changed,
             guint same)
{
  const SaudaSizeImport import = { .preview = preview, .now_ms = 1000 };
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  g_autoptr (SaudaSizeImportReport) report = NULL;
  GError *error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  report = sauda_size_import_file (database, path, &import, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, ==, added);
  g_assert_cmpuint (report->changed, ==, changed);
  g_assert_cmpuint (report->same, ==, same);
}

/* Sheets grow, are sorted anew and note returns later; no row is taken twice, and equal rows are two. */
static void
test_imports_once (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  import_text (database, folder->path, "model,height,weight,size\na,178,82,XL\na,178,82,XL\nb,165,60,M\n",
               TRUE, 3, 0, 0);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count (*) FROM size_history"), ==, 0);
  import_text (database, folder->path, "model,height,weight,size\na,178,82,XL\na,178,82,XL\nb,165,60,M\n",
               FALSE, 3, 0, 0);
  import_text (database, folder->path,
               "size;model;height;weight;returned\nM;b;165;60;1\nXL;a;178;82;0\nXL;a;178;82;\nL;c;170;70;\n",
               FALSE, 1, 1, 2);
  g_assert_cmpint (sauda_test_database_read_number (database, "SELECT count (*) FROM size_history"), ==, 4);
  g_assert_cmpint (
    sauda_test_database_read_number (
      database, "SELECT count (*) FROM size_history WHERE outcome = 'wrong' AND product = 'b'"),
    ==, 1);
  g_assert_finalize_object (database);
}

/* Two sheets with numbered rows: what is alike by chance is not the same order. */
static void
test_imports_numbered (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaDatabase *database = sauda_test_database_new (folder->path);

  import_text (database, folder->path, "seq,model,height,weight,size\n1,a,178,82,XL\n2,a,178,82,XL\n", FALSE,
               2, 0, 0);
  import_text (database, folder->path, "seq,model,height,weight,size\n3,a,178,82,XL\n2,a,178,82,XL\n", FALSE,
               1, 0, 1);
  g_assert_finalize_object (database);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                                      \
  g_test_add ("/decisions/sheet/" path, SaudaTestFolder, NULL, sauda_test_folder_set_up, func,               \
              sauda_test_folder_tear_down)
  ADD ("reads", test_reads);
  ADD ("reads-own-columns", test_reads_own_columns);
  ADD ("reads-as-kept", test_reads_as_kept);
  ADD ("new-sizes", test_new_sizes);
  ADD ("refuses-rows", test_refuses_rows);
  ADD ("kids", test_kids);
  ADD ("needs-columns", test_needs_columns);
  ADD ("imports-once", test_imports_once);
  ADD ("imports-numbered", test_imports_numbered);
#undef ADD
  return g_test_run ();
}
