#include "sauda-composer.h"
#include "sauda-fresh-text.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

#define HOUR_MS (G_GINT64_CONSTANT (3600000))
#define MARGIN_MS (G_GINT64_CONSTANT (120000))

struct _SaudaComposer {
  GtkBox parent_instance;

  GtkWidget *attach_bar;        /* (unowned) (not nullable) */
  GtkEntry *order;              /* (unowned) (not nullable) */
  GtkWidget *opened_bar;        /* (unowned) (not nullable) */
  GtkWidget *write_bar;         /* (unowned) (not nullable) */
  GtkListBox *quick;            /* (unowned) (not nullable) */
  GtkPopover *quick_popover;    /* (unowned) (not nullable) */
  GtkMenuButton *quick_button;  /* (unowned) (not nullable) */
  GtkEntry *entry;              /* (unowned) (not nullable) */
  GtkButton *send;              /* (unowned) (not nullable) */
  GtkButton *template;          /* (unowned) (not nullable) */
  GtkButton *open_chat;         /* (unowned) (not nullable) */
  GtkMenuButton *answer_button; /* (unowned) (not nullable) */
  GtkPopover *answer_popover;   /* (unowned) (not nullable) */
  GtkEntry *answer;             /* (unowned) (not nullable) */
  GtkLabel *window_label;       /* (unowned) (not nullable) */

  gint64 question_id;
  gint64 contact_id;
  gboolean by_hand;     /* nothing is sent from here: a person opens the chats */
  const char *language; /* static, of the quick replies that are listed; NULL: none */
};

enum { WRITE, OPEN_CHAT, EDIT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaComposer, sauda_composer, GTK_TYPE_BOX)

/* The buyer reads them, so they are in the buyer's language whatever the window's is. */
static const struct {
  const char *ru;
  const char *kk;
} quick_replies[] = {
  { "Здравствуйте! Ваш ответ получили, спасибо.", "Сәлеметсіз бе! Жауабыңызды алдық, рақмет." },
  { "Напишите, пожалуйста, рост и вес, например 178/82.",
    "Бойыңыз бен салмағыңызды жазыңызшы, мысалы 178/82." },
  { "Этого размера нет в наличии. Отправить на размер больше?",
    "Бұл өлшем қазір жоқ. Бір өлшем үлкенін жіберейік пе?" },
  { "Ваш заказ передаём в доставку сегодня.", "Тапсырысыңызды бүгін жеткізуге береміз." },
  { "Напишите, пожалуйста, номер заказа.", "Тапсырыс нөмірін жазыңызшы." },
};

static void
emit_edit (SaudaComposer *self, SaudaTalkEditKind kind, SaudaTalkEdit edit)
{
  edit.question_id = self->question_id;
  edit.contact_id = self->contact_id;
  g_signal_emit (self, signals[EDIT], 0, kind, &edit);
}

static void
on_send (GtkWidget *widget, SaudaComposer *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (*text != '\0')
    g_signal_emit (self, signals[WRITE], 0, text);
}

static void
on_template (GtkButton *button, SaudaComposer *self)
{
  g_signal_emit (self, signals[WRITE], 0, NULL);
}

static void
on_open_chat (GtkButton *button, SaudaComposer *self)
{
  g_signal_emit (self, signals[OPEN_CHAT], 0);
}

static void
on_was_sent (GtkButton *button, SaudaComposer *self)
{
  emit_edit (self, SAUDA_TALK_EDIT_OPENED, (SaudaTalkEdit){ .outcome = SAUDA_TALK_OPENED_SENT });
}

static void
on_no_whatsapp (GtkButton *button, SaudaComposer *self)
{
  emit_edit (self, SAUDA_TALK_EDIT_OPENED, (SaudaTalkEdit){ .outcome = SAUDA_TALK_OPENED_NO_WHATSAPP });
}

static void
on_later (GtkButton *button, SaudaComposer *self)
{
  emit_edit (self, SAUDA_TALK_EDIT_OPENED, (SaudaTalkEdit){ .outcome = SAUDA_TALK_OPENED_LATER });
}

static void
on_answer (GtkWidget *widget, SaudaComposer *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->answer)));

  if (*text == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->answer), "");
  gtk_popover_popdown (self->answer_popover);
  emit_edit (self, SAUDA_TALK_EDIT_ANSWER, (SaudaTalkEdit){ .text = text });
}

static void
on_attach (GtkWidget *widget, SaudaComposer *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->order)));

  if (*text != '\0')
    emit_edit (self, SAUDA_TALK_EDIT_ATTACH, (SaudaTalkEdit){ .text = text });
}

static void
on_quick (GtkListBox *list, GtkListBoxRow *row, SaudaComposer *self)
{
  GtkWidget *label = gtk_list_box_row_get_child (row);

  gtk_popover_popdown (self->quick_popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), gtk_label_get_label (GTK_LABEL (label)));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
list_quick_replies (SaudaComposer *self, const char *language)
{
  GtkListBoxRow *row;

  if (self->language == language)
    return;
  self->language = language;
  while ((row = gtk_list_box_get_row_at_index (self->quick, 0)) != NULL)
    gtk_list_box_remove (self->quick, GTK_WIDGET (row));
  for (gsize i = 0; i < G_N_ELEMENTS (quick_replies); i++) {
    GtkWidget *label =
      gtk_label_new (g_str_equal (language, "kk") ? quick_replies[i].kk : quick_replies[i].ru);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
    gtk_list_box_append (self->quick, label);
  }
}

/* How long free text may still be sent, or that only a template may (whatsapp-api 1.2). */
static char *
describe_window (SaudaComposer *self, const SaudaTalkThread *thread, gint64 left_ms)
{
  if (thread->contact_id == 0)
    return g_strdup (_ ("The order has no telephone number."));
  if (thread->opted_out)
    return g_strdup (_ ("The buyer wants no messages."));
  if (self->by_hand)
    return g_strdup (
      _ ("The text is in the chat that opens; you press Send there. Enter here what is answered."));
  if (left_ms > 0)
    return g_strdup_printf (_ ("Free text may be sent for another %d h %d min."), (int) (left_ms / HOUR_MS),
                            (int) (left_ms % HOUR_MS / 60000));
  return g_strdup (_ ("The buyer has not written for 24 hours: only an approved template may be sent."));
}

static gboolean
may_write_to (const SaudaTalkThread *thread)
{
  return thread->contact_id != 0 && !thread->opted_out && !thread->stranger;
}

static void
sauda_composer_class_init (SaudaComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[WRITE] = g_signal_new ("write", SAUDA_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_CHAT] =
    g_signal_new ("open-chat", SAUDA_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDIT] = g_signal_new ("edit", SAUDA_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/conversations/sauda-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, attach_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, order);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, opened_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, write_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, quick);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, quick_popover);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, quick_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, entry);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, send);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, template);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, open_chat);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, answer_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, answer_popover);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, answer);
  gtk_widget_class_bind_template_child (widget_class, SaudaComposer, window_label);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_template);
  gtk_widget_class_bind_template_callback (widget_class, on_open_chat);
  gtk_widget_class_bind_template_callback (widget_class, on_was_sent);
  gtk_widget_class_bind_template_callback (widget_class, on_no_whatsapp);
  gtk_widget_class_bind_template_callback (widget_class, on_later);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_attach);
  gtk_widget_class_bind_template_callback (widget_class, on_quick);
}

static void
sauda_composer_init (SaudaComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_composer_show_thread:
 * @self: a composer
 * @thread: the conversation that is shown
 * @now_ms: UTC ms
 * @busy: whether a message is on its way: it is sent once
 *
 * Offers what may be done in @thread now.
 */
void
sauda_composer_show_thread (SaudaComposer *self, const SaudaTalkThread *thread, gint64 now_ms, gboolean busy)
{
  gint64 left_ms = thread->window_until_ms - now_ms - MARGIN_MS;
  gboolean may_send = may_write_to (thread) && !self->by_hand;
  gboolean open = may_send && left_ms > 0;
  g_autofree char *text = describe_window (self, thread, left_ms);

  if (self->question_id != thread->question_id || self->contact_id != thread->contact_id)
    sauda_composer_clear (self);
  self->question_id = thread->question_id;
  self->contact_id = thread->contact_id;
  list_quick_replies (self, thread->language);
  gtk_label_set_label (self->window_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->window_label), !thread->stranger);
  gtk_widget_set_visible (self->attach_bar, thread->stranger);
  gtk_widget_set_visible (self->write_bar, !thread->stranger);
  gtk_widget_set_visible (self->opened_bar, thread->chat_opened);
  gtk_widget_set_visible (GTK_WIDGET (self->entry), open);
  gtk_widget_set_visible (GTK_WIDGET (self->send), open);
  gtk_widget_set_visible (GTK_WIDGET (self->quick_button), open);
  gtk_widget_set_visible (GTK_WIDGET (self->template), may_send && !open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->template), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_chat), sauda_composer_can_open_chat (thread));
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer_button), thread->contact_id != 0);
}

/**
 * sauda_composer_can_open_chat:
 * @thread: a conversation
 *
 * Returns: whether its chat can be opened in WhatsApp itself
 */
gboolean
sauda_composer_can_open_chat (const SaudaTalkThread *thread)
{
  return may_write_to (thread) && thread->phone != NULL;
}

/**
 * sauda_composer_set_by_hand:
 * @self: a composer
 * @by_hand: whether a person opens every chat
 *
 * Then opening it and entering the answer is all there is to do, and both say what they are.
 */
void
sauda_composer_set_by_hand (SaudaComposer *self, gboolean by_hand)
{
  g_return_if_fail (SAUDA_IS_COMPOSER (self));

  if (self->by_hand == by_hand)
    return;
  self->by_hand = by_hand;
  if (by_hand) {
    gtk_button_set_label (self->open_chat, _ ("Open the chat"));
    gtk_menu_button_set_label (self->answer_button, _ ("Enter an answer by hand"));
    gtk_widget_add_css_class (GTK_WIDGET (self->open_chat), "suggested-action");
  } else {
    gtk_button_set_icon_name (self->open_chat, "web-browser-symbolic");
    gtk_menu_button_set_icon_name (self->answer_button, "edit-paste-symbolic");
    gtk_widget_remove_css_class (GTK_WIDGET (self->open_chat), "suggested-action");
  }
}

/**
 * sauda_composer_clear:
 * @self: a composer
 *
 * Empties the lines: what was in them has been sent, or belongs to another conversation.
 */
void
sauda_composer_clear (SaudaComposer *self)
{
  sauda_fresh_text_set (GTK_EDITABLE (self->entry), "");
  sauda_fresh_text_set (GTK_EDITABLE (self->answer), "");
  sauda_fresh_text_set (GTK_EDITABLE (self->order), "");
}
