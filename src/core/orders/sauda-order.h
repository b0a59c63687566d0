#pragma once

#include "sauda-stage.h"
#include "sauda-time.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaOrder:
 *
 * An order in a list. Belongs to the main thread once it is in a list.
 *
 * Properties: `note` and `tags` (string), `stage` (int, SaudaStage); all notify.
 */
#define SAUDA_TYPE_ORDER (sauda_order_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrder, sauda_order, SAUDA, ORDER, GObject)

gint64 sauda_order_get_id (SaudaOrder *self);
gint64 sauda_order_get_store_id (SaudaOrder *self);
const char *sauda_order_get_store (SaudaOrder *self);
const char *sauda_order_get_code (SaudaOrder *self);
SaudaStage sauda_order_get_stage (SaudaOrder *self);
gboolean sauda_order_may (SaudaOrder *self, SaudaStageAct act);
const char *sauda_order_get_status (SaudaOrder *self);
gboolean sauda_order_get_kaspi_delivery (SaudaOrder *self);
gboolean sauda_order_get_express (SaudaOrder *self);
gboolean sauda_order_get_signature_required (SaudaOrder *self);
gint64 sauda_order_get_created_ms (SaudaOrder *self);
gint64 sauda_order_get_planned_handover_ms (SaudaOrder *self);
gint64 sauda_order_get_ship_by_ms (SaudaOrder *self);
gint64 sauda_order_get_total (SaudaOrder *self);
const char *sauda_order_get_buyer (SaudaOrder *self);
const char *sauda_order_get_phone (SaudaOrder *self);
const char *sauda_order_get_town (SaudaOrder *self);
const char *sauda_order_get_note (SaudaOrder *self);
const char *sauda_order_get_tags (SaudaOrder *self);
SaudaDay sauda_order_get_hold_until (SaudaOrder *self);
const char *sauda_order_get_hold_reason (SaudaOrder *self);
gboolean sauda_order_get_has_label (SaudaOrder *self);
guint sauda_order_get_n_lines (SaudaOrder *self);

G_END_DECLS
