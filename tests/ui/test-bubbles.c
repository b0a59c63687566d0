#include "sauda-bubble-row.h"
#include "sauda-thread-item.h"
#include "ui-test.h"

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
  SaudaTalkBubble bubble = { .id = 1,
                             .text = (char *) "<b>178</b> & 82",
                             .at_ms = 1760000000000,
                             .height_cm = 178,
                             .weight_kg = 82,
                             .understood = (char *) "height 178 cm" };
  GtkWidget *list = gtk_list_box_new (), *row;
  GtkWindow *window;

  bubble.marks = sauda_talk_mark_understood (bubble.text, 178, 82, NULL);
  row = sauda_bubble_row_new (&bubble);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = ui_test_show (list);
  g_assert_nonnull (ui_test_find_label (list, "<b>178</b> & 82"));
  g_assert_nonnull (ui_test_find_label (list, "height 178 cm"));
  g_assert_true (sauda_bubble_row_is_of (SAUDA_BUBBLE_ROW (row), &bubble));
  bubble.weight_kg = 83;
  g_assert_false (sauda_bubble_row_is_of (SAUDA_BUBBLE_ROW (row), &bubble));
  ui_test_close (window);
  g_array_unref (bubble.marks);
}

static void
on_corrected (SaudaBubbleRow *row, const SaudaTalkEdit *edit, double *weight_kg)
{
  *weight_kg = edit->weight_kg;
}

/* Every name of the correction stands before its field, and Return in a field answers it. */
static void
test_correction (void)
{
  SaudaTalkBubble bubble = { .id = 1, .text = (char *) "178/28", .at_ms = 1760000000000, .weight_kg = 28 };
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row, *grid;
  GtkMenuButton *button;
  GtkEditable *weight;
  GtkWindow *window;
  double weight_kg = 0;

  bubble.marks = sauda_talk_mark_understood (bubble.text, 178, 28, NULL);
  row = sauda_bubble_row_new (&bubble);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = ui_test_show (list);
  button = GTK_MENU_BUTTON (ui_test_find (row, GTK_TYPE_MENU_BUTTON));
  grid = gtk_popover_get_child (gtk_menu_button_get_popover (button));
  for (int i = 0; i < 3; i++) {
    GtkWidget *name = gtk_grid_get_child_at (GTK_GRID (grid), 0, i);

    g_assert_true (GTK_IS_LABEL (name));
    g_assert_true (gtk_label_get_mnemonic_widget (GTK_LABEL (name)) ==
                   gtk_grid_get_child_at (GTK_GRID (grid), 1, i));
  }
  g_signal_connect (row, "corrected", G_CALLBACK (on_corrected), &weight_kg);
  gtk_menu_button_popup (button);
  weight = GTK_EDITABLE (gtk_grid_get_child_at (GTK_GRID (grid), 1, 1));
  gtk_editable_set_text (weight, "82");
  g_signal_emit_by_name (gtk_editable_get_delegate (weight), "activate");
  sauda_test_wait_until (weight_kg == 82);
  ui_test_close (window);
  g_array_unref (bubble.marks);
}

static void
test_row (void)
{
  SaudaTalkThread *thread = g_new0 (SaudaTalkThread, 1);
  SaudaThreadItem *item;

  thread->order = g_strdup ("900100001");
  thread->store = g_strdup ("ONLYFIT");
  thread->buyer = g_strdup ("Айгүл");
  thread->goods = g_strdup ("Принт 5в1");
  thread->state = "asked";
  thread->state_title = "Asked";
  item = sauda_thread_item_new (thread);
  g_assert_true (sauda_thread_item_matches (item, "айгүл"));
  g_assert_true (sauda_thread_item_matches (item, "900100001"));
  g_assert_false (sauda_thread_item_matches (item, "900100002"));
  g_assert_finalize_object (item);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/bubbles/marks", test_marks);
  g_test_add_func ("/ui/bubbles/bubble", test_bubble);
  g_test_add_func ("/ui/bubbles/correction", test_correction);
  g_test_add_func ("/ui/bubbles/row", test_row);
  return g_test_run ();
}
