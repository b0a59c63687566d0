#include "sauda-template-editor.h"

#include "sauda-number-spin.h"
#include "sauda-template-canvas.h"
#include "sauda-template-item-form.h"
#include "sauda-template-sample.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Microseconds: changes that follow each other more closely are one step of undo. */
#define ONE_STEP (500 * 1000)
#define MOST_STEPS 100

struct _SaudaTemplateEditor {
  AdwWindow parent_instance;

  SaudaTemplateCanvas *canvas; /* (unowned) (not nullable) */
  GtkLabel *hint;              /* (unowned) (not nullable) */
  GtkEditable *title;          /* (unowned) (not nullable) */
  GtkWidget *width_row;        /* (unowned) (not nullable) */
  GtkWidget *height_row;       /* (unowned) (not nullable) */
  GtkSpinButton *width;        /* (unowned) (not nullable) */
  GtkSpinButton *height;       /* (unowned) (not nullable) */
  GtkListBox *items;           /* (unowned) (not nullable) as in @label */
  SaudaTemplateItemForm *form; /* (unowned) (not nullable) */

  SaudaTemplateLibrary *library; /* (owned) (not nullable) */
  SaudaTemplate *label;          /* (owned) (not nullable) as it is now */
  GPtrArray *before; /* (owned) (not nullable) (element-type SaudaTemplate) to undo to, the last one first */
  GPtrArray *after;  /* (owned) (not nullable) (element-type SaudaTemplate) to redo to, likewise */
  gint64 changed_us; /* when it was changed last, monotonic */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaudaTemplateEditor, sauda_template_editor, ADW_TYPE_WINDOW)

static guint saved_signal;

static SaudaTemplateItem *
get_item (SaudaTemplateEditor *self)
{
  guint selected = sauda_template_canvas_get_selected (self->canvas);

  return selected != SAUDA_TEMPLATE_CANVAS_NONE ? g_ptr_array_index (self->label->items, selected) : NULL;
}

static void
update_actions (SaudaTemplateEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "template.undo", self->before->len > 0);
  gtk_widget_action_set_enabled (widget, "template.redo", self->after->len > 0);
  gtk_widget_action_set_enabled (widget, "template.remove", get_item (self) != NULL);
  gtk_widget_action_set_enabled (widget, "template.reset",
                                 sauda_template_library_is_own (self->library, self->label->id));
}

/* What prints, and what would not. */
static void
refresh (SaudaTemplateEditor *self)
{
  g_autoptr (GHashTable) fields = sauda_template_sample_new (self->label->kind);
  g_autoptr (GError) error = NULL;
  gboolean good = sauda_template_check_fields (self->label, fields, &error);

  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
  gtk_label_set_label (
    self->hint,
    !good ? error->message
          : _ ("Drag an item, or its corner. Arrows move it by half a millimetre, Shift and arrows change "
               "its size."));
}

static char *
describe_item (const SaudaTemplateItem *item)
{
  static const char *const titles[] = { N_ ("Text"), N_ ("Bar code"), N_ ("Line"), N_ ("Frame"),
                                        N_ ("Filled box") };

  return item->text != NULL && *item->text != '\0'
           ? g_strdup_printf ("%s  %s", _ (titles[item->type]), item->text)
           : g_strdup (_ (titles[item->type]));
}

static void
add_row (SaudaTemplateEditor *self, const SaudaTemplateItem *item)
{
  g_autofree char *text = describe_item (item);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "problem-row");
  gtk_list_box_append (self->items, label);
}

static void
fill_rows (SaudaTemplateEditor *self)
{
  GtkWidget *row = NULL;

  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->items))) != NULL)
    gtk_list_box_remove (self->items, row);
  for (guint i = 0; i < self->label->items->len; i++)
    add_row (self, g_ptr_array_index (self->label->items, i));
  self->filling = FALSE;
}

/* The one place that chooses an item, whoever asked. */
static void
choose (SaudaTemplateEditor *self, guint item)
{
  gboolean before = self->filling;

  self->filling = TRUE;
  sauda_template_canvas_select (self->canvas, item);
  gtk_list_box_select_row (self->items, item != SAUDA_TEMPLATE_CANVAS_NONE
                                          ? gtk_list_box_get_row_at_index (self->items, (int) item)
                                          : NULL);
  self->filling = before;
  sauda_template_item_form_show (self->form, self->label, get_item (self));
  update_actions (self);
}

static void
show_label (SaudaTemplateEditor *self, guint item)
{
  self->filling = TRUE;
  gtk_editable_set_text (self->title, self->label->title);
  gtk_spin_button_set_value (self->width, self->label->width);
  gtk_spin_button_set_value (self->height, self->label->height);
  self->filling = FALSE;
  sauda_template_canvas_show (self->canvas, self->label);
  fill_rows (self);
  choose (self, item < self->label->items->len ? item : SAUDA_TEMPLATE_CANVAS_NONE);
  refresh (self);
}

/* --- undo --- */

static void
remember (SaudaTemplateEditor *self, gboolean always)
{
  gint64 now = g_get_monotonic_time ();

  if (always || now - self->changed_us > ONE_STEP)
    g_ptr_array_add (self->before, sauda_template_copy (self->label));
  if (self->before->len > MOST_STEPS)
    g_ptr_array_remove_index (self->before, 0);
  g_ptr_array_set_size (self->after, 0);
  self->changed_us = now;
  update_actions (self);
}

static void
step (SaudaTemplateEditor *self, GPtrArray *from, GPtrArray *to)
{
  guint selected = sauda_template_canvas_get_selected (self->canvas);

  if (from->len == 0)
    return;
  /* nothing may look at the old items any more */
  sauda_template_item_form_show (self->form, self->label, NULL);
  g_ptr_array_add (to, self->label);
  self->label = g_ptr_array_steal_index (from, from->len - 1);
  self->changed_us = 0;
  show_label (self, selected);
}

static void
on_undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (widget);

  step (self, self->before, self->after);
}

static void
on_redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (widget);

  step (self, self->after, self->before);
}

/* --- changes --- */

static void
on_changing (SaudaTemplateEditor *self)
{
  remember (self, FALSE);
}

static void
on_canvas_changed (SaudaTemplateEditor *self)
{
  sauda_template_item_form_show (self->form, self->label, get_item (self));
  refresh (self);
}

static void
on_canvas_selected (SaudaTemplateEditor *self)
{
  choose (self, sauda_template_canvas_get_selected (self->canvas));
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, SaudaTemplateEditor *self)
{
  if (!self->filling && row != NULL)
    choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
on_form_changed (SaudaTemplateEditor *self)
{
  guint selected = sauda_template_canvas_get_selected (self->canvas);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->items, (int) selected);
  g_autofree char *text = describe_item (get_item (self));

  gtk_label_set_label (GTK_LABEL (gtk_list_box_row_get_child (row)), text);
  refresh (self);
}

/* A smaller label takes its items with it. */
static void
keep_inside (SaudaTemplate *label)
{
  for (guint i = 0; i < label->items->len; i++) {
    SaudaTemplateItem *item = g_ptr_array_index (label->items, i);

    item->width = MIN (item->width, label->width);
    item->height = MIN (item->height, label->height);
    item->x = MIN (item->x, label->width - item->width);
    item->y = MIN (item->y, label->height - item->height);
  }
}

static void
on_label_changed (SaudaTemplateEditor *self)
{
  if (self->filling || self->label == NULL)
    return;
  remember (self, FALSE);
  g_free (self->label->title);
  self->label->title = g_strdup (gtk_editable_get_text (self->title));
  self->label->width = gtk_spin_button_get_value (self->width);
  self->label->height = gtk_spin_button_get_value (self->height);
  keep_inside (self->label);
  sauda_template_item_form_show (self->form, self->label, get_item (self));
  refresh (self);
}

static SaudaTemplateItemType
find_type (const char *name)
{
  SaudaTemplateItemType type = SAUDA_TEMPLATE_TEXT;

  while (type < SAUDA_TEMPLATE_FILL && !g_str_equal (sauda_template_item_type_get_name (type), name))
    type++;
  return type;
}

static void
on_add (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (widget);
  SaudaTemplateItemType type = find_type (g_variant_get_string (parameter, NULL));
  SaudaTemplateItem *item;

  remember (self, TRUE);
  item = sauda_template_add_item (self->label, type);
  item->x = item->y = 2;
  item->width = MIN (self->label->width - 4, type == SAUDA_TEMPLATE_BARCODE ? 20 : 30);
  item->height = MIN (self->label->height - 4, type == SAUDA_TEMPLATE_BARCODE ? 20 : 8);
  item->barcode = SAUDA_BARCODE_QR;
  if (type == SAUDA_TEMPLATE_LINE)
    item->height = 0;
  if (type <= SAUDA_TEMPLATE_BARCODE)
    item->text = g_strdup (type == SAUDA_TEMPLATE_BARCODE ? "{code}" : _ ("Text"));
  show_label (self, self->label->items->len - 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
on_remove (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (widget);
  guint selected = sauda_template_canvas_get_selected (self->canvas);

  if (selected == SAUDA_TEMPLATE_CANVAS_NONE)
    return;
  remember (self, TRUE);
  sauda_template_item_form_show (self->form, self->label, NULL);
  g_ptr_array_remove_index (self->label->items, selected);
  show_label (self, MIN (selected, self->label->items->len - 1));
}

/* --- files --- */

static void
tell_saved (SaudaTemplateEditor *self, const char *text)
{
  sauda_ui_show_text (GTK_WIDGET (self->canvas), text);
  update_actions (self);
  g_signal_emit (self, saved_signal, 0, self->label->id);
}

static gboolean
save (SaudaTemplateEditor *self, const SaudaTemplate *label)
{
  g_autoptr (GError) error = NULL;

  if (sauda_template_library_save (self->library, label, &error))
    return TRUE;
  sauda_ui_show_error (GTK_WIDGET (self->canvas), error);
  return FALSE;
}

static void
on_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (widget);

  if (save (self, self->label))
    tell_saved (self, _ ("The label is saved"));
}

static void
on_save_new (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (widget);
  g_autofree char *id = g_strdup_printf ("own-%" G_GINT64_FORMAT, g_get_real_time () / 1000);
  char *before = self->label->id;

  self->label->id = g_strdup (id);
  if (!save (self, self->label)) {
    g_free (self->label->id);
    self->label->id = before;
    return;
  }
  g_free (before);
  tell_saved (self, _ ("Saved as a new label"));
}

static void
on_reset (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (widget);
  g_autofree char *id = g_strdup (self->label->id);
  const SaudaTemplate *origin;
  g_autoptr (GError) error = NULL;

  if (!sauda_template_library_remove (self->library, id, &error)) {
    sauda_ui_show_error (GTK_WIDGET (self->canvas), error);
    return;
  }
  origin = sauda_template_library_find (self->library, id, NULL);
  if (origin != NULL) {
    remember (self, TRUE);
    sauda_template_item_form_show (self->form, self->label, NULL);
    sauda_template_free (self->label);
    self->label = sauda_template_copy (origin);
    show_label (self, SAUDA_TEMPLATE_CANVAS_NONE);
  }
  tell_saved (self, origin != NULL ? _ ("The label is as Sauda brought it") : _ ("The label is removed"));
  /* one of the merchant's own alone is gone now: it stays here until the window is closed, to be
   * saved again */
}

static void
sauda_template_editor_dispose (GObject *object)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (object);

  self->filling = TRUE;
  if (self->canvas != NULL) {
    sauda_template_canvas_show (self->canvas, NULL);
    sauda_template_item_form_show (self->form, self->label, NULL);
  }
  self->canvas = NULL;
  G_OBJECT_CLASS (sauda_template_editor_parent_class)->dispose (object);
}

static void
sauda_template_editor_finalize (GObject *object)
{
  SaudaTemplateEditor *self = SAUDA_TEMPLATE_EDITOR (object);

  g_clear_pointer (&self->label, sauda_template_free);
  g_clear_pointer (&self->library, sauda_template_library_free);
  g_ptr_array_unref (self->before);
  g_ptr_array_unref (self->after);
  G_OBJECT_CLASS (sauda_template_editor_parent_class)->finalize (object);
}

static void
sauda_template_editor_class_init (SaudaTemplateEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_template_editor_dispose;
  object_class->finalize = sauda_template_editor_finalize;
  g_type_ensure (SAUDA_TYPE_TEMPLATE_CANVAS);
  g_type_ensure (SAUDA_TYPE_TEMPLATE_ITEM_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-template-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, canvas);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, width_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, height_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, width);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, height);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, items);
  gtk_widget_class_bind_template_child (widget_class, SaudaTemplateEditor, form);
  gtk_widget_class_bind_template_callback (widget_class, on_changing);
  gtk_widget_class_bind_template_callback (widget_class, on_canvas_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_canvas_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_label_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_install_action (widget_class, "template.add", "s", on_add);
  gtk_widget_class_install_action (widget_class, "template.remove", NULL, on_remove);
  gtk_widget_class_install_action (widget_class, "template.undo", NULL, on_undo);
  gtk_widget_class_install_action (widget_class, "template.redo", NULL, on_redo);
  gtk_widget_class_install_action (widget_class, "template.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "template.save-new", NULL, on_save_new);
  gtk_widget_class_install_action (widget_class, "template.reset", NULL, on_reset);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "template.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "template.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "template.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "template.redo", NULL);
  saved_signal = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sauda_template_editor_init (SaudaTemplateEditor *self)
{
  self->before = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_template_free);
  self->after = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_template_free);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_localize (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * sauda_template_editor_new:
 * @parent: (nullable): the window that asks
 * @folder: the merchant's own templates
 * @id: name of a template that there is
 *
 * Returns: (transfer none): a window that shows it
 */
SaudaTemplateEditor *
sauda_template_editor_new (GtkWindow *parent, const char *folder, const char *id)
{
  SaudaTemplateEditor *self =
    g_object_new (SAUDA_TYPE_TEMPLATE_EDITOR, "transient-for", parent, "modal", parent != NULL, NULL);
  const SaudaTemplate *label;

  self->library = sauda_template_library_new (folder);
  label = sauda_template_library_find (self->library, id, NULL);
  /* covers are as large as the labels below them, and there is one for each paper */
  self->label =
    label != NULL ? sauda_template_copy (label) : sauda_template_new (id, id, SAUDA_TEMPLATE_PRODUCT, 58, 40);
  gtk_widget_set_sensitive (self->width_row, self->label->kind != SAUDA_TEMPLATE_COVER);
  gtk_widget_set_sensitive (self->height_row, self->label->kind != SAUDA_TEMPLATE_COVER);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "template.save-new",
                                 self->label->kind != SAUDA_TEMPLATE_COVER);
  show_label (self, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  return self;
}

/**
 * sauda_template_editor_get_template:
 * @self: the window
 *
 * Returns: (transfer none): the label as it is now
 */
const SaudaTemplate *
sauda_template_editor_get_template (SaudaTemplateEditor *self)
{
  g_return_val_if_fail (SAUDA_IS_TEMPLATE_EDITOR (self), NULL);
  return self->label;
}
