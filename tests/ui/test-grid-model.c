#include "sauda-grid-model.h"
#include "sauda-grid-private.h"
#include "sauda-grid-rows.h"
#include "ui-test.h"

/* What a table shows after its list was read again is what a sort of the whole list gives. */

static int
get_value (gconstpointer item)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), "value"));
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return get_value (a) - get_value (b);
}

static int
compare_pointed (gconstpointer a, gconstpointer b)
{
  return compare_values (*(gconstpointer *) a, *(gconstpointer *) b);
}

static GObject *
create_item (void)
{
  GObject *item = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (item, "value", GINT_TO_POINTER (g_test_rand_int_range (0, 20)));
  return item;
}

/* Some rows go, some come anywhere, and now and then one that stays has another value. */
static GPtrArray *
read_again (GPtrArray *before)
{
  GPtrArray *after = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean changes = g_test_rand_int_range (0, 3) == 0;

  for (guint i = 0; i < before->len; i++) {
    GObject *item = before->pdata[i];

    if (g_test_rand_int_range (0, 10) == 0)
      g_ptr_array_add (after, create_item ());
    if (changes && g_test_rand_int_range (0, 10) == 0)
      g_object_set_data (item, "value", GINT_TO_POINTER (g_test_rand_int_range (0, 20)));
    if (g_test_rand_int_range (0, 10) > 0)
      g_ptr_array_add (after, g_object_ref (item));
  }
  g_ptr_array_add (after, create_item ());
  return after;
}

static void
test_read_again (void)
{
  g_autoptr (SaudaGridModel) model = sauda_grid_model_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  sauda_grid_model_set_order (model, compare_values, FALSE);
  for (guint round = 0; round < 200; round++) {
    g_autoptr (GPtrArray) again = read_again (items);
    g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

    sauda_grid_model_set_items (model, again);
    g_ptr_array_extend (wanted, again, NULL, NULL);
    g_ptr_array_sort (wanted, compare_pointed);
    g_assert_cmpuint (sauda_grid_model_count (model), ==, wanted->len);
    for (guint i = 0; i < wanted->len; i++)
      g_assert_true (sauda_grid_model_peek (model, i) == wanted->pdata[i]);
    g_clear_pointer (&items, g_ptr_array_unref);
    items = g_steal_pointer (&again);
  }
}

/* The view hears of the rows a few at a time, of all of them in the end. */
static void
test_told (void)
{
  g_autoptr (SaudaGridModel) model = sauda_grid_model_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (items, create_item ());
  sauda_grid_model_set_items (model, items);
  g_assert_cmpuint (sauda_grid_model_count (model), ==, 1000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  sauda_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (model)) == 1000);
}

static gint64
get_id (gpointer item)
{
  return get_value (item);
}

static void
take_over (gpointer item, gpointer newer)
{
  g_object_set_data (item, "text", g_object_get_data (newer, "text"));
}

static GObject *
create_named (int id, const char *text)
{
  GObject *item = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data (item, "value", GINT_TO_POINTER (id));
  g_object_set_data (item, "text", (gpointer) text);
  return item;
}

/* Rows that are read again stay the objects that were shown, with the content and order of the reading. */
static void
test_keep_rows (void)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gpointer fresh;

  sauda_grid_keep_rows (shown, rows, get_id, take_over);
  g_ptr_array_add (rows, create_named (2, "two"));
  fresh = rows->pdata[0];
  sauda_grid_keep_rows (shown, rows, get_id, take_over);
  g_assert_true (rows->pdata[0] == fresh);
  g_ptr_array_add (shown, create_named (1, "old"));
  g_ptr_array_add (shown, create_named (3, "old"));
  g_ptr_array_add (rows, create_named (1, "one"));
  sauda_grid_keep_rows (shown, rows, get_id, take_over);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_true (rows->pdata[0] == fresh);
  g_assert_true (rows->pdata[1] == shown->pdata[0]);
  g_assert_cmpstr (g_object_get_data (rows->pdata[1], "text"), ==, "one");
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/grid-model/read-again", test_read_again);
  g_test_add_func ("/ui/grid-model/told", test_told);
  g_test_add_func ("/ui/grid-model/keep-rows", test_keep_rows);
  return g_test_run ();
}
