#include "sauda-connect-window.h"
#include "sauda-guide-bar.h"
#include "sauda-help-text.h"
#include "sauda-help-window.h"
#include "sauda-test-database.h"
#include "sauda-welcome-page.h"
#include "ui-test.h"
#include "workspace-fixture.h"

static void
on_chosen (GtkWidget *page, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_ways (void)
{
  GtkWidget *page = sauda_welcome_page_new ();
  GtkWindow *window = ui_test_show (page);
  static const struct {
    const char *title;
    const char *signal;
  } ways[] = {
    { "Look around in the practice store", "practice" },
    { "Connect my store", "connect" },
    { "Start from files", "files" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    GtkWidget *label = ui_test_find_label (page, ways[i].title);
    GtkWidget *row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
    guint count = 0;

    g_signal_connect (page, ways[i].signal, G_CALLBACK (on_chosen), &count);
    g_assert_true (gtk_widget_activate (row));
    sauda_test_wait_until (count == 1);
    g_signal_handlers_disconnect_by_data (page, &count);
  }
  ui_test_close (window);
}

static GtkWidget *
find_entry (GtkWidget *widget, const char *title)
{
  GtkWidget *label = ui_test_find_label (widget, title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, ADW_TYPE_ENTRY_ROW);
}

static void
press_next (SaudaConnectWindow *window)
{
  GtkWidget *button = gtk_window_get_default_widget (GTK_WINDOW (window));

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* A store without a token works from files; its merchant id and its cut-off are kept. */
static void
test_connect (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  SaudaConnectWindow *window = sauda_connect_window_new (NULL, fixture->workspace);
  GtkWidget *widget = GTK_WIDGET (window);
  GtkWidget *next = gtk_window_get_default_widget (GTK_WINDOW (window));
  g_autofree char *trust = NULL;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpstr (sauda_connect_window_get_step (window), ==, "store");
  g_assert_false (gtk_widget_get_sensitive (next));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Name of the store, as you call it")), "NewShop");
  g_assert_false (gtk_widget_get_sensitive (next));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Merchant id at Kaspi")), "My <shop>");
  g_assert_false (gtk_widget_get_sensitive (next));
  g_assert_nonnull (ui_test_find_label (widget, "“My <shop>” is no merchant ID"));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Merchant id at Kaspi")), "30000077");
  g_assert_null (ui_test_find_label (widget, "is no merchant ID"));
  press_next (window);
  g_assert_cmpstr (sauda_connect_window_get_step (window), ==, "token");
  press_next (window);
  g_assert_cmpstr (sauda_connect_window_get_step (window), ==, "times");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Hand-over until, Almaty time")), "25:00");
  g_assert_false (gtk_widget_get_sensitive (next));
  g_assert_true (gtk_widget_has_css_class (find_entry (widget, "Hand-over until, Almaty time"), "error"));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Hand-over until, Almaty time")), "14:30");
  g_assert_false (gtk_widget_has_css_class (find_entry (widget, "Hand-over until, Almaty time"), "error"));
  press_next (window);
  sauda_test_wait_until (g_str_equal (sauda_connect_window_get_step (window), "whatsapp"));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (next)), ==, "_Skip");
  g_assert_cmpint (
    sauda_test_database_read_number (
      database, "SELECT cutoff_minutes FROM store WHERE name = 'NewShop' AND merchant_id = '30000077'"),
    ==, 870);
  trust = sauda_test_database_read_text (database, "SELECT trust FROM store WHERE name = 'NewShop'");
  g_assert_cmpstr (trust, ==, "files");
  press_next (window);
  g_assert_cmpstr (sauda_connect_window_get_step (window), ==, "printer");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (next)), ==, "_Skip");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Name of a new printer, “Labels” for example")),
                         "Labels");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (next)), ==, "_Next");
  press_next (window);
  g_assert_cmpstr (sauda_connect_window_get_step (window), ==, "done");
  sauda_test_wait_until (sauda_test_database_read_number (
                           database, "SELECT count(*) FROM printer_profile WHERE name = 'Labels'") == 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A token that nobody checked, or that did not pass, is kept: the last page does not offer to enter one
 * later. */
static void
test_connect_unchecked (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaConnectWindow *window = sauda_connect_window_new (NULL, fixture->workspace);
  GtkWidget *widget = GTK_WIDGET (window);

  gtk_window_present (GTK_WINDOW (window));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Name of the store, as you call it")), "NewShop");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (widget, "Merchant id at Kaspi")), "30000077");
  press_next (window);
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (widget, ADW_TYPE_PASSWORD_ENTRY_ROW)), "c2VjcmV0");
  press_next (window);
  press_next (window);
  sauda_test_wait_until (g_str_equal (sauda_connect_window_get_step (window), "whatsapp"));
  press_next (window);
  press_next (window);
  g_assert_cmpstr (sauda_connect_window_get_step (window), ==, "done");
  g_assert_nonnull (
    ui_test_find_label (widget, "The token is kept in the keyring, but Kaspi has not confirmed it."));
  g_assert_null (ui_test_find_label (widget, "It works from files"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The tour has its steps, and is over behind the last. */
static void
test_tour (void)
{
  GtkWidget *bar = g_object_new (SAUDA_TYPE_GUIDE_BAR, NULL);
  GtkWindow *window = ui_test_show (bar);

  sauda_guide_bar_begin (SAUDA_GUIDE_BAR (bar), TRUE);
  for (guint i = 0; i < SAUDA_GUIDE_STEPS; i++) {
    g_autofree char *number = g_strdup_printf ("%u / %u", i + 1, SAUDA_GUIDE_STEPS);

    g_assert_cmpuint (sauda_guide_bar_get_step (SAUDA_GUIDE_BAR (bar)), ==, i);
    g_assert_true (gtk_widget_get_visible (bar));
    g_assert_nonnull (ui_test_find_label (bar, number));
    g_signal_emit_by_name (ui_test_find_button (bar, i + 1 == SAUDA_GUIDE_STEPS ? "Do_ne" : "_Next"),
                           "clicked");
  }
  g_assert_false (gtk_widget_get_visible (bar));
  ui_test_close (window);
}

/* What the window sees done moves the tour on, where it stands there. */
static void
test_tour_follows (void)
{
  GtkWidget *widget = g_object_new (SAUDA_TYPE_GUIDE_BAR, NULL);
  SaudaGuideBar *bar = SAUDA_GUIDE_BAR (g_object_ref_sink (widget));

  sauda_guide_bar_begin (bar, TRUE);
  sauda_guide_bar_did (bar, SAUDA_GUIDE_STEP_FIND);
  g_assert_cmpuint (sauda_guide_bar_get_step (bar), ==, SAUDA_GUIDE_STEP_PRESS);
  sauda_guide_bar_did (bar, SAUDA_GUIDE_STEP_PRESS);
  g_assert_cmpuint (sauda_guide_bar_get_step (bar), ==, SAUDA_GUIDE_STEP_APPROVE);
  sauda_guide_bar_go_back (bar, SAUDA_GUIDE_STEP_APPROVE);
  g_assert_cmpuint (sauda_guide_bar_get_step (bar), ==, SAUDA_GUIDE_STEP_PRESS);
  sauda_guide_bar_did (bar, SAUDA_GUIDE_STEP_PRESS);
  sauda_guide_bar_did (bar, SAUDA_GUIDE_STEP_APPROVE);
  sauda_guide_bar_go_back (bar, SAUDA_GUIDE_STEP_APPROVE);
  sauda_guide_bar_did (bar, SAUDA_GUIDE_STEP_FIND);
  g_assert_cmpuint (sauda_guide_bar_get_step (bar), ==, SAUDA_GUIDE_STEP_FIND + 1);
  g_object_unref (bar);
}

/* The guide has the same pages in every language, each with a title and with text. */
static void
test_guide (void)
{
  static const char *const languages[] = { "en", "ru", "kk" };
  g_autofree char *english = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    const char *wanted[] = { languages[i], NULL };
    g_autofree char *folder = NULL;
    g_auto (GStrv) names = sauda_help_text_list_pages (wanted, &folder);
    g_autofree char *joined = g_strjoinv (" ", names);

    if (i == 0)
      english = g_strdup (joined);
    g_assert_true (g_str_has_suffix (folder, languages[i]));
    g_assert_cmpuint (g_strv_length (names), >=, 11);
    g_assert_cmpstr (joined, ==, english);
    for (guint k = 0; names[k] != NULL; k++) {
      g_autofree char *path = g_build_path ("/", folder, names[k], NULL);
      g_autoptr (GBytes) text = g_resources_lookup_data (path, 0, NULL);
      g_autofree char *string = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
      g_autoptr (GPtrArray) blocks = sauda_help_text_parse (string);

      g_assert_cmpuint (blocks->len, >, 4);
      g_assert_cmpint (((SaudaHelpBlock *) g_ptr_array_index (blocks, 0))->kind, ==, SAUDA_HELP_TITLE);
      for (guint b = 0; b < blocks->len; b++)
        g_assert_true (pango_parse_markup (((SaudaHelpBlock *) g_ptr_array_index (blocks, b))->markup, -1, 0,
                                           NULL, NULL, NULL, NULL));
    }
  }
}

static void
test_help_text (void)
{
  static const struct {
    const char *line;
    SaudaHelpBlockKind kind;
    const char *mark;
    const char *markup;
  } cases[] = {
    { "# A & B", SAUDA_HELP_TITLE, NULL, "A &amp; B" },
    { "## Part", SAUDA_HELP_HEADING, NULL, "Part" },
    { "- **Bold** and <plain>", SAUDA_HELP_ITEM, "•", "<b>Bold</b> and &lt;plain&gt;" },
    { "12. Twelve", SAUDA_HELP_ITEM, "12.", "Twelve" },
    { "2**3", SAUDA_HELP_PARAGRAPH, NULL, "23" },
    { "Text", SAUDA_HELP_PARAGRAPH, NULL, "Text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) blocks = sauda_help_text_parse (cases[i].line);
    const SaudaHelpBlock *block = g_ptr_array_index (blocks, 0);

    g_assert_cmpuint (blocks->len, ==, 1);
    g_assert_cmpint (block->kind, ==, cases[i].kind);
    g_assert_cmpstr (block->mark, ==, cases[i].mark);
    g_assert_cmpstr (block->markup, ==, cases[i].markup);
  }
}

static void
test_help_window (void)
{
  SaudaHelpWindow *window = sauda_help_window_new (NULL);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Day one"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Glossary"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/welcome/ways", test_ways);
  g_test_add ("/ui/welcome/connect", WorkspaceFixture, NULL, workspace_fixture_set_up, test_connect,
              workspace_fixture_tear_down);
  g_test_add ("/ui/welcome/connect-unchecked", WorkspaceFixture, NULL, workspace_fixture_set_up,
              test_connect_unchecked, workspace_fixture_tear_down);
  g_test_add_func ("/ui/welcome/tour", test_tour);
  g_test_add_func ("/ui/welcome/tour/follows", test_tour_follows);
  g_test_add_func ("/ui/help/text", test_help_text);
  g_test_add_func ("/ui/help/guide", test_guide);
  g_test_add_func ("/ui/help/window", test_help_window);
  return g_test_run ();
}
