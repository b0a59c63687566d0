#include "sauda-label-build.h"
#include "sauda-test.h"
#include "sauda-waybill-archive.h"
#include "sauda-waybill-match.h"

#include <glib/gstdio.h>
#include <string.h>

#define WAYBILLS 1000
#define MODELS 5
#define RUNS 5

/* 1,000 labels of a day: the samples over and over, each a file of its own. */
typedef struct {
  char *folder;      /* (owned) */
  char *out;         /* (owned) */
  char *groups;      /* (owned) what the peer shall merge */
  GPtrArray *labels; /* (owned) (element-type GBytes) of one page */
  GPtrArray *orders; /* (owned) (element-type SaudaLabelOrder) */
} Bench;

static const char *const sizes[] = { "S", "M", "L", "XL" };

static gboolean
keep_label (const SaudaWaybillFile *file, gpointer labels, GError **error)
{
  if (file->pages == 1)
    g_ptr_array_add (labels, g_bytes_ref (file->pdf));
  return TRUE;
}

static void
read_samples (Bench *bench)
{
  static const char *const names[] = { "labels/waybill-universal.zip", "labels/waybill-onlyfit.zip" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = sauda_test_data_path (names[i]);
    SaudaWaybillReader reader = { .found = keep_label, .user_data = bench->labels };

    g_assert_true (sauda_waybill_archive_read (path, &reader, NULL, NULL));
  }
}

static void
save_labels (Bench *bench)
{
  GString *lines[MODELS * G_N_ELEMENTS (sizes)];
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    lines[i] = g_string_new (NULL);
    g_string_append_printf (lines[i], "%s/peer-%u.pdf", bench->folder, i);
  }
  for (guint i = 0; i < WAYBILLS; i++) {
    g_autofree char *code = g_strdup_printf ("9%08u", i);
    g_autofree char *path = g_strdup_printf ("%s/KASPI_SHOP-%s.pdf", bench->folder, code);
    g_autofree char *model = g_strdup_printf ("Модель %u", i % MODELS);
    guint size = i / MODELS % G_N_ELEMENTS (sizes);
    GBytes *label = g_ptr_array_index (bench->labels, i % bench->labels->len);
    SaudaLabelOrder *order = sauda_label_order_new ("Bench", code);

    g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (label, NULL), (gssize) g_bytes_get_size (label), NULL));
    sauda_label_order_add_line (order, model, model, sizes[size], NULL, 1);
    sauda_label_order_set_label (order, path, 1);
    g_ptr_array_add (bench->orders, order);
    g_string_append_printf (lines[i % MODELS * G_N_ELEMENTS (sizes) + size], "\t%s", path);
  }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_string_append_printf (text, "%s\n", lines[i]->str);
    g_string_free (lines[i], TRUE);
  }
  g_assert_true (g_file_set_contents (bench->groups, text->str, (gssize) text->len, NULL));
}

static double
build_once (Bench *bench, gboolean stamp, const char *sheet)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaLabelReport) report =
    sauda_label_build (&(SaudaLabelBuild){ .orders = bench->orders,
                                           .folder = bench->out,
                                           .stamp = stamp,
                                           .sheet = sheet != NULL ? sauda_label_sheet_find (sheet) : NULL },
                       NULL, &error);

  g_assert_no_error (error);
  g_assert_true (report->complete);
  g_assert_cmpuint (report->pages, ==, WAYBILLS);
  g_assert_cmpuint (report->unmarked->len, ==, 0);
  g_assert_cmpuint (report->groups->len, ==, MODELS * G_N_ELEMENTS (sizes));
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

/* Seconds; -1 when the peer is not there. */
static double
run_peer (Bench *bench, const char *script)
{
  const char *const command[] = { "/usr/bin/python3", script, bench->groups, NULL };
  g_autofree char *output = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                     NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return -1;
  return g_ascii_strtod (output, NULL);
}

static double
match_all (Bench *bench)
{
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < bench->labels->len; i++) {
    g_autoptr (SaudaWaybillFile) file =
      sauda_waybill_file_new ("label.pdf", g_ptr_array_index (bench->labels, i));
    g_autoptr (SaudaWaybillMatch) match = sauda_waybill_match (file, codes, NULL, NULL);

    g_assert_cmpint (match->kind, ==, SAUDA_WAYBILL_UNKNOWN);
  }
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  Bench bench = { .folder = sauda_test_folder_new () };
  double best = G_MAXDOUBLE, stamped = G_MAXDOUBLE, peer = G_MAXDOUBLE, matched;
  double sheets = G_MAXDOUBLE, sheets_peer;

  bench.out = g_build_filename (bench.folder, "out", NULL);
  bench.groups = g_build_filename (bench.folder, "groups.tsv", NULL);
  bench.labels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  bench.orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  read_samples (&bench);
  save_labels (&bench);
  for (guint i = 0; i < RUNS; i++)
    best = MIN (best, build_once (&bench, FALSE, NULL));
  for (guint i = 0; i < RUNS; i++)
    stamped = MIN (stamped, build_once (&bench, TRUE, NULL));
  for (guint i = 0; argc > 1 && i < RUNS && peer > 0; i++)
    peer = MIN (peer, run_peer (&bench, argv[1]));
  for (guint i = 0; i < RUNS; i++)
    sheets = MIN (sheets, build_once (&bench, TRUE, "a4x4"));
  sheets_peer = argc > 2 ? run_peer (&bench, argv[2]) : -1;
  matched = match_all (&bench) / bench.labels->len;
  g_print ("%-44s %8.3f s %8.3f ms a label\n", "1,000 labels in 20 groups, written, proved", best,
           best * 1000 / WAYBILLS);
  g_print ("%-44s %8.3f s %8.3f ms a label\n", "the same, each with its size mark", stamped,
           stamped * 1000 / WAYBILLS);
  if (peer > 0 && peer < G_MAXDOUBLE)
    g_print ("%-44s %8.3f s   Sauda is %.1f x as fast (wanted: 4), with marks %.1f x (wanted: 2)\n",
             "pypdf, merging alone", peer, peer / best, peer / stamped);
  else
    g_print ("pypdf is not there to compare with: install python3-pypdf\n");
  g_print ("%-44s %8.3f s\n", "the same with marks, four on A4", sheets);
  if (sheets_peer > 0)
    g_print ("%-44s %8.3f s   Sauda is %.1f x as fast (wanted: 15)\n", "pypdf, four on A4 (100 measured)",
             sheets_peer, sheets_peer / sheets);
  g_print ("%-44s %8.3f ms a label\n", "checked, and its order read from the text", matched * 1000);
  g_ptr_array_unref (bench.labels);
  g_ptr_array_unref (bench.orders);
  sauda_test_folder_remove (bench.folder);
  g_free (bench.folder);
  g_free (bench.out);
  g_free (bench.groups);
  return 0;
}
