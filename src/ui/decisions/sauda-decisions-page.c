#include "sauda-decisions-page.h"

#include "sauda-decision-card.h"
#include "sauda-decision-items.h"
#include "sauda-decision-pace.h"
#include "sauda-decision-rows.h"
#include "sauda-latin-keys.h"
#include "sauda-scroll-bin.h"
#include "sauda-size-answer.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaDecisionsPage {
  AdwBin parent_instance;

  GtkStack *stack;         /* (unowned) (not nullable) */
  GtkButton *empty_undo;   /* (unowned) (not nullable) */
  GtkLabel *count;         /* (unowned) (not nullable) */
  GtkListView *list;       /* (unowned) (not nullable) */
  GtkLabel *pace_label;    /* (unowned) (not nullable) */
  SaudaDecisionCard *card; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;     /* (owned) (nullable) NULL once disposed */
  SaudaDecisionItems *items;     /* (owned) (not nullable) */
  SaudaDecisionItem *shown;      /* (owned) (nullable) the item on the card */
  GArray *decided;           /* (owned) (not nullable) (element-type gint64) lines to undo, the latest last */
  SaudaDecisionPace *pace;   /* (owned) (not nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint loading;
  guint saving; /* decisions under way */
  gboolean loaded;
  gboolean stale;         /* orders changed while decisions were under way */
  gboolean telling;       /* others are told of what was decided here */
};

G_DEFINE_FINAL_TYPE (SaudaDecisionsPage, sauda_decisions_page, ADW_TYPE_BIN)

static guint changed_signal;

static void load (SaudaDecisionsPage *self);

static gboolean
is_gone (SaudaDecisionsPage *self)
{
  return self->workspace == NULL;
}

static SaudaSizeAdvisor *
get_advisor (SaudaDecisionsPage *self)
{
  return sauda_workspace_get_size_advisor (self->workspace);
}

static gint64
get_now (SaudaDecisionsPage *self)
{
  return sauda_workspace_get_now (self->workspace);
}

static void
update (SaudaDecisionsPage *self)
{
  guint n = sauda_decision_items_count (self->items);
  g_autofree char *text = g_strdup_printf (ngettext ("%u order waits", "%u orders wait", n), n);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_undo), self->decided->len > 0);
  sauda_decision_card_set_can_undo (self->card, self->decided->len > 0);
  gtk_stack_set_visible_child_name (self->stack, !self->loaded ? "loading" : n > 0 ? "queue" : "empty");
  g_signal_emit (self, changed_signal, 0);
}

/* Where height and weight are known a key decides; else they are asked for. */
static void
focus_card (SaudaDecisionsPage *self)
{
  if (self->shown == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (sauda_decision_item_get_line (self->shown)->advice == NULL)
    sauda_decision_card_edit_answer (self->card);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
show_selected (SaudaDecisionsPage *self)
{
  SaudaDecisionItem *item = sauda_decision_items_get_selected (self->items);

  if (item == NULL || item == self->shown)
    return;
  g_set_object (&self->shown, item);
  sauda_decision_card_show (self->card, sauda_decision_item_get_line (item));
  sauda_decision_pace_show (self->pace, g_get_monotonic_time ());
}

static void
show_pace (SaudaDecisionsPage *self)
{
  g_autofree char *text = sauda_decision_pace_describe (self->pace);

  gtk_label_set_label (self->pace_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->pace_label), text != NULL);
}

/* The item of a line that was there before stays the same, so that the person stays where they are; what they
 * are writing about is left alone. */
static SaudaDecisionItem *
make_item (SaudaDecisionsPage *self, SaudaWaitingLine *line)
{
  SaudaDecisionItem *item = sauda_decision_items_find (self->items, line->line_id);

  if (item == NULL)
    return sauda_decision_item_new (line);
  if (item == self->shown && sauda_decision_card_is_editing (self->card)) {
    sauda_waiting_line_free (line);
    return item;
  }
  sauda_decision_item_take_line (item, line);
  if (item == self->shown)
    sauda_decision_card_show (self->card, line);
  return item;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDecisionsPage) self = SAUDA_DECISIONS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = sauda_decision_queue_load_finish (result, &error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean first;

  if (is_gone (self))
    return;
  self->loading--;
  if (lines == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  /* A decision under way would come back into the list. */
  if (self->saving > 0 || self->loading > 0) {
    self->stale = self->saving > 0;
    return;
  }
  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (items, make_item (self, g_ptr_array_index (lines, i)));
  first = !self->loaded;
  sauda_decision_items_replace (self->items, items, self->shown);
  self->loaded = TRUE;
  update (self);
  show_selected (self);
  if (first)
    focus_card (self);
}

static void
load (SaudaDecisionsPage *self)
{
  if (self->saving > 0) {
    self->stale = TRUE;
    return;
  }
  self->stale = FALSE;
  self->loading++;
  sauda_decision_queue_load_async (get_advisor (self), sauda_workspace_get_database (self->workspace),
                                   self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_orders_changed (SaudaDecisionsPage *self)
{
  if (!is_gone (self) && !self->telling)
    load (self);
}

static void
end_saving (SaudaDecisionsPage *self)
{
  self->saving--;
  if (self->saving > 0)
    return;
  self->telling = TRUE;
  sauda_workspace_emit_orders_changed (self->workspace);
  self->telling = FALSE;
  if (self->stale)
    load (self);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDecisionsPage) self = SAUDA_DECISIONS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean decided = sauda_decision_queue_decide_finish (result, &error);

  if (is_gone (self))
    return;
  if (!decided)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  end_saving (self);
}

/* The next order is there at once; the decision is saved in the background. */
static void
leave (SaudaDecisionsPage *self, SaudaDecisionItem *item)
{
  if (!sauda_decision_items_remove (self->items, item))
    return;
  update (self);
  show_selected (self);
  focus_card (self);
}

static void
on_decide (SaudaDecisionCard *card, const char *size, SaudaDecisionsPage *self)
{
  g_autoptr (SaudaDecisionItem) item = self->shown != NULL ? g_object_ref (self->shown) : NULL;
  const SaudaWaitingLine *line;
  SaudaDecision decision;

  if (item == NULL)
    return;
  line = sauda_decision_item_get_line (item);
  decision = (SaudaDecision){ .line_id = line->line_id,
                              .size = size,
                              .height_cm = line->measure.height_cm,
                              .weight_kg = line->measure.weight_kg,
                              .source = SAUDA_SIZE_SOURCE_PERSON,
                              .who = g_get_user_name (),
                              .now_ms = get_now (self) };
  /* Measures that nobody can have teach nothing. */
  if (line->advice == NULL || line->advice->kind == SAUDA_ADVICE_ASK_AGAIN)
    decision.height_cm = decision.weight_kg = 0;
  if (line->advice != NULL)
    decision.reason = line->advice->reason;
  self->saving++;
  sauda_decision_queue_decide_async (get_advisor (self), sauda_workspace_get_database (self->workspace),
                                     &decision, NULL, on_decided, g_object_ref (self));
  g_array_append_val (self->decided, line->line_id);
  sauda_decision_pace_decide (self->pace, g_get_monotonic_time ());
  show_pace (self);
  leave (self, item);
}

/* An answer on its way to the database. */
typedef struct {
  SaudaDecisionsPage *page; /* (owned) (not nullable) */
  SaudaDecisionItem *item;  /* (owned) (not nullable) */
} Measuring;

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Measuring *measuring = user_data;
  g_autoptr (SaudaDecisionsPage) self = measuring->page;
  g_autoptr (SaudaDecisionItem) item = measuring->item;
  g_autoptr (GError) error = NULL;
  SaudaWaitingLine *line = sauda_decision_queue_measure_finish (result, &error);

  if (is_gone (self)) {
    sauda_waiting_line_free (line);
    return;
  }
  if (line == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sauda_decision_item_take_line (item, line);
  if (item != self->shown)
    return;
  sauda_decision_card_show (self->card, line);
  if (line->advice != NULL && line->advice->kind == SAUDA_ADVICE_ASK_AGAIN)
    sauda_decision_card_complain (self->card, line->advice->reason);
  else
    focus_card (self);
}

static void
on_answer (SaudaDecisionCard *card, const char *text, SaudaDecisionsPage *self)
{
  SaudaSizeAnswer answer;
  Measuring *measuring;
  SaudaDecision decision;

  if (self->shown == NULL)
    return;
  if (!sauda_size_answer_read (text, &answer)) {
    sauda_decision_card_complain (
      card, _ ("No height and weight were found. Write them like 178 82, or a size like XL."));
    return;
  }
  if (answer.height_cm == 0) {
    on_decide (card, answer.size, self);
    return;
  }
  measuring = g_new (Measuring, 1);
  *measuring = (Measuring){ g_object_ref (self), g_object_ref (self->shown) };
  decision = (SaudaDecision){ .line_id = sauda_decision_item_get_line (self->shown)->line_id,
                              .height_cm = answer.height_cm,
                              .weight_kg = answer.weight_kg,
                              .answer = text,
                              .who = g_get_user_name (),
                              .now_ms = get_now (self) };
  sauda_decision_queue_measure_async (get_advisor (self), sauda_workspace_get_database (self->workspace),
                                      &decision, NULL, on_measured, measuring);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDecisionsPage) self = SAUDA_DECISIONS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  SaudaWaitingLine *line = sauda_decision_queue_undo_finish (result, &error);
  g_autoptr (SaudaDecisionItem) item = line != NULL ? sauda_decision_item_new (line) : NULL;

  if (is_gone (self))
    return;
  if (item != NULL) {
    sauda_decision_items_insert (self->items, item);
    update (self);
    show_selected (self);
    focus_card (self);
  } else {
    sauda_ui_show_error (GTK_WIDGET (self), error);
  }
  end_saving (self);
}

static void
on_undo (SaudaDecisionsPage *self)
{
  SaudaDecision decision = { .who = g_get_user_name (),
                             .reason = _ ("Taken back"),
                             .now_ms = get_now (self) };

  if (self->decided->len == 0)
    return;
  decision.line_id = g_array_index (self->decided, gint64, self->decided->len - 1);
  g_array_set_size (self->decided, self->decided->len - 1);
  self->saving++;
  sauda_decision_queue_undo_async (get_advisor (self), sauda_workspace_get_database (self->workspace),
                                   &decision, NULL, on_undone, g_object_ref (self));
  update (self);
}

static void
move (SaudaDecisionsPage *self, int by)
{
  if (sauda_decision_items_move (self->items, by))
    focus_card (self);
}

static void
on_next (SaudaDecisionsPage *self)
{
  move (self, 1);
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        SaudaDecisionsPage *self)
{
  if (keyval < GDK_KEY_Shift_L || keyval > GDK_KEY_Hyper_R)
    sauda_decision_pace_press (self->pace);
  keyval = sauda_latin_keys_translate (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode);
  return sauda_decisions_page_press (self, keyval, state);
}

static void
sauda_decisions_page_dispose (GObject *object)
{
  SaudaDecisionsPage *self = SAUDA_DECISIONS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_decisions_page_parent_class)->dispose (object);
}

static void
sauda_decisions_page_finalize (GObject *object)
{
  SaudaDecisionsPage *self = SAUDA_DECISIONS_PAGE (object);

  g_clear_object (&self->shown);
  sauda_decision_items_free (self->items);
  g_array_unref (self->decided);
  sauda_decision_pace_free (self->pace);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_decisions_page_parent_class)->finalize (object);
}

static void
sauda_decisions_page_class_init (SaudaDecisionsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAUDA_TYPE_DECISION_CARD);
  g_type_ensure (SAUDA_TYPE_SCROLL_BIN);
  object_class->dispose = sauda_decisions_page_dispose;
  object_class->finalize = sauda_decisions_page_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/decisions/sauda-decisions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionsPage, empty_undo);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionsPage, count);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionsPage, pace_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionsPage, card);
  gtk_widget_class_bind_template_callback (widget_class, on_decide);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
}

static void
sauda_decisions_page_init (SaudaDecisionsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = sauda_decision_rows_new ();

  self->cancellable = g_cancellable_new ();
  self->decided = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pace = sauda_decision_pace_new ();
  self->items = sauda_decision_items_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (sauda_decision_items_get_selection (self->items)));
  g_signal_connect_object (sauda_decision_items_get_selection (self->items), "notify::selected-item", G_CALLBACK (show_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (focus_card), NULL);
}

/* Learning a long history would keep the database waiting, so that comes first, beside it. */
static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDecisionsPage) self = SAUDA_DECISIONS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean prepared = sauda_size_advisor_prepare_finish (SAUDA_SIZE_ADVISOR (source), result, &error);

  if (is_gone (self))
    return;
  if (!prepared)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  self->loading--;
  load (self);
}

/**
 * sauda_decisions_page_new:
 * @workspace: the open data folder
 *
 * Returns: (transfer floating): a page that loads what waits
 */
GtkWidget *
sauda_decisions_page_new (SaudaWorkspace *workspace)
{
  SaudaDecisionsPage *self = g_object_new (SAUDA_TYPE_DECISIONS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  self->loading++;
  sauda_size_advisor_prepare_async (get_advisor (self), sauda_workspace_get_database (workspace),
                                    self->cancellable, on_prepared, g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * sauda_decisions_page_is_loaded:
 * @self: the page
 *
 * Returns: whether what waits is there
 */
gboolean
sauda_decisions_page_is_loaded (SaudaDecisionsPage *self)
{
  return self->loaded && self->loading == 0;
}

/**
 * sauda_decisions_page_is_saving:
 * @self: the page
 *
 * Returns: whether decisions are on their way to the database
 */
gboolean
sauda_decisions_page_is_saving (SaudaDecisionsPage *self)
{
  return self->saving > 0;
}

/**
 * sauda_decisions_page_count:
 * @self: the page
 *
 * Returns: how many lines wait
 */
guint
sauda_decisions_page_count (SaudaDecisionsPage *self)
{
  return sauda_decision_items_count (self->items);
}

/**
 * sauda_decisions_page_can_undo:
 * @self: the page
 *
 * Returns: whether a decision made here can be taken back
 */
gboolean
sauda_decisions_page_can_undo (SaudaDecisionsPage *self)
{
  return self->decided->len > 0;
}

/**
 * sauda_decisions_page_undo:
 * @self: the page
 *
 * Takes the last decision back; the order waits again.
 */
void
sauda_decisions_page_undo (SaudaDecisionsPage *self)
{
  on_undo (self);
}

/**
 * sauda_decisions_page_press:
 * @self: the page
 * @keyval: a key, Latin where it is a letter
 * @state: keys that are held
 *
 * Does what a key does: 1 to 3 take a size, 0 the one that was ordered, F2 edits height and weight, the
 * arrows move, Ctrl+Z takes the last decision back. Digits that are being typed are left alone.
 *
 * Returns: whether the key did something
 */
gboolean
sauda_decisions_page_press (SaudaDecisionsPage *self, guint keyval, GdkModifierType state)
{
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  gboolean editing = sauda_decision_card_is_editing (self->card);

  if (held == GDK_CONTROL_MASK && (keyval == GDK_KEY_z || keyval == GDK_KEY_Z) && !editing) {
    on_undo (self);
    return TRUE;
  }
  if (held != 0)
    return FALSE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up) {
    move (self, keyval == GDK_KEY_Down ? 1 : -1);
    return TRUE;
  }
  if (keyval == GDK_KEY_F2) {
    sauda_decision_card_edit_answer (self->card);
    return TRUE;
  }
  if (editing)
    return FALSE;
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    return sauda_decision_card_choose (self->card, keyval - GDK_KEY_0);
  if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    return sauda_decision_card_choose (self->card, keyval - GDK_KEY_KP_0);
  return FALSE;
}
