#include "sauda-label-manifest-private.h"

#include "sauda-csv-row.h"
#include "sauda-label-leftover-private.h"
#include "sauda-time.h"

/* Column names are for programs that read these files, the same in every language. The mark in front makes
 * spreadsheets read UTF-8. */
static GString *
begin (const char *const *columns)
{
  GString *csv = g_string_new ("\xef\xbb\xbf");

  sauda_csv_append_row (csv, columns);
  return csv;
}

static void
add_lines (GString *csv, const SaudaLabelMerge *merge, guint index)
{
  const SaudaLabelOrder *order = g_ptr_array_index (merge->group->orders, index);

  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaLabelLine *line = g_ptr_array_index (order->lines, i);
    g_autofree char *quantity = g_strdup_printf ("%u", line->quantity);
    /* once for an order, so that the column's sum is right */
    g_autofree char *pages = i == 0 ? g_strdup_printf ("%u", merge->order_pages[index]) : g_strdup ("");

    sauda_csv_append_row (csv, (const char *const[]){ merge->group->file, order->code, order->store_name,
                                                      line->model_name, line->size != NULL ? line->size : "",
                                                      quantity, pages, NULL });
  }
}

/**
 * sauda_label_manifest_write: (skip)
 * @merges: (element-type SaudaLabelMerge): what was written
 * @store: a store
 * @kind: a kind of groups
 *
 * Returns: (transfer full): the store's manifest of that kind: a row for each line of each order
 */
GString *
sauda_label_manifest_write (GPtrArray *merges, const SaudaLabelStore *store, SaudaLabelKind kind)
{
  GString *csv = begin (
    (const char *const[]){ "group_file", "order", "store", "model", "size", "quantity", "pages", NULL });

  for (guint i = 0; i < merges->len; i++) {
    const SaudaLabelMerge *merge = g_ptr_array_index (merges, i);

    for (guint j = 0; merge->store == store && merge->group->kind == kind && j < merge->group->orders->len;
         j++)
      add_lines (csv, merge, j);
  }
  return csv;
}

/**
 * sauda_label_manifest_write_missing: (skip)
 * @report: the proof of a run
 *
 * Returns: (transfer full): the orders to ship without a label
 */
GString *
sauda_label_manifest_write_missing (const SaudaLabelReport *report)
{
  GString *csv = begin ((const char *const[]){ "store", "order", "reason", NULL });

  for (guint i = 0; i < report->missing->len; i++) {
    const SaudaLabelMissing *missing = g_ptr_array_index (report->missing, i);

    sauda_csv_append_row (csv, (const char *const[]){ missing->store, missing->code, missing->reason, NULL });
  }
  return csv;
}

/**
 * sauda_label_manifest_write_log: (skip)
 * @report: the proof of a run
 * @now_ms: when it was made, UTC milliseconds
 *
 * Returns: (transfer full): a row for each group, for each label without its size mark and one for the run
 */
GString *
sauda_label_manifest_write_log (const SaudaLabelReport *report, gint64 now_ms)
{
  GString *csv = begin ((const char *const[]){ "time", "store", "kind", "model", "size", "file", "orders",
                                               "labels", "pages", "missing", "result", NULL });
  g_autofree char *time = sauda_time_format_iso (now_ms);
  g_autofree char *orders = g_strdup_printf ("%u", report->orders);
  g_autofree char *labels = g_strdup_printf ("%u", report->labels);
  g_autofree char *pages = g_strdup_printf ("%u", report->pages);
  g_autofree char *missing = g_strdup_printf ("%u", report->missing->len);

  for (guint i = 0; i < report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (report->groups, i);
    g_autofree char *group_orders = g_strdup_printf ("%u", group->orders);
    g_autofree char *group_labels = g_strdup_printf ("%u", group->labels);
    g_autofree char *group_pages = g_strdup_printf ("%u", group->pages);

    sauda_csv_append_row (csv,
                          (const char *const[]){ time, group->store, group->kind, group->model, group->size,
                                                 group->file, group_orders, group_labels, group_pages, "0",
                                                 group->complete ? "complete" : "incomplete", NULL });
  }
  for (guint i = 0; i < report->unmarked->len; i++) {
    const SaudaLabelMissing *unmarked = g_ptr_array_index (report->unmarked, i);

    sauda_csv_append_row (csv,
                          (const char *const[]){ time, unmarked->store, "unmarked", "", "", unmarked->code,
                                                 "", "", "", "", unmarked->reason, NULL });
  }
  sauda_csv_append_row (csv,
                        (const char *const[]){ time, "", "run", "", "", "", orders, labels, pages, missing,
                                               report->complete ? "complete" : "incomplete", NULL });
  return csv;
}

/**
 * sauda_label_manifest_name: (skip)
 * @kind: a kind of groups
 *
 * Returns: (transfer full): `manifest_normal_singles.csv` or the like
 */
char *
sauda_label_manifest_name (SaudaLabelKind kind)
{
  g_autofree char *folder = g_ascii_strdown (sauda_label_kind_get_folder (kind), -1);

  return g_strdup_printf (SAUDA_LABEL_MANIFEST_PREFIX "%s.csv", folder);
}
