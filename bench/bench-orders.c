#include "orders-fixture.h"
#include "ui-test.h"

/* The page of orders over many lines: how long a person waits, in seconds, and as a ratio of what house.md
 * allows. Ratios are printed and never judged: a busy machine is no fault of the program. */

#define LINES 100000
#define JUMPS 30

typedef struct {
  const char *name;
  double allowed; /* seconds */
  double taken;   /* seconds */
} Measure;

static double
get_seconds (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
print (const Measure *measure)
{
  g_print ("%-28s %8.3f s of %.2f s   ratio %.2f\n", measure->name, measure->taken, measure->allowed,
           measure->taken / measure->allowed);
}

static void
draw (OrdersFixture *fixture)
{
  gtk_widget_queue_draw (GTK_WIDGET (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
measure_sort (OrdersFixture *fixture, const char *name, SaudaOrdersColumn column, GtkSortType direction)
{
  Measure measure = { .name = name, .allowed = 0.6 };
  double begin = get_seconds ();

  gtk_column_view_sort_by_column (sauda_grid_get_view (fixture->grid),
                                  sauda_grid_get_column (fixture->grid, column), direction);
  measure.taken = get_seconds () - begin;
  print (&measure);
  draw (fixture);
}

static void
measure_filter (OrdersFixture *fixture, const char *name, const char *text)
{
  Measure measure = { .name = name, .allowed = 0.1 };
  double begin = get_seconds ();

  sauda_orders_filter_set_text (sauda_orders_table_get_filter (fixture->table), text);
  measure.taken = get_seconds () - begin;
  print (&measure);
  draw (fixture);
}

/* Far jumps: every row on the screen is bound anew. */
static void
measure_scroll (OrdersFixture *fixture)
{
  Measure measure = { .name = "a jump while scrolling", .allowed = 0.06 };
  double begin = get_seconds ();

  for (guint i = 1; i <= JUMPS; i++) {
    sauda_grid_move (fixture->grid, i * (LINES / JUMPS) - 1, SAUDA_ORDERS_COLUMN_CODE, FALSE);
    gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  }
  measure.taken = (get_seconds () - begin) / JUMPS;
  print (&measure);
}

int
main (int argc, char **argv)
{
  OrdersFixture fixture;
  Measure measure = { .name = "from the file to the frame", .allowed = 2.0 };
  double begin;

  ui_test_init (&argc, &argv);
  orders_fixture_prepare (&fixture, LINES);
  g_print ("%u lines\n", LINES);
  begin = get_seconds ();
  orders_fixture_show (&fixture);
  measure.taken = get_seconds () - begin;
  print (&measure);
  measure_scroll (&fixture);
  measure_sort (&fixture, "sort by product", SAUDA_ORDERS_COLUMN_PRODUCT, GTK_SORT_ASCENDING);
  measure_sort (&fixture, "sort by product, reversed", SAUDA_ORDERS_COLUMN_PRODUCT, GTK_SORT_DESCENDING);
  measure_sort (&fixture, "sort by clicked size", SAUDA_ORDERS_COLUMN_CLICKED_SIZE, GTK_SORT_ASCENDING);
  measure_sort (&fixture, "sort by buyer", SAUDA_ORDERS_COLUMN_BUYER, GTK_SORT_ASCENDING);
  measure_sort (&fixture, "sort by time left", SAUDA_ORDERS_COLUMN_SHIP_BY, GTK_SORT_ASCENDING);
  measure_filter (&fixture, "find “с”", "с");
  measure_filter (&fixture, "find “се”", "се");
  measure_filter (&fixture, "find “семен”", "семен");
  measure_filter (&fixture, "find “7000” instead", "7000");
  measure_filter (&fixture, "find all again", "");
  orders_fixture_close (&fixture);
  return 0;
}
