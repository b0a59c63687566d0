#pragma once

#include "sauda-size-chart.h"
#include "sauda-size-order.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaSizeSource:
 * @SAUDA_SIZE_SOURCE_FILE: the merchant's sheet
 * @SAUDA_SIZE_SOURCE_PERSON: the merchant chose the size
 * @SAUDA_SIZE_SOURCE_BUYER: the buyer named or confirmed the size
 * @SAUDA_SIZE_SOURCE_RULE: nobody looked. Nothing is learned from it unless it comes back: the advice would
 *   only hear itself
 *
 * Who decided.
 */
typedef enum {
  SAUDA_SIZE_SOURCE_FILE,
  SAUDA_SIZE_SOURCE_PERSON,
  SAUDA_SIZE_SOURCE_BUYER,
  SAUDA_SIZE_SOURCE_RULE,
} SaudaSizeSource;

/**
 * SaudaSizeRecord:
 *
 * Who got which size, and what became of it.
 */
typedef struct {
  gint64 id;
  SaudaSizePeople people;
  char *product; /* (owned) (not nullable) physical model, as a search key */
  double height_cm;
  double weight_kg; /* 0: a child whose weight nobody told */
  char *size;       /* (owned) (not nullable) */
  SaudaSizeOutcome outcome;
  gint64 at_ms;
  SaudaSizeSource source;
  gint64 line_id; /* 0: from a file */
  char *file_key; /* (owned) (nullable) tells the rows of files apart; NULL: of an order */
} SaudaSizeRecord;

/**
 * SaudaSizePut:
 * @SAUDA_SIZE_PUT_SAME: it was there already
 * @SAUDA_SIZE_PUT_CHANGED: it was there, and something about it changed
 * @SAUDA_SIZE_PUT_NEW: it was not there
 *
 * What became of a record.
 */
typedef enum {
  SAUDA_SIZE_PUT_SAME,
  SAUDA_SIZE_PUT_CHANGED,
  SAUDA_SIZE_PUT_NEW,
} SaudaSizePut;

const char *sauda_size_people_get_name (SaudaSizePeople people);
const char *sauda_size_outcome_get_name (SaudaSizeOutcome outcome);
SaudaSizeRecord *sauda_size_record_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_record_free (SaudaSizeRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeRecord, sauda_size_record_free)

gboolean sauda_size_history_compare (SaudaConnection *connection,
                                     SaudaSizeRecord *record,
                                     SaudaSizePut *put,
                                     GError **error);
gboolean sauda_size_history_put (SaudaConnection *connection,
                                 SaudaSizeRecord *record,
                                 SaudaSizePut *put,
                                 GError **error);
gboolean sauda_size_history_forget_line (SaudaConnection *connection, gint64 line_id, GError **error);
gboolean sauda_size_history_set_outcome (SaudaConnection *connection,
                                         gint64 line_id,
                                         SaudaSizeOutcome outcome,
                                         const char *size,
                                         gboolean *changed,
                                         GError **error);
GPtrArray *sauda_size_history_list (SaudaConnection *connection,
                                    SaudaSizePeople people,
                                    gint64 after_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_size_history_list_similar (SaudaConnection *connection,
                                            SaudaSizePeople people,
                                            const char *product,
                                            double height_cm,
                                            double weight_kg,
                                            guint most,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_size_history_get_revision (SaudaConnection *connection, gint64 *revision, GError **error);
gboolean sauda_size_history_revise (SaudaConnection *connection, GError **error);

G_END_DECLS
