#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/* A conversation about one order, as a person sees it. */
typedef struct {
  gint64 question_id;
  gint64 contact_id;       /* 0: no telephone number */
  char *order;             /* (owned) (not nullable) number */
  char *store;             /* (owned) (not nullable) */
  char *buyer;             /* (owned) (nullable) */
  char *phone;             /* (owned) (nullable) "+7…" */
  char *goods;             /* (owned) (not nullable) */
  char *clicked_size;      /* (owned) (nullable) */
  char *decided_size;      /* (owned) (nullable) */
  const char *state;       /* name, static */
  const char *state_title; /* translated, static */
  char *why;               /* (owned) (nullable) what needs a person, or why it is so */
  char *proposed_size;     /* (owned) (nullable) */
  double probability;      /* of the proposed size, 0 to 1 */
  double height_cm;        /* 0: not known */
  double weight_kg;        /* 0: not known */
  gboolean needs_person;
  gboolean closed;
  gboolean taken_over;
  gboolean opted_out;
  gboolean stranger;    /* wrote, and has no order here: @question_id is 0 */
  gboolean chat_opened; /* by hand; whether it was sent only the person knows */
  const char *language; /* static, "ru" or "kk" */
  char *consent;        /* (owned) (nullable) where the permission to write comes from */
  gint64 deadline_ms;
  gint64 window_until_ms; /* free text may be sent until then; 0: no */
} SaudaTalkThread;

/* Where something was understood in a text, in bytes. */
typedef struct {
  guint from;
  guint to;
} SaudaTalkMark;

/* A message as a person sees it. */
typedef struct {
  gint64 id;
  char *order; /* (owned) (nullable) */
  gboolean outbound;
  char *text;                 /* (owned) (not nullable) */
  GArray *marks;              /* (owned) (element-type SaudaTalkMark) what was understood in it */
  const char *delivery;       /* (nullable) name, static; of ours */
  const char *delivery_title; /* (nullable) translated, static */
  char *error;                /* (owned) (nullable) */
  char *understood;           /* (owned) (nullable) what was read, for people */
  double height_cm;
  double weight_kg;
  char *size; /* (owned) (nullable) */
  gint64 at_ms;
  gboolean edited;
  gboolean revoked;
} SaudaTalkBubble;

void sauda_talk_thread_free (SaudaTalkThread *thread);
void sauda_talk_bubble_free (SaudaTalkBubble *bubble);
GArray *sauda_talk_mark_understood (const char *text, double height_cm, double weight_kg, const char *size)
  G_GNUC_WARN_UNUSED_RESULT;

void sauda_talk_threads_list_async (SaudaWorkspace *workspace,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *sauda_talk_threads_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_talk_bubbles_list_async (SaudaWorkspace *workspace,
                                    gint64 contact_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *sauda_talk_bubbles_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SaudaTalkOpened:
 * @SAUDA_TALK_OPENED_SENT: the person pressed Send
 * @SAUDA_TALK_OPENED_NO_WHATSAPP: the number is not on WhatsApp
 * @SAUDA_TALK_OPENED_LATER: not sent; it is due again
 *
 * What became of a chat that was opened by hand.
 */
typedef enum {
  SAUDA_TALK_OPENED_SENT,
  SAUDA_TALK_OPENED_NO_WHATSAPP,
  SAUDA_TALK_OPENED_LATER,
} SaudaTalkOpened;

/**
 * SaudaTalkEdit:
 * @question_id: about which order
 * @message_id: which message, of a correction
 * @text: (nullable): an answer that was entered by hand
 * @height_cm: of a correction, 0 for none
 * @weight_kg: of a correction, 0 for none
 * @size: (nullable): of a correction, or the size that a person chose
 * @take_over: whether a person answers from now on
 * @contact_id: somebody without an order, of an attachment; the buyer, of a consent
 * @outcome: what became of a chat that was opened by hand
 *
 * What a person does to a conversation. In an attachment @text is the order's number, in a consent its name.
 */
typedef struct {
  gint64 question_id;
  gint64 message_id;
  const char *text;
  double height_cm;
  double weight_kg;
  const char *size;
  gboolean take_over;
  gint64 contact_id;
  SaudaTalkOpened outcome;
} SaudaTalkEdit;

/**
 * SaudaTalkEditKind:
 * @SAUDA_TALK_EDIT_TAKE_OVER: a person answers, or Sauda again
 * @SAUDA_TALK_EDIT_ANSWER: an answer is entered by hand
 * @SAUDA_TALK_EDIT_CORRECT: the reading of a message is corrected
 * @SAUDA_TALK_EDIT_SIZE: a person chooses the size
 * @SAUDA_TALK_EDIT_OPENED: a person says what became of a chat that was opened by hand
 * @SAUDA_TALK_EDIT_CONSENT: where the permission to write comes from
 * @SAUDA_TALK_EDIT_ATTACH: whose order somebody's messages are about
 */
typedef enum {
  SAUDA_TALK_EDIT_TAKE_OVER,
  SAUDA_TALK_EDIT_ANSWER,
  SAUDA_TALK_EDIT_CORRECT,
  SAUDA_TALK_EDIT_SIZE,
  SAUDA_TALK_EDIT_OPENED,
  SAUDA_TALK_EDIT_CONSENT,
  SAUDA_TALK_EDIT_ATTACH,
} SaudaTalkEditKind;

void sauda_talk_edit_async (SaudaWorkspace *workspace,
                            SaudaTalkEditKind kind,
                            const SaudaTalkEdit *edit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean sauda_talk_edit_finish (GAsyncResult *result, GError **error);

void sauda_talk_open_chat_async (SaudaWorkspace *workspace,
                                 gint64 question_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *sauda_talk_open_chat_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_talk_write_async (SaudaWorkspace *workspace,
                             gint64 question_id,
                             const char *text,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sauda_talk_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
