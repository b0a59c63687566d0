#include "sauda-alert-bar.h"

#include "sauda-alerts.h"
#include "sauda-ui-action.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaAlertBar {
  AdwBin parent_instance;

  GtkRevealer *revealer; /* (unowned) (not nullable) */
  GtkWidget *line;       /* (unowned) (not nullable) */
  GtkImage *icon;        /* (unowned) (not nullable) */
  GtkLabel *text;        /* (unowned) (not nullable) */
  GtkLabel *more;        /* (unowned) (not nullable) */
  GtkButton *remedy;     /* (unowned) (not nullable) */
  GtkButton *quiet;      /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until it is open */
  GCancellable *cancellable; /* (owned) (not nullable) */
  GHashTable *announced; /* (owned) (not nullable) (element-type utf8) what has been said to the desktop */
  gint64 alert_id;       /* the one that is shown, 0 for none */
  guint count;           /* that wait to be seen */
  gboolean was_active;   /* the merchant has had the window before his eyes */
  gboolean reading;
  gboolean again; /* something changed while it was read */
};

G_DEFINE_FINAL_TYPE (SaudaAlertBar, sauda_alert_bar, ADW_TYPE_BIN)

static void read_alerts (SaudaAlertBar *self);

/* What is only good to know interrupts nobody. */
static gboolean
speaks (const SaudaAlert *alert)
{
  return alert->acknowledged_ms == 0 && alert->severity >= SAUDA_ALERT_WARNING;
}

static void
show_remedy (SaudaAlertBar *self, const SaudaAlert *alert)
{
  SaudaAlertKind kind;
  gboolean known = sauda_alert_kind_find (alert->kind, &kind);

  gtk_widget_set_visible (GTK_WIDGET (self->remedy), known);
  if (known) {
    g_autofree char *name = sauda_alert_kind_make_action (&kind, alert->store, alert->detail);
    g_autofree char *action = g_strconcat ("win.", name, NULL);

    gtk_button_set_label (self->remedy, kind.button);
    sauda_ui_set_action (GTK_ACTIONABLE (self->remedy), action);
  }
}

static char *
describe (const SaudaAlert *alert)
{
  return alert->store != NULL ? g_strdup_printf (_ ("%s: %s"), alert->store, alert->text)
                              : g_strdup (alert->text);
}

static void
show_alert (SaudaAlertBar *self, const SaudaAlert *alert)
{
  gboolean urgent = alert->severity == SAUDA_ALERT_URGENT;
  g_autofree char *line = describe (alert);
  g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", self->count - 1), self->count - 1);

  self->alert_id = alert->id;
  gtk_image_set_from_icon_name (self->icon, urgent ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_label_set_text (self->text, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->line), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->count > 1);
  show_remedy (self, alert);
  if (urgent)
    gtk_widget_add_css_class (self->line, "urgent");
  else
    gtk_widget_remove_css_class (self->line, "urgent");
}

/* Says an episode, and what is worse of it, to the desktop once, while the merchant looks elsewhere. */
static void
announce (SaudaAlertBar *self, const SaudaAlert *alert)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkApplication *application = GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;
  g_autofree char *id = g_strdup_printf ("alert-%" G_GINT64_FORMAT, alert->id);
  g_autofree char *key = g_strdup_printf ("%s/%u/%" G_GINT64_FORMAT, id, alert->severity, alert->weight);
  g_autofree char *body = describe (alert);
  g_autoptr (GNotification) notification = NULL;
  SaudaAlertKind kind;

  if (!g_hash_table_add (self->announced, g_strdup (key)) || application == NULL || !self->was_active ||
      gtk_window_is_active (GTK_WINDOW (root)))
    return;
  notification = g_notification_new (sauda_alert_kind_find (alert->kind, &kind) ? kind.title : alert->kind);
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, alert->severity == SAUDA_ALERT_URGENT
                                               ? G_NOTIFICATION_PRIORITY_URGENT
                                               : G_NOTIFICATION_PRIORITY_NORMAL);
  g_application_send_notification (G_APPLICATION (application), id, notification);
}

static void
show_alerts (SaudaAlertBar *self, GPtrArray *alerts)
{
  const SaudaAlert *first = NULL;

  self->count = 0;
  for (guint i = 0; i < alerts->len; i++)
    if (speaks (g_ptr_array_index (alerts, i))) {
      if (first == NULL)
        first = g_ptr_array_index (alerts, i);
      announce (self, g_ptr_array_index (alerts, i));
      self->count++;
    }
  self->alert_id = 0;
  if (first != NULL)
    show_alert (self, first);
  gtk_revealer_set_reveal_child (self->revealer, first != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), first != NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaAlertBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alerts = sauda_alerts_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (alerts != NULL)
    show_alerts (self, alerts);
  else
    g_warning ("Alerts cannot be read: %s", error->message);
  if (self->again)
    read_alerts (self);
}

/* Many changes at once are read once. */
static void
read_alerts (SaudaAlertBar *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  sauda_alerts_list_async (self->workspace, FALSE, self->cancellable, on_read, g_object_ref (self));
}

static void
on_acknowledged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaAlertBar) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sauda_alerts_acknowledge_finish (result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_quiet (GtkButton *button, SaudaAlertBar *self)
{
  if (self->alert_id != 0)
    sauda_alerts_acknowledge_async (self->workspace, self->alert_id, g_get_user_name (), self->cancellable,
                                    on_acknowledged, g_object_ref (self));
}

static void
sauda_alert_bar_dispose (GObject *object)
{
  SaudaAlertBar *self = SAUDA_ALERT_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_alert_bar_parent_class)->dispose (object);
}

static void
sauda_alert_bar_finalize (GObject *object)
{
  SaudaAlertBar *self = SAUDA_ALERT_BAR (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->announced);
  G_OBJECT_CLASS (sauda_alert_bar_parent_class)->finalize (object);
}

static void
sauda_alert_bar_class_init (SaudaAlertBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_alert_bar_dispose;
  object_class->finalize = sauda_alert_bar_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/shell/sauda-alert-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertBar, line);
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertBar, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertBar, text);
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertBar, more);
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertBar, remedy);
  gtk_widget_class_bind_template_child (widget_class, SaudaAlertBar, quiet);
  gtk_widget_class_bind_template_callback (widget_class, on_quiet);
}

static void
sauda_alert_bar_init (SaudaAlertBar *self)
{
  self->cancellable = g_cancellable_new ();
  self->announced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
on_active (GtkWindow *window, GParamSpec *pspec, SaudaAlertBar *self)
{
  self->was_active |= gtk_window_is_active (window);
}

/**
 * sauda_alert_bar_set_workspace:
 * @self: a bar
 * @workspace: the merchant's folder, set once
 *
 * Begins to show the alerts of a folder.
 */
void
sauda_alert_bar_set_workspace (SaudaAlertBar *self, SaudaWorkspace *workspace)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_if_fail (SAUDA_IS_ALERT_BAR (self) && self->workspace == NULL);

  if (GTK_IS_WINDOW (root)) {
    self->was_active = gtk_window_is_active (GTK_WINDOW (root));
    g_signal_connect_object (root, "notify::is-active", G_CALLBACK (on_active), self, 0);
  }
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "alerts-changed", G_CALLBACK (read_alerts), self, G_CONNECT_SWAPPED);
  read_alerts (self);
}

/**
 * sauda_alert_bar_get_count:
 * @self: a bar
 *
 * Returns: how many alerts wait to be seen
 */
guint
sauda_alert_bar_get_count (SaudaAlertBar *self)
{
  return self->count;
}
