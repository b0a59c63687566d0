#include "sauda-whatsapp-settings.h"

#include "sauda-secrets.h"
#include "sauda-talk-settings.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

#define SECRET_KIND "whatsapp-api-key"

struct _SaudaWhatsappSettings {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *provider;           /* (unowned) (not nullable) */
  GtkEditable *account;            /* (unowned) (not nullable) */
  GtkEditable *sender;             /* (unowned) (not nullable) */
  GtkEditable *phone_number_id;    /* (unowned) (not nullable) */
  GtkEditable *key;                /* (unowned) (not nullable) */
  GtkEditable *secret;             /* (unowned) (not nullable) */
  GtkSwitch *listen;               /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gboolean filling;          /* what is shown comes from the settings */
};

G_DEFINE_FINAL_TYPE (SaudaWhatsappSettings, sauda_whatsapp_settings, ADW_TYPE_PREFERENCES_GROUP)

static const char *const providers[] = { "none", "twilio", "meta", "360dialog", "link" };

/* Only what the chosen provider needs is shown. */
static void
show_rows (SaudaWhatsappSettings *self)
{
  guint chosen = MIN (adw_combo_row_get_selected (self->provider), G_N_ELEMENTS (providers) - 1);
  gboolean twilio = chosen == 1, meta = chosen == 2, d360 = chosen == 3;

  gtk_widget_set_visible (GTK_WIDGET (self->account), twilio || meta);
  gtk_widget_set_visible (GTK_WIDGET (self->sender), twilio);
  gtk_widget_set_visible (GTK_WIDGET (self->phone_number_id), meta);
  gtk_widget_set_visible (GTK_WIDGET (self->key), twilio);
  gtk_widget_set_visible (GTK_WIDGET (self->secret), twilio || meta || d360);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->listen), ADW_TYPE_ACTION_ROW), meta || d360);
}

static const char *
get_provider (SaudaWhatsappSettings *self)
{
  return providers[MIN (adw_combo_row_get_selected (self->provider), G_N_ELEMENTS (providers) - 1)];
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWhatsappSettings) self = data;
  g_autoptr (GError) error = NULL;

  if (!sauda_talk_settings_save_finish (result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_changed (SaudaWhatsappSettings *self)
{
  const SaudaTalkSettings settings = { .provider = (char *) get_provider (self),
                                       .account = (char *) gtk_editable_get_text (self->account),
                                       .key = (char *) gtk_editable_get_text (self->key),
                                       .sender = (char *) gtk_editable_get_text (self->sender),
                                       .phone_number_id = (char *) gtk_editable_get_text (self->phone_number_id),
                                       .listen = gtk_switch_get_active (self->listen) };

  show_rows (self);
  if (!self->filling && self->workspace != NULL)
    sauda_talk_settings_save_async (self->workspace, &settings, self->cancellable, on_saved, g_object_ref (self));
}

static void
on_secret_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWhatsappSettings) self = data;
  g_autoptr (GError) error = NULL;

  if (sauda_secrets_save_finish (result, &error)) {
    gtk_editable_set_text (self->secret, "");
    sauda_ui_show_text (GTK_WIDGET (self), _ ("The key is in the keyring."));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

/* Never into the settings: the keyring alone has it. */
static void
on_secret (SaudaWhatsappSettings *self)
{
  const char *secret = gtk_editable_get_text (self->secret);

  if (*secret != '\0')
    sauda_secrets_save_async (SECRET_KIND, get_provider (self), secret, self->cancellable, on_secret_saved,
                              g_object_ref (self));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWhatsappSettings) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaTalkSettings) settings = sauda_talk_settings_load_finish (result, &error);

  if (settings == NULL)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    if (g_strcmp0 (settings->provider, providers[i]) == 0)
      adw_combo_row_set_selected (self->provider, i);
  gtk_editable_set_text (self->account, settings->account);
  gtk_editable_set_text (self->key, settings->key);
  gtk_editable_set_text (self->sender, settings->sender);
  gtk_editable_set_text (self->phone_number_id, settings->phone_number_id);
  gtk_switch_set_active (self->listen, settings->listen);
  self->filling = FALSE;
  show_rows (self);
}

static void
sauda_whatsapp_settings_dispose (GObject *object)
{
  SaudaWhatsappSettings *self = SAUDA_WHATSAPP_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_whatsapp_settings_parent_class)->dispose (object);
}

static void
sauda_whatsapp_settings_finalize (GObject *object)
{
  g_object_unref (SAUDA_WHATSAPP_SETTINGS (object)->cancellable);
  G_OBJECT_CLASS (sauda_whatsapp_settings_parent_class)->finalize (object);
}

static void
sauda_whatsapp_settings_class_init (SaudaWhatsappSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_whatsapp_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_whatsapp_settings_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-whatsapp-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, provider);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, account);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, sender);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, phone_number_id);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, key);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, secret);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, listen);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_secret);
}

static void
sauda_whatsapp_settings_init (SaudaWhatsappSettings *self)
{
  self->cancellable = g_cancellable_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_rows (self);
}

/**
 * sauda_whatsapp_settings_set_workspace:
 * @self: the group
 * @workspace: the merchant's folder
 */
void
sauda_whatsapp_settings_set_workspace (SaudaWhatsappSettings *self, SaudaWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  sauda_talk_settings_load_async (workspace, self->cancellable, on_loaded, g_object_ref (self));
}
