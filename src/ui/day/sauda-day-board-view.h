#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaDayBoardView:
 *
 * The day in numbers on its page: tiles that lead to the orders behind them, the time until the next
 * hand-over, the flow of orders, the money, and how far the store is from Kaspi's limits. Numbers change in
 * place.
 */
#define SAUDA_TYPE_DAY_BOARD_VIEW (sauda_day_board_view_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDayBoardView, sauda_day_board_view, SAUDA, DAY_BOARD_VIEW, AdwBin)

void sauda_day_board_view_set_workspace (SaudaDayBoardView *self, SaudaWorkspace *workspace);
gboolean sauda_day_board_view_is_loaded (SaudaDayBoardView *self);

G_END_DECLS
