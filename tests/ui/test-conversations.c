#include "sauda-bubble-row.h"
#include "sauda-conversations-page.h"
#include "sauda-thread-row.h"
#include "ui-test.h"
#include "workspace-fixture.h"


/* What was understood is found in the buyer's own words, and never within a longer number. */
static void
test_marks (void)
{
  static const struct {
    const char *text;
    double height_cm;
    double weight_kg;
    const char *size;
    const char *marked;
  } samples[] = {
    { "178/82", 178, 82, NULL, "178|82" },
    { "рост 1,78 вес 82,5", 178, 82.5, NULL, "1,78|82,5" },
    { "вес 82 рост 1.78", 178, 82, NULL, "82|1.78" },
    { "заказ 900178820, 178 82", 178, 82, NULL, "178|82" },
    { "давайте xl", 0, 0, "XL", "xl" },
    { "эльку", 0, 0, "L", "" },
    { "да", 0, 0, NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GArray) marks = sauda_talk_mark_understood (samples[i].text, samples[i].height_cm,
                                                           samples[i].weight_kg, samples[i].size);
    g_autoptr (GString) found = g_string_new (NULL);

    for (guint n = 0; n < marks->len; n++) {
      const SaudaTalkMark *mark = &g_array_index (marks, SaudaTalkMark, n);

      g_string_append_printf (found, "%s%.*s", n > 0 ? "|" : "", (int) (mark->to - mark->from),
                              samples[i].text + mark->from);
    }
    g_assert_cmpstr (found->str, ==, samples[i].marked);
  }
}

/* Markup in a buyer's words is words. */
static void
test_bubble (void)
{
  SaudaTalkBubble bubble = { .id = 1, .text = (char *) "<b>178</b> & 82", .at_ms = 1760000000000, .height_cm = 178,
                             .weight_kg = 82, .understood = (char *) "height 178 cm" };
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window;

  bubble.marks = sauda_talk_mark_understood (bubble.text, 178, 82, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), sauda_bubble_row_new (&bubble));
  window = ui_test_show (list);
  g_assert_nonnull (ui_test_find_label (list, "<b>178</b> & 82"));
  g_assert_nonnull (ui_test_find_label (list, "height 178 cm"));
  ui_test_close (window);
  g_array_unref (bubble.marks);
}

static void
test_row (void)
{
  SaudaTalkThread *thread = g_new0 (SaudaTalkThread, 1);
  GtkWidget *row;

  thread->order = g_strdup ("900100001");
  thread->store = g_strdup ("ONLYFIT");
  thread->buyer = g_strdup ("Айгүл");
  thread->goods = g_strdup ("Принт 5в1");
  thread->state = "asked";
  thread->state_title = "Asked";
  row = g_object_ref_sink (sauda_thread_row_new (thread));
  g_assert_true (sauda_thread_row_matches (SAUDA_THREAD_ROW (row), "айгүл"));
  g_assert_true (sauda_thread_row_matches (SAUDA_THREAD_ROW (row), "900100001"));
  g_assert_false (sauda_thread_row_matches (SAUDA_THREAD_ROW (row), "900100002"));
  g_object_unref (row);
}

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

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/conversations/marks", test_marks);
  g_test_add_func ("/ui/conversations/bubble", test_bubble);
  g_test_add_func ("/ui/conversations/row", test_row);
  g_test_add ("/ui/conversations/empty", WorkspaceFixture, NULL, workspace_fixture_set_up, test_empty,
              workspace_fixture_tear_down);
  return g_test_run ();
}
