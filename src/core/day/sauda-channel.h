#pragma once

#include "sauda-kaspi-client.h"
#include "sauda-stores.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaChannel:
 *
 * A store with its way to Kaspi.
 */
typedef struct {
  SaudaStoreInfo *store;    /* (owned) (not nullable) */
  SaudaKaspiClient *client; /* (owned) (nullable) NULL: the way is closed */
  char *problem;            /* (owned) (nullable) a sentence: why it is closed */
  char *reason;             /* (owned) (nullable) the same to be kept, of sauda_reason_new() */
  gboolean token_missing;   /* the way is closed because nobody entered one */
  gboolean token_refused;   /* Kaspi said so to an act, so no other is sent */
  guint unanswered;         /* acts without an answer that had no effect as yet; one that hung counts twice */
} SaudaChannel;

void sauda_channel_free (SaudaChannel *channel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaChannel, sauda_channel_free)

void sauda_channels_open_async (SaudaWorkspace *workspace,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *sauda_channels_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaChannel *sauda_channels_find (GPtrArray *channels, gint64 store_id);
char *sauda_channel_find_clock_obstacle (const SaudaChannel *channel) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_channels_find_clock_obstacle (GPtrArray *channels) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_channel_leaves_acts (const SaudaChannel *channel);
char *sauda_channel_find_clock_warning (const SaudaChannel *channel) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_channels_get_requests (GPtrArray *channels);

G_END_DECLS
