#include "sauda-whatsapp-settings.h"

#include "sauda-secrets.h"
#include "sauda-talk-settings.h"
#include "sauda-talk-status.h"
#include "sauda-talk-templates.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

#define SECRET_KIND "whatsapp-api-key"

struct _SaudaWhatsappSettings {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *provider;        /* (unowned) (not nullable) */
  GtkEditable *account;         /* (unowned) (not nullable) */
  GtkEditable *sender;          /* (unowned) (not nullable) */
  GtkEditable *phone_number_id; /* (unowned) (not nullable) */
  GtkEditable *key;             /* (unowned) (not nullable) */
  GtkEditable *secret;          /* (unowned) (not nullable) */
  GtkSwitch *listen;            /* (unowned) (not nullable) */
  GtkEditable *port;            /* (unowned) (not nullable) */
  GtkEditable *public_url;      /* (unowned) (not nullable) */
  GtkEditable *app_secret;      /* (unowned) (not nullable) */
  GtkEditable *verify_token;    /* (unowned) (not nullable) */
  GtkEditable *auth_token;      /* (unowned) (not nullable) */
  AdwComboRow *link_style;      /* (unowned) (not nullable) */
  AdwActionRow *templates;      /* (unowned) (not nullable) */
  GtkWidget *hand_in;           /* (unowned) (not nullable) */
  GtkWidget *webhook;           /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gboolean filling;          /* what is shown comes from the settings */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SaudaWhatsappSettings, sauda_whatsapp_settings, ADW_TYPE_PREFERENCES_GROUP)

/* Of which row the secret is, and under what name the keyring has it. */
typedef struct {
  SaudaWhatsappSettings *self; /* (owned) */
  GtkEditable *row;            /* (unowned) */
} Secret;

static const char *const link_styles[] = { "page", "web", "desktop" };
static const char *const providers[] = { "none", "twilio", "meta", "360dialog", "link" };

/* Only what the chosen provider needs is shown. */
static void
show_rows (SaudaWhatsappSettings *self)
{
  guint chosen = MIN (adw_combo_row_get_selected (self->provider), G_N_ELEMENTS (providers) - 1);
  gboolean twilio = chosen == 1, meta = chosen == 2, d360 = chosen == 3;
  gboolean listens = gtk_switch_get_active (self->listen) && (twilio || meta || d360);

  gtk_widget_set_visible (GTK_WIDGET (self->account), twilio || meta);
  gtk_widget_set_visible (GTK_WIDGET (self->sender), twilio);
  gtk_widget_set_visible (GTK_WIDGET (self->phone_number_id), meta);
  gtk_widget_set_visible (GTK_WIDGET (self->key), twilio);
  gtk_widget_set_visible (GTK_WIDGET (self->secret), twilio || meta || d360);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->listen), ADW_TYPE_ACTION_ROW),
                          twilio || meta || d360);
  gtk_widget_set_visible (GTK_WIDGET (self->port), listens);
  gtk_widget_set_visible (GTK_WIDGET (self->public_url), listens && !meta);
  gtk_widget_set_visible (GTK_WIDGET (self->app_secret), listens && meta);
  gtk_widget_set_visible (GTK_WIDGET (self->verify_token), listens && (meta || d360));
  gtk_widget_set_visible (GTK_WIDGET (self->auth_token), listens && twilio);
  gtk_widget_set_visible (self->webhook, listens && d360);
  gtk_widget_set_visible (GTK_WIDGET (self->link_style), chosen > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->templates), twilio || meta || d360);
}

static const char *
get_provider (SaudaWhatsappSettings *self)
{
  return providers[MIN (adw_combo_row_get_selected (self->provider), G_N_ELEMENTS (providers) - 1)];
}

static void load_status (SaudaWhatsappSettings *self);

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWhatsappSettings) self = data;
  g_autoptr (GError) error = NULL;

  if (sauda_talk_settings_save_finish (result, &error))
    load_status (self); /* another provider has other templates */
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_changed (SaudaWhatsappSettings *self)
{
  guint style = adw_combo_row_get_selected (self->link_style);
  const SaudaTalkSettings settings = { .provider = (char *) get_provider (self),
                                       .account = (char *) gtk_editable_get_text (self->account),
                                       .key = (char *) gtk_editable_get_text (self->key),
                                       .sender = (char *) gtk_editable_get_text (self->sender),
                                       .phone_number_id =
                                         (char *) gtk_editable_get_text (self->phone_number_id),
                                       .port = (char *) gtk_editable_get_text (self->port),
                                       .public_url = (char *) gtk_editable_get_text (self->public_url),
                                       .link_style =
                                         (char *) link_styles[MIN (style, G_N_ELEMENTS (link_styles) - 1)],
                                       .listen = gtk_switch_get_active (self->listen) };

  show_rows (self);
  g_signal_emit (self, changed_signal, 0);
  if (!self->filling && self->workspace != NULL)
    sauda_talk_settings_save_async (self->workspace, &settings, self->cancellable, on_saved,
                                    g_object_ref (self));
}

static void
on_secret_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Secret *secret = data;
  g_autoptr (SaudaWhatsappSettings) self = secret->self;
  g_autoptr (GError) error = NULL;

  if (sauda_secrets_save_finish (result, &error)) {
    if (self->workspace != NULL) {
      gtk_editable_set_text (secret->row, "");
      sauda_workspace_emit_talk_changed (self->workspace);
    }
    sauda_ui_show_text (GTK_WIDGET (self), _ ("The key is in the keyring."));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

/* Never into the settings: the keyring alone has it. */
static void
save_secret (SaudaWhatsappSettings *self, const char *kind, const char *store, GtkEditable *row)
{
  const char *value = gtk_editable_get_text (row);
  Secret *secret;

  if (*value == '\0')
    return;
  secret = g_new (Secret, 1);
  *secret = (Secret){ g_object_ref (self), row };
  sauda_secrets_save_async (kind, store, value, self->cancellable, on_secret_saved, secret);
}

static void
on_secret (SaudaWhatsappSettings *self)
{
  save_secret (self, SECRET_KIND, get_provider (self), self->secret);
}

static void
on_app_secret (SaudaWhatsappSettings *self)
{
  save_secret (self, "whatsapp-app-secret", "whatsapp", self->app_secret);
}

static void
on_verify_token (SaudaWhatsappSettings *self)
{
  save_secret (self, "whatsapp-verify-token", "whatsapp", self->verify_token);
}

static void
on_auth_token (SaudaWhatsappSettings *self)
{
  save_secret (self, "whatsapp-auth-token", "whatsapp", self->auth_token);
}

static void
on_handed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWhatsappSettings) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint count;
  gboolean done = sauda_talk_templates_hand_in_finish (result, &count, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->hand_in, TRUE);
  if (!done) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sentence = count > 0 ? g_strdup_printf (ngettext ("%u template handed in for approval.",
                                                    "%u templates handed in for approval.", count),
                                          count)
                       : g_strdup (_ ("The provider has all templates."));
  sauda_ui_show_text (GTK_WIDGET (self), sentence);
  load_status (self);
}

static void
on_hand_in (SaudaWhatsappSettings *self)
{
  gtk_widget_set_sensitive (self->hand_in, FALSE);
  sauda_talk_templates_hand_in_async (self->workspace, self->cancellable, on_handed_in, g_object_ref (self));
}

static void
on_webhook_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWhatsappSettings) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = sauda_talk_webhook_set_finish (result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (url == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sentence = g_strdup_printf (_ ("360dialog brings its messages to %s."), url);
  sauda_ui_show_text (GTK_WIDGET (self), sentence);
}

static void
on_webhook (SaudaWhatsappSettings *self)
{
  sauda_talk_webhook_set_async (self->workspace, self->cancellable, on_webhook_set, g_object_ref (self));
}

static void
on_status (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWhatsappSettings) self = data;
  g_autoptr (SaudaTalkStatus) status = sauda_talk_status_load_finish (result, NULL);
  g_autofree char *text = NULL;

  if (status == NULL || self->workspace == NULL)
    return;
  text = status->problem != NULL
           ? g_strdup_printf (_ ("Approved %u of %u; not approved: %s"), status->approved, status->templates,
                              status->problem)
           : g_strdup_printf (_ ("Approved %u of %u"), status->approved, status->templates);
  adw_action_row_set_subtitle (self->templates, text);
}

static void
load_status (SaudaWhatsappSettings *self)
{
  if (self->workspace != NULL)
    sauda_talk_status_load_async (self->workspace, self->cancellable, on_status, g_object_ref (self));
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
  gtk_editable_set_text (self->port, settings->port);
  gtk_editable_set_text (self->public_url, settings->public_url);
  for (guint i = 0; i < G_N_ELEMENTS (link_styles); i++)
    if (g_strcmp0 (settings->link_style, link_styles[i]) == 0)
      adw_combo_row_set_selected (self->link_style, i);
  self->filling = FALSE;
  show_rows (self);
}

/* Another window may have changed them while nobody looked. */
static void
sauda_whatsapp_settings_map (GtkWidget *widget)
{
  SaudaWhatsappSettings *self = SAUDA_WHATSAPP_SETTINGS (widget);

  GTK_WIDGET_CLASS (sauda_whatsapp_settings_parent_class)->map (widget);
  if (self->workspace != NULL)
    sauda_talk_settings_load_async (self->workspace, self->cancellable, on_loaded, g_object_ref (self));
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
  widget_class->map = sauda_whatsapp_settings_map;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/settings/sauda-whatsapp-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, provider);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, account);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, sender);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, phone_number_id);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, key);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, secret);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, listen);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, port);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, public_url);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, app_secret);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, verify_token);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, auth_token);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, link_style);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, templates);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, hand_in);
  gtk_widget_class_bind_template_child (widget_class, SaudaWhatsappSettings, webhook);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_secret);
  gtk_widget_class_bind_template_callback (widget_class, on_app_secret);
  gtk_widget_class_bind_template_callback (widget_class, on_verify_token);
  gtk_widget_class_bind_template_callback (widget_class, on_auth_token);
  gtk_widget_class_bind_template_callback (widget_class, on_hand_in);
  gtk_widget_class_bind_template_callback (widget_class, on_webhook);
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
  load_status (self);
  sauda_talk_settings_load_async (workspace, self->cancellable, on_loaded, g_object_ref (self));
}

/**
 * sauda_whatsapp_settings_has_provider:
 * @self: the group
 *
 * Returns: whether a provider is chosen
 */
gboolean
sauda_whatsapp_settings_has_provider (SaudaWhatsappSettings *self)
{
  g_return_val_if_fail (SAUDA_IS_WHATSAPP_SETTINGS (self), FALSE);
  return adw_combo_row_get_selected (self->provider) > 0;
}

/**
 * sauda_whatsapp_settings_apply:
 * @self: the group
 *
 * Saves what was typed and not yet applied, secrets into the keyring.
 */
void
sauda_whatsapp_settings_apply (SaudaWhatsappSettings *self)
{
  g_return_if_fail (SAUDA_IS_WHATSAPP_SETTINGS (self));
  on_changed (self);
  on_secret (self);
  on_app_secret (self);
  on_verify_token (self);
  on_auth_token (self);
}
