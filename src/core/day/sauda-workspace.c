#include "sauda-workspace.h"

#include "sauda-backups.h"
#include "sauda-catalog-files.h"
#include "sauda-catalog-import.h"
#include "sauda-catalog.h"
#include "sauda-customer-erase.h"
#include "sauda-database.h"
#include "sauda-day-lock.h"
#include "sauda-file.h"
#include "sauda-http.h"
#include "sauda-order-merge.h"
#include "sauda-size-advisor.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

#define KASPI_URL "https://kaspi.kz/shop/api"
#define PRACTICE_OVERLAP_MS G_GINT64_CONSTANT (3600000)
#define DEFAULT_IN_FLIGHT 4
#define DEFAULT_PER_SECOND 5.0
/* A shorter pause is over before its sentence is read. */
#define PAUSE_TO_TELL_MS 3000

struct _SaudaWorkspace {
  GObject parent_instance;

  char *folder;    /* (owned) (not nullable) */
  int open_lock;   /* file that says that it is open; -1: none */
  char *restored;  /* (owned) (nullable) the backup that was put in place when it was opened */
  char *kaspi_url; /* (owned) (not nullable) */
  gboolean practice;
  SaudaClock *clock;         /* (owned) (not nullable) */
  SaudaDatabase *database;   /* (owned) (nullable) until it is open */
  SaudaHttp *http;           /* (owned) (not nullable) */
  SaudaSizeAdvisor *advisor; /* (owned) (not nullable) */
  gint64 paused_until_us;    /* monotonic: the end of the pause that was told */
  GHashTable *tokens;        /* (owned) (not nullable) (element-type utf8 utf8) by store name */
};

G_DEFINE_FINAL_TYPE (SaudaWorkspace, sauda_workspace, G_TYPE_OBJECT)

enum { ORDERS_CHANGED, LABELS_CHANGED, ALERTS_CHANGED, TALK_CHANGED, PAUSING, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What a new workspace begins with; texts are copied, the opening runs on another thread. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GPtrArray *names;          /* (owned) (element-type utf8) */
  GPtrArray *merchant_ids;   /* (owned) (element-type utf8) */
  GBytes *catalogue;         /* (owned) (nullable) */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->workspace);
  g_ptr_array_unref (opening->names);
  g_ptr_array_unref (opening->merchant_ids);
  g_clear_pointer (&opening->catalogue, g_bytes_unref);
  g_free (opening);
}

static void
sauda_workspace_finalize (GObject *object)
{
  SaudaWorkspace *self = SAUDA_WORKSPACE (object);

  if (self->database != NULL) {
    g_clear_object (&self->database);
    sauda_backups_note_closed (self->folder);
  }
  sauda_day_lock_release (self->open_lock);
  g_free (self->folder);
  g_free (self->restored);
  g_free (self->kaspi_url);
  g_clear_object (&self->clock);
  g_clear_object (&self->http);
  g_object_unref (self->advisor);
  g_hash_table_unref (self->tokens);
  G_OBJECT_CLASS (sauda_workspace_parent_class)->finalize (object);
}

static void
sauda_workspace_class_init (SaudaWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_workspace_finalize;
  signals[ORDERS_CHANGED] = g_signal_new ("orders-changed", SAUDA_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[LABELS_CHANGED] = g_signal_new ("labels-changed", SAUDA_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[ALERTS_CHANGED] = g_signal_new ("alerts-changed", SAUDA_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[TALK_CHANGED] = g_signal_new ("talk-changed", SAUDA_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  /**
   * SaudaWorkspace::pausing:
   * @self: a workspace
   * @sentence: why, and for how long; empty: no more
   *
   * Whatever asks Kaspi now waits, because Kaspi wants it so or does not answer.
   */
  signals[PAUSING] = g_signal_new ("pausing", SAUDA_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
on_pausing (SaudaHttp *http, guint milliseconds, SaudaWorkspace *self)
{
  g_autofree char *sentence =
    g_strdup_printf (_ ("Kaspi asks for fewer requests. Going on in %u s."), (milliseconds + 999) / 1000);

  gint64 until_us = g_get_monotonic_time () + (gint64) milliseconds * 1000;

  /* Stores that pause together are told once. */
  if (milliseconds < PAUSE_TO_TELL_MS || until_us < self->paused_until_us + G_USEC_PER_SEC)
    return;
  self->paused_until_us = until_us;
  g_signal_emit (self, signals[PAUSING], 0, sentence);
}

static void
on_silent (SaudaHttp *http, const char *host, guint seconds, SaudaWorkspace *self)
{
  g_autofree char *sentence =
    seconds == 0
      ? g_strdup ("")
      : g_strdup_printf (ngettext ("%s has not answered for %u second. Sauda goes on trying.",
                                   "%s has not answered for %u seconds. Sauda goes on trying.", seconds),
                         host, seconds);

  g_signal_emit (self, signals[PAUSING], 0, sentence);
}

static void
set_request_limits (SaudaWorkspace *self, guint in_flight, double per_second)
{
  g_clear_object (&self->http);
  self->http = sauda_http_new (in_flight, per_second);
  g_signal_connect_object (self->http, "pausing", G_CALLBACK (on_pausing), self, 0);
  g_signal_connect_object (self->http, "silent", G_CALLBACK (on_silent), self, 0);
}

static void
sauda_workspace_init (SaudaWorkspace *self)
{
  self->open_lock = -1;
  self->advisor = sauda_size_advisor_new ();
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Stores that are missing are made. Practice stores are trusted: no real shop is behind them. */
static gpointer
add_stores_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Opening *opening = data;
  gint64 now_ms = sauda_clock_get_now (opening->workspace->clock);

  for (guint i = 0; i < opening->names->len; i++) {
    g_autoptr (SaudaStoreInfo) store =
      sauda_stores_find (connection, g_ptr_array_index (opening->names, i), NULL);
    const SaudaStoreDraft draft = { .name = g_ptr_array_index (opening->names, i),
                                    .merchant_id = g_ptr_array_index (opening->merchant_ids, i),
                                    .cutoff_minutes = -1,
                                    .trust = opening->workspace->practice ? SAUDA_TRUST_FULL : -1 };

    if (store == NULL && sauda_stores_add (connection, &draft, now_ms, error) == 0)
      return NULL;
  }
  return opening;
}

/* The practice clock begins in the morning with every start. What was read shortly after that the last time
 * is not newer than what is read now, so the clock goes on behind it. */
static gpointer
go_on_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaWorkspace *self = data;
  gint64 now_ms = sauda_clock_get_now (self->clock), last_ms;

  if (!sauda_orders_read_newest_moment (connection, &last_ms, error))
    return NULL;
  if (last_ms >= now_ms && last_ms < now_ms + PRACTICE_OVERLAP_MS)
    sauda_clock_set_now (self->clock, last_ms + 1);
  return self;
}

static gpointer
list_catalogue_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_catalog_list (connection, NULL, error);
}

/* Only an empty workspace is given a catalogue: what the person changed stays. */
static gboolean
import_catalogue (Opening *opening, GError **error)
{
  SaudaWorkspace *self = opening->workspace;
  SaudaCatalogOpening stock = { _ ("practice catalogue"), sauda_clock_get_now (self->clock) };
  const SaudaCatalogImportOptions options = { .now_ms = stock.now_ms,
                                              .after = sauda_catalog_files_open_stock,
                                              .after_data = &stock };
  g_autoptr (GPtrArray) offers = sauda_database_read (self->database, list_catalogue_work, NULL, error);
  g_autoptr (SaudaCatalogReport) report = NULL;

  if (offers == NULL)
    return FALSE;
  if (offers->len > 0)
    return TRUE;
  report = sauda_catalog_import_bytes (self->database, opening->catalogue, &options, NULL, error);
  return report != NULL;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  SaudaWorkspace *self = opening->workspace;
  g_autofree char *path = g_build_filename (self->folder, "sauda.db", NULL);
  GError *error = NULL;

  if (sauda_file_make_folder (self->folder, &error) &&
      sauda_backups_restore_asked (self->folder, sauda_clock_get_now (self->clock), &self->restored,
                                   &error) &&
      sauda_backups_check_database (self->folder, sauda_clock_get_now (self->clock), &error) &&
      sauda_backups_create_before_migration (self->folder, sauda_clock_get_now (self->clock), &error)) {
    self->open_lock = sauda_day_lock_hold_open (self->folder);
    self->database = sauda_database_open (path, &error);
  }
  if (self->database != NULL &&
      sauda_customer_erase_again (self->database, self->folder, sauda_clock_get_now (self->clock), &error) &&
      sauda_database_run (self->database, add_stores_work, opening, &error) != NULL &&
      (!self->practice || sauda_database_run (self->database, go_on_work, self, &error) != NULL) &&
      (opening->catalogue == NULL || import_catalogue (opening, &error)))
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else {
    sauda_backups_name_newest (self->folder, &error);
    g_task_return_error (task, error);
  }
}

/**
 * sauda_workspace_open_async:
 * @options: what to open; copied
 * @cancellable: (nullable): to stop
 * @callback: called when it is open
 * @user_data: data for @callback
 *
 * Opens a data folder, making it when it is missing.
 */
void
sauda_workspace_open_async (const SaudaWorkspaceOptions *options,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SaudaWorkspace *self = g_object_new (SAUDA_TYPE_WORKSPACE, NULL);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, sauda_workspace_open_async);
  self->folder = sauda_workspace_get_default_folder (options->practice, options->data_folder);
  self->kaspi_url = g_strdup (options->kaspi_url != NULL ? options->kaspi_url : KASPI_URL);
  self->practice = options->practice;
  self->clock = options->clock != NULL ? g_object_ref (options->clock) : sauda_clock_new ();
  /* The practice store has no limit unless a switch of its own turns one on. */
  set_request_limits (self, DEFAULT_IN_FLIGHT, self->practice ? 0 : DEFAULT_PER_SECOND);
  opening->workspace = self;
  opening->names = g_ptr_array_new_with_free_func (g_free);
  opening->merchant_ids = g_ptr_array_new_with_free_func (g_free);
  opening->catalogue = options->catalogue != NULL ? g_bytes_ref (options->catalogue) : NULL;
  for (gsize i = 0; i < options->n_stores; i++) {
    const SaudaWorkspaceStore *store = &options->stores[i];

    g_ptr_array_add (opening->names, g_strdup (store->name));
    g_ptr_array_add (opening->merchant_ids, g_strdup (store->merchant_id));
    /* A practice store may be called otherwise meanwhile. */
    if (store->token != NULL) {
      g_hash_table_insert (self->tokens, g_strdup (store->name), g_strdup (store->token));
      if (store->merchant_id != NULL)
        g_hash_table_insert (self->tokens, g_strdup (store->merchant_id), g_strdup (store->token));
    }
  }
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * sauda_workspace_open_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the workspace, or %NULL with an error of the base, store or catalog
 * room
 */
SaudaWorkspace *
sauda_workspace_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_workspace_get_default_folder:
 * @practice: whether it is the practice store's
 * @data_folder: (nullable): the folder that the person chose
 *
 * Returns: (transfer full): where everything lies; the practice store has a folder of its own inside
 */
char *
sauda_workspace_get_default_folder (gboolean practice, const char *data_folder)
{
  g_autofree char *base =
    data_folder != NULL ? g_strdup (data_folder) : g_build_filename (g_get_user_data_dir (), "sauda", NULL);
  g_autofree char *absolute = g_canonicalize_filename (base, NULL);

  return practice ? g_build_filename (absolute, "practice", NULL) : g_steal_pointer (&absolute);
}

/**
 * sauda_workspace_get_folder:
 * @self: a workspace
 *
 * Returns: the data folder, absolute
 */
const char *
sauda_workspace_get_folder (SaudaWorkspace *self)
{
  return self->folder;
}

/**
 * sauda_workspace_get_restored:
 * @self: a workspace
 *
 * Returns: (nullable): the backup that was put in place of the database when it was opened
 */
const char *
sauda_workspace_get_restored (SaudaWorkspace *self)
{
  return self->restored;
}

/**
 * sauda_workspace_get_labels_folder:
 * @self: a workspace
 *
 * Returns: (transfer full): where grouped labels go when nobody says otherwise
 */
char *
sauda_workspace_get_labels_folder (SaudaWorkspace *self)
{
  return g_build_filename (self->folder, "labels", NULL);
}

/**
 * sauda_workspace_is_practice:
 * @self: a workspace
 *
 * Returns: whether nothing here reaches a real shop
 */
gboolean
sauda_workspace_is_practice (SaudaWorkspace *self)
{
  return self->practice;
}

/**
 * sauda_workspace_get_kaspi_url:
 * @self: a workspace
 *
 * Returns: base address of the Kaspi API
 */
const char *
sauda_workspace_get_kaspi_url (SaudaWorkspace *self)
{
  return self->kaspi_url;
}

/**
 * sauda_workspace_get_clock:
 * @self: a workspace
 *
 * Returns: (transfer none): where the time comes from
 */
SaudaClock *
sauda_workspace_get_clock (SaudaWorkspace *self)
{
  return self->clock;
}

/**
 * sauda_workspace_get_now:
 * @self: a workspace
 *
 * Returns: what its clock says, UTC ms
 */
gint64
sauda_workspace_get_now (SaudaWorkspace *self)
{
  return sauda_clock_get_now (self->clock);
}

/**
 * sauda_workspace_get_today:
 * @self: a workspace
 *
 * Returns: the Almaty day that its clock shows
 */
SaudaDay
sauda_workspace_get_today (SaudaWorkspace *self)
{
  return sauda_day_from_ms (sauda_clock_get_now (self->clock));
}

/**
 * sauda_workspace_get_database:
 * @self: a workspace
 *
 * Returns: (transfer none): its database
 */
SaudaDatabase *
sauda_workspace_get_database (SaudaWorkspace *self)
{
  return self->database;
}

/**
 * sauda_workspace_read:
 * @self: a workspace
 * @func: looks things up
 * @data: data for @func
 * @error: return location
 *
 * Runs @func on the database and waits for it: for the command line, never for the window.
 *
 * Returns: what @func returned
 */
gpointer
sauda_workspace_read (SaudaWorkspace *self, SaudaWorkspaceFunc func, gpointer data, GError **error)
{
  return sauda_database_read (self->database, func, data, error);
}

/**
 * sauda_workspace_write:
 * @self: a workspace
 * @func: changes things, all or nothing
 * @data: data for @func
 * @error: return location
 *
 * Runs @func on the database and waits for it: for the command line, never for the window.
 *
 * Returns: what @func returned
 */
gpointer
sauda_workspace_write (SaudaWorkspace *self, SaudaWorkspaceFunc func, gpointer data, GError **error)
{
  return sauda_database_run (self->database, func, data, error);
}

/**
 * sauda_workspace_get_size_advisor:
 * @self: a workspace
 *
 * Returns: (transfer none): who advises sizes from what its database remembers
 */
SaudaSizeAdvisor *
sauda_workspace_get_size_advisor (SaudaWorkspace *self)
{
  return self->advisor;
}

/**
 * sauda_workspace_get_http:
 * @self: a workspace
 *
 * Returns: (transfer none): the one session to Kaspi, which keeps the limits
 */
SaudaHttp *
sauda_workspace_get_http (SaudaWorkspace *self)
{
  return self->http;
}

/**
 * sauda_workspace_get_known_token:
 * @self: a workspace
 * @store: a store's name or merchant ID
 *
 * Returns: (nullable): a token that was handed in when the workspace was opened
 */
const char *
sauda_workspace_get_known_token (SaudaWorkspace *self, const char *store)
{
  return g_hash_table_lookup (self->tokens, store);
}

/**
 * sauda_workspace_set_request_limits:
 * @self: a workspace
 * @in_flight: at most so many requests at a time, 1 to 16
 * @per_second: at most so many begin in a second, 0 for no limit
 *
 * Takes effect for what is asked from now on.
 */
void
sauda_workspace_set_request_limits (SaudaWorkspace *self, guint in_flight, double per_second)
{
  g_return_if_fail (in_flight >= 1 && in_flight <= 16 && per_second >= 0);

  set_request_limits (self, in_flight, per_second);
}

/**
 * sauda_workspace_emit_orders_changed:
 * @self: a workspace
 */
void
sauda_workspace_emit_orders_changed (SaudaWorkspace *self)
{
  g_signal_emit (self, signals[ORDERS_CHANGED], 0);
}

/**
 * sauda_workspace_emit_labels_changed:
 * @self: a workspace
 */
void
sauda_workspace_emit_labels_changed (SaudaWorkspace *self)
{
  g_signal_emit (self, signals[LABELS_CHANGED], 0);
}

/**
 * sauda_workspace_emit_alerts_changed:
 * @self: a workspace
 */
void
sauda_workspace_emit_alerts_changed (SaudaWorkspace *self)
{
  g_signal_emit (self, signals[ALERTS_CHANGED], 0);
}

/**
 * sauda_workspace_emit_talk_changed:
 * @self: a workspace
 */
void
sauda_workspace_emit_talk_changed (SaudaWorkspace *self)
{
  g_signal_emit (self, signals[TALK_CHANGED], 0);
}
