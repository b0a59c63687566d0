#pragma once

#include "sauda-practice-day.h"

G_BEGIN_DECLS

/* What became of a request to change an order. */
typedef enum {
  SAUDA_PRACTICE_OUTCOME_DONE,
  SAUDA_PRACTICE_OUTCOME_REFUSED,
  SAUDA_PRACTICE_OUTCOME_IGNORED, /* answered 200 and not carried out, because a fault said so */
} SaudaPracticeOutcome;

/* The status of an act that cancels lines; nobody sends it as one. */
#define SAUDA_PRACTICE_PARTIAL_CANCEL "PARTIAL_CANCEL"

/* A request to change an order, as it is kept. */
typedef struct {
  gint64 id;           /* grows by one with each act; 0 before it is kept */
  char *order_code;    /* (owned) (not nullable) */
  char *status;        /* (owned) (not nullable): as sent: ACCEPTED_BY_MERCHANT, ASSEMBLE … */
  char *reason;        /* (owned) (nullable): of a cancellation */
  guint places;        /* of ASSEMBLE, else 0 */
  char *security_code; /* (owned) (nullable): of COMPLETED; empty asks for a code to be sent to the buyer */
  char *kept;          /* (owned) (nullable): of SAUDA_PRACTICE_PARTIAL_CANCEL: line=pieces, spaces between */
  gint64 received_ms;  /* real time */
  gint64 waybill_ready_ms; /* real time; 0 unless ASSEMBLE was carried out */
  SaudaPracticeOutcome outcome;
} SaudaPracticeAct;

SaudaPracticeAct *sauda_practice_act_new (const char *order_code,
                                          const char *status) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_act_free (SaudaPracticeAct *act);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeAct, sauda_practice_act_free)

/* The file of a practice folder: its day, and every act that the simulator received, only ever appended. */
typedef struct _SaudaPracticeJournal SaudaPracticeJournal;

SaudaPracticeJournal *sauda_practice_journal_open (const char *folder,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_journal_free (SaudaPracticeJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeJournal, sauda_practice_journal_free)

gboolean sauda_practice_journal_begin (SaudaPracticeJournal *journal, GError **error);
gboolean sauda_practice_journal_end (SaudaPracticeJournal *journal, gboolean keep, GError **error);
gboolean
sauda_practice_journal_read_day (SaudaPracticeJournal *journal, SaudaPracticeDay *day, GError **error);
gboolean
sauda_practice_journal_write_day (SaudaPracticeJournal *journal, SaudaPracticeDay *day, GError **error);
GPtrArray *sauda_practice_journal_read (SaudaPracticeJournal *journal,
                                        gint64 after_id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_practice_journal_append (SaudaPracticeJournal *journal, SaudaPracticeAct *act, GError **error);
gboolean sauda_practice_journal_clear (SaudaPracticeJournal *journal, GError **error);

G_END_DECLS
