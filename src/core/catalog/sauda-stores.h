#pragma once

#include "sauda-trust.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaStoreInfo:
 *
 * One store: an account of its own at Kaspi.
 */
typedef struct {
  gint64 id;
  char *name;         /* (owned) (not nullable) */
  char *merchant_id;  /* (owned) (nullable) NULL: not named yet */
  char *warehouse;    /* (owned) (not nullable) "PP1" */
  int cutoff_minutes; /* after Almaty midnight */
  SaudaTrust trust;
  gboolean stopped;    /* the red Stop */
  gint64 last_sync_ms; /* 0: never */
  char *sync_problem;  /* (owned) (nullable) why it could not be read last (see sauda_reason_show()); NULL: it
                          could */
  gint64 failing_ms;   /* since when it cannot be read, UTC ms; 0: it can */
} SaudaStoreInfo;

void sauda_store_info_free (SaudaStoreInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStoreInfo, sauda_store_info_free)

/**
 * SaudaStoreDraft:
 * @name: the store's name
 * @merchant_id: (nullable): %NULL keeps what is known
 * @warehouse: (nullable): %NULL keeps what is known, `PP1` at first
 * @cutoff_minutes: minutes after Almaty midnight, -1 keeps what is known, 15:00 at first
 * @trust: a #SaudaTrust, -1 keeps what is known, %SAUDA_TRUST_FILES at first
 * @corrects: whether @merchant_id may take the place of a mistyped one, and nothing of it, as long as Kaspi
 * was never read with it
 *
 * What sauda_stores_add() takes.
 */
typedef struct {
  const char *name;
  const char *merchant_id;
  const char *warehouse;
  int cutoff_minutes;
  int trust;
  gboolean corrects;
} SaudaStoreDraft;

gint64
sauda_stores_add (SaudaConnection *connection, const SaudaStoreDraft *draft, gint64 now_ms, GError **error);
GPtrArray *sauda_stores_list (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaStoreInfo *
sauda_stores_get (SaudaConnection *connection, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaStoreInfo *
sauda_stores_find (SaudaConnection *connection, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaStoreInfo *sauda_stores_find_by_merchant_id (SaudaConnection *connection,
                                                  const char *merchant_id,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64
sauda_stores_find_or_create (SaudaConnection *connection, const char *name, gint64 now_ms, GError **error);
gboolean
sauda_stores_set_trust (SaudaConnection *connection, const char *name, SaudaTrust trust, GError **error);
gboolean
sauda_stores_set_stopped (SaudaConnection *connection, const char *name, gboolean stopped, GError **error);
gboolean sauda_stores_set_last_sync (SaudaConnection *connection, gint64 id, gint64 now_ms, GError **error);
gboolean sauda_stores_set_sync_problem (SaudaConnection *connection,
                                        gint64 id,
                                        const char *problem,
                                        gint64 now_ms,
                                        GError **error);

void sauda_stores_list_async (SaudaDatabase *database,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *sauda_stores_list_finish (SaudaDatabase *database,
                                     GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stores_add_async (SaudaDatabase *database,
                             const SaudaStoreDraft *draft,
                             gint64 now_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sauda_stores_add_finish (SaudaDatabase *database, GAsyncResult *result, GError **error);
void sauda_stores_set_stopped_async (SaudaDatabase *database,
                                     const char *name,
                                     gboolean stopped,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sauda_stores_set_stopped_finish (SaudaDatabase *database, GAsyncResult *result, GError **error);

G_END_DECLS
