#include "sauda-decisions.h"

#include "sauda-connection.h"
#include "sauda-order-events.h"
#include "sauda-size-advisor-private.h"
#include "sauda-size-scores.h"
#include "sauda-sized-line.h"

/* A record that is about to be kept, and what was foretold of it. */
typedef struct {
  const SaudaSizeRecord *record;
  SaudaSizeScore score;
} Scoring;

/* Foretold before the record is in the history. */
static gboolean
foretell (SaudaSizeMemory *memory, gpointer data, GError **error)
{
  Scoring *scoring = data;
  const SaudaSizeRecord *record = scoring->record;
  SaudaSizeScore *score = &scoring->score;
  const SaudaSizeOrder order = { .height_cm = (float) record->height_cm,
                                 .weight_kg = (float) record->weight_kg,
                                 .group =
                                   (guint16) sauda_size_set_find_group (&memory->set, record->product) };
  SaudaSizeAdvice advice;

  score->at_ms = record->at_ms;
  score->n_sizes = memory->set.chart.n_sizes;
  sauda_size_learner_foretell (memory->learner, &order, score->probabilities);
  sauda_size_learner_advise (memory->learner, record->height_cm, record->weight_kg, order.group, NULL,
                             &advice);
  for (guint i = 0; i < score->n_sizes; i++)
    g_strlcpy (score->names[i], memory->set.chart.names[i], SAUDA_SIZE_NAME_LENGTH);
  g_strlcpy (score->size, memory->set.chart.names[advice.size], SAUDA_SIZE_NAME_LENGTH);
  score->probability = advice.probabilities[advice.size];
  score->sure = advice.sure;
  return TRUE;
}

/* What was decided before is taken back first: it must not foretell itself. */
static gboolean
keep_record (SaudaSizeAdvisor *advisor,
             SaudaConnection *connection,
             const SaudaSizedLine *line,
             const SaudaDecision *decision,
             GError **error)
{
  g_autofree char *size = sauda_order_edit_read_size (decision->size);
  g_autoptr (SaudaSizeRecord) record = sauda_size_record_new ();
  Scoring scoring = { .record = record };
  SaudaSizePut put;

  if (size == NULL)
    size = g_strdup (line->line->clicked_size);
  if (!sauda_size_history_forget_line (connection, decision->line_id, error))
    return FALSE;
  if (size == NULL || decision->height_cm == 0)
    return TRUE;
  record->people = line->people;
  record->product = g_strdup (line->group);
  record->height_cm = decision->height_cm;
  record->weight_kg = decision->weight_kg;
  record->size = g_steal_pointer (&size);
  record->at_ms = decision->now_ms;
  record->source = decision->source;
  record->line_id = decision->line_id;
  if (!sauda_size_advisor_use (advisor, connection, line->people, foretell, &scoring, error) ||
      !sauda_size_history_put (connection, record, &put, error))
    return FALSE;
  scoring.score.history_id = record->id;
  return sauda_size_scores_put (connection, &scoring.score, error);
}

/**
 * sauda_line_measure_clear:
 * @measure: what is noted for a line
 */
void
sauda_line_measure_clear (SaudaLineMeasure *measure)
{
  g_clear_pointer (&measure->answer, g_free);
  g_clear_pointer (&measure->who, g_free);
  *measure = (SaudaLineMeasure){ 0 };
}

/**
 * sauda_decisions_decide:
 * @advisor: the advisor of the workspace
 * @connection: inside a transaction
 * @decision: which size, from what, by whom and why
 * @error: return location
 *
 * Decides the size of a line. The order's history says who, when and why; the height and weight are noted;
 * and what is known of them is learned from. Deciding again replaces what was decided before.
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_decisions_decide (SaudaSizeAdvisor *advisor,
                        SaudaConnection *connection,
                        const SaudaDecision *decision,
                        GError **error)
{
  g_autoptr (SaudaSizedLine) line = sauda_sized_line_find (connection, decision->line_id, error);
  const SaudaOrderEdit edit = { .who = decision->who,
                                .reason = decision->reason,
                                .now_ms = decision->now_ms };

  return line != NULL &&
         (decision->height_cm == 0 || sauda_decisions_set_measure (connection, decision, error)) &&
         sauda_orders_set_decided_size (connection, decision->line_id, decision->size, &edit, error) &&
         keep_record (advisor, connection, line, decision, error);
}

/**
 * sauda_decisions_undo:
 * @connection: inside a transaction
 * @decision: the line, who takes it back, why and when; the rest does not matter
 * @error: return location
 *
 * Takes a decision back: the line waits again, nothing is learned from it, and both acts stay in the order's
 * history. The height and weight stay noted.
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_decisions_undo (SaudaConnection *connection, const SaudaDecision *decision, GError **error)
{
  const SaudaOrderEdit edit = { .who = decision->who,
                                .reason = decision->reason,
                                .now_ms = decision->now_ms };

  return sauda_orders_set_decided_size (connection, decision->line_id, NULL, &edit, error) &&
         sauda_size_history_forget_line (connection, decision->line_id, error);
}

/**
 * sauda_decisions_set_measure:
 * @connection: inside a transaction
 * @decision: the line, the height and weight, what the buyer wrote, who noted it and when; the rest does not
 *   matter
 * @error: return location
 *
 * Notes a buyer's height and weight before a size is decided.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_decisions_set_measure (SaudaConnection *connection, const SaudaDecision *decision, GError **error)
{
  SaudaStatement *put = sauda_connection_prepare (
    connection,
    "INSERT INTO line_measure (line_id, height_cm, weight_kg, text, who, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, "
    "?6)"
    " ON CONFLICT (line_id) DO UPDATE SET height_cm = excluded.height_cm, weight_kg = excluded.weight_kg,"
    " text = coalesce (excluded.text, text), who = excluded.who, at_ms = excluded.at_ms",
    error);

  if (put == NULL)
    return FALSE;
  sauda_statement_bind_int64 (put, 1, decision->line_id);
  sauda_statement_bind_double (put, 2, decision->height_cm);
  sauda_statement_bind_double (put, 3, decision->weight_kg);
  sauda_statement_bind_text (put, 4, decision->answer);
  sauda_statement_bind_text (put, 5, decision->who);
  sauda_statement_bind_int64 (put, 6, decision->now_ms);
  return sauda_statement_run (put, error);
}

/**
 * sauda_decisions_get_measure:
 * @connection: inside a transaction
 * @line_id: a line of an order
 * @measure: (out caller-allocates): what is noted for it; its height is 0 when nothing is
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_decisions_get_measure (SaudaConnection *connection,
                             gint64 line_id,
                             SaudaLineMeasure *measure,
                             GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT height_cm, weight_kg, text, who, at_ms FROM line_measure WHERE line_id = ?", error);
  gboolean row;

  *measure = (SaudaLineMeasure){ 0 };
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, line_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    measure->height_cm = sauda_statement_get_double (find, 0);
    measure->weight_kg = sauda_statement_get_double (find, 1);
    measure->answer = g_strdup (sauda_statement_get_text (find, 2));
    measure->who = g_strdup (sauda_statement_get_text (find, 3));
    measure->at_ms = sauda_statement_get_int64 (find, 4);
    sauda_statement_reset (find);
  }
  return TRUE;
}

/**
 * sauda_decisions_has_sizes:
 * @connection: inside a transaction
 * @line_id: a line of an order
 * @has_sizes: (out): whether its buyer is asked for height and weight
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_decisions_has_sizes (SaudaConnection *connection, gint64 line_id, gboolean *has_sizes, GError **error)
{
  g_autoptr (SaudaSizedLine) line = sauda_sized_line_find (connection, line_id, error);

  if (line == NULL)
    return FALSE;
  *has_sizes = line->has_sizes;
  return TRUE;
}

/**
 * sauda_decisions_note_return:
 * @connection: inside a transaction
 * @decision: the line; for %SAUDA_SIZE_OUTCOME_EXCHANGED the size that the buyer got instead; who notes it,
 *   why and when; the rest does not matter
 * @outcome: what was wrong with the size
 * @learned: (out): whether anything is learned: height and weight have to be known for that
 * @error: return location
 *
 * Notes in the order's history that a line came back for its size, and learns from it (sizing.md "Returns").
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_decisions_note_return (SaudaConnection *connection,
                             const SaudaDecision *decision,
                             SaudaSizeOutcome outcome,
                             gboolean *learned,
                             GError **error)
{
  g_autoptr (SaudaSizedLine) line = sauda_sized_line_find (connection, decision->line_id, error);
  g_autofree char *size = sauda_order_edit_read_size (decision->size);

  return line != NULL &&
         sauda_size_history_set_outcome (connection, decision->line_id, outcome, size, learned, error) &&
         sauda_order_events_add (
           connection,
           &(SaudaOrderEventDraft){ .order_id = line->order->id,
                                    .line_id = decision->line_id,
                                    .at_ms = decision->now_ms,
                                    .kind = "size-return",
                                    .before = sauda_order_line_info_get_size (line->line),
                                    .after = size,
                                    .who = decision->who,
                                    .reason = sauda_size_outcome_get_name (outcome) },
           error);
}
