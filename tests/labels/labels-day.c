#include "labels-day.h"

#include <glib/gstdio.h>

static void
save_samples (LabelsDay *day)
{
  static const char *const sizes[] = { "S", "M", "L", "2XL", NULL };
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();

  for (guint i = 0; i < files->len; i++) {
    const SaudaWaybillFile *file = g_ptr_array_index (files, i);
    g_autofree char *code = sauda_labels_test_code (file->name);
    g_autofree char *path = sauda_labels_test_save (day->labels, file->name, file->pdf);
    SaudaLabelOrder *order = sauda_label_order_new (i < 30 ? "Universal" : "OnlyFit", code);

    sauda_label_order_add_line (order, i % 3 == 0 ? "print" : "dress", i % 3 == 0 ? "Принт 5в1" : "Платье",
                                sizes[i % G_N_ELEMENTS (sizes)], "M", i % 10 == 9 ? 2 : 1);
    if (i % 10 == 8)
      sauda_label_order_add_line (order, "short", "Шорты", "M", NULL, 1);
    sauda_label_order_set_label (order, path, file->pages);
    g_ptr_array_add (day->orders, order);
  }
}

void
labels_day_set_up (LabelsDay *day, gconstpointer data)
{
  sauda_test_folder_set_up (&day->folder, NULL);
  day->labels = g_build_filename (day->folder.path, "labels", NULL);
  day->out = g_build_filename (day->folder.path, "out", NULL);
  day->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  g_assert_cmpint (g_mkdir (day->labels, 0700), ==, 0);
  save_samples (day);
}

void
labels_day_tear_down (LabelsDay *day, gconstpointer data)
{
  g_ptr_array_unref (day->orders);
  g_free (day->labels);
  g_free (day->out);
  sauda_test_folder_tear_down (&day->folder, NULL);
}

SaudaLabelOrder *
labels_day_get_order (LabelsDay *day, guint index)
{
  return g_ptr_array_index (day->orders, index);
}

GBytes *
labels_day_read_bytes (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}
