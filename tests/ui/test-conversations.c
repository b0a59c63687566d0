#include "sauda-bubble-row.h"
#include "sauda-composer.h"
#include "sauda-context-menu.h"
#include "sauda-conversations-page.h"
#include "sauda-packer-view.h"
#include "sauda-thread-list.h"
#include "sauda-thread-row.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include "sauda-test-database.h"

/* Nobody asked: the page says what to do. */
static void
test_empty (WorkspaceFixture *fixture, gconstpointer data)
{
  GtkWidget *page = sauda_conversations_page_new (fixture->workspace);
  GtkWindow *window = ui_test_show (page);

  sauda_test_wait_until (sauda_conversations_page_is_loaded (SAUDA_CONVERSATIONS_PAGE (page)));
  g_assert_nonnull (ui_test_find_label (page, "Nobody has been asked yet"));
  ui_test_close (window);
}

#define NOW "CAST (strftime ('%s', 'now') AS INTEGER) * 1000"

/* A buyer who has been asked and wrote two hours ago, one who is to be asked, and somebody without
 * a number. */
static const char conversations[] =
  "INSERT INTO variant (id, sku, model_key, model_name, size, model, gender, product_type, search_key) VALUES"
  " (1, 'P_L', 'P', 'Принт', 'L', 'Print51', 'Men', 'CL', 'p'), (2, 'P_XL', 'P', 'Принт', 'XL', 'Print51', "
  "'Men',"
  " 'CL', 'p');"
  "INSERT INTO offer (store_id, sku, variant_id, stock_entered) SELECT (SELECT min (id) FROM store), sku, "
  "id, 7 FROM"
  " variant;"
  "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
  " SELECT value, (SELECT min (id) FROM store), '90000000' || value, 'packing', 'api', 0, 0"
  " FROM json_each ('[1, 2]');"
  "INSERT INTO order_line (id, order_id, position, sku, quantity) VALUES (1, 1, 0, 'P_L', 1), (2, 2, 0, "
  "'P_L', 1);"
  "INSERT INTO contact (id, phone, name, language, last_inbound_ms, created_ms) VALUES"
  " (1, '+77011234567', 'Айгүл', 'kk', " NOW " - 7200000, 0), (2, '+77019876543', 'Ерлан', 'ru', NULL, 0),"
  " (3, NULL, 'Somebody', 'ru', " NOW " - 600000, 0);"
  "INSERT INTO contact_address (provider, address, contact_id) VALUES ('meta', 'KZ.AB12', 3);"
  "INSERT INTO question (id, order_id, contact_id, state, deadline_ms, asked_ms, created_ms) VALUES"
  " (1, 1, 1, 'asked', " NOW " + 18000000, " NOW " - 9000000, 0), (2, 2, 2, 'to-ask', " NOW
  " + 18000000, NULL, 0);"
  "INSERT INTO message (provider, provider_id, contact_id, question_id, outbound, content, text, intent, "
  "height_cm,"
  " at_ms, stored_ms) VALUES ('meta', 'a', 1, 1, 0, 'text', 'бойым 187', 'height_only', 187, " NOW
  " - 7200000, 0),"
  " ('meta', 'b', 3, NULL, 0, 'text', '175/80', 'measurements', 175, " NOW " - 600000, 0);";

typedef struct {
  WorkspaceFixture base;
  GtkWidget *page;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  workspace_fixture_set_up (&fixture->base, data);
  sauda_test_database_execute (sauda_workspace_get_database (fixture->base.workspace), conversations);
  fixture->page = sauda_conversations_page_new (fixture->base.workspace);
  fixture->window = ui_test_show (fixture->page);
  sauda_test_wait_until (sauda_conversations_page_is_loaded (SAUDA_CONVERSATIONS_PAGE (fixture->page)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_test_close (fixture->window);
  workspace_fixture_tear_down (&fixture->base, data);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->base.workspace), sql);
}

static GtkSelectionModel *
get_threads (Fixture *fixture)
{
  GtkWidget *list = ui_test_find (fixture->page, SAUDA_TYPE_THREAD_LIST);
  GObject *threads = gtk_widget_get_template_child (list, SAUDA_TYPE_THREAD_LIST, "threads");

  return gtk_list_view_get_model (GTK_LIST_VIEW (threads));
}

/* Where the conversation with @name is, or GTK_INVALID_LIST_POSITION. */
static guint
find_thread (Fixture *fixture, const char *name)
{
  GListModel *threads = G_LIST_MODEL (get_threads (fixture));

  for (guint i = 0; i < g_list_model_get_n_items (threads); i++) {
    g_autoptr (SaudaThreadItem) item = g_list_model_get_item (threads, i);

    if (g_strcmp0 (sauda_thread_item_get_thread (item)->buyer, name) == 0)
      return i;
  }
  return GTK_INVALID_LIST_POSITION;
}

static void
choose (Fixture *fixture, const char *name)
{
  g_assert_cmpuint (find_thread (fixture, name), !=, GTK_INVALID_LIST_POSITION);
  gtk_selection_model_select_item (get_threads (fixture), find_thread (fixture, name), TRUE);
}

static GtkWidget *
get_child (Fixture *fixture, const char *name)
{
  GtkWidget *composer = ui_test_find (fixture->page, SAUDA_TYPE_COMPOSER);

  return GTK_WIDGET (gtk_widget_get_template_child (composer, SAUDA_TYPE_COMPOSER, name));
}

static void
press (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button) && gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
enter (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static const char *
get_first_quick_reply (Fixture *fixture)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (get_child (fixture, "quick")), 0);

  return gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
}

/* Free text within the 24 hours, the template after them; quick replies in the buyer's language. */
static void
test_window (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "Айгүл");
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "entry")));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "template")));
  g_assert_nonnull (ui_test_find_label (fixture->page, "another 21 h"));
  g_assert_nonnull (strstr (get_first_quick_reply (fixture), "рақмет"));
  choose (fixture, "Ерлан");
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "entry")));
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "template")));
  g_assert_nonnull (strstr (get_first_quick_reply (fixture), "спасибо"));
  sauda_test_wait_until (ui_test_find_label (fixture->page, "First messages 0 of 250") != NULL);
}

/* What was begun for one buyer does not come back under the name of another, not even by an undo. */
static void
test_another_buyer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = get_child (fixture, "entry");

  choose (fixture, "Айгүл");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Айгүл, до встречи");
  choose (fixture, "Ерлан");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_widget_activate_action (ui_test_find (entry, GTK_TYPE_TEXT), "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static void
add_one (guint *count)
{
  (*count)++;
}

/* What was pasted is read as the buyer's answer, and comes below messages that stay where they are. */
static void
test_pasted (Fixture *fixture, gconstpointer data)
{
  GtkWidget *text = NULL, *first, *before;

  choose (fixture, "Айгүл");
  sauda_test_wait_until ((text = ui_test_find_label (fixture->page, "бойым 187")) != NULL);
  before = first = gtk_widget_get_ancestor (text, SAUDA_TYPE_BUBBLE_ROW);
  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &first);
  enter (get_child (fixture, "answer"), "салмағым 80");
  sauda_test_wait_until (count (fixture, "SELECT count (*) FROM question WHERE id = 1 AND weight_kg = 80") ==
                         1);
  g_assert_cmpint (
    count (fixture, "SELECT count (*) FROM message WHERE provider = 'link' AND weight_kg = 80"), ==, 1);
  sauda_test_wait_until (first == NULL || gtk_widget_get_next_sibling (first) != NULL);
  g_assert_true (first == before && ui_test_find (fixture->page, SAUDA_TYPE_BUBBLE_ROW) == first);
  g_object_remove_weak_pointer (G_OBJECT (first), (gpointer *) &first);
}

/* A correction is logged with what was and what is. */
static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  SaudaTalkEdit correction = { .message_id = 1, .height_cm = 178, .weight_kg = 82, .size = "" };
  GtkWidget *bubble = NULL;

  choose (fixture, "Айгүл");
  sauda_test_wait_until ((bubble = ui_test_find (fixture->page, SAUDA_TYPE_BUBBLE_ROW)) != NULL);
  g_signal_emit_by_name (bubble, "corrected", &correction);
  sauda_test_wait_until (count (fixture, "SELECT count (*) FROM message_correction") == 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM message_correction WHERE before LIKE '%187%'"
                                   " AND after LIKE '178/82%' AND who <> ''"),
                   ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM question WHERE id = 1 AND state = 'answered'"), ==,
                   1);
}

/* A message that changes folds the correction that is open in it: GTK 4.8 gives nobody a key any more after a
 * popover that left its window open. */
static void
test_folded (Fixture *fixture, gconstpointer data)
{
  SaudaTalkEdit correction = { .message_id = 1, .height_cm = 178, .weight_kg = 82, .size = "" };
  GtkWidget *text = NULL, *row;
  GtkMenuButton *button;
  guint closed = 0;

  choose (fixture, "Айгүл");
  sauda_test_wait_until ((text = ui_test_find_label (fixture->page, "бойым 187")) != NULL);
  row = gtk_widget_get_ancestor (text, SAUDA_TYPE_BUBBLE_ROW);
  button = GTK_MENU_BUTTON (ui_test_find (row, GTK_TYPE_MENU_BUTTON));
  gtk_menu_button_popup (button);
  sauda_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button))));
  g_signal_connect_swapped (gtk_menu_button_get_popover (button), "closed", G_CALLBACK (add_one), &closed);
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  g_signal_emit_by_name (row, "corrected", &correction);
  sauda_test_wait_until (row == NULL);
  g_assert_cmpuint (closed, ==, 1);
}

/* A chat is opened once, and the person says what became of it. */
static void
test_opened (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "Ерлан");
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "opened_bar")));
  press (get_child (fixture, "open_chat"));
  sauda_test_wait_until (gtk_widget_get_visible (get_child (fixture, "opened_bar")));
  g_assert_cmpint (
    count (fixture, "SELECT count (*) FROM message WHERE delivery = 'opened' AND question_id = 2"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM question WHERE id = 2 AND state = 'to-ask'"), ==,
                   1);
  /* Again: nothing more is due, so nothing more is written down. */
  press (get_child (fixture, "open_chat"));
  press (ui_test_find_button (fixture->page, "Sen_t"));
  sauda_test_wait_until (count (fixture, "SELECT count (*) FROM question WHERE id = 2 AND state = 'asked'") ==
                         1);
  sauda_test_wait_until (!gtk_widget_get_visible (get_child (fixture, "opened_bar")));
  sauda_test_wait_until (ui_test_find_label (fixture->page, " · Sent") != NULL);
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM message WHERE question_id = 2"), ==, 1);
  g_assert_cmpint (
    count (fixture, "SELECT count (*) FROM outbox_act WHERE kind = 'message' AND state = 'verified'"), ==, 1);
}

/* Where a person opens every chat nothing can be sent from here, and no template is spoken of. */
static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  sauda_test_database_execute (sauda_workspace_get_database (fixture->base.workspace),
                               "INSERT INTO setting VALUES ('whatsapp-provider', 'link', 1)");
  sauda_workspace_emit_orders_changed (fixture->base.workspace);
  choose (fixture, "Ерлан");
  sauda_test_wait_until (ui_test_find_label (fixture->page, "You open the chats yourself") != NULL);
  g_assert_nonnull (ui_test_find_label (fixture->page, "Open the chat"));
  g_assert_nonnull (ui_test_find_label (fixture->page, "Enter an answer by hand"));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "template")));
  g_assert_null (ui_test_find_label (fixture->page, "template"));
  choose (fixture, "Айгүл");
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "entry")));
}

/* What a provider says of a template is told in words. */
static void
test_template_state (Fixture *fixture, gconstpointer data)
{
  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->base.workspace),
    "INSERT INTO setting VALUES ('whatsapp-provider', 'twilio', 1);"
    "INSERT INTO whatsapp_template (provider, name, language, provider_id, status, checked_ms)"
    " VALUES ('twilio', 'size_check_v1', 'ru', 'HX1', 'pending', 1)");
  sauda_workspace_emit_orders_changed (fixture->base.workspace);
  sauda_test_wait_until (ui_test_find_label (fixture->page, "size_check_v1 (ru): is being looked at") !=
                         NULL);
}

/* Somebody under an id without a number: a person says whose order it is, and the answer counts. */
static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "Somebody");
  g_assert_true (gtk_widget_get_visible (get_child (fixture, "attach_bar")));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "write_bar")));
  enter (get_child (fixture, "order"), " 900000002 ");
  sauda_test_wait_until (count (fixture, "SELECT count (*) FROM question WHERE id = 2 AND height_cm = 175"
                                         " AND weight_kg = 80 AND state = 'answered'") == 1);
  g_assert_cmpint (count (fixture, "SELECT contact_id FROM contact_address WHERE address = 'KZ.AB12'"), ==,
                   2);
  sauda_test_wait_until (find_thread (fixture, "Somebody") == GTK_INVALID_LIST_POSITION);
}

/* What is read stays read when all are listed anew, and rows of what did not change stay as they are. */
static void
test_listed_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GObject) read = NULL;

  choose (fixture, "Ерлан");
  read = g_list_model_get_item (G_LIST_MODEL (get_threads (fixture)), find_thread (fixture, "Ерлан"));
  enter (get_child (fixture, "answer"), "170/60");
  sauda_test_wait_until (sauda_thread_item_get_thread (SAUDA_THREAD_ITEM (read))->height_cm == 170);
  g_assert_true (gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (get_threads (fixture))) ==
                 read);
  g_assert_nonnull (ui_test_find_label (fixture->page, "Height 170"));
}

/* What Escape does in the search: everybody is there again. */
static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = ui_test_find (fixture->page, SAUDA_TYPE_THREAD_LIST);
  GObject *search = gtk_widget_get_template_child (list, SAUDA_TYPE_THREAD_LIST, "search");
  guint all = g_list_model_get_n_items (G_LIST_MODEL (get_threads (fixture)));

  g_assert_cmpuint (all, >, 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "zz");
  sauda_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_threads (fixture))) == 0);
  g_signal_emit_by_name (search, "stop-search");
  sauda_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_threads (fixture))) == all);
}

/* A packer sees no telephone number, in the heading nor in what was written. */
static void
test_packer (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "Айгүл");
  g_assert_nonnull (ui_test_find_label (fixture->page, "+77011234567"));
  sauda_packer_view_set_on (TRUE);
  sauda_test_wait_until (ui_test_find_label (fixture->page, "+77011234567") == NULL);
  sauda_packer_view_set_on (FALSE);
  sauda_test_wait_until (ui_test_find_label (fixture->page, "+77011234567") != NULL);
}

static void
test_taken_over (Fixture *fixture, gconstpointer data)
{
  GtkWidget *take_over =
    GTK_WIDGET (gtk_widget_get_template_child (fixture->page, SAUDA_TYPE_CONVERSATIONS_PAGE, "take_over"));

  choose (fixture, "Айгүл");
  gtk_switch_set_active (GTK_SWITCH (take_over), TRUE);
  sauda_test_wait_until (
    count (fixture, "SELECT count (*) FROM contact WHERE id = 1 AND taken_over_ms > 0") == 1);
}

static void
test_consent (Fixture *fixture, gconstpointer data)
{
  GtkWidget *consent =
    GTK_WIDGET (gtk_widget_get_template_child (fixture->page, SAUDA_TYPE_CONVERSATIONS_PAGE, "consent"));

  choose (fixture, "Ерлан");
  g_assert_cmpint (count (fixture, "SELECT count (*) FROM contact WHERE consent_ms IS NOT NULL"), ==, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (consent), 3);
  sauda_test_wait_until (
    count (fixture, "SELECT count (*) FROM contact WHERE id = 2 AND consent = 'none' AND consent_ms > 0") ==
    1);
}

static GtkWidget *
get_row (Fixture *fixture, const char *name)
{
  GtkWidget *text = ui_test_find_cell (ui_test_find (fixture->page, SAUDA_TYPE_THREAD_LIST), name);

  g_assert_nonnull (text);
  return gtk_widget_get_parent (gtk_widget_get_ancestor (text, SAUDA_TYPE_THREAD_ROW));
}

static GtkWidget *
get_item (GtkWidget *list, const char *label)
{
  GtkWidget *found = ui_test_find_label (list, label);

  g_assert_nonnull (found);
  return gtk_widget_get_ancestor (found, g_type_from_name ("GtkModelButton"));
}

static void
on_orders_wanted (GtkWidget *page, const char *words, char **wanted)
{
  g_free (*wanted);
  *wanted = g_strdup (words);
}

/* By the right button and by its key; a press on another conversation reads that one. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = ui_test_find (fixture->page, SAUDA_TYPE_THREAD_LIST);
  g_autofree char *wanted = NULL;

  g_signal_connect (fixture->page, "orders-wanted", G_CALLBACK (on_orders_wanted), &wanted);
  choose (fixture, "Ерлан");
  ui_test_focus (fixture->window, "us");
  ui_test_click (fixture->window, get_row (fixture, "Айгүл"), 3);
  sauda_test_wait_until (sauda_context_menu_is_open (list));
  g_assert_true (gtk_selection_model_is_selected (get_threads (fixture), find_thread (fixture, "Айгүл")));
  gtk_widget_activate (get_item (list, "Show the Order"));
  sauda_test_wait_until (wanted != NULL);
  g_assert_cmpstr (wanted, ==, "900000001");
  sauda_test_wait_until (!sauda_context_menu_is_open (list));
  gtk_widget_grab_focus (get_row (fixture, "Айгүл"));
  ui_test_press (fixture->window, "shift+F10");
  sauda_test_wait_until (sauda_context_menu_is_open (list));
  gtk_widget_activate (get_item (list, "I answer myself"));
  sauda_test_wait_until (
    count (fixture, "SELECT count (*) FROM contact WHERE id = 1 AND taken_over_ms > 0") == 1);
  sauda_test_wait_until (!sauda_context_menu_is_open (list));
  sauda_test_wait_until (gtk_window_get_focus (fixture->window) == get_row (fixture, "Айгүл"));
  /* Of somebody without an order there is none to show. */
  gtk_widget_grab_focus (get_row (fixture, "Somebody"));
  ui_test_press (fixture->window, "Menu");
  sauda_test_wait_until (sauda_context_menu_is_open (list));
  g_assert_false (gtk_widget_get_sensitive (get_item (list, "Show the Order")));
  g_assert_false (gtk_widget_get_sensitive (get_item (list, "I answer myself")));
  g_assert_false (gtk_widget_get_sensitive (get_item (list, "Open the Chat")));
  ui_test_press (fixture->window, "Escape");
  sauda_test_wait_until (!sauda_context_menu_is_open (list));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/conversations/empty", WorkspaceFixture, NULL, workspace_fixture_set_up, test_empty,
              workspace_fixture_tear_down);
#define ADD(name, func) g_test_add ("/ui/conversations/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("window", test_window);
  ADD ("another-buyer", test_another_buyer);
  ADD ("pasted", test_pasted);
  ADD ("corrected", test_corrected);
  ADD ("folded", test_folded);
  ADD ("opened", test_opened);
  ADD ("by-hand", test_by_hand);
  ADD ("template-state", test_template_state);
  ADD ("stranger", test_stranger);
  ADD ("listed-anew", test_listed_anew);
  ADD ("taken-over", test_taken_over);
  ADD ("consent", test_consent);
  ADD ("menu", test_menu);
  ADD ("search", test_search);
  ADD ("packer", test_packer);
  return g_test_run ();
}
