#include "sauda-stores-settings.h"

#include "sauda-compat.h"
#include "sauda-parity-window.h"
#include "sauda-secrets.h"
#include "sauda-store-changes.h"
#include "sauda-store-row.h"
#include "sauda-text.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaStoresSettings {
  AdwPreferencesGroup parent_instance;

  GtkListBox *rows;          /* (unowned) (not nullable) */
  AdwEntryRow *new_store;    /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (nullable) from setting to dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  char *asked;               /* (owned) (nullable) the store whose token is asked for, until it is listed */
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (SaudaStoresSettings, sauda_stores_settings, ADW_TYPE_PREFERENCES_GROUP)

static void load (SaudaStoresSettings *self);

/* The database of a finished call, which may come after the page let go of its workspace. */
static gboolean
is_gone (SaudaStoresSettings *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static void
on_store_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoresSettings) self = SAUDA_STORES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean saved = sauda_stores_add_finish ((SaudaDatabase *) source, result, &error);

  if (is_gone (self))
    return;
  if (saved)
    sauda_workspace_emit_orders_changed (self->workspace);
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

static void
save_store (SaudaStoresSettings *self, const SaudaStoreDraft *draft)
{
  sauda_stores_add_async (sauda_workspace_get_database (self->workspace), draft,
                          sauda_workspace_get_now (self->workspace), NULL, on_store_saved,
                          g_object_ref (self));
}

static void
on_trusted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoresSettings) self = SAUDA_STORES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean trusted = sauda_trust_ladder_set_finish (result, &error);

  if (is_gone (self))
    return;
  if (!trusted)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

/* The core decides whether the store has earned it. */
static void
trust_store (SaudaStoresSettings *self, const char *name, int trust)
{
  sauda_trust_ladder_set_async (self->workspace, name, (SaudaTrust) trust, NULL, NULL, on_trusted,
                                g_object_ref (self));
}

/* A store that waits for a yes before it is trusted with writing. */
typedef struct {
  SaudaStoresSettings *page; /* (owned) (not nullable) */
  char *name;                /* (owned) (not nullable) */
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
      load (trusting->page);
  }
  g_object_unref (trusting->page);
  g_free (trusting->name);
  g_free (trusting);
}

static void
ask_for_trust (SaudaStoresSettings *self, const SaudaStoreDraft *draft)
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
on_store_changed (SaudaStoreRow *row, const SaudaStoreDraft *draft, SaudaStoresSettings *self)
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
  g_autoptr (SaudaStoresSettings) self = SAUDA_STORES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean saved = sauda_stores_set_stopped_finish ((SaudaDatabase *) source, result, &error);

  if (is_gone (self))
    return;
  if (!saved)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_workspace_emit_orders_changed (self->workspace);
  load (self);
}

static void
on_store_stopped (SaudaStoreRow *row, gboolean stopped, SaudaStoresSettings *self)
{
  sauda_stores_set_stopped_async (sauda_workspace_get_database (self->workspace),
                                  sauda_store_row_get_store (row), stopped, NULL, on_stop_saved,
                                  g_object_ref (self));
}

static void
on_token_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoreRow) row = SAUDA_STORE_ROW (user_data);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), SAUDA_TYPE_STORES_SETTINGS);
  g_autoptr (GError) error = NULL;
  gboolean saved = sauda_secrets_save_finish (result, &error);

  if (page == NULL)
    return;
  if (saved)
    sauda_store_row_forget_token (row);
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
on_store_token (SaudaStoreRow *row, const char *token, SaudaStoresSettings *self)
{
  sauda_secrets_save_async (SAUDA_SECRETS_KASPI_TOKEN, sauda_store_row_get_store (row), token, NULL,
                            on_token_saved, g_object_ref (row));
}

static void
on_store_compare (SaudaStoreRow *row, SaudaStoresSettings *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (sauda_parity_window_new (
    GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->workspace, sauda_store_row_get_store (row))));
}

static void
on_store_renamed (SaudaStoreRow *row, const char *name, SaudaStoresSettings *self)
{
  sauda_store_changes_rename (GTK_WIDGET (self), self->workspace, sauda_store_row_get_store (row), name);
}

static void
on_store_merge (SaudaStoreRow *row, SaudaStoresSettings *self)
{
  sauda_store_changes_merge (GTK_WIDGET (self), self->workspace, sauda_store_row_get_store (row));
}

static void
on_rename_action (GtkWidget *widget, const char *action, GVariant *names)
{
  const char *from, *into;

  g_variant_get (names, "(&s&s)", &from, &into);
  sauda_store_changes_rename (widget, SAUDA_STORES_SETTINGS (widget)->workspace, from, into);
}

static void
on_ladders_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoresSettings) self = SAUDA_STORES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ladders = sauda_trust_ladder_list_finish (result, &error);

  if (is_gone (self) || ladders == NULL)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
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
update_stores (SaudaStoresSettings *self, GPtrArray *stores)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  for (guint i = 0; i < stores->len; i++, row = gtk_widget_get_next_sibling (row)) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);

    if (row == NULL || sauda_store_row_get_id (SAUDA_STORE_ROW (row)) != store->id)
      return FALSE;
    sauda_store_row_show_store (SAUDA_STORE_ROW (row), store);
  }
  return row == NULL;
}

static void
fill_stores (SaudaStoresSettings *self, GPtrArray *stores)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, row);
  for (guint i = 0; i < stores->len; i++) {
    row = sauda_store_row_new (g_ptr_array_index (stores, i), !sauda_workspace_is_practice (self->workspace));
    g_signal_connect (row, "changed", G_CALLBACK (on_store_changed), self);
    g_signal_connect (row, "stopped", G_CALLBACK (on_store_stopped), self);
    g_signal_connect (row, "token", G_CALLBACK (on_store_token), self);
    g_signal_connect (row, "compare", G_CALLBACK (on_store_compare), self);
    g_signal_connect (row, "renamed", G_CALLBACK (on_store_renamed), self);
    g_signal_connect (row, "merge", G_CALLBACK (on_store_merge), self);
    sauda_store_row_set_can_merge (SAUDA_STORE_ROW (row), stores->len > 1);
    gtk_list_box_append (self->rows, row);
  }
}

static void
ask_token (SaudaStoresSettings *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (sauda_store_row_get_store (SAUDA_STORE_ROW (row)), self->asked) == 0) {
      sauda_store_row_ask_token (SAUDA_STORE_ROW (row));
      g_clear_pointer (&self->asked, g_free);
    }
}

static void
show_stores (SaudaStoresSettings *self, GPtrArray *stores)
{
  if (!update_stores (self, stores))
    fill_stores (self, stores);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), stores->len > 0);
  ask_token (self);
  sauda_trust_ladder_list_async (self->workspace, self->cancellable, on_ladders_listed, g_object_ref (self));
}

static void
on_stores_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoresSettings) self = SAUDA_STORES_SETTINGS (user_data);
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
load (SaudaStoresSettings *self)
{
  sauda_stores_list_async (sauda_workspace_get_database (self->workspace), self->cancellable,
                           on_stores_listed, g_object_ref (self));
}

static void
on_new_store (SaudaStoresSettings *self)
{
  g_autofree char *name = sauda_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->new_store)));
  SaudaStoreDraft draft = { .name = name, .cutoff_minutes = -1, .trust = -1 };

  if (*name == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->new_store), "");
  save_store (self, &draft);
}

static void
sauda_stores_settings_dispose (GObject *object)
{
  SaudaStoresSettings *self = SAUDA_STORES_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_stores_settings_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_stores_settings_finalize (GObject *object)
{
  g_object_unref (SAUDA_STORES_SETTINGS (object)->cancellable);
  g_free (SAUDA_STORES_SETTINGS (object)->asked);
  G_OBJECT_CLASS (sauda_stores_settings_parent_class)->finalize (object);
}

static void
sauda_stores_settings_class_init (SaudaStoresSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_stores_settings_dispose;
  object_class->finalize = sauda_stores_settings_finalize;
  gtk_widget_class_install_action (widget_class, SAUDA_STORE_CHANGES_RENAME, "(ss)", on_rename_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-stores-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStoresSettings, rows);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoresSettings, new_store);
  gtk_widget_class_bind_template_callback (widget_class, on_new_store);
}

static void
sauda_stores_settings_init (SaudaStoresSettings *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_stores_settings_set_workspace:
 * @self: the settings
 * @workspace: an open data folder
 *
 * Shows the stores of @workspace.
 */
void
sauda_stores_settings_set_workspace (SaudaStoresSettings *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_STORES_SETTINGS (self));
  g_set_object (&self->workspace, workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}

/**
 * sauda_stores_settings_ask_token:
 * @self: the settings
 * @store: name of a store
 *
 * Opens the store with the cursor where its token is entered, as soon as the stores are listed.
 */
void
sauda_stores_settings_ask_token (SaudaStoresSettings *self, const char *store)
{
  g_return_if_fail (SAUDA_IS_STORES_SETTINGS (self));

  g_free (self->asked);
  self->asked = g_strdup (store);
  ask_token (self);
}

/**
 * sauda_stores_settings_is_loaded:
 * @self: the settings
 *
 * Returns: whether the stores are listed
 */
gboolean
sauda_stores_settings_is_loaded (SaudaStoresSettings *self)
{
  g_return_val_if_fail (SAUDA_IS_STORES_SETTINGS (self), FALSE);
  return self->loaded;
}
