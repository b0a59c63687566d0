#pragma once

#include "sauda-size-history.h"
#include "sauda-size-learner.h"

G_BEGIN_DECLS

/**
 * SaudaSizeMemory:
 *
 * What is known of the sizes of men, women or kids: the stored history, learned.
 */
typedef struct {
  SaudaSizePeople people;
  SaudaSizeChart prior;      /* the chart to begin with, with a place for every size that was shipped */
  SaudaSizeLearner *learner; /* (owned) (nullable) NULL until it has learned */
  GHashTable *groups;        /* (owned) (element-type utf8 guint) number of each product */
  GArray *orders;            /* (owned) SaudaSizeOrder: what to learn from */
  GArray *order_ids;         /* (owned) gint64: the history's id of each */
  GArray *scores; /* (owned) SaudaSizeScore: kept ones; after learning, those of a replay to keep */
  gint64 last_id; /* of the history */
  gint64 revision;
} SaudaSizeMemory;

SaudaSizeMemory *sauda_size_memory_read (SaudaConnection *connection,
                                         SaudaSizePeople people,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_memory_learn (SaudaSizeMemory *self);
gboolean sauda_size_memory_save_scores (SaudaSizeMemory *self, SaudaConnection *connection, GError **error);
gboolean sauda_size_memory_follow (SaudaSizeMemory *self,
                                   SaudaConnection *connection,
                                   gboolean *outdated,
                                   GError **error);
guint sauda_size_memory_find_group (const SaudaSizeMemory *self, const char *product);
void sauda_size_memory_free (SaudaSizeMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeMemory, sauda_size_memory_free)

G_END_DECLS
