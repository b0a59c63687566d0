#include "sauda-columns-window.h"

#include "sauda-column-names.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaColumnsWindow {
  AdwWindow parent_instance;

  AdwPreferencesGroup *group; /* (unowned) (not nullable) */
  GPtrArray *rows;            /* (owned) (not nullable) (element-type AdwComboRow) borrowed */
  SaudaWorkspace *workspace;  /* (owned) (not nullable) */
  const char *kind;           /* (not nullable) static: whose columns */
  char *path;                 /* (owned) (not nullable) */
  SaudaColumnNames *names;    /* (owned) (nullable) until loaded */
  GCancellable *cancellable;  /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaColumnsWindow, sauda_columns_window, ADW_TYPE_WINDOW)

static guint changed_signal;

static void load (SaudaColumnsWindow *self);

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaColumnsWindow) self = SAUDA_COLUMNS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean kept = sauda_column_names_keep_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (kept)
    g_signal_emit (self, changed_signal, 0);
  else
    sauda_ui_show_error (GTK_WIDGET (self->group), error);
  load (self);
}

/* The first choice is that the file lacks the column: a header that was made known is forgotten then. */
static void
on_selected (AdwComboRow *row, GParamSpec *pspec, SaudaColumnsWindow *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column"));
  const SaudaColumnName *name = g_ptr_array_index (self->names->columns, index);
  GtkStringList *choices = GTK_STRING_LIST (adw_combo_row_get_model (row));
  guint selected = adw_combo_row_get_selected (row);
  const char *header = selected > 0 ? gtk_string_list_get_string (choices, selected) : name->header;

  if (header == NULL || (selected > 0 && g_strcmp0 (header, name->header) == 0))
    return;
  sauda_column_names_keep_async (self->workspace, self->kind, header, selected > 0 ? name->column : NULL,
                                 self->cancellable, on_kept, g_object_ref (self));
}

static void
add_row (SaudaColumnsWindow *self, guint index)
{
  const SaudaColumnName *name = g_ptr_array_index (self->names->columns, index);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *title = g_markup_escape_text (name->title, -1);

  gtk_string_list_append (choices, _ ("Not in the sheet"));
  if (name->header != NULL)
    gtk_string_list_append (choices, name->header);
  for (gsize i = 0; self->names->others[i] != NULL; i++)
    gtk_string_list_append (choices, self->names->others[i]);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (name->needed && name->header == NULL) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Needed, but not found: choose it here"));
    gtk_widget_add_css_class (row, "error");
  }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), name->header != NULL ? 1 : 0);
  g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (index));
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_selected), self);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_names (SaudaColumnsWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  /* What is missing stands first. */
  for (int missing = 1; missing >= 0; missing--)
    for (guint i = 0; i < self->names->columns->len; i++) {
      const SaudaColumnName *name = g_ptr_array_index (self->names->columns, i);

      if ((name->needed && name->header == NULL) == missing)
        add_row (self, i);
    }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaColumnsWindow) self = SAUDA_COLUMNS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaColumnNames *names = sauda_column_names_list_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&names, sauda_column_names_free);
    return;
  }
  if (names == NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);
    g_autofree char *markup = g_markup_escape_text (text, -1);

    adw_preferences_group_set_description (self->group, markup);
    return;
  }
  g_clear_pointer (&self->names, sauda_column_names_free);
  self->names = names;
  show_names (self);
}

static void
load (SaudaColumnsWindow *self)
{
  sauda_column_names_list_async (self->workspace, self->kind, self->path, self->cancellable, on_listed,
                                 g_object_ref (self));
}

static void
sauda_columns_window_dispose (GObject *object)
{
  g_cancellable_cancel (SAUDA_COLUMNS_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_columns_window_parent_class)->dispose (object);
}

static void
sauda_columns_window_finalize (GObject *object)
{
  SaudaColumnsWindow *self = SAUDA_COLUMNS_WINDOW (object);

  g_clear_object (&self->workspace);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->names, sauda_column_names_free);
  g_object_unref (self->cancellable);
  g_free (self->path);
  G_OBJECT_CLASS (sauda_columns_window_parent_class)->finalize (object);
}

static void
sauda_columns_window_class_init (SaudaColumnsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_columns_window_dispose;
  object_class->finalize = sauda_columns_window_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-columns-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaColumnsWindow, group);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_columns_window_init (SaudaColumnsWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_columns_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: where headers are remembered
 * @kind: (transfer none): %SAUDA_ALIASES_ORDERS or %SAUDA_ALIASES_CATALOGUE
 * @path: an order sheet, or a catalogue
 *
 * Returns: (transfer none): a window to present
 */
SaudaColumnsWindow *
sauda_columns_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *kind, const char *path)
{
  SaudaColumnsWindow *self =
    g_object_new (SAUDA_TYPE_COLUMNS_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  self->workspace = g_object_ref (workspace);
  self->kind = g_intern_string (kind);
  self->path = g_strdup (path);
  if (g_str_equal (kind, SAUDA_ALIASES_CATALOGUE))
    adw_preferences_group_set_description (
      self->group,
      _ ("Choose the header of your file for each column of the catalogue. It is remembered for all "
         "files to come."));
  load (self);
  return self;
}

/**
 * sauda_columns_window_is_loaded:
 * @self: the window
 *
 * Returns: whether the columns of the file are shown
 */
gboolean
sauda_columns_window_is_loaded (SaudaColumnsWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_COLUMNS_WINDOW (self), FALSE);
  return self->names != NULL;
}
