#include "sauda-label-build.h"
#include "sauda-test.h"
#include "sauda-waybill-archive.h"

#include <stdlib.h>
#include <sys/resource.h>

/* How much memory days of 100 to 10,000 waybills need, each in groups of the same size: it may grow with the
 * largest group, not with the day. Each day is a process of its own, since memory that was had stays. */

#define GROUP 50

static const guint days[] = { 100, 1000, 10000 };

/* The samples, in files. */
typedef struct {
  char *folder;     /* (owned) */
  GPtrArray *paths; /* (owned) (element-type utf8) each with one page */
} Samples;

static gboolean
keep_label (const SaudaWaybillFile *file, gpointer data, GError **error)
{
  Samples *samples = data;
  char *path = g_build_filename (samples->folder, file->name, NULL);

  if (file->pages != 1) {
    g_free (path);
    return TRUE;
  }
  g_ptr_array_add (samples->paths, path);
  return g_file_set_contents (path, g_bytes_get_data (file->pdf, NULL), (gssize) g_bytes_get_size (file->pdf),
                              error);
}

static GPtrArray *
make_orders (const Samples *samples, guint count)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);

  for (guint i = 0; i < count; i++) {
    g_autofree char *code = g_strdup_printf ("9%08u", i);
    g_autofree char *model = g_strdup_printf ("Модель %u", i / GROUP);
    SaudaLabelOrder *order = sauda_label_order_new ("Bench", code);

    sauda_label_order_add_line (order, model, model, "L", "M", 1);
    sauda_label_order_set_label (order, g_ptr_array_index (samples->paths, i % samples->paths->len), 1);
    g_ptr_array_add (orders, order);
  }
  return orders;
}

/* Kibibytes, the most that were in use at any time. */
static long
get_peak (void)
{
  struct rusage usage = { 0 };

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return usage.ru_maxrss;
}

static void
run_day (guint count)
{
  Samples samples = { sauda_test_folder_new (), g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *archive = sauda_test_data_path ("labels/waybill-universal.zip");
  g_autofree char *out = g_build_filename (samples.folder, "out", NULL);
  SaudaWaybillReader reader = { .found = keep_label, .user_data = &samples };
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (SaudaLabelReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_waybill_archive_read (archive, &reader, NULL, &error));
  orders = make_orders (&samples, count);
  report =
    sauda_label_build (&(SaudaLabelBuild){ .orders = orders, .folder = out, .stamp = TRUE }, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (report->complete);
  g_assert_cmpuint (report->pages, ==, count);
  g_print ("%ld\n", get_peak ());
  g_ptr_array_unref (samples.paths);
  sauda_test_folder_remove (samples.folder);
  g_free (samples.folder);
}

static double
measure (const char *program, guint count)
{
  g_autofree char *argument = g_strdup_printf ("%u", count);
  const char *const command[] = { program, argument, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                               &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return g_ascii_strtod (output, NULL) / 1024;
}

int
main (int argc, char **argv)
{
  double first = 0;

  if (argc > 1) {
    run_day ((guint) atoi (argv[1]));
    return 0;
  }
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    double peak = measure (argv[0], days[i]);

    first = i == 0 ? peak : first;
    g_print ("%6u waybills in groups of %u, stamped: %7.1f MiB at most, %.2f x those of %u\n", days[i], GROUP,
             peak, peak / first, days[0]);
  }
  return 0;
}
