#pragma once

#include "sauda-practice-answer-private.h"
#include "sauda-practice-faults-private.h"
#include "sauda-practice-mail-private.h"

#include "sauda-clock.h"

G_BEGIN_DECLS

#define SAUDA_PRACTICE_WHATSAPP_KEY "practice-whatsapp-key"
#define SAUDA_PRACTICE_WHATSAPP_SENDER "+77000999999"

/* What a request of a messenger meets. */
typedef struct {
  SaudaPracticeMail *mail;     /* (unowned) (not nullable) */
  SaudaPracticeFaults *faults; /* (unowned) (not nullable) */
  SaudaClock *clock;           /* (unowned) (not nullable) */
  guint seed;                  /* of the practice day */
} SaudaPracticeMessenger;

SaudaPracticeLetter *sauda_practice_messenger_take (const SaudaPracticeMessenger *messenger,
                                                    const char *provider,
                                                    const char *to,
                                                    const char *body,
                                                    const char *template,
                                                    const char *reference,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_practice_messenger_make_sid (const char *provider,
                                         const SaudaPracticeLetter *letter) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_practice_messenger_fill (const char *body, GPtrArray *values) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_messenger_spoil (const SaudaPracticeMessenger *messenger,
                                                     SaudaPracticeAnswer *answer) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_practice_messenger_get_status (const SaudaPracticeLetter *letter, gint64 now_ms);

SaudaPracticeAnswer *sauda_practice_twilio_answer (const SaudaPracticeMessenger *messenger,
                                                   SoupServerMessage *message,
                                                   const char *path,
                                                   GHashTable *query) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeAnswer *sauda_practice_meta_answer (const SaudaPracticeMessenger *messenger,
                                                 const char *provider,
                                                 SoupServerMessage *message,
                                                 const char *path,
                                                 GHashTable *query) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_practice_meta_write_delivery (const SaudaPracticeMessenger *messenger,
                                          const char *provider,
                                          GPtrArray *letters,
                                          gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
