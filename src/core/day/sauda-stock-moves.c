#include "sauda-stock-moves.h"

#include "sauda-connection.h"
#include "sauda-stock-ledger.h"
#include "sauda-stock-levels.h"
#include "sauda-stock-question.h"
#include "sauda-stock-sums.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

/* Returns come back weeks after the sale. */
#define LOOK_BACK_DAYS 90

typedef struct {
  SaudaConnection *connection; /* (not owned) */
  SaudaStockMoves *moves;      /* (not owned) */
  GArray *sums;                /* (not owned) (element-type SaudaStockSum) */
  const char *who;             /* (not owned) */
  gint64 now_ms;
} Mover;

static gboolean
write_movement (Mover *self, const SaudaStockDraft *draft, gboolean *added, GError **error)
{
  if (self->moves->batch_id == 0)
    self->moves->batch_id =
      sauda_stock_ledger_begin (self->connection, N_ ("Orders of the day"), self->who, self->now_ms, error);
  return self->moves->batch_id != 0 &&
         sauda_stock_ledger_add (self->connection, self->moves->batch_id, draft, self->now_ms, added, error);
}

/* Whether the shelf was counted after the pieces had left it: the count knows of them. */
static gboolean
left_before_the_count (const SaudaOrderDemand *line, const SaudaStockSum *sum)
{
  if (!line->was_handed_over && line->stage != SAUDA_STAGE_COMPLETED && line->stage != SAUDA_STAGE_DELIVERY)
    return FALSE;
  if (line->handed_over_ms != 0)
    return line->handed_over_ms < sum->baseline_ms;
  /* It was still here after the count, or by all that was known when the shelf was counted. */
  if (line->moved_ms != 0)
    return line->moved_ms < sum->baseline_ms;
  /* Nobody knows when: an order that was there before the count is taken to have left before it, too. */
  return (line->created_ms != 0 ? line->created_ms : line->first_seen_ms) < sum->baseline_ms;
}

static gboolean
sell (Mover *self, const SaudaOrderDemand *line, const char *key, GError **error)
{
  SaudaStockSum *sum = sauda_stock_sums_find (self->sums, line->variant_id);
  const SaudaStockDraft draft = { .variant_id = line->variant_id,
                                  .kind = SAUDA_STOCK_SALE,
                                  .pieces = -line->quantity,
                                  .order_code = line->code,
                                  .line_id = line->line_id,
                                  .key = key };
  gboolean added;

  /* Nothing follows from a stock that nobody ever told. */
  if (sum == NULL || line->quantity <= 0 || left_before_the_count (line, sum))
    return TRUE;
  if (!write_movement (self, &draft, &added, error))
    return FALSE;
  if (added) {
    self->moves->lines++;
    self->moves->sold += (guint) line->quantity;
    sum->on_hand -= line->quantity;
  }
  return TRUE;
}

/* Another size, or fewer pieces, were packed than had been taken: the shelf follows while the parcel
 * is here. */
static gboolean
correct (Mover *self, const SaudaOrderDemand *line, gint64 variant_id, gint64 pieces, GError **error)
{
  const SaudaStockDraft back = { .variant_id = variant_id,
                                 .kind = SAUDA_STOCK_CORRECTION,
                                 .pieces = -pieces,
                                 .order_code = line->code,
                                 .line_id = line->line_id,
                                 .reason = N_ ("The order was changed after it had been packed.") };
  SaudaStockDraft taken = back;

  if (line->was_handed_over || (variant_id == line->variant_id && pieces == -line->quantity) ||
      sauda_stock_sums_find (self->sums, line->variant_id) == NULL)
    return TRUE;
  taken.variant_id = line->variant_id;
  taken.pieces = -line->quantity;
  self->moves->lines++;
  return write_movement (self, &back, NULL, error) && write_movement (self, &taken, NULL, error);
}

static gboolean
put_back (Mover *self, const SaudaOrderDemand *line, gint64 variant_id, gint64 pieces, GError **error)
{
  g_autofree char *key = g_strdup_printf ("cancel/%" G_GINT64_FORMAT, line->line_id);
  const SaudaStockDraft draft = { .variant_id = variant_id,
                                  .kind = SAUDA_STOCK_CANCEL,
                                  .pieces = -pieces,
                                  .order_code = line->code,
                                  .line_id = line->line_id,
                                  .key = key };
  gboolean added;

  if (!write_movement (self, &draft, &added, error))
    return FALSE;
  if (added) {
    self->moves->lines++;
    self->moves->returned += (guint) -pieces;
  }
  return TRUE;
}

static gboolean
ask (Mover *self,
     const SaudaOrderDemand *line,
     gint64 variant_id,
     gint64 pieces,
     gboolean late_cancel,
     GError **error)
{
  const SaudaStockQuestion question = { .line_id = line->line_id,
                                        .variant_id = variant_id,
                                        .order_code = line->code,
                                        .late_cancel = late_cancel,
                                        .pieces = -pieces,
                                        .asked_ms = self->now_ms };
  gboolean asked;

  if (!sauda_stock_question_ask (self->connection, &question, &asked, error))
    return FALSE;
  self->moves->asked += asked;
  return TRUE;
}

/* What had left before the shelf was counted, and comes back after it, is not in the count: its pieces. */
static gint64
count_late_return (Mover *self, const SaudaOrderDemand *line)
{
  const SaudaStockSum *sum = sauda_stock_sums_find (self->sums, line->variant_id);

  if (sum == NULL || line->moved_ms == 0 || line->moved_ms < sum->baseline_ms)
    return 0;
  return line->was_handed_over || line->stage == SAUDA_STAGE_RETURNED ? line->quantity : 0;
}

static gboolean
take_line (Mover *self, const SaudaOrderDemand *line, GError **error)
{
  g_autofree char *key = sauda_stock_demand_make_key (line->line_id);
  gboolean moved, sold = sauda_stock_demand_is_sold (line);
  gint64 variant_id, pieces;

  if (line->variant_id == 0) {
    self->moves->unlinked += sauda_stock_demand_is_open (line);
    return TRUE;
  }
  if (sold && line->decided_lost)
    g_ptr_array_add (self->moves->lost, g_strdup (line->code));
  if (!sauda_stock_ledger_has (self->connection, key, &moved, error) ||
      !sauda_stock_ledger_read_line (self->connection, line->line_id, &variant_id, &pieces, error))
    return FALSE;
  if (sold && !moved)
    return sell (self, line, key, error);
  if (pieces == 0 && !sold) {
    variant_id = line->variant_id;
    pieces = -count_late_return (self, line);
  }
  if (pieces == 0)
    return TRUE;
  if (sold)
    return correct (self, line, variant_id, pieces, error);
  if (line->stage == SAUDA_STAGE_CANCELLED && !line->was_handed_over)
    return put_back (self, line, variant_id, pieces, error);
  if (line->stage == SAUDA_STAGE_CANCELLED || line->stage == SAUDA_STAGE_CANCELLING)
    return ask (self, line, variant_id, pieces, TRUE, error);
  if (line->stage == SAUDA_STAGE_RETURNED)
    return ask (self, line, variant_id, pieces, FALSE, error);
  return TRUE;
}

static gboolean
list_negative (Mover *self, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    self->connection,
    "SELECT variant.sku FROM stock_movement AS movement JOIN variant ON variant.id = movement.variant_id"
    " GROUP BY movement.variant_id HAVING sum (movement.pieces) < 0 ORDER BY variant.sku",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    g_ptr_array_add (self->moves->negative, g_strdup (sauda_statement_get_text (select, 0)));
  }
}

/**
 * sauda_stock_moves_run:
 * @connection: inside a transaction that may write
 * @who: the person or the rule
 * @now_ms: UTC ms
 * @error: return location
 *
 * Lets the orders move the stock: what was packed leaves the shelf, once, whatever is imported again; what
 * was cancelled before the courier came lies there again; a late cancellation or a return becomes a question.
 * All movements of one run are one act, and are undone together.
 *
 * Returns: (transfer full) (nullable): what was done, or %NULL with an error of the store
 */
SaudaStockMoves *
sauda_stock_moves_run (SaudaConnection *connection, const char *who, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaStockMoves) moves = g_new0 (SaudaStockMoves, 1);
  g_autoptr (GArray) lines =
    sauda_order_demand_list (connection, now_ms - LOOK_BACK_DAYS * SAUDA_MS_PER_DAY, error);
  g_autoptr (GArray) sums = lines != NULL ? sauda_stock_sums_read (connection, NULL, error) : NULL;
  Mover mover = { connection, moves, sums, who, now_ms };

  moves->negative = g_ptr_array_new_with_free_func (g_free);
  moves->lost = g_ptr_array_new_with_free_func (g_free);
  if (sums == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    if (!take_line (&mover, &g_array_index (lines, SaudaOrderDemand, i), error))
      return NULL;
  return list_negative (&mover, error) ? g_steal_pointer (&moves) : NULL;
}

/**
 * sauda_stock_moves_free:
 * @moves: (transfer full) (nullable): what was done
 */
void
sauda_stock_moves_free (SaudaStockMoves *moves)
{
  if (moves == NULL)
    return;
  g_ptr_array_unref (moves->negative);
  g_ptr_array_unref (moves->lost);
  g_free (moves);
}
