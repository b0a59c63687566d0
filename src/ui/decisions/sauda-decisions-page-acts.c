#include "sauda-decisions-page-private.h"
#include "sauda-reason.h"
#include "sauda-size-answer.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* What a person does on the page of decisions: a size is decided, an answer typed, a decision taken back.
 * Each is written in the background. */

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
show_pace (SaudaDecisionsPage *self)
{
  g_autofree char *text = sauda_decision_pace_describe (self->pace);

  gtk_label_set_label (self->pace_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->pace_label), text != NULL);
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
    sauda_decisions_page_load (self);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDecisionsPage) self = SAUDA_DECISIONS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean decided = sauda_decision_queue_decide_finish (result, &error);

  if (self->workspace == NULL)
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
  sauda_decisions_page_update (self);
  sauda_decisions_page_show_selected (self);
  sauda_decisions_page_focus_card (self);
}

void
sauda_decisions_page_decide (SaudaDecisionCard *card, const char *size, SaudaDecisionsPage *self)
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

  if (self->workspace == NULL) {
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
  if (line->advice != NULL && line->advice->kind == SAUDA_ADVICE_ASK_AGAIN) {
    g_autofree char *reason = sauda_reason_show (line->advice->reason);

    sauda_decision_card_complain (self->card, reason);
  } else
    sauda_decisions_page_focus_card (self);
}

void
sauda_decisions_page_answer (SaudaDecisionCard *card, const char *text, SaudaDecisionsPage *self)
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
    sauda_decisions_page_decide (card, answer.size, self);
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

  if (self->workspace == NULL)
    return;
  if (item != NULL) {
    sauda_decision_items_insert (self->items, item);
    sauda_decisions_page_update (self);
    sauda_decisions_page_show_selected (self);
    sauda_decisions_page_focus_card (self);
  } else {
    sauda_ui_show_error (GTK_WIDGET (self), error);
  }
  end_saving (self);
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
  SaudaDecision decision = { .who = g_get_user_name (),
                             .reason = N_ ("Taken back"),
                             .now_ms = get_now (self) };

  if (self->decided->len == 0)
    return;
  decision.line_id = g_array_index (self->decided, gint64, self->decided->len - 1);
  g_array_set_size (self->decided, self->decided->len - 1);
  self->saving++;
  sauda_decision_queue_undo_async (get_advisor (self), sauda_workspace_get_database (self->workspace),
                                   &decision, NULL, on_undone, g_object_ref (self));
  sauda_decisions_page_update (self);
}
