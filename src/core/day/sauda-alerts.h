#pragma once

#include "sauda-alert-kind.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaWorkspace SaudaWorkspace;

/**
 * SaudaAlertSeverity:
 * @SAUDA_ALERT_NOTICE: good to know; never interrupts
 * @SAUDA_ALERT_WARNING: somebody should look today
 * @SAUDA_ALERT_URGENT: somebody must act now
 */
typedef enum {
  SAUDA_ALERT_NOTICE,
  SAUDA_ALERT_WARNING,
  SAUDA_ALERT_URGENT,
} SaudaAlertSeverity;

/* Something that needs a person, as a rule finds it; every text is copied. */
typedef struct {
  const char *kind;       /* (not nullable) see sauda-alert-kind.h */
  gint64 store_id;        /* 0: none */
  const char *order_code; /* (nullable) */
  const char *detail;     /* (nullable) tells alerts of one kind apart beside store and order */
  SaudaAlertSeverity severity;
  gint64 weight; /* how bad within the severity; an acknowledged one speaks again when it rises */
  /* (not nullable) one sentence: what, and what to do; sauda_reason_new() keeps it for readers of any
   * language */
  const char *text;
  const char *data; /* (nullable) JSON */
} SaudaAlertDraft;

/* One episode. */
typedef struct {
  gint64 id;
  char *kind;       /* (owned) (not nullable) */
  gint64 store_id;  /* 0: none */
  char *store;      /* (owned) (nullable) its name */
  char *order_code; /* (owned) (nullable) */
  char *detail;     /* (owned) (nullable) tells alerts of one kind apart beside store and order */
  SaudaAlertSeverity severity;
  gint64 weight;
  char *text; /* (owned) (not nullable) */
  char *data; /* (owned) (nullable) JSON */
  gint64 first_seen_ms;
  gint64 last_seen_ms;
  gint64 acknowledged_ms; /* 0: not, or worse since */
  char *acknowledged_by;  /* (owned) (nullable) */
  gint64 resolved_ms;     /* 0: open */
} SaudaAlert;

void sauda_alert_free (SaudaAlert *alert);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaAlert, sauda_alert_free)

const char *sauda_alert_severity_get_name (SaudaAlertSeverity severity);
gboolean sauda_alerts_raise (SaudaConnection *connection,
                             const SaudaAlertDraft *draft,
                             gint64 now_ms,
                             gboolean *news,
                             GError **error);
gboolean
sauda_alerts_clear (SaudaConnection *connection, const SaudaAlertDraft *draft, gint64 now_ms, GError **error);
gboolean sauda_alerts_report (SaudaConnection *connection,
                              const char *kind,
                              const SaudaAlertDraft *drafts,
                              gsize n_drafts,
                              gint64 now_ms,
                              guint *news,
                              GError **error);
gboolean sauda_alerts_acknowledge (SaudaConnection *connection,
                                   gint64 alert_id,
                                   const char *who,
                                   gint64 now_ms,
                                   GError **error);
GPtrArray *
sauda_alerts_list (SaudaConnection *connection, gboolean history, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_alerts_report_async (SaudaWorkspace *workspace,
                                const char *kind,
                                const SaudaAlertDraft *drafts,
                                gsize n_drafts,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sauda_alerts_report_finish (GAsyncResult *result, guint *news, GError **error);
void sauda_alerts_acknowledge_async (SaudaWorkspace *workspace,
                                     gint64 alert_id,
                                     const char *who,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sauda_alerts_acknowledge_finish (GAsyncResult *result, GError **error);
void sauda_alerts_list_async (SaudaWorkspace *workspace,
                              gboolean history,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *sauda_alerts_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
