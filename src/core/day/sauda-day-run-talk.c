#include "sauda-day-run-private.h"

#include "sauda-database.h"
#include "sauda-talk-template-sync.h"
#include "sauda-whatsapp-error.h"

#include <glib/gi18n-lib.h>

/* What became of the day's questions, in one sentence. */
static char *
describe (const SaudaConversationCounts *counts, const SaudaTalkDecided *decided)
{
  return g_strdup_printf (_ ("Messages read %u; sizes found %u, decided at the cut-off %u; waiting %u."),
                          counts->received, decided->advised,
                          decided->closed.as_ordered + decided->closed.changed + decided->closed.confirmed,
                          decided->open + decided->people);
}

/* Where only a person can help, "press again" alone would not. */
static char *
describe_put_off (guint put_off, gboolean refused)
{
  if (refused)
    return g_strdup_printf (ngettext ("The cut-off is past, but the provider lets no answers be read: %u "
                                      "order waits 15 minutes more. Put the "
                                      "connection right in Settings now, then press again.",
                                      "The cut-off is past, but the provider lets no answers be read: %u "
                                      "orders wait 15 minutes more. Put the "
                                      "connection right in Settings now, then press again.",
                                      put_off),
                            put_off);
  return g_strdup_printf (
    ngettext (
      "The cut-off is past, but answers could not be read: %u order waits 15 minutes more. Press again.",
      "The cut-off is past, but answers could not be read: %u orders wait 15 minutes more. Press again.",
      put_off),
    put_off);
}

static void
add_counts (SaudaDayStep *step,
            const SaudaConversationCounts *read,
            const SaudaTalkDecided *decided,
            gboolean refused)
{
  if (read->refused > 0) {
    g_autofree char *sentence =
      g_strdup_printf (ngettext ("%u message was refused afterwards: %s",
                                 "%u messages were refused afterwards: %s", read->refused),
                       read->refused, _ (read->refusal));

    sauda_day_step_add_waiting (step, sentence);
  }
  if (decided->strangers > 0) {
    g_autofree char *sentence = g_strdup_printf (
      ngettext ("%u person wrote whose order is not known: look into Conversations.",
                "%u people wrote whose orders are not known: look into Conversations.", decided->strangers),
      decided->strangers);

    sauda_day_step_add_waiting (step, sentence);
  }
  if (decided->put_off > 0) {
    g_autofree char *sentence = describe_put_off (decided->put_off, refused);

    sauda_day_step_add_waiting (step, sentence);
  }
  if (decided->people > 0) {
    g_autofree char *sentence =
      g_strdup_printf (ngettext ("%u conversation needs a person: look into Conversations.",
                                 "%u conversations need a person: look into Conversations.", decided->people),
                       decided->people);

    sauda_day_step_add_waiting (step, sentence);
  }
  if (decided->no_phone > 0) {
    g_autofree char *sentence = g_strdup_printf (
      ngettext ("%u order has no telephone number: ask the buyer in another way.",
                "%u orders have no telephone number: ask the buyers in another way.", decided->no_phone),
      decided->no_phone);

    sauda_day_step_add_waiting (step, sentence);
  }
}

/* What is due goes by the templates that the provider has approved; without anything due nobody waits for
 * them. */
static void
on_due (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;
  gboolean held = FALSE;
  g_autoptr (GPtrArray) due = sauda_talk_list_due_finish (result, &held, &error);

  if (due == NULL) {
    sauda_day_run_fail_step (self, STEP_REPLIES, error);
    return;
  }
  self->due_awaited = self->syncing && (held || due->len > 0);
  if (self->due_awaited)
    return;
  self->to_write = sauda_talk_get_provider (self->talk) != NULL ? due->len : 0;
  self->by_hand = sauda_talk_get_rules (self->talk)->provider == SAUDA_WHATSAPP_LINK ? due->len : 0;
  sauda_day_run_make_plan (self);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_REPLIES);
  GError *error = NULL;
  g_autofree SaudaTalkDecided *decided = sauda_talk_decide_finish (result, &error);
  g_autofree char *detail = NULL;

  if (decided == NULL) {
    sauda_day_run_fail_step (self, STEP_REPLIES, error);
    return;
  }
  add_counts (step, &self->replies, decided, self->mail_refused);
  detail = describe (&self->replies, decided);
  sauda_day_step_end (step, *sauda_day_step_get_waiting (step) != NULL ? SAUDA_STEP_PARTLY : SAUDA_STEP_DONE,
                      detail);
  sauda_workspace_emit_orders_changed (self->workspace);
  sauda_talk_list_due_async (self->talk, self->cancellable, on_due, self);
}

/* A wrong clock would take cut-offs for past that are to come, and answer for buyers who were never asked.
 * Returns whether the step waits for the right time. */
static gboolean
wait_for_clock (SaudaDayRun *self, SaudaDayStepId id)
{
  g_autofree char *obstacle = sauda_channels_find_clock_obstacle (self->channels);

  if (obstacle != NULL)
    sauda_day_step_add_waiting (sauda_day_run_get_step (self, id), obstacle);
  return obstacle != NULL;
}

static void
decide (SaudaDayRun *self)
{
  g_clear_object (&self->writer);
  if (wait_for_clock (self, STEP_REPLIES)) {
    sauda_day_step_end (sauda_day_run_get_step (self, STEP_REPLIES), SAUDA_STEP_PARTLY, NULL);
    sauda_day_run_make_plan (self);
    return;
  }
  sauda_talk_decide_async (self->talk, self->day, self->tomorrow, self->mail_unread, self->cancellable,
                           on_decided, self);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  if (!sauda_talk_sender_finish (self->writer, result, &error))
    sauda_day_run_fail_step (self, STEP_REPLIES, error);
  else
    decide (self);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  if (!sauda_talk_take_finish (result, &self->replies, &error)) {
    sauda_day_run_fail_step (self, STEP_REPLIES, error);
    return;
  }
  if (sauda_talk_get_provider (self->talk) == NULL) {
    decide (self);
    return;
  }
  self->writer = sauda_talk_sender_new (self->talk, sauda_day_run_get_step (self, STEP_REPLIES));
  sauda_talk_sender_settle_async (self->writer, self->cancellable, on_settled, self);
}

/* The orders are known, and the mail is here. */
static void
take_mail (SaudaDayRun *self)
{
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_REPLIES);

  if (self->mail_error != NULL) {
    sauda_day_run_fail_step (self, STEP_REPLIES, g_steal_pointer (&self->mail_error));
    return;
  }
  if (!sauda_talk_is_set_up (self->talk)) {
    sauda_day_step_end (step, SAUDA_STEP_SKIPPED, _ ("WhatsApp is not set up."));
    sauda_day_run_make_plan (self);
    return;
  }
  if (sauda_talk_get_problem (self->talk) != NULL)
    sauda_day_step_add_waiting (step, sauda_talk_get_problem (self->talk));
  self->mail_unread = !sauda_talk_mail_is_whole (self->mail);
  self->mail_refused = sauda_talk_mail_is_refused (self->mail);
  sauda_talk_take_async (self->talk, g_steal_pointer (&self->mail), step, self->cancellable, on_read, self);
}

/* The provider was asked for the last time. Returns whether the run has been broken off meanwhile, and ends
 * it. */
static gboolean
end_broken (SaudaDayRun *self)
{
  if (self->error == NULL || self->branches > 0)
    return FALSE;
  if (!self->asking && !self->syncing)
    sauda_day_run_end (self, g_steal_pointer (&self->error));
  return TRUE;
}

/* Asking is over, whatever came of it. */
static void
end_asking (SaudaDayRun *self)
{
  self->asking = FALSE;
  if (!end_broken (self) && self->mail_awaited)
    take_mail (self);
}

static void
on_synced (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  g_autoptr (GError) error = NULL;

  self->syncing = FALSE;
  if (!sauda_talk_template_sync_finish (result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED))
    sauda_day_step_add_waiting (sauda_day_run_get_step (self, STEP_MESSAGES), error->message);
  if (end_broken (self))
    return;
  if (self->due_awaited)
    sauda_talk_list_due_async (self->talk, self->cancellable, on_due, self);
  else if (self->writing_awaited)
    sauda_day_run_write_messages (self);
}

/* The templates come after the mail: nobody waits for them before something is written. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  self->mail = sauda_talk_ask_finish (result, &self->mail_error);
  self->syncing = self->mail != NULL && self->error == NULL && sauda_talk_get_provider (self->talk) != NULL;
  if (self->syncing)
    sauda_talk_template_sync_async (self->talk, self->cancellable, on_synced, self);
  end_asking (self);
}

static void
on_talk (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  self->talk = sauda_talk_open_finish (result, &self->mail_error);
  if (self->talk != NULL && sauda_talk_is_set_up (self->talk))
    sauda_talk_ask_async (self->talk, self->cancellable, on_asked, self);
  else
    end_asking (self);
}

/**
 * sauda_day_run_ask_for_mail:
 * @self: a run that is about to read the orders
 *
 * Asks the provider what buyers wrote, then what became of the templates, beside the reading of the orders.
 */
void
sauda_day_run_ask_for_mail (SaudaDayRun *self)
{
  self->asking = TRUE;
  sauda_talk_open_async (self->workspace, self->cancellable, on_talk, self);
}

/**
 * sauda_day_run_read_replies:
 * @self: a run that knows the orders as they are
 *
 * Takes what buyers wrote, decides what can be decided, then makes the plan.
 */
void
sauda_day_run_read_replies (SaudaDayRun *self)
{
  sauda_day_step_begin (sauda_day_run_get_step (self, STEP_REPLIES));
  self->mail_awaited = TRUE;
  if (!self->asking)
    take_mail (self);
}

static gpointer
count_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaDayRun *self = data;
  int sent = sauda_messages_count_sent (connection, sauda_day_start_ms (self->day),
                                        sauda_day_start_ms (self->day + 1), error);

  self->messages = (guint) MAX (sent, 0);
  return sent >= 0 ? self : NULL;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  if (sauda_database_read_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    sauda_day_run_fail_step (self, STEP_MESSAGES, error);
  else
    sauda_day_run_join (self);
}

static void
end_messages (SaudaDayRun *self, SaudaStepState state, const char *detail)
{
  sauda_day_step_end (sauda_day_run_get_step (self, STEP_MESSAGES), state, detail);
  sauda_database_read_async (sauda_workspace_get_database (self->workspace), count_work, self, NULL, NULL,
                             NULL, on_counted, self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_MESSAGES);
  GError *error = NULL;
  guint sent = sauda_talk_sender_get_sent (self->writer);
  g_autofree char *detail = NULL;

  if (!sauda_talk_sender_finish (self->writer, result, &error)) {
    sauda_day_run_fail_step (self, STEP_MESSAGES, error);
    return;
  }
  detail = g_strdup_printf (ngettext ("%u message sent.", "%u messages sent.", sent), sent);
  end_messages (self,
                *sauda_day_step_get_failed (step) != NULL || *sauda_day_step_get_waiting (step) != NULL
                  ? SAUDA_STEP_PARTLY
                : sent > 0 ? SAUDA_STEP_DONE
                           : SAUDA_STEP_SKIPPED,
                detail);
}

/* Links are opened by a person, one after the other. */
static void
tell_by_hand (SaudaDayRun *self)
{
  g_autofree char *sentence = NULL;

  if (self->by_hand == 0)
    return;
  sentence =
    g_strdup_printf (ngettext ("%u chat waits to be opened by hand: look into Conversations.",
                               "%u chats wait to be opened by hand: look into Conversations.", self->by_hand),
                     self->by_hand);
  sauda_day_step_add_waiting (sauda_day_run_get_step (self, STEP_MESSAGES), sentence);
}

/**
 * sauda_day_run_write_messages:
 * @self: a run whose plan has been approved
 *
 * Writes to buyers: one of the run's two branches.
 */
void
sauda_day_run_write_messages (SaudaDayRun *self)
{
  self->writing_awaited = self->syncing;
  if (self->writing_awaited)
    return;
  sauda_day_step_begin (sauda_day_run_get_step (self, STEP_MESSAGES));
  if (self->talk == NULL || sauda_talk_get_provider (self->talk) == NULL) {
    tell_by_hand (self);
    end_messages (self, self->by_hand > 0 ? SAUDA_STEP_PARTLY : SAUDA_STEP_SKIPPED, NULL);
    return;
  }
  if (wait_for_clock (self, STEP_MESSAGES)) {
    end_messages (self, SAUDA_STEP_PARTLY, NULL);
    return;
  }
  self->writer = sauda_talk_sender_new (self->talk, sauda_day_run_get_step (self, STEP_MESSAGES));
  sauda_talk_sender_run_async (self->writer, self->who, self->cancellable, on_written, self);
}
