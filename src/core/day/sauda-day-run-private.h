#pragma once

#include "sauda-act-sender.h"
#include "sauda-day-run.h"
#include "sauda-talk-sender.h"

G_BEGIN_DECLS

typedef enum {
  STEP_FETCH,
  STEP_SETTLE,
  STEP_REPLIES,
  STEP_MESSAGES,
  STEP_ACCEPT,
  STEP_ASSEMBLE,
  STEP_WAYBILLS,
  STEP_LABELS,
  STEP_STOCK,
  N_STEPS
} SaudaDayStepId;

struct _SaudaDayRun {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  SaudaDay day;
  gboolean tomorrow;
  gboolean approved;        /* by the options, or by a person */
  gboolean planned;         /* the plan waits for its approval */
  char *who;                /* (owned) (not nullable) */
  char *folder;             /* (owned) (nullable) */
  GListStore *steps;        /* (owned) (not nullable) */
  GPtrArray *channels;      /* (owned) (nullable) (element-type SaudaChannel) */
  SaudaDayPlan *plan;       /* (owned) (nullable) */
  GPtrArray *gates;         /* (owned) (nullable) (element-type SaudaGate) as they were before the plan */
  SaudaLabelEarly *early;   /* (owned) (nullable) groups that are written while waybills come in */
  SaudaLabelReport *labels; /* (owned) (nullable) */
  SaudaActSender *accepter; /* (owned) (nullable) while orders are accepted */
  SaudaActSender *sender;   /* (owned) (nullable) while other acts are under way */
  GHashTable *urgent; /* (owned) (nullable) set of acts: accepting what is assembled in this press too */
  GPtrArray
    *ready; /* (owned) (nullable) (element-type SaudaAct) to assemble as soon as one act is confirmed */
  gboolean listed;                 /* what is to be assembled has been listed */
  guint held_back;                 /* sentences of orders that gates kept out of what is accepted */
  guint parts;                     /* of the work on orders, under way side by side */
  GError *part_error;              /* (owned) (nullable) of a part, while another still runs */
  SaudaTalk *talk;                 /* (owned) (nullable) the way to buyers */
  SaudaTalkMail *mail;             /* (owned) (nullable) from buyers, until it is taken */
  GError *mail_error;              /* (owned) (nullable) why there is none */
  gboolean asking;                 /* for mail */
  gboolean mail_unread;            /* a part of it could not be read, */
  gboolean mail_refused;           /* until a person changes the set-up */
  gboolean mail_awaited;           /* the orders are known */
  gboolean syncing;                /* the provider is asked what became of the templates */
  gboolean due_awaited;            /* what is to be written goes by its answer */
  gboolean writing_awaited;        /* the plan has been approved */
  SaudaTalkSender *writer;         /* (owned) (nullable) while messages are under way */
  SaudaConversationCounts replies; /* what was read */
  guint to_write;                  /* messages that are due */
  guint by_hand;                   /* chats that a person has to open */
  guint messages;                  /* messages of the day that went out */
  char *report_path;               /* (owned) (nullable) */
  gint64 id;
  gint64 plan_id; /* in the ledger */
  int lock;
  guint branches;            /* chains of steps that are under way side by side */
  GError *error;             /* (owned) (nullable) of a branch, while the other still runs */
  GTask *task;               /* (owned) (nullable) while it runs */
  GCancellable *cancellable; /* (owned) (nullable) the caller's */
  gulong cancelled_id;       /* handler on @cancellable while the plan waits */
};

SaudaDayStep *sauda_day_run_get_step (SaudaDayRun *self, SaudaDayStepId id);
SaudaStepState sauda_day_run_judge_step (SaudaDayStep *step);
void sauda_day_run_note_step (SaudaDayRun *self, SaudaDayStep *step);
void sauda_day_run_note_end (SaudaDayRun *self,
                             const GError *reason,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void sauda_day_run_end (SaudaDayRun *self, GError *reason);
void sauda_day_run_fail_step (SaudaDayRun *self, SaudaDayStepId id, GError *error);
void sauda_day_run_close_failed (SaudaDayRun *self, SaudaDayStepId id, const GError *error);
void sauda_day_run_break_off (SaudaDayRun *self, GError *error);
void sauda_day_run_emit_plan_ready (SaudaDayRun *self);
void sauda_day_run_make_plan (SaudaDayRun *self);
void sauda_day_run_check_gates (SaudaDayRun *self);
void sauda_day_run_tell_plan (SaudaDayRun *self);

void sauda_day_run_ask_for_mail (SaudaDayRun *self);
void sauda_day_run_settle (SaudaDayRun *self);
void sauda_day_run_read_replies (SaudaDayRun *self);
void sauda_day_run_write_messages (SaudaDayRun *self);
void sauda_day_run_join (SaudaDayRun *self);
void sauda_day_run_write_report (SaudaDayRun *self);
void sauda_day_run_apply (SaudaDayRun *self);
void sauda_day_run_fetch_waybills (SaudaDayRun *self);
void sauda_day_run_end_part (SaudaDayRun *self);
void sauda_day_run_fail_part (SaudaDayRun *self, SaudaDayStepId id, GError *error);
void sauda_day_run_build_labels (SaudaDayRun *self);
void sauda_day_run_move_stock (SaudaDayRun *self);

G_END_DECLS
