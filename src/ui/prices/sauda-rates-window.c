#include "sauda-rates-window.h"

#include "sauda-number-spin.h"
#include "sauda-number.h"
#include "sauda-order-sentences.h"
#include "sauda-rates.h"
#include "sauda-stock-work.h"
#include "sauda-tariff-editor.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The order of the list in the window. */
static const char *const rate_names[] = { "commission", "vat", "cny", "freight", "floor", "target" };

struct _SaudaRatesWindow {
  AdwWindow parent_instance;

  GtkDropDown *name;         /* (unowned) (not nullable) */
  GtkSpinButton *value;      /* (unowned) (not nullable) */
  GtkEntry *category;        /* (unowned) (not nullable) */
  GtkEntry *from;            /* (unowned) (not nullable) */
  GtkLabel *complaint;       /* (unowned) (not nullable) */
  GtkListBox *list;          /* (unowned) (not nullable) */
  SaudaTariffEditor *tariff; /* (unowned) (not nullable) */
  GPtrArray *rates;          /* (owned) (nullable) (element-type SaudaRate) as they were read */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint works;               /* on their way */
};

G_DEFINE_FINAL_TYPE (SaudaRatesWindow, sauda_rates_window, ADW_TYPE_WINDOW)

static guint changed_signal;

typedef struct {
  char *name;     /* (owned) (nullable) */
  char *category; /* (owned) (nullable) empty: everything */
  double value;
  GArray *bands; /* (owned) (nullable) (element-type SaudaDeliveryBand) a tariff */
  SaudaDay from;
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->name);
  g_free (request->category);
  g_clear_pointer (&request->bands, g_array_unref);
  g_free (request);
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_rates_list (connection, error);
}

static gpointer
run_set (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return sauda_rates_set (connection, request->name, *request->category != '\0' ? request->category : NULL,
                          request->value, request->from, SAUDA_STOCK_WHO, request->now_ms, error)
           ? sauda_rates_list (connection, error)
           : NULL;
}

static void
complain (SaudaRatesWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? sauda_ui_describe_error (error) : g_strdup ("");

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), error != NULL);
}

static void
add_rate (SaudaRatesWindow *self, const SaudaRate *rate)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = rate->from_day != SAUDA_DAY_NONE ? sauda_day_format_short (rate->from_day) : NULL;
  g_autofree char *from = day != NULL ? g_strdup_printf (_ ("from %s"), day) : NULL;
  g_autofree char *about = g_strjoin (" · ", *rate->scope != '\0' ? rate->scope : _ ("everything"),
                                      rate->estimate      ? _ ("Sauda's own, an estimate")
                                      : rate->who != NULL ? sauda_order_name_who (rate->who)
                                                          : "–",
                                      from, NULL);
  g_autofree char *title = g_markup_escape_text (sauda_rates_get_title (rate->name), -1);
  g_autofree char *subtitle = g_markup_escape_text (about, -1);
  g_autofree char *value = sauda_number_format (rate->value, -1);
  GtkWidget *number = gtk_label_new (value);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (number, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  gtk_list_box_append (self->list, row);
}

/* What the chosen rate is today, for everything: who wants to change it begins from there. */
static void
show_value (SaudaRatesWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->name);
  SaudaDay today = sauda_workspace_get_today (self->workspace);
  const SaudaRate *now = NULL;

  for (guint i = 0; self->rates != NULL && chosen < G_N_ELEMENTS (rate_names) && i < self->rates->len; i++) {
    const SaudaRate *rate = g_ptr_array_index (self->rates, i);

    if (g_str_equal (rate->name, rate_names[chosen]) && *rate->scope == '\0' &&
        (rate->from_day == SAUDA_DAY_NONE || rate->from_day <= today) &&
        (now == NULL || now->from_day == SAUDA_DAY_NONE || rate->from_day > now->from_day))
      now = rate;
  }
  if (now != NULL)
    gtk_spin_button_set_value (self->value, now->value);
}

static void
on_name (SaudaRatesWindow *self)
{
  if (self->workspace != NULL)
    show_value (self);
}

static void
take_rates (SaudaRatesWindow *self, GPtrArray *rates)
{
  GtkWidget *child;

  g_clear_pointer (&self->rates, g_ptr_array_unref);
  self->rates = g_ptr_array_ref (rates);
  show_value (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < rates->len; i++)
    if (((SaudaRate *) g_ptr_array_index (rates, i))->tariff == NULL)
      add_rate (self, g_ptr_array_index (rates, i));
  sauda_tariff_editor_show (self->tariff, rates, sauda_workspace_get_today (self->workspace));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaRatesWindow) self = SAUDA_RATES_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rates = sauda_workspace_read_finish (source, result, &error);

  self->works--;
  if (self->workspace == NULL)
    return;
  if (rates != NULL)
    take_rates (self, rates);
  complain (self, error);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaRatesWindow) self = SAUDA_RATES_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rates = sauda_workspace_write_finish (source, result, &error);

  self->works--;
  if (rates != NULL)
    g_signal_emit (self, changed_signal, 0);
  if (self->workspace == NULL)
    return;
  if (rates != NULL)
    take_rates (self, rates);
  complain (self, error);
}

static void
on_apply (SaudaRatesWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->name);

  gtk_spin_button_update (self->value);
  sauda_rates_window_set (self, rate_names[MIN (chosen, G_N_ELEMENTS (rate_names) - 1)],
                          gtk_editable_get_text (GTK_EDITABLE (self->category)),
                          gtk_spin_button_get_value (self->value),
                          gtk_editable_get_text (GTK_EDITABLE (self->from)));
}

static gpointer
run_set_tariff (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return sauda_rates_set_tariff (connection, (const SaudaDeliveryBand *) request->bands->data,
                                 request->bands->len, request->from, SAUDA_STOCK_WHO, request->now_ms, error)
           ? sauda_rates_list (connection, error)
           : NULL;
}

static void
set (SaudaRatesWindow *self, Request *request, SaudaWorkspaceFunc func)
{
  request->now_ms = sauda_workspace_get_now (self->workspace);
  self->works++;
  sauda_workspace_write_async (self->workspace, func, request, request_free,
                               (GDestroyNotify) g_ptr_array_unref, NULL, on_set, g_object_ref (self));
}

static void
on_tariff_kept (SaudaTariffEditor *editor, const char *from_day, GArray *bands, SaudaRatesWindow *self)
{
  g_autoptr (GError) error = NULL;
  Request *request;
  SaudaDay from;

  if (!sauda_day_parse (from_day, &from, &error) ||
      !sauda_delivery_tariff_check ((const SaudaDeliveryBand *) bands->data, bands->len, &error)) {
    complain (self, error);
    return;
  }
  request = g_new0 (Request, 1);
  request->bands = g_array_ref (bands);
  request->from = from;
  set (self, request, run_set_tariff);
}

static void
on_tariff_wrong (SaudaTariffEditor *editor, const GError *error, SaudaRatesWindow *self)
{
  complain (self, error);
}

static void
sauda_rates_window_dispose (GObject *object)
{
  SaudaRatesWindow *self = SAUDA_RATES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_rates_window_parent_class)->dispose (object);
}

static void
sauda_rates_window_finalize (GObject *object)
{
  g_clear_pointer (&SAUDA_RATES_WINDOW (object)->rates, g_ptr_array_unref);
  g_object_unref (SAUDA_RATES_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_rates_window_parent_class)->finalize (object);
}

static void
sauda_rates_window_class_init (SaudaRatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_rates_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_rates_window_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  g_type_ensure (SAUDA_TYPE_TARIFF_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/prices/sauda-rates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaRatesWindow, name);
  gtk_widget_class_bind_template_child (widget_class, SaudaRatesWindow, value);
  gtk_widget_class_bind_template_child (widget_class, SaudaRatesWindow, category);
  gtk_widget_class_bind_template_child (widget_class, SaudaRatesWindow, from);
  gtk_widget_class_bind_template_child (widget_class, SaudaRatesWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaRatesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaRatesWindow, tariff);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_name);
  gtk_widget_class_bind_template_callback (widget_class, on_tariff_kept);
  gtk_widget_class_bind_template_callback (widget_class, on_tariff_wrong);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_rates_window_init (SaudaRatesWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_localize (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (rate_names); i++)
    gtk_string_list_append (names, sauda_rates_get_title (rate_names[i]));
  gtk_drop_down_set_model (self->name, G_LIST_MODEL (names));
  /* GTK 4.8 tells of Return in a number by its text alone. */
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->value)), "activate",
                           G_CALLBACK (on_apply), self, G_CONNECT_SWAPPED);
}

/**
 * sauda_rates_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaRatesWindow *
sauda_rates_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaRatesWindow *self = g_object_new (SAUDA_TYPE_RATES_WINDOW, "transient-for", parent, NULL);
  g_autofree char *today = sauda_day_format_short (sauda_workspace_get_today (workspace));

  self->workspace = g_object_ref (workspace);
  gtk_editable_set_text (GTK_EDITABLE (self->from), today);
  self->works++;
  sauda_workspace_read_async (workspace, run_list, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_listed, g_object_ref (self));
  return self;
}

/**
 * sauda_rates_window_is_busy:
 * @self: the window
 *
 * Returns: whether something is being written or read
 */
gboolean
sauda_rates_window_is_busy (SaudaRatesWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_RATES_WINDOW (self), FALSE);
  return self->works > 0;
}

/**
 * sauda_rates_window_choose:
 * @self: the window
 * @name: name of a rate
 *
 * Begins in the value of that rate.
 */
void
sauda_rates_window_choose (SaudaRatesWindow *self, const char *name)
{
  g_return_if_fail (SAUDA_IS_RATES_WINDOW (self));

  for (guint i = 0; i < G_N_ELEMENTS (rate_names); i++)
    if (g_str_equal (rate_names[i], name))
      gtk_drop_down_set_selected (self->name, i);
  gtk_widget_grab_focus (GTK_WIDGET (self->value));
}

/**
 * sauda_rates_window_set:
 * @self: the window
 * @name: name of a rate
 * @category: a category of the catalogue; empty for everything
 * @value: what it is
 * @from_day: the first day, as `1.1.26` or `2026-01-01`
 *
 * Sets a rate from a day on.
 */
void
sauda_rates_window_set (SaudaRatesWindow *self,
                        const char *name,
                        const char *category,
                        double value,
                        const char *from_day)
{
  g_autoptr (GError) error = NULL;
  Request *request;
  SaudaDay from;

  g_return_if_fail (SAUDA_IS_RATES_WINDOW (self));

  if (!sauda_day_parse (from_day, &from, &error)) {
    complain (self, error);
    return;
  }
  request = g_new0 (Request, 1);
  request->name = g_strdup (name);
  request->category = g_strstrip (g_strdup (category));
  request->value = value;
  request->from = from;
  set (self, request, run_set);
}
