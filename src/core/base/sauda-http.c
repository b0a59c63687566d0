#include "sauda-http.h"

#include "sauda-config.h"
#include "sauda-http-error-private.h"
#include "sauda-http-redirect-private.h"
#include "sauda-http-silence.h"
#include "sauda-proxy-watch.h"
#include "sauda-source.h"
#include "sauda-throttle.h"

#include <glib/gi18n-lib.h>

/* An honest name: servers silently drop a library's default one (kaspi-api 1.4). */
#define USER_AGENT "Sauda/" SAUDA_VERSION " (+https://github.com/sauda)"

#define CONNECT_SECONDS 10
#define MAX_REDIRECTS 3
#define CHUNK (64 * 1024)
#define TOO_MANY_REQUESTS 429 /* libsoup has no name for it */
#define BEHIND_NETWORK (G_PRIORITY_DEFAULT + 10)

struct _SaudaHttp {
  GObject parent_instance;

  GThread *thread;           /* (not owned): where the session may be used */
  GMainContext *context;     /* (owned) (not nullable): of it */
  SoupSession *session;      /* (owned) (not nullable) */
  SaudaProxyWatch *proxies;  /* (owned) (not nullable) */
  SaudaThrottle *throttle;   /* (owned) (not nullable): of Call */
  SaudaHttpSilence *silence; /* (owned) (not nullable) */
  guint max_in_flight;
  guint requests; /* started so far */
};

/* One request of a caller, alive until its task has returned. */
typedef struct {
  SaudaHttp *http;           /* (not owned): the task holds it */
  GTask *task;               /* (owned) (not nullable) */
  SoupMessage *message;      /* (owned) (not nullable): the second one after a redirect */
  GCancellable *cancellable; /* (owned) (not nullable): stops libsoup */
  GSource *cancelled;        /* (owned) (nullable): watches the caller's cancellable */
  GSource *timer;            /* (owned) (nullable): from the first start on */
  GSource *stopping;         /* (owned) (nullable): stops libsoup a little later */
  GInputStream *stream;      /* (owned) (nullable): the body */
  GByteArray *body;          /* (owned) (not nullable) */
  GError *failure;           /* (owned) (nullable): why we stopped libsoup */
  SaudaHttpPhase phase;
  SaudaHttpHost *host; /* (nullable) borrowed: of the step that is under way */
  gboolean sending;    /* libsoup has not handed over the answer */
  gint64 started_us;   /* monotonic; 0 before the first start */
  gsize max_bytes;
  guint timeout_seconds;
  guint redirects;
} Call;

enum { PAUSING, SILENT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaHttp, sauda_http, G_TYPE_OBJECT)

static void
clear_message (Call *call)
{
  g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_object (&call->message);
}

static void
call_free (Call *call)
{
  sauda_source_clear (&call->cancelled);
  sauda_source_clear (&call->timer);
  sauda_source_clear (&call->stopping);
  clear_message (call);
  g_clear_object (&call->stream);
  g_clear_object (&call->cancellable);
  g_clear_error (&call->failure);
  g_byte_array_unref (call->body);
  g_object_unref (call->task);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Never the query or a header: they hold the buyer's and the merchant's secrets. */
static void
log_call (Call *call, const GError *error)
{
  gint64 ms = call->started_us != 0 ? (g_get_monotonic_time () - call->started_us) / 1000 : 0;
  const char *path = g_uri_get_path (soup_message_get_uri (call->message));

  if (error != NULL)
    g_debug ("%s %s: %s after %d ms", soup_message_get_method (call->message), path, error->message,
             (int) ms);
  else
    g_debug ("%s %s: %d, %u bytes, %d ms", soup_message_get_method (call->message), path,
             (int) soup_message_get_status (call->message), call->body->len, (int) ms);
}

/* What stands between us and the server, as far as is known. */
static const char *
find_proxy (Call *call)
{
  return sauda_proxy_watch_find (call->http->proxies, soup_message_get_uri (call->message));
}

/* The end of every call; @error is taken. */
static void
end_call (Call *ending, GError *error)
{
  g_autoptr (Call) call = ending;
  g_autoptr (GBytes) body = NULL;

  log_call (call, error);
  if (error != NULL) {
    g_task_return_error (call->task, error);
    return;
  }
  body = g_bytes_new (call->body->data, call->body->len);
  g_task_return_pointer (call->task, sauda_http_response_new (call->message, body),
                         (GDestroyNotify) sauda_http_response_free);
}

static gboolean
on_finished (gpointer data)
{
  Call *call = data;

  end_call (call, g_steal_pointer (&call->failure));
  return G_SOURCE_REMOVE;
}

/* Ends a call that has been started; @cause is libsoup's word and is taken. Whose turn it is goes out first:
 * what the caller makes of the answer can be done while that one is under way. */
static void
finish_call (Call *call, GError *cause)
{
  g_autoptr (GSource) later = g_idle_source_new ();

  sauda_source_clear (&call->cancelled);
  sauda_source_clear (&call->timer);
  if (call->failure == NULL && cause != NULL)
    call->failure = sauda_http_error_from_soup (call->message, call->phase, find_proxy (call), cause);
  g_clear_error (&cause);
  sauda_http_silence_end (call->http->silence, call->host, call->phase == SAUDA_HTTP_PHASE_ANSWERED);
  sauda_throttle_leave (call->http->throttle);
  g_source_set_priority (later, BEHIND_NETWORK);
  g_source_set_callback (later, on_finished, call, NULL);
  g_source_attach (later, g_task_get_context (call->task));
}

static gboolean
on_stopping (gpointer data)
{
  Call *call = data;

  sauda_source_clear (&call->stopping);
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

/* Ends a call before its time, wherever it stands; @failure is taken and is what the caller gets. libsoup 3.6
 * frees a request twice that is cancelled when its answer is ready but not handed over: that comes first. */
static void
stop_call (Call *call, GError *failure)
{
  if (sauda_throttle_withdraw (call->http->throttle, call)) {
    end_call (call, failure);
    return;
  }
  if (call->failure == NULL)
    call->failure = failure;
  else
    g_error_free (failure);
  if (!call->sending || call->phase != SAUDA_HTTP_PHASE_ANSWERED) {
    g_cancellable_cancel (call->cancellable);
  } else if (call->stopping == NULL) {
    call->stopping = g_idle_source_new ();
    g_source_set_callback (call->stopping, on_stopping, call, NULL);
    g_source_attach (call->stopping, g_task_get_context (call->task));
  }
}

static gboolean
on_caller_cancelled (GCancellable *cancellable, gpointer data)
{
  Call *call = data;
  GError *error = NULL;

  sauda_source_clear (&call->cancelled);
  g_cancellable_set_error_if_cancelled (cancellable, &error);
  stop_call (call, error);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timeout (gpointer data)
{
  Call *call = data;

  sauda_source_clear (&call->timer);
  stop_call (call,
             sauda_http_error_late (call->message, call->phase, find_proxy (call), call->timeout_seconds));
  return G_SOURCE_REMOVE;
}

static void
set_timer (Call *call, guint seconds, GSourceFunc func)
{
  sauda_source_clear (&call->timer);
  call->timer = g_timeout_source_new (seconds * 1000);
  g_source_set_callback (call->timer, func, call, NULL);
  g_source_attach (call->timer, g_task_get_context (call->task));
}

/* A server that cannot even be reached is not worth the whole patience. */
static gboolean
on_connect_timeout (gpointer data)
{
  Call *call = data;

  sauda_source_clear (&call->timer);
  if (call->phase == SAUDA_HTTP_PHASE_CONNECTING)
    stop_call (call, sauda_http_error_late (call->message, call->phase, find_proxy (call), CONNECT_SECONDS));
  else
    set_timer (call, call->timeout_seconds - CONNECT_SECONDS, on_timeout);
  return G_SOURCE_REMOVE;
}

static void
on_wrote_headers (SoupMessage *message, gpointer data)
{
  ((Call *) data)->phase = SAUDA_HTTP_PHASE_SENT;
}

static void
on_got_headers (SoupMessage *message, gpointer data)
{
  ((Call *) data)->phase = SAUDA_HTTP_PHASE_ANSWERED;
}

static void
on_chunk (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  GError *cause = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &cause);
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (size == 0) {
    finish_call (call, cause);
    return;
  }
  if (size > call->max_bytes - call->body->len) {
    stop_call (call, sauda_http_error_too_large (call->message, call->max_bytes));
    finish_call (call, NULL);
    return;
  }
  g_byte_array_append (call->body, g_bytes_get_data (bytes, NULL), (guint) size);
  g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT, call->cancellable, on_chunk,
                                   call);
}

/* libsoup shall do nothing on its own: no redirect, and no second sending. A connection on which another
 * request went before is not used again: when one breaks, libsoup sends the request once more and, where the
 * end was there as soon as it was looked for, ends it twice (3.2.3, 3.6.5): the program crashed when a server
 * hung up. */
static void
take_message (Call *call, SoupMessage *message)
{
  call->message = message;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_remove_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (on_wrote_headers), call);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), call);
}

/* Each step is a request of its own and waits for its turn. Takes @next. */
static void
follow (Call *call, SoupMessage *next)
{
  clear_message (call);
  take_message (call, next);
  call->redirects++;
  call->phase = SAUDA_HTTP_PHASE_CONNECTING;
  sauda_http_silence_end (call->http->silence, call->host, TRUE);
  sauda_throttle_leave (call->http->throttle);
  sauda_throttle_enter (call->http->throttle, call);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  GError *cause = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &cause);
  SoupMessage *next = NULL;
  goffset announced;

  call->sending = FALSE;
  sauda_source_clear (&call->stopping);
  if (stream == NULL || call->failure != NULL) {
    finish_call (call, cause);
    return;
  }
  /* libsoup hands on what a proxy says to CONNECT as if it were the server's answer. */
  if (call->phase == SAUDA_HTTP_PHASE_CONNECTING && find_proxy (call) != NULL) {
    call->failure = sauda_http_error_of_proxy (call->message, find_proxy (call));
    finish_call (call, NULL);
    return;
  }
  call->phase = SAUDA_HTTP_PHASE_ANSWERED;
  if (soup_message_get_status (call->message) == TOO_MANY_REQUESTS)
    sauda_throttle_slow_down (call->http->throttle);
  else
    sauda_throttle_note_taken (call->http->throttle);
  if (call->redirects < MAX_REDIRECTS)
    next = sauda_http_redirect_dup_message (call->message);
  if (next != NULL) {
    follow (call, next);
    return;
  }
  announced = soup_message_headers_get_content_length (soup_message_get_response_headers (call->message));
  if (announced > 0 && (guint64) announced > call->max_bytes) {
    stop_call (call, sauda_http_error_too_large (call->message, call->max_bytes));
    finish_call (call, NULL);
    return;
  }
  call->stream = g_steal_pointer (&stream);
  g_input_stream_read_bytes_async (call->stream, CHUNK, G_PRIORITY_DEFAULT, call->cancellable, on_chunk,
                                   call);
}

static void
start_call (gpointer data)
{
  Call *call = data;

  /* Its source may be dispatched only after this turn; then libsoup must not begin. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (call->task)))
    g_cancellable_cancel (call->cancellable);
  if (call->started_us == 0) {
    call->started_us = g_get_monotonic_time ();
    if (call->timeout_seconds > CONNECT_SECONDS)
      set_timer (call, CONNECT_SECONDS, on_connect_timeout);
    else
      set_timer (call, call->timeout_seconds, on_timeout);
  }
  call->host =
    sauda_http_silence_begin (call->http->silence, g_uri_get_host (soup_message_get_uri (call->message)));
  call->http->requests++;
  call->sending = TRUE;
  soup_session_send_async (call->http->session, call->message, G_PRIORITY_DEFAULT, call->cancellable,
                           on_answer, call);
}

static void
sauda_http_finalize (GObject *object)
{
  SaudaHttp *self = SAUDA_HTTP (object);

  g_clear_object (&self->throttle);
  g_clear_pointer (&self->silence, sauda_http_silence_free);
  /* Work on another thread may hold us last, but the session watches the connections that it keeps from its
   * own loop. */
  if (self->thread == g_thread_self ())
    g_object_unref (self->session);
  else
    sauda_source_unref_later (self->context, self->session);
  g_main_context_unref (self->context);
  g_clear_object (&self->proxies);
  G_OBJECT_CLASS (sauda_http_parent_class)->finalize (object);
}

static void
sauda_http_class_init (SaudaHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_http_finalize;
  /**
   * SaudaHttp::pausing:
   * @self: a sender
   * @milliseconds: how long
   *
   * A server asked for fewer requests, so whoever asks it waits for so long.
   */
  signals[PAUSING] = g_signal_new ("pausing", SAUDA_TYPE_HTTP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * SaudaHttp::silent:
   * @self: a sender
   * @host: name of a server
   * @seconds: how long it has answered nothing; 0: it answers again
   *
   * Whoever asks that server waits, and may be told so.
   */
  signals[SILENT] = g_signal_new ("silent", SAUDA_TYPE_HTTP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
on_silent (const char *host, guint seconds, gpointer data)
{
  g_signal_emit (data, signals[SILENT], 0, host, seconds);
}

static void
sauda_http_init (SaudaHttp *self)
{
  self->thread = g_thread_self ();
  self->context = g_main_context_ref_thread_default ();
  self->silence = sauda_http_silence_new (on_silent, self);
}

/**
 * sauda_http_new:
 * @max_in_flight: requests at a time, at least 1
 * @per_second: requests a second, evenly spaced; 0 for no limit
 *
 * Returns: (transfer full): a sender without cookies, without log-in of its own and with an honest User-Agent
 */
SaudaHttp *
sauda_http_new (guint max_in_flight, double per_second)
{
  SaudaHttp *self = g_object_new (SAUDA_TYPE_HTTP, NULL);

  self->max_in_flight = max_in_flight;
  self->throttle = sauda_throttle_new (max_in_flight, per_second, start_call);
  self->proxies = sauda_proxy_watch_new ();
  self->session = soup_session_new_with_options ("max-conns", (int) max_in_flight, "max-conns-per-host",
                                                 (int) max_in_flight, "user-agent", USER_AGENT, "timeout", 0,
                                                 "proxy-resolver", self->proxies, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  return self;
}

/**
 * sauda_http_set_tls_database:
 * @self: a sender that has not sent yet
 * @database: (nullable): the authorities to trust, %NULL for the system's
 *
 * For tests and for practice servers with a certificate of their own.
 */
void
sauda_http_set_tls_database (SaudaHttp *self, GTlsDatabase *database)
{
  g_return_if_fail (SAUDA_IS_HTTP (self));

  soup_session_set_tls_database (self->session, database);
}

/**
 * sauda_http_get_max_in_flight:
 * @self: a sender
 *
 * Returns: how many requests it lets be on their way at a time
 */
guint
sauda_http_get_max_in_flight (SaudaHttp *self)
{
  g_return_val_if_fail (SAUDA_IS_HTTP (self), 1);

  return self->max_in_flight;
}

/**
 * sauda_http_get_requests:
 * @self: a sender
 *
 * Returns: how many requests it has started, redirects included
 */
guint
sauda_http_get_requests (SaudaHttp *self)
{
  g_return_val_if_fail (SAUDA_IS_HTTP (self), 0);

  return self->requests;
}

/**
 * sauda_http_tell_pause:
 * @self: a sender
 * @milliseconds: how long
 *
 * Emits #SaudaHttp::pausing, for whoever speaks to a server through @self and has to wait.
 */
void
sauda_http_tell_pause (SaudaHttp *self, gint64 milliseconds)
{
  g_return_if_fail (SAUDA_IS_HTTP (self));

  g_signal_emit (self, signals[PAUSING], 0, (guint) CLAMP (milliseconds, 0, G_MAXINT));
}

/**
 * sauda_http_send_async:
 * @self: a sender
 * @message: a request that was not sent before
 * @timeout_seconds: from its start, time in the queue not counted, to the last byte of the answer; at
 * least 1. Ten seconds of it at most are for the connection
 * @max_bytes: of the answer's body, decompressed
 * @cancellable: (nullable): to stop, in the queue or under way
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Sends @message once its turn has come. A GET is redirected up to three times within its server; any other
 * redirect is returned as the answer. Nothing is ever sent a second time.
 */
void
sauda_http_send_async (SaudaHttp *self,
                       SoupMessage *message,
                       guint timeout_seconds,
                       gsize max_bytes,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  Call *call;

  g_return_if_fail (SAUDA_IS_HTTP (self));
  g_return_if_fail (SOUP_IS_MESSAGE (message) && timeout_seconds > 0);

  call = g_new0 (Call, 1);
  call->http = self;
  call->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (call->task, sauda_http_send_async);
  call->cancellable = g_cancellable_new ();
  call->body = g_byte_array_new ();
  call->max_bytes = max_bytes;
  call->timeout_seconds = timeout_seconds;
  take_message (call, g_object_ref (message));
  if (g_cancellable_is_cancelled (cancellable)) {
    end_call (call, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled")));
    return;
  }
  if (cancellable != NULL) {
    call->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (call->cancelled, G_SOURCE_FUNC (on_caller_cancelled), call, NULL);
    g_source_attach (call->cancelled, g_task_get_context (call->task));
  }
  sauda_throttle_enter (self->throttle, call);
}

/**
 * sauda_http_send_finish:
 * @self: a sender
 * @result: what the callback got
 * @error: return location
 *
 * Any status is an answer. %SAUDA_BASE_ERROR_NETWORK and `_CERTIFICATE` promise that the request did not
 * leave; after
 * `_SILENCE`,
 * `_TIMEOUT`, `_TOO_LARGE` and %G_IO_ERROR_CANCELLED the server may have acted upon it.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with %SAUDA_BASE_ERROR or %G_IO_ERROR_CANCELLED
 */
SaudaHttpResponse *
sauda_http_send_finish (SaudaHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_http_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
