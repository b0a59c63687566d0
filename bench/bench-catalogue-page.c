#include "sauda-catalogue-page.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <time.h>

/* The page of the catalogue over many variants: how long a person waits, in seconds, and as a ratio of what
 * is allowed. Ratios are printed and never judged: a busy machine is no fault of the program. */

#define VARIANTS 100000

static double
get_seconds (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* What the program itself worked, on all its threads: the wall clock tells of the other programs too. */
static double
get_work (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* When the main loop last had something to do: what it takes from then on, a person feels. */
static double woken;

static gint
wait_and_note (GPollFD *descriptors, guint n_descriptors, gint timeout_ms)
{
  gint ready = g_poll (descriptors, n_descriptors, timeout_ms);

  woken = get_seconds ();
  return ready;
}

static void
iterate (double *longest)
{
  g_main_context_iteration (NULL, TRUE);
  *longest = MAX (*longest, get_seconds () - woken);
}

typedef struct {
  double begin;
  double work;
} Start;

static Start
start (void)
{
  return (Start){ get_seconds (), get_work () };
}

static void
print (const char *name, Start since, double allowed)
{
  double taken = get_seconds () - since.begin, work = get_work () - since.work;

  g_print ("%-30s %8.3f s, worked %.3f s, of %.2f s   ratio %.2f\n", name, taken, work, allowed,
           taken / allowed);
}

/* Five sizes a model, an offer each. */
static void
add_products (SaudaDatabase *database)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO variant (id, sku, model_key, model_name, size, size_text, brand, model, color, gender, "
    "season, "
    "product_type, weight_grams, cost_cny, search_key) SELECT i, 'CL_MEN_' || (i / 5) || '_BLACK_' || (i %% "
    "5), "
    "'CL_MEN_' || (i / 5) || '_BLACK', 'Футболка ' || (i / 5), substr ('SMLXN', 1 + i %% 5, 1), 'S', 'QZ', "
    "'M' || (i / 5), 'Black', 'Men', 'All', 'CL', 200 + i %% 7, 47, 'футболка ' || (i / 5) || ' cl_men_' || "
    "(i / 5) || '_black_' || (i %% 5) || ' qz black men all cl' FROM n;"
    "INSERT INTO offer (store_id, sku, variant_id, title, price, my_size) SELECT 1 + id %% 2, sku || '_(U)', "
    "id, "
    "model_name, 8990, size FROM variant;",
    VARIANTS);

  sauda_test_database_execute (database, sql);
}

static void
measure_filter (SaudaCataloguePage *page, const char *name, const char *text)
{
  SaudaGroupFilter *filter = sauda_catalogue_table_get_filter (sauda_catalogue_page_get_table (page));
  Start begin = start ();

  sauda_group_filter_set_words (filter, text);
  print (name, begin, 0.05);
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
}

int
main (int argc, char **argv)
{
  WorkspaceFixture fixture = { 0 };
  SaudaCataloguePage *page;
  GtkWindow *window;
  SaudaGridModel *model;
  double longest = 0;
  Start begin;

  ui_test_init (&argc, &argv);
  workspace_fixture_set_up (&fixture, NULL);
  add_products (sauda_workspace_get_database (fixture.workspace));
  g_print ("%d variants\n", VARIANTS);
  begin = start ();
  page = SAUDA_CATALOGUE_PAGE (sauda_catalogue_page_new (fixture.workspace));
  window = ui_test_show (GTK_WIDGET (page));
  print ("until the page is there", begin, 0.3);
  /* How long the main loop stands still while the rows come in: what a person feels. */
  g_main_context_set_poll_func (NULL, wait_and_note);
  woken = get_seconds ();
  model = sauda_grid_get_model (SAUDA_GRID (sauda_catalogue_page_get_table (page)));
  while (sauda_grid_model_count (model) == 0)
    iterate (&longest);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print ("until a screenful is there", begin, 0.3);
  woken = get_seconds ();
  while (!sauda_catalogue_page_is_loaded (page))
    iterate (&longest);
  g_main_context_set_poll_func (NULL, NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print ("until all rows are there", begin, 1);
  g_print ("%-30s %8.3f s\n", "longest stand-still meanwhile", longest);
  /* As in the window: the page was read ahead, and another one was seen since. */
  gtk_widget_set_visible (GTK_WIDGET (page), FALSE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  begin = start ();
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print ("opened, read ahead", begin, 0.3);
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  measure_filter (page, "find “z”", "z");
  measure_filter (page, "find “7”", "7");
  measure_filter (page, "find “ф”", "ф");
  measure_filter (page, "find “футболка 19”", "футболка 19");
  measure_filter (page, "find “футболка 1999”", "футболка 1999");
  measure_filter (page, "find “_777_” instead", "_777_");
  measure_filter (page, "find all again", "");
  begin = start ();
  sauda_catalogue_page_set_group (page, SAUDA_CATALOGUE_GROUP_NO_BARCODE);
  print ("a chip", begin, 0.05);
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  ui_test_close (window);
  workspace_fixture_tear_down (&fixture, NULL);
  return 0;
}
