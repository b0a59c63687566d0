#pragma once

#include "sauda-act.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

#define SAUDA_OUTBOX_PLAN_LIFE_MS (G_GINT64_CONSTANT (3600000))

/* An act that a plan proposes; every text is copied. */
typedef struct {
  gint64 store_id;
  const char *kind;   /* (not nullable) */
  const char *target; /* (not nullable) order number */
  const char
    *before; /* (nullable) as sauda_reason_new() keeps it: who reads the ledger may speak another language */
  const char *after;   /* (nullable) so too */
  const char *payload; /* (not nullable) JSON */
  const char *detail;  /* (nullable) tells acts of one kind on one order apart, such as its lines */
  gboolean repeatable; /* whether doing it again after it was done does no harm */
} SaudaActDraft;

gint64 sauda_outbox_add_plan (SaudaConnection *connection, const char *title, gint64 now_ms, GError **error);
gboolean sauda_outbox_add_act (SaudaConnection *connection,
                               gint64 plan_id,
                               const SaudaActDraft *draft,
                               const char *who,
                               gint64 now_ms,
                               gboolean *added,
                               GError **error);
gboolean sauda_outbox_check_plan (SaudaConnection *connection, gint64 plan_id, gint64 now_ms, GError **error);
gboolean sauda_outbox_approve (SaudaConnection *connection,
                               gint64 plan_id,
                               const char *who,
                               gint64 now_ms,
                               GError **error);
gboolean sauda_outbox_plan_again (SaudaConnection *connection,
                                  gint64 plan_id,
                                  gint64 act_id,
                                  const char *who,
                                  gint64 now_ms,
                                  GError **error);
gboolean sauda_outbox_expire (SaudaConnection *connection, gint64 now_ms, GError **error);
gboolean sauda_outbox_begin_sending (SaudaConnection *connection,
                                     gint64 act_id,
                                     gint64 now_ms,
                                     gboolean *may_send,
                                     GError **error);
gboolean sauda_outbox_record (SaudaConnection *connection,
                              gint64 act_id,
                              SaudaActState state,
                              const char *note,
                              gint64 next_check_ms,
                              gint64 now_ms,
                              GError **error);
gboolean sauda_outbox_settle (SaudaConnection *connection,
                              gint64 act_id,
                              SaudaActState state,
                              const char *who,
                              const char *reason,
                              gint64 now_ms,
                              GError **error);
gboolean sauda_outbox_recover (SaudaConnection *connection, gint64 now_ms, guint *recovered, GError **error);
GPtrArray *sauda_outbox_list (SaudaConnection *connection, guint state_mask, gint64 plan_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_outbox_list_planned (SaudaConnection *connection,
                                      gint64 from_ms,
                                      gint64 to_ms,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaAct *
sauda_outbox_get (SaudaConnection *connection, gint64 act_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaAct *sauda_outbox_find (SaudaConnection *connection,
                             gint64 store_id,
                             const char *kind,
                             const char *target,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
