#pragma once

#include "sauda-stores.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

#define SAUDA_TRUST_EQUAL_DAYS 7

/**
 * SaudaTrustLadder:
 *
 * Where a store stands on the ladder of trust, and what the next step asks for (product.md 5).
 */
typedef struct {
  gint64 store_id;
  char *store; /* (owned) (not nullable) its name */
  SaudaTrust trust;
  SaudaTrust next;   /* the same as @trust at the top */
  gboolean unlocked; /* whether the next step may be taken */
  guint equal_days;  /* in a row, up to now, that count for the next step */
  guint needed_days; /* 0: the next step asks for none */
  char *reason;      /* (owned) (not nullable) a sentence: why, and what to do */
  char *kept_reason; /* (owned) (not nullable) the same as sauda_reason_new() keeps it */
} SaudaTrustLadder;

/* What a person or the program asks for. */
typedef struct {
  const char *store; /* (not nullable) name */
  SaudaTrust trust;
  const char *reason; /* (nullable) typed by a person who takes a step that is not unlocked */
  const char *who;    /* (not nullable) */
  gboolean practice;  /* no real shop is behind it: every step is free */
  gint64 now_ms;
} SaudaTrustRequest;

void sauda_trust_ladder_free (SaudaTrustLadder *ladder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTrustLadder, sauda_trust_ladder_free)

SaudaTrustLadder *sauda_trust_ladder_read (SaudaConnection *connection,
                                           const SaudaStoreInfo *store,
                                           gint64 now_ms,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_trust_ladder_check (SaudaConnection *connection, const SaudaTrustRequest *request, GError **error);
gboolean
sauda_trust_ladder_set (SaudaConnection *connection, const SaudaTrustRequest *request, GError **error);

gboolean sauda_trust_ladder_add_store (SaudaConnection *connection,
                                       const SaudaStoreDraft *draft,
                                       const SaudaTrustRequest *request,
                                       GError **error);

void sauda_trust_ladder_list_async (SaudaWorkspace *workspace,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *sauda_trust_ladder_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_trust_ladder_set_async (SaudaWorkspace *workspace,
                                   const char *store,
                                   SaudaTrust trust,
                                   const char *reason,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sauda_trust_ladder_set_finish (GAsyncResult *result, GError **error);

G_END_DECLS
