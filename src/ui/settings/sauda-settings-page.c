#include "sauda-settings-page.h"

#include "sauda-compat.h"
#include "sauda-files-settings.h"
#include "sauda-gates-settings.h"
#include "sauda-in-parts.h"
#include "sauda-open-uri.h"
#include "sauda-parity-window.h"
#include "sauda-printer-settings.h"
#include "sauda-safety-settings.h"
#include "sauda-secrets.h"
#include "sauda-settings-show.h"
#include "sauda-store-changes.h"
#include "sauda-store-row.h"
#include "sauda-text.h"
#include "sauda-ui-error.h"
#include "sauda-ui-settings.h"
#include "sauda-ui-toast.h"
#include "sauda-whatsapp-settings.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_IN_FLIGHT 4
#define DEFAULT_PER_SECOND 5

struct _SaudaSettingsPage {
  AdwBin parent_instance;

  GtkListBox *stores;              /* (unowned) (not nullable) */
  AdwEntryRow *new_store;          /* (unowned) (not nullable) */
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
  char *asked; /* (owned) (nullable) the store whose token is asked for, until it is listed */
  gboolean loaded;
  gboolean seen;
};

G_DEFINE_FINAL_TYPE (SaudaSettingsPage, sauda_settings_page, ADW_TYPE_BIN)

static const char *const languages[] = { "system", "ru", "kk", "en" };

static void load_stores (SaudaSettingsPage *self);

/* The database of a finished call, which may come after the page let go of its workspace. */
static gboolean
is_gone (SaudaSettingsPage *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static void
on_store_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSettingsPage) self = SAUDA_SETTINGS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean saved = sauda_stores_add_finish ((SaudaDatabase *) source, result, &error);

  if (is_gone (self))
    return;
  if (saved)
    sauda_workspace_emit_orders_changed (self->workspace);
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load_stores (self);
}

static void
save_store (SaudaSettingsPage *self, const SaudaStoreDraft *draft)
{
  sauda_stores_add_async (sauda_workspace_get_database (self->workspace), draft,
                          sauda_workspace_get_now (self->workspace), NULL, on_store_saved,
                          g_object_ref (self));
}

static void
on_trusted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSettingsPage) self = SAUDA_SETTINGS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean trusted = sauda_trust_ladder_set_finish (result, &error);

  if (is_gone (self))
    return;
  if (!trusted)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load_stores (self);
}

/* The core decides whether the store has earned it. */
static void
trust_store (SaudaSettingsPage *self, const char *name, int trust)
{
  sauda_trust_ladder_set_async (self->workspace, name, (SaudaTrust) trust, NULL, NULL, on_trusted,
                                g_object_ref (self));
}

/* A store that waits for a yes before it is trusted with writing. */
typedef struct {
  SaudaSettingsPage *page; /* (owned) (not nullable) */
  char *name;              /* (owned) (not nullable) */
  int trust;
} Trusting;

static void
on_trust_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Trusting *trusting = user_data;
  gboolean yes = sauda_compat_confirm_finish (result, NULL);

  if (!is_gone (trusting->page)) {
    if (yes)
      trust_store (trusting->page, trusting->name, trusting->trust);
    else
      load_stores (trusting->page);
  }
  g_object_unref (trusting->page);
  g_free (trusting->name);
  g_free (trusting);
}

static void
ask_for_trust (SaudaSettingsPage *self, const SaudaStoreDraft *draft)
{
  g_autofree char *heading = g_strdup_printf (_ ("Trust “%s” with writing?"), draft->name);
  SaudaCompatQuestion question = {
    .heading = heading,
    .body = _ ("Sauda will change orders at Kaspi after you approved each plan. The step is unlocked when "
               "the orders that "
               "it reads have been the same as in the spreadsheets for a week."),
    .accept = _ ("_Trust"),
    .destructive = TRUE,
  };
  Trusting *trusting = g_new0 (Trusting, 1);

  trusting->page = g_object_ref (self);
  trusting->name = g_strdup (draft->name);
  trusting->trust = draft->trust;
  sauda_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &question,
                              self->cancellable, on_trust_answered, trusting);
}

static void
on_store_changed (SaudaStoreRow *row, const SaudaStoreDraft *draft, SaudaSettingsPage *self)
{
  if (draft->trust >= SAUDA_TRUST_LIMITED && !sauda_workspace_is_practice (self->workspace))
    ask_for_trust (self, draft);
  else if (draft->trust >= 0)
    trust_store (self, draft->name, draft->trust);
  else
    save_store (self, draft);
}

static void
on_stop_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSettingsPage) self = SAUDA_SETTINGS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean saved = sauda_stores_set_stopped_finish ((SaudaDatabase *) source, result, &error);

  if (is_gone (self))
    return;
  if (!saved)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_workspace_emit_orders_changed (self->workspace);
  load_stores (self);
}

static void
on_store_stopped (SaudaStoreRow *row, gboolean stopped, SaudaSettingsPage *self)
{
  sauda_stores_set_stopped_async (sauda_workspace_get_database (self->workspace),
                                  sauda_store_row_get_store (row), stopped, NULL, on_stop_saved,
                                  g_object_ref (self));
}

static void
on_token_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoreRow) row = SAUDA_STORE_ROW (user_data);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), SAUDA_TYPE_SETTINGS_PAGE);
  g_autoptr (GError) error = NULL;
  gboolean saved = sauda_secrets_save_finish (result, &error);

  if (page == NULL)
    return;
  if (!saved) {
    sauda_ui_show_error (page, error);
  } else if (sauda_store_row_is_read (row)) {
    sauda_ui_show_text (page, _ ("The token is in the keyring. Sauda reads the orders with it."));
    /* Kaspi says at once whether it takes it. */
    gtk_widget_activate_action (page, "win.sync", NULL);
  } else {
    sauda_ui_show_text (
      page, _ ("The token is in the keyring. For Sauda to read with it, set Trust to “Reads from Kaspi”."));
  }
}

static void
on_store_token (SaudaStoreRow *row, const char *token, SaudaSettingsPage *self)
{
  sauda_secrets_save_async (SAUDA_SECRETS_KASPI_TOKEN, sauda_store_row_get_store (row), token, NULL,
                            on_token_saved, g_object_ref (row));
}

static void
on_store_compare (SaudaStoreRow *row, SaudaSettingsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (sauda_parity_window_new (
    GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->workspace, sauda_store_row_get_store (row))));
}

static void
on_store_renamed (SaudaStoreRow *row, const char *name, SaudaSettingsPage *self)
{
  sauda_store_changes_rename (GTK_WIDGET (self), self->workspace, sauda_store_row_get_store (row), name);
}

static void
on_store_merge (SaudaStoreRow *row, SaudaSettingsPage *self)
{
  sauda_store_changes_merge (GTK_WIDGET (self), self->workspace, sauda_store_row_get_store (row));
}

static void
on_rename_action (GtkWidget *widget, const char *action, GVariant *names)
{
  const char *from, *into;

  g_variant_get (names, "(&s&s)", &from, &into);
  sauda_store_changes_rename (widget, SAUDA_SETTINGS_PAGE (widget)->workspace, from, into);
}

static void
on_ladders_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSettingsPage) self = SAUDA_SETTINGS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ladders = sauda_trust_ladder_list_finish (result, &error);

  if (is_gone (self) || ladders == NULL)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->stores)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    for (guint i = 0; i < ladders->len; i++) {
      const SaudaTrustLadder *ladder = g_ptr_array_index (ladders, i);

      if (g_str_equal (ladder->store, sauda_store_row_get_store (SAUDA_STORE_ROW (row))))
        sauda_store_row_set_ladder (SAUDA_STORE_ROW (row), ladder);
    }
}

/* Orders come in every few minutes: rows of stores that are still there stay open, with what is typed in
 * them. */
static gboolean
update_stores (SaudaSettingsPage *self, GPtrArray *stores)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->stores));

  for (guint i = 0; i < stores->len; i++, row = gtk_widget_get_next_sibling (row)) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);

    if (row == NULL || sauda_store_row_get_id (SAUDA_STORE_ROW (row)) != store->id)
      return FALSE;
    sauda_store_row_show_store (SAUDA_STORE_ROW (row), store);
  }
  return row == NULL;
}

static void
fill_stores (SaudaSettingsPage *self, GPtrArray *stores)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->stores))) != NULL)
    gtk_list_box_remove (self->stores, row);
  for (guint i = 0; i < stores->len; i++) {
    row = sauda_store_row_new (g_ptr_array_index (stores, i), !sauda_workspace_is_practice (self->workspace));
    g_signal_connect (row, "changed", G_CALLBACK (on_store_changed), self);
    g_signal_connect (row, "stopped", G_CALLBACK (on_store_stopped), self);
    g_signal_connect (row, "token", G_CALLBACK (on_store_token), self);
    g_signal_connect (row, "compare", G_CALLBACK (on_store_compare), self);
    g_signal_connect (row, "renamed", G_CALLBACK (on_store_renamed), self);
    g_signal_connect (row, "merge", G_CALLBACK (on_store_merge), self);
    sauda_store_row_set_can_merge (SAUDA_STORE_ROW (row), stores->len > 1);
    gtk_list_box_append (self->stores, row);
  }
}

static void
ask_token (SaudaSettingsPage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->stores)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (sauda_store_row_get_store (SAUDA_STORE_ROW (row)), self->asked) == 0) {
      sauda_store_row_ask_token (SAUDA_STORE_ROW (row));
      g_clear_pointer (&self->asked, g_free);
    }
}

static void
show_stores (SaudaSettingsPage *self, GPtrArray *stores)
{
  if (!update_stores (self, stores))
    fill_stores (self, stores);
  gtk_widget_set_visible (GTK_WIDGET (self->stores), stores->len > 0);
  ask_token (self);
  sauda_trust_ladder_list_async (self->workspace, self->cancellable, on_ladders_listed, g_object_ref (self));
}

static void
on_stores_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSettingsPage) self = SAUDA_SETTINGS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stores = sauda_stores_list_finish ((SaudaDatabase *) source, result, &error);

  if (is_gone (self))
    return;
  self->loaded = TRUE;
  if (stores != NULL)
    show_stores (self, stores);
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
load_stores (SaudaSettingsPage *self)
{
  sauda_stores_list_async (sauda_workspace_get_database (self->workspace), self->cancellable,
                           on_stores_listed, g_object_ref (self));
}

static void
on_new_store (SaudaSettingsPage *self)
{
  g_autofree char *name = sauda_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->new_store)));
  SaudaStoreDraft draft = { .name = name, .cutoff_minutes = -1, .trust = -1 };

  if (*name == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->new_store), "");
  save_store (self, &draft);
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
  g_free (SAUDA_SETTINGS_PAGE (object)->asked);
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
  gtk_widget_class_install_action (widget_class, SAUDA_STORE_CHANGES_RENAME, "(ss)", on_rename_action);
  g_type_ensure (SAUDA_TYPE_FILES_SETTINGS);
  g_type_ensure (SAUDA_TYPE_GATES_SETTINGS);
  g_type_ensure (SAUDA_TYPE_SAFETY_SETTINGS);
  g_type_ensure (SAUDA_TYPE_PRINTER_SETTINGS);
  g_type_ensure (SAUDA_TYPE_WHATSAPP_SETTINGS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, stores);
  gtk_widget_class_bind_template_child (widget_class, SaudaSettingsPage, new_store);
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
  gtk_widget_class_bind_template_callback (widget_class, on_new_store);
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
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (load_stores), self, G_CONNECT_SWAPPED);
  load_stores (self);
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

  g_free (self->asked);
  self->asked = g_strdup (store);
  ask_token (self);
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
  return self->loaded && sauda_in_parts_is_whole (get_groups (self));
}
