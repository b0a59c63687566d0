#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaGridSlot:
 *
 * A row's place in a table; what lies there changes.
 *
 * Property: `item` (object, notifies).
 */
#define SAUDA_TYPE_GRID_SLOT (sauda_grid_slot_get_type ())
G_DECLARE_FINAL_TYPE (SaudaGridSlot, sauda_grid_slot, SAUDA, GRID_SLOT, GObject)

SaudaGridSlot *sauda_grid_slot_new (gpointer item) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_grid_slot_get_item (SaudaGridSlot *self);
void sauda_grid_slot_set_item (SaudaGridSlot *self, gpointer item);

G_END_DECLS
