#pragma once

#include "sauda-print-job.h"

G_BEGIN_DECLS

/**
 * SaudaFollowedJob:
 *
 * A job that was sent.
 */
typedef struct {
  gint64 id;
  char *title;        /* (owned) (not nullable) */
  GPtrArray *labels;  /* (owned) (not nullable) (element-type SaudaPrintLabel) its pages */
  guint count;        /* labels on them */
  guint came_out;     /* of them as the printer counted; 0 when it did not */
  SaudaPrintEnd end;  /* so far */
  gboolean settled;   /* it is known how many came out */
  guint copies;       /* of each page */
  SaudaPrintJob *job; /* (owned) (nullable) until it has ended */
} SaudaFollowedJob;

/**
 * SaudaPrintFollower:
 *
 * The jobs of a run, each until it is known what came out: by the printer's own word, or by a person's.
 *
 * Signal `ended` (pointer SaudaFollowedJob): the printing system is done with a job.
 */
#define SAUDA_TYPE_PRINT_FOLLOWER (sauda_print_follower_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintFollower, sauda_print_follower, SAUDA, PRINT_FOLLOWER, GObject)

SaudaPrintFollower *sauda_print_follower_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_follower_add (SaudaPrintFollower *self,
                               gint64 id,
                               const char *title,
                               GPtrArray *labels,
                               guint copies,
                               SaudaPrintJob *job);
void sauda_print_follower_settle (SaudaPrintFollower *self, gint64 id);
const SaudaFollowedJob *sauda_print_follower_find (SaudaPrintFollower *self, gint64 id);
GPtrArray *sauda_print_follower_list_open (SaudaPrintFollower *self) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_print_follower_count (SaudaPrintFollower *self, gboolean open);
guint sauda_print_label_count_all (GPtrArray *pages, guint n_pages);

G_END_DECLS
