#include "sauda-practice-answer-private.h"

#include <sys/timerfd.h>
#include <unistd.h>

#define JSON_TYPE "application/vnd.api+json;charset=UTF-8"
#define HTML_TYPE "text/html;charset=UTF-8"

#define SLOW_PIECES 10
#define SLOW_PIECE_MS 500

/* An answer on its way out; belongs to its timer. */
typedef struct {
  SaudaPracticeAnswer *answer; /* (owned) (not nullable) */
  SoupServerMessage *message;  /* (owned) (not nullable) */
  GSource *timer;              /* (unowned) (nullable): owns this */
  gulong finished_handler;
  guint pieces_sent;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_signal_handler_disconnect (delivery->message, delivery->finished_handler);
  g_object_unref (delivery->message);
  sauda_practice_answer_free (delivery->answer);
  g_free (delivery);
}

/* The client has gone: nobody waits for the rest. */
static void
on_finished (SoupServerMessage *message, gpointer data)
{
  Delivery *delivery = data;

  g_source_destroy (delivery->timer);
}

/* A moment to the microsecond: GLib's own timers are up to a millisecond late. */
typedef struct {
  GSource source;
  int fd;
} Moment;

static gboolean
dispatch_moment (GSource *source, GSourceFunc func, gpointer data)
{
  return func (data);
}

static void
finalize_moment (GSource *source)
{
  close (((Moment *) source)->fd);
}

static GSource *
new_moment (gint64 due_us)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_moment, .finalize = finalize_moment };
  const struct itimerspec due = { .it_value = { .tv_sec = due_us / G_USEC_PER_SEC,
                                                .tv_nsec = due_us % G_USEC_PER_SEC * 1000 } };
  GSource *source = g_source_new (&funcs, sizeof (Moment));

  ((Moment *) source)->fd = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC);
  timerfd_settime (((Moment *) source)->fd, TFD_TIMER_ABSTIME, &due, NULL);
  g_source_add_unix_fd (source, ((Moment *) source)->fd, G_IO_IN);
  return source;
}

/* Takes @answer and @timer. */
static void
deliver_later (SaudaPracticeAnswer *answer, SoupServerMessage *message, GSource *timer, GSourceFunc func)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  soup_server_message_pause (message);
  delivery->answer = answer;
  delivery->message = g_object_ref (message);
  delivery->timer = timer;
  delivery->finished_handler = g_signal_connect (message, "finished", G_CALLBACK (on_finished), delivery);
  g_source_set_callback (delivery->timer, func, delivery, delivery_free);
  g_source_attach (delivery->timer, g_main_context_get_thread_default ());
  g_source_unref (delivery->timer);
}

static gboolean
send_piece (gpointer data)
{
  Delivery *delivery = data;
  SoupMessageBody *body = soup_server_message_get_response_body (delivery->message);
  gsize size = g_bytes_get_size (delivery->answer->body);
  gsize from = size * delivery->pieces_sent / SLOW_PIECES;
  gsize to = size * (delivery->pieces_sent + 1) / SLOW_PIECES;
  g_autoptr (GBytes) piece = g_bytes_new_from_bytes (delivery->answer->body, from, to - from);

  if (to > from)
    soup_message_body_append_bytes (body, piece);
  delivery->pieces_sent++;
  if (delivery->pieces_sent == SLOW_PIECES)
    soup_message_body_complete (body);
  soup_server_message_unpause (delivery->message);
  return delivery->pieces_sent < SLOW_PIECES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
write_head (const SaudaPracticeAnswer *answer, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_replace (headers, "Content-Type", answer->content_type);
  if (answer->retry_after_seconds > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", answer->retry_after_seconds);

    soup_message_headers_replace (headers, "Retry-After", seconds);
  }
}

static void
write_whole (const SaudaPracticeAnswer *answer, SoupServerMessage *message)
{
  write_head (answer, message);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer->body);
}

static gboolean
send_late (gpointer data)
{
  Delivery *delivery = data;

  write_whole (delivery->answer, delivery->message);
  soup_server_message_unpause (delivery->message);
  return G_SOURCE_REMOVE;
}

static void
break_connection (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  soup_server_message_set_status (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
}

/**
 * sauda_practice_answer_new:
 * @status: of HTTP
 * @content_type: a literal
 * @body: (transfer full): what to send
 *
 * Returns: (transfer full): an answer that leaves whole
 */
SaudaPracticeAnswer *
sauda_practice_answer_new (guint status, const char *content_type, GBytes *body)
{
  SaudaPracticeAnswer *answer = g_new0 (SaudaPracticeAnswer, 1);

  answer->status = status;
  answer->content_type = content_type;
  answer->body = body;
  return answer;
}

/**
 * sauda_practice_answer_new_json:
 * @json: a finished value
 *
 * Returns: (transfer full): 200 with @json
 */
SaudaPracticeAnswer *
sauda_practice_answer_new_json (JsonBuilder *json)
{
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  char *text = json_to_string (root, FALSE);

  return sauda_practice_answer_new (SOUP_STATUS_OK, JSON_TYPE, g_bytes_new_take (text, strlen (text)));
}

/**
 * sauda_practice_answer_new_error:
 * @status: of HTTP
 * @title: the server's words
 *
 * Returns: (transfer full): `{"errors":[{"title":…}]}`
 */
SaudaPracticeAnswer *
sauda_practice_answer_new_error (guint status, const char *title)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  SaudaPracticeAnswer *answer;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "errors");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "title");
  json_builder_add_string_value (json, title);
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
  answer = sauda_practice_answer_new_json (json);
  answer->status = status;
  return answer;
}

/**
 * sauda_practice_answer_new_html:
 * @status: of HTTP
 *
 * Returns: (transfer full): a page as a gateway shows it
 */
SaudaPracticeAnswer *
sauda_practice_answer_new_html (guint status)
{
  const char *phrase = soup_status_get_phrase (status);
  char *text = g_strdup_printf ("<!DOCTYPE html>\n<html><head><title>%u %s</title></head>"
                                "<body><center><h1>%u %s</h1></center><hr></body></html>\n",
                                status, phrase, status, phrase);

  return sauda_practice_answer_new (status, HTML_TYPE, g_bytes_new_take (text, strlen (text)));
}

/**
 * sauda_practice_answer_new_silence:
 *
 * Returns: (transfer full): no byte, ever
 */
SaudaPracticeAnswer *
sauda_practice_answer_new_silence (void)
{
  SaudaPracticeAnswer *answer = sauda_practice_answer_new_html (SOUP_STATUS_SERVICE_UNAVAILABLE);

  answer->manner = SAUDA_PRACTICE_MANNER_SILENT;
  return answer;
}

/**
 * sauda_practice_answer_free:
 * @answer: (transfer full): an answer
 */
void
sauda_practice_answer_free (SaudaPracticeAnswer *answer)
{
  g_bytes_unref (answer->body);
  g_free (answer);
}

/**
 * sauda_practice_answer_is_json:
 * @answer: an answer
 *
 * Returns: whether it is 200 with JSON
 */
gboolean
sauda_practice_answer_is_json (const SaudaPracticeAnswer *answer)
{
  return answer->status == SOUP_STATUS_OK && strstr (answer->content_type, "json") != NULL;
}

/**
 * sauda_practice_answer_truncate:
 * @answer: loses the second half of its body
 */
void
sauda_practice_answer_truncate (SaudaPracticeAnswer *answer)
{
  GBytes *half = g_bytes_new_from_bytes (answer->body, 0, g_bytes_get_size (answer->body) / 2);

  g_bytes_unref (answer->body);
  answer->body = half;
}

/**
 * sauda_practice_answer_deliver:
 * @answer: (transfer full): an answer
 * @message: what it answers, inside its handler
 * @due_us: monotonic: when it leaves; 0 for now
 */
void
sauda_practice_answer_deliver (SaudaPracticeAnswer *answer, SoupServerMessage *message, gint64 due_us)
{
  g_autoptr (SaudaPracticeAnswer) owned = answer;

  switch (answer->manner) {
  case SAUDA_PRACTICE_MANNER_SILENT:
    soup_server_message_pause (message);
    break;
  case SAUDA_PRACTICE_MANNER_DROPPED:
    break_connection (message);
    break;
  case SAUDA_PRACTICE_MANNER_SLOW:
    write_head (answer, message);
    soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                       SOUP_ENCODING_CHUNKED);
    deliver_later (g_steal_pointer (&owned), message, g_timeout_source_new (SLOW_PIECE_MS), send_piece);
    break;
  case SAUDA_PRACTICE_MANNER_WHOLE:
  default:
    if (due_us == 0)
      write_whole (answer, message);
    else
      deliver_later (g_steal_pointer (&owned), message, new_moment (due_us), send_late);
    break;
  }
}
