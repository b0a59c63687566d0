#pragma once

#include "sauda-size-learner.h"
#include "sauda-size-set.h"

G_BEGIN_DECLS

/**
 * SaudaSizeMemory:
 *
 * What is known of the sizes of men, women or kids: the stored history, learned.
 */
typedef struct {
  SaudaSizePeople people;
  SaudaSizeSet set;          /* the history at the time of reading; its chart is the one to begin with */
  SaudaSizeLearner *learner; /* (owned) (nullable) NULL until it has learned */
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
void sauda_size_memory_free (SaudaSizeMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeMemory, sauda_size_memory_free)

G_END_DECLS
