#include "sauda-edit-cell.h"

#include "sauda-cell-text.h"
#include "sauda-compat.h"
#include "sauda-later.h"

struct _SaudaEditCell {
  GtkWidget parent_instance;

  GtkWidget *inscription; /* (owned) (not nullable) */
  GtkWidget *entry;       /* (owned) (nullable) only while edited, and until the idle after */
  char *text;             /* (owned) (nullable) */
  char *mark;             /* (owned) (nullable) stands before the text and is no part of it */
  char *label;            /* (owned) (nullable) what the text is, for screen readers */
  guint removal_id;       /* source that takes the entry away */
  gboolean editing;
};

G_DEFINE_FINAL_TYPE (SaudaEditCell, sauda_edit_cell, GTK_TYPE_WIDGET)

static guint edited_signal;
static guint ended_signal;

static void
show_text (SaudaEditCell *self)
{
  g_autofree char *marked = NULL;

  if (self->mark != NULL && self->text != NULL)
    marked = g_strdup_printf ("%s %s", self->mark, self->text);
  sauda_compat_show_text (GTK_INSCRIPTION (self->inscription), marked != NULL ? marked : self->text);
}

static void
remove_entry (SaudaEditCell *self)
{
  g_clear_handle_id (&self->removal_id, g_source_remove);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  gtk_widget_set_visible (self->inscription, TRUE);
}

static gboolean
on_removal (gpointer user_data)
{
  SaudaEditCell *self = user_data;

  self->removal_id = 0;
  remove_entry (self);
  return G_SOURCE_REMOVE;
}

/* The entry stays for now: taking away what has the focus, while the focus moves or a row is re-bound, leaves
 * orphan rows on GTK 4.8. */
static void
stop (SaudaEditCell *self, gboolean keep)
{
  g_autofree char *text = NULL;
  gboolean changed;

  if (!self->editing)
    return;
  self->editing = FALSE;
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  changed = g_strcmp0 (text, sauda_edit_cell_get_text (self)) != 0;
  if (self->removal_id == 0)
    self->removal_id = sauda_later_add (on_removal, self);
  g_object_ref (self);
  if (keep && changed)
    g_signal_emit (self, edited_signal, 0, text);
  g_signal_emit (self, ended_signal, 0);
  g_object_unref (self);
}

static void
on_focus_leave (GtkEventControllerFocus *controller, SaudaEditCell *self)
{
  stop (self, TRUE);
}

static void
add_entry (SaudaEditCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_has_frame (GTK_ENTRY (self->entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_widget_add_css_class (self->entry, "cell-entry");
  if (self->label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                    -1);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (self->entry, focus);
}

static void
sauda_edit_cell_dispose (GObject *object)
{
  SaudaEditCell *self = SAUDA_EDIT_CELL (object);

  self->editing = FALSE;
  g_clear_handle_id (&self->removal_id, g_source_remove);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->inscription, gtk_widget_unparent);
  G_OBJECT_CLASS (sauda_edit_cell_parent_class)->dispose (object);
}

static void
sauda_edit_cell_finalize (GObject *object)
{
  SaudaEditCell *self = SAUDA_EDIT_CELL (object);

  g_free (self->text);
  g_free (self->mark);
  g_free (self->label);
  G_OBJECT_CLASS (sauda_edit_cell_parent_class)->finalize (object);
}

static void
sauda_edit_cell_class_init (SaudaEditCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_edit_cell_dispose;
  object_class->finalize = sauda_edit_cell_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "editcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  ended_signal =
    g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_edit_cell_init (SaudaEditCell *self)
{
  self->inscription = sauda_cell_text_new ();
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->inscription),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_parent (self->inscription, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/**
 * sauda_edit_cell_new:
 *
 * Returns: (transfer none): an empty cell
 */
GtkWidget *
sauda_edit_cell_new (void)
{
  return g_object_new (SAUDA_TYPE_EDIT_CELL, NULL);
}

/**
 * sauda_edit_cell_get_inscription:
 * @self: a cell
 *
 * Returns: (transfer none): what shows the text
 */
GtkInscription *
sauda_edit_cell_get_inscription (SaudaEditCell *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_CELL (self), NULL);
  return GTK_INSCRIPTION (self->inscription);
}

/**
 * sauda_edit_cell_get_text:
 * @self: a cell
 *
 * Returns: the text, without what is being typed
 */
const char *
sauda_edit_cell_get_text (SaudaEditCell *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_CELL (self), NULL);
  return self->text != NULL ? self->text : "";
}

/**
 * sauda_edit_cell_set_text:
 * @self: a cell
 * @text: (nullable): what it shows
 */
void
sauda_edit_cell_set_text (SaudaEditCell *self, const char *text)
{
  g_return_if_fail (SAUDA_IS_EDIT_CELL (self));
  g_free (self->text);
  self->text = g_strdup (text);
  show_text (self);
}

/**
 * sauda_edit_cell_set_mark:
 * @self: a cell
 * @mark: (nullable): a sign that stands before the text, and is neither edited nor copied
 */
void
sauda_edit_cell_set_mark (SaudaEditCell *self, const char *mark)
{
  g_return_if_fail (SAUDA_IS_EDIT_CELL (self));
  if (g_strcmp0 (self->mark, mark) == 0)
    return;
  g_free (self->mark);
  self->mark = g_strdup (mark);
  show_text (self);
}

/**
 * sauda_edit_cell_set_label:
 * @self: a cell
 * @label: what screen readers say
 */
void
sauda_edit_cell_set_label (SaudaEditCell *self, const char *label)
{
  g_return_if_fail (SAUDA_IS_EDIT_CELL (self));
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * sauda_edit_cell_is_editing:
 * @self: a cell
 *
 * Returns: whether it is being edited
 */
gboolean
sauda_edit_cell_is_editing (SaudaEditCell *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_CELL (self), FALSE);
  return self->editing;
}

/**
 * sauda_edit_cell_get_entry:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): what is typed into while it is edited
 */
GtkEntry *
sauda_edit_cell_get_entry (SaudaEditCell *self)
{
  g_return_val_if_fail (SAUDA_IS_EDIT_CELL (self), NULL);
  return self->editing ? GTK_ENTRY (self->entry) : NULL;
}

/**
 * sauda_edit_cell_begin:
 * @self: a cell
 * @typed: (nullable): what was typed to begin, which replaces the text; %NULL to change the text as it is
 *
 * Begins to edit and takes the focus.
 */
void
sauda_edit_cell_begin (SaudaEditCell *self, const char *typed)
{
  g_return_if_fail (SAUDA_IS_EDIT_CELL (self));

  if (self->editing)
    return;
  if (self->removal_id != 0)
    remove_entry (self);
  add_entry (self);
  gtk_widget_set_visible (self->inscription, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), typed != NULL ? typed : sauda_edit_cell_get_text (self));
  gtk_widget_grab_focus (self->entry);
  if (typed != NULL)
    gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  else
    gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  self->editing = TRUE;
}

/**
 * sauda_edit_cell_end:
 * @self: a cell
 * @keep: whether the change is kept
 *
 * Ends editing and leaves the focus on the cell.
 */
void
sauda_edit_cell_end (SaudaEditCell *self, gboolean keep)
{
  g_return_if_fail (SAUDA_IS_EDIT_CELL (self));

  if (!self->editing)
    return;
  stop (self, keep);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * sauda_edit_cell_release:
 * @self: a cell
 *
 * Keeps the change without moving the focus: for a factory's unbind.
 */
void
sauda_edit_cell_release (SaudaEditCell *self)
{
  g_return_if_fail (SAUDA_IS_EDIT_CELL (self));
  stop (self, TRUE);
}
