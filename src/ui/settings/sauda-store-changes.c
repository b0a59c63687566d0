#include "sauda-store-changes.h"

#include "sauda-store-change.h"
#include "sauda-store-merge-window.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* A store on its way to another name. */
typedef struct {
  GtkWidget *page;           /* (owned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  char *from;                /* (owned) (not nullable) */
  char *into;                /* (owned) (not nullable) */
} Renaming;

static void
renaming_free (Renaming *renaming)
{
  g_object_unref (renaming->page);
  g_object_unref (renaming->workspace);
  g_free (renaming->from);
  g_free (renaming->into);
  g_free (renaming);
}

static void
say (const Renaming *renaming, const char *note)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” is called “%s” now."), renaming->from, renaming->into);
  g_autofree char *all = note != NULL ? g_strconcat (text, " ", note, NULL) : g_strdup (text);
  g_autoptr (GVariant) names = g_variant_ref_sink (g_variant_new ("(ss)", renaming->into, renaming->from));
  g_autofree char *action = g_action_print_detailed_name (SAUDA_STORE_CHANGES_RENAME, names);

  sauda_ui_show_toast (renaming->page,
                       &(SaudaUiToast){ .text = all, .button = _ ("_Undo"), .action = action });
}

static void
on_renamed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Renaming *renaming = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  if (sauda_store_change_finish (result, NULL, &note, &error)) {
    say (renaming, note);
  } else {
    sauda_ui_show_error (renaming->page, error);
    /* the rows show again what is kept */
    sauda_workspace_emit_orders_changed (renaming->workspace);
  }
  renaming_free (renaming);
}

/**
 * sauda_store_changes_rename:
 * @page: where it is said
 * @workspace: an open data folder
 * @store: what a store is called
 * @name: what it shall be called
 *
 * Renames it and says so, with a button that takes it back.
 */
void
sauda_store_changes_rename (GtkWidget *page, SaudaWorkspace *workspace, const char *store, const char *name)
{
  Renaming *renaming = g_new0 (Renaming, 1);

  renaming->page = g_object_ref (page);
  renaming->workspace = g_object_ref (workspace);
  renaming->from = g_strdup (store);
  renaming->into = g_strdup (name);
  sauda_store_rename_async (workspace, store, name, on_renamed, renaming);
}

static void
on_merged (SaudaStoreMergeWindow *window, const char *text, GtkWidget *page)
{
  sauda_ui_show_text (page, text);
}

/**
 * sauda_store_changes_merge:
 * @page: where it is said
 * @workspace: an open data folder
 * @store: what a store is called
 *
 * Opens the window where it becomes a part of another.
 */
void
sauda_store_changes_merge (GtkWidget *page, SaudaWorkspace *workspace, const char *store)
{
  GtkRoot *root = gtk_widget_get_root (page);
  SaudaStoreMergeWindow *window =
    sauda_store_merge_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, workspace, store);

  g_signal_connect_object (window, "merged", G_CALLBACK (on_merged), page, 0);
  gtk_window_present (GTK_WINDOW (window));
}
