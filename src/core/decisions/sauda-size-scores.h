#pragma once

#include "sauda-size-learner.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaSizeScore:
 *
 * What was foretold of a record of the history before its size was known.
 */
typedef struct {
  gint64 history_id;
  gint64 at_ms;
  char size[SAUDA_SIZE_NAME_LENGTH];    /* the advised one */
  char shipped[SAUDA_SIZE_NAME_LENGTH]; /* the one of the record; not written */
  double probability;                   /* as it was shown */
  gboolean sure;                        /* nobody would have had to look */
  guint n_sizes;
  char names[SAUDA_SIZE_MOST_SIZES][SAUDA_SIZE_NAME_LENGTH];
  double probabilities[SAUDA_SIZE_MOST_SIZES]; /* at temperature 1 */
} SaudaSizeScore;

gboolean sauda_size_scores_put (SaudaConnection *connection, const SaudaSizeScore *score, GError **error);
GArray *sauda_size_scores_list (SaudaConnection *connection,
                                SaudaSizePeople people,
                                guint most,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
