#include "sauda-acts-window.h"

#include "sauda-act-kind.h"
#include "sauda-act-row.h"
#include "sauda-acts-form.h"
#include "sauda-acts-outcome.h"
#include "sauda-acts-words.h"
#include "sauda-day-step.h"
#include "sauda-plan-run.h"
#include "sauda-stores.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

typedef enum {
  PHASE_FORM,   /* what it must know is asked for */
  PHASE_PLAN,   /* a plan waits for its approval */
  PHASE_RUN,    /* the plan is on its way */
  PHASE_RESULT, /* what became of each order */
} Phase;

struct _SaudaActsWindow {
  AdwWindow parent_instance;

  AdwToastOverlay *overlay;  /* (unowned) (not nullable) */
  GtkButton *close_button;   /* (unowned) (not nullable) */
  GtkButton *primary_button; /* (unowned) (not nullable) */
  GtkLabel *heading;         /* (unowned) (not nullable) */
  GtkLabel *warning;         /* (unowned) (not nullable) */
  SaudaActsForm *form;       /* (unowned) (not nullable) */
  GtkProgressBar *progress;  /* (unowned) (not nullable) */
  GtkListBox *list;          /* (unowned) (not nullable) */
  GtkWidget *failed_bar;     /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (not nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) of the window */
  GCancellable *run_stop;    /* (owned) (nullable) of the plan under way */
  const char *kind;          /* (nullable) NULL: acts of the ledger that need somebody */
  GPtrArray *codes;          /* (owned) (element-type utf8) ended by NULL */
  GArray *store_ids;         /* (owned) (element-type gint64) */
  SaudaActsOutcome outcome;  /* of the last planning and the acts that are listed */
  SaudaDayStep *step;        /* (owned) (nullable) of the plan under way */
  gint64 plan_id;            /* 0: none */
  Phase phase;
  gboolean busy;         /* something is asked of the database */
  gboolean send_planned; /* what is being planned needs no second look */
};

G_DEFINE_FINAL_TYPE (SaudaActsWindow, sauda_acts_window, ADW_TYPE_WINDOW)

static void list_acts (SaudaActsWindow *self);

static gboolean
is_gone (SaudaActsWindow *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
asks_for_code (SaudaActsWindow *self)
{
  return g_strcmp0 (self->kind, SAUDA_ACT_SEND_CODE) == 0;
}

static void
show_primary (SaudaActsWindow *self)
{
  g_autofree char *label = NULL;
  gboolean sensitive = !self->busy;
  guint planned = sauda_acts_outcome_count_planned (&self->outcome);

  if (self->phase == PHASE_FORM && asks_for_code (self))
    label = g_strdup (sauda_acts_form_get_code (self->form) != NULL ? _ ("_Hand Out") : _ ("_Send the Code"));
  else if (self->phase == PHASE_FORM)
    label = g_strdup (_ ("C_ontinue"));
  else if (self->phase == PHASE_PLAN)
    label = g_strdup_printf (ngettext ("_Send %u change", "_Send %u changes", planned), planned);
  gtk_widget_set_visible (GTK_WIDGET (self->primary_button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->primary_button, label);
  if (self->phase == PHASE_FORM)
    sensitive = sensitive && sauda_acts_form_is_complete (self->form);
  if (self->phase == PHASE_PLAN)
    sensitive = sensitive && planned > 0;
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary_button), sensitive);
}

static void
show_heading (SaudaActsWindow *self)
{
  g_autofree char *heading = NULL;
  guint planned = sauda_acts_outcome_count_planned (&self->outcome);

  if (self->phase == PHASE_PLAN && self->kind == NULL)
    heading = g_strdup_printf (ngettext ("Try %u act again?", "Try %u acts again?", planned), planned);
  else if (self->phase == PHASE_RESULT || self->kind == NULL)
    heading = sauda_acts_words_describe_result (
      self->outcome.acts, sauda_acts_outcome_count_problems (&self->outcome), self->kind == NULL);
  else
    heading = sauda_acts_words_describe_kind (self->kind, self->codes->len - 1);
  gtk_label_set_label (self->heading, heading);
}

static void
show_phase (SaudaActsWindow *self)
{
  const char *warning = sauda_workspace_is_practice (self->workspace)
                          ? _ ("This is the practice store: no real shop is changed.")
                          : sauda_acts_words_get_warning (self->kind);
  gboolean before = self->phase == PHASE_FORM || self->phase == PHASE_PLAN;

  show_heading (self);
  gtk_label_set_label (self->warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), before && warning != NULL && self->kind != NULL);
  if (self->kind != NULL)
    sauda_acts_form_set_kind (self->form, self->kind);
  gtk_widget_set_visible (GTK_WIDGET (self->form), self->phase == PHASE_FORM && self->kind != NULL &&
                                                     gtk_widget_get_visible (GTK_WIDGET (self->form)));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), self->phase == PHASE_RUN);
  gtk_button_set_label (self->close_button, self->phase == PHASE_RUN      ? _ ("_Stop")
                                            : self->phase == PHASE_RESULT ? _ ("_Close")
                                                                          : _ ("_Cancel"));
  gtk_widget_set_visible (self->failed_bar, self->phase == PHASE_RESULT &&
                                              sauda_acts_outcome_count_retryable (&self->outcome) > 0);
  show_primary (self);
}

static void
set_phase (SaudaActsWindow *self, Phase phase)
{
  self->phase = phase;
  self->busy = FALSE;
  show_phase (self);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaActsWindow) self = SAUDA_ACTS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean settled = sauda_order_acts_settle_finish (result, &error);

  if (is_gone (self))
    return;
  if (!settled)
    sauda_ui_show_error (GTK_WIDGET (self->list), error);
  list_acts (self);
}

static void
on_row_settled (SaudaActRow *row, gint64 act_id, gboolean done, const char *reason, SaudaActsWindow *self)
{
  sauda_order_acts_settle_async (self->workspace, act_id, done, NULL, reason, self->cancellable, on_settled,
                                 g_object_ref (self));
}

static void
show_list (SaudaActsWindow *self)
{
  sauda_acts_outcome_show (&self->outcome, self->list, G_CALLBACK (on_row_settled), G_OBJECT (self));
}

/* The code has been sent, or was not: the dialog waits for it, and stays. */
static gboolean
wait_for_code (SaudaActsWindow *self)
{
  GPtrArray *acts = self->outcome.acts;
  const SaudaAct *act = acts->len == 1 ? g_ptr_array_index (acts, 0) : NULL;

  if (!asks_for_code (self) || act == NULL || !g_str_equal (act->kind, SAUDA_ACT_SEND_CODE))
    return FALSE;
  set_phase (self, PHASE_FORM);
  sauda_acts_form_wait_for_code (self->form,
                                 act->state == SAUDA_ACT_VERIFIED
                                   ? _ ("Kaspi has sent the buyer a code. Ask for it, and enter it here.")
                                 : act->error != NULL ? act->error
                                                      : sauda_act_state_get_title (act->state));
  return TRUE;
}

static void run_plan (SaudaActsWindow *self);

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaActsWindow) self = SAUDA_ACTS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *acts = sauda_order_acts_list_finish (result, &error);
  Phase next;

  if (is_gone (self)) {
    g_clear_pointer (&acts, g_ptr_array_unref);
    return;
  }
  if (acts == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->list), error);
    return;
  }
  sauda_acts_outcome_take_acts (&self->outcome, acts);
  next = sauda_acts_outcome_count_planned (&self->outcome) > 0 ? PHASE_PLAN : PHASE_RESULT;
  if (next == PHASE_PLAN && self->send_planned) {
    self->send_planned = FALSE;
    run_plan (self);
    return;
  }
  show_list (self);
  if (next == PHASE_PLAN || !wait_for_code (self))
    set_phase (self, next);
}

static void
list_acts (SaudaActsWindow *self)
{
  self->busy = TRUE;
  sauda_order_acts_list_async (self->workspace, self->plan_id, self->cancellable, on_listed,
                               g_object_ref (self));
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaActsWindow) self = SAUDA_ACTS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaOrderActs *planned = sauda_order_acts_plan_finish (result, &error);

  if (is_gone (self)) {
    sauda_order_acts_free (planned);
    return;
  }
  if (planned == NULL) {
    set_phase (self, PHASE_FORM);
    sauda_ui_show_error (GTK_WIDGET (self->list), error);
    return;
  }
  sauda_acts_outcome_take_planned (&self->outcome, planned);
  self->plan_id = planned->plan_id;
  if (self->plan_id != 0) {
    list_acts (self);
    return;
  }
  sauda_acts_outcome_take_acts (&self->outcome, NULL);
  show_list (self);
  set_phase (self, asks_for_code (self) ? PHASE_FORM : PHASE_RESULT);
}

/* The code belongs to one order and was typed for it: there is nothing to look at twice. */
static void
make_plan (SaudaActsWindow *self)
{
  SaudaOrderActsRequest request = {
    .kind = self->kind,
    .codes = (const char *const *) self->codes->pdata,
    .store_ids = (const gint64 *) (gpointer) self->store_ids->data,
  };

  sauda_acts_form_fill (self->form, &request);
  if (asks_for_code (self) && sauda_acts_form_get_code (self->form) != NULL) {
    request.kind = SAUDA_ACT_COMPLETE;
    request.security_code = sauda_acts_form_get_code (self->form);
  }
  self->send_planned = asks_for_code (self);
  self->busy = TRUE;
  show_primary (self);
  sauda_order_acts_plan_async (self->workspace, &request, self->cancellable, on_planned, g_object_ref (self));
}

static void
on_progress (SaudaActsWindow *self)
{
  gtk_progress_bar_set_fraction (self->progress, sauda_day_step_get_fraction (self->step));
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaActsWindow) self = SAUDA_ACTS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = sauda_plan_run_finish (result, &error);

  if (is_gone (self))
    return;
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self->list), error);
  list_acts (self);
}

static void
run_plan (SaudaActsWindow *self)
{
  g_clear_object (&self->step);
  g_clear_object (&self->run_stop);
  self->step = sauda_day_step_new ("plan", "");
  self->run_stop = g_cancellable_new ();
  g_signal_connect_object (self->step, "notify::done", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
  set_phase (self, PHASE_RUN);
  on_progress (self);
  sauda_plan_run_async (self->workspace, self->plan_id, g_get_user_name (), self->step, self->run_stop,
                        on_run, g_object_ref (self));
}

static void
on_primary (SaudaActsWindow *self)
{
  if (self->phase == PHASE_FORM)
    make_plan (self);
  else if (self->phase == PHASE_PLAN)
    run_plan (self);
}

static void
on_retry_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaActsWindow) self = SAUDA_ACTS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gint64 plan_id = sauda_order_acts_retry_finish (result, &error);

  if (is_gone (self))
    return;
  if (plan_id == 0)
    sauda_ui_show_error (GTK_WIDGET (self->list), error);
  else {
    self->plan_id = plan_id;
    sauda_acts_outcome_take_planned (&self->outcome, NULL);
  }
  list_acts (self);
}

static void
on_retry (SaudaActsWindow *self)
{
  g_autoptr (GArray) ids = sauda_acts_outcome_list_retryable (&self->outcome);

  self->busy = TRUE;
  sauda_order_acts_retry_async (self->workspace, ids, NULL, self->cancellable, on_retry_planned,
                                g_object_ref (self));
}

static void
on_copy (SaudaActsWindow *self)
{
  g_autofree char *text = sauda_acts_outcome_tell_retryable (&self->outcome);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sauda_ui_show_text (GTK_WIDGET (self->list), _ ("The numbers are in the clipboard."));
}

static void
on_form_changed (SaudaActsWindow *self)
{
  show_primary (self);
}

static void
on_close (SaudaActsWindow *self)
{
  if (self->phase == PHASE_RUN)
    g_cancellable_cancel (self->run_stop);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_stores (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaActsWindow) self = SAUDA_ACTS_WINDOW (user_data);
  GPtrArray *stores = sauda_stores_list_finish ((SaudaDatabase *) source, result, NULL);

  if (is_gone (self)) {
    g_clear_pointer (&stores, g_ptr_array_unref);
    return;
  }
  self->outcome.stores = stores;
  self->busy = FALSE;
  if (self->kind == NULL)
    list_acts (self);
  /* Where none of the stores may write, nothing is asked for: the planning says why at once. */
  else if (sauda_acts_words_needs_form (self->kind) &&
           sauda_acts_outcome_may_write_any (&self->outcome, self->store_ids))
    set_phase (self, PHASE_FORM);
  else
    make_plan (self);
}

/* What is on its way is waited for, whatever the window manager says. */
static gboolean
sauda_acts_window_close_request (GtkWindow *window)
{
  SaudaActsWindow *self = SAUDA_ACTS_WINDOW (window);

  if (self->phase == PHASE_RUN) {
    g_cancellable_cancel (self->run_stop);
    return TRUE;
  }
  return GTK_WINDOW_CLASS (sauda_acts_window_parent_class)->close_request (window);
}

static void
sauda_acts_window_dispose (GObject *object)
{
  SaudaActsWindow *self = SAUDA_ACTS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->run_stop != NULL)
    g_cancellable_cancel (self->run_stop);
  G_OBJECT_CLASS (sauda_acts_window_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->step);
}

static void
sauda_acts_window_finalize (GObject *object)
{
  SaudaActsWindow *self = SAUDA_ACTS_WINDOW (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->run_stop);
  g_ptr_array_unref (self->codes);
  g_array_unref (self->store_ids);
  sauda_acts_outcome_clear (&self->outcome);
  G_OBJECT_CLASS (sauda_acts_window_parent_class)->finalize (object);
}

static void
sauda_acts_window_class_init (SaudaActsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAUDA_TYPE_ACTS_FORM);
  object_class->dispose = sauda_acts_window_dispose;
  object_class->finalize = sauda_acts_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sauda_acts_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/acts/sauda-acts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, primary_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, warning);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, form);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsWindow, failed_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_primary);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_acts_window_init (SaudaActsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->store_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->busy = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static SaudaActsWindow *
new_window (GtkWindow *parent, SaudaWorkspace *workspace, const char *kind, GPtrArray *orders)
{
  SaudaActsWindow *self = g_object_new (SAUDA_TYPE_ACTS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  for (guint i = 0; orders != NULL && i < orders->len; i++) {
    SaudaOrder *order = g_ptr_array_index (orders, i);
    gint64 store_id = sauda_order_get_store_id (order);

    g_ptr_array_add (self->codes, g_strdup (sauda_order_get_code (order)));
    g_array_append_val (self->store_ids, store_id);
  }
  g_ptr_array_add (self->codes, NULL);
  if (kind == NULL)
    self->phase = PHASE_RESULT;
  show_phase (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
  sauda_stores_list_async (sauda_workspace_get_database (workspace), self->cancellable, on_stores,
                           g_object_ref (self));
  return self;
}

/**
 * sauda_acts_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: an open data folder
 * @kind: static, see sauda-act-kind.h
 * @orders: (element-type SaudaOrder): what it is to be done to; only read now
 *
 * Returns: (transfer none): a window to present
 */
SaudaActsWindow *
sauda_acts_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *kind, GPtrArray *orders)
{
  return new_window (parent, workspace, kind, orders);
}

/**
 * sauda_acts_window_new_for_ledger:
 * @parent: (nullable): the window that asks
 * @workspace: an open data folder
 *
 * Lists the acts of any plan that need somebody: unclear ones to be settled, refused ones to be tried again.
 *
 * Returns: (transfer none): a window to present
 */
SaudaActsWindow *
sauda_acts_window_new_for_ledger (GtkWindow *parent, SaudaWorkspace *workspace)
{
  return new_window (parent, workspace, NULL, NULL);
}

/**
 * sauda_acts_window_add_line:
 * @self: a window that cancels a part of one order
 * @line: a line of that order
 */
void
sauda_acts_window_add_line (SaudaActsWindow *self, SaudaOrderLine *line)
{
  const SaudaActsFormLine shown = { .sku = sauda_order_line_get_sku (line),
                                    .title = sauda_order_line_get_product (line),
                                    .quantity = sauda_order_line_get_quantity (line) };

  g_return_if_fail (SAUDA_IS_ACTS_WINDOW (self));
  sauda_acts_form_add_line (self->form, &shown);
}

/**
 * sauda_acts_window_is_busy:
 * @self: a window
 *
 * Returns: whether something is asked of the database or of Kaspi
 */
gboolean
sauda_acts_window_is_busy (SaudaActsWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_ACTS_WINDOW (self), FALSE);
  return self->busy || self->phase == PHASE_RUN;
}
