#include "sauda-test.h"
#include "sauda-ui-toast.h"
#include "ui-test.h"

typedef struct {
  GtkWindow *window;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->page = gtk_label_new ("page");
  fixture->window = ui_test_show (fixture->page);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_test_close (fixture->window);
}

static guint
count_toasts (Fixture *fixture)
{
  guint n = 0;

  for (GtkWidget *child = fixture->page; child != NULL; child = gtk_widget_get_next_sibling (child))
    n += child != fixture->page;
  return n;
}

static GtkWidget *
find_toast (Fixture *fixture, const char *text)
{
  for (GtkWidget *child = fixture->page; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (child != fixture->page && ui_test_find_label (child, text) != NULL)
      return child;
  return NULL;
}

/* As soon as the toast is there, while it still comes. */
static void
press_cross (Fixture *fixture, const char *text)
{
  GtkWidget *toast = find_toast (fixture, text);

  g_assert_nonnull (toast);
  for (GtkWidget *child = gtk_widget_get_last_child (toast); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (GTK_IS_BUTTON (child)) {
      g_signal_emit_by_name (child, "clicked");
      return;
    }
  g_assert_not_reached ();
}

/* libadwaita 1.2 wrote into the memory of a toast that went while it came. */
static void
test_pressed_twice (Fixture *fixture, gconstpointer data)
{
  sauda_ui_show_text (fixture->page, "One");
  sauda_ui_show_text (fixture->page, "Two");
  g_assert_cmpuint (count_toasts (fixture), ==, 1);
  press_cross (fixture, "One");
  sauda_test_wait_until (find_toast (fixture, "Two") != NULL);
  press_cross (fixture, "Two");
  press_cross (fixture, "Two");
  sauda_test_wait_until (count_toasts (fixture) == 0);
  sauda_ui_show_text (fixture->page, "Three");
  g_assert_nonnull (find_toast (fixture, "Three"));
}

/* It ended the program when what had stepped aside was to come again before it was gone. */
static void
test_pressed_when_another_steps_aside (Fixture *fixture, gconstpointer data)
{
  SaudaUiToast change = { .text = "One", .button = "_Undo", .action = "win.undo" };

  sauda_ui_show_toast (fixture->page, &change);
  change.text = "Two";
  sauda_ui_show_toast (fixture->page, &change);
  press_cross (fixture, "Two");
  sauda_test_wait_until (find_toast (fixture, "Two") == NULL);
  sauda_test_wait_until (find_toast (fixture, "One") != NULL);
  press_cross (fixture, "One");
  sauda_test_wait_until (count_toasts (fixture) == 0);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/toast/pressed-twice", Fixture, NULL, set_up, test_pressed_twice, tear_down);
  g_test_add ("/ui/toast/another-steps-aside", Fixture, NULL, set_up, test_pressed_when_another_steps_aside,
              tear_down);
  return g_test_run ();
}
