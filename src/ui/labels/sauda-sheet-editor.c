#include "sauda-sheet-editor.h"

#include "sauda-number-spin.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaSheetEditor {
  AdwWindow parent_instance;

  GtkWidget *save_button;     /* (unowned) (not nullable) */
  GtkWidget *new_button;      /* (unowned) (not nullable) */
  GtkWidget *reset_button;    /* (unowned) (not nullable) */
  GtkDrawingArea *picture;    /* (unowned) (not nullable) */
  GtkLabel *state;            /* (unowned) (not nullable) */
  GtkEditable *title;         /* (unowned) (not nullable) */
  GtkSpinButton *columns;     /* (unowned) (not nullable) */
  GtkSpinButton *rows;        /* (unowned) (not nullable) */
  GtkSpinButton *page_width;  /* (unowned) (not nullable) */
  GtkSpinButton *page_height; /* (unowned) (not nullable) */
  GtkSpinButton *left;        /* (unowned) (not nullable) */
  GtkSpinButton *top;         /* (unowned) (not nullable) */
  GtkSpinButton *width;       /* (unowned) (not nullable) */
  GtkSpinButton *height;      /* (unowned) (not nullable) */
  GtkSpinButton *step_x;      /* (unowned) (not nullable) */
  GtkSpinButton *step_y;      /* (unowned) (not nullable) */

  SaudaTemplateLibrary *library; /* (owned) (not nullable) */
  SaudaSheetGrid *sheet;         /* (owned) (not nullable) as it is now */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaudaSheetEditor, sauda_sheet_editor, ADW_TYPE_WINDOW)

static guint saved_signal;

static void
draw (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer user_data)
{
  const SaudaSheetGrid *sheet = SAUDA_SHEET_EDITOR (user_data)->sheet;
  double scale = MIN (width / sheet->page_width, height / sheet->page_height);

  cairo_translate (cairo, (width - sheet->page_width * scale) / 2, (height - sheet->page_height * scale) / 2);
  cairo_rectangle (cairo, 0, 0, sheet->page_width * scale, sheet->page_height * scale);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_fill_preserve (cairo);
  cairo_set_source_rgba (cairo, 0, 0, 0, 0.4);
  cairo_set_line_width (cairo, 1);
  cairo_stroke_preserve (cairo);
  cairo_clip (cairo);
  cairo_set_source_rgb (cairo, 0.11, 0.44, 0.85);
  for (guint row = 0; row < sheet->rows; row++)
    for (guint column = 0; column < sheet->columns; column++)
      cairo_rectangle (cairo, (sheet->left + column * sheet->step_x) * scale,
                       (sheet->top + row * sheet->step_y) * scale, sheet->width * scale,
                       sheet->height * scale);
  cairo_stroke (cairo);
}

/* What cannot be cut out of the paper cannot be saved. */
static void
show_state (SaudaSheetEditor *self)
{
  g_autoptr (GError) error = NULL;
  gboolean good = sauda_sheet_grid_check (self->sheet, &error);
  guint count = self->sheet->columns * self->sheet->rows;
  g_autofree char *text =
    good ? g_strdup_printf (ngettext ("%u label on a sheet", "%u labels on a sheet", count), count)
         : sauda_ui_describe_error (error);

  gtk_label_set_label (self->state, text);
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  gtk_widget_set_sensitive (self->save_button, good);
  gtk_widget_set_sensitive (self->new_button, good);
  gtk_widget_set_sensitive (self->reset_button,
                            sauda_template_library_is_own (self->library, self->sheet->id));
  gtk_widget_queue_draw (GTK_WIDGET (self->picture));
}

static void
on_changed (SaudaSheetEditor *self)
{
  SaudaSheetGrid *sheet = self->sheet;

  if (self->filling || sheet == NULL)
    return;
  g_free (sheet->title);
  sheet->title = g_strdup (gtk_editable_get_text (self->title));
  sheet->columns = (guint) gtk_spin_button_get_value_as_int (self->columns);
  sheet->rows = (guint) gtk_spin_button_get_value_as_int (self->rows);
  sheet->page_width = gtk_spin_button_get_value (self->page_width);
  sheet->page_height = gtk_spin_button_get_value (self->page_height);
  sheet->left = gtk_spin_button_get_value (self->left);
  sheet->top = gtk_spin_button_get_value (self->top);
  sheet->width = gtk_spin_button_get_value (self->width);
  sheet->height = gtk_spin_button_get_value (self->height);
  sheet->step_x = gtk_spin_button_get_value (self->step_x);
  sheet->step_y = gtk_spin_button_get_value (self->step_y);
  show_state (self);
}

static void
fill (SaudaSheetEditor *self)
{
  const SaudaSheetGrid *sheet = self->sheet;

  self->filling = TRUE;
  gtk_editable_set_text (self->title, sheet->title);
  gtk_spin_button_set_value (self->columns, sheet->columns);
  gtk_spin_button_set_value (self->rows, sheet->rows);
  gtk_spin_button_set_value (self->page_width, sheet->page_width);
  gtk_spin_button_set_value (self->page_height, sheet->page_height);
  gtk_spin_button_set_value (self->left, sheet->left);
  gtk_spin_button_set_value (self->top, sheet->top);
  gtk_spin_button_set_value (self->width, sheet->width);
  gtk_spin_button_set_value (self->height, sheet->height);
  gtk_spin_button_set_value (self->step_x, sheet->step_x);
  gtk_spin_button_set_value (self->step_y, sheet->step_y);
  self->filling = FALSE;
  show_state (self);
}

static gboolean
save (SaudaSheetEditor *self, const char *said)
{
  g_autoptr (GError) error = NULL;

  if (!sauda_template_library_save_sheet (self->library, self->sheet, &error)) {
    sauda_ui_show_error (GTK_WIDGET (self->picture), error);
    return FALSE;
  }
  sauda_ui_show_text (GTK_WIDGET (self->picture), said);
  show_state (self);
  g_signal_emit (self, saved_signal, 0, self->sheet->id);
  return TRUE;
}

static void
on_save (SaudaSheetEditor *self)
{
  save (self, _ ("The sheet is saved"));
}

static void
on_save_new (SaudaSheetEditor *self)
{
  char *before = self->sheet->id;

  self->sheet->id = g_strdup_printf ("own-%" G_GINT64_FORMAT, g_get_real_time () / 1000);
  if (save (self, _ ("Saved as a new sheet"))) {
    g_free (before);
    return;
  }
  g_free (self->sheet->id);
  self->sheet->id = before;
}

static void
on_reset (SaudaSheetEditor *self)
{
  g_autofree char *id = g_strdup (self->sheet->id);
  const SaudaSheetGrid *origin;
  g_autoptr (GError) error = NULL;

  if (!sauda_template_library_remove (self->library, id, &error)) {
    sauda_ui_show_error (GTK_WIDGET (self->picture), error);
    return;
  }
  origin = sauda_template_library_find_sheet (self->library, id, NULL);
  if (origin != NULL) {
    sauda_sheet_grid_free (self->sheet);
    self->sheet = sauda_sheet_grid_copy (origin);
  }
  fill (self);
  g_signal_emit (self, saved_signal, 0, id);
}

static void
sauda_sheet_editor_dispose (GObject *object)
{
  SAUDA_SHEET_EDITOR (object)->filling = TRUE;
  G_OBJECT_CLASS (sauda_sheet_editor_parent_class)->dispose (object);
}

static void
sauda_sheet_editor_finalize (GObject *object)
{
  SaudaSheetEditor *self = SAUDA_SHEET_EDITOR (object);

  g_clear_pointer (&self->sheet, sauda_sheet_grid_free);
  g_clear_pointer (&self->library, sauda_template_library_free);
  G_OBJECT_CLASS (sauda_sheet_editor_parent_class)->finalize (object);
}

static void
sauda_sheet_editor_class_init (SaudaSheetEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_sheet_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_sheet_editor_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-sheet-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, new_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, reset_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, picture);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, state);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, columns);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, rows);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, page_width);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, page_height);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, left);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, top);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, width);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, height);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, step_x);
  gtk_widget_class_bind_template_child (widget_class, SaudaSheetEditor, step_y);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_save_new);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sauda_sheet_editor_init (SaudaSheetEditor *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_localize (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * sauda_sheet_editor_new:
 * @parent: (nullable): the window that asks
 * @folder: the merchant's own sheets
 * @id: name of a sheet that there is
 *
 * Returns: (transfer none): a window that shows it
 */
SaudaSheetEditor *
sauda_sheet_editor_new (GtkWindow *parent, const char *folder, const char *id)
{
  SaudaSheetEditor *self =
    g_object_new (SAUDA_TYPE_SHEET_EDITOR, "transient-for", parent, "modal", parent != NULL, NULL);
  const SaudaSheetGrid *sheet;

  self->library = sauda_template_library_new (folder);
  sheet = sauda_template_library_find_sheet (self->library, id, NULL);
  g_return_val_if_fail (sheet != NULL, self);
  self->sheet = sauda_sheet_grid_copy (sheet);
  gtk_drawing_area_set_draw_func (self->picture, draw, self, NULL);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->columns));
  return self;
}

/**
 * sauda_sheet_editor_get_sheet:
 * @self: the window
 *
 * Returns: (transfer none): the sheet as it is now
 */
const SaudaSheetGrid *
sauda_sheet_editor_get_sheet (SaudaSheetEditor *self)
{
  g_return_val_if_fail (SAUDA_IS_SHEET_EDITOR (self), NULL);
  return self->sheet;
}
