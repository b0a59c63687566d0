#include "orders-fixture.h"
#include "sauda-application.h"
#include "sauda-day-page.h"
#include "sauda-stall-watch.h"
#include "sauda-table-page.h"
#include "sauda-window.h"
#include "ui-test.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* The whole window as a person waits for it: from the start of the program to orders that can be worked on,
 * the memory it takes then, what it does while nobody does anything, and how long it stands still while a day
 * is run. Figures are printed beside what they should be and never judged: a busy machine is no fault of the
 * program. The time of the processor says what the program itself needs. */

#define ORDERS 10000
#define IDLE_SECONDS 10
#define BLINK_SECONDS 12
#define VARIANTS 100000

static const char *const pages[] = { "day",    "orders",        "decisions", "labels",
                                     "sizes",  "stock",         "catalogue", "prices",
                                     "profit", "conversations", "customers", "settings" };

static double
get_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Seconds since boot at which this process was started, to a hundredth. */
static double
get_start (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  g_file_get_contents ("/proc/self/stat", &text, NULL, NULL);
  /* the name of the program, in brackets, may hold spaces */
  fields = g_strsplit (strrchr (text, ')') + 2, " ", -1);
  return g_ascii_strtod (fields[19], NULL) / (double) sysconf (_SC_CLK_TCK);
}

static double
get_memory (const char *key)
{
  g_autofree char *text = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = strstr (text, key);
  return g_ascii_strtod (line + strlen (key), NULL) / 1024;
}

static void
print (const char *name, double taken, double allowed, const char *unit)
{
  g_print ("%-44s %8.3f %s of %.2f %s   ratio %.2f\n", name, taken, unit, allowed, unit, taken / allowed);
  fflush (stdout);
}

static gboolean
on_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint seconds)
{
  gboolean over = FALSE;

  g_timeout_add_seconds (seconds, on_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static SaudaWindow *
open_window (const char *folder, gboolean practice)
{
  SaudaApplication *application = NULL;
  SaudaWindow *window = NULL;

  sauda_application_use_language ("ru");
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  sauda_application_set_practice (application, practice);
  sauda_application_set_data_folder (application, folder);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = sauda_window_new (application);
  sauda_window_show_page (window, "orders");
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window));
  return window;
}

static void
measure_start (const char *folder)
{
  double started = get_start ();
  SaudaWindow *window = NULL;
  double processor;

  sauda_stall_watch_start (50);
  window = open_window (folder, FALSE);

  sauda_test_wait_until (
    sauda_orders_page_is_loaded (SAUDA_ORDERS_PAGE (sauda_window_get_page (window, "orders"))));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print ("start until orders can be worked on", get_clock (CLOCK_BOOTTIME) - started, 0.5, "s");
  print ("of it the processor's time", get_clock (CLOCK_PROCESS_CPUTIME_ID), 0.5, "s");
  print ("of the thread of the window's", get_clock (CLOCK_THREAD_CPUTIME_ID), 0.5, "s");
  print ("longest work at one go meanwhile", sauda_stall_watch_get_longest_work (), 50, "ms");
  print ("memory then", get_memory ("VmRSS:"), 150, "MB");
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    sauda_stall_watch_start (50);
    sauda_window_show_page (window, pages[i]);
    run_for (1);
    print (pages[i], sauda_stall_watch_get_longest_work (), 50, "ms");
  }
  sauda_stall_watch_stop ();
  print ("memory after every page was seen", get_memory ("VmRSS:"), 150, "MB");
  sauda_window_show_page (window, "orders");
  /* a cursor blinks so long after the last key */
  run_for (BLINK_SECONDS);
  processor = get_clock (CLOCK_PROCESS_CPUTIME_ID);
  run_for (IDLE_SECONDS);
  print ("processor while nothing happens",
         100 * (get_clock (CLOCK_PROCESS_CPUTIME_ID) - processor) / IDLE_SECONDS, 0.5, "%");
  ui_test_close (GTK_WINDOW (window));
}

/* From the click on a page that nobody saw before to rows that are drawn, and what the rest costs. */
static void
measure_opening (const char *folder, const char *name)
{
  g_autofree char *title = g_strdup_printf ("%s opens", name);
  SaudaWindow *window = open_window (folder, FALSE);
  GtkWidget *page = NULL;
  double begun;

  sauda_test_wait_until (
    sauda_orders_page_is_loaded (SAUDA_ORDERS_PAGE (sauda_window_get_page (window, "orders"))));
  run_for (1);
  sauda_stall_watch_start (50);
  begun = get_clock (CLOCK_BOOTTIME);
  sauda_window_show_page (window, name);
  page = sauda_window_get_page (window, name);
  sauda_test_wait_until (
    gtk_widget_get_mapped (page) &&
    sauda_grid_model_count (sauda_grid_get_model (sauda_table_page_get_grid (SAUDA_TABLE_PAGE (page)))) > 0);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  print (title, get_clock (CLOCK_BOOTTIME) - begun, 0.3, "s");
  run_for (2);
  print ("    most work at one go, the rest read too", sauda_stall_watch_get_longest_work (), 50, "ms");
  sauda_stall_watch_stop ();
  ui_test_close (GTK_WINDOW (window));
}

/* A whole practice day: fetching, deciding, shipping, grouping, while a person looks at @shown. */
static void
measure_day (const char *folder, const char *shown)
{
  g_autofree char *name = g_strdup_printf ("standstill while a day is run, %s", shown);
  SaudaWindow *window = open_window (folder, TRUE);
  SaudaDayPage *page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));

  sauda_window_show_page (window, "day");
  sauda_test_wait_until (sauda_day_page_is_planned (page) && !sauda_day_page_is_running (page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  sauda_stall_watch_start (50);
  sauda_day_page_press (page);
  while (!sauda_day_page_is_planned (page) || sauda_day_page_is_running (page)) {
    GtkWindow *question = sauda_day_page_get_question (page);

    if (question != NULL)
      gtk_widget_activate (gtk_window_get_default_widget (question));
    if (question == NULL && sauda_day_page_is_running (page))
      sauda_window_show_page (window, shown);
    g_main_context_iteration (NULL, TRUE);
  }
  print (name, sauda_stall_watch_get_longest (), 50, "ms");
  print ("most work at one go", sauda_stall_watch_get_longest_work (), 50, "ms");
  sauda_stall_watch_stop ();
  print ("memory after it", get_memory ("VmRSS:"), 150, "MB");
  ui_test_close (GTK_WINDOW (window));
}

static void
start_anew (const char *program, const char *what, const char *folder, const char *page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, what, folder, page, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

/* A data folder with @orders; in practice they were delivered long ago, and a day is to come. */
static char *
prepare (guint orders, gboolean practice)
{
  OrdersFixture fixture;
  char *folder = NULL;

  orders_fixture_prepare (&fixture, orders);
  if (practice)
    sauda_test_database_execute (
      fixture.database, "UPDATE store SET name = 'Past ' || id;"
                        "UPDATE orders SET stage = 'completed', state = 'ARCHIVE', status = 'COMPLETED'");
  g_clear_object (&fixture.list);
  g_clear_object (&fixture.clock);
  g_clear_object (&fixture.database);
  folder = fixture.folder;
  if (practice) {
    g_autofree char *inside = NULL;

    folder = sauda_test_folder_new ();
    inside = g_build_filename (folder, "practice", NULL);
    g_assert_no_errno (g_rename (fixture.folder, inside));
    g_free (fixture.folder);
  }
  return folder;
}

/* Eight sizes a model, an offer and a count each; the orders are of the last three weeks, and of these
 * offers. */
#define CATALOGUE                                                                                            \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"                            \
  " INSERT INTO variant (sku, model_key, model_name, size, cost_cny, weight_grams, search_key)"              \
  " SELECT printf ('CL_QZ_%%06d', i), printf ('CL_QZ_%%05d', i / 8), printf ('Костюм %%d', i / 8),"    \
  " substr ('XSSMLXLXXLXXXL', 1 + i %% 7, 2), 20, 500, printf ('костюм %%d cl_qz_%%06d qz', i / 8, i)" \
  " FROM n;"                                                                                                 \
  "INSERT INTO offer (store_id, sku, variant_id, title, price) SELECT 1 + (id - 1) / 9 %% 2,"                \
  " sku || '_' || id, id, model_name, 8990 FROM variant;"                                                    \
  "INSERT INTO stock_batch (id, title, at_ms, who) VALUES (9999, 'opening', 1760000000000, 'bench');"        \
  "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces) SELECT id, 9999, 1760000000000,"   \
  " 'opening', id %% 50 FROM variant;"                                                                       \
  "UPDATE orders SET created_ms = CAST (strftime ('%%s', 'now') AS INTEGER) * 1000 - id %% 21 * 86400000;"   \
  "UPDATE order_line SET sku = (SELECT sku FROM offer WHERE offer.id = 1 + order_line.order_id * 9)"

/* The first opening of each page that shows the shelf, in a program of its own. */
static void
open_shelf (const char *program)
{
  static const char *const shelf[] = { "catalogue", "stock", "prices", "profit" };
  g_autofree char *sql = g_strdup_printf (CATALOGUE, VARIANTS);
  OrdersFixture fixture;

  orders_fixture_prepare (&fixture, ORDERS);
  sauda_test_database_execute (fixture.database, sql);
  g_clear_object (&fixture.list);
  g_clear_object (&fixture.clock);
  g_clear_object (&fixture.database);
  g_print ("\n%d variants\n", VARIANTS);
  for (gsize i = 0; i < G_N_ELEMENTS (shelf); i++)
    start_anew (program, "--open", fixture.folder, shelf[i]);
  sauda_test_folder_remove (fixture.folder);
  g_free (fixture.folder);
}

static void
start_prepared (const char *program, const char *what, guint orders, const char *page)
{
  g_autofree char *folder = prepare (orders, page != NULL);

  g_print ("\n%u orders%s\n", orders, page != NULL ? " of before, and a day" : "");
  start_anew (program, what, folder, page);
  sauda_test_folder_remove (folder);
}

/* Everything; or, with pages named, one day for each of them, with "start" the start alone, and with "shelf"
 * the pages of a long catalogue. */
int
main (int argc, char **argv)
{
  static const guint counts[] = { 100, ORDERS };

  if (argc > 3 && g_str_equal (argv[1], "--day")) {
    measure_day (argv[2], argv[3]);
    return 0;
  }
  if (argc > 2 && g_str_equal (argv[1], "--start")) {
    measure_start (argv[2]);
    return 0;
  }
  if (argc > 3 && g_str_equal (argv[1], "--open")) {
    measure_opening (argv[2], argv[3]);
    return 0;
  }
  ui_test_init (&argc, &argv);
  if (argc == 1 || g_strv_contains ((const char *const *) argv + 1, "shelf"))
    open_shelf (argv[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    if (argc == 1 || g_strv_contains ((const char *const *) argv + 1, "start"))
      start_prepared (argv[0], "--start", counts[i], NULL);
    for (gsize page = 0; page < G_N_ELEMENTS (pages); page++)
      if (argc == 1 || g_strv_contains ((const char *const *) argv + 1, pages[page]))
        start_prepared (argv[0], "--day", counts[i], pages[page]);
  }
  return 0;
}
