#include "sauda-context-menu.h"
#include "sauda-decisions-page-private.h"

#include <glib/gi18n-lib.h>

/* The menu of an order that waits for its size: what the keys and the card do with it. */

static void
on_first (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_decision_card_choose (SAUDA_DECISIONS_PAGE (widget)->card, 1);
}

static void
on_as_ordered (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_decision_card_choose (SAUDA_DECISIONS_PAGE (widget)->card, 0);
}

static void
on_answer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_decision_card_edit_answer (SAUDA_DECISIONS_PAGE (widget)->card);
}

static void
on_copy_number (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaudaDecisionsPage *self = SAUDA_DECISIONS_PAGE (widget);

  if (self->shown != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                            sauda_decision_item_get_line (self->shown)->code);
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_decisions_page_undo (SAUDA_DECISIONS_PAGE (widget));
}

/* The one place that decides which of them can be given. */
static void
update_actions (SaudaDecisionsPage *self)
{
  const SaudaWaitingLine *line = sauda_decision_item_get_line (self->shown);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "decisions.first",
                                 line->advice != NULL && line->advice->n_sizes > 0);
  gtk_widget_action_set_enabled (widget, "decisions.as-ordered", line->clicked_size != NULL);
  gtk_widget_action_set_enabled (widget, "decisions.undo", self->decided->len > 0);
}

/* The row under @pressed, or that of the order on the card. */
static GtkWidget *
find_row (SaudaDecisionsPage *self, const graphene_point_t *pressed)
{
  GtkWidget *list = GTK_WIDGET (self->list);

  if (pressed != NULL)
    return sauda_context_menu_find_row (GTK_WIDGET (self), list, pressed);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_mapped (row) && sauda_decision_rows_get_item (row) == self->shown)
      return row;
  return NULL;
}

static gboolean
find (GtkWidget *widget, const graphene_point_t *pressed, GdkRectangle *at)
{
  SaudaDecisionsPage *self = SAUDA_DECISIONS_PAGE (widget);
  GtkWidget *row = find_row (self, pressed);
  SaudaDecisionItem *item = row != NULL ? sauda_decision_rows_get_item (row) : NULL;
  graphene_rect_t bounds;

  if (item == NULL || !gtk_widget_compute_bounds (row, widget, &bounds))
    return FALSE;
  sauda_decision_items_select (self->items, item);
  gtk_widget_grab_focus (row);
  update_actions (self);
  *at = sauda_context_menu_place (pressed, &bounds);
  return self->shown == item;
}

void
sauda_decisions_page_install_menu_class (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "decisions.first", NULL, on_first);
  gtk_widget_class_install_action (widget_class, "decisions.as-ordered", NULL, on_as_ordered);
  gtk_widget_class_install_action (widget_class, "decisions.answer", NULL, on_answer);
  gtk_widget_class_install_action (widget_class, "decisions.copy-number", NULL, on_copy_number);
  gtk_widget_class_install_action (widget_class, "decisions.undo", NULL, on_undo);
}

void
sauda_decisions_page_install_menu (SaudaDecisionsPage *self)
{
  sauda_context_menu_add (GTK_WIDGET (self), self->row_menu, _ ("Menu of the order"), find);
}
