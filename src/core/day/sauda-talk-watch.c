#include "sauda-talk-watch.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-day-lock.h"
#include "sauda-settings.h"
#include "sauda-talk-listener.h"
#include "sauda-talk.h"

#define FIRST_US (5 * G_USEC_PER_SEC)
#define OPEN_US (30 * G_USEC_PER_SEC)
#define USUAL_US (180 * G_USEC_PER_SEC)
#define MOST_US (1800 * G_USEC_PER_SEC)
#define MOST_DOUBLINGS 6

struct _SaudaTalkWatch {
  GObject parent_instance;

  SaudaWorkspace *workspace;   /* (owned) (not nullable) */
  GCancellable *cancellable;   /* (owned) (not nullable) */
  SaudaTalkListener *listener; /* (owned) (nullable) off by default */
  SaudaTalk *talk;             /* (owned) (nullable) of the reading under way */
  guint timer;                 /* source that reads next; 0 while a reading is under way */
  guint failures;              /* in a row */
  guint open;                  /* conversations that wait for an answer */
  char *known;                 /* (owned) (nullable) what the books held before the reading */
  char *told;                  /* (owned) (nullable) why it cannot listen, as it was said last */
  gboolean opening;            /* the listener is about to begin */
  gboolean outdated;           /* its settings changed meanwhile */
  int lock;                    /* of the run, held while the books are written; -1: not */
  gboolean busy;
  gboolean again; /* somebody wants it read once more when it is */
};

enum { DEAF, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaTalkWatch, sauda_talk_watch, G_TYPE_OBJECT)

/* What the books hold. */
typedef struct {
  guint open;
  char *known;  /* (owned) (nullable) */
  char *listen; /* (owned) (nullable) whether webhooks are wanted */
} Books;

static void
books_free (gpointer data)
{
  Books *books = data;

  g_free (books->known);
  g_free (books->listen);
  g_free (books);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Books, books_free)

static gpointer
read_books (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (Books) books = g_new0 (Books, 1);
  SaudaStatement *read = sauda_connection_prepare (
    connection,
    "SELECT (SELECT count (*) FROM question WHERE closed_ms IS NULL AND asked_ms IS NOT NULL),"
    " count (*) || ' ' || total (delivery = 'sent') || ' ' || total (delivery = 'delivered') || ' '"
    " || total (delivery = 'read') || ' ' || total (delivery = 'failed') || ' ' || total (edited_ms IS NOT "
    "NULL)"
    " || ' ' || total (revoked_ms IS NOT NULL) FROM message",
    error);
  gboolean row;

  if (read == NULL || !sauda_statement_step (read, &row, error))
    return NULL;
  books->open = (guint) sauda_statement_get_int64 (read, 0);
  books->known = g_strdup (sauda_statement_get_text (read, 1));
  return sauda_settings_get (connection, SAUDA_TALK_SETTING_LISTEN, &books->listen, error)
           ? g_steal_pointer (&books)
           : NULL;
}

static void
look_into_books (SaudaTalkWatch *self, GAsyncReadyCallback callback)
{
  sauda_database_read_async (sauda_workspace_get_database (self->workspace), read_books, NULL, NULL,
                             books_free, self->cancellable, callback, g_object_ref (self));
}

/**
 * sauda_talk_watch_get_wait:
 * @open: how many conversations wait for an answer
 * @failures: how many readings in a row failed
 *
 * Returns: µs to the next reading; each failure doubles it, up to half an hour
 */
gint64
sauda_talk_watch_get_wait (guint open, guint failures)
{
  gint64 wait_us = open > 0 ? OPEN_US : USUAL_US;

  return MIN (wait_us << MIN (failures, MOST_DOUBLINGS), MOST_US);
}

static void read_now (SaudaTalkWatch *self);

static gboolean
on_due (gpointer data)
{
  SAUDA_TALK_WATCH (data)->timer = 0;
  read_now (data);
  return G_SOURCE_REMOVE;
}

static void
read_in (SaudaTalkWatch *self, gint64 wait_us)
{
  self->timer = g_timeout_add_seconds ((guint) (wait_us / G_USEC_PER_SEC), on_due, self);
}

static void
end_reading (SaudaTalkWatch *self, gint64 wait_us)
{
  g_clear_object (&self->talk);
  self->busy = FALSE;
  if (self->again)
    read_now (self);
  else
    read_in (self, wait_us);
}

static void
on_books_after (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaTalkWatch) self = data;
  g_autoptr (Books) books = sauda_database_read_finish (SAUDA_DATABASE (source), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (books != NULL && g_strcmp0 (books->known, self->known) != 0)
    sauda_workspace_emit_orders_changed (self->workspace);
  end_reading (self, sauda_talk_watch_get_wait (self->open, self->failures));
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaTalkWatch) self = data;
  SaudaConversationCounts counts;
  g_autoptr (GError) error = NULL;
  gboolean taken = sauda_talk_take_finish (result, &counts, &error);

  sauda_day_lock_release (self->lock);
  self->lock = -1;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!taken) {
    g_warning ("What buyers wrote could not be stored: %s", error->message);
    self->failures++;
  }
  look_into_books (self, on_books_after);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaTalkWatch) self = data;
  g_autoptr (GError) error = NULL;
  SaudaTalkMail *mail = sauda_talk_ask_finish (result, &error);
  const char *problem = mail != NULL ? sauda_talk_mail_get_problem (mail) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable)) {
    sauda_talk_mail_free (mail);
    return;
  }
  self->failures = mail == NULL || problem != NULL ? self->failures + 1 : 0;
  if (problem != NULL)
    g_info ("WhatsApp could not be asked: %s", problem);
  /* A run under way reads for itself. */
  self->lock = mail != NULL ? sauda_day_lock_take (sauda_workspace_get_folder (self->workspace), NULL) : -1;
  if (self->lock < 0) {
    sauda_talk_mail_free (mail);
    end_reading (self, sauda_talk_watch_get_wait (self->open, self->failures));
    return;
  }
  sauda_talk_take_async (self->talk, mail, NULL, self->cancellable, on_taken, g_object_ref (self));
}

static void
on_talk (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaTalkWatch) self = data;
  g_autoptr (SaudaTalk) talk = sauda_talk_open_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (talk == NULL || (sauda_talk_get_provider (talk) == NULL && self->listener == NULL)) {
    end_reading (self, USUAL_US);
    return;
  }
  self->talk = g_steal_pointer (&talk);
  sauda_talk_ask_async (self->talk, self->cancellable, on_asked, g_object_ref (self));
}

/* Once, however often it is tried. */
static void
tell_deafness (SaudaTalkWatch *self, const char *problem)
{
  if (g_strcmp0 (problem, self->told) == 0)
    return;
  g_free (self->told);
  self->told = g_strdup (problem);
  if (problem == NULL)
    return;
  g_info ("No listener for WhatsApp: %s", problem);
  g_signal_emit (self, signals[DEAF], 0, problem);
}

static void
on_listening (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaTalkWatch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaTalkListener) listener = sauda_talk_listener_open_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->opening = FALSE;
  if (self->outdated) {
    g_clear_object (&listener);
    sauda_talk_watch_now (self);
    return;
  }
  if (listener != NULL)
    g_signal_connect_object (listener, "stored", G_CALLBACK (sauda_talk_watch_now), self, G_CONNECT_SWAPPED);
  tell_deafness (self, listener == NULL &&
                           !g_error_matches (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED)
                         ? error->message
                         : NULL);
  self->listener = g_steal_pointer (&listener);
}

/* Webhooks are switched on and off in the settings while the program runs. */
static void
follow_setting (SaudaTalkWatch *self, gboolean wanted)
{
  if (!wanted)
    g_clear_object (&self->listener);
  if (!wanted || self->listener != NULL || self->opening)
    return;
  self->opening = TRUE;
  self->outdated = FALSE;
  sauda_talk_listener_open_async (self->workspace, FALSE, self->cancellable, on_listening,
                                  g_object_ref (self));
}

static void
on_books_before (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaTalkWatch) self = data;
  g_autoptr (Books) books = sauda_database_read_finish (SAUDA_DATABASE (source), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_pointer (&self->known, g_free);
  self->known = books != NULL ? g_steal_pointer (&books->known) : NULL;
  self->open = books != NULL ? books->open : 0;
  if (books != NULL)
    follow_setting (self, g_strcmp0 (books->listen, "yes") == 0);
  /* Nobody was asked in practice: its buyers write to nobody. */
  if (self->open == 0 && sauda_workspace_is_practice (self->workspace))
    end_reading (self, OPEN_US);
  else
    sauda_talk_open_async (self->workspace, self->cancellable, on_talk, g_object_ref (self));
}

static void
read_now (SaudaTalkWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->busy = TRUE;
  self->again = FALSE;
  look_into_books (self, on_books_before);
}

/* Port, address and secrets are read when it begins to listen. */
static void
on_talk_changed (SaudaTalkWatch *self)
{
  self->outdated = self->opening;
  g_clear_object (&self->listener);
  g_clear_pointer (&self->told, g_free);
  sauda_talk_watch_now (self);
}

static void
sauda_talk_watch_dispose (GObject *object)
{
  SaudaTalkWatch *self = SAUDA_TALK_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->listener);
  G_OBJECT_CLASS (sauda_talk_watch_parent_class)->dispose (object);
}

static void
sauda_talk_watch_finalize (GObject *object)
{
  SaudaTalkWatch *self = SAUDA_TALK_WATCH (object);

  sauda_day_lock_release (self->lock);
  g_clear_object (&self->talk);
  g_object_unref (self->cancellable);
  g_object_unref (self->workspace);
  g_free (self->known);
  g_free (self->told);
  G_OBJECT_CLASS (sauda_talk_watch_parent_class)->finalize (object);
}

static void
sauda_talk_watch_class_init (SaudaTalkWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sauda_talk_watch_dispose;
  object_class->finalize = sauda_talk_watch_finalize;
  /**
   * SaudaTalkWatch::deaf:
   * @self: a watch
   * @sentence: why webhooks that are wanted cannot be taken
   */
  signals[DEAF] = g_signal_new ("deaf", SAUDA_TYPE_TALK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sauda_talk_watch_init (SaudaTalkWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock = -1;
}

/**
 * sauda_talk_watch_new:
 * @workspace: the merchant's folder
 *
 * Returns: (transfer full): a watch that has begun; it ends when it is disposed of
 */
SaudaTalkWatch *
sauda_talk_watch_new (SaudaWorkspace *workspace)
{
  SaudaTalkWatch *self = g_object_new (SAUDA_TYPE_TALK_WATCH, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "talk-changed", G_CALLBACK (on_talk_changed), self, G_CONNECT_SWAPPED);
  read_in (self, FIRST_US);
  return self;
}

/**
 * sauda_talk_watch_get_url:
 * @self: a watch
 *
 * Returns: (transfer full) (nullable): where it listens; %NULL when it does not
 */
char *
sauda_talk_watch_get_url (SaudaTalkWatch *self)
{
  return self->listener != NULL ? sauda_talk_listener_get_url (self->listener) : NULL;
}

/**
 * sauda_talk_watch_now:
 * @self: a watch
 *
 * Reads at once, or once more where a reading is under way.
 */
void
sauda_talk_watch_now (SaudaTalkWatch *self)
{
  if (self->busy)
    self->again = TRUE;
  else
    read_now (self);
}
