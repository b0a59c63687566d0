#include "sauda-day-page.h"

#include "sauda-day-board-view.h"
#include "sauda-day-plan.h"
#include "sauda-day-results.h"
#include "sauda-day-run.h"
#include "sauda-day-sentences.h"
#include "sauda-plan-window.h"
#include "sauda-scroll-bin.h"
#include "sauda-stores.h"
#include "sauda-ui-error.h"
#include "sauda-ui-settings.h"

#include <glib/gi18n-lib.h>

#define GO_ON_MS (5 * 60 * 1000) /* behind the cut-off */
#define LOOK_SECONDS 5           /* between looks at the clock */

struct _SaudaDayPage {
  AdwBin parent_instance;

  GtkLabel *date;           /* (unowned) (not nullable) */
  GtkLabel *summary;        /* (unowned) (not nullable) */
  GtkButton *button;        /* (unowned) (not nullable) */
  GtkButton *go_on_button;  /* (unowned) (not nullable) in practice alone */
  GtkButton *cancel_button; /* (unowned) (not nullable) */
  GtkLabel *reason;         /* (unowned) (not nullable) */
  GtkSwitch *tomorrow;      /* (unowned) (not nullable) */
  SaudaDayResults *results; /* (unowned) (not nullable) */
  SaudaDayBoardView *board; /* (unowned) (not nullable) */
  GtkWidget *waiting_group; /* (unowned) (not nullable) */
  GtkListBox *waiting;      /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (not nullable) until dispose */
  SaudaDayPlan *plan;        /* (owned) (nullable) */
  SaudaDayRun *run;          /* (owned) (nullable) the last one */
  GCancellable *cancellable; /* (owned) (not nullable) of the page */
  GCancellable *run_stop;    /* (owned) (nullable) of the run */
  SaudaPlanWindow *question; /* (unowned) (nullable) while it is open */
  guint n_stores;
  gboolean can_fetch; /* a store may be asked for orders */
  gboolean running;
  gboolean done;       /* the last press went on to its end */
  gboolean plan_again; /* the plan must be made anew when the one under way is there */
  gboolean planning;
  guint cut_off_id; /* source: the next cut-off that orders wait for */
  guint look_id;    /* source: whether the plan is still of today */
};

enum { PROP_0, PROP_RUNNING, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaDayPage, sauda_day_page, ADW_TYPE_BIN)

/* Why the button cannot be pressed; NULL when it can. */
static const char *
find_obstacle (SaudaDayPage *self)
{
  if (self->plan == NULL)
    return "";
  if (self->n_stores == 0)
    return _ (
      "There is no store yet. Add yours in Settings, or import ActiveOrders.xlsx on the page of orders.");
  if (self->plan->acts->len == 0 && self->plan->to_fetch_labels == 0 && self->plan->to_ship == 0 &&
      !self->can_fetch)
    return _ (
      "Nothing is due. Import newer orders, or let Sauda read them from Kaspi: see the trust of the store "
      "in Settings.");
  return NULL;
}

static void
show_button (SaudaDayPage *self)
{
  const char *obstacle = find_obstacle (self);

  gtk_widget_set_visible (GTK_WIDGET (self->button), !self->running);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), self->running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), obstacle == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tomorrow), !self->running);
  gtk_label_set_label (self->reason, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), !self->running && obstacle != NULL && *obstacle != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* Not by the C library: it may lack the language that the window speaks. */
static char *
format_date (SaudaDay day)
{
  static const char *const weekdays[] = { NC_ ("weekday", "Monday"),    NC_ ("weekday", "Tuesday"),
                                          NC_ ("weekday", "Wednesday"), NC_ ("weekday", "Thursday"),
                                          NC_ ("weekday", "Friday"),    NC_ ("weekday", "Saturday"),
                                          NC_ ("weekday", "Sunday") };
  static const char *const months[] = {
    NC_ ("month after a day", "January"),   NC_ ("month after a day", "February"),
    NC_ ("month after a day", "March"),     NC_ ("month after a day", "April"),
    NC_ ("month after a day", "May"),       NC_ ("month after a day", "June"),
    NC_ ("month after a day", "July"),      NC_ ("month after a day", "August"),
    NC_ ("month after a day", "September"), NC_ ("month after a day", "October"),
    NC_ ("month after a day", "November"),  NC_ ("month after a day", "December")
  };
  /* Day 0 of the count was a Thursday. */
  int weekday = (int) ((((gint64) day + 3) % 7 + 7) % 7);
  int year;
  int month;
  int month_day;

  if (!sauda_day_get_date (day, &year, &month, &month_day))
    return g_strdup ("");
  /* Translators: weekday, day of the month, month */
  return g_strdup_printf (_ ("%s, %d %s"), g_dpgettext2 (GETTEXT_PACKAGE, "weekday", weekdays[weekday]),
                          month_day, g_dpgettext2 (GETTEXT_PACKAGE, "month after a day", months[month - 1]));
}

static void
show_plan (SaudaDayPage *self)
{
  const SaudaDayPlan *plan = self->plan;
  g_autofree char *date = format_date (plan->day);
  g_autoptr (GString) summary = g_string_new (NULL);
  GPtrArray *waiting = g_ptr_array_new_with_free_func (g_free);

  g_string_append_printf (summary, ngettext ("%u order to ship", "%u orders to ship", plan->to_ship),
                          plan->to_ship);
  if (plan->to_ship > 0) {
    g_string_append (summary, " · ");
    g_string_append_printf (summary, ngettext ("%u with a label", "%u with a label", plan->labelled),
                            plan->labelled);
  }
  if (plan->to_accept > 0) {
    g_string_append (summary, " · ");
    g_string_append_printf (summary, ngettext ("%u to accept", "%u to accept", plan->to_accept),
                            plan->to_accept);
  }
  if (plan->overdue > 0) {
    g_string_append (summary, " · ");
    g_string_append_printf (summary, ngettext ("%u overdue", "%u overdue", plan->overdue), plan->overdue);
  }
  gtk_label_set_label (self->date, date);
  gtk_label_set_label (self->summary, summary->str);
  gtk_button_set_label (self->button, plan->button);
  for (gsize i = 0; plan->waiting[i] != NULL; i++)
    g_ptr_array_add (waiting, g_strdup (plan->waiting[i]));
  sauda_day_sentences_show (self->waiting, "alarm-symbolic", waiting);
  gtk_widget_set_visible (self->waiting_group, plan->waiting[0] != NULL);
}

/* Nobody sits through a practice day until its cut-off. */
static void
show_going_on (SaudaDayPage *self)
{
  gint64 until_ms = self->plan->awaited_until_ms;
  gboolean can = !self->running && until_ms > 0 && sauda_workspace_is_practice (self->workspace);

  gtk_widget_set_visible (GTK_WIDGET (self->go_on_button), can);
  if (can) {
    g_autofree char *clock = sauda_time_format_clock (until_ms + GO_ON_MS);
    g_autofree char *label = g_strdup_printf (_ ("Practice: go on at %s"), clock);

    gtk_button_set_label (self->go_on_button, label);
  }
}

static void start_plan (SaudaDayPage *self);

static gboolean
on_cut_off (gpointer data)
{
  SaudaDayPage *self = data;

  self->cut_off_id = 0;
  start_plan (self);
  return G_SOURCE_REMOVE;
}

/* A window may stay open over night, the computer sleep over a cut-off, and its clock be set. */
static gboolean
on_look (gpointer data)
{
  SaudaDayPage *self = data;

  if (self->plan == NULL || self->planning)
    return G_SOURCE_CONTINUE;
  if (self->plan->day != sauda_workspace_get_today (self->workspace))
    start_plan (self);
  else if (self->cut_off_id != 0 &&
           self->plan->next_cut_off_ms <= sauda_workspace_get_now (self->workspace)) {
    g_clear_handle_id (&self->cut_off_id, g_source_remove);
    start_plan (self);
  }
  return G_SOURCE_CONTINUE;
}

/* What waits is due at the cut-off, although nothing else happens then. */
static void
wait_for_cut_off (SaudaDayPage *self)
{
  gint64 now_ms = sauda_workspace_get_now (self->workspace);

  g_clear_handle_id (&self->cut_off_id, g_source_remove);
  if (self->plan->next_cut_off_ms > now_ms)
    self->cut_off_id =
      g_timeout_add_seconds ((guint) ((self->plan->next_cut_off_ms - now_ms) / 1000 + 1), on_cut_off, self);
}

static void
on_go_on (SaudaDayPage *self)
{
  sauda_clock_set_now (sauda_workspace_get_clock (self->workspace), self->plan->awaited_until_ms + GO_ON_MS);
  /* The hours between were no neglect. */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", NULL);
  start_plan (self);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDayPage) self = SAUDA_DAY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  SaudaDayPlan *plan = sauda_day_plan_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    sauda_day_plan_free (plan);
    return;
  }
  self->planning = FALSE;
  if (plan == NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);

    gtk_label_set_label (self->reason, text);
    gtk_widget_set_visible (GTK_WIDGET (self->reason), TRUE);
    return;
  }
  /* What was done yesterday stands in its report. */
  if (self->plan != NULL && self->plan->day != plan->day && !self->running)
    gtk_widget_set_visible (GTK_WIDGET (self->results), FALSE);
  g_clear_pointer (&self->plan, sauda_day_plan_free);
  self->plan = plan;
  show_plan (self);
  show_button (self);
  show_going_on (self);
  wait_for_cut_off (self);
  if (self->plan_again)
    start_plan (self);
}

static void
on_stores_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDayPage) self = SAUDA_DAY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stores = sauda_stores_list_finish ((SaudaDatabase *) source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->n_stores = stores != NULL ? stores->len : 0;
  self->can_fetch = FALSE;
  for (guint i = 0; stores != NULL && i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);

    self->can_fetch |= !store->stopped && store->trust >= SAUDA_TRUST_READ;
  }
  sauda_day_plan_async (self->workspace, SAUDA_DAY_NONE, gtk_switch_get_active (self->tomorrow),
                        self->cancellable, on_planned, g_object_ref (self));
}

/* Stores first: what can be done depends on them. */
static void
start_plan (SaudaDayPage *self)
{
  self->plan_again = self->planning;
  if (self->planning)
    return;
  self->planning = TRUE;
  sauda_stores_list_async (sauda_workspace_get_database (self->workspace), self->cancellable,
                           on_stores_listed, g_object_ref (self));
}

static void
on_orders_changed (SaudaDayPage *self)
{
  start_plan (self);
}

static void
on_tomorrow_changed (SaudaDayPage *self)
{
  sauda_ui_settings_set_boolean ("show-tomorrow", gtk_switch_get_active (self->tomorrow));
  if (self->workspace != NULL)
    start_plan (self);
}

static void
on_run_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDayPage) self = SAUDA_DAY_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = sauda_day_run_start_finish (SAUDA_DAY_RUN (source), result, &error);

  self->running = FALSE;
  self->done = done;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  sauda_day_results_end (self->results, done ? NULL : error);
  show_button (self);
  start_plan (self);
}

static void
on_answered (SaudaPlanWindow *window, int said, SaudaDayPage *self)
{
  self->question = NULL;
  if (said == SAUDA_PLAN_ANSWER_WITHOUT)
    sauda_day_run_leave_out_gated (self->run);
  if (said != SAUDA_PLAN_ANSWER_NO)
    sauda_day_run_approve (self->run);
  else
    g_cancellable_cancel (self->run_stop);
}

static gboolean
on_question (gpointer data)
{
  SaudaDayPage *self = data;

  if (self->question != NULL)
    gtk_window_present (GTK_WINDOW (self->question));
  return G_SOURCE_REMOVE;
}

static void
on_plan_ready (SaudaDayRun *run, gpointer data, SaudaDayPage *self)
{
  const SaudaDayPlan *plan = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (sauda_day_plan_is_empty (plan)) {
    sauda_day_run_approve (run);
    return;
  }
  self->question = sauda_plan_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, plan,
                                          sauda_workspace_is_practice (self->workspace));
  for (guint i = 0; i < sauda_day_run_get_gates (run)->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (sauda_day_run_get_gates (run), i);

    /* The labels that are missing now are fetched by this run. */
    if (!gate->open && gate->kind != SAUDA_GATE_LABELS)
      sauda_plan_window_add_gate (self->question, gate);
  }
  sauda_plan_window_offer_without (self->question, sauda_day_run_count_gated (run));
  g_signal_connect_object (self->question, "answered", G_CALLBACK (on_answered), self, 0);
  /* Made in one turn of the main loop and laid out in the next: both together hold the window up. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_question, g_object_ref (self), g_object_unref);
}

static void
on_cancel (SaudaDayPage *self)
{
  if (self->question != NULL)
    gtk_window_close (GTK_WINDOW (self->question));
  g_cancellable_cancel (self->run_stop);
}

static void
sauda_day_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, SAUDA_DAY_PAGE (object)->running);
}

static void
sauda_day_page_dispose (GObject *object)
{
  SaudaDayPage *self = SAUDA_DAY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->run_stop != NULL)
    g_cancellable_cancel (self->run_stop);
  g_clear_handle_id (&self->cut_off_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  G_OBJECT_CLASS (sauda_day_page_parent_class)->dispose (object);
  g_clear_object (&self->run);
  g_clear_object (&self->workspace);
}

static void
sauda_day_page_finalize (GObject *object)
{
  SaudaDayPage *self = SAUDA_DAY_PAGE (object);

  g_clear_pointer (&self->plan, sauda_day_plan_free);
  g_clear_object (&self->run_stop);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_day_page_parent_class)->finalize (object);
}

static void
sauda_day_page_class_init (SaudaDayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sauda_day_page_get_property;
  object_class->dispose = sauda_day_page_dispose;
  object_class->finalize = sauda_day_page_finalize;
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SAUDA_TYPE_DAY_BOARD_VIEW);
  g_type_ensure (SAUDA_TYPE_DAY_RESULTS);
  g_type_ensure (SAUDA_TYPE_SCROLL_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/day/sauda-day-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, date);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, button);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, go_on_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, tomorrow);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, board);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, results);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayPage, waiting);
  gtk_widget_class_bind_template_callback (widget_class, sauda_day_page_press);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_tomorrow_changed);
}

static void
sauda_day_page_init (SaudaDayPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* With large letters it would leave no room for the names of the pages. */
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->button)), TRUE);
  gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (self->button)), GTK_JUSTIFY_CENTER);
  gtk_switch_set_active (self->tomorrow, sauda_ui_settings_get_boolean ("show-tomorrow", FALSE));
  show_button (self);
}

/**
 * sauda_day_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a page that plans the day and follows what changes
 */
GtkWidget *
sauda_day_page_new (SaudaWorkspace *workspace)
{
  SaudaDayPage *self = g_object_new (SAUDA_TYPE_DAY_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  sauda_day_board_view_set_workspace (self->board, workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "labels-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  self->look_id = g_timeout_add_seconds (LOOK_SECONDS, on_look, self);
  start_plan (self);
  return GTK_WIDGET (self);
}

/**
 * sauda_day_page_can_press:
 * @self: the page
 *
 * Returns: whether the button can be pressed
 */
gboolean
sauda_day_page_can_press (SaudaDayPage *self)
{
  g_return_val_if_fail (SAUDA_IS_DAY_PAGE (self), FALSE);
  return !self->running && find_obstacle (self) == NULL;
}

/**
 * sauda_day_page_press:
 * @self: the page
 *
 * Presses the button: does what is due, after a look at the plan. A second press while it works does nothing.
 */
void
sauda_day_page_press (SaudaDayPage *self)
{
  SaudaDayRunOptions options = { .day = SAUDA_DAY_NONE };

  g_return_if_fail (SAUDA_IS_DAY_PAGE (self));

  if (!sauda_day_page_can_press (self))
    return;
  options.tomorrow = gtk_switch_get_active (self->tomorrow);
  self->running = TRUE;
  self->done = FALSE;
  g_clear_object (&self->run_stop);
  self->run_stop = g_cancellable_new ();
  g_clear_object (&self->run);
  self->run = sauda_day_run_new (self->workspace, &options);
  gtk_widget_set_visible (GTK_WIDGET (self->go_on_button), FALSE);
  sauda_day_results_begin (self->results, self->run);
  g_signal_connect_object (self->run, "plan-ready", G_CALLBACK (on_plan_ready), self, 0);
  show_button (self);
  sauda_day_run_start_async (self->run, self->run_stop, on_run_ended, g_object_ref (self));
}

/**
 * sauda_day_page_is_done:
 * @self: the page
 *
 * Returns: whether the last press was approved and went on to its end
 */
gboolean
sauda_day_page_is_done (SaudaDayPage *self)
{
  g_return_val_if_fail (SAUDA_IS_DAY_PAGE (self), FALSE);
  return self->done;
}

/**
 * sauda_day_page_is_running:
 * @self: the page
 *
 * Returns: whether the button is at work
 */
gboolean
sauda_day_page_is_running (SaudaDayPage *self)
{
  g_return_val_if_fail (SAUDA_IS_DAY_PAGE (self), FALSE);
  return self->running;
}

/**
 * sauda_day_page_is_planned:
 * @self: the page
 *
 * Returns: whether the plan of the day is on the screen
 */
gboolean
sauda_day_page_is_planned (SaudaDayPage *self)
{
  g_return_val_if_fail (SAUDA_IS_DAY_PAGE (self), FALSE);
  return self->plan != NULL && !self->planning;
}

/**
 * sauda_day_page_get_question:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the window that shows the plan and waits for a yes
 */
GtkWindow *
sauda_day_page_get_question (SaudaDayPage *self)
{
  g_return_val_if_fail (SAUDA_IS_DAY_PAGE (self), NULL);
  return self->question != NULL && gtk_widget_get_visible (GTK_WIDGET (self->question))
           ? GTK_WINDOW (self->question)
           : NULL;
}
