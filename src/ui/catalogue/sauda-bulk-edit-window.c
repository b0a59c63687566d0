#include "sauda-bulk-edit-window.h"

#include <glib/gi18n-lib.h>

/* A list longer than this is only counted on the screen. */
#define SHOWN_ROWS 300

struct _SaudaBulkEditWindow {
  AdwWindow parent_instance;

  GtkDropDown *column;        /* (unowned) (not nullable) */
  GtkDropDown *kind;          /* (unowned) (not nullable) */
  GtkEntry *text;             /* (unowned) (not nullable) */
  GtkEntry *replacement;      /* (unowned) (not nullable) */
  GtkLabel *problem;          /* (unowned) (not nullable) */
  GtkLabel *summary;          /* (unowned) (not nullable) */
  GtkListBox *diff;           /* (unowned) (not nullable) */
  GtkWidget *apply_button;    /* (unowned) (not nullable) */
  SaudaCatalogueTable *table; /* (owned) (not nullable) */
  GPtrArray *rows;            /* (owned) (not nullable) (element-type SaudaCatalogueRow) */
  GPtrArray *changed;         /* (owned) (not nullable) (element-type SaudaCatalogueRow) that would change */
  GPtrArray *values;          /* (owned) (not nullable) (element-type utf8) what they would be */
  GArray *columns;            /* (owned) (not nullable) (element-type guint) offered, in their order */
  gboolean setting;           /* the choices are being filled */
};

G_DEFINE_FINAL_TYPE (SaudaBulkEditWindow, sauda_bulk_edit_window, ADW_TYPE_WINDOW)

static const char *const kinds[] = {
  [SAUDA_BULK_SET] = N_ ("Set to"),
  [SAUDA_BULK_REPLACE] = N_ ("Replace"),
  [SAUDA_BULK_PERCENT] = N_ ("Change by percent"),
};

static guint
get_column (SaudaBulkEditWindow *self)
{
  return g_array_index (self->columns, guint, gtk_drop_down_get_selected (self->column));
}

static SaudaVariantField
get_field (SaudaBulkEditWindow *self)
{
  SaudaVariantField field = SAUDA_VARIANT_FIELD_NAME;

  sauda_catalogue_columns_get_field (get_column (self), &field);
  return field;
}

/* Which of the ways that fit the column is chosen. */
static SaudaBulkKind
get_kind (SaudaBulkEditWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (sauda_bulk_change_fits (get_field (self), (SaudaBulkKind) i) && selected-- == 0)
      return (SaudaBulkKind) i;
  return SAUDA_BULK_SET;
}

static void
clear_diff (SaudaBulkEditWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->diff))) != NULL)
    gtk_list_box_remove (self->diff, row);
  g_ptr_array_set_size (self->changed, 0);
  g_ptr_array_set_size (self->values, 0);
}

static void
add_line (SaudaBulkEditWindow *self, SaudaCatalogueRow *row, const char *text, gboolean refused)
{
  GtkWidget *line = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (sauda_catalogue_row_get_info (row)->sku, -1);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line), subtitle);
  if (refused)
    gtk_widget_add_css_class (line, "error");
  gtk_list_box_append (self->diff, line);
}

/* Returns whether the row changes, and notes what it would be. */
static gboolean
look_at_row (SaudaBulkEditWindow *self, const SaudaBulkChange *change, SaudaCatalogueRow *row, guint *refused)
{
  const char *before = sauda_catalogue_row_get_value (row, change->field);
  gboolean shown = self->changed->len + *refused < SHOWN_ROWS;
  g_autofree char *after = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_bulk_change_apply (change, before, &after, &error)) {
    if (shown)
      add_line (self, row, error->message, TRUE);
    ++*refused;
    return FALSE;
  }
  if (sauda_variant_field_equal (before, after))
    return FALSE;
  text = g_strdup_printf ("%s → %s", before != NULL ? before : "–", *after != '\0' ? after : "–");
  if (shown)
    add_line (self, row, text, FALSE);
  g_ptr_array_add (self->changed, row);
  g_ptr_array_add (self->values, g_steal_pointer (&after));
  return TRUE;
}

static void
show_summary (SaudaBulkEditWindow *self, guint refused)
{
  g_autofree char *changed = g_strdup_printf (
    ngettext ("%u product changes", "%u products change", self->changed->len), self->changed->len);
  guint same = self->rows->len - self->changed->len - refused;
  g_autofree char *stay = g_strdup_printf (ngettext ("%u stays as it is", "%u stay as they are", same), same);
  g_autofree char *not_possible =
    refused > 0 ? g_strdup_printf (ngettext ("%u cannot be so", "%u cannot be so", refused), refused) : NULL;
  g_autofree char *text = g_strjoin (", ", changed, stay, not_possible, NULL), *all = NULL;

  if (get_field (self) == SAUDA_VARIANT_FIELD_NAME && self->changed->len > 0)
    all = g_strjoin (". ", text, _ ("The name is the model’s: its other sizes are called the same."), NULL);
  gtk_label_set_label (self->summary, all != NULL ? all : text);
}

static void
show_diff (SaudaBulkEditWindow *self)
{
  SaudaBulkChange change = { .field = get_field (self), .kind = get_kind (self) };
  g_autoptr (GError) error = NULL;
  guint refused = 0;

  if (self->setting)
    return;
  change.text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  change.replacement = gtk_editable_get_text (GTK_EDITABLE (self->replacement));
  gtk_widget_set_visible (GTK_WIDGET (self->replacement), change.kind == SAUDA_BULK_REPLACE);
  clear_diff (self);
  if (sauda_bulk_change_check (&change, &error))
    for (guint i = 0; i < self->rows->len; i++)
      look_at_row (self, &change, g_ptr_array_index (self->rows, i), &refused);
  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL && *change.text != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->diff), self->changed->len + refused > 0);
  gtk_widget_set_sensitive (self->apply_button, self->changed->len > 0);
  show_summary (self, refused);
}

/* The ways that fit the column. */
static void
on_column (SaudaBulkEditWindow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  if (self->columns->len == 0)
    return;
  self->setting = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (sauda_bulk_change_fits (get_field (self), (SaudaBulkKind) i))
      gtk_string_list_append (titles, _ (kinds[i]));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (titles));
  self->setting = FALSE;
  show_diff (self);
}

static void
fill_columns (SaudaBulkEditWindow *self)
{
  const SaudaGridKind *grid = sauda_catalogue_columns_get_kind ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < grid->n_columns; i++) {
    SaudaVariantField field;

    if (!sauda_catalogue_columns_get_field (i, &field) || !sauda_bulk_change_fits (field, SAUDA_BULK_SET))
      continue;
    gtk_string_list_append (titles, sauda_grid_column_get_title (&grid->columns[i]));
    g_array_append_val (self->columns, i);
  }
  gtk_drop_down_set_model (self->column, G_LIST_MODEL (titles));
  on_column (self);
}

static void
sauda_bulk_edit_window_finalize (GObject *object)
{
  SaudaBulkEditWindow *self = SAUDA_BULK_EDIT_WINDOW (object);

  g_clear_object (&self->table);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->values);
  g_array_unref (self->columns);
  G_OBJECT_CLASS (sauda_bulk_edit_window_parent_class)->finalize (object);
}

static void
sauda_bulk_edit_window_class_init (SaudaBulkEditWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_bulk_edit_window_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/catalogue/sauda-bulk-edit-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, column);
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, text);
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, replacement);
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, diff);
  gtk_widget_class_bind_template_child (widget_class, SaudaBulkEditWindow, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, on_column);
  gtk_widget_class_bind_template_callback (widget_class, show_diff);
  gtk_widget_class_bind_template_callback (widget_class, sauda_bulk_edit_window_apply);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_bulk_edit_window_init (SaudaBulkEditWindow *self)
{
  self->changed = g_ptr_array_new ();
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_bulk_edit_window_new:
 * @parent: (nullable): the window that asks
 * @table: whose selected rows are changed
 *
 * Returns: (transfer none): a window to present
 */
SaudaBulkEditWindow *
sauda_bulk_edit_window_new (GtkWindow *parent, SaudaCatalogueTable *table)
{
  SaudaBulkEditWindow *self =
    g_object_new (SAUDA_TYPE_BULK_EDIT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);
  g_autoptr (GPtrArray) selected = sauda_grid_list_selected (SAUDA_GRID (table));

  self->table = g_object_ref (table);
  self->rows = g_ptr_array_new_full (selected->len, g_object_unref);
  for (guint i = 0; i < selected->len; i++)
    g_ptr_array_add (self->rows, g_object_ref (g_ptr_array_index (selected, i)));
  fill_columns (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->column));
  return self;
}

/**
 * sauda_bulk_edit_window_type:
 * @self: the window
 * @field: what changes
 * @kind: how
 * @text: the value, the part to look for, or the percent
 * @replacement: (nullable): what stands there afterwards
 *
 * Fills the window in.
 */
void
sauda_bulk_edit_window_type (SaudaBulkEditWindow *self,
                             SaudaVariantField field,
                             SaudaBulkKind kind,
                             const char *text,
                             const char *replacement)
{
  guint place = 0;

  g_return_if_fail (SAUDA_IS_BULK_EDIT_WINDOW (self));
  g_return_if_fail (sauda_bulk_change_fits (field, kind));

  for (guint i = 0; i < self->columns->len; i++) {
    SaudaVariantField offered;

    if (sauda_catalogue_columns_get_field (g_array_index (self->columns, guint, i), &offered) &&
        offered == field)
      gtk_drop_down_set_selected (self->column, i);
  }
  for (guint i = 0; i < (guint) kind; i++)
    place += sauda_bulk_change_fits (field, (SaudaBulkKind) i);
  gtk_drop_down_set_selected (self->kind, place);
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  gtk_editable_set_text (GTK_EDITABLE (self->replacement), replacement != NULL ? replacement : "");
}

/**
 * sauda_bulk_edit_window_count:
 * @self: the window
 *
 * Returns: number of products that would change
 */
guint
sauda_bulk_edit_window_count (SaudaBulkEditWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_BULK_EDIT_WINDOW (self), 0);
  return self->changed->len;
}

/**
 * sauda_bulk_edit_window_apply:
 * @self: the window
 *
 * Changes what was shown, and closes.
 */
void
sauda_bulk_edit_window_apply (SaudaBulkEditWindow *self)
{
  g_return_if_fail (SAUDA_IS_BULK_EDIT_WINDOW (self));

  if (self->changed->len == 0)
    return;
  sauda_catalogue_table_set_values (self->table, self->changed, get_column (self),
                                    (const char *const *) self->values->pdata);
  gtk_window_close (GTK_WINDOW (self));
}
