#include "sauda-size-sheet.h"

#include <glib/gstdio.h>
#include <string.h>

static SaudaSizeSheet *
read_text (const char *text, SaudaSizeChart *chart, GError **error)
{
  g_autoptr (SaudaSizeSheet) history = sauda_size_sheet_new ();
  g_autofree char *folder = g_dir_make_tmp ("sauda-sizing-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  gboolean good;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  good = sauda_size_sheet_read (history, chart, path, NULL, error);
  g_remove (path);
  g_rmdir (folder);
  return good ? g_steal_pointer (&history) : NULL;
}

static void
test_reads (void)
{
  static const char text[] = "seq,group,height_cm,weight_kg,size,returned_for_size\n"
                             "3,suit,190,95,3XL,1\n"
                             "1,suit,\"178,5\",82,XXL,0\n"
                             "2,robe,70,165,М,too small\n";
  g_autoptr (SaudaSizeSheet) history = NULL;
  SaudaSizeChart chart;
  const SaudaSizeOrder *orders;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  history = read_text (text, &chart, NULL);
  g_assert_nonnull (history);
  g_assert_cmpuint (history->orders->len, ==, 3);
  g_assert_cmpuint (history->problems->len, ==, 0);
  orders = (const SaudaSizeOrder *) history->orders->data;
  g_assert_cmpfloat (orders[0].height_cm, ==, 178.5f);
  g_assert_cmpint (orders[0].size, ==, sauda_size_chart_find (&chart, "2XL"));
  g_assert_cmpint (orders[0].outcome, ==, SAUDA_SIZE_OUTCOME_SHIPPED);
  /* Height and weight of the second stood in each other's place. */
  g_assert_cmpfloat (orders[1].height_cm, ==, 165);
  g_assert_cmpfloat (orders[1].weight_kg, ==, 70);
  g_assert_cmpint (orders[1].outcome, ==, SAUDA_SIZE_OUTCOME_TOO_SMALL);
  g_assert_cmpint (orders[2].outcome, ==, SAUDA_SIZE_OUTCOME_WRONG);
  g_assert_cmpuint (orders[0].group, ==, orders[2].group);
  g_assert_cmpuint (sauda_size_sheet_find_group (history, "robe"), ==, orders[1].group);
  g_assert_cmpuint (sauda_size_sheet_find_group (history, "hat"), ==, SAUDA_SIZE_NO_GROUP);
}

/* A size that the chart lacks moves those that were read before it. */
static void
test_new_sizes (void)
{
  static const char text[] = "Рост;Вес;Размер\n178;82;S\n150;45;XS\n190;130;5XL\n178;82;S\n";
  g_autoptr (SaudaSizeSheet) history = NULL;
  SaudaSizeChart chart;
  const SaudaSizeOrder *orders;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  history = read_text (text, &chart, NULL);
  g_assert_nonnull (history);
  g_assert_cmpuint (chart.n_sizes, ==, 9);
  orders = (const SaudaSizeOrder *) history->orders->data;
  g_assert_cmpuint (orders[0].size, ==, 1);
  g_assert_cmpuint (orders[1].size, ==, 0);
  g_assert_cmpuint (orders[2].size, ==, 8);
  g_assert_cmpuint (orders[3].size, ==, 1);
}

static void
test_refuses_rows (void)
{
  static const char text[] =
    "height,weight,size\n178,82,XL\n,82,XL\n178,,XL\n178,82,\n178,82,28\n1780,82,L\n";
  static const guint rows[] = { 3, 4, 5, 6, 7 };
  g_autoptr (SaudaSizeSheet) history = NULL;
  SaudaSizeChart chart;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  history = read_text (text, &chart, NULL);
  g_assert_nonnull (history);
  g_assert_cmpuint (history->orders->len, ==, 1);
  g_assert_cmpuint (history->problems->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const SaudaSizeProblem *problem = g_ptr_array_index (history->problems, i);

    g_assert_cmpuint (problem->row, ==, rows[i]);
    g_assert_cmpuint (strlen (problem->reason), >, 20);
  }
}

static void
test_kids (void)
{
  g_autoptr (SaudaSizeSheet) history = NULL;
  SaudaSizeChart chart;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_KIDS);
  history = read_text ("height,weight,size\n110,,26\n120,22,28\n120,22,XL\n", &chart, NULL);
  g_assert_nonnull (history);
  g_assert_cmpuint (history->orders->len, ==, 2);
  g_assert_cmpuint (history->problems->len, ==, 1);
  g_assert_cmpuint (chart.n_sizes, ==, 7);
}

static void
test_no_header (void)
{
  g_autoptr (SaudaSizeSheet) history = NULL;
  g_autoptr (GError) error = NULL;
  SaudaSizeChart chart;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  history = read_text ("178,82,XL\n180,90,2XL\n", &chart, &error);
  g_assert_null (history);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/history/reads", test_reads);
  g_test_add_func ("/sizing/history/new-sizes", test_new_sizes);
  g_test_add_func ("/sizing/history/refuses-rows", test_refuses_rows);
  g_test_add_func ("/sizing/history/kids", test_kids);
  g_test_add_func ("/sizing/history/no-header", test_no_header);
  return g_test_run ();
}
