#include "sauda-kaspi-transport.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-gate.h"
#include "sauda-kaspi-reply.h"
#include "sauda-kaspi-silence.h"
#include "sauda-source.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <time.h>

#define TIMEOUT_SECONDS 30 /* kaspi-api 1.6 */
#define RETRY_DELAY_MS 1000
#define TOO_MANY_REQUESTS 429 /* libsoup has no name for it */
/* Without a Retry-After, a server that asks for fewer requests gets a longer pause than one that failed. */
#define RATE_LIMIT_FACTOR 5
/* A doubt may last a third of what one request may take, so that it ends with the second one that hangs. */
#define PATIENCE_DIVISOR 3

struct _SaudaKaspiTransport {
  GObject parent_instance;

  SaudaHttp *http;            /* (owned) (not nullable) */
  SaudaKaspiAddress *address; /* (owned) (not nullable) */
  char *token;                /* (owned) (not nullable) */
  guint timeout_seconds;
  guint retry_delay_ms;
  guint requests;
  gint64 server_lead_ms; /* Kaspi's clock less the time since this machine's start; 0: no answer yet */
  SaudaKaspiGate gate;
  SaudaKaspiSilence silence;
  GQueue waiting;  /* (element-type GTask) (owned) what may not leave yet */
  GSource *timer;  /* (owned) (nullable) until the gate opens */
  GError *refusal; /* (owned) (nullable) the last one of the gate */
};

G_DEFINE_FINAL_TYPE (SaudaKaspiTransport, sauda_kaspi_transport, G_TYPE_OBJECT)

typedef struct {
  SoupMessage *message; /* (owned) (not nullable) */
  GSource *cancelled;   /* (owned) (nullable) while it waits */
  guint timeout_seconds;
  gsize max_bytes;
  guint request;   /* the same at each try */
  gint64 begun_us; /* monotonic; when its turn came */
  gint64 sent_us;  /* monotonic; 0 before any byte left */
} Sending;

static void let_out (SaudaKaspiTransport *self);

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  sauda_source_clear (&sending->cancelled);
  g_signal_handlers_disconnect_by_data (sending->message, sending);
  g_object_unref (sending->message);
  g_free (sending);
}

/* From here on bytes may leave the machine; no connection, no signal. */
static void
on_starting (SoupMessage *message, gpointer user_data)
{
  Sending *sending = user_data;

  sending->sent_us = g_get_monotonic_time ();
}

/* Why nothing is sent that is not on its way yet; %NULL while something may be. */
static GError *
find_obstacle (SaudaKaspiTransport *self)
{
  if (self->silence.given_up)
    return g_error_new_literal (
      SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_GIVEN_UP,
      _ ("Kaspi did not answer before, so this was left for now. Press again in a few minutes."));
  if (sauda_kaspi_gate_is_hopeless (&self->gate, g_get_monotonic_time ()))
    return g_error_copy (self->refusal);
  return NULL;
}

/* Whoever waits for what will not come soon does not wait any longer. */
static void
send_home (SaudaKaspiTransport *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL) {
    Sending *sending = g_task_get_task_data (task);

    sauda_source_clear (&sending->cancelled);
    g_task_return_error (task, find_obstacle (self));
    g_object_unref (task);
  }
}

/* What nobody can set, and what goes on while the machine sleeps. */
static gint64
get_time_since_start_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
note_answer (SaudaKaspiTransport *self, const Sending *sending, const SaudaHttpResponse *response)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 retry_after_us = response->retry_after_ms >= 0 ? response->retry_after_ms * 1000 : -1;
  gint64 pause_ms;

  sauda_kaspi_silence_note_answer (&self->silence, now_us);
  if (response->server_date_ms != 0)
    self->server_lead_ms = response->server_date_ms - get_time_since_start_ms ();
  if (response->status != TOO_MANY_REQUESTS) {
    sauda_kaspi_gate_note_taken (&self->gate);
    return;
  }
  if (!sauda_kaspi_gate_note_refused (&self->gate, sending->sent_us, retry_after_us, now_us))
    return;
  g_clear_error (&self->refusal);
  sauda_kaspi_reply_check_status (response, &self->refusal);
  pause_ms = sauda_kaspi_gate_get_pause (&self->gate, now_us) / 1000;
  g_debug ("Kaspi asks for fewer requests; nothing is sent for %" G_GINT64_FORMAT " ms", pause_ms);
  if (sauda_kaspi_gate_is_hopeless (&self->gate, now_us))
    send_home (self);
  else
    sauda_http_tell_pause (self->http, pause_ms);
}

static void
note_failure (SaudaKaspiTransport *self, const Sending *sending, const GError *error)
{
  gint64 patience_us = (gint64) self->timeout_seconds * G_USEC_PER_SEC / PATIENCE_DIVISOR;

  if (!sauda_kaspi_error_is_silence (error))
    return;
  sauda_kaspi_silence_note_none (&self->silence, sending->request, sending->begun_us, patience_us,
                                 g_get_monotonic_time ());
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaudaKaspiTransport *self = g_task_get_source_object (task);
  g_autoptr (GError) failure = NULL;
  SaudaHttpResponse *response = sauda_http_send_finish (SAUDA_HTTP (source), result, &failure);

  sauda_kaspi_gate_end (&self->gate);
  if (response != NULL) {
    note_answer (self, g_task_get_task_data (task), response);
    g_task_return_pointer (task, response, (GDestroyNotify) sauda_http_response_free);
  } else {
    GError *error = sauda_kaspi_reply_convert_error (failure);

    note_failure (self, g_task_get_task_data (task), error);
    g_task_return_error (task, error);
    /* After the one that tells the reason. */
    if (self->silence.given_up)
      send_home (self);
  }
  let_out (self);
}

/* Takes @task. */
static void
send_now (GTask *task)
{
  SaudaKaspiTransport *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);

  sauda_source_clear (&sending->cancelled);
  sauda_kaspi_gate_start (&self->gate);
  sending->begun_us = g_get_monotonic_time ();
  self->requests++;
  sauda_http_send_async (self->http, sending->message, sending->timeout_seconds, sending->max_bytes,
                         g_task_get_cancellable (task), on_sent, task);
}

static gboolean
on_gate_opens (gpointer user_data)
{
  SaudaKaspiTransport *self = user_data;

  sauda_source_clear (&self->timer);
  let_out (self);
  return G_SOURCE_REMOVE;
}

/* In doubt a question tries the way, where there is one: it leaves nothing unclear behind. */
static GTask *
pop_next (SaudaKaspiTransport *self)
{
  for (GList *link = self->silence.rounds > 0 ? self->waiting.head : NULL; link != NULL; link = link->next) {
    GTask *task = link->data;
    Sending *sending = g_task_get_task_data (task);

    if (g_str_equal (soup_message_get_method (sending->message), SOUP_METHOD_GET)) {
      g_queue_delete_link (&self->waiting, link);
      return task;
    }
  }
  return g_queue_pop_head (&self->waiting);
}

/* Sends what may leave now. */
static void
let_out (SaudaKaspiTransport *self)
{
  sauda_source_clear (&self->timer);
  while (!g_queue_is_empty (&self->waiting)) {
    gint64 wait_us = sauda_kaspi_gate_get_wait (&self->gate, g_get_monotonic_time ());

    if (self->silence.rounds > 0 && self->gate.running > 0)
      return;
    if (wait_us == 0) {
      send_now (pop_next (self));
      continue;
    }
    if (wait_us > 0) {
      self->timer = g_timeout_source_new ((guint) ((wait_us + 999) / 1000));
      g_source_set_callback (self->timer, on_gate_opens, self, NULL);
      g_source_attach (self->timer, g_task_get_context (g_queue_peek_head (&self->waiting)));
    }
    return;
  }
}

static gboolean
on_cancelled_waiting (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaudaKaspiTransport *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;

  sauda_source_clear (&sending->cancelled);
  g_queue_remove (&self->waiting, task);
  g_cancellable_set_error_if_cancelled (cancellable, &error);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/* Takes @task. What was refused before stands in front of what was not sent yet. */
static void
stand_in_line (GTask *task, gboolean in_front)
{
  SaudaKaspiTransport *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *obstacle = find_obstacle (self);

  if (obstacle != NULL) {
    g_task_return_error (task, obstacle);
    g_object_unref (task);
    return;
  }
  if (in_front)
    g_queue_push_head (&self->waiting, task);
  else
    g_queue_push_tail (&self->waiting, task);
  if (cancellable != NULL) {
    sending->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (sending->cancelled, G_SOURCE_FUNC (on_cancelled_waiting), task, NULL);
    g_source_attach (sending->cancelled, g_task_get_context (task));
  }
  let_out (self);
}

static gboolean
on_waited (gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else {
    stand_in_line (task, FALSE);
  }
  return G_SOURCE_REMOVE;
}

/* Takes @task. Sleeps in its main context; a cancellation wakes it. */
static void
send_after (GTask *task, gint64 wait_ms)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) timer = g_timeout_source_new ((guint) wait_ms);

  if (cancellable != NULL) {
    g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

    g_source_set_dummy_callback (cancelled);
    g_source_add_child_source (timer, cancelled);
  }
  g_source_set_callback (timer, on_waited, task, NULL);
  g_source_attach (timer, g_task_get_context (task));
}

static void
sauda_kaspi_transport_finalize (GObject *object)
{
  SaudaKaspiTransport *self = SAUDA_KASPI_TRANSPORT (object);

  sauda_source_clear (&self->timer);
  g_clear_error (&self->refusal);
  g_clear_object (&self->http);
  g_clear_pointer (&self->address, sauda_kaspi_address_free);
  g_free (self->token);
  G_OBJECT_CLASS (sauda_kaspi_transport_parent_class)->finalize (object);
}

static void
sauda_kaspi_transport_class_init (SaudaKaspiTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_kaspi_transport_finalize;
}

static void
sauda_kaspi_transport_init (SaudaKaspiTransport *self)
{
  self->timeout_seconds = TIMEOUT_SECONDS;
  g_queue_init (&self->waiting);
}

/**
 * sauda_kaspi_transport_new:
 * @http: sends, within its limits
 * @base_url: such as `https://kaspi.kz/shop/api`
 * @token: (nullable): the store's token
 *
 * Returns: (transfer full): the transport
 */
SaudaKaspiTransport *
sauda_kaspi_transport_new (SaudaHttp *http, const char *base_url, const char *token)
{
  SaudaKaspiTransport *self = g_object_new (SAUDA_TYPE_KASPI_TRANSPORT, NULL);
  GString *clean = g_string_new (NULL);

  /* A pasted token may carry line ends; in a header they would start another one. */
  for (const char *p = token; p != NULL && *p != '\0'; p++)
    if (g_ascii_isgraph (*p))
      g_string_append_c (clean, *p);
  self->token = g_string_free (clean, FALSE);
  self->http = g_object_ref (http);
  sauda_kaspi_transport_set_retry_delay (self, RETRY_DELAY_MS);
  self->address = sauda_kaspi_address_new (base_url);
  return self;
}

/**
 * sauda_kaspi_transport_get_address:
 * @self: a transport
 *
 * Returns: (transfer none) (not nullable): where Kaspi lives
 */
SaudaKaspiAddress *
sauda_kaspi_transport_get_address (SaudaKaspiTransport *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_TRANSPORT (self), NULL);

  return self->address;
}

/**
 * sauda_kaspi_transport_get_requests:
 * @self: a transport
 *
 * Returns: requests sent so far, every try of every one
 */
guint
sauda_kaspi_transport_get_requests (SaudaKaspiTransport *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_TRANSPORT (self), 0);

  return self->requests;
}

/**
 * sauda_kaspi_transport_get_clock_offset:
 * @self: a transport
 *
 * Returns: milliseconds by which Kaspi's clock, as its last answer told, is ahead of this machine's now; 0
 * while unknown
 */
gint64
sauda_kaspi_transport_get_clock_offset (SaudaKaspiTransport *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_TRANSPORT (self), 0);

  if (self->server_lead_ms == 0)
    return 0;
  return self->server_lead_ms + get_time_since_start_ms () - g_get_real_time () / 1000;
}

/**
 * sauda_kaspi_transport_set_timeout:
 * @self: a transport
 * @seconds: 1 or more
 *
 * Sets how long one request for data may take; 30 s at first.
 */
void
sauda_kaspi_transport_set_timeout (SaudaKaspiTransport *self, guint seconds)
{
  g_return_if_fail (SAUDA_IS_KASPI_TRANSPORT (self));
  g_return_if_fail (seconds > 0);

  self->timeout_seconds = seconds;
}

/**
 * sauda_kaspi_transport_set_retry_delay:
 * @self: a transport
 * @milliseconds: before the second try of a GET
 *
 * Sets the back-off, which doubles before the third try; 1 s at first. After "too many requests" it is five
 * times as long, and a `Retry-After` beats it. Before anything is sent.
 */
void
sauda_kaspi_transport_set_retry_delay (SaudaKaspiTransport *self, guint milliseconds)
{
  g_return_if_fail (SAUDA_IS_KASPI_TRANSPORT (self));

  self->retry_delay_ms = milliseconds;
  sauda_kaspi_gate_init (&self->gate, sauda_http_get_max_in_flight (self->http),
                         (gint64) milliseconds * 1000 * RATE_LIMIT_FACTOR);
}

/**
 * sauda_kaspi_transport_get_retry_delay:
 * @self: a transport
 *
 * Returns: milliseconds before the second try of a GET
 */
guint
sauda_kaspi_transport_get_retry_delay (SaudaKaspiTransport *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_TRANSPORT (self), 0);

  return self->retry_delay_ms;
}

/**
 * sauda_kaspi_transport_give_up:
 * @self: a transport
 *
 * Sends nothing any more: whatever waits or comes fails at once with %SAUDA_KASPI_ERROR_GIVEN_UP. It does so
 * by itself when different requests get no answer for too long.
 */
void
sauda_kaspi_transport_give_up (SaudaKaspiTransport *self)
{
  g_return_if_fail (SAUDA_IS_KASPI_TRANSPORT (self));

  self->silence.given_up = TRUE;
  send_home (self);
}

/**
 * sauda_kaspi_transport_has_given_up:
 * @self: a transport
 *
 * Returns: whether nothing is sent any more
 */
gboolean
sauda_kaspi_transport_has_given_up (SaudaKaspiTransport *self)
{
  g_return_val_if_fail (SAUDA_IS_KASPI_TRANSPORT (self), FALSE);

  return self->silence.given_up;
}

/**
 * sauda_kaspi_transport_send_async:
 * @self: a transport
 * @request: (transfer none): what to send; needed during this call only
 * @cancellable: (nullable): stops waiting
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Sends exactly once, without following redirects. The token goes to the base's own host only. After a "too
 * many requests" it waits with all others of the store until Kaspi's pause is over; where that is not to be
 * waited for, it fails with %SAUDA_KASPI_ERROR_RATE_LIMITED, or with %SAUDA_KASPI_ERROR_GIVEN_UP after too
 * much silence, and was not sent.
 */
void
sauda_kaspi_transport_send_async (SaudaKaspiTransport *self,
                                  const SaudaKaspiRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, sauda_kaspi_transport_send_async);
  /* An answer that came is worth more than a cancellation that came a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  sending->message = sauda_kaspi_request_build (
    request, sauda_kaspi_address_is_own (self->address, request->uri) ? self->token : "");
  sending->request = sauda_kaspi_request_hash (request);
  sending->timeout_seconds = request->timeout_seconds != 0 ? request->timeout_seconds : self->timeout_seconds;
  sending->max_bytes = request->max_bytes;
  g_signal_connect (sending->message, "starting", G_CALLBACK (on_starting), sending);
  g_task_set_task_data (task, sending, sending_free);
  if (request->wait_ms > 0)
    send_after (task, request->wait_ms);
  else
    stand_in_line (task, request->refused_before);
}

/**
 * sauda_kaspi_transport_send_finish:
 * @self: a transport
 * @result: of sauda_kaspi_transport_send_async()
 * @location: (out) (optional) (nullable) (transfer full): where the answer redirects to
 * @left: (out) (optional): whether any byte of the request may have reached the server
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the answer of any status, or %NULL with an error of the kaspi room or
 *   %G_IO_ERROR_CANCELLED
 */
SaudaHttpResponse *
sauda_kaspi_transport_send_finish (SaudaKaspiTransport *self,
                                   GAsyncResult *result,
                                   char **location,
                                   gboolean *left,
                                   GError **error)
{
  SoupMessageHeaders *headers;
  Sending *sending;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_transport_send_async), NULL);

  sending = g_task_get_task_data (G_TASK (result));
  headers = soup_message_get_response_headers (sending->message);
  if (location != NULL)
    *location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  if (left != NULL)
    *left = sending->sent_us != 0;
  return g_task_propagate_pointer (G_TASK (result), error);
}
