#include "sauda-latin-keys.h"
#include "sauda-sheet-editor.h"
#include "sauda-template-canvas.h"
#include "sauda-template-editor.h"
#include "sauda-template-item-form.h"
#include "ui-test.h"

/* Labels and sheets of our own are laid out, saved, taken back and reset, with keys as well. */

typedef struct {
  SaudaTestFolder folder;
  GtkWindow *window; /* (unowned) */
  char *saved;       /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_free (fixture->saved);
  sauda_test_folder_tear_down (&fixture->folder, NULL);
}

static void
on_saved (gpointer editor, const char *id, Fixture *fixture)
{
  g_free (fixture->saved);
  fixture->saved = g_strdup (id);
}

static void
show (Fixture *fixture, gpointer window)
{
  fixture->window = GTK_WINDOW (window);
  g_signal_connect (window, "saved", G_CALLBACK (on_saved), fixture);
  gtk_window_present (fixture->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

static const SaudaTemplate *
get_label (Fixture *fixture)
{
  return sauda_template_editor_get_template (SAUDA_TEMPLATE_EDITOR (fixture->window));
}

static const SaudaTemplateItem *
get_item (Fixture *fixture, guint index)
{
  g_assert_cmpuint (index, <, get_label (fixture)->items->len);
  return g_ptr_array_index (get_label (fixture)->items, index);
}

static void
act (Fixture *fixture, const char *action, const char *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, parameter != NULL ? "s" : NULL,
                              parameter);
}

static void
press (Fixture *fixture, const char *keys)
{
  g_autofree char *command = g_strconcat ("xdotool key ", keys, NULL);
  int status;

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (fixture->window)));
  for (int round = 0; round < 20 || g_main_context_pending (NULL); round++)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_label (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaTemplateLibrary) library = NULL;
  const SaudaTemplate *saved;
  guint before;

  show (fixture, sauda_template_editor_new (NULL, fixture->folder.path, "product-40x30"));
  before = get_label (fixture)->items->len;
  act (fixture, "template.add", "text");
  g_assert_cmpuint (get_label (fixture)->items->len, ==, before + 1);
  act (fixture, "template-item.insert", "brand");
  act (fixture, "template.undo", NULL);
  g_assert_cmpuint (get_label (fixture)->items->len, ==, before);
  act (fixture, "template.redo", NULL);
  g_assert_cmpuint (get_label (fixture)->items->len, ==, before + 1);
  act (fixture, "template.save", NULL);
  g_assert_cmpstr (fixture->saved, ==, "product-40x30");
  library = sauda_template_library_new (fixture->folder.path);
  g_assert_true (sauda_template_library_is_own (library, "product-40x30"));
  saved = sauda_template_library_find (library, "product-40x30", NULL);
  g_assert_cmpuint (saved->items->len, ==, before + 1);
  act (fixture, "template.save-new", NULL);
  g_assert_true (g_str_has_prefix (fixture->saved, "own-"));
  act (fixture, "template.reset", NULL);
  g_clear_pointer (&library, sauda_template_library_free);
  library = sauda_template_library_new (fixture->folder.path);
  g_assert_false (sauda_template_library_is_own (library, fixture->saved));
  g_assert_true (sauda_template_library_is_own (library, "product-40x30"));
}

static void
test_reset (Fixture *fixture, gconstpointer data)
{
  guint before;

  show (fixture, sauda_template_editor_new (NULL, fixture->folder.path, "product-40x30"));
  before = get_label (fixture)->items->len;
  act (fixture, "template.remove", NULL);
  g_assert_cmpuint (get_label (fixture)->items->len, ==, before - 1);
  act (fixture, "template.save", NULL);
  act (fixture, "template.reset", NULL);
  g_assert_cmpuint (get_label (fixture)->items->len, ==, before);
  /* and even that can be taken back */
  act (fixture, "template.undo", NULL);
  g_assert_cmpuint (get_label (fixture)->items->len, ==, before - 1);
}

/* A cover keeps the size of its labels, and there is one for each paper. */
static void
test_cover (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaTemplateLibrary) library = NULL;
  GtkWidget *widget = NULL;
  GtkWidget *row = NULL;
  guint before;

  show (fixture, sauda_template_editor_new (NULL, fixture->folder.path, "cover-100x150"));
  widget = GTK_WIDGET (fixture->window);
  before = get_label (fixture)->items->len;
  row = gtk_widget_get_ancestor (ui_test_find_label (widget, "Width, mm"), ADW_TYPE_ACTION_ROW);
  g_assert_false (gtk_widget_get_sensitive (row));
  act (fixture, "template.save-new", NULL);
  g_assert_null (fixture->saved);
  act (fixture, "template.add", "text");
  act (fixture, "template.save", NULL);
  g_assert_cmpstr (fixture->saved, ==, "cover-100x150");
  library = sauda_template_library_new (fixture->folder.path);
  g_assert_true (sauda_template_library_is_own (library, "cover-100x150"));
  g_assert_cmpuint (sauda_template_library_find (library, "cover-100x150", NULL)->items->len, ==, before + 1);
}

/* Arrows move, with Shift they change the size; nothing leaves the label. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  double x, y, width;

  show (fixture, sauda_template_editor_new (NULL, fixture->folder.path, "product-40x30"));
  gtk_window_set_focus (fixture->window,
                        ui_test_find (GTK_WIDGET (fixture->window), SAUDA_TYPE_TEMPLATE_CANVAS));
  press (fixture, "Right");
  x = get_item (fixture, 0)->x;
  y = get_item (fixture, 0)->y;
  width = get_item (fixture, 0)->width;
  press (fixture, "Right Down");
  g_assert_cmpfloat_with_epsilon (get_item (fixture, 0)->x, x + 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_item (fixture, 0)->y, y + 0.5, 1e-6);
  press (fixture, "shift+Left shift+Left");
  g_assert_cmpfloat_with_epsilon (get_item (fixture, 0)->width, width - 1, 1e-6);
  for (guint i = 0; i < 10; i++)
    press (fixture, "Left");
  g_assert_cmpfloat (get_item (fixture, 0)->x, ==, 0);
  press (fixture, "Delete");
  g_assert_cmpfloat (get_item (fixture, 0)->y, !=, y + 0.5);
  press (fixture, "ctrl+z");
  g_assert_cmpfloat_with_epsilon (get_item (fixture, 0)->y, y + 0.5, 1e-6);
  /* The same key, which gives a Russian letter. */
  ui_test_focus (fixture->window, "ru");
  press (fixture, "Delete");
  g_assert_cmpfloat (get_item (fixture, 0)->y, !=, y + 0.5);
  press (fixture, "ctrl+52");
  g_assert_cmpfloat_with_epsilon (get_item (fixture, 0)->y, y + 0.5, 1e-6);
  ui_test_focus (fixture->window, "us");
}

/* A code that no scanner would read is said while the label is laid out. */
static void
test_problem (Fixture *fixture, gconstpointer data)
{
  show (fixture, sauda_template_editor_new (NULL, fixture->folder.path, "product-40x30"));
  act (fixture, "template.add", "barcode");
  g_assert_null (ui_test_find_label (GTK_WIDGET (fixture->window), "too long"));
  gtk_window_set_focus (fixture->window,
                        ui_test_find (GTK_WIDGET (fixture->window), SAUDA_TYPE_TEMPLATE_CANVAS));
  for (guint i = 0; i < 15; i++)
    press (fixture, "shift+Left shift+Left");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->window), "too long") != NULL);
}

static void
test_sheet (Fixture *fixture, gconstpointer data)
{
  SaudaSheetEditor *editor = sauda_sheet_editor_new (NULL, fixture->folder.path, "a4-24");
  g_autoptr (SaudaTemplateLibrary) library = NULL;
  GtkWidget *save = NULL, *columns = NULL;

  show (fixture, editor);
  save = ui_test_find_button (GTK_WIDGET (editor), "_Save");
  columns =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (editor), SAUDA_TYPE_SHEET_EDITOR, "columns"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (columns), 9);
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (columns), 2);
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  g_assert_cmpstr (fixture->saved, ==, "a4-24");
  library = sauda_template_library_new (fixture->folder.path);
  g_assert_cmpuint (sauda_template_library_find_sheet (library, "a4-24", NULL)->columns, ==, 2);
  g_signal_emit_by_name (
    gtk_widget_get_template_child (GTK_WIDGET (editor), SAUDA_TYPE_SHEET_EDITOR, "reset_button"), "clicked");
  g_assert_cmpuint (sauda_sheet_editor_get_sheet (editor)->columns, ==, 3);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  sauda_latin_keys_watch ();
  add ("/ui/template-editor/label", test_label);
  add ("/ui/template-editor/reset", test_reset);
  add ("/ui/template-editor/cover", test_cover);
  add ("/ui/template-editor/keys", test_keys);
  add ("/ui/template-editor/problem", test_problem);
  add ("/ui/template-editor/sheet", test_sheet);
  return g_test_run ();
}
