#include "sauda-template-library.h"
#include "sauda-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define GOOD                                                                                                 \
  "{\"title\": \"T\", \"kind\": \"product\", \"width\": 58, \"height\": 40, \"items\": [{\"type\": "         \
  "\"text\", "                                                                                               \
  "\"x\": 2, \"y\": 2, \"width\": 54, \"height\": 9, \"text\": \"{title}\"}]}"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_library (void)
{
  g_autoptr (SaudaTemplateLibrary) library = sauda_template_library_new (NULL);
  g_autoptr (GPtrArray) products = sauda_template_library_list (library, SAUDA_TEMPLATE_PRODUCT);
  g_autoptr (GPtrArray) boxes = sauda_template_library_list (library, SAUDA_TEMPLATE_BOX);
  g_autoptr (GPtrArray) covers = sauda_template_library_list (library, SAUDA_TEMPLATE_COVER);
  g_autoptr (GPtrArray) sheets = sauda_template_library_list_sheets (library);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (products->len, >=, 5);
  g_assert_cmpuint (boxes->len, >=, 1);
  g_assert_cmpuint (covers->len, >=, 2);
  g_assert_cmpuint (sheets->len, >=, 5);
  g_assert_nonnull (sauda_template_library_find (library, "product-58x40", NULL));
  g_assert_nonnull (sauda_template_library_find (library, "product-40x30", NULL));
  g_assert_null (sauda_template_library_find (library, "none", &error));
  g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (sauda_template_library_find_sheet (library, "none", &error));
  g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN);
}

/* What an editor writes is what it reads again, to the last item. */
static void
test_round_trip (void)
{
  g_autoptr (SaudaTemplateLibrary) library = sauda_template_library_new (NULL);

  for (guint kind = 0; kind < SAUDA_TEMPLATE_N_KINDS; kind++) {
    g_autoptr (GPtrArray) list = sauda_template_library_list (library, kind);

    for (guint i = 0; i < list->len; i++) {
      const SaudaTemplate *label = g_ptr_array_index (list, i);
      g_autofree char *json = sauda_template_write (label), *again = NULL;
      g_autoptr (GBytes) bytes = bytes_of (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (SaudaTemplate) read = sauda_template_parse (bytes, label->id, &error);

      g_assert_no_error (error);
      again = sauda_template_write (read);
      g_assert_cmpstr (again, ==, json);
      g_assert_cmpuint (read->items->len, ==, label->items->len);
    }
  }
}

static void
test_own_ones (void)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autoptr (SaudaTemplateLibrary) library = sauda_template_library_new (folder);
  g_autoptr (SaudaTemplateLibrary) again = NULL;
  g_autoptr (SaudaTemplate) copy =
    sauda_template_copy (sauda_template_library_find (library, "product-58x40", NULL));
  g_autoptr (SaudaSheetGrid) sheet =
    sauda_sheet_grid_copy (sauda_template_library_find_sheet (library, "a4-24", NULL));
  g_autoptr (GError) error = NULL;
  guint items = copy->items->len;

  g_assert_false (sauda_template_library_is_own (library, "product-58x40"));
  ((SaudaTemplateItem *) g_ptr_array_index (copy->items, 0))->x = 3.25;
  g_assert_true (sauda_template_library_save (library, copy, NULL));
  g_free (sheet->id);
  sheet->id = g_strdup ("my-sheet");
  sheet->left = 1.5;
  sheet->step_x = 69;
  sheet->width = 69;
  g_assert_true (sauda_template_library_save_sheet (library, sheet, NULL));

  again = sauda_template_library_new (folder);
  g_assert_true (sauda_template_library_is_own (again, "product-58x40"));
  {
    const SaudaTemplate *own = sauda_template_library_find (again, "product-58x40", NULL);

    g_assert_cmpfloat (((SaudaTemplateItem *) g_ptr_array_index (own->items, 0))->x, ==, 3.25);
    g_assert_cmpuint (own->items->len, ==, items);
    g_assert_cmpfloat (sauda_template_library_find_sheet (again, "my-sheet", NULL)->left, ==, 1.5);
  }
  /* Sauda's own comes back when the merchant's is removed. */
  g_assert_true (sauda_template_library_remove (again, "product-58x40", NULL));
  g_assert_cmpfloat (((SaudaTemplateItem *) g_ptr_array_index (
                        sauda_template_library_find (again, "product-58x40", NULL)->items, 0))
                       ->x,
                     ==, 2);
  g_assert_false (sauda_template_library_remove (again, "product-58x40", &error));
  g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN);
  sauda_test_folder_remove (folder);
}

/* A broken file is said, and hides nothing; a name cannot leave the folder. */
static void
test_broken_own_ones (void)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *templates = g_build_filename (folder, "templates", NULL);
  g_autofree char *path = g_build_filename (templates, "product-40x30.json", NULL);
  g_autoptr (SaudaTemplateLibrary) library = NULL;
  g_autoptr (SaudaTemplate) label = sauda_template_new ("../../x", "x", SAUDA_TEMPLATE_PRODUCT, 50, 50);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (templates, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "{", 1, NULL));
  library = sauda_template_library_new (folder);
  g_assert_cmpuint (g_strv_length ((GStrv) sauda_template_library_get_problems (library)), ==, 1);
  g_assert_nonnull (strstr (sauda_template_library_get_problems (library)[0], "product-40x30"));
  g_assert_nonnull (sauda_template_library_find (library, "product-40x30", NULL));
  g_assert_false (sauda_template_library_save (library, label, &error));
  g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE);
  sauda_test_folder_remove (folder);
}

static void
test_bad_templates (void)
{
  static const struct {
    const char *json, *named;
  } cases[] = {
    { "", "x" },
    { "[1]", "x" },
    { "{\"kind\": \"product\"}", "width" },
    { "{\"kind\": \"poster\", \"width\": 58, \"height\": 40, \"items\": []}", "kind" },
    { "{\"kind\": \"product\", \"width\": 1e9, \"height\": 40, \"items\": []}", "width" },
    { "{\"kind\": \"product\", \"width\": 58, \"height\": 40}", "items" },
    { "{\"kind\": \"product\", \"width\": 58, \"height\": 40, \"items\": [3]}", "items" },
    { "{\"kind\": \"product\", \"width\": 58, \"height\": 40, \"items\": [{\"type\": \"photo\"}]}", "type" },
    { "{\"kind\": \"product\", \"width\": 58, \"height\": 40, \"items\": [{\"type\": \"text\", \"x\": \"2\", "
      "\"y\": 2, \"width\": 5, \"height\": 5, \"text\": \"a\"}]}",
      "“x”" },
    { "{\"kind\": \"product\", \"width\": 58, \"height\": 40, \"items\": [{\"type\": \"text\", \"x\": 2, "
      "\"y\": 2, \"width\": 5, \"height\": 5}]}",
      "text" },
    { "{\"kind\": \"product\", \"width\": 58, \"height\": 40, \"items\": [{\"type\": \"barcode\", \"x\": 2, "
      "\"y\": 2, \"width\": 5, \"height\": 5, \"barcode\": \"pdf417\", \"text\": \"a\"}]}",
      "barcode" },
    { "{\"kind\": \"product\", \"width\": 58, \"height\": 40, \"items\": [{\"type\": \"fill\", \"x\": 20, "
      "\"y\": 2, \"width\": 50, \"height\": 5}]}",
      "edge" },
  };
  g_autoptr (GBytes) good = bytes_of (GOOD);
  g_autoptr (SaudaTemplate) label = sauda_template_parse (good, "x", NULL);

  g_assert_nonnull (label);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = bytes_of (cases[i].json);
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_template_parse (bytes, "x", &error));
    g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE);
    g_assert_nonnull (strstr (error->message, cases[i].named));
  }
}

static void
test_bad_sheets (void)
{
  static const char *const cases[] = {
    "{}",
    "{\"page-width\": 210, \"page-height\": 297, \"columns\": 3, \"rows\": 8, \"left\": 0, \"top\": 0, "
    "\"width\": 70, \"height\": 37, \"step-x\": 60, \"step-y\": 37}",
    "{\"page-width\": 210, \"page-height\": 297, \"columns\": 4, \"rows\": 8, \"left\": 0, \"top\": 0, "
    "\"width\": 70, \"height\": 37, \"step-x\": 70, \"step-y\": 37}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = bytes_of (cases[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_sheet_grid_parse (bytes, "x", &error));
    g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE);
  }
}

static void
test_fill_in (void)
{
  static const struct {
    const char *text, *filled;
  } cases[] = { { "{a}", "1" }, { "x{a}y{b}z", "x1y2z" }, { "{none}", "" },
                { "{a", "{a" }, { "a}", "a}" },           { "{}", "" },
                { "", "" },     { "{a}{a}", "11" },       { "{c}", "{a}" } };
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (fields, (gpointer) "a", (gpointer) "1");
  g_hash_table_insert (fields, (gpointer) "b", (gpointer) "2");
  g_hash_table_insert (fields, (gpointer) "c", (gpointer) "{a}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *filled = sauda_template_fill_in (cases[i].text, fields);

    g_assert_cmpstr (filled, ==, cases[i].filled);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stationery/templates/library", test_library);
  g_test_add_func ("/stationery/templates/round-trip", test_round_trip);
  g_test_add_func ("/stationery/templates/own-ones", test_own_ones);
  g_test_add_func ("/stationery/templates/broken-own-ones", test_broken_own_ones);
  g_test_add_func ("/stationery/templates/bad-templates", test_bad_templates);
  g_test_add_func ("/stationery/templates/bad-sheets", test_bad_sheets);
  g_test_add_func ("/stationery/templates/fill-in", test_fill_in);
  return g_test_run ();
}
