#include "sauda-acts-form.h"

#include "sauda-act-kind.h"
#include "sauda-number-spin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaActsForm {
  AdwBin parent_instance;

  GtkWidget *cancel_group; /* (unowned) (not nullable) */
  AdwComboRow *reason;     /* (unowned) (not nullable) */
  AdwEntryRow *comment;    /* (unowned) (not nullable) */
  GtkWidget *places_group; /* (unowned) (not nullable) */
  GtkSpinButton *places;   /* (unowned) (not nullable) */
  GtkWidget *lines_group;  /* (unowned) (not nullable) */
  GtkListBox *lines;       /* (unowned) (not nullable) */
  GtkWidget *code_group;   /* (unowned) (not nullable) */
  GtkLabel *code_sentence; /* (unowned) (not nullable) */
  AdwEntryRow *code;       /* (unowned) (not nullable) */
  const char *kind;        /* (not nullable) once set */
  GPtrArray *removals;     /* (owned) (element-type SaudaOrderActLine) what was filled in last */
  GPtrArray *spins;        /* (owned) (element-type GtkSpinButton) a line each */
  GPtrArray *skus;         /* (owned) (element-type utf8) */
  char *comment_text;      /* (owned) (nullable) what was filled in last */
};

G_DEFINE_FINAL_TYPE (SaudaActsForm, sauda_acts_form, ADW_TYPE_BIN)

static guint changed_signal;

/* As sauda_order_acts_read_reason() knows them; the commonest first. */
static const char *const reasons[] = { "out-of-stock", "not-reachable", "buyer" };

static void
on_changed (SaudaActsForm *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
is_cancellation (SaudaActsForm *self)
{
  return g_str_equal (self->kind, SAUDA_ACT_CANCEL) || g_str_equal (self->kind, SAUDA_ACT_CANCEL_LINES);
}

/* Its first field. */
static gboolean
sauda_acts_form_grab_focus (GtkWidget *widget)
{
  SaudaActsForm *self = SAUDA_ACTS_FORM (widget);

  if (is_cancellation (self))
    return gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  return g_str_equal (self->kind, SAUDA_ACT_ASSEMBLE) && gtk_widget_grab_focus (GTK_WIDGET (self->places));
}

static void
sauda_acts_form_finalize (GObject *object)
{
  SaudaActsForm *self = SAUDA_ACTS_FORM (object);

  g_ptr_array_unref (self->removals);
  g_ptr_array_unref (self->spins);
  g_ptr_array_unref (self->skus);
  g_free (self->comment_text);
  G_OBJECT_CLASS (sauda_acts_form_parent_class)->finalize (object);
}

static void
sauda_acts_form_class_init (SaudaActsFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_acts_form_finalize;
  widget_class->grab_focus = sauda_acts_form_grab_focus;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/acts/sauda-acts-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, cancel_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, comment);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, places_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, places);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, lines_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, lines);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, code_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, code_sentence);
  gtk_widget_class_bind_template_child (widget_class, SaudaActsForm, code);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
sauda_acts_form_init (SaudaActsForm *self)
{
  self->kind = "";
  self->removals = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_act_line_free);
  self->spins = g_ptr_array_new ();
  self->skus = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_answer (GTK_WIDGET (self));
}

/**
 * sauda_acts_form_set_kind:
 * @self: a form
 * @kind: (type utf8): static, see sauda-act-kind.h
 *
 * Shows what that kind needs; a form without a question hides itself.
 */
void
sauda_acts_form_set_kind (SaudaActsForm *self, const char *kind)
{
  gboolean code = g_str_equal (kind, SAUDA_ACT_SEND_CODE);

  self->kind = kind;
  gtk_widget_set_visible (self->cancel_group, is_cancellation (self));
  gtk_widget_set_visible (self->places_group, g_str_equal (kind, SAUDA_ACT_ASSEMBLE));
  gtk_widget_set_visible (self->lines_group, g_str_equal (kind, SAUDA_ACT_CANCEL_LINES));
  gtk_widget_set_visible (self->code_group, code);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          is_cancellation (self) || code || g_str_equal (kind, SAUDA_ACT_ASSEMBLE));
}

/**
 * sauda_acts_form_add_line:
 * @self: a form
 * @line: a line of the order; copied
 *
 * Asks how many pieces of it stay.
 */
void
sauda_acts_form_add_line (SaudaActsForm *self, const SaudaActsFormLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, line->quantity, 1);
  g_autofree char *title = g_markup_escape_text (line->title != NULL ? line->title : line->sku, -1);
  g_autofree char *subtitle = g_markup_printf_escaped (_ ("%s · ordered %d"), line->sku, line->quantity);
  g_autofree char *label = g_strdup_printf (_ ("Pieces of %s that stay"), line->sku);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), line->quantity);
  sauda_number_spin_answer (spin);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (on_changed), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_list_box_append (self->lines, row);
  g_ptr_array_add (self->spins, spin);
  g_ptr_array_add (self->skus, g_strdup (line->sku));
}

/* Whether fewer pieces of a line stay than were ordered. */
static gboolean
is_reduced (SaudaActsForm *self, guint i)
{
  GtkSpinButton *spin = g_ptr_array_index (self->spins, i);
  double most;

  gtk_spin_button_get_range (spin, NULL, &most);
  return gtk_spin_button_get_value (spin) < most;
}

/**
 * sauda_acts_form_is_complete:
 * @self: a form
 *
 * Returns: whether a plan can be made of what is entered
 */
gboolean
sauda_acts_form_is_complete (SaudaActsForm *self)
{
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code));
  gboolean long_comment =
    g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->comment)), -1) > SAUDA_MAX_COMMENT;
  gboolean no_code = strspn (code, "0123456789") != strlen (code);

  (long_comment ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (GTK_WIDGET (self->comment),
                                                                           "error");
  (no_code ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (GTK_WIDGET (self->code), "error");
  if (g_str_equal (self->kind, SAUDA_ACT_SEND_CODE))
    return !no_code;
  if (is_cancellation (self) && long_comment)
    return FALSE;
  if (!g_str_equal (self->kind, SAUDA_ACT_CANCEL_LINES))
    return TRUE;
  for (guint i = 0; i < self->spins->len; i++)
    if (is_reduced (self, i))
      return TRUE;
  return FALSE;
}

/**
 * sauda_acts_form_get_code:
 * @self: a form
 *
 * Returns: (nullable): the buyer's code; %NULL while none is entered
 */
const char *
sauda_acts_form_get_code (SaudaActsForm *self)
{
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code));

  return *code != '\0' ? code : NULL;
}

/**
 * sauda_acts_form_wait_for_code:
 * @self: a form
 * @sentence: what happened, and what to do
 *
 * Says so, and puts the cursor where the code goes.
 */
void
sauda_acts_form_wait_for_code (SaudaActsForm *self, const char *sentence)
{
  gtk_label_set_label (self->code_sentence, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

/**
 * sauda_acts_form_fill:
 * @self: a form
 * @request: (inout): takes what is entered; good while nothing else is entered
 */
void
sauda_acts_form_fill (SaudaActsForm *self, SaudaOrderActsRequest *request)
{
  if (is_cancellation (self)) {
    guint selected = MIN (adw_combo_row_get_selected (self->reason), G_N_ELEMENTS (reasons) - 1);

    g_free (self->comment_text);
    self->comment_text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->comment)));
    request->reason = sauda_order_acts_read_reason (reasons[selected]);
    request->comment = *g_strstrip (self->comment_text) != '\0' ? self->comment_text : NULL;
  }
  if (g_str_equal (self->kind, SAUDA_ACT_ASSEMBLE))
    request->places = (guint) gtk_spin_button_get_value_as_int (self->places);
  if (g_str_equal (self->kind, SAUDA_ACT_CANCEL_LINES)) {
    g_ptr_array_unref (self->removals);
    self->removals = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_act_line_free);
    for (guint i = 0; i < self->spins->len; i++) {
      SaudaOrderActLine *line;

      if (!is_reduced (self, i))
        continue;
      line = g_new0 (SaudaOrderActLine, 1);
      line->sku = g_strdup (g_ptr_array_index (self->skus, i));
      line->quantity = gtk_spin_button_get_value_as_int (g_ptr_array_index (self->spins, i));
      g_ptr_array_add (self->removals, line);
    }
    request->lines = self->removals;
  }
}
