#include "labels-day.h"
#include "sauda-label-build.h"
#include "sauda-labels-error.h"
#include "sauda-pdf-check.h"
#include "sauda-waybill-text.h"

#include <glib/gstdio.h>
#include <poppler.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <zip.h>

static SaudaLabelReport *
try_build (LabelsDay *day, GCancellable *cancellable, GError **error)
{
  return sauda_label_build (
    &(SaudaLabelBuild){ .orders = day->orders, .day = LABELS_DAY, .folder = day->out }, cancellable, error);
}

static SaudaLabelReport *
build (LabelsDay *day)
{
  g_autoptr (GError) error = NULL;
  SaudaLabelReport *report = try_build (day, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* Orders of a group's file, in the order of its pages, by the printed numbers. */
static GStrv
read_printed_orders (LabelsDay *day, const SaudaLabelReportGroup *group)
{
  g_autoptr (GBytes) pdf = labels_day_read_bytes (day->out, group->file);
  g_autoptr (GPtrArray) pages = sauda_waybill_text_read (pdf, NULL, NULL);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  g_assert_nonnull (pages);
  g_assert_cmpuint (pages->len, ==, group->pages);
  for (guint i = 0; i < pages->len; i++) {
    const SaudaWaybillPage *page = g_ptr_array_index (pages, i);
    const char *code = NULL;

    for (guint j = 0; page->numbers[j] != NULL; j++)
      if (strlen (page->numbers[j]) == 9)
        code = page->numbers[j];
    g_assert_nonnull (code);
    g_strv_builder_add (codes, code);
  }
  return g_strv_builder_end (codes);
}

static void
test_whole_day (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) report = build (day);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *log = NULL;
  g_autofree char *missing = NULL;

  g_assert_true (report->complete);
  g_assert_cmpuint (report->orders, ==, SAUDA_LABELS_TEST_SAMPLES);
  g_assert_cmpuint (report->labels, ==, SAUDA_LABELS_TEST_PAGES);
  g_assert_cmpuint (report->pages, ==, SAUDA_LABELS_TEST_PAGES);
  for (guint i = 0; i < report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (report->groups, i);
    g_auto (GStrv) codes = read_printed_orders (day, group);

    g_assert_true (group->complete);
    g_assert_cmpuint (group->labels, ==, group->pages);
    g_assert_cmpuint (group->page_orders->len, ==, group->pages);
    for (guint j = 0; codes[j] != NULL; j++) {
      gboolean next_place = j > 0 && g_str_equal (codes[j - 1], codes[j]);

      g_assert_cmpstr (g_ptr_array_index (group->page_orders, j), ==, codes[j]);

      g_assert_true (g_hash_table_add (seen, g_strdup (codes[j])) || next_place);
      g_assert_true (j == 0 || next_place || strcmp (codes[j - 1], codes[j]) < 0);
    }
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, SAUDA_LABELS_TEST_SAMPLES);
  log = sauda_labels_test_content (day->out, "build_log.csv");
  g_assert_nonnull (strstr (log, ";run;;;;49;51;51;0;complete\r\n"));
  missing = sauda_labels_test_content (day->out, "missing_orders.csv");
  g_assert_cmpstr (missing, ==, "\xef\xbb\xbfstore;order;reason\r\n");
}

static void
test_files (LabelsDay *day, gconstpointer data)
{
  static const char *const expected[] = {
    "missing_orders.csv",
    "build_log.csv",
    "kaspi_orders_23.11.26.zip",
    "pick_list.pdf",
    "pick_list.csv",
    "Today/23.11.26_Universal_qnt36/manifest_normal_singles.csv",
    "Today/23.11.26_Universal_qnt36/manifest_special_multi_qty.csv",
    "Today/23.11.26_Universal_qnt36/manifest_special_multi_line.csv",
    "Today/23.11.26_OnlyFit_qnt22/manifest_normal_singles.csv",
    "Today/23.11.26_OnlyFit_qnt22/manifest_special_multi_qty.csv",
    "Today/23.11.26_OnlyFit_qnt22/manifest_special_multi_line.csv",
  };
  g_autoptr (SaudaLabelReport) report = build (day);
  g_autofree char *zip_path = g_build_filename (day->out, "kaspi_orders_23.11.26.zip", NULL);
  g_autofree char *pick_path = g_build_filename (day->out, "pick_list.pdf", NULL);
  g_autofree char *list = sauda_labels_test_list (day->out);
  g_autoptr (GPtrArray) packed = NULL;
  guint pages = 0;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *path = g_build_filename (day->out, expected[i], NULL);

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      g_error ("%s is not among:\n%s", expected[i], list);
  }
  g_assert_cmpuint (sauda_labels_test_count_files (day->out), ==,
                    G_N_ELEMENTS (expected) + report->groups->len);
  g_assert_true (sauda_pdf_count_pages (pick_path, &pages, NULL));
  g_assert_cmpuint (pages, >=, 1);
  packed = sauda_labels_test_read (zip_path, NULL);
  g_assert_cmpuint (packed->len, ==, report->groups->len + 6);
  pages = 0;
  for (guint i = 0; i < packed->len; i++)
    pages += ((SaudaWaybillFile *) g_ptr_array_index (packed, i))->pages;
  g_assert_cmpuint (pages, ==, SAUDA_LABELS_TEST_PAGES);
}

/* The sum of the manifests' pages is the proof that a person can check. */
static void
test_manifests (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) report = build (day);
  g_autofree char *singles =
    sauda_labels_test_content (day->out, "Today/23.11.26_Universal_qnt36/manifest_normal_singles.csv");
  g_autofree char *multi_line =
    sauda_labels_test_content (day->out, "Today/23.11.26_Universal_qnt36/manifest_special_multi_line.csv");
  g_auto (GStrv) single_rows = g_strsplit (singles, "\r\n", -1);
  g_auto (GStrv) line_rows = g_strsplit (multi_line, "\r\n", -1);
  guint pages = 0, labels = 0;

  g_assert_cmpstr (single_rows[0], ==, "\xef\xbb\xbfgroup_file;order;store;model;size;quantity;pages");
  g_assert_cmpuint (g_strv_length (single_rows), ==, 1 + 24 + 1);
  for (guint i = 1; i <= 24; i++) {
    g_auto (GStrv) cells = g_strsplit (single_rows[i], ";", -1);

    g_assert_cmpuint (g_strv_length (cells), ==, 7);
    g_assert_cmpstr (cells[2], ==, "Universal");
    g_assert_cmpstr (cells[5], ==, "1");
    pages += (guint) atoi (cells[6]);
  }
  for (guint i = 0; i < report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (report->groups, i);

    if (g_str_equal (group->store, "Universal") && g_str_equal (group->kind, "single"))
      labels += group->labels;
  }
  g_assert_cmpuint (pages, ==, labels);
  g_assert_cmpuint (g_strv_length (line_rows), ==, 1 + 6 + 1);
  g_assert_true (g_str_has_suffix (line_rows[2], ";Шорты;M;1;"));
}

static void
test_missing (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) report = NULL;
  g_autofree char *csv = NULL;
  guint labels = SAUDA_LABELS_TEST_PAGES;

  for (guint i = 0; i < 3; i++)
    labels -= labels_day_get_order (day, i)->label_pages;
  sauda_label_order_set_label (labels_day_get_order (day, 0), NULL, 0);
  g_assert_cmpint (g_unlink (labels_day_get_order (day, 1)->label_path), ==, 0);
  g_assert_true (g_file_set_contents (labels_day_get_order (day, 2)->label_path, "%PDF-1.7 cut", -1, NULL));
  report = build (day);
  g_assert_false (report->complete);
  g_assert_cmpuint (report->orders, ==, SAUDA_LABELS_TEST_SAMPLES);
  g_assert_cmpuint (report->missing->len, ==, 3);
  g_assert_cmpuint (report->labels, ==, labels);
  g_assert_cmpuint (report->pages, ==, labels);
  csv = sauda_labels_test_content (day->out, "missing_orders.csv");
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (strstr (csv, labels_day_get_order (day, i)->code));
  g_assert_nonnull (strstr (csv, "gone or damaged"));
}

/* A label file that changed after it was counted, and a parcel without a page. */
static void
test_counts_disagree (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) report = NULL;
  guint incomplete = 0;

  labels_day_get_order (day, 0)->label_pages++;
  labels_day_get_order (day, 31)->places = 3;
  report = build (day);
  for (guint i = 0; i < report->groups->len; i++)
    incomplete += !((SaudaLabelReportGroup *) g_ptr_array_index (report->groups, i))->complete;
  g_assert_cmpuint (incomplete, ==, 2);
  g_assert_false (report->complete);
  g_assert_cmpuint (report->labels, ==, report->pages + 1);
}

static void
test_no_label_at_all (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) first = build (day);
  g_autoptr (SaudaLabelReport) second = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; i < day->orders->len; i++)
    sauda_label_order_set_label (labels_day_get_order (day, i), NULL, 0);
  second = build (day);
  g_assert_false (second->complete);
  g_assert_cmpuint (second->groups->len, ==, 0);
  g_assert_cmpuint (second->missing->len, ==, SAUDA_LABELS_TEST_SAMPLES);
  list = sauda_labels_test_list (day->out);
  g_assert_cmpstr (list, ==, "build_log.csv\nmissing_orders.csv\npick_list.csv\npick_list.pdf");
}

static void
test_run_again (LabelsDay *day, gconstpointer data)
{
  static const char *const own[] = { "notes.txt", "Today/7.10.25_OnlyFit_qnt3/NORMAL_singles/old.pdf",
                                     "Today/23.11.26_Universal_qnt36/my note.txt",
                                     "Today/23.11.26_OnlyFit_qnt22/NORMAL_singles/photo.jpg" };
  g_autoptr (SaudaLabelReport) first = build (day);
  g_autoptr (SaudaLabelReport) second = NULL;
  g_autofree char *before = sauda_labels_test_list (day->out);
  g_autofree char *after = NULL;
  g_autofree char *old_pdfs =
    g_build_filename (day->out, "Today/23.11.26_OnlyFit_qnt22/NORMAL_singles", NULL);

  second = build (day);
  after = sauda_labels_test_list (day->out);
  g_assert_cmpstr (before, ==, after);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autofree char *path = g_build_filename (day->out, own[i], NULL);
    g_autofree char *folder = g_path_get_dirname (path);

    g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
    g_assert_true (g_file_set_contents (path, own[i], -1, NULL));
  }
  /* OnlyFit ships one piece less, so its folder has another name now */
  g_ptr_array_remove_index (day->orders, 30);
  sauda_label_report_free (g_steal_pointer (&second));
  second = build (day);
  g_assert_true (second->complete);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autofree char *content = sauda_labels_test_content (day->out, own[i]);

    g_assert_cmpstr (content, ==, own[i]);
  }
  g_assert_cmpuint (sauda_labels_test_count_files (old_pdfs), ==, 1);
  g_assert_cmpuint (sauda_labels_test_count_files (day->out), ==, 11 + second->groups->len + 4);
}

static void
test_nothing_to_ship (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) first = build (day);
  g_autofree char *before = sauda_labels_test_list (day->out);
  g_autofree char *after = NULL;
  g_autoptr (SaudaLabelReport) second = NULL;

  g_ptr_array_set_size (day->orders, 0);
  second = build (day);
  g_assert_true (second->complete);
  g_assert_cmpuint (second->orders, ==, 0);
  after = sauda_labels_test_list (day->out);
  g_assert_cmpstr (before, ==, after);
}

typedef struct {
  GCancellable *cancellable;
  guint at;
  guint last, total;
} Stop;

static void
stop_at (guint done, guint total, gpointer data)
{
  Stop *stop = data;

  g_assert_cmpuint (done, ==, stop->last + 1);
  stop->last = done;
  stop->total = total;
  if (done == stop->at)
    g_cancellable_cancel (stop->cancellable);
}

static void
test_cancel (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) first = build (day);
  g_autofree char *before = sauda_labels_test_list (day->out);
  g_autoptr (GBytes) log = labels_day_read_bytes (day->out, "build_log.csv");
  guint steps = first->groups->len + 3;

  g_ptr_array_remove_index (day->orders, 0);
  for (guint at = 1; at < steps; at += 3) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    Stop stop = { .cancellable = cancellable, .at = at };
    g_autoptr (GError) error = NULL;
    g_autofree char *after = NULL;
    g_autoptr (GBytes) log_after = NULL;

    g_assert_null (sauda_label_build (&(SaudaLabelBuild){ .orders = day->orders,
                                                          .day = LABELS_DAY,
                                                          .folder = day->out,
                                                          .progress = stop_at,
                                                          .progress_data = &stop },
                                      cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    after = sauda_labels_test_list (day->out);
    g_assert_cmpstr (before, ==, after);
    log_after = labels_day_read_bytes (day->out, "build_log.csv");
    g_assert_true (g_bytes_equal (log, log_after));
  }
}

static void
test_cancelled_first_run (LabelsDay *day, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (try_build (day, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (day->out, G_FILE_TEST_EXISTS));
}

/* As on a full disk: no file may grow past a few KB. */
static void
test_disk_full (LabelsDay *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) first = build (day);
  g_autofree char *before = sauda_labels_test_list (day->out);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit usual, small;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  small = usual;
  small.rlim_cur = 20 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_null (try_build (day, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  g_assert_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, "untouched"));
  after = sauda_labels_test_list (day->out);
  g_assert_cmpstr (before, ==, after);
}

static void
test_folder_is_a_file (LabelsDay *day, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (day->out, "mine", -1, NULL));
  g_assert_null (try_build (day, NULL, &error));
  g_assert_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_WRITE);
}

/* A run that was killed half-way leaves a stage; the next one clears it away. */
static void
test_killed_run (LabelsDay *day, gconstpointer data)
{
  g_autofree char *stage =
    g_build_filename (day->out, ".sauda-build-AbCdEf/Today/1.1.26_A_qnt1/NORMAL_singles", NULL);
  g_autofree char *half = g_build_filename (stage, "half.pdf", NULL);
  g_autofree char *root = g_build_filename (day->out, ".sauda-build-AbCdEf", NULL);
  g_autoptr (SaudaLabelReport) report = NULL;

  g_assert_cmpint (g_mkdir_with_parents (stage, 0700), ==, 0);
  g_assert_true (g_file_set_contents (half, "x", -1, NULL));
  report = build (day);
  g_assert_false (g_file_test (root, G_FILE_TEST_EXISTS));
}

static char *
run_program (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                &output, NULL, &status, &error);
  g_assert_no_error (error);
  return output;
}

/* The three bar codes of each page, read from paper's resolution, are those of the order that the
 * text names. */
static void
test_bar_codes (LabelsDay *day, gconstpointer data)
{
  g_autofree char *reader = g_find_program_in_path ("zbarimg");
  g_autofree char *drawer = g_find_program_in_path ("pdftoppm");
  g_autoptr (SaudaLabelReport) report = NULL;
  guint pages = 0;

  if (reader == NULL || drawer == NULL) {
    g_test_skip ("BAR CODES WERE NOT READ: zbarimg (zbar-tools) or pdftoppm (poppler-utils) is missing");
    return;
  }
  report = build (day);
  for (guint i = 0; i < report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (report->groups, i);
    g_auto (GStrv) codes = read_printed_orders (day, group);
    g_autofree char *pdf = g_build_filename (day->out, group->file, NULL);
    g_autofree char *picture = g_build_filename (day->folder.path, "page", NULL);
    g_autofree char *png = g_strconcat (picture, ".png", NULL);

    for (guint j = 0; codes[j] != NULL; j++, pages++) {
      g_autofree char *number = g_strdup_printf ("%u", j + 1);
      guint place_number = j > 0 && g_str_equal (codes[j - 1], codes[j]) ? 2 : 1;
      g_autofree char *place = g_strdup_printf ("%s-%u", codes[j], place_number);
      g_autofree char *square = g_strdup_printf ("KS|%s|", codes[j]);
      g_autofree char *drawn =
        run_program ((const char *const[]){ drawer, "-r", "203", "-gray", "-png", "-f", number, "-l", number,
                                            "-singlefile", pdf, picture, NULL });
      g_autofree char *read = run_program ((const char *const[]){ reader, "-q", "--raw", png, NULL });
      g_auto (GStrv) found = g_strsplit (g_strchomp (read), "\n", -1);

      g_assert_cmpuint (g_strv_length (found), ==, 3);
      g_assert_true (g_strv_contains ((const char *const *) found, place));
      g_assert_nonnull (strstr (read, square));
    }
  }
  g_assert_cmpuint (pages, ==, SAUDA_LABELS_TEST_PAGES);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (LabelsDay *, gconstpointer);
  } tests[] = {
    { "/labels/build/whole-day", test_whole_day },
    { "/labels/build/files", test_files },
    { "/labels/build/manifests", test_manifests },
    { "/labels/build/missing", test_missing },
    { "/labels/build/counts-disagree", test_counts_disagree },
    { "/labels/build/no-label-at-all", test_no_label_at_all },
    { "/labels/build/run-again", test_run_again },
    { "/labels/build/nothing-to-ship", test_nothing_to_ship },
    { "/labels/build/cancel", test_cancel },
    { "/labels/build/cancelled-first-run", test_cancelled_first_run },
    { "/labels/build/disk-full", test_disk_full },
    { "/labels/build/folder-is-a-file", test_folder_is_a_file },
    { "/labels/build/killed-run", test_killed_run },
    { "/labels/build/bar-codes", test_bar_codes },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LabelsDay, NULL, labels_day_set_up, tests[i].run, labels_day_tear_down);
  return g_test_run ();
}
