#include "sauda-label-name.h"
#include "sauda-label-plan.h"
#include "sauda-labels-test.h"
#include "sauda-pick-list.h"
#include "sauda-pick-order.h"

#include <string.h>

/* One line of one order. */
typedef struct {
  const char *store, *code, *key, *name, *size;
  guint quantity;
  gboolean labelled;
} Line;

/* Rows of one order follow each other. */
static GPtrArray *
make_orders (const Line *lines, guint n)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  SaudaLabelOrder *order = NULL;

  for (guint i = 0; i < n; i++) {
    if (i == 0 || !g_str_equal (lines[i].code, lines[i - 1].code)) {
      order = sauda_label_order_new (lines[i].store, lines[i].code);
      sauda_label_order_set_label (order, lines[i].labelled ? "label.pdf" : NULL, 1);
      g_ptr_array_add (orders, order);
    }
    sauda_label_order_add_line (order, lines[i].key, lines[i].name, lines[i].size, NULL, lines[i].quantity);
  }
  return orders;
}

static char *
describe (const SaudaLabelPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->stores->len; i++) {
    const SaudaLabelStore *store = g_ptr_array_index (plan->stores, i);

    g_string_append_printf (text, "%s\n", store->folder);
    for (guint j = 0; j < store->groups->len; j++) {
      const SaudaLabelGroup *group = g_ptr_array_index (store->groups, j);

      g_string_append_printf (text, "  %s/%s:", sauda_label_kind_get_folder (group->kind), group->file);
      for (guint k = 0; k < group->orders->len; k++)
        g_string_append_printf (text, " %s",
                                ((SaudaLabelOrder *) g_ptr_array_index (group->orders, k))->code);
      g_string_append_c (text, '\n');
    }
  }
  return g_string_free (text, FALSE);
}

static void
test_groups (void)
{
  static const Line lines[] = {
    { "OnlyFit", "900000009", "p", "Принт 5в1 черный", "XL", 1, TRUE },
    { "OnlyFit", "900000001", "p", "Принт 5в1 черный", "2XL", 1, TRUE },
    { "OnlyFit", "900000003", "p", "Принт 5в1 черный", "S", 1, TRUE },
    { "OnlyFit", "900000002", "p", "ПРИНТ 5в1 Черный", "XL", 1, TRUE },
    { "OnlyFit", "900000004", "c", "Чехол", NULL, 1, TRUE },
    { "OnlyFit", "900000005", "a", "Футболка", "44", 1, TRUE },
    { "OnlyFit", "900000006", "a", "Футболка", "L", 3, TRUE },
    { "OnlyFit", "900000007", "a", "Футболка", "L", 1, TRUE },
    { "OnlyFit", "900000007", "s", "Шорты", "M", 2, TRUE },
    { "OnlyFit", "900000010", "c", "Чехол", NULL, 2, TRUE },
    { "OnlyFit", "900000011", "c", "Чехол", NULL, 1, TRUE },
    { "OnlyFit", "900000011", "c", "Чехол", NULL, 1, TRUE },
    { "OnlyFit", "900000008", "a", "Футболка", "44", 1, FALSE },
    { "Universal", "900000002", "p", "Принт 5в1 черный", "XL", 1, TRUE },
  };
  g_autoptr (GPtrArray) orders = make_orders (lines, G_N_ELEMENTS (lines));
  g_autoptr (SaudaLabelPlan) plan = sauda_label_plan_new (orders, sauda_day_from_date (2025, 10, 8), FALSE);
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==,
                   "8.10.25_OnlyFit_qnt16\n"
                   "  NORMAL_singles/Принт 5в1 черный_S-1.pdf: 900000003\n"
                   "  NORMAL_singles/Принт 5в1 черный_XL-2.pdf: 900000002 900000009\n"
                   "  NORMAL_singles/Принт 5в1 черный_2XL-1.pdf: 900000001\n"
                   "  NORMAL_singles/Футболка_44-1.pdf: 900000005\n"
                   "  NORMAL_singles/Чехол-1.pdf: 900000004\n"
                   "  SPECIAL_multi_qty/Местовая-1_Футболка_L-3.pdf: 900000006\n"
                   "  SPECIAL_multi_qty/Местовая-2_Чехол-2.pdf: 900000010\n"
                   "  SPECIAL_multi_line/Местовая-1_Футболка-L-1(1-2)_Шорты-M-2(2-2).pdf: 900000007\n"
                   "  SPECIAL_multi_line/Местовая-2_Чехол-1(1-2)_Чехол-1(2-2).pdf: 900000011\n"
                   "8.10.25_Universal_qnt1\n"
                   "  NORMAL_singles/Принт 5в1 черный_XL-1.pdf: 900000002\n");
  g_assert_cmpuint (plan->orders, ==, 12);
  g_assert_cmpuint (plan->missing->len, ==, 1);
}

static void
test_same_order_twice (void)
{
  static const Line lines[] = {
    { "A", "1", "p", "Принт", "S", 1, TRUE },
    { "A", "2", "p", "Принт", "S", 1, TRUE },
  };
  g_autoptr (GPtrArray) orders = make_orders (lines, 2);
  g_autoptr (SaudaLabelPlan) plan = NULL;
  g_autofree char *text = NULL;

  {
    g_autoptr (GPtrArray) again = make_orders (lines, 1);

    g_ptr_array_add (orders, g_ptr_array_steal_index (again, 0));
  }
  plan = sauda_label_plan_new (orders, sauda_day_from_date (2026, 1, 2), FALSE);
  text = describe (plan);
  g_assert_cmpuint (plan->orders, ==, 2);
  g_assert_cmpstr (text, ==, "2.1.26_A_qnt2\n  NORMAL_singles/Принт_S-2.pdf: 1 2\n");
}

static void
test_names_stay_distinct (void)
{
  static const Line lines[] = {
    { "A/B", "1", "p1", "Print/black", "S", 1, TRUE },
    { "A/B", "2", "p2", "Print:black", "S", 1, TRUE },
    { "A/B", "3", "p3", "print?BLACK", "M", 1, TRUE },
    { "A:B", "4", "..", "..", "../..", 1, TRUE },
  };
  g_autoptr (GPtrArray) orders = make_orders (lines, G_N_ELEMENTS (lines));
  g_autoptr (SaudaLabelPlan) plan = sauda_label_plan_new (orders, sauda_day_from_date (2026, 1, 2), FALSE);
  g_autofree char *text = describe (plan);

  g_assert_cmpstr (text, ==,
                   "2.1.26_A-B_qnt3\n"
                   "  NORMAL_singles/Print-black_S-1.pdf: 1\n"
                   "  NORMAL_singles/Print-black (2)_S-1.pdf: 2\n"
                   "  NORMAL_singles/print-BLACK (3)_M-1.pdf: 3\n"
                   "2.1.26_A-B (2)_qnt1\n"
                   "  NORMAL_singles/__..--1.pdf: 4\n");
}

static void
test_long_names (void)
{
  g_autoptr (GString) model = g_string_new (NULL);
  static const guint counts[] = { 1, 2, 6, 12, 40, 300 };

  for (guint i = 0; i < 100; i++)
    g_string_append (model, "Платье");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autoptr (SaudaLabelOrder) order = sauda_label_order_new ("A", "1");
    g_autoptr (GPtrArray) orders = g_ptr_array_new ();
    g_autoptr (SaudaLabelPlan) plan = NULL;
    const SaudaLabelGroup *group;

    for (guint j = 0; j < counts[i]; j++)
      sauda_label_order_add_line (order, "k", j % 2 == 0 ? model->str : "Шорты", "10XL", NULL, 100);
    sauda_label_order_set_label (order, "label.pdf", 1);
    g_ptr_array_add (orders, order);
    plan = sauda_label_plan_new (orders, 0, FALSE);
    group = g_ptr_array_index (((SaudaLabelStore *) g_ptr_array_index (plan->stores, 0))->groups, 0);
    g_assert_cmpuint (strlen (group->file), <=, 255);
    g_assert_true (g_utf8_validate (group->file, -1, NULL));
    g_assert_true (g_str_has_suffix (group->file, ".pdf"));
    g_assert_true (g_str_has_prefix (group->file, "Местовая-1_Плат"));
    if (counts[i] == 6)
      g_assert_nonnull (strstr (group->file, "-10XL-100(6-6).pdf"));
    if (counts[i] == 40)
      g_assert_nonnull (strstr (group->file, "_+"));
  }
}

static void
test_pick_list (void)
{
  static const Line lines[] = {
    { "A", "1", "p", "Принт", "2XL", 1, TRUE }, { "A", "2", "p", "Принт", "M", 3, TRUE },
    { "A", "3", "c", "Чехол", NULL, 1, TRUE },  { "A", "3", "p", "Принт", "M", 1, TRUE },
    { "B", "4", "p", "Принт", "M", 1, TRUE },   { "B", "5", "p", "Принт", "S", 9, FALSE },
  };
  g_autoptr (GPtrArray) orders = make_orders (lines, G_N_ELEMENTS (lines));
  g_autoptr (SaudaLabelPlan) plan = sauda_label_plan_new (orders, 0, FALSE);
  g_autoptr (SaudaPickList) list = sauda_pick_list_new (plan, NULL);
  g_autoptr (GString) csv = sauda_pick_list_write_csv (list);

  g_assert_cmpstr (csv->str, ==,
                   "\xef\xbb\xbf"
                   "model;size;A;B;total\r\n"
                   "Принт;M;4;1;5\r\n"
                   "Принт;2XL;1;0;1\r\n"
                   "Чехол;;1;0;1\r\n");
  g_assert_cmpuint (sauda_pick_list_count (list, NULL, -1), ==, 7);
  g_assert_cmpuint (sauda_pick_list_count (list, NULL, 1), ==, 1);
  g_assert_cmpuint (list->missing, ==, 1);
}

/* The way along the shelf as it was saved; what is not on it comes behind. */
static void
test_walk (void)
{
  static const Line lines[] = {
    { "A", "1", "a", "Анорак", "M", 1, TRUE },
    { "A", "2", "p", "Принт", "M", 1, TRUE },
    { "A", "3", "c", "Чехол", NULL, 1, TRUE },
  };
  static const char *const walk[] = { "Чехол", "Шорты", "Принт", NULL };
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "stationery", "walk.json", NULL);
  g_autoptr (GPtrArray) orders = make_orders (lines, G_N_ELEMENTS (lines));
  g_autoptr (SaudaLabelPlan) plan = sauda_label_plan_new (orders, 0, FALSE);
  g_autoptr (SaudaPickList) list = NULL;
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) saved = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const expected[] = { "Чехол", "Принт", "Анорак" };

  none = sauda_pick_order_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (sauda_pick_order_save (walk, path, &error));
  saved = sauda_pick_order_load (path, &error);
  g_assert_cmpstrv (saved, walk);
  list = sauda_pick_list_new (plan, (const char *const *) saved);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (((SaudaPickModel *) g_ptr_array_index (list->models, i))->name, ==, expected[i]);
  g_assert_true (g_file_set_contents (path, "[1]", -1, NULL));
  g_assert_null (sauda_pick_order_load (path, &error));
  g_assert_nonnull (error);
  sauda_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/plan/groups", test_groups);
  g_test_add_func ("/labels/plan/same-order-twice", test_same_order_twice);
  g_test_add_func ("/labels/plan/distinct", test_names_stay_distinct);
  g_test_add_func ("/labels/plan/long-names", test_long_names);
  g_test_add_func ("/labels/plan/pick-list", test_pick_list);
  g_test_add_func ("/labels/plan/walk", test_walk);
  return g_test_run ();
}
