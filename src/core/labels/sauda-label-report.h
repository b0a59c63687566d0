#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaLabelReportGroup:
 * @store: (not nullable): the store
 * @kind: (not nullable): `single`, `multi_qty` or `multi_line`
 * @model: (not nullable): names of its models
 * @size: (not nullable): their decided sizes, empty when there is none
 * @file: (not nullable): its PDF, relative to the folder of the run
 * @code: (not nullable): what its cover's bar code says
 * @orders: orders in it
 * @labels: pages of their label files
 * @pages: pages of labels counted in the written file, wherever they lie
 * @covers: pages that are no labels
 * @papers: pages of the written file
 * @complete: whether every label page was written, and every parcel has one where the parcels are known
 * @page_orders: (not nullable) (element-type utf8): number of the order of each page of the file, empty for a
 * cover; on a sheet with several labels their numbers with ", " between them
 * @page_stores: (not nullable) (element-type utf8): likewise the store of each order, a line each
 */
typedef struct {
  char *store;
  char *kind;
  char *model;
  char *size;
  char *file;
  char *code;
  guint orders;
  guint labels;
  guint pages;
  guint covers;
  guint papers;
  gboolean complete;
  GPtrArray *page_orders;
  GPtrArray *page_stores;
} SaudaLabelReportGroup;

/**
 * SaudaLabelMissing:
 * @store: (not nullable): the store
 * @code: (not nullable): number of the order
 * @reason: (not nullable): a sentence: why it has no label, and what to do
 * @waits: it is not to be shipped yet
 * @until_ms: until when it waits, UTC ms; 0 when it does not
 */
typedef struct {
  char *store;
  char *code;
  char *reason;
  gboolean waits;
  gint64 until_ms;
} SaudaLabelMissing;

/**
 * SaudaLabelReport:
 * @groups: (not nullable) (element-type SaudaLabelReportGroup): in picking order
 * @missing: (not nullable) (element-type SaudaLabelMissing): orders to ship without a label
 * @unmarked: (not nullable) (element-type SaudaLabelMissing): orders whose label is written, but has no size
 * mark though marks were wanted; a warning only
 * @orders: orders to ship, with or without a label
 * @labels: pages of their label files
 * @pages: pages written
 * @waiting: of the missing, those that are not to be shipped yet
 * @waiting_until_ms: the last moment that one of these waits for, UTC ms; 0 for none
 * @proved: nothing else is missing, every group is complete and @labels = @pages
 * @complete: nothing is missing, every group is complete and @labels = @pages
 *
 * The proof of a run (product.md 3).
 */
typedef struct _SaudaLabelReport SaudaLabelReport;
struct _SaudaLabelReport {
  GPtrArray *groups;
  GPtrArray *missing;
  GPtrArray *unmarked;
  guint orders;
  guint labels;
  guint pages;
  guint waiting;
  gint64 waiting_until_ms;
  gboolean proved;
  gboolean complete;
};

SaudaLabelReport *sauda_label_report_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_report_free (SaudaLabelReport *self);
SaudaLabelReportGroup *sauda_label_report_add_group (SaudaLabelReport *self);
void sauda_label_report_add_missing (SaudaLabelReport *self,
                                     const char *store,
                                     const char *code,
                                     const char *reason);
void sauda_label_report_add_waiting (SaudaLabelReport *self,
                                     const char *store,
                                     const char *code,
                                     gint64 until_ms,
                                     const char *reason);
void sauda_label_report_add_unmarked (SaudaLabelReport *self,
                                      const char *store,
                                      const char *code,
                                      const char *reason);
void sauda_label_report_sum_up (SaudaLabelReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelReport, sauda_label_report_free)

G_END_DECLS
