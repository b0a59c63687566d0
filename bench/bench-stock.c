#include "sauda-prices-page.h"
#include "sauda-stock-page.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <time.h>

/* The pages of stock and prices over many variants: how long a person waits, in seconds, and as a ratio of
 * what is allowed. Ratios are printed and never judged: a busy machine is no fault of the program. */

#define VARIANTS "100000"

#define CATALOGUE                                                                                                 \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " VARIANTS ")"                       \
  " INSERT INTO variant (id, sku, model_key, model_name, size, cost_cny, weight_grams, search_key)"               \
  " SELECT i, printf ('CL_QZ_%06d', i), printf ('CL_QZ_%05d', i / 8), printf ('Костюм %d', i / 8), "        \
  " substr ('XSSMLXLXXLXXXL', 1 + i % 7, 2), 20, 500, printf ('костюм %d cl_qz_%06d qz black men cl', i / " \
  "8, i)"                                                                                                         \
  " FROM n;"                                                                                                      \
  "INSERT INTO offer (id, store_id, sku, variant_id, title, price) SELECT id, 1 + id % 2, sku || '_' || id,"      \
  " id, model_name, 8990 FROM variant;"                                                                           \
  "INSERT INTO stock_batch (title, at_ms, who) VALUES ('opening', 1760000000000, 'bench');"                       \
  "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces) SELECT id, 1, 1760000000000,"           \
  " 'opening', id % 50 FROM variant;"

/* The clock on the wall, and the processor's time of all threads: the second is what a busy machine leaves
 * true. */
typedef struct {
  double wall;
  double processor;
  double loop; /* of it, the main loop's */
} Start;

static Start
start (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (Start){ (double) g_get_monotonic_time () / G_USEC_PER_SEC, (double) clock () / CLOCKS_PER_SEC,
                  (double) now.tv_sec + (double) now.tv_nsec / 1e9 };
}

static void
print (const char *name, Start begin, double allowed)
{
  Start now = start ();
  double taken = now.wall - begin.wall;

  g_print ("%-32s %8.3f s of %.2f s   ratio %.2f, processor %.3f s, main loop %.3f s\n", name, taken, allowed,
           taken / allowed, now.processor - begin.processor, now.loop - begin.loop);
}

/* A letter more each time, until few rows are left, and words that were not typed before. */
static const char *const typed[] = { "0", "00", "000", "0007", "00077", "к", "костюм 77", "костюм 777", "" };

/* From the click on the page to rows that are drawn. */
static void
measure_stock (WorkspaceFixture *fixture)
{
  SaudaStockPage *page = SAUDA_STOCK_PAGE (sauda_stock_page_new (fixture->workspace));
  SaudaStockTable *table = sauda_stock_page_get_table (page);
  GtkStack *stack = GTK_STACK (gtk_stack_new ());
  GtkWindow *window;
  Start begin;

  gtk_stack_add_child (stack, gtk_label_new ("before"));
  gtk_stack_add_child (stack, GTK_WIDGET (page));
  window = ui_test_show (GTK_WIDGET (stack));
  begin = start ();
  gtk_stack_set_visible_child (stack, GTK_WIDGET (page));
  while (sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (table))) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print ("stock: read and drawn", begin, 0.3);
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));
  gtk_stack_set_visible_child (stack, gtk_widget_get_first_child (GTK_WIDGET (stack)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  begin = start ();
  gtk_stack_set_visible_child (stack, GTK_WIDGET (page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print ("stock: the page opens", begin, 0.3);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autofree char *name = g_strdup_printf ("stock: find “%s”", typed[i]);

    begin = start ();
    sauda_group_filter_find (sauda_stock_table_get_filter (table), SAUDA_GRID (table), typed[i]);
    print (name, begin, 0.05);
    gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
    print ("    … and drawn", begin, 0.05);
  }
  begin = start ();
  sauda_group_filter_set_group (sauda_stock_table_get_filter (table), SAUDA_STOCK_GROUP_OUT);
  print ("stock: what has run out", begin, 0.05);
  ui_test_close (window);
}

static void
measure_prices (WorkspaceFixture *fixture)
{
  SaudaPricesPage *page = SAUDA_PRICES_PAGE (sauda_prices_page_new (fixture->workspace));
  SaudaPricesTable *table = sauda_prices_page_get_table (page);
  GtkStack *stack = GTK_STACK (gtk_stack_new ());
  GtkWindow *window;
  Start begin;

  gtk_stack_add_child (stack, gtk_label_new ("before"));
  gtk_stack_add_child (stack, GTK_WIDGET (page));
  window = ui_test_show (GTK_WIDGET (stack));
  begin = start ();
  gtk_stack_set_visible_child (stack, GTK_WIDGET (page));
  while (sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (table))) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print ("prices: read and drawn", begin, 0.3);
  sauda_test_wait_until (sauda_prices_page_is_loaded (page));
  begin = start ();
  sauda_group_filter_find (sauda_prices_table_get_filter (table), SAUDA_GRID (table), "костюм 77");
  print ("prices: filter", begin, 0.05);
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  WorkspaceFixture fixture;

  ui_test_init (&argc, &argv);
  workspace_fixture_set_up (&fixture, NULL);
  sauda_test_database_execute (sauda_workspace_get_database (fixture.workspace), CATALOGUE);
  g_print ("%s variants\n", VARIANTS);
  measure_stock (&fixture);
  measure_stock (&fixture);
  measure_prices (&fixture);
  workspace_fixture_tear_down (&fixture, NULL);
  return 0;
}
