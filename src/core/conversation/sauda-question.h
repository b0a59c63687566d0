#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaStatement SaudaStatement;

/**
 * SaudaQuestionState:
 * @SAUDA_QUESTION_NO_PHONE: nobody to ask: to do for a person
 * @SAUDA_QUESTION_TO_ASK: not asked yet
 * @SAUDA_QUESTION_ASKED: height and weight asked for
 * @SAUDA_QUESTION_ANSWERED: height and weight are known
 * @SAUDA_QUESTION_PROPOSED: a size was proposed
 * @SAUDA_QUESTION_PERSON: a person has to read and decide
 * @SAUDA_QUESTION_NO_REPLY: the cut-off came without an answer
 * @SAUDA_QUESTION_CONFIRMED: the buyer agreed; closed
 * @SAUDA_QUESTION_CHANGED: another size than the clicked one, by the buyer's word or measures; closed
 * @SAUDA_QUESTION_AS_ORDERED: the clicked size; closed
 * @SAUDA_QUESTION_DROPPED: the order needs no answer any more; closed
 *
 * What has become of a question about an order.
 */
typedef enum {
  SAUDA_QUESTION_NO_PHONE,
  SAUDA_QUESTION_TO_ASK,
  SAUDA_QUESTION_ASKED,
  SAUDA_QUESTION_ANSWERED,
  SAUDA_QUESTION_PROPOSED,
  SAUDA_QUESTION_PERSON,
  SAUDA_QUESTION_NO_REPLY,
  SAUDA_QUESTION_CONFIRMED,
  SAUDA_QUESTION_CHANGED,
  SAUDA_QUESTION_AS_ORDERED,
  SAUDA_QUESTION_DROPPED,
} SaudaQuestionState;

#define SAUDA_QUESTION_N_STATES (SAUDA_QUESTION_DROPPED + 1)

const char *sauda_question_state_get_name (SaudaQuestionState state);
const char *sauda_question_state_get_title (SaudaQuestionState state);
gboolean sauda_question_state_from_name (const char *name, SaudaQuestionState *state);
gboolean sauda_question_state_is_closed (SaudaQuestionState state);
gboolean sauda_question_state_may_become (SaudaQuestionState from, SaudaQuestionState to);

/* A question with its order and its buyer. */
typedef struct {
  gint64 id;
  gint64 order_id;
  gint64 store_id;
  char *store; /* (owned) (not nullable) */
  char *code;  /* (owned) (not nullable) order number */
  SaudaQuestionState state;
  double height_cm;    /* 0: not known */
  double weight_kg;    /* 0: not known */
  char *proposed_size; /* (owned) (nullable) */
  double probability;  /* of the proposed size, 0 to 1 */
  char *advice;        /* (owned) (nullable) why that size */
  gint64 deadline_ms;
  gint64 not_before_ms;
  gint64 asked_ms; /* 0: never, as all times here */
  gint64 reminded_ms;
  gint64 more_ms;
  gint64 proposed_ms;
  guint proposals;
  gint64 answered_ms;
  gint64 closed_ms;
  gboolean inform;
  char *attention;   /* (owned) (nullable) why a person has to look */
  char *reason;      /* (owned) (nullable) of the state */
  gint64 contact_id; /* 0: nobody */
  char *phone;       /* (owned) (nullable) "+7…" */
  char *buyer;       /* (owned) (nullable) */
  char *language;    /* (owned) (not nullable) "ru" or "kk" */
  gboolean consents;
  gint64 opted_out_ms;
  gint64 taken_over_ms;
  gint64 last_inbound_ms;
} SaudaQuestion;

void sauda_question_free (SaudaQuestion *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaQuestion, sauda_question_free)

SaudaQuestion *
sauda_question_get (SaudaConnection *connection, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaQuestion *sauda_question_find_of_order (SaudaConnection *connection,
                                             gint64 order_id,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_question_list (SaudaConnection *connection,
                                guint state_mask,
                                gint64 contact_id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_question_save (SaudaConnection *connection, const SaudaQuestion *question, GError **error);
gboolean sauda_question_move (SaudaConnection *connection,
                              SaudaQuestion *question,
                              SaudaQuestionState state,
                              const char *who,
                              const char *reason,
                              gint64 now_ms,
                              GError **error);
gboolean sauda_question_add_event (SaudaConnection *connection,
                                   const SaudaQuestion *question,
                                   const char *before,
                                   const char *after,
                                   const char *who,
                                   const char *reason,
                                   gint64 now_ms,
                                   GError **error);
gboolean sauda_question_decide (SaudaConnection *connection,
                                SaudaQuestion *question,
                                SaudaQuestionState state,
                                const char *size,
                                const char *who,
                                const char *reason,
                                gint64 now_ms,
                                GError **error);
gboolean sauda_question_call_person (SaudaConnection *connection,
                                     SaudaQuestion *question,
                                     const char *reason,
                                     gint64 now_ms,
                                     GError **error);
GHashTable *sauda_question_list_unlearned (SaudaConnection *connection,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_question_mark_learned (SaudaConnection *connection, gint64 id, GError **error);

G_END_DECLS
