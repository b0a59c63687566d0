#pragma once

#include "sauda-talk-plan.h"
#include "sauda-talk.h"

G_BEGIN_DECLS

/**
 * SaudaTalkOutcome:
 * @sent: the provider has it
 * @again: it surely did not go out and is due again
 * @failed: (nullable): a sentence: it failed
 * @waiting: (nullable): a sentence: it waits
 * @stop: (nullable): a sentence: what is wrong is wrong for everybody, nothing more shall be sent
 * @error: (nullable): of the books themselves
 *
 * What has become of one message; borrowed during the call.
 */
typedef struct {
  gboolean sent;
  gboolean again;
  const char *failed;
  const char *waiting;
  const char *stop;
  const GError *error;
} SaudaTalkOutcome;

/**
 * SaudaTalkWay:
 * @stopped: nothing more shall leave
 * @unanswered_us: since when the provider has answered nothing at all, monotonic; 0: it answers
 *
 * What messages that are on their way side by side know of it.
 */
typedef struct {
  gboolean stopped;
  gint64 unanswered_us;
} SaudaTalkWay;

/* One message on its way. */
typedef struct _SaudaTalkJob SaudaTalkJob;

typedef void (*SaudaTalkJobFunc) (SaudaTalkJob *job, const SaudaTalkOutcome *outcome, gpointer data);

SaudaTalkJob *sauda_talk_job_new (SaudaTalk *talk, SaudaTalkPlanned *planned) G_GNUC_WARN_UNUSED_RESULT;
void sauda_talk_job_free (SaudaTalkJob *job);
gint64 sauda_talk_job_get_contact (const SaudaTalkJob *job);
const char *sauda_talk_job_get_code (const SaudaTalkJob *job);
void sauda_talk_job_send (SaudaTalkJob *job,
                          guint pause_ms,
                          SaudaTalkWay *way,
                          SaudaTalkJobFunc func,
                          gpointer data);
gboolean sauda_talk_way_is_lost (const SaudaTalkWay *way);
void sauda_talk_job_look (SaudaTalkJob *job, SaudaTalkJobFunc func, gpointer data);

G_END_DECLS
