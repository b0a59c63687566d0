#include "stage.h"

#include "sauda-context-menu.h"
#include "sauda-table-page.h"
#include "stage-measure.h"
#include "stage-texts.h"
#include "ui-test.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The window as an actor: reads a command a line from standard input, carries it out and answers "ready", or
 * "failed" and why. What looks at it from outside, by pictures or through the accessibility bus, never waits
 * by the clock. */

/* Seconds until a window that was asked for counts as not coming. */
#define PATIENCE 120

typedef struct {
  SaudaWindow *window; /* (unowned) (not nullable) */
  StageReady is_ready;
  char *page; /* (owned) (not nullable) that is shown */
} Stage;

typedef struct {
  const char *name;
  guint n_arguments; /* at least */
  gboolean (*perform) (Stage *stage, char **arguments);
} Command;

static gboolean
on_quiet (gpointer quiet)
{
  *(gboolean *) quiet = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * stage_settle:
 * @window: a window that is seen
 *
 * Runs until nothing of higher priority than an idle is left, and a frame was drawn after it.
 */
void
stage_settle (GtkWindow *window)
{
  gboolean quiet = FALSE;

  g_idle_add_full (G_PRIORITY_LOW + 100, on_quiet, &quiet, NULL);
  while (!quiet)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

/**
 * stage_save_picture:
 * @widget: a window
 * @path: file to write, PNG
 *
 * Returns: whether it was written
 */
gboolean
stage_save_picture (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gsk_render_node_unref (node);
  return gdk_texture_save_to_png (texture, path);
}

/* Something is still being loaded as long as its wheel turns. */
static gboolean
is_spinning (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_SPINNER (widget))
    return gtk_spinner_get_spinning (GTK_SPINNER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_spinning (child))
      return TRUE;
  return FALSE;
}

/* The window that was opened last, which is the main one when there is no other. */
static GtkWindow *
get_top (Stage *stage)
{
  GtkWindow *top = GTK_WINDOW (stage->window);
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

    if (window != GTK_WINDOW (stage->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
      top = window;
  }
  return top;
}

static void
wait_until_still (Stage *stage)
{
  do {
    stage_settle (get_top (stage));
    while (is_spinning (GTK_WIDGET (get_top (stage))))
      g_main_context_iteration (NULL, TRUE);
    stage_settle (get_top (stage));
  } while (is_spinning (GTK_WIDGET (get_top (stage))));
}

static gboolean
show_page (Stage *stage, char **arguments)
{
  g_free (stage->page);
  stage->page = g_strdup (arguments[0]);
  sauda_window_show_page (stage->window, stage->page);
  while (!stage->is_ready (stage->window, stage->page))
    g_main_context_iteration (NULL, TRUE);
  return sauda_window_get_page (stage->window, stage->page) != NULL;
}

/* A command of the window, or of the page that is seen. */
static gboolean
activate (Stage *stage, char **arguments)
{
  GtkWidget *page = sauda_window_get_page (stage->window, stage->page);
  GVariant *parameter = arguments[1] != NULL ? g_variant_new_string (arguments[1]) : NULL;

  return gtk_widget_activate_action_variant (page != NULL ? page : GTK_WIDGET (stage->window), arguments[0],
                                             parameter);
}

/* The first cell, or every row, of the table of the page. */
static gboolean
choose (Stage *stage, char **arguments)
{
  GtkWidget *page = sauda_window_get_page (stage->window, stage->page);
  SaudaGrid *grid;

  if (!SAUDA_IS_TABLE_PAGE (page))
    return FALSE;
  grid = sauda_table_page_get_grid (SAUDA_TABLE_PAGE (page));
  if (g_str_equal (arguments[0], "all"))
    sauda_grid_select_all (grid);
  else
    /* the first of the columns that are shown */
    for (int column = 1; !sauda_grid_move (grid, 0, column, FALSE); column++)
      if (column > 100)
        return FALSE;
  return TRUE;
}

static GtkWidget *
find_by_id (GtkWidget *widget, const char *id)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_id (child, id);
  return found;
}

/* A button, a menu or a row that opens, by its name in the template; of a list of choices the second is
 * taken. */
static gboolean
press (Stage *stage, char **arguments)
{
  GtkWidget *widget = find_by_id (GTK_WIDGET (get_top (stage)), arguments[0]);

  if (widget == NULL || !gtk_widget_is_sensitive (widget))
    return FALSE;
  if (GTK_IS_MENU_BUTTON (widget))
    gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
  else if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
  else if (ADW_IS_COMBO_ROW (widget))
    adw_combo_row_set_selected (ADW_COMBO_ROW (widget), 1);
  else if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else
    return gtk_widget_activate (widget);
  return TRUE;
}

static gboolean
on_late (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
wait_for_window (Stage *stage, char **arguments)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE, on_late, &late);

  while (get_top (stage) == GTK_WINDOW (stage->window) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return !late;
}

/* Makes the menu of the rows by its key, and leaves it. */
static gboolean
open_menu (Stage *stage, char **arguments)
{
  GtkWidget *page = sauda_window_get_page (stage->window, stage->page);
  GtkWindow *window = GTK_WINDOW (stage->window);
  GtkWidget *grid;
  gboolean late = FALSE;
  guint timer;

  if (!SAUDA_IS_TABLE_PAGE (page))
    return FALSE;
  grid = GTK_WIDGET (sauda_table_page_get_grid (SAUDA_TABLE_PAGE (page)));
  timer = g_timeout_add_seconds (PATIENCE, on_late, &late);
  ui_test_focus_window (window);
  ui_test_press (window, "shift+F10");
  while (!sauda_context_menu_is_open (grid) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  ui_test_press (window, "Escape");
  return !late;
}

/* Says yes to the window that asks, and waits for what comes of it. */
static gboolean
approve (Stage *stage, char **arguments)
{
  GtkWidget *accept = gtk_window_get_default_widget (get_top (stage));

  if (accept == NULL || !gtk_widget_activate (accept))
    return FALSE;
  while (get_top (stage) != GTK_WINDOW (stage->window) || !stage->is_ready (stage->window, stage->page))
    g_main_context_iteration (NULL, TRUE);
  return TRUE;
}

static gboolean
import_file (Stage *stage, char **arguments)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (arguments[0]);

  g_list_store_append (files, file);
  sauda_window_import (stage->window, G_LIST_MODEL (files));
  return wait_for_window (stage, NULL);
}

static gboolean
close_windows (Stage *stage, char **arguments)
{
  GtkWindow *top;

  while ((top = get_top (stage)) != GTK_WINDOW (stage->window)) {
    /* a window that is only hidden can be shown again */
    gtk_window_close (top);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    if (get_top (stage) == top)
      gtk_window_destroy (top);
  }
  return TRUE;
}

/* Our windows are the same on newer GTK, its own (of what is told about us, of shortcuts) are not. */
static gboolean
is_old_gtk (void)
{
  return gtk_check_version (4, 10, 0) != NULL;
}

/* walk: says what of the window Tab does not reach. */
static gboolean
walk (Stage *stage, char **arguments)
{
  GtkWindow *top = get_top (stage);
  guint n_wanted = 0;
  g_autoptr (GPtrArray) unreached =
    is_old_gtk () ? ui_test_list_unreached (top, GTK_WIDGET (top), &n_wanted) : g_ptr_array_new ();

  for (guint i = 0; i < unreached->len; i++)
    g_print ("Tab does not reach %s\n", (char *) g_ptr_array_index (unreached, i));
  return TRUE;
}

/* escape: presses that key, and waits until the window on top is gone and the one behind it has a focus
 * again. */
static gboolean
escape (Stage *stage, char **arguments)
{
  GtkWindow *top = get_top (stage);
  GtkWindow *main_window = GTK_WINDOW (stage->window);
  gboolean late = FALSE;
  guint timer;

  if (!is_old_gtk ())
    return close_windows (stage, arguments);
  if (top == main_window)
    return FALSE;
  timer = g_timeout_add_seconds (PATIENCE, on_late, &late);
  ui_test_focus_window (top);
  ui_test_press (main_window, "Escape");
  while (!late && get_top (stage) == top)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (timer);
  if (!late && get_top (stage) == main_window && gtk_window_get_focus (main_window) == NULL)
    g_print ("The focus is lost\n");
  return !late;
}

static gboolean
has_field (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return FALSE;
  if (GTK_IS_TEXT (widget) || ADW_IS_COMBO_ROW (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_field (child))
      return TRUE;
  return FALSE;
}

/* begin: says when the window on top has something to fill in, and begins at what leaves it. */
static gboolean
begin (Stage *stage, char **arguments)
{
  GtkWindow *top = get_top (stage);
  GtkWidget *focus = gtk_window_get_focus (top);
  const char *label = GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : NULL;

  if (has_field (GTK_WIDGET (top)) && (g_strcmp0 (label, g_dgettext ("sauda", "_Cancel")) == 0 ||
                                       g_strcmp0 (label, g_dgettext ("sauda", "_Close")) == 0))
    g_print ("It begins at %s, not in a field\n", label);
  return TRUE;
}

static gboolean
take_picture (Stage *stage, char **arguments)
{
  return stage_save_picture (GTK_WIDGET (get_top (stage)), arguments[0]);
}

static gboolean
set_text_size (Stage *stage, char **arguments)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 1024 * 96 * atoi (arguments[0]) / 100, NULL);
  return TRUE;
}

static gboolean
set_style (Stage *stage, char **arguments)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), g_str_equal (arguments[0], "dark")
                                                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  return TRUE;
}

static gboolean
set_direction (Stage *stage, char **arguments)
{
  gtk_widget_set_default_direction (g_str_equal (arguments[0], "rtl") ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  return TRUE;
}

static gboolean
set_size (Stage *stage, char **arguments)
{
  gtk_window_set_default_size (GTK_WINDOW (stage->window), atoi (arguments[0]), atoi (arguments[1]));
  return TRUE;
}

/* measure WIDTH HEIGHT: says what needs more room than that, which texts are cut, and which names are told
 * badly. */
static gboolean
measure (Stage *stage, char **arguments)
{
  stage_measure (GTK_WIDGET (get_top (stage)), atoi (arguments[0]), atoi (arguments[1]));
  return TRUE;
}

static gboolean
print_texts (Stage *stage, char **arguments)
{
  stage_print_texts (GTK_WIDGET (get_top (stage)));
  return TRUE;
}

static gboolean
print_table (Stage *stage, char **arguments)
{
  GtkWidget *page = sauda_window_get_page (stage->window, stage->page);

  if (!SAUDA_IS_TABLE_PAGE (page))
    return FALSE;
  stage_print_table (sauda_table_page_get_grid (SAUDA_TABLE_PAGE (page)));
  return TRUE;
}

static gboolean
export_table (Stage *stage, char **arguments)
{
  GtkWidget *page = sauda_window_get_page (stage->window, stage->page);

  return SAUDA_IS_TABLE_PAGE (page) &&
         stage_export_table (sauda_table_page_get_grid (SAUDA_TABLE_PAGE (page)), arguments[0]);
}

static const Command commands[] = {
  { "page", 1, show_page },          { "act", 1, activate },        { "window", 0, wait_for_window },
  { "import", 1, import_file },      { "approve", 0, approve },     { "close", 0, close_windows },
  { "picture", 1, take_picture },    { "text", 1, set_text_size },  { "style", 1, set_style },
  { "direction", 1, set_direction }, { "size", 2, set_size },       { "measure", 2, measure },
  { "choose", 1, choose },           { "press", 1, press },         { "texts", 0, print_texts },
  { "table", 0, print_table },       { "export", 1, export_table }, { "walk", 0, walk },
  { "escape", 0, escape },           { "begin", 0, begin },         { "menu", 0, open_menu },
};

static gboolean
perform (Stage *stage, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, "\t", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (words[0], commands[i].name) == 0 && g_strv_length (words) > commands[i].n_arguments) {
      gboolean done = commands[i].perform (stage, words + 1);

      wait_until_still (stage);
      return done;
    }
  return FALSE;
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **line = user_data;

  *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  if (*line == NULL)
    *line = g_strdup ("");
}

/**
 * stage_serve:
 * @window: the open window
 * @is_ready: whether a page shows what it has to show
 *
 * Carries out the commands of standard input, words parted by tabs, until it ends.
 */
void
stage_serve (SaudaWindow *window, StageReady is_ready)
{
  Stage stage = { .window = window, .is_ready = is_ready, .page = g_strdup ("day") };
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);

  while (TRUE) {
    g_autofree char *line = NULL;

    g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, &line);
    while (line == NULL)
      g_main_context_iteration (NULL, TRUE);
    if (*line == '\0')
      break;
    g_print ("%s\n", perform (&stage, line) ? "ready" : "failed");
    fflush (stdout);
  }
  close_windows (&stage, NULL);
  g_free (stage.page);
}
