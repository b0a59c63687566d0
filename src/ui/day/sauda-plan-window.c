#include "sauda-plan-window.h"

#include "sauda-stock-impact.h"

#include <glib/gi18n-lib.h>

#define WIDE 800 /* for three buttons beside the title */
#define SHOWN_ACTS 50
/* What fits into the window; measuring all rows before it is shown would hold up the main loop. */
#define ROWS_AT_ONCE 8
#define ROWS_A_FRAME 3

struct _SaudaPlanWindow {
  AdwWindow parent_instance;

  GtkLabel *summary;         /* (unowned) (not nullable) */
  GtkLabel *warning;         /* (unowned) (not nullable) */
  GtkListBox *acts;          /* (unowned) (not nullable) */
  GtkLabel *more;            /* (unowned) (not nullable) */
  GtkButton *approve_button; /* (unowned) (not nullable) */
  GtkButton *without_button; /* (unowned) (not nullable) */
  GPtrArray *hidden; /* (owned) (not nullable) (element-type GtkWidget) rows that come frame by frame */
  guint n_rows;      /* that were added, for ROWS_AT_ONCE */
  gboolean answered;
};

G_DEFINE_FINAL_TYPE (SaudaPlanWindow, sauda_plan_window, ADW_TYPE_WINDOW)

static guint answered_signal;

static void
answer (SaudaPlanWindow *self, SaudaPlanAnswer said)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  g_signal_emit (self, answered_signal, 0, (int) said);
}

static void
on_approve (SaudaPlanWindow *self)
{
  answer (self, SAUDA_PLAN_ANSWER_YES);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_without (SaudaPlanWindow *self)
{
  answer (self, SAUDA_PLAN_ANSWER_WITHOUT);
  gtk_window_close (GTK_WINDOW (self));
}

/* Mending comes first: the plan is given up, and made anew with the next press. */
static void
on_mend (GtkButton *button, SaudaPlanWindow *self)
{
  const char *action = g_object_get_data (G_OBJECT (button), "action");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (G_IS_ACTION_GROUP (parent) && g_action_parse_detailed_name (action, &name, &target, NULL)) {
    g_autoptr (GtkWindow) window = g_object_ref (parent);

    gtk_window_close (GTK_WINDOW (self));
    g_action_group_activate_action (G_ACTION_GROUP (window), name, target);
  }
}

static gboolean
sauda_plan_window_close_request (GtkWindow *window)
{
  answer (SAUDA_PLAN_WINDOW (window), SAUDA_PLAN_ANSWER_NO);
  return GTK_WINDOW_CLASS (sauda_plan_window_parent_class)->close_request (window);
}

static guint
count_acts (const SaudaDayPlan *plan, const char *kind)
{
  guint count = 0;

  for (guint i = 0; i < plan->acts->len; i++)
    count += g_str_equal (((const SaudaDayAct *) g_ptr_array_index (plan->acts, i))->kind, kind);
  return count;
}

static void
add_part (GString *summary, guint count, char *part)
{
  if (count > 0)
    g_string_append_printf (summary, "%s%s", summary->len > 0 ? ", " : "", part);
  g_free (part);
}

static char *
format_summary (guint accept, guint assemble, guint write)
{
  GString *summary = g_string_new (NULL);

  add_part (
    summary, write,
    g_strdup_printf (
      ngettext ("%u message is written to a buyer", "%u messages are written to buyers", write), write));
  add_part (summary, accept,
            g_strdup_printf (ngettext ("%u order is accepted", "%u orders are accepted", accept), accept));
  add_part (summary, assemble,
            g_strdup_printf (ngettext ("%u order is assembled and gets its waybill",
                                       "%u orders are assembled and get their waybills", assemble),
                             assemble));
  return g_string_free (summary, FALSE);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SaudaPlanWindow *self = SAUDA_PLAN_WINDOW (widget);
  guint count = MIN (self->hidden->len, ROWS_A_FRAME);

  for (guint i = 0; i < count; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->hidden, i), TRUE);
  g_ptr_array_remove_range (self->hidden, 0, count);
  return self->hidden->len > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A row beyond those that fit is measured in a later frame. */
static void
postpone (SaudaPlanWindow *self, GtkWidget *row)
{
  self->n_rows++;
  if (self->n_rows <= ROWS_AT_ONCE)
    return;
  gtk_widget_set_visible (row, FALSE);
  g_ptr_array_add (self->hidden, g_object_ref (row));
  if (self->hidden->len == 1)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

static void
add_act (SaudaPlanWindow *self, const SaudaDayAct *act)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *kind = gtk_label_new (g_str_equal (act->kind, "accept") ? _ ("Accept") : _ ("Assemble"));
  g_autofree char *title = g_markup_printf_escaped ("%s · %s", act->store, act->code);
  g_autofree char *subtitle = g_markup_printf_escaped ("%s → %s", _ (act->before), _ (act->after));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (kind, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), kind);
  gtk_list_box_append (self->acts, row);
  postpone (self, row);
}

/* What leaves the shelf with these orders; what there is too little of is opened up. */
static void
add_stock (SaudaPlanWindow *self, const SaudaDayPlan *plan)
{
  GtkWidget *row;
  g_autofree char *pieces = NULL, *variants = NULL;
  guint out = 0;

  if (plan->stock == NULL || plan->stock->len == 0)
    return;
  row = adw_expander_row_new ();
  for (guint i = 0; i < plan->stock->len; i++) {
    const SaudaStockImpact *impact = g_ptr_array_index (plan->stock, i);
    GtkWidget *line = adw_action_row_new ();
    g_autofree char *title = g_markup_escape_text (impact->sku, -1);
    g_autofree char *change =
      g_strdup_printf ("%lld → %lld", (long long) impact->on_hand_before, (long long) impact->on_hand_after);
    GtkWidget *figures = gtk_label_new (impact->counted ? change : _ ("never counted"));

    out += impact->counted && impact->on_hand_after <= 0;
    gtk_widget_add_css_class (figures, impact->counted && impact->on_hand_after < 0 ? "error" : "dim-label");
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), title);
    adw_action_row_add_suffix (ADW_ACTION_ROW (line), figures);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
    postpone (self, line);
  }
  pieces = g_strdup_printf (ngettext ("%u piece leaves the shelf", "%u pieces leave the shelf",
                                      (gulong) sauda_day_plan_count_pieces (plan)),
                            (guint) sauda_day_plan_count_pieces (plan));
  variants = out > 0 ? g_strdup_printf (ngettext ("%u product runs out", "%u products run out", out), out)
                     : g_strdup (_ ("Nothing runs out"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pieces);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), variants);
  gtk_list_box_prepend (self->acts, row);
}

static void
show_plan (SaudaPlanWindow *self, const SaudaDayPlan *plan, gboolean practice)
{
  guint accept = count_acts (plan, "accept");
  guint assemble = count_acts (plan, "assemble");
  guint changes = plan->acts->len + plan->to_write;
  g_autofree char *summary = format_summary (accept, assemble, plan->to_write);
  g_autofree char *button =
    plan->acts->len > 0
      ? g_strdup_printf (ngettext ("_Send %u change", "_Send %u changes", changes), changes)
      : g_strdup_printf (ngettext ("_Send %u message", "_Send %u messages", changes), changes);

  if (plan->acts->len == 0) /* the shops hear nothing of it */
    gtk_window_set_title (GTK_WINDOW (self), _ ("Write to the Buyers?"));
  gtk_label_set_label (self->summary, summary);
  if (practice)
    gtk_label_set_label (self->warning, _ ("This is the practice store: no real shop is changed."));
  else if (assemble > 0)
    gtk_label_set_label (self->warning, _ ("Kaspi cannot take back an assembled order."));
  else
    gtk_widget_set_visible (GTK_WIDGET (self->warning), FALSE);
  gtk_button_set_label (self->approve_button, button);
  for (guint i = 0; i < MIN (plan->acts->len, SHOWN_ACTS); i++)
    add_act (self, g_ptr_array_index (plan->acts, i));
  add_stock (self, plan);
  if (plan->acts->len > SHOWN_ACTS) {
    guint rest = plan->acts->len - SHOWN_ACTS;
    g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

    gtk_label_set_label (self->more, more);
    gtk_widget_set_visible (GTK_WIDGET (self->more), TRUE);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->acts),
                          gtk_widget_get_first_child (GTK_WIDGET (self->acts)) != NULL);
}

static void
sauda_plan_window_finalize (GObject *object)
{
  g_ptr_array_unref (SAUDA_PLAN_WINDOW (object)->hidden);
  G_OBJECT_CLASS (sauda_plan_window_parent_class)->finalize (object);
}

static void
sauda_plan_window_class_init (SaudaPlanWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_plan_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sauda_plan_window_close_request;
  answered_signal = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/day/sauda-plan-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPlanWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaPlanWindow, warning);
  gtk_widget_class_bind_template_child (widget_class, SaudaPlanWindow, acts);
  gtk_widget_class_bind_template_child (widget_class, SaudaPlanWindow, more);
  gtk_widget_class_bind_template_child (widget_class, SaudaPlanWindow, approve_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPlanWindow, without_button);
  gtk_widget_class_bind_template_callback (widget_class, on_approve);
  gtk_widget_class_bind_template_callback (widget_class, on_without);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_plan_window_init (SaudaPlanWindow *self)
{
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_plan_window_new:
 * @parent: (nullable): the window that asks
 * @plan: what is about to be sent; only read now
 * @practice: whether it goes to the practice store
 *
 * Returns: (transfer none): a window to present
 */
SaudaPlanWindow *
sauda_plan_window_new (GtkWindow *parent, const SaudaDayPlan *plan, gboolean practice)
{
  SaudaPlanWindow *self = g_object_new (SAUDA_TYPE_PLAN_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  show_plan (self, plan, practice);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->approve_button));
  return self;
}

/**
 * sauda_plan_window_add_gate:
 * @self: the window
 * @gate: a closed gate; only read now
 *
 * Puts above the plan what is not as it should be, with the rows that it is about. Going on is the merchant's
 * decision then, and the button says so.
 */
void
sauda_plan_window_add_gate (SaudaPlanWindow *self, const SaudaGate *gate)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  g_autofree char *reason = g_markup_escape_text (gate->reason, -1);

  g_return_if_fail (SAUDA_IS_PLAN_WINDOW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Gate closed"),
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sauda_gate_get_closed_title (gate->kind));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), reason);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), gate->rows[0] != NULL);
  if (sauda_gate_get_button (gate->kind) != NULL) {
    GtkWidget *mend = gtk_button_new_with_label (sauda_gate_get_button (gate->kind));

    gtk_widget_set_valign (mend, GTK_ALIGN_CENTER);
    g_object_set_data (G_OBJECT (mend), "action", (gpointer) sauda_gate_get_action (gate->kind));
    g_signal_connect_object (mend, "clicked", G_CALLBACK (on_mend), self, 0);
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row), mend);
  }
  for (guint i = 0; gate->rows[i] != NULL && i < SHOWN_ACTS; i++) {
    GtkWidget *line = adw_action_row_new ();
    g_autofree char *text = g_markup_escape_text (gate->rows[i], -1);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), text);
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
    postpone (self, line);
  }
  gtk_list_box_prepend (self->acts, row);
  gtk_widget_set_visible (GTK_WIDGET (self->acts), TRUE);
  gtk_button_set_label (self->approve_button, _ ("_Go On All the Same"));
  /* Going on is no matter of an Enter any more. */
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

/**
 * sauda_plan_window_offer_without:
 * @self: the window
 * @orders: orders of the plan that closed gates name
 *
 * Offers to leave them out and to go on with the others.
 */
void
sauda_plan_window_offer_without (SaudaPlanWindow *self, guint orders)
{
  g_autofree char *label =
    g_strdup_printf (ngettext ("_Skip %u and Go On", "_Skip %u and Go On", orders), orders);
  int width, height;

  g_return_if_fail (SAUDA_IS_PLAN_WINDOW (self));

  gtk_button_set_label (self->without_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->without_button), orders > 0);
  if (orders == 0)
    return;
  /* The safe way is the one that stands out. */
  gtk_widget_remove_css_class (GTK_WIDGET (self->approve_button), "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->without_button), "suggested-action");
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), MAX (width, WIDE), height);
}
