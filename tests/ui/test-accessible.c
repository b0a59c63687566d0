#include "sauda-application.h"
#include "sauda-decisions-page.h"
#include "sauda-orders-page.h"
#include "sauda-settings-page.h"
#include "sauda-welcome-page.h"
#include "sauda-window.h"
#include "ui-test.h"

/* More than any page has. */
#define MAX_STEPS 2000

static SaudaApplication *application;

/* A way to begin is a row that is pressed. */
static gboolean
is_way (GtkWidget *widget)
{
  return ADW_IS_ACTION_ROW (widget) && gtk_widget_get_ancestor (widget, SAUDA_TYPE_WELCOME_PAGE) != NULL;
}

/* What a person must be able to reach with the Tab key alone. Rows of lists are gone through with arrows. */
static gboolean
is_wanted (GtkWidget *widget)
{
  gboolean is_control =
    GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_TEXT (widget) || is_way (widget);

  return is_control && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_get_focusable (widget) && gtk_widget_get_can_focus (widget);
}

static void
collect (GtkWidget *widget, GPtrArray *wanted)
{
  if (is_wanted (widget))
    g_ptr_array_add (wanted, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, wanted);
}

static char *
describe (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *w = widget; w != NULL && !GTK_IS_STACK (w); w = gtk_widget_get_parent (w))
    g_string_append_printf (text, "%s%s", w == widget ? "" : " in ", G_OBJECT_TYPE_NAME (w));
  return g_string_free (text, FALSE);
}

/* Every widget that Tab stops at on @page, until it leaves it. */
static GHashTable *
go_through (GtkWindow *window, GtkWidget *page)
{
  GHashTable *reached = g_hash_table_new (NULL, NULL);
  guint steps = 0;

  gtk_window_set_focus (window, NULL);
  while (gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD)) {
    g_hash_table_add (reached, gtk_window_get_focus (window));
    g_assert_cmpuint (++steps, <, MAX_STEPS);
  }
  return reached;
}

/* A switch may be worked through its row. */
static gboolean
is_reached (GHashTable *reached, GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return g_hash_table_contains (reached, widget) ||
         (row != NULL && adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) == widget &&
          g_hash_table_contains (reached, row));
}

/* An empty folder shows how to begin where the day would be. */
static GtkWidget *
get_shown (SaudaWindow *window, const char *page)
{
  GtkWidget *welcome = sauda_window_get_page (window, "welcome");

  return gtk_widget_get_mapped (welcome) ? welcome : sauda_window_get_page (window, page);
}

static void
check_page (SaudaWindow *window, const char *page)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  GtkWidget *widget = NULL;
  g_autoptr (GHashTable) reached = NULL;
  guint missing = 0;

  sauda_window_show_page (window, page);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  /* which are shown a part at a time */
  sauda_test_wait_until (
    sauda_settings_page_is_loaded (SAUDA_SETTINGS_PAGE (sauda_window_get_page (window, "settings"))));
  widget = get_shown (window, page);
  collect (widget, wanted);
  g_assert_cmpuint (wanted->len, >, 0);
  reached = go_through (GTK_WINDOW (window), widget);
  for (guint i = 0; i < wanted->len; i++) {
    g_autofree char *description = describe (g_ptr_array_index (wanted, i));

    if (is_reached (reached, g_ptr_array_index (wanted, i)))
      continue;
    g_printerr ("# %s: Tab does not reach %s\n", page, description);
    missing++;
  }
  g_assert_cmpuint (missing, ==, 0);
}

static void
test_tab_reaches_everything (SaudaTestFolder *folder, gconstpointer practice)
{
  static const char *const pages[] = { "day", "orders", "decisions", "labels", "catalogue", "sizes", "settings" };
  SaudaWindow *window;

  sauda_application_set_practice (application, GPOINTER_TO_INT (practice));
  sauda_application_set_data_folder (application, folder->path);
  window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window));
  sauda_test_wait_until (
    sauda_orders_page_is_loaded (SAUDA_ORDERS_PAGE (sauda_window_get_page (window, "orders"))));
  sauda_test_wait_until (
    sauda_settings_page_is_loaded (SAUDA_SETTINGS_PAGE (sauda_window_get_page (window, "settings"))));
  sauda_test_wait_until (
    sauda_decisions_page_is_loaded (SAUDA_DECISIONS_PAGE (sauda_window_get_page (window, "decisions"))));
  if (!GPOINTER_TO_INT (practice)) {
    sauda_window_show_page (window, "day");
    sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (window, "welcome")));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    check_page (window, pages[i]);
  ui_test_close (GTK_WINDOW (window));
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
  g_test_add ("/ui/accessible/tab/empty", SaudaTestFolder, GINT_TO_POINTER (FALSE), sauda_test_folder_set_up,
              test_tab_reaches_everything, sauda_test_folder_tear_down);
  g_test_add ("/ui/accessible/tab/practice", SaudaTestFolder, GINT_TO_POINTER (TRUE),
              sauda_test_folder_set_up, test_tab_reaches_everything, sauda_test_folder_tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
