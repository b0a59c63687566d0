#include "sauda-base-error.h"
#include "sauda-column-bin.h"
#include "sauda-compat.h"
#include "sauda-day-error.h"
#include "sauda-day-sentences.h"
#include "sauda-day-step-row.h"
#include "sauda-latin-keys.h"
#include "sauda-natural-bin.h"
#include "sauda-number-spin.h"
#include "sauda-open-uri.h"
#include "sauda-ui-error.h"
#include "sauda-ui-file.h"
#include "sauda-ui-toast.h"
#include "sauda-whole-texts.h"
#include "ui-test.h"

#include <string.h>

static void
test_errors (void)
{
  const struct {
    GQuark domain;
    int code;
    const char *message;
    const char *part; /* NULL: nothing is added */
  } cases[] = {
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_NETWORK, "Kaspi is not reached.", "Check the internet connection" },
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_CERTIFICATE, "Look at the clock.", NULL },
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE, "Kaspi is silent.", "VPN" },
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SECRET, "The keyring is locked.", NULL },
    { SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED, "Another run. Wait for it.", NULL },
    { SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ, "Choose another port.", NULL },
    { SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED, "Raise its level in Settings.", NULL },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, "ENOSPC", "The disk is full." },
    { G_IO_ERROR, G_IO_ERROR_FAILED, "strange", "strange" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, cases[i].message);
    g_autofree char *text = sauda_ui_describe_error (error);

    if (cases[i].part == NULL)
      g_assert_cmpstr (text, ==, cases[i].message);
    else
      g_assert_nonnull (strstr (text, cases[i].part));
  }
}

/* What went wrong is said whole, however much there is to do. */
static void
test_long_error (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window = ui_test_show (box);
  const char *sentence =
    "ONLYFIT: Kaspi does not take the token of this store. Open the merchant's cabinet, Settings, "
    "API token, and enter a new one. <Nothing> was sent & nothing is lost.";
  g_autoptr (GError) error = g_error_new_literal (SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE, sentence);
  GtkWidget *label = NULL;
  PangoLayout *layout;

  sauda_ui_show_error (box, error);
  sauda_test_wait_until ((label = ui_test_find_label (GTK_WIDGET (window), sentence)) != NULL);
  sauda_test_wait_until (gtk_widget_get_height (label) > 0);
  layout = gtk_label_get_layout (GTK_LABEL (label));
  g_assert_false (pango_layout_is_ellipsized (layout));
  g_assert_cmpint (pango_layout_get_line_count (layout), >, 1);
  ui_test_close (window);
}

/* The keys of a Cyrillic layout stand for the Latin letters at their place. */
static void
test_latin_keys (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_ya, 52), ==, GDK_KEY_z);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_a, 41), ==, GDK_KEY_f);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_z, 52), ==, GDK_KEY_z);
  /* digits of the Kazakh layout, and the comma of the Russian one */
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_schwa, 11), ==, GDK_KEY_2);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_be, 59), ==, GDK_KEY_comma);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_ya, 999), ==, GDK_KEY_Cyrillic_ya);
}

static void
test_rows (void)
{
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("fetch", "Fetch orders");
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window;

  gtk_list_box_append (GTK_LIST_BOX (list), sauda_day_step_row_new (step));
  window = ui_test_show (list);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Fetch orders"));
  sauda_day_step_begin (step);
  sauda_day_step_set_progress (step, 34, 86);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "34 of 86") != NULL);
  sauda_day_step_end (step, SAUDA_STEP_DONE, "86 orders read.");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "86 orders read.") != NULL);
  /* what waits and for whom; the fourth and fifth only by their number */
  for (guint i = 0; i < 5; i++)
    sauda_day_step_add_waiting (step, "A chat waits to be opened by hand.");
  sauda_day_step_end (step, SAUDA_STEP_PARTLY, NULL);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "opened by hand.\nA chat") != NULL);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "opened by hand.\nand 2 more"));
  ui_test_close (window);
}

/* Numbers in fields follow the window, not the locale, and take a comma as well as a point. */
static void
test_number_fields (void)
{
  static const struct {
    const char *typed;
    double value;
    const char *shown;
  } cases[] = {
    { "64,5", 64.5, "64.5" },
    { " 64.50 ", 64.5, "64.5" },
    { "70", 70, "70" },
    { "-1,25", -1.25, "-1.25" },
    { "abc", -1.25, "-1.25" },
    { "inf", -1.25, "-1.25" },
    { "12345,67", 12345.67, "12345.67" },
    { "0", 0, "0" },
  };
  GtkWidget *spin = gtk_spin_button_new_with_range (-20, 100000, 0.5);
  GtkWindow *window = NULL;

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 64);
  sauda_number_spin_localize (spin);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "64");
  window = ui_test_show (spin);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gtk_editable_set_text (GTK_EDITABLE (spin), cases[i].typed);
    gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
    g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, cases[i].value);
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, cases[i].shown);
  }
  ui_test_close (window);
}

/* Nobody looks for the width of a column by its height; its height still follows the width. It leaves to
 * others what it does not need. */
static void
test_column_bin (void)
{
  enum { WIDE = 1000 };
  GtkWidget *bin = g_object_ref_sink (g_object_new (SAUDA_TYPE_COLUMN_BIN, NULL));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text = gtk_label_new ("many short words that break into a good number of lines");
  int narrow = 0, width = 0, natural = 0, low = 0, high = 0;

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), text);
  adw_bin_set_child (ADW_BIN (bin), box);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &narrow, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, narrow);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, WIDE, &low, NULL, NULL, NULL);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, narrow, &high, NULL, NULL, NULL);
  g_assert_cmpint (high, >, low);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, low, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, ==, narrow);
  g_object_unref (bin);
}

/* The width that a text wants, asked once and without its height: it stands in its place as wide as that. */
static void
test_natural_bin (void)
{
  GtkWidget *bin = g_object_ref_sink (g_object_new (SAUDA_TYPE_NATURAL_BIN, NULL));
  GtkWidget *text = gtk_label_new ("many short words that break into a good number of lines");
  int minimum = 0, natural = 0, wanted = 0, width = 0, low = 0, high = 0;

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_widget_measure (text, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &wanted, NULL, NULL);
  adw_bin_set_child (ADW_BIN (bin), text);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &width, &natural, NULL, NULL);
  g_assert_cmpint (width, ==, minimum);
  g_assert_cmpint (natural, ==, wanted);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, natural, &low, NULL, NULL, NULL);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, minimum, &high, NULL, NULL, NULL);
  g_assert_cmpint (high, >, low);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, high, &width, &natural, NULL, NULL);
  g_assert_cmpint (width, ==, minimum);
  g_assert_cmpint (natural, ==, wanted);

  /* at the end of a place that is wider it is no lower than in the width that it gets */
  gtk_label_set_max_width_chars (GTK_LABEL (text), 20);
  gtk_widget_set_halign (bin, GTK_ALIGN_END);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_measure (text, GTK_ORIENTATION_VERTICAL, natural, &high, NULL, NULL, NULL);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, 3 * natural, &low, NULL, NULL, NULL);
  g_assert_cmpint (low, ==, high);
  g_object_unref (bin);
}

static guint
count_children (GtkWidget *widget)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count++;
  return count;
}

/* Hundreds of sentences, each naming hundreds of orders, are not laid out at one go: that holds up the
 * window. */
static void
test_sentences (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  GtkWindow *window = ui_test_show (list);
  GtkWidget *label;

  for (guint i = 0; i < 500; i++) {
    GString *text = g_string_new (NULL);

    for (guint k = 0; k < 300; k++)
      g_string_append_printf (text, "заказ %u, ", 900000000 + i * 1000 + k);
    g_ptr_array_add (sentences, g_string_free (text, FALSE));
  }
  sauda_day_sentences_show (GTK_LIST_BOX (list), "alarm-symbolic", sentences);
  g_assert_cmpuint (count_children (list), ==, 21);
  label = ui_test_find_label (list, "заказ 900000000");
  g_assert_cmpint (g_utf8_strlen (gtk_label_get_label (GTK_LABEL (label)), -1), <, 400);
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (label), "заказ 900000100"));
  g_signal_emit_by_name (ui_test_find_button (list, "and 480 more"), "clicked");
  g_assert_cmpuint (count_children (list), ==, 61);
  g_assert_nonnull (ui_test_find_button (list, "and 440 more"));

  sentences = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (sentences, g_strdup ("One order waits."));
  sauda_day_sentences_show (GTK_LIST_BOX (list), "alarm-symbolic", sentences);
  g_assert_cmpuint (count_children (list), ==, 1);
  ui_test_close (window);
}

/* What is cut is told whole, and windows of large letters are given room. */
static void
test_whole_texts (void)
{
  GtkWidget *label = gtk_label_new ("A sentence that has no room in such a window");
  GtkWidget *window;
  int usual, width, height;

  sauda_whole_texts_watch ();
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &usual, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  window = gtk_window_new ();
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_set_default_size (GTK_WINDOW (window), 100, 60);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 160);
  g_assert_true (gtk_widget_get_has_tooltip (window));
  g_assert_cmpstr (
    sauda_whole_texts_find (window, gtk_widget_get_width (window) / 2, gtk_widget_get_height (window) / 2),
    ==, gtk_label_get_text (GTK_LABEL (label)));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  g_assert_null (
    sauda_whole_texts_find (window, gtk_widget_get_width (window) / 2, gtk_widget_get_height (window) / 2));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", usual, NULL);
  ui_test_close (GTK_WINDOW (window));
}

static void
on_open (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_false (sauda_open_uri_finish (result, data));
}

/* In a sandbox whose desktop has no portal this is said, where GLib would end the program. */
static void
test_no_portal (void)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  sauda_open_uri_async ("https://example.org", NULL, NULL, on_open, &error);
  g_setenv ("GTK_USE_PORTAL", "0", TRUE);
  sauda_test_wait_until (error != NULL);
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_PROGRAM);
  g_assert_nonnull (strstr (error->message, "xdg-desktop-portal"));
}

/* The answer of a file chooser in which @uri was chosen. */
static GTask *
choose (GtkWindow *window, const char *uri)
{
  GTask *answer = g_task_new (window, NULL, NULL, NULL);
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  g_task_set_source_tag (answer, sauda_compat_open_file_async);
  g_task_set_task_data (answer,
                        gtk_file_chooser_native_new (NULL, window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL),
                        g_object_unref);
  g_list_store_append (files, file);
  g_task_return_pointer (answer, files, g_object_unref);
  return answer;
}

/* A file of a phone or a server has no path; that is said, where nothing would happen. */
static void
test_chosen_file (void)
{
  GtkWidget *asking = gtk_label_new (NULL);
  GtkWindow *window = ui_test_show (asking);
  g_autoptr (GTask) here = choose (window, "file:///tmp/stock.csv");
  g_autoptr (GTask) elsewhere = choose (window, "http://localhost/stock.csv");
  g_autofree char *path = sauda_ui_choose_file_finish (asking, G_ASYNC_RESULT (here));

  g_assert_cmpstr (path, ==, "/tmp/stock.csv");
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "not on this computer"));
  g_assert_null (sauda_ui_choose_file_finish (asking, G_ASYNC_RESULT (elsewhere)));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "not on this computer"));
  g_clear_object (&here); /* both hold the window */
  g_clear_object (&elsewhere);
  ui_test_close (window);
}

/* Where nothing opens a link that is said in a sentence, not in GIO's words. */
static void
test_no_program (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  sauda_open_uri_async ("sauda-nobody-knows:1", NULL, NULL, on_open, &error);
  sauda_test_wait_until (error != NULL);
  text = sauda_ui_describe_error (error);
  g_assert_cmpstr (
    text, ==, "There is no program here that opens the link. Install a browser or WhatsApp, then try again.");
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/shell/errors", test_errors);
  g_test_add_func ("/ui/shell/long-error", test_long_error);
  g_test_add_func ("/ui/shell/latin-keys", test_latin_keys);
  g_test_add_func ("/ui/shell/rows", test_rows);
  g_test_add_func ("/ui/shell/sentences", test_sentences);
  g_test_add_func ("/ui/shell/whole-texts", test_whole_texts);
  g_test_add_func ("/ui/shell/number-fields", test_number_fields);
  g_test_add_func ("/ui/shell/column-bin", test_column_bin);
  g_test_add_func ("/ui/shell/natural-bin", test_natural_bin);
  g_test_add_func ("/ui/shell/no-portal", test_no_portal);
  g_test_add_func ("/ui/shell/chosen-file", test_chosen_file);
  g_test_add_func ("/ui/shell/no-program", test_no_program);
  return g_test_run ();
}
