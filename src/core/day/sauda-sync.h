#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaSync:
 *
 * Reads orders by itself while the program is open: see sauda_sync_schedule_get_next(). Between the readings
 * it clears up unclear acts and looks what needs the merchant. It sends nothing.
 *
 * Properties: `running` (boolean). Signals: `changed` when the stores' ages may have changed.
 */
#define SAUDA_TYPE_SYNC (sauda_sync_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSync, sauda_sync, SAUDA, SYNC, GObject)

SaudaSync *sauda_sync_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_sync_start (SaudaSync *self);
void sauda_sync_now (SaudaSync *self);
void sauda_sync_look (SaudaSync *self);
gboolean sauda_sync_is_running (SaudaSync *self);
GPtrArray *sauda_sync_get_stores (SaudaSync *self);
const char *const *sauda_sync_get_problems (SaudaSync *self);

G_END_DECLS
