#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* How an answer leaves. */
typedef enum {
  SAUDA_PRACTICE_MANNER_WHOLE,
  SAUDA_PRACTICE_MANNER_SLOW,    /* in pieces over five seconds */
  SAUDA_PRACTICE_MANNER_SILENT,  /* never */
  SAUDA_PRACTICE_MANNER_DROPPED, /* the connection breaks instead */
} SaudaPracticeManner;

typedef struct {
  guint status;
  const char *content_type;
  GBytes *body;              /* (owned) (not nullable) */
  guint retry_after_seconds; /* 0 for none */
  SaudaPracticeManner manner;
} SaudaPracticeAnswer;

SaudaPracticeAnswer *
sauda_practice_answer_new (guint status, const char *content_type, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_answer_new_json (JsonBuilder *json) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_answer_new_error (guint status,
                                                      const char *title) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_answer_new_html (guint status) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_answer_new_silence (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_answer_free (SaudaPracticeAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeAnswer, sauda_practice_answer_free)

gboolean sauda_practice_answer_is_json (const SaudaPracticeAnswer *answer);
void sauda_practice_answer_truncate (SaudaPracticeAnswer *answer);
void sauda_practice_answer_deliver (SaudaPracticeAnswer *answer, SoupServerMessage *message, gint64 due_us);

G_END_DECLS
