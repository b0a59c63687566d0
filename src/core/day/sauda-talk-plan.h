#pragma once

#include "sauda-talk.h"

G_BEGIN_DECLS

/* A message with its act in the ledger. */
typedef struct {
  gint64 message_id;
  SaudaDueMessage *due; /* (owned) (not nullable) */
  gint64 sent_ms;       /* 0: not sent yet */
} SaudaTalkPlanned;

/* What is put together on the database's thread. */
typedef struct {
  SaudaConversationRules rules;
  char *who;          /* (owned) (nullable) who pressed */
  gint64 question_id; /* of a message that a person writes, 0 for what is due */
  char *text;         /* (owned) (nullable) the person's words; NULL: the template once more */
  gint64 now_ms;
  GPtrArray *planned; /* (owned) (element-type SaudaTalkPlanned) */
  GPtrArray *waiting; /* (owned) (element-type utf8): what waits and why */
} SaudaTalkPlan;

SaudaTalkPlan *sauda_talk_plan_new (const SaudaConversationRules *rules,
                                    const char *who,
                                    gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
void sauda_talk_plan_free (SaudaTalkPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTalkPlan, sauda_talk_plan_free)

gpointer sauda_talk_plan_due (SaudaConnection *connection, gpointer plan, GError **error);
gpointer sauda_talk_plan_written (SaudaConnection *connection, gpointer plan, GError **error);
gpointer sauda_talk_plan_unclear (SaudaConnection *connection, gpointer plan, GError **error);

G_END_DECLS
