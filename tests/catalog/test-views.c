#include "sauda-catalog-error.h"
#include "sauda-test-database.h"
#include "sauda-test.h"
#include "sauda-views.h"

static char *
edit (SaudaDatabase *database, const SaudaViewEdit *what, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) views = NULL;
  GString *names;

  sauda_views_edit_async (database, "orders", what, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  views = sauda_views_edit_finish (database, result, error);
  if (views == NULL)
    return NULL;
  names = g_string_new (NULL);
  for (guint i = 0; i < views->len; i++) {
    const SaudaView *view = g_ptr_array_index (views, i);

    g_string_append_printf (names, "%d:%s=%s ", (int) view->id, view->name, view->query);
  }
  return g_string_free (names, FALSE);
}

static void
test_views (SaudaTestFolder *folder, gconstpointer data)
{
  const struct {
    SaudaViewEdit edit;
    const char *views; /* NULL: refused */
  } steps[] = {
    { { .kind = SAUDA_VIEW_EDIT_ADD, .name = "A", .query = "a" }, "1:A=a " },
    { { .kind = SAUDA_VIEW_EDIT_ADD, .name = "B", .query = "b" }, "1:A=a 2:B=b " },
    { { .kind = SAUDA_VIEW_EDIT_ADD, .name = "C", .query = "c" }, "1:A=a 2:B=b 3:C=c " },
    { { .kind = SAUDA_VIEW_EDIT_ADD, .name = "B", .query = "x" }, NULL },
    { { .kind = SAUDA_VIEW_EDIT_ADD, .name = " ", .query = "x" }, NULL },
    { { .kind = SAUDA_VIEW_EDIT_RENAME, .id = 1, .name = "C" }, NULL },
    { { .kind = SAUDA_VIEW_EDIT_RENAME, .id = 1, .name = "A" }, "1:A=a 2:B=b 3:C=c " },
    { { .kind = SAUDA_VIEW_EDIT_MOVE, .id = 3, .places = -2 }, "3:C=c 1:A=a 2:B=b " },
    { { .kind = SAUDA_VIEW_EDIT_MOVE, .id = 3, .places = -1 }, "3:C=c 1:A=a 2:B=b " },
    { { .kind = SAUDA_VIEW_EDIT_MOVE, .id = 1, .places = 5 }, "3:C=c 2:B=b 1:A=a " },
    { { .kind = SAUDA_VIEW_EDIT_CHANGE, .id = 2, .query = "new" }, "3:C=c 2:B=new 1:A=a " },
    { { .kind = SAUDA_VIEW_EDIT_DELETE, .id = 3 }, "2:B=new 1:A=a " },
    { { .kind = SAUDA_VIEW_EDIT_DELETE, .id = 3 }, "2:B=new 1:A=a " },
  };
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *views = edit (database, &steps[i].edit, &error);

    g_test_message ("step %d", (int) i);
    g_assert_cmpstr (views, ==, steps[i].views);
    if (steps[i].views == NULL)
      g_assert_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/catalog/views", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_views,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
