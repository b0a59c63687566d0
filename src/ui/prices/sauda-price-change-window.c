#include "sauda-price-change-window.h"

#include "sauda-money.h"
#include "sauda-number-spin.h"
#include "sauda-number.h"
#include "sauda-price-view.h"
#include "sauda-prices-columns.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

#define SHOWN_ROWS 300

struct _SaudaPriceChangeWindow {
  AdwWindow parent_instance;

  GtkLabel *about;        /* (unowned) (not nullable) */
  GtkWidget *rule;        /* (unowned) (not nullable) */
  GtkSpinButton *percent; /* (unowned) (not nullable) */
  GtkDropDown *ending;    /* (unowned) (not nullable) */
  GtkEntry *reason;       /* (unowned) (not nullable) */
  GtkLabel *summary;      /* (unowned) (not nullable) */
  GtkListBox *list;       /* (unowned) (not nullable) */
  GtkLabel *complaint;    /* (unowned) (not nullable) */
  GtkWidget *apply;       /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GHashTable *offers;        /* (owned) (nullable) set of offers that are meant */
  GHashTable *variants;      /* (owned) (nullable) set of variants all of whose offers are */
  GHashTable *wanted;        /* (owned) (nullable) prices by offer, in the rule's place */
  SaudaPricePlan *plan;      /* (owned) (nullable) what is shown */
  GCancellable *cancellable; /* (owned) (not nullable) of the preview */
  double shown_percent;      /* that the preview is of */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (SaudaPriceChangeWindow, sauda_price_change_window, ADW_TYPE_WINDOW)

static guint done_signal;

static const gint64 endings[] = { 0, 990, 90, 900, 9990 };

typedef struct {
  GHashTable *offers;   /* (owned) (nullable) */
  GHashTable *variants; /* (owned) (nullable) */
  GHashTable *wanted;   /* (owned) (nullable) */
  char *reason;         /* (owned) (nullable) */
  double percent;
  gint64 ending;
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->offers, g_hash_table_unref);
  g_clear_pointer (&request->variants, g_hash_table_unref);
  g_clear_pointer (&request->wanted, g_hash_table_unref);
  g_free (request->reason);
  g_free (request);
}

static SaudaPricePlan *
make_plan (SaudaConnection *connection, const Request *request, GError **error)
{
  const SaudaPriceOrder order = { .price = -1,
                                  .percent = request->percent,
                                  .ending = request->ending,
                                  .offers = request->offers,
                                  .variants = request->variants,
                                  .wanted = request->wanted };

  return sauda_price_plan_make (connection, &order, request->now_ms, error);
}

static gpointer
run_plan (SaudaConnection *connection, gpointer data, GError **error)
{
  return make_plan (connection, data, error);
}

static gpointer
run_apply (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (SaudaPricePlan) plan = make_plan (connection, request, error);
  g_autofree char *title = request->wanted != NULL ? g_strdup (_ ("Price set by hand"))
                                                   : g_strdup_printf (_ ("Prices %+g %%"), request->percent);
  gint64 batch = plan != NULL ? sauda_price_plan_apply (connection, plan, title, request->reason,
                                                        SAUDA_STOCK_WHO, request->now_ms, error)
                              : 0;

  return batch != 0 ? g_memdup2 (&batch, sizeof batch) : NULL;
}

static Request *
request_new (SaudaPriceChangeWindow *self)
{
  Request *request = g_new0 (Request, 1);
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));
  guint ending = gtk_drop_down_get_selected (self->ending);

  request->offers = self->offers != NULL ? g_hash_table_ref (self->offers) : NULL;
  request->variants = self->variants != NULL ? g_hash_table_ref (self->variants) : NULL;
  request->wanted = self->wanted != NULL ? g_hash_table_ref (self->wanted) : NULL;
  request->reason = *reason != '\0' ? g_strdup (reason) : NULL;
  request->percent = sauda_number_spin_read (self->percent);
  request->ending = ending < G_N_ELEMENTS (endings) ? endings[ending] : 0;
  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static void
complain (SaudaPriceChangeWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? sauda_ui_describe_error (error) : g_strdup ("");

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), error != NULL);
}

/* The limits of a run are the plan's; here they only decide whether the button can be pressed. */
static void
update (SaudaPriceChangeWindow *self)
{
  gboolean reason = *gtk_editable_get_text (GTK_EDITABLE (self->reason)) != '\0';
  guint allowed = self->plan != NULL ? self->plan->fine + (reason ? self->plan->below_floor : 0) : 0;

  gtk_widget_set_sensitive (self->apply,
                            !self->writing && allowed > 0 && (reason || allowed <= self->plan->limit));
}

static void
add_wish (SaudaPriceChangeWindow *self, const SaudaPriceWish *wish)
{
  GtkWidget *row = adw_action_row_new ();
  SaudaCostResult result;
  g_autofree char *before = wish->row->price >= 0 ? sauda_money_format (wish->row->price) : g_strdup ("–");
  g_autofree char *after = sauda_money_format (wish->after);
  g_autofree char *change = g_strdup_printf ("%s → %s", before, after);
  g_autofree char *name = g_strdup_printf ("%s · %s", wish->row->store, wish->row->sku);
  g_autofree char *title = g_markup_escape_text (name, -1), *margin = NULL, *text = NULL, *subtitle = NULL;
  g_autofree char *percent = NULL;
  GtkWidget *prices = gtk_label_new (change);

  sauda_cost_model_evaluate (&wish->row->rates, &wish->row->item, MAX (wish->after, 0), -1, &result);
  percent = sauda_number_format (result.margin, 1);
  margin = result.goods >= 0 ? g_strdup_printf (_ ("margin %s %%"), percent)
                             : g_strdup (sauda_prices_describe_missing (wish->row));
  text = g_strdup_printf ("%s · %s", margin, sauda_price_verdict_get_title (wish->verdict));
  subtitle = g_markup_escape_text (text, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (prices, "numeric");
  if (wish->verdict != SAUDA_PRICE_FINE && wish->verdict != SAUDA_PRICE_UNKNOWN)
    gtk_widget_add_css_class (prices, "error");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), prices);
  gtk_list_box_append (self->list, row);
}

static void
show_plan (SaudaPriceChangeWindow *self)
{
  const SaudaPricePlan *plan = self->plan;
  g_autofree char *text =
    g_strdup_printf (_ ("May be changed %u, below the floor %u, refused %u; a run changes at most %u."),
                     plan->fine, plan->below_floor, plan->refused, plan->limit);
  GtkWidget *child;
  guint shown = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < plan->wishes->len && shown < SHOWN_ROWS; i++) {
    const SaudaPriceWish *wish = &g_array_index (plan->wishes, SaudaPriceWish, i);

    if (wish->verdict == SAUDA_PRICE_SAME)
      continue;
    add_wish (self, wish);
    shown++;
  }
  gtk_label_set_label (self->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self->list), shown > 0);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceChangeWindow) self = SAUDA_PRICE_CHANGE_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPricePlan *plan = sauda_workspace_read_finish (source, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL) {
    g_clear_pointer (&plan, sauda_price_plan_free);
    return;
  }
  g_clear_pointer (&self->plan, sauda_price_plan_free);
  self->plan = plan;
  if (plan != NULL)
    show_plan (self);
  complain (self, error);
  update (self);
}

static void
preview (SaudaPriceChangeWindow *self)
{
  if (self->workspace == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->plan, sauda_price_plan_free);
  self->shown_percent = sauda_number_spin_read (self->percent);
  update (self);
  sauda_workspace_read_async (self->workspace, run_plan, request_new (self), request_free,
                              (GDestroyNotify) sauda_price_plan_free, self->cancellable, on_planned,
                              g_object_ref (self));
}

/* What is typed is shown at once. When the focus leaves the field nothing changes any more: the press that
 * took it there must find the button as it was. */
static void
on_percent (SaudaPriceChangeWindow *self)
{
  double percent = sauda_number_spin_read (self->percent);

  if (percent < self->shown_percent || percent > self->shown_percent)
    preview (self);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceChangeWindow) self = SAUDA_PRICE_CHANGE_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *batch = sauda_workspace_write_finish (source, result, &error);

  self->writing = FALSE;
  if (batch != NULL)
    g_signal_emit (self, done_signal, 0, *batch,
                   _ ("The prices are changed; Kaspi hears of it with the next price list."));
  if (self->workspace == NULL)
    return;
  if (batch != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  complain (self, error);
  update (self);
}

static void
on_apply (SaudaPriceChangeWindow *self)
{
  self->writing = TRUE;
  update (self);
  sauda_workspace_write_async (self->workspace, run_apply, request_new (self), request_free, g_free, NULL,
                               on_applied, g_object_ref (self));
}

static void
sauda_price_change_window_dispose (GObject *object)
{
  SaudaPriceChangeWindow *self = SAUDA_PRICE_CHANGE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_price_change_window_parent_class)->dispose (object);
}

static void
sauda_price_change_window_finalize (GObject *object)
{
  SaudaPriceChangeWindow *self = SAUDA_PRICE_CHANGE_WINDOW (object);

  g_clear_pointer (&self->offers, g_hash_table_unref);
  g_clear_pointer (&self->variants, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->plan, sauda_price_plan_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_price_change_window_parent_class)->finalize (object);
}

static void
sauda_price_change_window_class_init (SaudaPriceChangeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_price_change_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_price_change_window_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/prices/sauda-price-change-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, rule);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, percent);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, ending);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceChangeWindow, apply);
  gtk_widget_class_bind_template_callback (widget_class, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_percent);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_price_change_window_init (SaudaPriceChangeWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_localize (GTK_WIDGET (self));
  sauda_number_spin_answer (GTK_WIDGET (self));
  g_signal_connect_object (self->percent, "changed", G_CALLBACK (on_percent), self, G_CONNECT_SWAPPED);
  /* The first digit typed takes the place of the 0: the field selects it all now that its text stands. */
  gtk_widget_grab_focus (GTK_WIDGET (self->percent));
}

/**
 * sauda_price_change_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @offers: (element-type gint64): set of offers that are meant
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaPriceChangeWindow *
sauda_price_change_window_new (GtkWindow *parent, SaudaWorkspace *workspace, GHashTable *offers)
{
  SaudaPriceChangeWindow *self = g_object_new (SAUDA_TYPE_PRICE_CHANGE_WINDOW, "transient-for", parent, NULL);
  guint count = g_hash_table_size (offers);
  g_autofree char *about = g_strdup_printf (
    ngettext ("%u offer is meant. Kaspi hears of the prices with the next price list.",
              "%u offers are meant. Kaspi hears of the prices with the next price list.", count),
    count);

  self->offers = g_hash_table_ref (offers);
  gtk_label_set_label (self->about, about);
  self->workspace = g_object_ref (workspace);
  preview (self);
  return self;
}

/**
 * sauda_price_change_window_new_for_variants:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @variants: (element-type gint64): set of variants; every offer of them in every store is meant
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaPriceChangeWindow *
sauda_price_change_window_new_for_variants (GtkWindow *parent,
                                            SaudaWorkspace *workspace,
                                            GHashTable *variants)
{
  SaudaPriceChangeWindow *self = g_object_new (SAUDA_TYPE_PRICE_CHANGE_WINDOW, "transient-for", parent, NULL);
  guint count = g_hash_table_size (variants);
  g_autofree char *about = g_strdup_printf (
    ngettext ("Every offer of %u product is meant. Kaspi hears of the prices with the next price list.",
              "Every offer of %u products is meant. Kaspi hears of the prices with the next price list.",
              count),
    count);

  self->variants = g_hash_table_ref (variants);
  gtk_label_set_label (self->about, about);
  self->workspace = g_object_ref (workspace);
  preview (self);
  return self;
}

/**
 * sauda_price_change_window_new_for_prices:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @wanted: (element-type gint64 gint64): prices by offer that a limit held back
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaPriceChangeWindow *
sauda_price_change_window_new_for_prices (GtkWindow *parent, SaudaWorkspace *workspace, GHashTable *wanted)
{
  SaudaPriceChangeWindow *self = g_object_new (SAUDA_TYPE_PRICE_CHANGE_WINDOW, "transient-for", parent, NULL);

  self->wanted = g_hash_table_ref (wanted);
  gtk_widget_set_visible (self->rule, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  gtk_label_set_label (
    self->about, _ ("A limit holds these prices back. Below the floor, or for more prices than a run may "
                    "change, say why; a change of more than ten percent is made in steps."));
  self->workspace = g_object_ref (workspace);
  preview (self);
  return self;
}

/**
 * sauda_price_change_window_is_ready:
 * @self: the window
 *
 * Returns: whether it shows what would be done
 */
gboolean
sauda_price_change_window_is_ready (SaudaPriceChangeWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PRICE_CHANGE_WINDOW (self), FALSE);
  return self->plan != NULL && !self->writing;
}

/**
 * sauda_price_change_window_set_rule:
 * @self: the window
 * @percent: by how much prices change
 * @ending: which of the offered endings, 0 for none, 1 for 990
 */
void
sauda_price_change_window_set_rule (SaudaPriceChangeWindow *self, double percent, guint ending)
{
  g_return_if_fail (SAUDA_IS_PRICE_CHANGE_WINDOW (self));
  gtk_spin_button_set_value (self->percent, percent);
  gtk_drop_down_set_selected (self->ending, ending);
}
