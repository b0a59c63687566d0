#include "sauda-card-field-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Values of one attribute stand so between each other on a card. */
#define PARTING "|"
#define CHECKS_HEIGHT 160

struct _SaudaCardFieldRow {
  GtkBox parent_instance;

  char *code;          /* (owned) (not nullable) */
  GPtrArray *codes;    /* (owned) (nullable) (element-type utf8) what the entries of a list stand for */
  GtkEntry *entry;     /* (unowned) (nullable) for words and numbers */
  GtkDropDown *choice; /* (unowned) (nullable) for one of a list; its first entry says nothing */
  GtkWidget *checks;   /* (unowned) (nullable) for several of a list: a check button for each */
  GtkWidget *control;  /* (unowned) (not nullable) what gets the focus */
  GtkLabel *problem;   /* (unowned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaCardFieldRow, sauda_card_field_row, GTK_TYPE_BOX)

static guint mended_signal;

static void
set_problem (SaudaCardFieldRow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* What was said of the old value says nothing of the new one; the next check tells. */
static void
on_changed (SaudaCardFieldRow *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->problem)))
    return;
  set_problem (self, NULL);
  g_signal_emit (self, mended_signal, 0);
}

static GtkWidget *
make_choice (SaudaCardFieldRow *self, const char *const *names)
{
  GtkExpression *name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *choice =
    gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (names)), gtk_expression_ref (name));

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), g_strv_length ((char **) names) > 8);
  gtk_expression_unref (name);
  self->choice = GTK_DROP_DOWN (choice);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return choice;
}

static GtkWidget *
make_checks (SaudaCardFieldRow *self, const SaudaCardAttribute *attribute)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; i < attribute->values->len; i++) {
    GtkWidget *check = gtk_check_button_new_with_label (
      ((const SaudaCardName *) g_ptr_array_index (attribute->values, i))->name);

    g_signal_connect_object (check, "toggled", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->checks), check);
  }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), CHECKS_HEIGHT);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->checks);
  return scroll;
}

static GtkWidget *
make_entry (SaudaCardFieldRow *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  self->entry = GTK_ENTRY (entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return entry;
}

/* The list of an attribute, with nothing said as its first entry. */
static GtkWidget *
make_list (SaudaCardFieldRow *self, const SaudaCardAttribute *attribute)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  self->codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < attribute->values->len; i++) {
    const SaudaCardName *value = g_ptr_array_index (attribute->values, i);

    g_ptr_array_add (names, value->name);
    g_ptr_array_add (self->codes, g_strdup (value->code));
  }
  if (attribute->kind == SAUDA_CARD_FLAG) {
    g_ptr_array_add (names, (gpointer) _ ("Yes"));
    g_ptr_array_add (names, (gpointer) _ ("No"));
    g_ptr_array_add (self->codes, g_strdup ("true"));
    g_ptr_array_add (self->codes, g_strdup ("false"));
  }
  if (attribute->multi_valued && attribute->kind == SAUDA_CARD_LIST)
    return make_checks (self, attribute);
  g_ptr_array_insert (names, 0, (gpointer) "–");
  g_ptr_array_add (names, NULL);
  return make_choice (self, (const char *const *) names->pdata);
}

static void
fill (SaudaCardFieldRow *self, GtkWidget *control, const char *title, const char *hint, GtkWidget *focused)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (title), *about = gtk_label_new (hint);

  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (about, "dim-label");
  gtk_widget_add_css_class (about, "caption");
  gtk_widget_set_hexpand (about, TRUE);
  gtk_widget_set_halign (about, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), about);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), control);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->problem));
  self->control = focused;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (focused), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, about, self->problem, NULL, -1);
  if (self->entry != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (focused), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static gboolean
sauda_card_field_row_grab_focus (GtkWidget *widget)
{
  SaudaCardFieldRow *self = SAUDA_CARD_FIELD_ROW (widget);

  return gtk_widget_grab_focus (self->control) || gtk_widget_child_focus (self->control, GTK_DIR_TAB_FORWARD);
}

static void
sauda_card_field_row_finalize (GObject *object)
{
  SaudaCardFieldRow *self = SAUDA_CARD_FIELD_ROW (object);

  g_free (self->code);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  G_OBJECT_CLASS (sauda_card_field_row_parent_class)->finalize (object);
}

static void
sauda_card_field_row_class_init (SaudaCardFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_card_field_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = sauda_card_field_row_grab_focus;
  mended_signal = g_signal_new ("mended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
sauda_card_field_row_init (SaudaCardFieldRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
}

/**
 * sauda_card_field_row_new:
 * @code: "sku", "title" …, as the check of cards names it
 * @title: for people
 * @needed: whether a card without it is refused
 *
 * Returns: (transfer floating): a field for words
 */
GtkWidget *
sauda_card_field_row_new (const char *code, const char *title, gboolean needed)
{
  SaudaCardFieldRow *self = g_object_new (SAUDA_TYPE_CARD_FIELD_ROW, NULL);
  GtkWidget *entry = make_entry (self);

  self->code = g_strdup (code);
  fill (self, entry, title, needed ? _ ("needed") : "", entry);
  return GTK_WIDGET (self);
}

/**
 * sauda_card_field_row_new_for_attribute:
 * @attribute: an attribute of a category
 *
 * Returns: (transfer floating): a field that takes what the attribute does
 */
GtkWidget *
sauda_card_field_row_new_for_attribute (const SaudaCardAttribute *attribute)
{
  SaudaCardFieldRow *self = g_object_new (SAUDA_TYPE_CARD_FIELD_ROW, NULL);
  gboolean listed =
    attribute->kind == SAUDA_CARD_FLAG || (attribute->kind == SAUDA_CARD_LIST && attribute->values->len > 0);
  GtkWidget *control = listed ? make_list (self, attribute) : make_entry (self);
  const char *hints[] = { sauda_card_kind_get_title (attribute->kind), NULL, NULL, NULL };
  guint n_hints = 1;
  g_autofree char *hint = NULL, *label = sauda_card_attribute_dup_label (attribute);

  if (attribute->multi_valued)
    hints[n_hints++] = _ ("several");
  if (attribute->mandatory)
    hints[n_hints++] = _ ("needed");
  hint = g_strjoinv (" · ", (char **) hints);
  self->code = g_strdup (attribute->code);
  if (self->entry != NULL && attribute->kind == SAUDA_CARD_NUMBER)
    gtk_entry_set_input_purpose (self->entry, GTK_INPUT_PURPOSE_NUMBER);
  if (self->entry != NULL && attribute->multi_valued)
    gtk_entry_set_placeholder_text (self->entry, _ ("Several values with | between them"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), attribute->code);
  fill (self, control, label, hint, self->checks != NULL ? self->checks : control);
  return GTK_WIDGET (self);
}

/**
 * sauda_card_field_row_get_code:
 * @self: a field
 *
 * Returns: (not nullable): what it was made with
 */
const char *
sauda_card_field_row_get_code (SaudaCardFieldRow *self)
{
  return self->code;
}

/**
 * sauda_card_field_row_dup_text:
 * @self: a field
 *
 * Returns: (transfer full): what is filled in, several values with `|` between them
 */
char *
sauda_card_field_row_dup_text (SaudaCardFieldRow *self)
{
  GString *text = g_string_new (NULL);
  guint i = 0;

  if (self->entry != NULL)
    g_string_append (text, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  else if (self->choice != NULL && gtk_drop_down_get_selected (self->choice) > 0 &&
           gtk_drop_down_get_selected (self->choice) <= self->codes->len)
    g_string_append (text, g_ptr_array_index (self->codes, gtk_drop_down_get_selected (self->choice) - 1));
  for (GtkWidget *check = self->checks != NULL ? gtk_widget_get_first_child (self->checks) : NULL;
       check != NULL; check = gtk_widget_get_next_sibling (check), i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_string_append_printf (text, "%s%s", text->len > 0 ? PARTING : "",
                              (const char *) g_ptr_array_index (self->codes, i));
  return g_string_free (text, FALSE);
}

/**
 * sauda_card_field_row_set_text:
 * @self: a field
 * @text: as sauda_card_field_row_dup_text() gives it
 */
void
sauda_card_field_row_set_text (SaudaCardFieldRow *self, const char *text)
{
  g_auto (GStrv) values = g_strsplit (text, PARTING, -1);
  guint i = 0;

  if (self->entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  for (guint k = 0; self->choice != NULL && k < self->codes->len; k++)
    if (strcmp (g_ptr_array_index (self->codes, k), text) == 0)
      gtk_drop_down_set_selected (self->choice, k + 1);
  for (GtkWidget *check = self->checks != NULL ? gtk_widget_get_first_child (self->checks) : NULL;
       check != NULL; check = gtk_widget_get_next_sibling (check), i++)
    gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check),
      g_strv_contains ((const char *const *) values, g_ptr_array_index (self->codes, i)));
}

/**
 * sauda_card_field_row_set_problem:
 * @self: a field
 * @sentence: (nullable): what is wrong and what to do; %NULL: nothing
 */
void
sauda_card_field_row_set_problem (SaudaCardFieldRow *self, const char *sentence)
{
  set_problem (self, sentence);
}
