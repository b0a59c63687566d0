#include "sauda-stock-questions-window.h"

#include "sauda-order-sentences.h"
#include "sauda-stock-question.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaStockQuestionsWindow {
  AdwWindow parent_instance;

  GtkListBox *list;    /* (unowned) (not nullable) */
  GtkLabel *complaint; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint count;
};

G_DEFINE_FINAL_TYPE (SaudaStockQuestionsWindow, sauda_stock_questions_window, ADW_TYPE_WINDOW)

static guint changed_signal;

static void read_questions (SaudaStockQuestionsWindow *self);

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_question_list (connection, error);
}

static gpointer
run_answer (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;

  return GINT_TO_POINTER (sauda_stock_question_answer (connection, request->batch_id, request->flag,
                                                       SAUDA_STOCK_WHO, request->now_ms, error));
}

static void
complain (SaudaStockQuestionsWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockQuestionsWindow) self = SAUDA_STOCK_QUESTIONS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  g_signal_emit (self, changed_signal, 0);
  if (self->workspace == NULL)
    return;
  if (done == NULL)
    complain (self, error);
  read_questions (self);
}

static void
on_answer (GtkButton *button, SaudaStockQuestionsWindow *self)
{
  SaudaStockRequest *request = sauda_stock_request_new (self->workspace);

  request->batch_id = *(gint64 *) g_object_get_data (G_OBJECT (button), "question");
  request->flag = g_object_get_data (G_OBJECT (button), "yes") != NULL;
  gtk_widget_set_sensitive (gtk_widget_get_parent (GTK_WIDGET (button)), FALSE);
  sauda_workspace_write_async (self->workspace, run_answer, request, sauda_stock_request_free, NULL, NULL,
                               on_answered, g_object_ref (self));
}

static void
add_button (SaudaStockQuestionsWindow *self,
            GtkWidget *row,
            const SaudaStockQuestion *question,
            const char *title,
            gboolean yes)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (title);

  g_object_set_data_full (G_OBJECT (button), "question", g_memdup2 (&question->id, sizeof question->id),
                          g_free);
  g_object_set_data (G_OBJECT (button), "yes", yes ? button : NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (on_answer), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_question (SaudaStockQuestionsWindow *self, const SaudaStockQuestion *question)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("%s, %d pcs."), question->sku, (int) question->pieces);
  g_autofree char *asked = sauda_order_format_time (question->asked_ms);
  g_autofree char *about =
    g_strdup_printf (question->late_cancel ? _ ("Order %s, cancelled after the hand-over · %s")
                                           : _ ("Order %s, returned by the buyer · %s"),
                     question->order_code, asked);
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *about_markup = g_markup_escape_text (about, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about_markup);
  add_button (self, row, question,
              question->late_cancel ? _ ("Is Here, on the _Shelf") : _ ("Is Here, _Inspect"), TRUE);
  add_button (self, row, question, _ ("Did _Not Come"), FALSE);
  gtk_list_box_append (self->list, row);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockQuestionsWindow) self = SAUDA_STOCK_QUESTIONS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) questions = sauda_workspace_read_finish (source, result, &error);
  GtkListBoxRow *row;

  if (self->workspace == NULL)
    return;
  if (questions == NULL) {
    complain (self, error);
    return;
  }
  /* rows alone: the sentence for none of them is a child too */
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < questions->len; i++)
    add_question (self, g_ptr_array_index (questions, i));
  if (questions->len == 0 && self->count > 0)
    gtk_window_close (GTK_WINDOW (self));
  self->count = questions->len;
}

static void
read_questions (SaudaStockQuestionsWindow *self)
{
  sauda_workspace_read_async (self->workspace, run_list, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_listed, g_object_ref (self));
}

static void
sauda_stock_questions_window_dispose (GObject *object)
{
  SaudaStockQuestionsWindow *self = SAUDA_STOCK_QUESTIONS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_stock_questions_window_parent_class)->dispose (object);
}

static void
sauda_stock_questions_window_finalize (GObject *object)
{
  g_object_unref (SAUDA_STOCK_QUESTIONS_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_stock_questions_window_parent_class)->finalize (object);
}

static void
sauda_stock_questions_window_class_init (SaudaStockQuestionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_stock_questions_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_questions_window_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/stock/sauda-stock-questions-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStockQuestionsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockQuestionsWindow, complaint);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_stock_questions_window_init (SaudaStockQuestionsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_stock_questions_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 *
 * Returns: (transfer none): the window, not yet shown; it closes itself after the last answer
 */
SaudaStockQuestionsWindow *
sauda_stock_questions_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaStockQuestionsWindow *self =
    g_object_new (SAUDA_TYPE_STOCK_QUESTIONS_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  read_questions (self);
  return self;
}

/**
 * sauda_stock_questions_window_count:
 * @self: the window
 *
 * Returns: how many questions are shown
 */
guint
sauda_stock_questions_window_count (SaudaStockQuestionsWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_QUESTIONS_WINDOW (self), 0);
  return self->count;
}
