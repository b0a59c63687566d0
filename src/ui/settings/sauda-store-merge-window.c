#include "sauda-store-merge-window.h"

#include "sauda-store-change.h"
#include "sauda-store-move.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* More are for the command line. */
#define SHOWN_OFFERS 100

struct _SaudaStoreMergeWindow {
  AdwWindow parent_instance;

  GtkWidget *accept;              /* (unowned) (not nullable) */
  AdwPreferencesGroup *stores;    /* (unowned) (not nullable) */
  AdwComboRow *into;              /* (unowned) (not nullable) */
  GtkStringList *names;           /* (unowned) (not nullable) the other stores */
  AdwActionRow *obstacle;         /* (unowned) (not nullable) */
  GtkWidget *moves;               /* (unowned) (not nullable) */
  GtkListBox *lines;              /* (unowned) (not nullable) */
  AdwPreferencesGroup *conflicts; /* (unowned) (not nullable) */
  AdwComboRow *choice;            /* (unowned) (not nullable) */
  GtkStringList *choices; /* (unowned) (not nullable) nobody, the store that goes, the one that stays */
  GtkListBox *offers;     /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  char *store;               /* (owned) (not nullable) that goes */
  SaudaStoreMerge *merge;    /* (owned) (nullable) what is shown */
  gboolean filling;          /* the program sets the stores */
  gboolean merging;
};

G_DEFINE_FINAL_TYPE (SaudaStoreMergeWindow, sauda_store_merge_window, ADW_TYPE_WINDOW)

static guint merged_signal;

static gboolean
is_gone (SaudaStoreMergeWindow *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static void
clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
add_row (GtkListBox *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle_markup != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  gtk_list_box_append (list, row);
}

/* ONE function decides whether it may be done. */
static void
update (SaudaStoreMergeWindow *self)
{
  gboolean chosen =
    self->merge != NULL && (self->merge->differing == 0 || adw_combo_row_get_selected (self->choice) > 0);

  gtk_widget_set_sensitive (self->accept, chosen && self->merge->obstacle == NULL && !self->merging);
}

static void
show_conflicts (SaudaStoreMergeWindow *self)
{
  const SaudaStoreMerge *merge = self->merge;
  const char *const names[] = { _ ("Choose…"), merge->from->name, merge->into->name, NULL };
  guint selected = adw_combo_row_get_selected (self->choice);

  clear (self->offers);
  for (guint i = 0; i < MIN (merge->differing, SHOWN_OFFERS); i++) {
    const SaudaOfferTwin *twin = g_ptr_array_index (merge->twins, i);
    g_autofree char *values =
      g_strdup_printf ("%s: %s\n%s: %s", merge->from->name, twin->from, merge->into->name, twin->into);

    add_row (self->offers, twin->sku, values);
  }
  if (merge->differing > SHOWN_OFFERS) {
    guint more = merge->differing - SHOWN_OFFERS;
    g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

    add_row (self->offers, text, NULL);
  }
  gtk_string_list_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)), names);
  adw_combo_row_set_selected (self->choice, selected < G_N_ELEMENTS (names) - 1 ? selected : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts), merge->differing > 0 && merge->obstacle == NULL);
}

static void
show_merge (SaudaStoreMergeWindow *self)
{
  g_autoptr (GPtrArray) lines = sauda_store_merge_describe (self->merge);

  clear (self->lines);
  for (guint i = 0; i < lines->len; i++)
    add_row (self->lines, g_ptr_array_index (lines, i), NULL);
  gtk_widget_set_visible (self->moves, self->merge->obstacle == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle), self->merge->obstacle != NULL);
  if (self->merge->obstacle != NULL) {
    g_autofree char *markup = g_markup_escape_text (self->merge->obstacle, -1);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->obstacle), markup);
  }
  show_conflicts (self);
  update (self);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoreMergeWindow) self = SAUDA_STORE_MERGE_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaStoreMerge *merge = sauda_store_merge_look_finish (result, &error);

  if (is_gone (self)) {
    sauda_store_merge_free (merge);
    return;
  }
  g_clear_pointer (&self->merge, sauda_store_merge_free);
  self->merge = merge;
  if (merge != NULL)
    show_merge (self);
  else
    sauda_ui_show_error (GTK_WIDGET (self->moves), error);
}

static void
look (SaudaStoreMergeWindow *self)
{
  GtkStringObject *into = adw_combo_row_get_selected_item (self->into);

  g_clear_pointer (&self->merge, sauda_store_merge_free);
  update (self);
  if (into != NULL)
    sauda_store_merge_look_async (self->workspace, self->store, gtk_string_object_get_string (into),
                                  self->cancellable, on_looked, g_object_ref (self));
}

static void
on_selected (SaudaStoreMergeWindow *self)
{
  if (!self->filling)
    look (self);
}

static void
on_choice (SaudaStoreMergeWindow *self)
{
  update (self);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoreMergeWindow) self = SAUDA_STORE_MERGE_WINDOW (user_data);
  g_autoptr (GPtrArray) stores = sauda_stores_list_finish ((SaudaDatabase *) source, result, NULL);

  if (is_gone (self) || stores == NULL)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);

    if (!g_str_equal (store->name, self->store))
      gtk_string_list_append (self->names, store->name);
  }
  self->filling = FALSE;
  /* a row with nothing to choose takes no focus */
  gtk_widget_grab_focus (GTK_WIDGET (self->into));
  look (self);
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStoreMergeWindow) self = SAUDA_STORE_MERGE_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = NULL, *note = NULL;
  gboolean merged = sauda_store_change_finish (result, &backup, &note, &error);

  if (is_gone (self))
    return;
  self->merging = FALSE;
  if (merged) {
    g_autofree char *into =
      g_strdup (gtk_string_object_get_string (adw_combo_row_get_selected_item (self->into)));
    g_autofree char *file = g_path_get_basename (backup);
    g_autofree char *text = g_strdup_printf (
      _ ("“%s” is a part of “%s” now. Only a backup leads back: Settings, “Restore a backup”, "
         "%s."),
      self->store, into, file);
    g_autofree char *all = note != NULL ? g_strconcat (text, " ", note, NULL) : g_strdup (text);

    g_signal_emit (self, merged_signal, 0, all);
    gtk_window_close (GTK_WINDOW (self));
  } else {
    sauda_ui_show_error (GTK_WIDGET (self->moves), error);
    look (self);
  }
}

static void
on_accept (SaudaStoreMergeWindow *self)
{
  static const SaudaStoreMergeChoice choices[] = { SAUDA_STORE_MERGE_ASK, SAUDA_STORE_MERGE_FROM,
                                                   SAUDA_STORE_MERGE_INTO };
  guint selected = adw_combo_row_get_selected (self->choice);
  g_autofree char *mark = NULL;

  if (self->merge == NULL || self->merging)
    return;
  mark = sauda_store_merge_get_mark (self->merge);
  self->merging = TRUE;
  update (self);
  sauda_store_merge_async (self->workspace, self->merge->from->name, self->merge->into->name,
                           selected < G_N_ELEMENTS (choices) ? choices[selected] : SAUDA_STORE_MERGE_ASK,
                           mark, on_merged, g_object_ref (self));
}

static void
sauda_store_merge_window_dispose (GObject *object)
{
  SaudaStoreMergeWindow *self = SAUDA_STORE_MERGE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_store_merge_window_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_store_merge_window_finalize (GObject *object)
{
  SaudaStoreMergeWindow *self = SAUDA_STORE_MERGE_WINDOW (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->merge, sauda_store_merge_free);
  g_free (self->store);
  G_OBJECT_CLASS (sauda_store_merge_window_parent_class)->finalize (object);
}

static void
sauda_store_merge_window_class_init (SaudaStoreMergeWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_store_merge_window_dispose;
  object_class->finalize = sauda_store_merge_window_finalize;
  merged_signal = g_signal_new ("merged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/settings/sauda-store-merge-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, accept);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, stores);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, into);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, names);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, obstacle);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, moves);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, lines);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, conflicts);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, choice);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, choices);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreMergeWindow, offers);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_accept);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_store_merge_window_init (SaudaStoreMergeWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_store_merge_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: an open data folder
 * @store: name of the store that is to become a part of another
 *
 * Returns: (transfer none): a window to present
 */
SaudaStoreMergeWindow *
sauda_store_merge_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *store)
{
  SaudaStoreMergeWindow *self = g_object_new (SAUDA_TYPE_STORE_MERGE_WINDOW, "transient-for", parent, NULL);
  g_autofree char *title = g_markup_printf_escaped (_ ("“%s”"), store);

  self->workspace = g_object_ref (workspace);
  self->store = g_strdup (store);
  adw_preferences_group_set_title (self->stores, title);
  sauda_stores_list_async (sauda_workspace_get_database (workspace), self->cancellable, on_listed,
                           g_object_ref (self));
  return self;
}

/**
 * sauda_store_merge_window_is_ready:
 * @self: the window
 *
 * Returns: whether what would move is shown
 */
gboolean
sauda_store_merge_window_is_ready (SaudaStoreMergeWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_STORE_MERGE_WINDOW (self), FALSE);
  return self->merge != NULL;
}
