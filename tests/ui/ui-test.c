#include "ui-test.h"

#include "sauda-ui-resource.h"

#include <gdk/x11/gdkx.h>
#include <locale.h>
#include <string.h>

/* GTK 4.8 says this of tables that are shown before they have a size; and the tests' bus has no desktop to
 * notify. */
static const char *const known_noise[] = { "without a current allocation", "unable to send notifications",
                                           NULL };

/* Steps that lead to nothing new: a window begins anew at its end. More than a window has. */
#define MAX_STEPS 100

/* libadwaita 1.7 measures the heading of every question narrower than its words. */
static gboolean
is_question_measured (const char *message)
{
  g_autoptr (GList) windows =
    g_str_has_prefix (message, "Trying to measure GtkLabel") ? gtk_window_list_toplevels () : NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return TRUE;
  return FALSE;
}

static gboolean
is_noise (const char *message)
{
  if (is_question_measured (message))
    return TRUE;
  for (gsize i = 0; known_noise[i] != NULL; i++)
    if (strstr (message, known_noise[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* GTK logs in a structured way, which g_test_log_set_fatal_handler() does not hear. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *message = "";

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      message = fields[i].value;
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0) {
    if (is_noise (message))
      return G_LOG_WRITER_HANDLED;
    g_log_writer_default (level, fields, n_fields, user_data);
    g_printerr ("Bail out! unexpected warning\n");
    abort ();
  }
  return g_log_writer_default (level, fields, n_fields, user_data);
}

/* Begins a test program with widgets; warnings end it. */
void
ui_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (write_log, NULL, NULL);
  /* gtk_test_init() asks for a locale that few machines have, and ends in "C". */
  setlocale (LC_ALL, "C.UTF-8");
  g_resources_register (sauda_ui_get_resource ());
  adw_init ();
}

/* A window around @child, drawn once. */
GtkWindow *
ui_test_show (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), child);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return GTK_WINDOW (window);
}

/* Closes @window and proves that nobody holds it any more. */
void
ui_test_close (GtkWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (window);
  sauda_test_wait_until (window == NULL);
}

static void
run (const char *command)
{
  g_autofree char *output = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (command, &output, &problem, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s%s", command, error->message, problem);
}

/* Lets the X server send its keys to @window, in a keyboard layout such as `us`. */
void
ui_test_focus (GtkWindow *window, const char *layout)
{
  g_autofree char *command = g_strconcat ("setxkbmap ", layout, NULL);

  run (command);
  run ("xdotool search --sync --onlyvisible --name . windowfocus --sync");
  sauda_test_wait_until (gtk_window_is_active (window));
}

static GtkWindow *
find_other (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

    if (other != window && gtk_widget_get_mapped (GTK_WIDGET (other)))
      return other;
  }
  return NULL;
}

/* Lets the X server send its keys to @window, as a desktop would. */
void
ui_test_focus_window (GtkWindow *window)
{
  g_autofree char *command = g_strdup_printf (
    "xdotool windowfocus --sync %lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))));

  run (command);
  sauda_test_wait_until (gtk_window_is_active (window));
}

/* Waits for the window that opens over @window, and lets the X server send its keys there. */
GtkWindow *
ui_test_focus_other (GtkWindow *window)
{
  GtkWindow *other;

  sauda_test_wait_until (find_other (window) != NULL);
  other = find_other (window);
  ui_test_focus_window (other);
  return other;
}

static void
settle (GtkWindow *window)
{
  gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (window)));
  for (int round = 0; round < 20 || g_main_context_pending (NULL); round++)
    g_main_context_iteration (NULL, FALSE);
}

/* Presses @keys on the X server, as xdotool names them; each is let through before the next. */
void
ui_test_press (GtkWindow *window, const char *keys)
{
  g_auto (GStrv) parts = g_strsplit (keys, " ", -1);

  for (gsize i = 0; parts[i] != NULL; i++) {
    g_autofree char *command = g_strconcat ("xdotool key ", parts[i], NULL);

    run (command);
    settle (window);
  }
}

/* Puts the pointer @dx and @dy beside the middle of @widget. Without a window manager the surface lies where
 * the screen begins. */
static void
move_to (GtkWindow *window, GtkWidget *widget, int dx, int dy)
{
  graphene_point_t middle = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget) / 2,
                                                 (float) gtk_widget_get_height (widget) / 2);
  g_autofree char *command = NULL;
  double offset_x, offset_y;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (window), &middle, &middle));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &offset_x, &offset_y);
  command = g_strdup_printf ("xdotool mousemove %d %d", (int) (middle.x + offset_x) + dx,
                             (int) (middle.y + offset_y) + dy);
  run (command);
  settle (window);
}

/* Where the middle of @widget lies in @window. */
static graphene_point_t
get_middle (GtkWindow *window, GtkWidget *widget)
{
  graphene_point_t middle = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget) / 2,
                                                 (float) gtk_widget_get_height (widget) / 2);

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (window), &middle, &middle));
  return middle;
}

/* Presses the left button in the middle of @widget and moves by @dx and @dy, in steps as a hand does. */
static void
pull (GtkWindow *window, GtkWidget *widget, int dx, int dy)
{
  const int steps = 5;

  for (int step = 0; step <= steps; step++) {
    move_to (window, widget, dx * step / steps, dy * step / steps);
    if (step == 0)
      run ("xdotool mousedown 1");
    settle (window);
  }
}

/* Pulls what lies in the middle of @widget by @dx and @dy and lets go. */
void
ui_test_drag (GtkWindow *window, GtkWidget *widget, int dx, int dy)
{
  pull (window, widget, dx, dy);
  run ("xdotool mouseup 1");
  settle (window);
}

/* Clicks with a button of the mouse, 3 is the right one, in the middle of @widget. */
void
ui_test_click (GtkWindow *window, GtkWidget *widget, int button)
{
  g_autofree char *command = g_strdup_printf ("xdotool click %d", button);

  move_to (window, widget, 0, 0);
  run (command);
  settle (window);
}

/* Whether what is dragged from @widget would be taken where the pointer is. */
static gboolean
would_be_taken (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

    for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      GdkDrag *drag =
        GTK_IS_DRAG_SOURCE (controller) ? gtk_drag_source_get_drag (GTK_DRAG_SOURCE (controller)) : NULL;

      if (drag != NULL && gdk_drag_get_selected_action (drag) != 0)
        return TRUE;
    }
  }
  return FALSE;
}

/* Drags @from onto @to, and lets go when @to is ready to take it, as a person does who looks at the pointer.
 * GTK of Debian 13 begins a drag with what moves a tenth of a second after the press, and tells the target
 * with the next movement: no hand is faster or stiller, but xdotool is. */
void
ui_test_drop (GtkWindow *window, GtkWidget *from, GtkWidget *to)
{
  graphene_point_t begin, end;
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  begin = get_middle (window, from);
  end = get_middle (window, to);
  pull (window, from, (int) (end.x - begin.x), (int) (end.y - begin.y));
  for (int step = 1; !would_be_taken (from); step = -step) {
    g_autofree char *command = g_strdup_printf ("xdotool mousemove_relative -- %d 0", step);

    g_assert_cmpint (g_get_monotonic_time (), <, until);
    run (command);
    settle (window);
  }
  run ("xdotool mouseup 1");
  settle (window);
}

/* A way to begin is a row that is pressed. */
static gboolean
is_way (GtkWidget *widget)
{
  GType welcome = g_type_from_name ("SaudaWelcomePage");

  return welcome != 0 && ADW_IS_ACTION_ROW (widget) && gtk_widget_get_ancestor (widget, welcome) != NULL;
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
describe_place (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *w = widget; w != NULL && !GTK_IS_STACK (w); w = gtk_widget_get_parent (w))
    g_string_append_printf (text, "%s%s", w == widget ? "" : " in ", G_OBJECT_TYPE_NAME (w));
  return g_string_free (text, FALSE);
}

/* Every widget that Tab stops at inside @page, until it leaves it. */
static GHashTable *
go_through (GtkWindow *window, GtkWidget *page)
{
  GHashTable *reached = g_hash_table_new (NULL, NULL);
  guint old = 0;

  gtk_window_set_focus (window, NULL);
  while (old < MAX_STEPS && gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    if (g_hash_table_add (reached, gtk_window_get_focus (window)))
      old = 0;
    else
      old++;
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

/* What in @page, a part of @window or all of it, cannot be reached with Tab, in words; and of how many. What
 * the walk itself hides, by selecting the next row of a list, is not wanted any more. */
GPtrArray *
ui_test_list_unreached (GtkWindow *window, GtkWidget *page, guint *n_wanted)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GHashTable) reached = NULL;
  GPtrArray *unreached = g_ptr_array_new_with_free_func (g_free);

  collect (page, wanted);
  *n_wanted = wanted->len;
  reached = go_through (window, page);
  for (guint i = 0; i < wanted->len; i++)
    if (is_wanted (g_ptr_array_index (wanted, i)) && !is_reached (reached, g_ptr_array_index (wanted, i)))
      g_ptr_array_add (unreached, describe_place (g_ptr_array_index (wanted, i)));
  return unreached;
}

GtkWidget *
ui_test_find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ui_test_find (child, type);
  return found;
}

GtkWidget *
ui_test_find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ui_test_find_button (child, label);
  return found;
}

/* A visible text of a cell or a row that holds @part. */
GtkWidget *
ui_test_find_cell (GtkWidget *widget, const char *part)
{
  GtkWidget *found = NULL;

  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ui_test_find_cell (child, part);
  return found;
}

/* A visible label that holds @part. */
GtkWidget *
ui_test_find_label (GtkWidget *widget, const char *part)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ui_test_find_label (child, part);
  return found;
}
