#include "sauda-conversations-page.h"

#include "sauda-bubble-list.h"
#include "sauda-bubble-row.h"
#include "sauda-composer.h"
#include "sauda-fresh-text.h"
#include "sauda-later.h"
#include "sauda-number.h"
#include "sauda-open-uri.h"
#include "sauda-packer-view.h"
#include "sauda-scroll-bin.h"
#include "sauda-talk-status.h"
#include "sauda-thread-list.h"
#include "sauda-time.h"
#include "sauda-ui-toast.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

#define TICK_SECONDS 30

struct _SaudaConversationsPage {
  AdwBin parent_instance;

  GtkStack *stack;             /* (unowned) (not nullable) */
  SaudaThreadList *list;       /* (unowned) (not nullable) */
  GtkWidget *conversation;     /* (unowned) (not nullable) */
  GtkLabel *heading;           /* (unowned) (not nullable) */
  GtkLabel *subtitle;          /* (unowned) (not nullable) */
  GtkSwitch *take_over;        /* (unowned) (not nullable) */
  GtkLabel *why;               /* (unowned) (not nullable) */
  GtkScrolledWindow *scroller; /* (unowned) (not nullable) */
  GtkListBox *bubbles;         /* (unowned) (not nullable) */
  GtkWidget *size_bar;         /* (unowned) (not nullable) */
  GtkLabel *advice;            /* (unowned) (not nullable) */
  GtkEntry *size;              /* (unowned) (not nullable) */
  SaudaComposer *composer;     /* (unowned) (not nullable) */
  GtkDropDown *consent;        /* (unowned) (not nullable) */
  GtkWidget *consent_button;   /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (not nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint tick;                /* source of the countdown */
  gint64 question_id;        /* of the conversation that is shown */
  gint64 contact_id;
  gboolean another; /* its messages have not been shown yet */
  gboolean showing; /* widgets are being set, nobody touched them */
  gboolean loaded;
  gboolean loading;
  gboolean load_again;
  gboolean writing; /* a message is on its way: it is sent once */
};

G_DEFINE_FINAL_TYPE (SaudaConversationsPage, sauda_conversations_page, ADW_TYPE_BIN)

static guint orders_wanted_signal;

static void load (SaudaConversationsPage *self);

static const char *const consents[] = { "order", "chat", "verbal", "none" };

static const SaudaTalkThread *
get_thread (SaudaConversationsPage *self)
{
  return sauda_thread_list_get_thread (self->list);
}

static gint64
get_now (SaudaConversationsPage *self)
{
  return sauda_workspace_get_now (self->workspace);
}

static void
show_composer (SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread != NULL)
    sauda_composer_show_thread (self->composer, thread, get_now (self), self->writing);
}

static void
show_consent (SaudaConversationsPage *self, const SaudaTalkThread *thread)
{
  gtk_widget_set_visible (self->consent_button, thread->consent != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (consents); i++)
    if (g_strcmp0 (consents[i], thread->consent) == 0)
      gtk_drop_down_set_selected (self->consent, i);
}

static char *
describe_advice (const SaudaTalkThread *thread)
{
  g_autofree char *height = sauda_number_format (thread->height_cm, -1);
  g_autofree char *weight = sauda_number_format (thread->weight_kg, -1);

  if (thread->closed)
    return g_strdup_printf (_ ("Decided: %s"), thread->decided_size != NULL ? thread->decided_size : "–");
  if (thread->proposed_size != NULL)
    return g_strdup_printf (_ ("Height %s, weight %s: %s, %d %%"), height, weight, thread->proposed_size,
                            (int) (thread->probability * 100 + 0.5));
  if (thread->height_cm > 0 || thread->weight_kg > 0)
    return g_strdup_printf (_ ("Height %s, weight %s"), height, weight);
  return g_strdup (_ ("No measures yet"));
}

/* What is known of the order; of somebody without one, that nothing is. */
static char *
describe_order (const SaudaTalkThread *thread)
{
  g_autofree char *clock = sauda_time_format_clock (thread->deadline_ms);

  if (thread->stranger)
    return g_strdup (thread->state_title);
  return g_strdup_printf (_ ("%s, until %s · %s %s, %s, size %s"), thread->state_title, clock, thread->store,
                          thread->order, thread->goods,
                          thread->clicked_size != NULL ? thread->clicked_size : "–");
}

static void
show_heading (SaudaConversationsPage *self, const SaudaTalkThread *thread)
{
  g_autofree char *phone = sauda_packer_view_show_text (thread->phone);
  g_autofree char *heading =
    g_strdup_printf ("%s · %s", thread->buyer != NULL ? thread->buyer : _ ("No name"),
                     thread->phone != NULL ? phone : _ ("no telephone"));
  g_autofree char *subtitle = describe_order (thread);

  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), subtitle);
  gtk_label_set_label (self->why, thread->why != NULL ? thread->why : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->why), thread->why);
  gtk_widget_set_visible (GTK_WIDGET (self->why), thread->why != NULL);
}

/* Not under the fingers of somebody who types another one. */
static void
show_size (SaudaConversationsPage *self, const SaudaTalkThread *thread)
{
  const char *size = thread->decided_size != NULL    ? thread->decided_size
                     : thread->proposed_size != NULL ? thread->proposed_size
                                                     : thread->clicked_size;
  gboolean typing = (gtk_widget_get_state_flags (GTK_WIDGET (self->size)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (self->another || !typing)
    sauda_fresh_text_set (GTK_EDITABLE (self->size), size != NULL ? size : "");
}

static void
show_thread (SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);
  g_autofree char *advice = NULL;

  gtk_widget_set_sensitive (self->conversation, thread != NULL);
  if (thread == NULL)
    return;
  self->showing = TRUE;
  show_heading (self, thread);
  show_consent (self, thread);
  advice = describe_advice (thread);
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (self->size_bar, !thread->stranger);
  show_size (self, thread);
  gtk_switch_set_active (self->take_over, thread->taken_over);
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_over), thread->contact_id != 0 && !thread->stranger);
  show_composer (self);
  self->showing = FALSE;
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!sauda_talk_edit_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

static void
edit (SaudaConversationsPage *self, SaudaTalkEditKind kind, const SaudaTalkEdit *change)
{
  sauda_talk_edit_async (self->workspace, kind, change, self->cancellable, on_edited, g_object_ref (self));
}

static void
on_corrected (SaudaBubbleRow *row, gpointer change, SaudaConversationsPage *self)
{
  edit (self, SAUDA_TALK_EDIT_CORRECT, change);
}

static gboolean
scroll_down (gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  GtkAdjustment *adjustment =
    self->scroller != NULL ? gtk_scrolled_window_get_vadjustment (self->scroller) : NULL;

  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

static void
on_bubbles (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) bubbles = sauda_talk_bubbles_list_finish (result, &error);
  GtkAdjustment *place;
  gboolean follow;

  if (bubbles == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  place = gtk_scrolled_window_get_vadjustment (self->scroller);
  /* Who reads earlier messages goes on reading them. */
  follow = self->another || gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) >=
                              gtk_adjustment_get_upper (place) - 1;
  self->another = FALSE;
  sauda_bubble_list_show (self->bubbles, bubbles, G_CALLBACK (on_corrected), self);
  if (follow)
    sauda_later_add (scroll_down, g_object_ref (self));
}

static void
load_bubbles (SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread == NULL || thread->contact_id == 0)
    sauda_bubble_list_show (self->bubbles, NULL, G_CALLBACK (on_corrected), self);
  else
    sauda_talk_bubbles_list_async (self->workspace, thread->contact_id, self->cancellable, on_bubbles,
                                   g_object_ref (self));
}

/* Another conversation, or the same one as it is now. */
static void
on_chosen (SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (self->workspace == NULL)
    return; /* the rows leave while the page is disposed of */
  if (thread != NULL &&
      (thread->question_id != self->question_id || thread->contact_id != self->contact_id)) {
    self->question_id = thread->question_id;
    self->contact_id = thread->contact_id;
    self->another = TRUE;
  }
  show_thread (self);
  load_bubbles (self);
}

static void
on_threads (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) threads = sauda_talk_threads_list_finish (result, &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (threads == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, threads->len > 0 ? "content" : "empty");
  sauda_thread_list_take_threads (self->list, threads);
  self->loaded = TRUE;
  if (self->load_again)
    load (self);
}

static void
on_status (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (SaudaTalkStatus) status = sauda_talk_status_load_finish (result, NULL);

  if (status == NULL || self->workspace == NULL)
    return;
  sauda_composer_set_by_hand (self->composer, status->by_hand);
  show_composer (self);
  sauda_thread_list_show_status (self->list, status);
}

static void
load (SaudaConversationsPage *self)
{
  if (self->workspace == NULL)
    return;
  self->load_again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  sauda_talk_status_load_async (self->workspace, self->cancellable, on_status, g_object_ref (self));
  sauda_talk_threads_list_async (self->workspace, self->cancellable, on_threads, g_object_ref (self));
}

static gboolean
on_take_over (GtkSwitch *widget, gboolean state, SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread != NULL && !self->showing && thread->taken_over != state)
    edit (self, SAUDA_TALK_EDIT_TAKE_OVER,
          &(SaudaTalkEdit){ .question_id = thread->question_id, .take_over = state });
  return FALSE;
}

static void
on_size (GtkWidget *widget, SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);
  const char *size = gtk_editable_get_text (GTK_EDITABLE (self->size));

  if (thread != NULL && *size != '\0')
    edit (self, SAUDA_TALK_EDIT_SIZE, &(SaudaTalkEdit){ .question_id = thread->question_id, .size = size });
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean sent = sauda_talk_write_finish (result, &error);

  self->writing = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (sent)
    sauda_composer_clear (self->composer);
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

/* The button is off while a message is on its way. @text: %NULL for the template. */
static void
on_write (SaudaComposer *composer, const char *text, SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread == NULL || self->writing)
    return;
  self->writing = TRUE;
  show_composer (self);
  sauda_talk_write_async (self->workspace, thread->question_id, text, self->cancellable, on_written,
                          g_object_ref (self));
}

static void
on_edit (SaudaComposer *composer, int kind, gpointer change, SaudaConversationsPage *self)
{
  edit (self, (SaudaTalkEditKind) kind, change);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!sauda_open_uri_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_chat (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = sauda_talk_open_chat_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (link != NULL)
    sauda_open_uri_async (link, NULL, self->cancellable, on_launched, g_object_ref (self));
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

/* One chat a press: many at once would look like a robot to WhatsApp (whatsapp-api 5). */
static void
on_open_chat (GtkWidget *widget, SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread != NULL)
    sauda_talk_open_chat_async (self->workspace, thread->question_id, self->cancellable, on_chat,
                                g_object_ref (self));
}

static void
on_taken_over (SaudaThreadList *list, gboolean taken_over, SaudaConversationsPage *self)
{
  gtk_switch_set_active (self->take_over, taken_over);
}

static void
on_order_wanted (SaudaThreadList *list, const char *order, SaudaConversationsPage *self)
{
  g_signal_emit (self, orders_wanted_signal, 0, order);
}

static void
on_consent (GtkDropDown *drop_down, GParamSpec *pspec, SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (thread != NULL && !self->showing && selected < G_N_ELEMENTS (consents))
    edit (self, SAUDA_TALK_EDIT_CONSENT,
          &(SaudaTalkEdit){ .contact_id = thread->contact_id, .text = consents[selected] });
}

static gboolean
on_tick (gpointer data)
{
  show_composer (data);
  return G_SOURCE_CONTINUE;
}

static void
sauda_conversations_page_dispose (GObject *object)
{
  SaudaConversationsPage *self = SAUDA_CONVERSATIONS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_conversations_page_parent_class)->dispose (object);
}

static void
sauda_conversations_page_finalize (GObject *object)
{
  SaudaConversationsPage *self = SAUDA_CONVERSATIONS_PAGE (object);

  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_conversations_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, conversation);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, take_over);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, why);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, bubbles);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, size_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, advice);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, size);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, composer);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, consent);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, consent_button);
}

static void
sauda_conversations_page_class_init (SaudaConversationsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAUDA_TYPE_COMPOSER);
  g_type_ensure (SAUDA_TYPE_SCROLL_BIN);
  g_type_ensure (SAUDA_TYPE_THREAD_LIST);
  object_class->dispose = sauda_conversations_page_dispose;
  object_class->finalize = sauda_conversations_page_finalize;
  orders_wanted_signal = g_signal_new ("orders-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/conversations/sauda-conversations-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_taken_over);
  gtk_widget_class_bind_template_callback (widget_class, on_order_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_take_over);
  gtk_widget_class_bind_template_callback (widget_class, on_size);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_open_chat);
  gtk_widget_class_bind_template_callback (widget_class, on_consent);
}

static void
sauda_conversations_page_init (SaudaConversationsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

/**
 * sauda_conversations_page_new:
 * @workspace: the merchant's folder
 *
 * Returns: (transfer none): the page of conversations
 */
GtkWidget *
sauda_conversations_page_new (SaudaWorkspace *workspace)
{
  SaudaConversationsPage *self = g_object_new (SAUDA_TYPE_CONVERSATIONS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}

/**
 * sauda_conversations_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the conversations are there
 */
gboolean
sauda_conversations_page_is_loaded (SaudaConversationsPage *self)
{
  g_return_val_if_fail (SAUDA_IS_CONVERSATIONS_PAGE (self), FALSE);

  return self->loaded;
}
