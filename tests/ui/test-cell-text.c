#include "sauda-cell-text.h"
#include "ui-test.h"

/* A text of a cell asks for as much room as the plain text of GTK that measures itself each time. */

static void
assert_same (GtkWidget *text, GtkWidget *plain)
{
  for (guint i = 0; i < 2; i++) {
    GtkOrientation orientation = i == 0 ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;
    int minimum[2], natural[2];

    gtk_widget_measure (text, orientation, -1, &minimum[0], &natural[0], NULL, NULL);
    gtk_widget_measure (plain, orientation, -1, &minimum[1], &natural[1], NULL, NULL);
    g_assert_cmpint (minimum[0], ==, minimum[1]);
    g_assert_cmpint (natural[0], ==, natural[1]);
    g_assert_cmpint (natural[0], >, 0);
  }
}

static void
change_both (GtkWidget *const *texts, const char *style, guint letters, guint lines)
{
  for (guint i = 0; i < 2; i++) {
    gtk_widget_add_css_class (texts[i], style);
    gtk_inscription_set_min_chars (GTK_INSCRIPTION (texts[i]), letters);
    gtk_inscription_set_nat_chars (GTK_INSCRIPTION (texts[i]), letters + 7);
    gtk_inscription_set_min_lines (GTK_INSCRIPTION (texts[i]), lines);
  }
}

static int
get_height (GtkWidget *text)
{
  int height;

  gtk_widget_measure (text, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
}

static void
test_room (void)
{
  static const char *const styles[] = { "body",    "caption", "heading", "numeric",  "title-1",
                                        "title-2", "title-3", "title-4", "monospace" };
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();
  int dpi, height;

  gtk_window_set_child (GTK_WINDOW (window), box);
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++) {
    GtkWidget *texts[2] = { sauda_cell_text_new (), gtk_inscription_new (" ") };

    change_both (texts, styles[i], 1 + (guint) i, 1 + (guint) i % 2);
    for (guint n = 0; n < 2; n++) {
      gtk_box_append (GTK_BOX (box), texts[n]);
      g_ptr_array_add (pairs, texts[n]);
    }
  }
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < pairs->len; i += 2)
    assert_same (pairs->pdata[i], pairs->pdata[i + 1]);

  /* remembered by now; larger letters, and another count of them, are measured anew */
  height = get_height (pairs->pdata[0]);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  for (guint i = 0; i < pairs->len; i += 2) {
    change_both ((GtkWidget *const *) pairs->pdata + i, "body", 3, 1);
    assert_same (pairs->pdata[i], pairs->pdata[i + 1]);
  }
  g_assert_cmpint (get_height (pairs->pdata[0]), >=, 2 * height - 2);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  for (guint i = 0; i < pairs->len; i += 2)
    assert_same (pairs->pdata[i], pairs->pdata[i + 1]);
  ui_test_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/cell-text/room", test_room);
  return g_test_run ();
}
