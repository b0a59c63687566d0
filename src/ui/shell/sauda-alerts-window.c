#include "sauda-alerts-window.h"

#include "sauda-alert-kind.h"
#include "sauda-alerts.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* A screen shows so many; saudactl alerts list has all. */
#define SHOWN_ALERTS 200

struct _SaudaAlertsWindow {
  AdwWindow parent_instance;

  GtkStack *stack;           /* (unowned) (not nullable) */
  GtkListBox *list;          /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gboolean loaded;
  gboolean reading;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (SaudaAlertsWindow, sauda_alerts_window, ADW_TYPE_WINDOW)

static void read_alerts (SaudaAlertsWindow *self);

static char *
format_time (gint64 utc_ms)
{
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (utc_ms));
  g_autofree char *clock = sauda_time_format_clock (utc_ms);

  return g_strdup_printf ("%s %s", day, clock);
}

static char *
describe (const SaudaAlert *alert, const char *title)
{
  g_autofree char *from = format_time (alert->first_seen_ms);
  g_autofree char *until = alert->resolved_ms != 0 ? format_time (alert->resolved_ms) : NULL;
  g_autofree char *time =
    until != NULL ? g_strdup_printf ("%s – %s", from, until) : g_strdup_printf (_ ("since %s"), from);
  g_autofree char *seen = alert->acknowledged_by != NULL
                            ? g_strdup_printf (_ (", seen by %s"), alert->acknowledged_by)
                            : g_strdup ("");

  return alert->store != NULL ? g_strdup_printf ("%s · %s · %s%s", title, alert->store, time, seen)
                              : g_strdup_printf ("%s · %s%s", title, time, seen);
}

/* The way to mend it leads away from this window. */
static void
on_remedy (GtkButton *button, SaudaAlertsWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!G_IS_ACTION_GROUP (parent) ||
      !g_action_parse_detailed_name (g_object_get_data (G_OBJECT (button), "action"), &name, &target, NULL))
    return;
  g_action_group_activate_action (G_ACTION_GROUP (parent), name, target);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_alert (SaudaAlertsWindow *self, const SaudaAlert *alert)
{
  GtkWidget *row = adw_action_row_new ();
  SaudaAlertKind kind = { 0 };
  gboolean known = sauda_alert_kind_find (alert->kind, &kind), open = alert->resolved_ms == 0;
  g_autofree char *text = g_markup_escape_text (alert->text, -1);
  g_autofree char *about = describe (alert, known ? kind.title : alert->kind);
  g_autofree char *subtitle = g_markup_escape_text (about, -1);
  GtkWidget *icon =
    gtk_image_new_from_icon_name (!open                                   ? "object-select-symbolic"
                                  : alert->severity == SAUDA_ALERT_URGENT ? "dialog-error-symbolic"
                                                                          : "dialog-warning-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  open ? _ ("Open") : _ ("Over"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (open && known) {
    GtkWidget *button = gtk_button_new_with_label (kind.button);

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    g_object_set_data_full (G_OBJECT (button), "action",
                            sauda_alert_kind_make_action (&kind, alert->store, alert->detail), g_free);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_remedy), self, 0);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  }
  gtk_list_box_append (self->list, row);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaAlertsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alerts = sauda_alerts_list_finish (result, &error);
  GtkWidget *row;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->reading = FALSE;
  if (alerts == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->list), error);
    return;
  }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (alerts->len, SHOWN_ALERTS); i++)
    add_alert (self, g_ptr_array_index (alerts, i));
  gtk_stack_set_visible_child_name (self->stack, alerts->len > 0 ? "list" : "empty");
  self->loaded = TRUE;
  if (self->again)
    read_alerts (self);
}

static void
read_alerts (SaudaAlertsWindow *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  sauda_alerts_list_async (self->workspace, TRUE, self->cancellable, on_read, g_object_ref (self));
}

static void
sauda_alerts_window_dispose (GObject *object)
{
  SaudaAlertsWindow *self = SAUDA_ALERTS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_alerts_window_parent_class)->dispose (object);
}

static void
sauda_alerts_window_finalize (GObject *object)
{
  g_object_unref (SAUDA_ALERTS_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_alerts_window_parent_class)->finalize (object);
}

static void
sauda_alerts_window_class_init (SaudaAlertsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_alerts_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_alerts_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/shell/sauda-alerts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertsWindow, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_alerts_window_init (SaudaAlertsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_alerts_window_new:
 * @parent: (nullable): the window whose actions mend what is open
 * @workspace: the merchant's folder
 *
 * Returns: (transfer none): a window to present
 */
SaudaAlertsWindow *
sauda_alerts_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaAlertsWindow *self = g_object_new (SAUDA_TYPE_ALERTS_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "alerts-changed", G_CALLBACK (read_alerts), self, G_CONNECT_SWAPPED);
  read_alerts (self);
  return self;
}

/**
 * sauda_alerts_window_is_loaded:
 * @self: a window
 *
 * Returns: whether the alerts are shown
 */
gboolean
sauda_alerts_window_is_loaded (SaudaAlertsWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_ALERTS_WINDOW (self), FALSE);
  return self->loaded;
}
