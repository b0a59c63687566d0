#include "sauda-day-run-private.h"

#include "sauda-database.h"
#include "sauda-day-report.h"
#include "sauda-label-report.h"
#include "sauda-stock-digest.h"
#include "sauda-stock-moves.h"
#include "sauda-stock-rule.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *who; /* (owned) (not nullable) */
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->who);
  g_free (request);
}

static gpointer
move_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  g_autoptr (SaudaStockMoves) moves =
    sauda_stock_moves_run (connection, request->who, request->now_ms, error);

  if (moves == NULL || !sauda_stock_rule_run (connection, request->now_ms, &moves->off_sale, error) ||
      !sauda_stock_digest_report (connection, request->now_ms, NULL, error))
    return NULL;
  return g_steal_pointer (&moves);
}

/* What the merchant has to look at: a shelf that was miscounted, a parcel that may be back. */
static void
tell_waiting (SaudaDayStep *step, const SaudaStockMoves *moves)
{
  for (guint i = 0; i < moves->negative->len; i++) {
    g_autofree char *sentence = g_strdup_printf (_ ("%s: less than nothing on the shelf; count it."),
                                                 (const char *) g_ptr_array_index (moves->negative, i));

    sauda_day_step_add_waiting (step, sentence);
  }
  for (guint i = 0; i < moves->lost->len; i++) {
    g_autofree char *sentence = g_strdup_printf (
      _ ("Order %s: the model does not have the decided size, so the clicked one left the shelf."),
      (const char *) g_ptr_array_index (moves->lost, i));

    sauda_day_step_add_waiting (step, sentence);
  }
  if (moves->off_sale > 0) {
    g_autofree char *sentence = g_strdup_printf (
      ngettext ("%u offer has run out and went off sale by the rule; the page of stock can take it back.",
                "%u offers have run out and went off sale by the rule; the page of stock can take it back.",
                moves->off_sale),
      moves->off_sale);

    sauda_day_step_add_waiting (step, sentence);
  }
  if (moves->asked > 0) {
    g_autofree char *sentence =
      g_strdup_printf (ngettext ("%u parcel may have come back: is it here?",
                                 "%u parcels may have come back: are they here?", moves->asked),
                       moves->asked);

    sauda_day_step_add_waiting (step, sentence);
  }
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  sauda_day_report_keep_finish (result, &error);
  sauda_day_run_end (data, error);
}

/**
 * sauda_day_run_write_report:
 * @self: a run whose branches are through
 *
 * Writes the report, and ends the run.
 */
void
sauda_day_run_write_report (SaudaDayRun *self)
{
  GError *error = NULL;

  self->report_path =
    sauda_day_report_write (self->workspace, self->day, G_LIST_MODEL (self->steps),
                            (const char *const *) self->plan->waiting, self->labels, &error);
  if (error != NULL)
    sauda_day_run_end (self, error);
  else
    sauda_day_report_keep_async (self->workspace, self->day, on_kept, self);
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_STOCK);
  GError *error = NULL;
  g_autoptr (SaudaStockMoves) moves = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);
  g_autofree char *detail = NULL;

  if (moves == NULL) {
    sauda_day_run_fail_step (self, STEP_STOCK, error);
    return;
  }
  tell_waiting (step, moves);
  sauda_day_step_set_progress (step, moves->lines, moves->lines);
  detail = g_strdup_printf (_ ("%u pieces left the shelf, %u are back on it."), moves->sold, moves->returned);
  sauda_day_step_end (step,
                      *sauda_day_step_get_waiting (step) != NULL ? SAUDA_STEP_PARTLY
                      : moves->lines == 0                        ? SAUDA_STEP_SKIPPED
                                                                 : SAUDA_STEP_DONE,
                      detail);
  sauda_day_run_join (self);
}

/**
 * sauda_day_run_move_stock:
 * @self: a run whose labels are grouped
 *
 * Lets the orders move the stock, each line once.
 */
void
sauda_day_run_move_stock (SaudaDayRun *self)
{
  Request *request = g_new0 (Request, 1);

  request->who = g_strdup (self->who);
  request->now_ms = sauda_workspace_get_now (self->workspace);
  sauda_day_step_begin (sauda_day_run_get_step (self, STEP_STOCK));
  sauda_database_run_async (sauda_workspace_get_database (self->workspace), move_work, request, request_free,
                            (GDestroyNotify) sauda_stock_moves_free, self->cancellable, on_moved, self);
}
