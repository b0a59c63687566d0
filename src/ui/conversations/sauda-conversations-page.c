#include "sauda-conversations-page.h"

#include "sauda-bubble-row.h"
#include "sauda-talk-listener.h"
#include "sauda-thread-row.h"
#include "sauda-time.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

#define TICK_SECONDS 30
#define HOUR_MS (G_GINT64_CONSTANT (3600000))
#define MARGIN_MS (G_GINT64_CONSTANT (120000))

enum { FILTER_ALL, FILTER_PERSON, FILTER_OPEN, FILTER_DECIDED };

struct _SaudaConversationsPage {
  AdwBin parent_instance;

  GtkStack *stack;          /* (unowned) (not nullable) */
  GtkDropDown *filter;      /* (unowned) (not nullable) */
  GtkSearchEntry *search;   /* (unowned) (not nullable) */
  GtkListBox *threads;      /* (unowned) (not nullable) */
  GtkLabel *count;          /* (unowned) (not nullable) */
  GtkWidget *conversation;  /* (unowned) (not nullable) */
  GtkLabel *heading;        /* (unowned) (not nullable) */
  GtkLabel *subtitle;       /* (unowned) (not nullable) */
  GtkSwitch *take_over;     /* (unowned) (not nullable) */
  GtkLabel *why;            /* (unowned) (not nullable) */
  GtkScrolledWindow *scroller; /* (unowned) (not nullable) */
  GtkListBox *bubbles;      /* (unowned) (not nullable) */
  GtkWidget *size_bar;      /* (unowned) (not nullable) */
  GtkLabel *advice;         /* (unowned) (not nullable) */
  GtkEntry *size;           /* (unowned) (not nullable) */
  GtkListBox *quick;        /* (unowned) (not nullable) */
  GtkPopover *quick_popover; /* (unowned) (not nullable) */
  GtkMenuButton *quick_button; /* (unowned) (not nullable) */
  GtkEntry *entry;          /* (unowned) (not nullable) */
  GtkButton *send;          /* (unowned) (not nullable) */
  GtkButton *template;      /* (unowned) (not nullable) */
  GtkMenuButton *answer_button; /* (unowned) (not nullable) */
  GtkPopover *answer_popover;   /* (unowned) (not nullable) */
  GtkEntry *answer;         /* (unowned) (not nullable) */
  GtkLabel *window_label;   /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (not nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gint64 question_id;        /* that is shown, 0: none */
  SaudaTalkListener *listener; /* (owned) (nullable) while webhooks are taken */
  guint tick;                /* source of the countdown */
  gboolean loaded;
  gboolean loading;
  gboolean load_again;
  gboolean writing; /* a message is on its way: it is sent once */
};

G_DEFINE_FINAL_TYPE (SaudaConversationsPage, sauda_conversations_page, ADW_TYPE_BIN)

static void load (SaudaConversationsPage *self);

static const char *const quick_replies[] = {
  N_ ("Good afternoon! We have your answer, thank you."),
  N_ ("This size is not in stock. Shall we send the next larger one?"),
  N_ ("Your order is handed over today."),
  N_ ("Please write your height and weight, such as 178/82."),
};

static const SaudaTalkThread *
get_thread (SaudaConversationsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->threads);

  return row != NULL ? sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row)) : NULL;
}

static gint64
get_now (SaudaConversationsPage *self)
{
  return sauda_clock_get_now (sauda_workspace_get_clock (self->workspace));
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  SaudaConversationsPage *self = data;
  const SaudaTalkThread *thread = sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row));
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint kind = gtk_drop_down_get_selected (self->filter);

  if ((kind == FILTER_PERSON && !thread->needs_person) || (kind == FILTER_OPEN && thread->closed) ||
      (kind == FILTER_DECIDED && !thread->closed))
    return FALSE;
  return *words == '\0' || sauda_thread_row_matches (SAUDA_THREAD_ROW (row), words);
}

static void
show_count (SaudaConversationsPage *self)
{
  guint people = 0, open = 0, all = 0;
  GtkListBoxRow *row;
  g_autofree char *text = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->threads, (int) all)) != NULL) {
    const SaudaTalkThread *thread = sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row));

    people += thread->needs_person;
    open += !thread->closed;
    all++;
  }
  text = g_strdup_printf (_ ("Conversations %u, open %u, for a person %u"), all, open, people);
  gtk_label_set_label (self->count, text);
}

/* How long free text may still be sent, or that only a template may (whatsapp-api 1.2). */
static void
show_window (SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);
  gint64 left_ms = thread != NULL ? thread->window_until_ms - get_now (self) - MARGIN_MS : 0;
  gboolean may_write = thread != NULL && thread->contact_id != 0 && !thread->opted_out;
  gboolean open = may_write && left_ms > 0;
  g_autofree char *text = NULL;

  if (thread == NULL || thread->contact_id == 0)
    text = g_strdup (_ ("The order has no telephone number."));
  else if (thread->opted_out)
    text = g_strdup (_ ("The buyer wants no messages."));
  else if (open)
    text = g_strdup_printf (_ ("Free text may be sent for another %d h %d min."), (int) (left_ms / HOUR_MS),
                            (int) (left_ms % HOUR_MS / 60000));
  else
    text = g_strdup (_ ("The buyer has not written for 24 hours: only an approved template may be sent."));
  gtk_label_set_label (self->window_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), open);
  gtk_widget_set_visible (GTK_WIDGET (self->send), open);
  gtk_widget_set_visible (GTK_WIDGET (self->quick_button), open);
  gtk_widget_set_visible (GTK_WIDGET (self->template), may_write && !open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), !self->writing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->template), !self->writing);
}

static char *
describe_advice (const SaudaTalkThread *thread)
{
  if (thread->closed)
    return g_strdup_printf (_ ("Decided: %s"), thread->decided_size != NULL ? thread->decided_size : "–");
  if (thread->proposed_size != NULL)
    return g_strdup_printf (_ ("Height %g, weight %g: %s, %d %%"), thread->height_cm, thread->weight_kg,
                            thread->proposed_size, (int) (thread->probability * 100 + 0.5));
  if (thread->height_cm > 0 || thread->weight_kg > 0)
    return g_strdup_printf (_ ("Height %g, weight %g"), thread->height_cm, thread->weight_kg);
  return g_strdup (_ ("No measures yet"));
}

static void
show_thread (SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);
  g_autofree char *heading = NULL, *subtitle = NULL, *advice = NULL, *clock = NULL;

  gtk_widget_set_sensitive (self->conversation, thread != NULL);
  if (thread == NULL)
    return;
  clock = sauda_time_format_clock (thread->deadline_ms);
  heading = g_strdup_printf ("%s · %s", thread->buyer != NULL ? thread->buyer : _ ("No name"),
                             thread->phone != NULL ? thread->phone : _ ("no telephone"));
  subtitle = g_strdup_printf (_ ("%s %s, %s, size %s; %s, until %s"), thread->store, thread->order, thread->goods,
                              thread->clicked_size != NULL ? thread->clicked_size : "–", thread->state_title,
                              clock);
  advice = describe_advice (thread);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), subtitle);
  gtk_label_set_label (self->why, thread->why != NULL ? thread->why : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->why), thread->why);
  gtk_widget_set_visible (GTK_WIDGET (self->why), thread->why != NULL);
  gtk_label_set_label (self->advice, advice);
  gtk_editable_set_text (GTK_EDITABLE (self->size), thread->decided_size != NULL    ? thread->decided_size
                                                    : thread->proposed_size != NULL ? thread->proposed_size
                                                    : thread->clicked_size != NULL  ? thread->clicked_size
                                                                                    : "");
  gtk_switch_set_active (self->take_over, thread->taken_over);
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_over), thread->contact_id != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer_button), thread->contact_id != 0);
  show_window (self);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
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

  if (bubbles == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  clear_list (self->bubbles);
  for (guint i = 0; i < bubbles->len; i++) {
    GtkWidget *row = sauda_bubble_row_new (g_ptr_array_index (bubbles, i));

    g_signal_connect_object (row, "corrected", G_CALLBACK (on_corrected), self, 0);
    gtk_list_box_append (self->bubbles, row);
  }
  g_idle_add (scroll_down, g_object_ref (self));
}

static void
load_bubbles (SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread == NULL || thread->contact_id == 0)
    clear_list (self->bubbles);
  else
    sauda_talk_bubbles_list_async (self->workspace, thread->contact_id, self->cancellable, on_bubbles,
                                   g_object_ref (self));
}

static void
on_thread_selected (GtkListBox *list, GtkListBoxRow *row, SaudaConversationsPage *self)
{
  if (row != NULL)
    self->question_id = sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row))->question_id;
  show_thread (self);
  load_bubbles (self);
}

/* Keeps the conversation that is read, or takes the first one. */
static void
select_thread (SaudaConversationsPage *self)
{
  GtkListBoxRow *row, *chosen = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->threads, i)) != NULL; i++)
    if (chosen == NULL ||
        sauda_thread_row_get_thread (SAUDA_THREAD_ROW (row))->question_id == self->question_id)
      chosen = row;
  if (chosen != NULL)
    gtk_list_box_select_row (self->threads, chosen);
}

static void
on_threads (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) threads = sauda_talk_threads_list_finish (result, &error);
  gint64 question_id = self->question_id;

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (threads == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  clear_list (self->threads);
  g_ptr_array_set_free_func (threads, NULL);
  for (guint i = 0; i < threads->len; i++)
    gtk_list_box_append (self->threads, sauda_thread_row_new (g_ptr_array_index (threads, i)));
  self->question_id = question_id;
  gtk_stack_set_visible_child_name (self->stack, threads->len > 0 ? "content" : "empty");
  show_count (self);
  select_thread (self);
  self->loaded = TRUE;
  if (self->load_again)
    load (self);
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
  sauda_talk_threads_list_async (self->workspace, self->cancellable, on_threads, g_object_ref (self));
}

static void
on_filter_changed (SaudaConversationsPage *self)
{
  gtk_list_box_invalidate_filter (self->threads);
}

static gboolean
on_take_over (GtkSwitch *widget, gboolean state, SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread != NULL && thread->taken_over != state)
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
on_answer (GtkWidget *widget, SaudaConversationsPage *self)
{
  const SaudaTalkThread *thread = get_thread (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->answer));

  if (thread == NULL || *text == '\0')
    return;
  edit (self, SAUDA_TALK_EDIT_ANSWER, &(SaudaTalkEdit){ .question_id = thread->question_id, .text = text });
  gtk_editable_set_text (GTK_EDITABLE (self->answer), "");
  gtk_popover_popdown (self->answer_popover);
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
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

/* The button is off while a message is on its way. */
static void
write_text (SaudaConversationsPage *self, const char *text)
{
  const SaudaTalkThread *thread = get_thread (self);

  if (thread == NULL || self->writing)
    return;
  self->writing = TRUE;
  show_window (self);
  sauda_talk_write_async (self->workspace, thread->question_id, text, self->cancellable, on_written,
                          g_object_ref (self));
}

static void
on_send (GtkWidget *widget, SaudaConversationsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (*text != '\0')
    write_text (self, text);
}

static void
on_template (GtkButton *button, SaudaConversationsPage *self)
{
  write_text (self, NULL);
}

static void
on_quick (GtkListBox *list, GtkListBoxRow *row, SaudaConversationsPage *self)
{
  gtk_popover_popdown (self->quick_popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), _ (quick_replies[gtk_list_box_row_get_index (row)]));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static gboolean
on_tick (gpointer data)
{
  show_window (data);
  return G_SOURCE_CONTINUE;
}

/* Off by default: then there is none. */
static void
on_listening (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaConversationsPage) self = data;
  g_autoptr (SaudaTalkListener) listener = sauda_talk_listener_open_finish (result, NULL);

  if (listener != NULL && self->workspace != NULL)
    self->listener = g_steal_pointer (&listener);
}

static void
fill_quick_replies (SaudaConversationsPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quick_replies); i++) {
    GtkWidget *label = gtk_label_new (_ (quick_replies[i]));

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
    gtk_list_box_append (self->quick, label);
  }
}

static void
sauda_conversations_page_dispose (GObject *object)
{
  SaudaConversationsPage *self = SAUDA_CONVERSATIONS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->listener);
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
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, threads);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, count);
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
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, quick);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, quick_popover);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, quick_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, entry);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, send);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, template);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, answer_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, answer_popover);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, answer);
  gtk_widget_class_bind_template_child (widget_class, SaudaConversationsPage, window_label);
}

static void
sauda_conversations_page_class_init (SaudaConversationsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_conversations_page_dispose;
  object_class->finalize = sauda_conversations_page_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/conversations/sauda-conversations-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_thread_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_take_over);
  gtk_widget_class_bind_template_callback (widget_class, on_size);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_template);
  gtk_widget_class_bind_template_callback (widget_class, on_quick);
}

static void
sauda_conversations_page_init (SaudaConversationsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->threads, filter_row, self, NULL);
  fill_quick_replies (self);
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
  sauda_talk_listener_open_async (workspace, FALSE, self->cancellable, on_listening, g_object_ref (self));
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
