#pragma once

#include "sauda-stores.h"

G_BEGIN_DECLS

gint64 sauda_sync_schedule_get_next (GPtrArray *stores, gint64 last_ms, guint failures);

G_END_DECLS
