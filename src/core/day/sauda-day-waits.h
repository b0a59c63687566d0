#pragma once

#include "sauda-orders.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaDayWaits:
 * @to_ask: buyers who are going to be asked now
 * @by_hand: Sauda writes to nobody: a person opens the chats
 *
 * Orders whose size nobody has decided yet: they are neither assembled nor grouped before their cut-off, so
 * that no buyer's answer comes too late.
 */
typedef struct {
  GHashTable *until;   /* (owned) (element-type gint64 gint64) by order, UTC ms */
  GHashTable *unasked; /* (owned) (element-type gint64) set of those whose buyer nobody has asked yet */
  guint to_ask;
  gboolean by_hand;
} SaudaDayWaits;

SaudaDayWaits *sauda_day_waits_read (SaudaConnection *connection,
                                     SaudaWorkspace *workspace,
                                     SaudaDay day,
                                     gboolean tomorrow,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_day_waits_free (SaudaDayWaits *waits);
gint64 sauda_day_waits_get_until (const SaudaDayWaits *waits, gint64 order_id);
gboolean sauda_day_waits_is_unasked (const SaudaDayWaits *waits, gint64 order_id);
char *sauda_day_waits_format_time (gint64 until_ms, SaudaDay today) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_day_waits_describe_count (guint n, gint64 until_ms, SaudaDay today) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_day_waits_describe_unasked (const SaudaDayWaits *waits, guint n, gint64 until_ms, SaudaDay today)
  G_GNUC_WARN_UNUSED_RESULT;
char *sauda_day_waits_describe (gint64 until_ms, SaudaDay today) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_day_waits_is_unclear (const SaudaOrderInfo *order, SaudaDay day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaDayWaits, sauda_day_waits_free)

G_END_DECLS
