#include "sauda-acts-window.h"
#include "sauda-alert-kind.h"
#include "sauda-application.h"
#include "sauda-day-page.h"
#include "sauda-import-window.h"
#include "sauda-orders-page.h"
#include "sauda-parity-window.h"
#include "sauda-plan-window.h"
#include "sauda-price-list-window.h"
#include "sauda-test-database.h"
#include "sauda-ui-settings.h"
#include "sauda-whatsapp-settings.h"
#include "sauda-window.h"
#include "ui-test.h"

static SaudaApplication *application;

static SaudaWindow *
open_window (const char *folder, gboolean practice)
{
  SaudaWindow *window;

  sauda_application_set_practice (application, practice);
  sauda_application_set_data_folder (application, folder);
  window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window) || sauda_window_has_failed (window));
  return window;
}

/* With its first store a folder is empty no more: nobody is welcomed. */
static void
add_store (SaudaWindow *window)
{
  SaudaWorkspace *workspace = sauda_window_get_workspace (window);

  sauda_test_database_execute (sauda_workspace_get_database (workspace),
                               "INSERT INTO store (name, created_ms) VALUES ('OnlyFit', 0)");
  sauda_workspace_emit_orders_changed (workspace);
}

static void
test_window (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  static const char *const pages[] = { "day", "orders", "labels", "conversations", "settings" };

  g_assert_true (sauda_window_is_open (window));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "Practice store"));
  sauda_window_show_page (window, "day");
  sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (window, "welcome")));
  add_store (window);
  sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (window, "day")));
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_action_group_activate_action (G_ACTION_GROUP (window), "page", g_variant_new_string (pages[i]));
    sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (window, pages[i])));
  }
  ui_test_close (GTK_WINDOW (window));
}

/* Nothing is due without a store: there is no button to press, but ways to begin. */
static void
test_no_store (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  SaudaDayPage *page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));

  sauda_window_show_page (window, "day");
  sauda_test_wait_until (sauda_day_page_is_planned (page));
  g_assert_false (sauda_day_page_can_press (page));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "Connect my store") != NULL);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "ship"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "import"));
  ui_test_close (GTK_WINDOW (window));
}

static guint
count_rows (GtkWidget *list, gboolean visible)
{
  guint count = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    count += gtk_widget_get_visible (row) || !visible;
  return count;
}

static void
test_practice (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, TRUE);
  SaudaDayPage *page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));
  GtkWidget *acts;

  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Practice store"));
  sauda_test_wait_until (sauda_day_page_is_planned (page) && sauda_day_page_can_press (page));
  sauda_day_page_press (page);
  g_assert_true (sauda_day_page_is_running (page));
  sauda_test_wait_until (sauda_day_page_get_question (page) != NULL);
  /* The plan is there to its end, though not in the first frame. */
  acts = ui_test_find (GTK_WIDGET (sauda_day_page_get_question (page)), GTK_TYPE_LIST_BOX);
  g_assert_cmpuint (count_rows (acts, FALSE), >, 20);
  sauda_test_wait_until (count_rows (acts, TRUE) == count_rows (acts, FALSE));
  /* No to the plan ends the run, and nothing is sent. */
  gtk_window_close (sauda_day_page_get_question (page));
  sauda_test_wait_until (!sauda_day_page_is_running (page));
  sauda_test_wait_until (
    sauda_orders_page_is_loaded (SAUDA_ORDERS_PAGE (sauda_window_get_page (window, "orders"))));
  ui_test_close (GTK_WINDOW (window));
}

/* Whoever looked around in the practice store is welcomed all the same when the own folder is empty. */
static void
test_last_page (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window;

  /* Without the schema nothing would be remembered. */
  g_assert_true (sauda_ui_settings_has ("page") && sauda_ui_settings_has ("practice-page"));
  sauda_ui_settings_set_text ("page", "day");
  window = open_window (folder->path, TRUE);
  sauda_window_show_page (window, "stock");
  ui_test_close (GTK_WINDOW (window));
  window = open_window (folder->path, FALSE);
  sauda_test_wait_until (sauda_window_get_page (window, "welcome") != NULL &&
                         gtk_widget_get_mapped (sauda_window_get_page (window, "welcome")));
  ui_test_close (GTK_WINDOW (window));
  window = open_window (folder->path, TRUE);
  sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (window, "stock")));
  ui_test_close (GTK_WINDOW (window));
  sauda_ui_settings_set_text ("practice-page", "day");
}

/* The size is kept while the window is open: a power cut closes none. */
static void
test_last_size (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window;

  g_assert_true (sauda_ui_settings_has ("window-width"));
  window = open_window (folder->path, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
  sauda_test_wait_until (sauda_ui_settings_get_number ("window-width", 0) == 900 &&
                         sauda_ui_settings_get_number ("window-height", 0) == 640);
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  sauda_test_wait_until (sauda_ui_settings_get_number ("window-width", 0) == 1180);
  ui_test_close (GTK_WINDOW (window));
  /* As large as the screen it comes again so. */
  sauda_ui_settings_set_boolean ("window-maximized", TRUE);
  window = sauda_window_new (application);
  g_assert_true (gtk_window_is_maximized (GTK_WINDOW (window)));
  gtk_window_unmaximize (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window));
  sauda_test_wait_until (!sauda_ui_settings_get_boolean ("window-maximized", TRUE));
  ui_test_close (GTK_WINDOW (window));
}

/* A folder that is a file cannot be opened: the window says so and offers to try again. */
static void
test_failure (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "file", NULL);
  SaudaWindow *window;

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  window = open_window (path, FALSE);
  g_assert_true (sauda_window_has_failed (window));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "could not be opened") != NULL);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "reopen"));
  ui_test_close (GTK_WINDOW (window));
}

/* Files that nobody can read are named with what to do, and nothing comes in. */
static void
test_import (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  g_autofree char *path = g_build_filename (folder->path, "picture.xlsx", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SaudaImportWindow *import;

  g_assert_true (g_file_set_contents (path, "\x89PNG", 4, NULL));
  g_list_store_append (files, file);
  import =
    sauda_import_window_new (GTK_WINDOW (window), sauda_window_get_workspace (window), G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (import));
  sauda_test_wait_until (!sauda_import_window_is_busy (import));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (import), "picture.xlsx") != NULL);
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (import))));
  ui_test_close (GTK_WINDOW (import));
  ui_test_close (GTK_WINDOW (window));
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GtkDropTarget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && found == NULL; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_DROP_TARGET (controller))
      found = GTK_DROP_TARGET (controller);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_drop_target (child);
  return found;
}

static gpointer
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (window), type))
      return window;
  }
  return NULL;
}

/* The backups in a folder of data. */
static guint
count_backups (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_suffix (name, ".zip");
  return count;
}

/* What the button of an alert does. */
static void
press_alert (SaudaWindow *window, const char *name, const char *detail)
{
  SaudaAlertKind kind;
  g_autofree char *detailed = NULL, *action = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (sauda_alert_kind_find (name, &kind));
  detailed = sauda_alert_kind_make_action (&kind, detail == NULL ? "OnlyFit" : NULL, detail);
  g_assert_true (g_action_parse_detailed_name (detailed, &action, &target, NULL));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), action));
  g_action_group_activate_action (G_ACTION_GROUP (window), action, target);
}

/* What a timer does while the window is open is seen in it. */
static void
test_foreign (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  const SaudaWorkspaceOptions options = { .data_folder = folder->path };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page = sauda_window_get_page (window, "orders");
  SaudaWorkspace *other;

  add_store (window);
  sauda_window_show_page (window, "orders");
  sauda_test_wait_until (sauda_orders_page_is_loaded (SAUDA_ORDERS_PAGE (page)));
  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  other = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  sauda_test_database_execute (
    sauda_workspace_get_database (other),
    "INSERT INTO orders (store_id, code, stage, kaspi_delivery, created_ms, source, first_seen_ms, "
    "updated_ms)"
    " SELECT id, '700000001', 'packing', 1, 1, 'api', 1, 1 FROM store LIMIT 1;"
    "INSERT INTO order_line (order_id, position, sku, quantity) SELECT max (id), 0, 'A', 1 FROM orders;");
  sauda_test_wait_until (ui_test_find_label (page, "1 order · 1 row") != NULL);
  g_object_unref (other);
  ui_test_close (GTK_WINDOW (window));
}

/* The focus is in a group of the settings that is seen. */
static gboolean
is_in_part (SaudaWindow *window, GType part)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  GtkWidget *group = focus != NULL ? gtk_widget_get_ancestor (focus, part) : NULL;
  GtkWidget *scrolled = group != NULL ? gtk_widget_get_ancestor (group, GTK_TYPE_SCROLLED_WINDOW) : NULL;
  graphene_point_t top;

  return scrolled != NULL && gtk_widget_compute_point (group, scrolled, &GRAPHENE_POINT_INIT (0, 0), &top) &&
         top.y >= 0 && top.y < gtk_widget_get_height (scrolled);
}

/* Every alert leads to where it can be mended. */
static void
test_alerts (SaudaTestFolder *folder, gconstpointer data)
{
  static const struct {
    const char *alert;
    const char *detail;     /* NULL: it is about a store */
    const char *page;       /* or */
    GType (*window) (void); /* that it leads to */
  } cases[] = {
    { SAUDA_ALERT_TOKEN, NULL, "settings", NULL },
    { SAUDA_ALERT_SHIP_SOON, NULL, "orders", NULL },
    { SAUDA_ALERT_NO_ORDERS, NULL, "settings", NULL },
    { SAUDA_ALERT_STUCK_CONVERSATION, NULL, "decisions", NULL },
    { SAUDA_ALERT_WHATSAPP, NULL, "settings", NULL },
    { SAUDA_ALERT_LOW_STOCK, NULL, "stock", NULL },
    { SAUDA_ALERT_GATE, "sizes", "settings", NULL },
    { SAUDA_ALERT_PRICES, NULL, "prices", NULL },
    { SAUDA_ALERT_DRIFT, NULL, "stock", NULL },
    { SAUDA_ALERT_DISK, NULL, "settings", NULL },
    { SAUDA_ALERT_FAILED_ACTS, NULL, NULL, sauda_acts_window_get_type },
    { SAUDA_ALERT_UNCLEAR_ACTS, NULL, NULL, sauda_acts_window_get_type },
    { SAUDA_ALERT_PARITY, NULL, NULL, sauda_parity_window_get_type },
    { SAUDA_ALERT_SERVING, NULL, NULL, sauda_price_list_window_get_type },
  };
  SaudaWindow *window = open_window (folder->path, FALSE);

  add_store (window);
  sauda_window_show_page (window, "day");
  sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (window, "day")));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    press_alert (window, cases[i].alert, cases[i].detail);
    if (cases[i].page != NULL) {
      sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (window, cases[i].page)));
    } else {
      sauda_test_wait_until (find_window (cases[i].window ()) != NULL);
      gtk_window_destroy (GTK_WINDOW (find_window (cases[i].window ())));
    }
  }
  press_alert (window, SAUDA_ALERT_WHATSAPP, NULL);
  sauda_test_wait_until (is_in_part (window, SAUDA_TYPE_WHATSAPP_SETTINGS));
  /* no way to go: it is done at once, and told */
  press_alert (window, SAUDA_ALERT_BACKUP, NULL);
  sauda_test_wait_until (count_backups (folder->path) == 1);
  ui_test_close (GTK_WINDOW (window));
}

/* What a file manager lets go on the window opens the import of all these files, whatever page is seen. */
static void
test_drop (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  GtkDropTarget *target = find_drop_target (GTK_WIDGET (window));
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  SaudaImportWindow *import = NULL;
  SaudaPriceListWindow *compared = NULL;
  g_autoptr (GListStore) later = g_list_store_new (G_TYPE_FILE);
  g_autofree char *list = sauda_test_data_path ("pricelist/ACTIVE.xml");
  g_autoptr (GFile) list_file = g_file_new_for_path (list);
  gboolean taken = FALSE;
  static const char *const names[] = { "kaspi/ActiveOrders.xlsx", "kaspi/ActiveOrders (1).xlsx" };

  add_store (window);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = sauda_test_data_path (names[i]);

    files = g_slist_append (files, g_file_new_for_path (path));
  }
  g_assert_nonnull (target);
  g_assert_true ((gtk_drop_target_get_actions (target) & GDK_ACTION_COPY) != 0);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
  import = find_window (SAUDA_TYPE_IMPORT_WINDOW);
  g_assert_nonnull (import);
  sauda_test_wait_until (!sauda_import_window_is_busy (import));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (import), "ActiveOrders.xlsx"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (import), "ActiveOrders (1).xlsx"));
  g_assert_true (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (import))));
  /* Kaspi's own list comes while the question is open: it waits, and is compared then */
  g_list_store_append (later, list_file);
  sauda_window_import (window, G_LIST_MODEL (later));
  g_assert_null (find_window (SAUDA_TYPE_PRICE_LIST_WINDOW));
  ui_test_close (GTK_WINDOW (import));
  sauda_test_wait_until (find_window (SAUDA_TYPE_PRICE_LIST_WINDOW) != NULL);
  compared = find_window (SAUDA_TYPE_PRICE_LIST_WINDOW);
  sauda_test_wait_until (!sauda_price_list_window_is_busy (compared));
  ui_test_close (GTK_WINDOW (compared));
  ui_test_close (GTK_WINDOW (window));
}

static void
keep_answer (SaudaPlanWindow *window, int answer, int *kept)
{
  *kept = answer;
}

/* A closed gate: its rows, leaving them out stands out, and going on all the same is no matter of
 * an Enter. */
static void
test_closed_gate (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new ();
  char *waiting[] = { NULL }, *rows[] = { (char *) "OnlyFit 900000001: no size is known", NULL };
  const SaudaDayPlan plan = { .acts = acts, .waiting = waiting, .button = (char *) "Ship 3 orders" };
  const SaudaGate gate = { .kind = SAUDA_GATE_SIZES, .reason = (char *) "12 % found", .rows = rows };
  SaudaPlanWindow *window = sauda_plan_window_new (NULL, &plan, TRUE);
  GtkWidget *skip, *go_on;
  int answer = -1;

  g_signal_connect (window, "answered", G_CALLBACK (keep_answer), &answer);
  sauda_plan_window_add_gate (window, &gate);
  sauda_plan_window_offer_without (window, 3);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "12 % found"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Sizes are not known"));
  skip = ui_test_find_button (GTK_WIDGET (window), "_Skip 3 and Go On");
  go_on = ui_test_find_button (GTK_WIDGET (window), "_Go On All the Same");
  g_assert_true (gtk_widget_has_css_class (skip, "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (go_on, "suggested-action"));
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (window)));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_emit_by_name (skip, "clicked");
  sauda_test_wait_until (window == NULL);
  g_assert_cmpint (answer, ==, SAUDA_PLAN_ANSWER_WITHOUT);
}

/* Messages go to the buyers: the shops are not asked about, and no empty list of changes is shown. */
static void
test_messages_alone (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new ();
  char *waiting[] = { NULL };
  const SaudaDayPlan plan = { .acts = acts, .waiting = waiting, .button = (char *) "Ask", .to_write = 85 };
  SaudaPlanWindow *window = sauda_plan_window_new (NULL, &plan, FALSE);

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Write to the Buyers?");
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (window), "_Send 85 messages"));
  g_assert_null (ui_test_find_button (GTK_WIDGET (window), "_Send 85 changes"));
  g_assert_false (gtk_widget_get_visible (ui_test_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX)));
  ui_test_close (GTK_WINDOW (window));
}

static gboolean
shows_day (GtkWidget *page, SaudaDay day)
{
  int year, month, month_day;
  g_autofree char *part = NULL;

  g_assert_true (sauda_day_get_date (day, &year, &month, &month_day));
  part = g_strdup_printf (", %d ", month_day);
  return ui_test_find_label (page, part) != NULL;
}

/* A window that stays open over night is of the new day in the morning, and of the right one when the clock
 * is set. */
static void
test_next_day (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, TRUE);
  GtkWidget *page = sauda_window_get_page (window, "day");
  SaudaWorkspace *workspace = sauda_window_get_workspace (window);
  SaudaDay today = sauda_workspace_get_today (workspace);

  sauda_window_show_page (window, "day");
  sauda_test_wait_until (sauda_day_page_is_planned (SAUDA_DAY_PAGE (page)) && shows_day (page, today));
  for (int step = 1; step >= -1; step -= 2) {
    sauda_clock_set_now (sauda_workspace_get_clock (workspace), sauda_day_time_ms (today + step, 8, 0));
    sauda_test_wait_until (shows_day (page, today + step));
    g_assert_false (shows_day (page, today));
  }
  ui_test_close (GTK_WINDOW (window));
}

/* Where the merchant wants it, Sauda goes on without its window until it is quit. */
static void
test_background (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);

  sauda_ui_settings_set_boolean ("keep-working", TRUE);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_true (sauda_window_is_open (window));
  g_application_activate (G_APPLICATION (application));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  sauda_test_wait_until (window == NULL);
  sauda_ui_settings_set_boolean ("keep-working", FALSE);
}

static void
add (const char *name, void (*test) (SaudaTestFolder *folder, gconstpointer data))
{
  g_test_add (name, SaudaTestFolder, NULL, sauda_test_folder_set_up, test, sauda_test_folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_test_init (&argc, &argv);
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  add ("/ui/window/window", test_window);
  add ("/ui/window/no-store", test_no_store);
  add ("/ui/window/practice", test_practice);
  add ("/ui/window/last-page", test_last_page);
  add ("/ui/window/last-size", test_last_size);
  add ("/ui/window/failure", test_failure);
  add ("/ui/window/import", test_import);
  add ("/ui/window/drop", test_drop);
  add ("/ui/window/closed-gate", test_closed_gate);
  add ("/ui/window/messages-alone", test_messages_alone);
  add ("/ui/window/alerts", test_alerts);
  add ("/ui/window/foreign", test_foreign);
  add ("/ui/window/next-day", test_next_day);
  add ("/ui/window/background", test_background);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
