#include "sauda-sync.h"

#include "sauda-act-settle.h"
#include "sauda-alert-rules.h"
#include "sauda-card-follow.h"
#include "sauda-fetch.h"
#include "sauda-sync-schedule.h"

#define FETCH_DAYS 14
#define TICK_SECONDS 60
#define FIRST_AFTER_SECONDS 3
#define CHANGES_AFTER_SECONDS 1

struct _SaudaSync {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  GPtrArray *stores;         /* (owned) (not nullable) (element-type SaudaStoreInfo) as they were last */
  GStrv problems;            /* (owned) (nullable) of the last reading */
  guint timer;               /* 0: not started */
  guint changes;             /* source that looks again after orders changed; 0: none */
  guint failures;            /* in a row */
  gint64 last_ms;            /* when it was tried last, UTC ms; 0: never */
  gint64 settle_ms;          /* when unclear acts are due, UTC ms */
  gboolean running;
  gboolean busy;   /* clearing up or looking at the rules */
  gboolean wanted; /* the merchant asked for it */
};

enum { PROP_0, PROP_RUNNING, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaSync, sauda_sync, G_TYPE_OBJECT)

static gint64
now (SaudaSync *self)
{
  return sauda_workspace_get_now (self->workspace);
}

static void
set_running (SaudaSync *self, gboolean running)
{
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_rules (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaSync) self = data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (!sauda_alert_rules_run_finish (result, NULL, &error) && !is_gone (error))
    g_warning ("What needs the merchant cannot be found out: %s", error->message);
}

static void
on_cards_followed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaSync) self = data;
  g_autoptr (GError) error = NULL;
  SaudaCardFollow follow;

  if (!sauda_card_follow_finish (result, &follow, &error)) {
    self->busy = FALSE;
    if (!is_gone (error))
      g_warning ("Uploads of cards cannot be read: %s", error->message);
    return;
  }
  if (follow.next_ms != 0 && (self->settle_ms == 0 || follow.next_ms < self->settle_ms))
    self->settle_ms = follow.next_ms;
  sauda_alert_rules_run_async (self->workspace, self->cancellable, on_rules, g_object_ref (self));
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaSync) self = data;
  g_autoptr (GError) error = NULL;

  if (!sauda_act_settle_finish (result, NULL, &self->settle_ms, &error)) {
    self->busy = FALSE;
    if (!is_gone (error))
      g_warning ("Unclear acts cannot be read: %s", error->message);
    return;
  }
  sauda_card_follow_async (self->workspace, NULL, FALSE, self->cancellable, on_cards_followed,
                           g_object_ref (self));
}

static void
on_stores (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaSync) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *stores = sauda_stores_list_finish ((SaudaDatabase *) source, result, &error);

  if (stores == NULL) {
    self->busy = FALSE;
    if (!is_gone (error))
      g_warning ("The stores cannot be listed: %s", error->message);
    return;
  }
  g_ptr_array_unref (self->stores);
  self->stores = stores;
  g_signal_emit (self, signals[CHANGED], 0);
  sauda_act_settle_async (self->workspace, NULL, self->cancellable, on_settled, g_object_ref (self));
}

/* Stores first, then unclear acts, then the rules: one after the other. */
static void
look_after (SaudaSync *self)
{
  if (self->busy)
    return;
  self->busy = TRUE;
  sauda_stores_list_async (sauda_workspace_get_database (self->workspace), self->cancellable, on_stores,
                           g_object_ref (self));
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaSync) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaFetchReport) report = sauda_fetch_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->last_ms = now (self);
  self->failures =
    report != NULL && report->orders == 0 && *report->problems != NULL ? self->failures + 1 : 0;
  g_clear_pointer (&self->problems, g_strfreev);
  self->problems = report != NULL ? g_strdupv (report->problems) : NULL;
  set_running (self, FALSE);
  look_after (self);
}

static gboolean
may_read_any (SaudaSync *self)
{
  for (guint i = 0; i < self->stores->len; i++)
    if (((SaudaStoreInfo *) g_ptr_array_index (self->stores, i))->trust >= SAUDA_TRUST_READ)
      return TRUE;
  return FALSE;
}

static void
fetch (SaudaSync *self)
{
  self->wanted = FALSE;
  set_running (self, TRUE);
  sauda_fetch_async (self->workspace, NULL, NULL, FETCH_DAYS, NULL, self->cancellable, on_fetched,
                     g_object_ref (self));
}

/* What was tried last: this program's own try, or what another one brought in meanwhile. */
static gint64
get_last (SaudaSync *self)
{
  gint64 last_ms = self->last_ms;

  for (guint i = 0; i < self->stores->len; i++)
    last_ms = MAX (last_ms, ((SaudaStoreInfo *) g_ptr_array_index (self->stores, i))->last_sync_ms);
  return MIN (last_ms, now (self));
}

/* Reading comes first where it is due, so that nobody is told of a lateness that ends in a moment. */
static void
go_on (SaudaSync *self)
{
  if (self->running)
    return;
  if (may_read_any (self) && (self->wanted || now (self) >= sauda_sync_schedule_get_next (
                                                              self->stores, get_last (self), self->failures)))
    fetch (self);
  else
    look_after (self);
}

static gboolean
on_tick (gpointer data)
{
  go_on (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_first_tick (gpointer data)
{
  SaudaSync *self = data;

  self->timer = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  /* Orders of the night: the first reading comes at once. Practice begins with an empty table, to be filled
   * by the merchant's own press. */
  if (!sauda_workspace_is_practice (self->workspace) && may_read_any (self))
    fetch (self);
  else {
    self->last_ms = now (self);
    look_after (self);
  }
  return G_SOURCE_REMOVE;
}

static void
on_first_stores (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaSync) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *stores = sauda_stores_list_finish ((SaudaDatabase *) source, result, &error);

  if (stores != NULL) {
    g_ptr_array_unref (self->stores);
    self->stores = stores;
  }
  if (is_gone (error))
    return;
  g_signal_emit (self, signals[CHANGED], 0);
  self->timer = g_timeout_add_seconds (FIRST_AFTER_SECONDS, on_first_tick, self);
}

static gboolean
on_changes_over (gpointer data)
{
  SaudaSync *self = data;

  self->changes = 0;
  go_on (self);
  return G_SOURCE_REMOVE;
}

/* What was urgent may be done now; many changes in a row are looked at once. */
static void
on_orders_changed (SaudaSync *self)
{
  if (self->changes == 0 && self->timer != 0)
    self->changes = g_timeout_add_seconds (CHANGES_AFTER_SECONDS, on_changes_over, self);
}

static void
sauda_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, SAUDA_SYNC (object)->running);
}

static void
sauda_sync_dispose (GObject *object)
{
  SaudaSync *self = SAUDA_SYNC (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->changes, g_source_remove);
  G_OBJECT_CLASS (sauda_sync_parent_class)->dispose (object);
}

static void
sauda_sync_finalize (GObject *object)
{
  SaudaSync *self = SAUDA_SYNC (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->workspace);
  g_ptr_array_unref (self->stores);
  g_strfreev (self->problems);
  G_OBJECT_CLASS (sauda_sync_parent_class)->finalize (object);
}

static void
sauda_sync_class_init (SaudaSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sauda_sync_get_property;
  object_class->dispose = sauda_sync_dispose;
  object_class->finalize = sauda_sync_finalize;
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] =
    g_signal_new ("changed", SAUDA_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_sync_init (SaudaSync *self)
{
  self->cancellable = g_cancellable_new ();
  self->stores = g_ptr_array_new ();
}

/**
 * sauda_sync_new:
 * @workspace: the merchant's folder
 *
 * Returns: (transfer full): a schedule that has not begun
 */
SaudaSync *
sauda_sync_new (SaudaWorkspace *workspace)
{
  SaudaSync *self = g_object_new (SAUDA_TYPE_SYNC, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * sauda_sync_start:
 * @self: a schedule
 *
 * Begins to read orders by itself; ends when the object is let go.
 */
void
sauda_sync_start (SaudaSync *self)
{
  g_return_if_fail (SAUDA_IS_SYNC (self) && self->timer == 0);

  sauda_stores_list_async (sauda_workspace_get_database (self->workspace), self->cancellable, on_first_stores,
                           g_object_ref (self));
}

/**
 * sauda_sync_now:
 * @self: a schedule
 *
 * Reads the orders now; does nothing while they are being read.
 */
void
sauda_sync_now (SaudaSync *self)
{
  g_return_if_fail (SAUDA_IS_SYNC (self));

  self->wanted = TRUE;
  if (!self->running)
    fetch (self);
}

/**
 * sauda_sync_look:
 * @self: a schedule
 *
 * Looks at once what needs the merchant, and reads the orders before where that is due.
 */
void
sauda_sync_look (SaudaSync *self)
{
  g_return_if_fail (SAUDA_IS_SYNC (self));
  go_on (self);
}

/**
 * sauda_sync_is_running:
 * @self: a schedule
 *
 * Returns: whether orders are being read
 */
gboolean
sauda_sync_is_running (SaudaSync *self)
{
  return self->running;
}

/**
 * sauda_sync_get_stores:
 * @self: a schedule
 *
 * Returns: (transfer none) (element-type SaudaStoreInfo): the stores as they were looked at last
 */
GPtrArray *
sauda_sync_get_stores (SaudaSync *self)
{
  return self->stores;
}

/**
 * sauda_sync_get_problems:
 * @self: a schedule
 *
 * Returns: (nullable) (array zero-terminated=1): why stores could not be read last time
 */
const char *const *
sauda_sync_get_problems (SaudaSync *self)
{
  return (const char *const *) self->problems;
}
