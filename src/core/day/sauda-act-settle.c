#include "sauda-act-settle.h"

#include "sauda-act-effect.h"
#include "sauda-act-kind.h"
#include "sauda-act-schedule.h"
#include "sauda-channel.h"
#include "sauda-database.h"
#include "sauda-day-lock.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

/* One reading in three minutes where the order cannot be read, or the schedule is over. */
#define LATER_MS 180000
#define MIN_READINGS 2

/* Reading again what earlier presses left unclear, without sending anything. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GPtrArray *channels;       /* (owned) (nullable) (element-type SaudaChannel) NULL until they are open */
  GPtrArray *acts;           /* (owned) (nullable) (element-type SaudaAct) that are due */
  guint next;                /* act that is read now */
  SaudaKaspiOrder *order;    /* (owned) (nullable) as it was read now */
  char *problem;             /* (owned) (nullable) why it was not */
  gint64 now_ms;
  gint64 next_ms; /* when the next reading is due, UTC ms; 0: none */
  guint settled;
} Settling;

static void
settling_free (gpointer data)
{
  Settling *settling = data;

  g_object_unref (settling->workspace);
  g_clear_pointer (&settling->channels, g_ptr_array_unref);
  g_clear_pointer (&settling->acts, g_ptr_array_unref);
  g_clear_pointer (&settling->order, sauda_kaspi_order_unref);
  g_free (settling->problem);
  g_free (settling);
}

static Settling *
get_settling (GTask *task)
{
  Settling *settling = g_task_get_task_data (task);

  settling->now_ms = sauda_workspace_get_now (settling->workspace);
  return settling;
}

/* Acts that a killed process left on their way belong to nobody when nobody runs the day. */
static gboolean
recover (SaudaConnection *connection, Settling *settling, GError **error)
{
  int lock = sauda_day_lock_take (sauda_workspace_get_folder (settling->workspace), NULL);
  gboolean done;

  if (lock < 0)
    return TRUE;
  done = sauda_outbox_recover (connection, settling->now_ms, NULL, error);
  sauda_day_lock_release (lock);
  return done;
}

static void
note_next (Settling *settling, gint64 due_ms)
{
  if (due_ms > 0 && (settling->next_ms == 0 || due_ms < settling->next_ms))
    settling->next_ms = due_ms;
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
    if (act->next_check_ms <= settling->now_ms && sauda_act_kind_find (act->kind) != NULL)
      continue;
    if (sauda_act_kind_find (act->kind) != NULL)
      note_next (settling, act->next_check_ms);
    g_ptr_array_remove_index (acts, i - 1);
  }
  return g_steal_pointer (&acts);
}

static gboolean
keep_order (SaudaConnection *connection, Settling *settling, const SaudaAct *act, GError **error)
{
  g_autoptr (GPtrArray) records = sauda_kaspi_records_from_order (settling->order, settling->now_ms);
  SaudaMergeCounts counts = { 0 };

  return sauda_orders_merge (connection, act->store_id, records, settling->now_ms, &counts, error) &&
         sauda_order_sources_keep (connection, act->store_id, records, settling->now_ms, error);
}

/* What the reading proves, by the schedule. */
static SaudaActState
judge (const Settling *settling, const SaudaAct *act, gint64 *next_ms)
{
  gboolean practice = sauda_workspace_is_practice (settling->workspace);

  *next_ms = 0;
  if (settling->order != NULL && sauda_act_shows_effect (act, settling->order))
    return SAUDA_ACT_VERIFIED;
  *next_ms = sauda_act_schedule_get_next (practice, act->sent_ms, settling->now_ms);
  if (*next_ms == 0 && settling->order != NULL && act->checks + 1 >= MIN_READINGS) {
    return SAUDA_ACT_FAILED;
  }
  if (*next_ms == 0 || settling->order == NULL)
    *next_ms = settling->now_ms + LATER_MS;
  return SAUDA_ACT_UNKNOWN;
}

/* Whoever settled it meanwhile has the say. */
static gpointer
record_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Settling *settling = data;
  const SaudaAct *listed = g_ptr_array_index (settling->acts, settling->next);
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
           ? _ ("Kaspi shows no change: the act had no effect. Press again to repeat it.")
         : settling->problem != NULL
           ? settling->problem
           : _ ("The answer is unclear; Sauda reads the order again before anything else.");
  note_next (settling, next_ms);
  settling->settled += state != SAUDA_ACT_UNKNOWN;
  return sauda_outbox_record (connection, act->id, state, note, next_ms, settling->now_ms, error) ? settling
                                                                                                  : NULL;
}

static void read_next (GTask *task);

static void
on_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  Settling *settling = get_settling (data);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    g_task_return_error (data, error);
    g_object_unref (data);
    return;
  }
  g_clear_pointer (&settling->order, sauda_kaspi_order_unref);
  g_clear_pointer (&settling->problem, g_free);
  settling->next++;
  read_next (data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Settling *settling = get_settling (data);
  g_autoptr (GError) error = NULL;

  settling->order = sauda_kaspi_client_find_order_finish (SAUDA_KASPI_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (data, g_steal_pointer (&error));
    g_object_unref (data);
    return;
  }
  if (settling->order == NULL)
    settling->problem =
      g_strdup (error != NULL ? error->message : _ ("Kaspi does not show this order any more."));
  sauda_database_run_async (sauda_workspace_get_database (settling->workspace), record_work, settling, NULL,
                            NULL, NULL, on_recorded, data);
}

static void
read_next (GTask *task)
{
  Settling *settling = get_settling (task);

  for (; settling->next < settling->acts->len; settling->next++) {
    const SaudaAct *act = g_ptr_array_index (settling->acts, settling->next);
    SaudaChannel *channel = sauda_channels_find (settling->channels, act->store_id);

    if (channel != NULL && channel->client != NULL) {
      sauda_kaspi_client_find_order_async (channel->client, act->target, g_task_get_cancellable (task),
                                           on_read, task);
      return;
    }
    note_next (settling, settling->now_ms + LATER_MS);
  }
  if (settling->settled > 0)
    sauda_workspace_emit_orders_changed (settling->workspace);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  Settling *settling = get_settling (data);
  GError *error = NULL;

  settling->channels = sauda_channels_open_finish (result, &error);
  if (settling->channels != NULL)
    read_next (data);
  else {
    g_task_return_error (data, error);
    g_object_unref (data);
  }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  Settling *settling = get_settling (data);
  GError *error = NULL;

  settling->acts = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);
  if (settling->acts == NULL) {
    g_task_return_error (data, error);
    g_object_unref (data);
  } else if (settling->acts->len == 0 || settling->channels != NULL)
    read_next (data);
  else
    sauda_channels_open_async (settling->workspace, g_task_get_cancellable (data), on_channels, data);
}

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
  settling->workspace = g_object_ref (workspace);
  settling->channels = channels != NULL ? g_ptr_array_ref (channels) : NULL;
  g_task_set_task_data (task, settling, settling_free);
  sauda_database_run_async (sauda_workspace_get_database (workspace), list_work, get_settling (task), NULL,
                            (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
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
    *next_ms = settling->next_ms;
  return g_task_propagate_boolean (G_TASK (result), error);
}
