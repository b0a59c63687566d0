#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaGridGetId:
 * @row: a row
 *
 * Returns: what tells @row from others: its key in the database
 */
typedef gint64 (*SaudaGridGetId) (gpointer row);

/**
 * SaudaGridTakeOver:
 * @row: a row that stays
 * @newer: the same as it was read now; may give its content away
 */
typedef void (*SaudaGridTakeOver) (gpointer row, gpointer newer);

void
sauda_grid_keep_rows (GPtrArray *shown, GPtrArray *rows, SaudaGridGetId get_id, SaudaGridTakeOver take_over);

G_END_DECLS
