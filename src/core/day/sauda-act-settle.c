#include "sauda-act-settle.h"

#include "sauda-act-effect.h"
#include "sauda-act-kind.h"
#include "sauda-act-schedule.h"
#include "sauda-day-lock.h"
#include "sauda-kaspi-client.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-outbox.h"
#include "sauda-read-again.h"

#include <glib/gi18n-lib.h>

/* One reading in three minutes where the order cannot be read, or the schedule is over. */
#define LATER_MS 180000
#define MIN_READINGS 2

/* Reading again what earlier presses left unclear, without sending anything. */
typedef struct {
  SaudaReadAgain walk;    /* over acts that are due */
  SaudaKaspiOrder *order; /* (owned) (nullable) as it was read now */
  guint settled;
} Settling;

static void
forget (gpointer data)
{
  g_clear_pointer (&((Settling *) data)->order, sauda_kaspi_order_unref);
}

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  sauda_read_again_clear (&settling->walk);
  g_free (settling);
}

/* Acts that a killed process left on their way belong to nobody when nobody runs the day. */
static gboolean
recover (SaudaConnection *connection, Settling *settling, GError **error)
{
  int lock = sauda_day_lock_take (sauda_workspace_get_folder (settling->walk.workspace), NULL);
  gboolean done;

  if (lock < 0)
    return TRUE;
  done = sauda_outbox_recover (connection, settling->walk.now_ms, NULL, error);
  sauda_day_lock_release (lock);
  return done;
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Settling *settling = data;
  g_autoptr (GPtrArray) acts = NULL;

  if (!recover (connection, settling, error))
    return NULL;
  acts = sauda_outbox_list (connection, 1u << SAUDA_ACT_UNKNOWN, 0, error);
  for (guint i = acts != NULL ? acts->len : 0; i > 0; i--) {
    const SaudaAct *act = g_ptr_array_index (acts, i - 1);

    /* What no order shows is settled elsewhere: messages, price lists, cards. */
    if (act->next_check_ms <= settling->walk.now_ms && sauda_act_kind_find (act->kind) != NULL)
      continue;
    if (sauda_act_kind_find (act->kind) != NULL)
      sauda_read_again_note_next (&settling->walk, act->next_check_ms);
    g_ptr_array_remove_index (acts, i - 1);
  }
  return g_steal_pointer (&acts);
}

static gboolean
keep_order (SaudaConnection *connection, Settling *settling, const SaudaAct *act, GError **error)
{
  g_autoptr (GPtrArray) records = sauda_kaspi_records_from_order (settling->order, settling->walk.now_ms);
  SaudaMergeCounts counts = { 0 };

  return sauda_orders_merge (connection, act->store_id, records, settling->walk.now_ms, &counts, error) &&
         sauda_order_sources_keep (connection, act->store_id, records, settling->walk.now_ms, error);
}

/* What the reading proves, by the schedule. */
static SaudaActState
judge (const Settling *settling, const SaudaAct *act, gint64 *next_ms)
{
  gboolean practice = sauda_workspace_is_practice (settling->walk.workspace);

  *next_ms = 0;
  if (settling->order != NULL && sauda_act_shows_effect (act, settling->order))
    return SAUDA_ACT_VERIFIED;
  *next_ms = sauda_act_schedule_get_next (practice, act->sent_ms, settling->walk.now_ms);
  if (*next_ms == 0 && settling->order != NULL && act->checks + 1 >= MIN_READINGS) {
    return SAUDA_ACT_FAILED;
  }
  if (*next_ms == 0 || settling->order == NULL)
    *next_ms = settling->walk.now_ms + LATER_MS;
  return SAUDA_ACT_UNKNOWN;
}

/* Whoever settled it meanwhile has the say. */
static gpointer
record_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Settling *settling = data;
  const SaudaAct *listed = sauda_read_again_get_item (&settling->walk);
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, listed->id, error);
  SaudaActState state;
  const char *note;
  gint64 next_ms;

  if (act == NULL || (settling->order != NULL && !keep_order (connection, settling, act, error)))
    return NULL;
  if (act->state != SAUDA_ACT_UNKNOWN)
    return settling;
  state = judge (settling, act, &next_ms);
  note = state == SAUDA_ACT_FAILED
           ? N_ ("Kaspi shows no change: the act had no effect. Press again to repeat it.")
         : settling->walk.problem != NULL
           ? settling->walk.problem
           : N_ ("The answer is unclear; Sauda reads the order again before anything else.");
  sauda_read_again_note_next (&settling->walk, next_ms);
  settling->settled += state != SAUDA_ACT_UNKNOWN;
  return sauda_outbox_record (connection, act->id, state, note, next_ms, settling->walk.now_ms, error)
           ? settling
           : NULL;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Settling *settling = sauda_read_again_get (data);
  GError *error = NULL;

  settling->order = sauda_kaspi_client_find_order_finish (SAUDA_KASPI_CLIENT (source), result, &error);
  if (error != NULL) {
    sauda_read_again_keep_problem (data, error);
    return;
  }
  if (settling->order == NULL)
    settling->walk.problem = g_strdup (N_ ("Kaspi does not show this order any more."));
  sauda_read_again_record (data);
}

static gint64
get_store (gconstpointer act)
{
  return ((const SaudaAct *) act)->store_id;
}

static void
read_order (GTask *task, SaudaKaspiClient *client, gconstpointer act)
{
  sauda_kaspi_client_find_order_async (client, ((const SaudaAct *) act)->target,
                                       g_task_get_cancellable (task), on_read, task);
}

static void
end (gpointer data)
{
  Settling *settling = data;

  if (settling->settled > 0)
    sauda_workspace_emit_orders_changed (settling->walk.workspace);
}

static const SaudaReadAgainKind act_kind = {
  .list = list_work,
  .list_writes = TRUE,
  .get_store = get_store,
  .read = read_order,
  .record = record_work,
  .forget = forget,
  .end = end,
  .later_ms = LATER_MS,
};

/**
 * sauda_act_settle_async:
 * @workspace: the merchant's folder
 * @channels: (nullable) (element-type SaudaChannel): the stores' ways to Kaspi; %NULL to open them
 * @cancellable: (nullable): to stop
 * @callback: called when what is due has been read
 * @user_data: data for @callback
 *
 * Clears up unclear acts by reading their orders again, each when its time has come (1.5 s … 3 min … 15 min).
 * Sends nothing and holds no lock, so it may run beside a press of the button.
 */
void
sauda_act_settle_async (SaudaWorkspace *workspace,
                        GPtrArray *channels,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Settling *settling = g_new0 (Settling, 1);

  g_task_set_source_tag (task, sauda_act_settle_async);
  g_task_set_check_cancellable (task, FALSE);
  sauda_read_again_init (&settling->walk, &act_kind, workspace, channels);
  g_task_set_task_data (task, settling, settling_free);
  sauda_read_again_start (task);
}

/**
 * sauda_act_settle_finish:
 * @result: the result
 * @settled: (out) (optional): acts whose effect is known now
 * @next_ms: (out) (optional): when the next reading is due, UTC ms; 0 when nothing is unclear
 * @error: return location
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED or an error of the room that failed
 */
gboolean
sauda_act_settle_finish (GAsyncResult *result, guint *settled, gint64 *next_ms, GError **error)
{
  const Settling *settling = g_task_get_task_data (G_TASK (result));

  if (settled != NULL)
    *settled = settling->settled;
  if (next_ms != NULL)
    *next_ms = settling->walk.next_ms;
  return g_task_propagate_boolean (G_TASK (result), error);
}
