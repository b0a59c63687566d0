#include "sauda-settings-page.h"

#include "sauda-files-settings.h"
#include "sauda-gates-settings.h"
#include "sauda-in-parts.h"
#include "sauda-open-uri.h"
#include "sauda-printer-settings.h"
#include "sauda-safety-settings.h"
#include "sauda-settings-show.h"
#include "sauda-stores-settings.h"
#include "sauda-ui-settings.h"
#include "sauda-ui-toast.h"
#include "sauda-whatsapp-settings.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_IN_FLIGHT 4
#define DEFAULT_PER_SECOND 5

struct _SaudaSettingsPage {
  AdwBin parent_instance;

  SaudaStoresSettings *stores;     /* (unowned) (not nullable) */
  GtkSpinButton *in_flight;        /* (unowned) (not nullable) */
  GtkSpinButton *per_second;       /* (unowned) (not nullable) */
  GtkWidget *limits;               /* (unowned) (not nullable) */
  AdwActionRow *folder;            /* (unowned) (not nullable) */
  SaudaFilesSettings *files;       /* (unowned) (not nullable) */
  SaudaGatesSettings *gates;       /* (unowned) (not nullable) */
  SaudaSafetySettings *safety;     /* (unowned) (not nullable) */
  GtkSwitch *scan_tone;            /* (unowned) (not nullable) */
  AdwComboRow *language;           /* (unowned) (not nullable) */
  GtkSwitch *keep_working;         /* (unowned) (not nullable) */
  SaudaPrinterSettings *printers;  /* (unowned) (not nullable) */
  SaudaWhatsappSettings *whatsapp; /* (unowned) (not nullable) */
  SaudaWorkspace *workspace;       /* (owned) (not nullable) until dispose */
  GCancellable *cancellable;       /* (owned) (not nullable) */
  gboolean seen;
};

G_DEFINE_FINAL_TYPE (SaudaSettingsPage, sauda_settings_page, ADW_TYPE_BIN)

static const char *const languages[] = { "system", "ru", "kk", "en" };

/* The database of a finished call, which may come after the page let go of its workspace. */
static gboolean
is_gone (SaudaSettingsPage *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/**
 * sauda_settings_page_apply_limits:
 * @workspace: a workspace
 *
 * Holds the requests to Kaspi to what the merchant has set. The practice store sets its own limits.
 */
void
sauda_settings_page_apply_limits (SaudaWorkspace *workspace)
{
  if (!sauda_workspace_is_practice (workspace))
    sauda_workspace_set_request_limits (
      workspace, (guint) sauda_ui_settings_get_number ("requests-in-flight", DEFAULT_IN_FLIGHT),
      sauda_ui_settings_get_number ("requests-per-second", DEFAULT_PER_SECOND));
}

static void
on_limits (SaudaSettingsPage *self)
{
  int in_flight = gtk_spin_button_get_value_as_int (self->in_flight);
  int per_second = gtk_spin_button_get_value_as_int (self->per_second);

  if (self->workspace == NULL || sauda_workspace_is_practice (self->workspace))
    return;
  sauda_ui_settings_set_number ("requests-in-flight", in_flight);
  sauda_ui_settings_set_number ("requests-per-second", per_second);
  sauda_settings_page_apply_limits (self->workspace);
}

static void
on_keep_working (SaudaSettingsPage *self)
{
  if (self->workspace != NULL)
    sauda_ui_settings_set_boolean ("keep-working", gtk_switch_get_active (self->keep_working));
}

static void
on_language (SaudaSettingsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->language);

  if (self->workspace != NULL && selected < G_N_ELEMENTS (languages))
    sauda_ui_settings_set_text ("language", languages[selected]);
}

static void
on_scan_tone (SaudaSettingsPage *self)
{
  if (self->workspace != NULL)
    sauda_ui_settings_set_boolean ("scan-tone", gtk_switch_get_active (self->scan_tone));
}

static void
on_folder_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSettingsPage) self = SAUDA_SETTINGS_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (!sauda_open_uri_finish (result, &error) && !is_gone (self))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_open_folder (SaudaSettingsPage *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (sauda_workspace_get_folder (self->workspace));
  g_autofree char *uri = g_file_get_uri (folder);

  sauda_open_uri_async (uri, NULL, self->cancellable, on_folder_shown, g_object_ref (self));
}

static void
fill (SaudaSettingsPage *self)
{
  g_autofree char *language = sauda_ui_settings_get_text ("language", "system");
  g_autofree char *folder = g_markup_escape_text (sauda_workspace_get_folder (self->workspace), -1);

  adw_action_row_set_subtitle (self->folder, folder);
  gtk_widget_set_visible (self->limits, !sauda_workspace_is_practice (self->workspace));
  gtk_spin_button_set_value (self->in_flight,
                             sauda_ui_settings_get_number ("requests-in-flight", DEFAULT_IN_FLIGHT));
  gtk_spin_button_set_value (self->per_second,
                             sauda_ui_settings_get_number ("requests-per-second", DEFAULT_PER_SECOND));
  gtk_switch_set_active (self->scan_tone, sauda_ui_settings_get_boolean ("scan-tone", TRUE));
  gtk_switch_set_active (self->keep_working, sauda_ui_settings_get_boolean ("keep-working", FALSE));
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_working), sauda_ui_settings_has ("keep-working"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->language), sauda_ui_settings_has ("language"));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (language, languages[i]) == 0)
      adw_combo_row_set_selected (self->language, i);
}

/* The column of all groups, inside the page of libadwaita. */
static GtkWidget *
get_groups (SaudaSettingsPage *self)
{
  return gtk_widget_get_parent (GTK_WIDGET (self->printers));
}

static void
sauda_settings_page_map (GtkWidget *widget)
{
  SaudaSettingsPage *self = SAUDA_SETTINGS_PAGE (widget);

  if (!self->seen)
    sauda_in_parts_show (get_groups (self));
  self->seen = TRUE;
  GTK_WIDGET_CLASS (sauda_settings_page_parent_class)->map (widget);
}

static void
sauda_settings_page_dispose (GObject *object)
{
  SaudaSettingsPage *self = SAUDA_SETTINGS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_settings_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_settings_page_finalize (GObject *object)
{
  g_object_unref (SAUDA_SETTINGS_PAGE (object)->cancellable);
  G_OBJECT_CLASS (sauda_settings_page_parent_class)->finalize (object);
}

static void
sauda_settings_page_class_init (SaudaSettingsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_settings_page_dispose;
  object_class->finalize = sauda_settings_page_finalize;
  widget_class->map = sauda_settings_page_map;
  g_type_ensure (SAUDA_TYPE_STORES_SETTINGS);
  g_type_ensure (SAUDA_TYPE_FILES_SETTINGS);
  g_type_ensure (SAUDA_TYPE_GATES_SETTINGS);
  g_type_ensure (SAUDA_TYPE_SAFETY_SETTINGS);
  g_type_ensure (SAUDA_TYPE_PRINTER_SETTINGS);
  g_type_ensure (SAUDA_TYPE_WHATSAPP_SETTINGS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, stores);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, in_flight);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, per_second);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, limits);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, folder);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, language);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, scan_tone);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, keep_working);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, files);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, gates);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, safety);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, printers);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, whatsapp);
  gtk_widget_class_bind_template_callback (widget_class, on_limits);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_bind_template_callback (widget_class, on_scan_tone);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_working);
  gtk_widget_class_bind_template_callback (widget_class, on_open_folder);
}

static void
sauda_settings_page_init (SaudaSettingsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_settings_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): the page of its settings
 */
GtkWidget *
sauda_settings_page_new (SaudaWorkspace *workspace)
{
  SaudaSettingsPage *self = g_object_new (SAUDA_TYPE_SETTINGS_PAGE, NULL);

  g_set_object (&self->workspace, workspace);
  sauda_printer_settings_set_workspace (self->printers, workspace);
  sauda_whatsapp_settings_set_workspace (self->whatsapp, workspace);
  fill (self);
  sauda_files_settings_set_workspace (self->files, workspace);
  sauda_gates_settings_set_workspace (self->gates, workspace);
  sauda_safety_settings_set_workspace (self->safety, workspace);
  on_limits (self);
  sauda_stores_settings_set_workspace (self->stores, workspace);
  return GTK_WIDGET (self);
}

/**
 * sauda_settings_page_ask_token:
 * @self: the page
 * @store: name of a store
 *
 * Opens the store with the cursor where its token is entered, as soon as the stores are listed.
 */
void
sauda_settings_page_ask_token (SaudaSettingsPage *self, const char *store)
{
  g_return_if_fail (SAUDA_IS_SETTINGS_PAGE (self));
  sauda_stores_settings_ask_token (self->stores, store);
}

/**
 * sauda_settings_page_show_part:
 * @self: the page
 * @name: a child of its template: `whatsapp`, `folder`
 *
 * See sauda_settings_show_part().
 */
void
sauda_settings_page_show_part (SaudaSettingsPage *self, const char *name)
{
  GObject *part;

  g_return_if_fail (SAUDA_IS_SETTINGS_PAGE (self));

  part = gtk_widget_get_template_child (GTK_WIDGET (self), SAUDA_TYPE_SETTINGS_PAGE, name);
  if (part != NULL)
    sauda_settings_show_part (GTK_WIDGET (self), GTK_WIDGET (part));
}

/**
 * sauda_settings_page_show_gate:
 * @self: the page
 * @kind: a gate
 *
 * See sauda_gates_settings_show().
 */
void
sauda_settings_page_show_gate (SaudaSettingsPage *self, SaudaGateKind kind)
{
  g_return_if_fail (SAUDA_IS_SETTINGS_PAGE (self));
  sauda_gates_settings_show (self->gates, kind);
}

/**
 * sauda_settings_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the stores are listed, and all that is to be seen is
 */
gboolean
sauda_settings_page_is_loaded (SaudaSettingsPage *self)
{
  g_return_val_if_fail (SAUDA_IS_SETTINGS_PAGE (self), FALSE);
  return sauda_stores_settings_is_loaded (self->stores) && sauda_in_parts_is_whole (get_groups (self));
}
