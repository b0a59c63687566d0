#include "sauda-grid-export.h"
#include "sauda-name-popover.h"
#include "sauda-orders-page-private.h"
#include "sauda-packer-view.h"
#include "sauda-ship-by.h"
#include "sauda-ui-action.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* The page of orders: what can be done with the selected ones. */

static GArray *
list_ids (GPtrArray *orders)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < orders->len; i++) {
    gint64 id = sauda_order_get_id (g_ptr_array_index (orders, i));

    g_array_append_val (ids, id);
  }
  return ids;
}

static void
on_hold_chosen (SaudaHoldPopover *popover, int until, const char *reason, SaudaOrdersPage *self)
{
  g_autoptr (GPtrArray) orders = sauda_orders_table_list_selected_orders (self->table);
  g_autoptr (GArray) ids = list_ids (orders);

  sauda_orders_page_hold_orders (self, ids, until, reason);
  /* On with the next ones, without a way back by Tab. */
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* Its button stands below the table while something is selected. */
static void
on_hold (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_menu_button_popup (SAUDA_ORDERS_PAGE (user_data)->hold_button);
}

static void
on_release (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  on_hold_chosen (NULL, 0, NULL, user_data);
}

static void
on_undo_hold (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_orders_page_undo_hold (user_data);
}

static void
on_card (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_orders_page_open_card (user_data);
}

static void
on_tags_given (SaudaOrdersPage *self, const char *text)
{
  sauda_grid_set_selected (SAUDA_GRID (self->table), SAUDA_ORDERS_COLUMN_TAGS, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* The tags of the first order stand there already: more are typed behind them. */
static void
on_tag (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaOrdersPage *self = user_data;
  g_autoptr (GPtrArray) orders = sauda_orders_table_list_selected_orders (self->table);
  GtkWidget *popover;

  if (orders->len == 0)
    return;
  popover = sauda_name_popover_new (_ ("Tags, with commas between them"),
                                    sauda_order_get_tags (g_ptr_array_index (orders, 0)));
  gtk_widget_set_parent (popover, GTK_WIDGET (self->selection_label));
  g_signal_connect (popover, "closed", G_CALLBACK (sauda_name_popover_leave), NULL);
  g_signal_connect_object (popover, "given", G_CALLBACK (on_tags_given), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
on_copy_numbers (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaOrdersPage *self = user_data;
  g_autoptr (GPtrArray) orders = sauda_orders_table_list_selected_orders (self->table);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *said =
    g_strdup_printf (ngettext ("%u number is copied.", "%u numbers are copied.", orders->len), orders->len);

  for (guint i = 0; i < orders->len; i++)
    g_string_append_printf (text, "%s\n", sauda_order_get_code (g_ptr_array_index (orders, i)));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  sauda_ui_show_text (GTK_WIDGET (self), said);
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_export (SAUDA_GRID (SAUDA_ORDERS_PAGE (user_data)->table), _ ("Orders"), FALSE);
}

static void
on_export_selected (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_export (SAUDA_GRID (SAUDA_ORDERS_PAGE (user_data)->table), _ ("Orders"), TRUE);
}

static void
on_unselect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_grid_unselect_all (SAUDA_GRID (SAUDA_ORDERS_PAGE (user_data)->table));
}

static gboolean
any_held (GPtrArray *orders, SaudaDay today)
{
  for (guint i = 0; i < orders->len; i++)
    if (sauda_order_get_hold_until (g_ptr_array_index (orders, i)) > today)
      return TRUE;
  return FALSE;
}

static gboolean
any_open (GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    if (sauda_ship_by_is_open (sauda_order_get_stage (g_ptr_array_index (orders, i))))
      return TRUE;
  return FALSE;
}

static char *
describe_selection (SaudaOrdersPage *self, guint orders)
{
  guint rows = sauda_grid_count_selected (SAUDA_GRID (self->table));
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u order is selected", "%u orders are selected", orders), orders);
  g_autofree char *lines = g_strdup_printf (ngettext ("%u row", "%u rows", rows), rows);

  return rows == orders ? g_steal_pointer (&text) : g_strdup_printf ("%s (%s)", text, lines);
}

/* Escape closes the card, wherever the focus is in the page. */
static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        SaudaOrdersPage *self)
{
  if (keyval != GDK_KEY_Escape || !gtk_widget_get_visible (GTK_WIDGET (self->card)))
    return FALSE;
  sauda_orders_page_close_card (self);
  return TRUE;
}

/* Says in words how much is selected, and what can be done with it. */
void
sauda_orders_page_show_selection (SaudaOrdersPage *self)
{
  GActionMap *actions = G_ACTION_MAP (self->actions);
  g_autoptr (GPtrArray) orders = sauda_orders_table_list_selected_orders (self->table);
  SaudaDay today = sauda_day_from_ms (sauda_clock_get_now (self->clock));
  g_autofree char *text = describe_selection (self, orders->len);

  gtk_label_set_label (self->selection_label, text);
  gtk_widget_set_visible (self->selection_bar, orders->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hold_button), any_open (orders));
  sauda_ui_enable (actions, "hold", any_open (orders));
  sauda_ui_enable (actions, "card", orders->len > 0 && self->workspace != NULL);
  sauda_ui_enable (actions, "release", any_held (orders, today));
  sauda_ui_enable (actions, "tag", orders->len > 0 && !sauda_packer_view_is_on ());
  sauda_ui_enable (actions, "copy-numbers", orders->len > 0);
  sauda_ui_enable (actions, "export-selected", orders->len > 0);
  sauda_ui_enable (actions, "unselect", orders->len > 0);
  sauda_ui_enable (actions, "export",
                   sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table))) > 0);
}

static void
on_hold_shown (SaudaOrdersPage *self)
{
  sauda_hold_popover_set_today (self->hold_popover, sauda_day_from_ms (sauda_clock_get_now (self->clock)));
}

void
sauda_orders_page_install_actions (SaudaOrdersPage *self)
{
  static const GActionEntry entries[] = {
    { "card", on_card },         { "release", on_release },
    { "tag", on_tag },           { "copy-numbers", on_copy_numbers },
    { "export", on_export },     { "export-selected", on_export_selected },
    { "unselect", on_unselect }, { "undo-hold", on_undo_hold },
    { "hold", on_hold },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "orders", G_ACTION_GROUP (self->actions));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->hold_popover, "map", G_CALLBACK (on_hold_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hold_popover, "chosen", G_CALLBACK (on_hold_chosen), self, 0);
}

/* Shows all about the order that has the focus, beside the table. */
void
sauda_orders_page_open_card (SaudaOrdersPage *self)
{
  SaudaOrderLine *line = sauda_grid_get_focused_item (SAUDA_GRID (self->table));

  if (line == NULL || self->workspace == NULL)
    return;
  sauda_order_card_show (self->card, sauda_order_get_id (sauda_order_line_get_order (line)));
  gtk_widget_set_visible (GTK_WIDGET (self->card), TRUE);
}

void
sauda_orders_page_close_card (SaudaOrdersPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}
