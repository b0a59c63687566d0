#pragma once

#include "sauda-grid.h"

G_BEGIN_DECLS

/**
 * SaudaColumnsPopover:
 *
 * Chooses the columns of a table and puts them in order, by pointer or by keys: Alt with Up and Down moves
 * the column that has the focus.
 */
#define SAUDA_TYPE_COLUMNS_POPOVER (sauda_columns_popover_get_type ())
G_DECLARE_FINAL_TYPE (SaudaColumnsPopover, sauda_columns_popover, SAUDA, COLUMNS_POPOVER, GtkPopover)

GtkWidget *sauda_columns_popover_new (SaudaGrid *grid) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
