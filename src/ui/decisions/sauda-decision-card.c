#include "sauda-decision-card.h"

#include "sauda-fresh-text.h"
#include "sauda-reason.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

#define N_CHOICES 3 /* sizes on keys of their own */

struct _SaudaDecisionCard {
  AdwBin parent_instance;

  GtkLabel *product;       /* (unowned) (not nullable) */
  GtkLabel *order;         /* (unowned) (not nullable) */
  GtkEntry *answer;        /* (unowned) (not nullable) */
  GtkLabel *complaint;     /* (unowned) (not nullable) */
  GtkBox *choices;         /* (unowned) (not nullable) */
  GtkBox *others;          /* (unowned) (not nullable) */
  GtkLabel *reason;        /* (unowned) (not nullable) */
  GtkLabel *similar_title; /* (unowned) (not nullable) */
  GtkGrid *similar;        /* (unowned) (not nullable) */
  GtkButton *undo_button;  /* (unowned) (not nullable) */

  const SaudaWaitingLine *line; /* (unowned) (nullable) of the item that is shown */
  gboolean typed;               /* whether height and weight were changed since the line is shown */
};

G_DEFINE_FINAL_TYPE (SaudaDecisionCard, sauda_decision_card, ADW_TYPE_BIN)

enum { DECIDE, ANSWER, UNDO, NEXT, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
remove_children (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

static void
on_choice (GtkButton *button, SaudaDecisionCard *self)
{
  g_signal_emit (self, signals[DECIDE], 0, g_object_get_data (G_OBJECT (button), "size"));
}

static void
on_answer_entered (SaudaDecisionCard *self)
{
  g_signal_emit (self, signals[ANSWER], 0, gtk_editable_get_text (GTK_EDITABLE (self->answer)));
}

static void
on_answer_changed (SaudaDecisionCard *self)
{
  self->typed = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), FALSE);
}

static void
on_undo_clicked (SaudaDecisionCard *self)
{
  g_signal_emit (self, signals[UNDO], 0);
}

static void
on_next_clicked (SaudaDecisionCard *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_button (SaudaDecisionCard *self, const char *size, GtkWidget *child, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  g_object_set_data_full (G_OBJECT (button), "size", g_strdup (size), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, name);
  g_signal_connect (button, "clicked", G_CALLBACK (on_choice), self);
  return button;
}

static char *
format_stock (gint64 stock)
{
  if (stock < 0)
    return g_strdup (_ ("stock unknown"));
  if (stock == 0)
    return g_strdup (_ ("none in stock"));
  return g_strdup_printf (ngettext ("%u in stock", "%u in stock", (gulong) stock), (guint) stock);
}

static void
add_choice (SaudaDecisionCard *self, guint number, const SaudaAdvisedSize *size)
{
  gboolean clicked = g_strcmp0 (size->size, self->line->clicked_size) == 0;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *key = g_strdup_printf ("%u", number);
  g_autofree char *percent = g_strdup_printf ("%.0f %%", size->probability * 100);
  g_autofree char *stock = format_stock (size->stock);
  /* Translators: key, size, probability, stock */
  g_autofree char *name = g_strdup_printf (_ ("%u: %s, %s, %s"), number, size->size, percent, stock);
  GtkWidget *button;

  gtk_box_append (GTK_BOX (box), create_label (key, "caption"));
  gtk_box_append (GTK_BOX (box), create_label (size->size, "title-1"));
  gtk_box_append (GTK_BOX (box), create_label (percent, NULL));
  gtk_box_append (GTK_BOX (box), create_label (stock, size->stock == 0 && number > 1 ? "warning" : NULL));
  gtk_box_append (GTK_BOX (box), create_label (clicked ? _ ("as ordered") : " ", "caption"));
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  button = create_button (self, size->size, box, name);
  if (number == 1)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->choices, button);
}

static void
add_other (SaudaDecisionCard *self, const SaudaAdvisedSize *size)
{
  g_autofree char *stock = format_stock (size->stock);
  g_autofree char *name = g_strdup_printf ("%s, %.0f %%, %s", size->size, size->probability * 100, stock);

  gtk_box_append (self->others, create_button (self, size->size, create_label (size->size, NULL), name));
}

/* Without an advice there is one choice: as it was ordered. */
static void
show_sizes (SaudaDecisionCard *self)
{
  const SaudaLineAdvice *advice = self->line->advice;
  const char *clicked = self->line->clicked_size;

  remove_children (GTK_WIDGET (self->choices));
  remove_children (GTK_WIDGET (self->others));
  for (guint i = 0; advice != NULL && i < advice->n_sizes; i++) {
    if (i < N_CHOICES)
      add_choice (self, i + 1, &advice->sizes[i]);
    else
      add_other (self, &advice->sizes[i]);
  }
  if ((advice == NULL || advice->n_sizes == 0) && clicked != NULL) {
    g_autofree char *name = g_strdup_printf (_ ("0: Ship %s as ordered"), clicked);

    gtk_box_append (self->choices, create_button (self, clicked, create_label (name, NULL), name));
  }
}

static const char *
describe_outcome (SaudaSizeOutcome outcome)
{
  switch (outcome) {
  case SAUDA_SIZE_OUTCOME_TOO_SMALL:
    return _ ("came back: too small");
  case SAUDA_SIZE_OUTCOME_TOO_LARGE:
    return _ ("came back: too large");
  case SAUDA_SIZE_OUTCOME_WRONG:
    return _ ("came back for its size");
  case SAUDA_SIZE_OUTCOME_EXCHANGED:
    return _ ("exchanged");
  case SAUDA_SIZE_OUTCOME_SHIPPED:
  default:
    return "";
  }
}

static void
add_cell (SaudaDecisionCard *self, int column, int row, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->similar, label, column, row, 1, 1);
}

static void
show_similar (SaudaDecisionCard *self)
{
  GPtrArray *similar = self->line->similar;

  remove_children (GTK_WIDGET (self->similar));
  gtk_widget_set_visible (GTK_WIDGET (self->similar_title), similar->len > 0);
  for (guint i = 0; i < similar->len; i++) {
    const SaudaSimilarOrder *order = g_ptr_array_index (similar, i);
    g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (order->at_ms));
    g_autofree char *measures =
      order->weight_kg > 0 ? g_strdup_printf (_ ("%.0f cm, %.0f kg"), order->height_cm, order->weight_kg)
                           : g_strdup_printf (_ ("%.0f cm"), order->height_cm);

    add_cell (self, 0, (int) i, order->size, "heading");
    add_cell (self, 1, (int) i, measures, NULL);
    add_cell (self, 2, (int) i, order->imported ? _ ("from a sheet") : day, "dim-label");
    add_cell (self, 3, (int) i, describe_outcome (order->outcome), "warning");
  }
}

static void
show_order (SaudaDecisionCard *self)
{
  const SaudaWaitingLine *line = self->line;
  g_autoptr (GString) text = g_string_new (NULL);

  gtk_label_set_label (self->product, line->model);
  g_string_append_printf (text, _ ("Ordered: %s"), line->clicked_size != NULL ? line->clicked_size : "–");
  if (line->quantity > 1)
    g_string_append_printf (text, " × %d", line->quantity);
  g_string_append_printf (text, "  ·  %s %s", line->store, line->code);
  if (line->buyer != NULL)
    g_string_append_printf (text, "  ·  %s", line->buyer);
  if (line->ship_by_ms != 0) {
    g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (line->ship_by_ms));
    g_autofree char *clock = sauda_time_format_clock (line->ship_by_ms);

    g_string_append (text, "  ·  ");
    g_string_append_printf (text, _ ("ship by %s %s"), day, clock);
  }
  gtk_label_set_label (self->order, text->str);
}

static void
show_answer (SaudaDecisionCard *self)
{
  const SaudaLineMeasure *measure = &self->line->measure;
  g_autofree char *measures = NULL;

  if (measure->answer != NULL)
    measures = g_strdup (measure->answer);
  else if (measure->height_cm > 0 && measure->weight_kg > 0)
    measures = g_strdup_printf ("%g %g", measure->height_cm, measure->weight_kg);
  else if (measure->height_cm > 0)
    measures = g_strdup_printf ("%g", measure->height_cm);
  sauda_fresh_text_set (GTK_EDITABLE (self->answer), measures != NULL ? measures : "");
  self->typed = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), FALSE);
}

static void
sauda_decision_card_class_init (SaudaDecisionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[DECIDE] =
    g_signal_new ("decide", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ANSWER] =
    g_signal_new ("answer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[UNDO] = g_signal_new ("undo", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/decisions/sauda-decision-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, product);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, order);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, answer);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, choices);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, others);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, similar_title);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, similar);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionCard, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_answer_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
}

static void
sauda_decision_card_init (SaudaDecisionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_decision_card_show:
 * @self: a card
 * @line: (transfer none): the line to show; has to live until another is shown
 */
void
sauda_decision_card_show (SaudaDecisionCard *self, const SaudaWaitingLine *line)
{
  g_autofree char *reason = sauda_reason_show (
    line->advice != NULL ? line->advice->reason : N_ ("The buyer's height and weight are not known yet."));

  self->line = line;
  show_order (self);
  show_answer (self);
  show_sizes (self);
  show_similar (self);
  gtk_label_set_label (self->reason, reason);
}

/**
 * sauda_decision_card_complain:
 * @self: a card
 * @sentence: what is wrong with what was entered
 */
void
sauda_decision_card_complain (SaudaDecisionCard *self, const char *sentence)
{
  gtk_label_set_label (self->complaint, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
  sauda_decision_card_edit_answer (self);
}

/**
 * sauda_decision_card_set_can_undo:
 * @self: a card
 * @can_undo: whether a decision can be taken back
 */
void
sauda_decision_card_set_can_undo (SaudaDecisionCard *self, gboolean can_undo)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo_button), can_undo);
}

/**
 * sauda_decision_card_choose:
 * @self: a card
 * @number: 1 to 3 for the likeliest sizes, 0 for the one that was ordered
 *
 * Returns: whether there is such a size
 */
gboolean
sauda_decision_card_choose (SaudaDecisionCard *self, guint number)
{
  const SaudaLineAdvice *advice = self->line != NULL ? self->line->advice : NULL;
  g_autofree char *size = NULL;

  if (self->line == NULL || number > N_CHOICES)
    return FALSE;
  if (number == 0)
    size = g_strdup (self->line->clicked_size);
  else if (advice != NULL && number <= advice->n_sizes)
    size = g_strdup (advice->sizes[number - 1].size);
  if (size == NULL)
    return FALSE;
  g_signal_emit (self, signals[DECIDE], 0, size);
  return TRUE;
}

/**
 * sauda_decision_card_edit_answer:
 * @self: a card
 *
 * Puts the cursor where height and weight are entered.
 */
void
sauda_decision_card_edit_answer (SaudaDecisionCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->answer));
  gtk_editable_select_region (GTK_EDITABLE (self->answer), 0, -1);
}

/**
 * sauda_decision_card_is_editing:
 * @self: a card
 *
 * Returns: whether digits go into the height and weight
 */
gboolean
sauda_decision_card_is_editing (SaudaDecisionCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->answer));
}

/**
 * sauda_decision_card_is_typing:
 * @self: a card
 *
 * Returns: whether height and weight are being changed, which has an undo of its own
 */
gboolean
sauda_decision_card_is_typing (SaudaDecisionCard *self)
{
  return self->typed && sauda_decision_card_is_editing (self);
}

/**
 * sauda_decision_card_is_blank:
 * @self: a card
 *
 * Returns: whether nothing stands where height and weight belong
 */
gboolean
sauda_decision_card_is_blank (SaudaDecisionCard *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->answer)) == '\0';
}
