#pragma once

#include "sauda-messages.h"
#include "sauda-orders.h"
#include "sauda-question.h"
#include "sauda-time.h"
#include "sauda-whatsapp-template.h"

G_BEGIN_DECLS

#define SAUDA_ACT_MESSAGE "message"

/* What reading brought. */
typedef struct {
  guint received;      /* new messages of buyers */
  guint duplicates;    /* that were here already */
  guint answers;       /* that moved a question on */
  guint people;        /* that need a person */
  guint refused;       /* messages of ours that failed because something is set up wrongly */
  const char *refusal; /* (nullable) interned: the sentence of the last of these */
} SaudaConversationCounts;

/* What closing did. */
typedef struct {
  guint as_ordered;
  guint changed;
  guint confirmed;
  guint dropped;
} SaudaConversationClosed;

/* A message that is due. */
typedef struct {
  gint64 question_id;
  gint64 contact_id;
  gint64 store_id;
  char *code;                   /* (owned) (not nullable) order number */
  SaudaWhatsappPurpose purpose; /* why */
  gboolean manual;              /* a person wrote it */
  char *to;                     /* (owned) (not nullable) "+7…" or an id */
  char *text;                   /* (owned) (not nullable) as the buyer reads it */
  char *template_name;          /* (owned) (nullable) NULL: free text within the window */
  char *template_id;            /* (owned) (nullable) as the provider names it */
  char *language;               /* (owned) (not nullable) */
  GStrv values;                 /* (owned) (not nullable) */
  gboolean first_contact;
} SaudaDueMessage;

void sauda_due_message_free (SaudaDueMessage *due);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaDueMessage, sauda_due_message_free)

/**
 * SaudaConversationRules:
 * @provider: who sends
 * @quiet_until_hour: no message before this hour in Almaty, 9
 * @quiet_from_hour: nor from this hour on, 21
 * @first_contacts: buyers that may be written to outside of their window in 24 hours
 */
typedef struct {
  SaudaWhatsappKind provider;
  int quiet_until_hour;
  int quiet_from_hour;
  int first_contacts;
} SaudaConversationRules;

void sauda_conversation_rules_init (SaudaConversationRules *rules, SaudaWhatsappKind provider);
gboolean sauda_conversation_is_quiet (const SaudaConversationRules *rules, gint64 now_ms);

/**
 * SaudaConversationWait:
 * @until_ms: the cut-off until which its size is not decided, UTC ms; 0: nobody has to be waited for
 * @to_ask: its buyer has not been asked yet
 * @opened: there is a question about it
 *
 * What the conversation means for an order.
 */
typedef struct {
  gint64 until_ms;
  gboolean to_ask;
  gboolean opened;
} SaudaConversationWait;

/* How long orders wait past the cut-off when buyers' answers cannot be read. */
#define SAUDA_CONVERSATION_GRACE_MS (15 * 60 * 1000)

gboolean sauda_conversation_put_off (SaudaConnection *connection,
                                     SaudaDay day,
                                     gint64 now_ms,
                                     guint *n,
                                     GError **error);
gboolean sauda_conversation_take_up (SaudaConnection *connection, SaudaDay day, GError **error);
gboolean sauda_conversation_find_wait (SaudaConnection *connection,
                                       const SaudaOrderInfo *order,
                                       SaudaDay day,
                                       SaudaConversationWait *wait,
                                       GError **error);
gboolean sauda_conversation_open (SaudaConnection *connection,
                                  SaudaDay day,
                                  gboolean tomorrow,
                                  gint64 now_ms,
                                  guint *opened,
                                  GError **error);
gboolean sauda_conversation_take_inbound (SaudaConnection *connection,
                                          SaudaWhatsappKind provider,
                                          const SaudaWhatsappInbound *inbound,
                                          gint64 now_ms,
                                          SaudaConversationCounts *counts,
                                          GError **error);
gboolean sauda_conversation_take_status (SaudaConnection *connection,
                                         SaudaWhatsappKind provider,
                                         const SaudaWhatsappStatus *status,
                                         gint64 now_ms,
                                         SaudaConversationCounts *counts,
                                         GError **error);
gboolean sauda_conversation_take_batch (SaudaConnection *connection,
                                        SaudaWhatsappKind provider,
                                        const SaudaWhatsappBatch *batch,
                                        gint64 now_ms,
                                        SaudaConversationCounts *counts,
                                        GError **error);
gboolean sauda_conversation_answer_by_hand (SaudaConnection *connection,
                                            gint64 question_id,
                                            const char *text,
                                            const char *who,
                                            gint64 now_ms,
                                            GError **error);
gboolean sauda_conversation_correct (SaudaConnection *connection,
                                     gint64 message_id,
                                     double height_cm,
                                     double weight_kg,
                                     const char *size,
                                     const char *who,
                                     gint64 now_ms,
                                     GError **error);
gboolean sauda_conversation_advise (SaudaConnection *connection,
                                    gint64 question_id,
                                    const char *size,
                                    double probability,
                                    const char *advice,
                                    gint64 now_ms,
                                    GError **error);
gboolean sauda_conversation_close_due (SaudaConnection *connection,
                                       gint64 now_ms,
                                       SaudaConversationClosed *closed,
                                       GError **error);
GPtrArray *sauda_conversation_list_due (SaudaConnection *connection,
                                        const SaudaConversationRules *rules,
                                        gint64 now_ms,
                                        GPtrArray *waiting,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaDueMessage *sauda_conversation_make_written (SaudaConnection *connection,
                                                  const SaudaConversationRules *rules,
                                                  gint64 question_id,
                                                  const char *text,
                                                  gint64 now_ms,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_conversation_recover (SaudaConnection *connection, gint64 now_ms, GError **error);

gint64 sauda_conversation_plan_message (SaudaConnection *connection,
                                        const SaudaConversationRules *rules,
                                        const SaudaDueMessage *due,
                                        gint64 plan_id,
                                        const char *who,
                                        gint64 now_ms,
                                        GError **error);
gboolean sauda_conversation_begin_sending (SaudaConnection *connection,
                                           gint64 message_id,
                                           gint64 now_ms,
                                           gboolean *may_send,
                                           char **obstacle,
                                           GError **error);
gboolean sauda_conversation_record_sent (SaudaConnection *connection,
                                         gint64 message_id,
                                         const char *provider_id,
                                         gint64 now_ms,
                                         GError **error);
gboolean sauda_conversation_record_failure (SaudaConnection *connection,
                                            gint64 message_id,
                                            SaudaWhatsappError failure,
                                            int code,
                                            const char *reason,
                                            gint64 now_ms,
                                            GError **error);
gboolean sauda_conversation_record_unclear (SaudaConnection *connection,
                                            gint64 message_id,
                                            const char *reason,
                                            gint64 next_check_ms,
                                            gint64 now_ms,
                                            GError **error);
gboolean sauda_conversation_give_back (SaudaConnection *connection,
                                       gint64 message_id,
                                       const char *reason,
                                       gint64 now_ms,
                                       GError **error);

G_END_DECLS
