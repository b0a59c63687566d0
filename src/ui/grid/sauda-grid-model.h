#pragma once

#include "sauda-grid-slot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaGridModel:
 *
 * What a table shows of a list: sorted first, filtered then, so that a letter more to find sorts nothing
 * again. Looks at the items themselves and holds them in plain arrays. As a #GListModel it is one of
 * #SaudaGridSlot: other rows are put into the places that are there, for GTK 4.8 builds the two hundred rows
 * around the window anew, widget by widget, when it is told of other objects (0.2 s with eleven columns).
 *
 * Signals: `changing` right before the rows change, while the old ones are still there; `changed` after it.
 */
#define SAUDA_TYPE_GRID_MODEL (sauda_grid_model_get_type ())
G_DECLARE_FINAL_TYPE (SaudaGridModel, sauda_grid_model, SAUDA, GRID_MODEL, GObject)

SaudaGridModel *sauda_grid_model_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_grid_model_set_source (SaudaGridModel *self, GListModel *source);
void sauda_grid_model_set_items (SaudaGridModel *self, GPtrArray *items);
GPtrArray *sauda_grid_model_get_items (SaudaGridModel *self);
GListModel *sauda_grid_model_get_source (SaudaGridModel *self);
void sauda_grid_model_set_filter (SaudaGridModel *self, GtkFilter *filter);
void sauda_grid_model_set_order (SaudaGridModel *self, GCompareFunc compare, gboolean descending);
gboolean sauda_grid_model_has_order (SaudaGridModel *self, GCompareFunc compare, gboolean descending);
void sauda_grid_model_resort (SaudaGridModel *self);
guint sauda_grid_model_count (SaudaGridModel *self);
gpointer sauda_grid_model_peek (SaudaGridModel *self, guint position);
SaudaGridSlot *sauda_grid_model_peek_slot (SaudaGridModel *self, guint position);

G_END_DECLS
