#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaCardFollow:
 *
 * What is known of uploads that Kaspi had taken and was not done with.
 */
typedef struct {
  guint ended;
  guint open;
  gint64 next_ms; /* when the next status is due, UTC ms; 0: none is open */
} SaudaCardFollow;

void sauda_card_follow_async (SaudaWorkspace *workspace,
                              GPtrArray *channels,
                              gboolean at_once,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sauda_card_follow_finish (GAsyncResult *result, SaudaCardFollow *follow, GError **error);
gint64 sauda_card_follow_get_next (gint64 sent_ms, gint64 now_ms);

G_END_DECLS
