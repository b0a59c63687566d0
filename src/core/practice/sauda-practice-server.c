#include "sauda-practice-server.h"

#include "sauda-practice-error.h"
#include "sauda-practice-faults-private.h"
#include "sauda-practice-router-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaPracticeServer {
  GObject parent_instance;

  SaudaPracticeOptions *options; /* (owned) (not nullable) */
  GThread *thread;               /* (owned) (nullable): while it runs */
  GMainLoop *loop;               /* (owned) (nullable): of the thread */
  char *url;                     /* (owned) (nullable): since the first start */

  GMutex lock;
  GCond settled_changed;
  gboolean settled;    /* guarded by @lock: the thread listens or has failed */
  GError *start_error; /* (owned) (nullable): guarded by @lock */
};

G_DEFINE_FINAL_TYPE (SaudaPracticeServer, sauda_practice_server, G_TYPE_OBJECT)

/* Of the thread. */
typedef struct {
  SaudaPracticeRouter *router; /* (owned) (not nullable) */
  SoupServer *soup;            /* (owned) (not nullable) */
  guint latency_ms;
} Running;

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Running *running = data;
  gint64 begun_us = g_get_monotonic_time ();
  SaudaPracticeAnswer *answer;

  if (strcmp (path, SAUDA_PRACTICE_DELIVER_PATH) == 0) {
    sauda_practice_router_deliver (running->router, message);
    return;
  }
  answer = sauda_practice_router_answer (running->router, message, path, query);
  /* An answer comes after the latency that was asked for, what it took to make it included. */
  sauda_practice_answer_deliver (
    answer, message, running->latency_ms > 0 ? begun_us + (gint64) running->latency_ms * 1000 : 0);
}

static char *
get_listening_url (SoupServer *soup)
{
  GSList *uris = soup_server_get_uris (soup);
  char *url = g_strdup_printf ("http://127.0.0.1:%d" SAUDA_PRACTICE_BASE_PATH, g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}

/* On the new thread, with its context as the default one: the SoupServer lives in it. */
static gboolean
set_up (SaudaPracticeServer *self, Running *running, GError **error)
{
  g_autoptr (GError) local = NULL;

  running->latency_ms = self->options->latency_ms;
  running->soup = soup_server_new ("raw-paths", TRUE, NULL);
  running->router = sauda_practice_router_new (self->options, error);
  if (running->router == NULL)
    return FALSE;
  if (!soup_server_listen_local (running->soup, self->options->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &local)) {
    g_set_error (error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_LISTEN,
                 _ ("The practice store cannot listen on port %u: %s. Choose another port."),
                 self->options->port, local->message);
    return FALSE;
  }
  g_free (self->url);
  self->url = get_listening_url (running->soup);
  sauda_practice_router_set_base (running->router, self->url);
  soup_server_add_handler (running->soup, NULL, on_request, running, NULL);
  return TRUE;
}

static void
settle (SaudaPracticeServer *self, GError *error)
{
  g_mutex_lock (&self->lock);
  self->settled = TRUE;
  self->start_error = error;
  g_cond_signal (&self->settled_changed);
  g_mutex_unlock (&self->lock);
}

static gboolean
quit_loop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* The object waits for this thread before it goes. */
static gpointer
run (gpointer data)
{
  SaudaPracticeServer *self = data;
  GMainContext *context = g_main_loop_get_context (self->loop);
  Running running = { 0 };
  GError *error = NULL;
  gboolean listening;

  g_main_context_push_thread_default (context);
  listening = set_up (self, &running, &error);
  settle (self, error);
  if (listening)
    g_main_loop_run (self->loop);
  soup_server_disconnect (running.soup);
  g_object_unref (running.soup);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_clear_pointer (&running.router, sauda_practice_router_free);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
sauda_practice_server_finalize (GObject *object)
{
  SaudaPracticeServer *self = SAUDA_PRACTICE_SERVER (object);

  sauda_practice_server_stop (self);
  sauda_practice_options_free (self->options);
  g_free (self->url);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->settled_changed);
  G_OBJECT_CLASS (sauda_practice_server_parent_class)->finalize (object);
}

static void
sauda_practice_server_class_init (SaudaPracticeServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_practice_server_finalize;
}

static void
sauda_practice_server_init (SaudaPracticeServer *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->settled_changed);
}

static void
join_thread (SaudaPracticeServer *self)
{
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

/**
 * sauda_practice_server_new:
 * @options: how to set it up
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a server that does not listen yet, or %NULL with
 *   %SAUDA_PRACTICE_ERROR_FAULTS when the faults of @options do not exist
 */
SaudaPracticeServer *
sauda_practice_server_new (const SaudaPracticeOptions *options, GError **error)
{
  g_autoptr (SaudaPracticeFaults) faults = NULL;
  SaudaPracticeServer *self;

  g_return_val_if_fail (options != NULL && options->folder != NULL, NULL);

  faults = sauda_practice_faults_new (options->faults, error);
  if (faults == NULL)
    return NULL;
  self = g_object_new (SAUDA_TYPE_PRACTICE_SERVER, NULL);
  self->options = sauda_practice_options_copy (options);
  return self;
}

/**
 * sauda_practice_server_get_url:
 * @self: a practice server
 *
 * Returns: (transfer none) (nullable): where clients find the API, `http://127.0.0.1:PORT/shop/api`; %NULL
 * before the first start
 */
const char *
sauda_practice_server_get_url (SaudaPracticeServer *self)
{
  g_return_val_if_fail (SAUDA_IS_PRACTICE_SERVER (self), NULL);

  return self->url;
}

/**
 * sauda_practice_server_start:
 * @self: a practice server that does not run
 * @error: return location
 *
 * Returns: whether it listens; else %SAUDA_PRACTICE_ERROR_FOLDER or %SAUDA_PRACTICE_ERROR_LISTEN
 */
gboolean
sauda_practice_server_start (SaudaPracticeServer *self, GError **error)
{
  g_autoptr (GMainContext) context = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (SAUDA_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  context = g_main_context_new ();
  self->loop = g_main_loop_new (context, FALSE);
  self->settled = FALSE;
  self->thread = g_thread_new ("sauda-practice", run, self);
  g_mutex_lock (&self->lock);
  while (!self->settled)
    g_cond_wait (&self->settled_changed, &self->lock);
  local = g_steal_pointer (&self->start_error);
  g_mutex_unlock (&self->lock);
  if (local == NULL)
    return TRUE;
  join_thread (self);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * sauda_practice_server_stop:
 * @self: a practice server
 *
 * Ends every connection and waits for the thread. Does nothing when it does not run.
 */
void
sauda_practice_server_stop (SaudaPracticeServer *self)
{
  g_autoptr (GSource) quit = NULL;

  g_return_if_fail (SAUDA_IS_PRACTICE_SERVER (self));

  if (self->thread == NULL)
    return;
  /* A source of its own: the thread may not have begun to run the loop. */
  quit = g_idle_source_new ();
  g_source_set_callback (quit, quit_loop, self->loop, NULL);
  g_source_attach (quit, g_main_loop_get_context (self->loop));
  join_thread (self);
}
