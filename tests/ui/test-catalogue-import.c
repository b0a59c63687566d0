#include "sauda-catalogue-import-window.h"
#include "sauda-column-names.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

#define HEADER "SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;Initial_KSP_Price;Weight_kg;Store_name"

/* Four offers; the third row says another price for the first; the last one is rubbish. */
#define CATALOGUE                                                                                            \
  HEADER "\n"                                                                                                \
         "PRINT_S;Принт;S;k-s;8 990;0,95;UNIVERSAL\n"                                                   \
         "PRINT_M;Принт;M;k-m;8 990;0,95;UNIVERSAL\n"                                                   \
         "PRINT_S;Принт;S;k-s;9 490;0,95;UNIVERSAL\n"                                                   \
         "PRINT_L;Принт;L;k-l;8 990;950;ONLYFIT\n"                                                      \
         ";;;;;0,5;\n"

static char *
write_file (WorkspaceFixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->folder.path, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static SaudaCatalogueImportWindow *
open_window (WorkspaceFixture *fixture, const char *path)
{
  SaudaCatalogueImportWindow *window = sauda_catalogue_import_window_new (NULL, fixture->workspace, path);

  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_catalogue_import_window_is_busy (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static gint64
count (WorkspaceFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

/* Looked at first, chosen between two rows, taken in whole, taken back whole. */
static void
test_choose (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "m02.csv", CATALOGUE);
  SaudaCatalogueImportWindow *window = open_window (fixture, path);

  g_assert_cmpint (count (fixture, "SELECT count(*) FROM offer"), ==, 0);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "k-s"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "9 490"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Take row 4"));
  sauda_catalogue_import_window_choose (window, 4);
  sauda_catalogue_import_window_accept (window);
  sauda_test_wait_until (sauda_catalogue_import_window_is_done (window));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM offer"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT price FROM offer WHERE sku = 'k-s'"), ==, 9490);
  sauda_catalogue_import_window_take_back (window);
  sauda_test_wait_until (!sauda_catalogue_import_window_is_busy (window));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM offer"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM variant"), ==, 0);
  ui_test_close (GTK_WINDOW (window));
}

/* Cancel while it comes in: nothing did, and the window says so before it goes. */
static void
test_stop (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "m02.csv", CATALOGUE);
  SaudaCatalogueImportWindow *window = open_window (fixture, path);

  sauda_catalogue_import_window_accept (window);
  gtk_window_close (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_catalogue_import_window_is_busy (window));
  if (!sauda_catalogue_import_window_is_done (window)) {
    g_assert_nonnull (
      ui_test_find_label (GTK_WIDGET (window), "The import was stopped. Nothing of the file came in."));
    g_assert_cmpint (count (fixture, "SELECT count(*) FROM offer"), ==, 0);
  } else {
    g_assert_cmpint (count (fixture, "SELECT count(*) FROM offer"), ==, 3);
  }
  ui_test_close (GTK_WINDOW (window));
}

/* A second catalogue says what it changes, value by value, and which columns came and went. */
static void
test_changes (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_file (fixture, "first.csv",
                                       HEADER "\nPRINT_S;Принт;S;k-s;8 990;0,95;UNIVERSAL\n"
                                              "PRINT_M;Принт;M;k-m;8 990;0,95;UNIVERSAL\n");
  g_autofree char *second =
    write_file (fixture, "second.csv",
                "SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;Цена моя;Color;Store_name;Комментарий\n"
                "PRINT_S;Принт;S;k-s;9 990;Red;UNIVERSAL;x\nPRINT_M;Принт;M;k-m;8 990;;UNIVERSAL;\n");
  SaudaCatalogueImportWindow *window = open_window (fixture, first);
  g_autoptr (GAsyncResult) result = NULL;

  sauda_catalogue_import_window_accept (window);
  sauda_test_wait_until (sauda_catalogue_import_window_is_done (window));
  ui_test_close (GTK_WINDOW (window));

  window = open_window (fixture, second);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "had the column “Weight_kg”"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "New since the last catalogue: “Color”"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "“Цена моя”, “Комментарий”"));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "8990 → 9990"));
  ui_test_close (GTK_WINDOW (window));

  /* A name of a person's own is remembered for all files to come. */
  sauda_column_names_keep_async (fixture->workspace, SAUDA_ALIASES_CATALOGUE, "Цена моя", "Initial_KSP_Price",
                                 NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_column_names_keep_finish (result, NULL));
  window = open_window (fixture, second);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "8990 → 9990"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "– → Red"));
  ui_test_close (GTK_WINDOW (window));
}

static void
test_no_catalogue (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "shopping.csv", "milk;bread\n1;2\n");
  SaudaCatalogueImportWindow *window = open_window (fixture, path);

  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Nothing came in"));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "Reading the Catalogue"));
  sauda_catalogue_import_window_accept (window);
  g_assert_false (sauda_catalogue_import_window_is_busy (window));
  ui_test_close (GTK_WINDOW (window));
}

/* Twenty products to count leave room for the rows to look at. */
static void
test_many_notes (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("SKU_ID;MY_SIZE;SKU_ID_KSP;Stock_entered;Weight_kg;Store_name\n");
  g_autofree char *path = NULL;
  SaudaCatalogueImportWindow *window;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "P%u_S;S;k-%u;3;950;UNIVERSAL\nP%u_S;S;o-%u;12;0,95;UNIVERSAL\n", i, i, i,
                            i);
  path = write_file (fixture, "m02.csv", text->str);
  window = open_window (fixture, path);
  sauda_catalogue_import_window_accept (window);
  sauda_test_wait_until (sauda_catalogue_import_window_is_done (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "The offers of P19_S tell different stocks"));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (gtk_widget_get_template_child (
                     GTK_WIDGET (window), SAUDA_TYPE_CATALOGUE_IMPORT_WINDOW, "sections"))),
                   >, 200);
  ui_test_close (GTK_WINDOW (window));
}

#define ADD(path, func)                                                                                      \
  g_test_add ("/catalogue-import/" path, WorkspaceFixture, NULL, workspace_fixture_set_up, func,             \
              workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("choose", test_choose);
  ADD ("stop", test_stop);
  ADD ("changes", test_changes);
  ADD ("no-catalogue", test_no_catalogue);
  ADD ("many-notes", test_many_notes);
  return g_test_run ();
}
