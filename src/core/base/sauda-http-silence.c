#include "sauda-http-silence.h"

#include "sauda-source.h"

/* So long nobody wonders, and so often it is said how long it has become. */
#define TOLD_EVERY_S 10
/* Tries that end sooner than that begin anew. */
#define LOOK_MS 1000
/* A try after so long without one is no part of what was before. */
#define FORGET_US (60 * G_USEC_PER_SEC)

struct _SaudaHttpHost {
  char *name; /* (owned) (not nullable) */
  guint running;
  gint64 since_us; /* monotonic; 0: nothing is awaited */
  gint64 ended_us; /* monotonic; the last call that ended */
  gint64 told_s;   /* the silence that was told last; 0: none */
};

struct _SaudaHttpSilence {
  SaudaHttpSilenceFunc func;
  gpointer data;
  GPtrArray *hosts; /* (owned) (not nullable) (element-type SaudaHttpHost) */
  guint running;
  GSource *timer; /* (owned) (nullable) while anything is awaited */
};

static void
host_free (gpointer data)
{
  SaudaHttpHost *host = data;

  g_free (host->name);
  g_free (host);
}

static SaudaHttpHost *
find_host (SaudaHttpSilence *self, const char *name)
{
  SaudaHttpHost *host;

  for (guint i = 0; i < self->hosts->len; i++) {
    host = g_ptr_array_index (self->hosts, i);
    if (g_str_equal (host->name, name))
      return host;
  }
  host = g_new0 (SaudaHttpHost, 1);
  host->name = g_strdup (name);
  g_ptr_array_add (self->hosts, host);
  return host;
}

static gboolean
on_timer (gpointer data)
{
  SaudaHttpSilence *self = data;

  for (guint i = 0; i < self->hosts->len; i++) {
    SaudaHttpHost *host = g_ptr_array_index (self->hosts, i);
    gint64 seconds = (g_get_monotonic_time () - host->since_us) / G_USEC_PER_SEC;

    if (host->running == 0 || host->since_us == 0 || seconds < host->told_s + TOLD_EVERY_S)
      continue;
    host->told_s = seconds;
    self->func (host->name, (guint) seconds, self->data);
  }
  return G_SOURCE_CONTINUE;
}

/**
 * sauda_http_silence_new:
 * @func: called every ten seconds of a silence, and when it is over
 * @data: data for @func
 *
 * Returns: (transfer full): a watch; it is used on one thread
 */
SaudaHttpSilence *
sauda_http_silence_new (SaudaHttpSilenceFunc func, gpointer data)
{
  SaudaHttpSilence *self = g_new0 (SaudaHttpSilence, 1);

  self->func = func;
  self->data = data;
  self->hosts = g_ptr_array_new_with_free_func (host_free);
  return self;
}

/**
 * sauda_http_silence_free:
 * @self: (transfer full): a watch
 */
void
sauda_http_silence_free (SaudaHttpSilence *self)
{
  sauda_source_clear (&self->timer);
  g_ptr_array_unref (self->hosts);
  g_free (self);
}

/**
 * sauda_http_silence_begin:
 * @self: a watch
 * @host: name of a server that is asked now
 *
 * Returns: (transfer none): the server, for sauda_http_silence_end()
 */
SaudaHttpHost *
sauda_http_silence_begin (SaudaHttpSilence *self, const char *host)
{
  SaudaHttpHost *asked = find_host (self, host);
  gint64 now_us = g_get_monotonic_time ();

  if (asked->running == 0 && (asked->since_us == 0 || now_us - asked->ended_us > FORGET_US))
    asked->since_us = now_us, asked->told_s = 0;
  asked->running++;
  if (self->running++ == 0) {
    self->timer = g_timeout_source_new (LOOK_MS);
    g_source_set_callback (self->timer, on_timer, self, NULL);
    g_source_attach (self->timer, g_main_context_get_thread_default ());
  }
  return asked;
}

/**
 * sauda_http_silence_end:
 * @self: a watch
 * @host: what sauda_http_silence_begin() returned
 * @answered: whether the server answered anything
 */
void
sauda_http_silence_end (SaudaHttpSilence *self, SaudaHttpHost *host, gboolean answered)
{
  host->ended_us = g_get_monotonic_time ();
  host->running--;
  if (--self->running == 0)
    sauda_source_clear (&self->timer);
  if (!answered)
    return;
  host->since_us = host->running > 0 ? host->ended_us : 0;
  if (host->told_s > 0) {
    host->told_s = 0;
    self->func (host->name, 0, self->data);
  }
}
