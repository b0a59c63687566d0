#include "sauda-context-menu.h"
#include "sauda-decisions-page-private.h"
#include "sauda-latin-keys.h"
#include "sauda-scroll-bin.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SaudaDecisionsPage, sauda_decisions_page, ADW_TYPE_BIN)

static guint changed_signal;

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

void
sauda_decisions_page_update (SaudaDecisionsPage *self)
{
  guint n = sauda_decision_items_count (self->items);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u size not decided yet", "%u sizes not decided yet", n), n);

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_undo), self->decided->len > 0);
  sauda_decision_card_set_can_undo (self->card, self->decided->len > 0);
  gtk_stack_set_visible_child_name (self->stack, !self->loaded ? "loading" : n > 0 ? "queue" : "empty");
  g_signal_emit (self, changed_signal, 0);
}

/* Where height and weight are known a key decides; else they are asked for. */
void
sauda_decisions_page_focus_card (SaudaDecisionsPage *self)
{
  if (self->shown == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (sauda_decision_item_get_line (self->shown)->advice == NULL)
    sauda_decision_card_edit_answer (self->card);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
sauda_decisions_page_show_selected (SaudaDecisionsPage *self)
{
  SaudaDecisionItem *item = sauda_decision_items_get_selected (self->items);

  if (item == NULL || item == self->shown)
    return;
  g_set_object (&self->shown, item);
  sauda_decision_card_show (self->card, sauda_decision_item_get_line (item));
  sauda_decision_pace_show (self->pace, g_get_monotonic_time ());
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
  sauda_decisions_page_update (self);
  sauda_decisions_page_show_selected (self);
  if (first)
    sauda_decisions_page_focus_card (self);
}

void
sauda_decisions_page_load (SaudaDecisionsPage *self)
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
    sauda_decisions_page_load (self);
}

static void
move (SaudaDecisionsPage *self, int by)
{
  if (sauda_decision_items_move (self->items, by))
    sauda_decisions_page_focus_card (self);
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
  if (sauda_context_menu_is_open (GTK_WIDGET (self)))
    return FALSE;
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
  gtk_widget_class_bind_template_child (widget_class, SaudaDecisionsPage, row_menu);
  sauda_decisions_page_install_menu_class (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, sauda_decisions_page_decide);
  gtk_widget_class_bind_template_callback (widget_class, sauda_decisions_page_answer);
  gtk_widget_class_bind_template_callback (widget_class, sauda_decisions_page_undo);
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
  gtk_list_view_set_model (self->list,
                           GTK_SELECTION_MODEL (sauda_decision_items_get_selection (self->items)));
  g_signal_connect_object (sauda_decision_items_get_selection (self->items), "notify::selected-item",
                           G_CALLBACK (sauda_decisions_page_show_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (sauda_decisions_page_focus_card), NULL);
  sauda_decisions_page_install_menu (self);
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
  sauda_decisions_page_load (self);
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
 * sauda_decisions_page_press:
 * @self: the page
 * @keyval: a key, Latin where it is a letter
 * @state: keys that are held
 *
 * Does what a key does: 1 to 3 take a size, 0 the one that was ordered, F2 edits height and weight, the
 * arrows move, Ctrl+Z takes the last decision back. Digits that are being typed are left alone; no height
 * begins with a 0, though.
 *
 * Returns: whether the key did something
 */
gboolean
sauda_decisions_page_press (SaudaDecisionsPage *self, guint keyval, GdkModifierType state)
{
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  gboolean editing = sauda_decision_card_is_editing (self->card);

  if (held == GDK_CONTROL_MASK && (keyval == GDK_KEY_z || keyval == GDK_KEY_Z) &&
      !sauda_decision_card_is_typing (self->card)) {
    sauda_decisions_page_undo (self);
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
  if (editing &&
      ((keyval != GDK_KEY_0 && keyval != GDK_KEY_KP_0) || !sauda_decision_card_is_blank (self->card)))
    return FALSE;
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    return sauda_decision_card_choose (self->card, keyval - GDK_KEY_0);
  if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    return sauda_decision_card_choose (self->card, keyval - GDK_KEY_KP_0);
  return FALSE;
}
