#include "sauda-context-menu.h"
#include "sauda-database.h"
#include "sauda-decision-card.h"
#include "sauda-decision-pace.h"
#include "sauda-decisions-page.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include "sauda-test-database.h"

/* Three orders of a product with sizes, one of a lamp; of the first two buyers height and weight
 * are known. */
static const char orders[] =
  "INSERT INTO variant (id, sku, model_key, model_name, size, model, gender, product_type, search_key) VALUES"
  " (1, 'P_L', 'P', 'Принт', 'L', 'Print51', 'Men', 'CL', 'p'),"
  " (2, 'P_XL', 'P', 'Принт', 'XL', 'Print51', 'Men', 'CL', 'p'),"
  " (3, 'P_2XL', 'P', 'Принт', '2XL', 'Print51', 'Men', 'CL', 'p'),"
  " (4, 'E', 'E', 'Лампа', NULL, NULL, NULL, 'ELS', 'e');"
  "INSERT INTO offer (store_id, sku, variant_id, stock_entered)"
  " SELECT (SELECT min (id) FROM store), sku, id, 7 FROM variant;"
  "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
  " SELECT value, (SELECT min (id) FROM store), '90000000' || value, 'packing', 'api', 0, 0"
  " FROM json_each ('[1, 2, 3, 4]');"
  "INSERT INTO order_line (id, order_id, position, sku, quantity) VALUES (1, 1, 0, 'P_L', 1), (2, 2, 0, "
  "'P_L', 1),"
  " (3, 3, 0, 'P_XL', 1), (4, 4, 0, 'E', 1);"
  "INSERT INTO line_measure (line_id, height_cm, weight_kg, text, who, at_ms) VALUES (1, 178, 90, '178/90', "
  "'b', 0),"
  " (2, 175, 72, '175/72', 'b', 0);";

typedef struct {
  WorkspaceFixture base;
  SaudaDecisionsPage *page;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  workspace_fixture_set_up (&fixture->base, data);
  sauda_test_database_execute (sauda_workspace_get_database (fixture->base.workspace), orders);
  fixture->page = SAUDA_DECISIONS_PAGE (sauda_decisions_page_new (fixture->base.workspace));
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page));
  sauda_test_wait_until (sauda_decisions_page_is_loaded (fixture->page));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_test_wait_until (!sauda_decisions_page_is_saving (fixture->page) &&
                         sauda_decisions_page_is_loaded (fixture->page));
  ui_test_close (fixture->window);
  workspace_fixture_tear_down (&fixture->base, data);
}

static char *
read_text (Fixture *fixture, const char *sql)
{
  sauda_test_wait_until (!sauda_decisions_page_is_saving (fixture->page));
  return sauda_test_database_read_text (sauda_workspace_get_database (fixture->base.workspace), sql);
}

static SaudaDecisionCard *
get_card (Fixture *fixture)
{
  return SAUDA_DECISION_CARD (ui_test_find (GTK_WIDGET (fixture->page), SAUDA_TYPE_DECISION_CARD));
}

/* A key takes a size, and the next order is there at once, before anything is saved. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sizes = NULL, *said = NULL;

  g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, 3);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "900000001"));
  g_assert_true (sauda_decisions_page_press (fixture->page, GDK_KEY_1, 0));
  g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, 2);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "900000002"));
  g_assert_true (sauda_decisions_page_press (fixture->page, GDK_KEY_KP_0, 0));
  g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, 1);
  sizes = read_text (fixture, "SELECT group_concat (decided_size, ' ') FROM order_line WHERE id < 3");
  g_assert_cmpstr (sizes, ==, "2XL L");
  said = read_text (fixture, "SELECT kind || ' ' || after FROM order_event WHERE order_id = 1"
                             " AND reason LIKE '%The % of %' AND who <> ''");
  g_assert_cmpstr (said, ==, "size 2XL");
}

/* Without height and weight the focus is where they are typed, and 0 still sends what was ordered. */
static void
test_as_ordered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *size = NULL;

  sauda_decisions_page_press (fixture->page, GDK_KEY_Down, 0);
  sauda_decisions_page_press (fixture->page, GDK_KEY_Down, 0);
  g_assert_true (sauda_decision_card_is_editing (get_card (fixture)));
  g_assert_true (sauda_decisions_page_press (fixture->page, GDK_KEY_0, 0));
  size = read_text (fixture, "SELECT decided_size FROM order_line WHERE id = 3");
  g_assert_cmpstr (size, ==, "XL");
}

/* Digits go into height and weight while they are written; Enter works the size out. */
static void
test_answer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = ui_test_find (GTK_WIDGET (get_card (fixture)), GTK_TYPE_ENTRY);
  g_autofree char *size = NULL;

  sauda_decisions_page_press (fixture->page, GDK_KEY_Down, 0);
  sauda_decisions_page_press (fixture->page, GDK_KEY_Down, 0);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "900000003"));
  g_assert_true (sauda_decision_card_is_editing (get_card (fixture)));
  g_assert_false (sauda_decisions_page_press (fixture->page, GDK_KEY_1, 0));
  gtk_editable_set_text (GTK_EDITABLE (entry), "17");
  g_assert_false (sauda_decisions_page_press (fixture->page, GDK_KEY_0, 0));
  gtk_editable_set_text (GTK_EDITABLE (entry), "не знаю");
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "No height and weight were found"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "178 см 250 кг");
  g_signal_emit_by_name (entry, "activate");
  gtk_editable_set_text (GTK_EDITABLE (entry), "175 72");
  g_signal_emit_by_name (entry, "activate");
  sauda_test_wait_until (!sauda_decision_card_is_editing (get_card (fixture)));
  g_assert_true (sauda_decisions_page_press (fixture->page, GDK_KEY_2, 0));
  size =
    read_text (fixture, "SELECT size_history.size || ' ' || height_cm || ' ' || decided_size"
                        " FROM size_history JOIN order_line ON order_line.id = line_id WHERE line_id = 3");
  g_assert_nonnull (size);
}

static void
test_size_by_hand (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = ui_test_find (GTK_WIDGET (get_card (fixture)), GTK_TYPE_ENTRY);
  g_autofree char *size = NULL;

  gtk_editable_set_text (GTK_EDITABLE (entry), "3хл");
  g_signal_emit_by_name (entry, "activate");
  size = read_text (fixture, "SELECT decided_size FROM order_line WHERE id = 1");
  g_assert_cmpstr (size, ==, "3XL");
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *size = NULL, *count = NULL;

  g_assert_false (sauda_decisions_page_can_undo (fixture->page));
  sauda_decisions_page_press (fixture->page, GDK_KEY_1, 0);
  g_assert_true (sauda_decisions_page_can_undo (fixture->page));
  g_assert_true (sauda_decisions_page_press (fixture->page, GDK_KEY_z, GDK_CONTROL_MASK));
  sauda_test_wait_until (sauda_decisions_page_count (fixture->page) == 3);
  g_assert_false (sauda_decisions_page_can_undo (fixture->page));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "900000001"));
  size = read_text (fixture, "SELECT coalesce (decided_size, 'none') FROM order_line WHERE id = 1");
  g_assert_cmpstr (size, ==, "none");
  count = read_text (fixture, "SELECT count (*) FROM size_history");
  g_assert_cmpstr (count, ==, "0");
}

/* The next order begins in its empty field: there, too, Ctrl+Z takes the decision back, and brings no
 * measures of another order. */
static void
test_undo_in_field (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = ui_test_find (GTK_WIDGET (get_card (fixture)), GTK_TYPE_ENTRY);

  ui_test_focus (fixture->window, "us");
  ui_test_press (fixture->window, "F2");
  gtk_editable_set_text (GTK_EDITABLE (entry), "175 72");
  g_signal_emit_by_name (entry, "activate");
  sauda_test_wait_until (!sauda_decision_card_is_editing (get_card (fixture)));
  ui_test_press (fixture->window, "1");
  sauda_test_wait_until (sauda_decisions_page_count (fixture->page) == 2);
  sauda_decision_card_edit_answer (get_card (fixture));
  gtk_widget_activate_action (ui_test_find (entry, GTK_TYPE_TEXT), "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), !=, "175 72");
  g_assert_true (sauda_decision_card_is_editing (get_card (fixture)));
  ui_test_press (fixture->window, "ctrl+z");
  sauda_test_wait_until (sauda_decisions_page_count (fixture->page) == 3);
  /* what is being typed keeps its own */
  gtk_editable_set_text (GTK_EDITABLE (entry), "160 50");
  sauda_decision_card_edit_answer (get_card (fixture));
  g_assert_false (sauda_decisions_page_press (fixture->page, GDK_KEY_z, GDK_CONTROL_MASK));
}

/* When orders change elsewhere the person stays where they are, and keeps what they are writing. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = ui_test_find (GTK_WIDGET (get_card (fixture)), GTK_TYPE_ENTRY);

  sauda_decisions_page_press (fixture->page, GDK_KEY_Down, 0);
  sauda_decisions_page_press (fixture->page, GDK_KEY_Down, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "17");
  sauda_test_database_execute (sauda_workspace_get_database (fixture->base.workspace),
                               "UPDATE orders SET stage = 'completed' WHERE id = 1");
  sauda_workspace_emit_orders_changed (fixture->base.workspace);
  sauda_test_wait_until (sauda_decisions_page_is_loaded (fixture->page));
  g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, 2);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "900000003"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "17");
}

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    sauda_decisions_page_press (fixture->page, GDK_KEY_1, 0);
  gtk_widget_grab_focus (ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW));
  sauda_decisions_page_press (fixture->page, GDK_KEY_0, 0);
  g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, 0);
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (fixture->page), "_Undo the Last Decision"));
}

/* Seconds from showing to deciding, keys in between; who was away is not slow. */
static void
test_pace (void)
{
  g_autoptr (SaudaDecisionPace) pace = sauda_decision_pace_new ();
  static const guint seconds[] = { 2, 9, 3, 121, 1 };
  g_autofree char *text = NULL;

  g_assert_null (sauda_decision_pace_describe (pace));
  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++) {
    sauda_decision_pace_show (pace, G_USEC_PER_SEC);
    for (gsize n = 0; n <= i; n++)
      sauda_decision_pace_press (pace);
    sauda_decision_pace_decide (pace, G_USEC_PER_SEC * (1 + (gint64) seconds[i]));
    /* Twice in a row, as of a double press. */
    sauda_decision_pace_decide (pace, G_USEC_PER_SEC * (2 + (gint64) seconds[i]));
  }
  text = sauda_decision_pace_describe (pace);
  g_assert_cmpuint (sauda_decision_pace_count (pace), ==, 4);
  g_assert_cmpstr (text, ==, "Last: 1.0 s, 5 keys. Median of 4: 3.0 s");
}

static void
test_pace_is_shown (Fixture *fixture, gconstpointer data)
{
  g_assert_null (ui_test_find_label (GTK_WIDGET (fixture->page), "Median of"));
  g_assert_true (sauda_decisions_page_press (fixture->page, GDK_KEY_1, 0));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "Median of 1"));
}

#define N_WAITING 300
#define N_ORDERS 30
#define N_FRAMES 20

/* Three hundred buyers who have answered. */
static const char waiting[] =
  "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
  " WITH RECURSIVE n (i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < 307)"
  " SELECT i, (SELECT min (id) FROM store), 900000100 + i, 'packing', 'api', 0, 0 FROM n;"
  "INSERT INTO order_line (id, order_id, position, sku, quantity) SELECT id, id, 0, 'P_XL', 1 FROM orders "
  "WHERE id > 10;"
  "INSERT INTO line_measure (line_id, height_cm, weight_kg, text, who, at_ms)"
  " SELECT id, 165 + id % 20, 60 + id * 7 % 40, '', 'b', 0 FROM orders WHERE id > 10 OR id = 3;";

static void
on_painted (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* Returns how long it takes from a key to the picture of the next order, in ms. */
static double
measure_key (Fixture *fixture, const char *key)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->page));
  guint before = sauda_decisions_page_count (fixture->page);
  gboolean painted = FALSE;
  gint64 begun_us;
  gulong handler;

  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &painted);
  begun_us = g_get_monotonic_time ();
  g_assert_true (sauda_decisions_page_press (fixture->page, (guint) *key, 0));
  g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, before - 1);
  sauda_test_wait_until (painted);
  g_signal_handler_disconnect (clock, handler);
  return (double) (g_get_monotonic_time () - begun_us) / 1000;
}

static GtkWidget *
get_menu_item (Fixture *fixture, const char *label)
{
  GtkWidget *text = ui_test_find_label (GTK_WIDGET (fixture->page), label);

  return text != NULL ? gtk_widget_get_ancestor (text, g_type_from_name ("GtkModelButton")) : NULL;
}

/* The menu of an order, by the key for the one that is selected, by the right button for any. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);
  GtkWidget *list = ui_test_find (page, GTK_TYPE_LIST_VIEW);

  ui_test_focus (fixture->window, "us");
  ui_test_press (fixture->window, "shift+F10");
  sauda_test_wait_until (sauda_context_menu_is_open (page));
  g_assert_false (gtk_widget_get_sensitive (get_menu_item (fixture, "Undo the Last Decision")));
  /* Arrows and digits are the menu's while it is open. */
  ui_test_press (fixture->window, "Down Up Escape");
  sauda_test_wait_until (!sauda_context_menu_is_open (page));
  g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, 3);
  ui_test_press (fixture->window, "Menu f");
  sauda_test_wait_until (sauda_decisions_page_count (fixture->page) == 2);
  sauda_test_wait_until (!sauda_context_menu_is_open (page));
  /* A press on the row below leads to it; nobody told its buyer's height. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  for (guint press = 0; press < 4 && !sauda_context_menu_is_open (page); press++)
    ui_test_click (fixture->window, gtk_widget_get_next_sibling (gtk_widget_get_first_child (list)), 3);
  sauda_test_wait_until (sauda_context_menu_is_open (page));
  g_assert_false (gtk_widget_get_sensitive (get_menu_item (fixture, "Take the First Size")));
  g_assert_true (gtk_widget_get_sensitive (get_menu_item (fixture, "Undo the Last Decision")));
  ui_test_press (fixture->window, "h");
  sauda_test_wait_until (sauda_decision_card_is_editing (get_card (fixture)));
  g_assert_false (sauda_context_menu_is_open (page));
}

/* A person works the queue off with the keys 1, 2, 3 and 0: one press an order, and the next one is there; so
 * is one that is taken back. The page itself counts keys and seconds, as it does for the merchant. */
static void
test_queue (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "1", "2", "3", "0" };
  double longest_ms = 0, sum_ms = 0;
  g_autofree char *decided = NULL, *sizes = NULL;

  sauda_test_database_execute (sauda_workspace_get_database (fixture->base.workspace), waiting);
  sauda_workspace_emit_orders_changed (fixture->base.workspace);
  sauda_test_wait_until (sauda_decisions_page_is_loaded (fixture->page) &&
                         sauda_decisions_page_count (fixture->page) == N_WAITING);
  ui_test_focus (fixture->window, "us");
  gtk_widget_grab_focus (ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW));
  for (guint i = 0; i < N_ORDERS; i++) {
    g_assert_cmpuint (sauda_decisions_page_count (fixture->page), ==, N_WAITING - i);
    ui_test_press (fixture->window, keys[i % G_N_ELEMENTS (keys)]);
    sauda_test_wait_until (sauda_decisions_page_count (fixture->page) == N_WAITING - i - 1);
  }
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (fixture->page), "1 key. Median of 30"));
  ui_test_press (fixture->window, "ctrl+z");
  sauda_test_wait_until (sauda_decisions_page_count (fixture->page) == N_WAITING - N_ORDERS + 1);
  ui_test_press (fixture->window, "2");
  sauda_test_wait_until (sauda_decisions_page_count (fixture->page) == N_WAITING - N_ORDERS);
  for (guint i = 0; i < N_FRAMES; i++) {
    double took_ms = measure_key (fixture, keys[i % G_N_ELEMENTS (keys)]);

    longest_ms = MAX (longest_ms, took_ms);
    sum_ms += took_ms;
  }
  g_test_message ("key to the next order at %d waiting: %.1f ms, at most %.1f ms", N_WAITING,
                  sum_ms / N_FRAMES, longest_ms);
  decided = read_text (fixture, "SELECT count (*) FROM order_line WHERE decided_size IS NOT NULL");
  g_assert_cmpstr (decided, ==, "50");
  sizes = read_text (fixture,
                     "SELECT count (*) FROM order_event WHERE kind = 'size' AND who <> '' AND reason <> ''");
  g_assert_cmpstr (sizes, ==, "52");
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/ui/decisions/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("keys", test_keys);
  ADD ("answer", test_answer);
  ADD ("as-ordered", test_as_ordered);
  ADD ("size-by-hand", test_size_by_hand);
  ADD ("undo", test_undo);
  ADD ("undo-in-field", test_undo_in_field);
  ADD ("stays", test_stays);
  ADD ("ends", test_ends);
#undef ADD
  g_test_add ("/ui/decisions/menu", Fixture, NULL, set_up, test_menu, tear_down);
  g_test_add ("/ui/decisions/queue", Fixture, NULL, set_up, test_queue, tear_down);
  g_test_add_func ("/ui/decisions/pace", test_pace);
  g_test_add ("/ui/decisions/pace-is-shown", Fixture, NULL, set_up, test_pace_is_shown, tear_down);
  return g_test_run ();
}
