#pragma once

#include "sauda-label-plan.h"
#include "sauda-label-report.h"
#include "sauda-label-sheet.h"
#include "sauda-stamp-run-private.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How all groups of a run are laid out. */
typedef struct {
  SaudaStampRun *stamps;        /* (nullable) borrowed: NULL leaves the labels as they are */
  const SaudaLabelSheet *sheet; /* (nullable) NULL: each label on its own page */
  const SaudaLabelPlan *plan;   /* (nullable) borrowed: with a cover before each group; NULL without */
  gboolean reverse;             /* the last label first */
  const char *templates;        /* (nullable) borrowed: folder with covers of the merchant's own */
} SaudaLabelLayout;

/* One group on its way into a file. */
typedef struct {
  const SaudaLabelStore *store; /* (not nullable) borrowed */
  const SaudaLabelGroup *group; /* (not nullable) borrowed */
  SaudaLabelLayout layout;
  char *path;              /* (owned) (not nullable) where the file goes */
  guint *order_pages;      /* (owned) (not nullable) pages of each order's label file */
  guint labels;            /* their sum */
  guint pages;             /* of labels, counted in the written file */
  guint covers;            /* pages that are no labels */
  guint papers;            /* pages of the written file */
  GPtrArray *paper_orders; /* (owned) (not nullable) (element-type utf8) whose labels lie on each of them */
  GPtrArray *paper_stores; /* (owned) (not nullable) (element-type utf8) likewise their stores, a line each */
  GPtrArray *unreadable;   /* (owned) (not nullable) (element-type SaudaLabelOrder) borrowed */
  GPtrArray *unmarked;     /* (owned) (not nullable) (element-type SaudaLabelOrder) borrowed: no room */
  GError *error;           /* (owned) (nullable) why the file was not written */
} SaudaLabelMerge;

/* Called on the thread that waits, as each group is finished. */
typedef void (*SaudaLabelMergeFunc) (const SaudaLabelMerge *merge, gpointer user_data);

SaudaLabelMerge *sauda_label_merge_new (const SaudaLabelStore *store,
                                        const SaudaLabelGroup *group,
                                        const SaudaLabelLayout *layout,
                                        char *path) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_merge_free (SaudaLabelMerge *self);
gboolean sauda_label_merge_is_complete (const SaudaLabelMerge *self);
void sauda_label_merge_write (SaudaLabelMerge *merge, GCancellable *cancellable);
gboolean sauda_label_merge_run (GPtrArray *merges,
                                SaudaLabelMergeFunc finished,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelMerge, sauda_label_merge_free)

G_END_DECLS
