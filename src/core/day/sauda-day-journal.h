#pragma once

#include "sauda-day-step.h"
#include "sauda-time.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A step of a run as it was at a moment. */
typedef struct {
  char *name;   /* (owned) (not nullable) */
  char *detail; /* (owned) (not nullable) JSON: sentence, waiting[], failed[] */
  SaudaStepState state;
  guint done, total;
  gint64 now_ms;
} SaudaDayJournalEntry;

gint64 sauda_day_journal_begin (SaudaConnection *connection,
                                SaudaDay day,
                                gboolean tomorrow,
                                const char *who,
                                const char *folder,
                                gint64 now_ms,
                                GError **error);
SaudaDayJournalEntry *sauda_day_journal_entry_new (SaudaDayStep *step,
                                                   gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
void sauda_day_journal_entry_free (SaudaDayJournalEntry *entry);
gboolean sauda_day_journal_write_entry (SaudaConnection *connection,
                                        gint64 run_id,
                                        const SaudaDayJournalEntry *entry,
                                        GError **error);
gboolean sauda_day_journal_end (SaudaConnection *connection,
                                gint64 run_id,
                                SaudaStepState state,
                                gint64 now_ms,
                                GError **error);

gboolean
sauda_day_journal_was_done (SaudaConnection *connection, SaudaDay day, gboolean *done, GError **error);
gboolean sauda_day_journal_took_tomorrow (SaudaConnection *connection,
                                          SaudaDay day,
                                          gboolean *tomorrow,
                                          GError **error);

G_END_DECLS
