#include "sauda-base-error.h"
#include "sauda-day-error.h"
#include "sauda-day-step-row.h"
#include "sauda-latin-keys.h"
#include "sauda-number-spin.h"
#include "sauda-ui-error.h"
#include "ui-test.h"

#include <string.h>

static void
test_errors (void)
{
  const struct {
    GQuark domain;
    int code;
    const char *message;
    const char *part;
  } cases[] = {
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_NETWORK, "Kaspi is not reached.", "Check the internet connection" },
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE, "Kaspi is silent.", "VPN" },
    { SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED, "Another run.", "Another run. Wait" },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, "ENOSPC", "The disk is full." },
    { G_IO_ERROR, G_IO_ERROR_FAILED, "strange", "strange" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, cases[i].message);
    g_autofree char *text = sauda_ui_describe_error (error);

    g_assert_nonnull (strstr (text, cases[i].part));
  }
}

/* The keys of a Cyrillic layout stand for the Latin letters at their place. */
static void
test_latin_keys (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_ya, 52), ==, GDK_KEY_z);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_a, 41), ==, GDK_KEY_f);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_z, 52), ==, GDK_KEY_z);
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

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/shell/errors", test_errors);
  g_test_add_func ("/ui/shell/latin-keys", test_latin_keys);
  g_test_add_func ("/ui/shell/rows", test_rows);
  g_test_add_func ("/ui/shell/number-fields", test_number_fields);
  return g_test_run ();
}
