#include "sauda-act-kind.h"
#include "sauda-acts-window.h"
#include "sauda-alert-kind.h"
#include "sauda-alert-rules.h"
#include "sauda-alerts-window.h"
#include "sauda-day-board.h"
#include "sauda-gates.h"
#include "sauda-parity-window.h"
#include "sauda-prices-page.h"
#include "sauda-settings-page.h"
#include "sauda-ui-toast.h"
#include "sauda-window-private.h"

/* What can be done to the selected orders at Kaspi; the table of transitions decides what is possible. */
static const struct {
  const char *action;
  const char *kind;
  gboolean one_order; /* for one order at a time */
} acts[] = {
  { "accept-orders", SAUDA_ACT_ACCEPT, FALSE },   { "assemble-orders", SAUDA_ACT_ASSEMBLE, FALSE },
  { "cancel-orders", SAUDA_ACT_CANCEL, FALSE },   { "cancel-lines", SAUDA_ACT_CANCEL_LINES, TRUE },
  { "orders-arrived", SAUDA_ACT_ARRIVED, FALSE }, { "orders-came-back", SAUDA_ACT_ARRIVED_BACKWARD, FALSE },
  { "hand-out", SAUDA_ACT_SEND_CODE, TRUE },
};

/* The selected orders on which the act is possible. */
static GPtrArray *
list_possible (SaudaWindow *self, const char *kind)
{
  g_autoptr (GPtrArray) selected = sauda_orders_page_list_selected_orders (self->orders);
  GPtrArray *possible = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < selected->len; i++) {
    SaudaOrder *order = g_ptr_array_index (selected, i);

    if (sauda_order_may (order, sauda_act_kind_find (kind)->stage_act))
      g_ptr_array_add (possible, g_object_ref (order));
  }
  return possible;
}

static void
on_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, name)) {
      g_autoptr (GPtrArray) orders = list_possible (self, acts[i].kind);
      SaudaActsWindow *window = sauda_acts_window_new (
        GTK_WINDOW (self), sauda_session_get_workspace (self->session), acts[i].kind, orders);

      if (g_str_equal (acts[i].kind, SAUDA_ACT_CANCEL_LINES)) {
        g_autoptr (GPtrArray) lines =
          sauda_orders_page_list_lines (self->orders, g_ptr_array_index (orders, 0));

        for (guint k = 0; k < lines->len; k++)
          sauda_acts_window_add_line (window, g_ptr_array_index (lines, k));
      }
      gtk_window_present (GTK_WINDOW (window));
    }
}

/* What is shown for a number of the page of the day, or for a closed gate. */
typedef struct {
  SaudaWindow *window; /* (owned) */
  SaudaBoardTile tile;
  SaudaGateKind gate;
} Showing;

static void
on_tile_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Showing *showing = user_data;
  SaudaWindow *self = showing->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) ids = sauda_day_board_list_finish (result, &error);

  if (ids == NULL)
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
  else if (self->orders != NULL) {
    sauda_window_show_page (self, "orders");
    sauda_orders_page_show_only (self->orders, ids, sauda_board_tile_get_title (showing->tile));
  }
  g_object_unref (self);
  g_free (showing);
}

/* The very orders that a tile of the page of the day counts, by its name. */
static void
on_orders_tile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);
  SaudaBoardTile tile;
  Showing *showing;

  if (!sauda_board_tile_from_name (g_variant_get_string (parameter, NULL), &tile))
    return;
  showing = g_new0 (Showing, 1);
  showing->window = g_object_ref (self);
  showing->tile = tile;
  sauda_day_board_list_async (sauda_session_get_workspace (self->session), tile, NULL, on_tile_listed,
                              showing);
}

static void
on_soon_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) ids = sauda_alert_rules_list_ship_soon_finish (result, &error);
  SaudaAlertKind kind;

  if (self->orders == NULL)
    return;
  sauda_window_show_page (self, "orders");
  if (ids == NULL)
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
  else if (sauda_alert_kind_find (SAUDA_ALERT_SHIP_SOON, &kind))
    sauda_orders_page_show_only (self->orders, ids, kind.title);
}

/* The orders of a store that must be handed over soon, by its name. */
static void
on_orders_soon (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  sauda_alert_rules_list_ship_soon_async (sauda_session_get_workspace (self->session),
                                          g_variant_get_string (parameter, NULL), NULL, on_soon_listed,
                                          g_object_ref (self));
}

static void
on_gates_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Showing *showing = user_data;
  g_autoptr (SaudaWindow) self = showing->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gates = sauda_gates_check_finish (result, &error);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const SaudaGate *gate;

  if (gates == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  gate = g_ptr_array_index (gates, showing->gate);
  for (guint i = 0; i < gate->order_ids->len; i++)
    g_hash_table_add (ids, g_memdup2 (&g_array_index (gate->order_ids, gint64, i), sizeof (gint64)));
  if (self->orders == NULL)
    return;
  sauda_window_show_page (self, "orders");
  sauda_orders_page_show_only (self->orders, ids, sauda_gate_get_closed_title (showing->gate));
}

/* The orders that a closed gate names, by its name. */
static void
on_orders_gate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);
  SaudaGateKind gate;
  Showing *showing;

  if (!sauda_gate_from_name (g_variant_get_string (parameter, NULL), &gate))
    return;
  showing = g_new0 (Showing, 1);
  showing->window = g_object_ref (self);
  showing->gate = gate;
  sauda_gates_check_async (sauda_session_get_workspace (self->session), NULL, on_gates_checked, showing);
}

/* Where the token of a store is entered, by the store's name. */
static void
on_store_token (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  sauda_window_show_page (self, "settings");
  sauda_settings_page_ask_token (SAUDA_SETTINGS_PAGE (sauda_window_get_page (self, "settings")),
                                 g_variant_get_string (parameter, NULL));
}

/* A group or a row of the settings, by its name. */
static void
on_settings_part (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  sauda_window_show_page (self, "settings");
  sauda_settings_page_show_part (SAUDA_SETTINGS_PAGE (sauda_window_get_page (self, "settings")),
                                 g_variant_get_string (parameter, NULL));
}

/* How a gate stands, and the rows that it names, by its name. */
static void
on_gate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);
  SaudaGateKind kind;

  sauda_window_show_page (self, "settings");
  if (sauda_gate_from_name (g_variant_get_string (parameter, NULL), &kind))
    sauda_settings_page_show_gate (SAUDA_SETTINGS_PAGE (sauda_window_get_page (self, "settings")), kind);
}

/* What API and spreadsheets say of the orders of a store. */
static void
on_parity (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  gtk_window_present (GTK_WINDOW (sauda_parity_window_new (
    GTK_WINDOW (self), sauda_session_get_workspace (self->session), g_variant_get_string (parameter, NULL))));
}

/* The price list for Kaspi, and how it is served. */
static void
on_price_list (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  sauda_window_show_page (self, "prices");
  sauda_prices_page_show_list (SAUDA_PRICES_PAGE (sauda_window_get_page (self, "prices")));
}

static void
on_back_up (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sauda_window_back_up (SAUDA_WINDOW (user_data));
}

static void
on_alerts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  gtk_window_present (
    GTK_WINDOW (sauda_alerts_window_new (GTK_WINDOW (self), sauda_session_get_workspace (self->session))));
}

static void
on_ledger (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SaudaWindow *self = SAUDA_WINDOW (user_data);

  gtk_window_present (GTK_WINDOW (
    sauda_acts_window_new_for_ledger (GTK_WINDOW (self), sauda_session_get_workspace (self->session))));
}

static void
set_enabled (SaudaWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)),
                               enabled);
}

/**
 * sauda_window_update_acts:
 * @self: the window
 *
 * Decides what can be done to the selected orders now.
 */
void
sauda_window_update_acts (SaudaWindow *self)
{
  gboolean on_orders = self->orders != NULL && g_str_equal (self->page, "orders");

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    g_autoptr (GPtrArray) possible = on_orders ? list_possible (self, acts[i].kind) : NULL;
    guint count = possible != NULL ? possible->len : 0;

    set_enabled (self, acts[i].action, acts[i].one_order ? count == 1 : count > 0);
  }
  set_enabled (self, "ledger", self->orders != NULL);
  set_enabled (self, "alerts", self->orders != NULL);
  set_enabled (self, "orders-tile", self->orders != NULL);
  set_enabled (self, "orders-soon", self->orders != NULL);
  set_enabled (self, "orders-gate", self->orders != NULL);
  set_enabled (self, "store-token", self->orders != NULL);
  set_enabled (self, "settings-part", self->orders != NULL);
  set_enabled (self, "gate", self->orders != NULL);
  set_enabled (self, "parity", self->orders != NULL);
  set_enabled (self, "price-list", self->orders != NULL);
  set_enabled (self, "back-up", self->orders != NULL && !self->backing_up);
  gtk_widget_set_visible (self->acts_button, on_orders);
}

/**
 * sauda_window_install_acts:
 * @self: the window
 *
 * Adds the commands on the selected orders.
 */
void
sauda_window_install_acts (SaudaWindow *self)
{
  const GActionEntry others[] = { { "ledger", on_ledger },
                                  { "alerts", on_alerts },
                                  { "orders-tile", on_orders_tile, "s" },
                                  { "orders-soon", on_orders_soon, "s" },
                                  { "orders-gate", on_orders_gate, "s" },
                                  { "store-token", on_store_token, "s" },
                                  { "settings-part", on_settings_part, "s" },
                                  { "gate", on_gate, "s" },
                                  { "parity", on_parity, "s" },
                                  { "price-list", on_price_list },
                                  { "back-up", on_back_up } };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    const GActionEntry entry = { acts[i].action, on_act };

    g_action_map_add_action_entries (G_ACTION_MAP (self), &entry, 1, self);
  }
  g_action_map_add_action_entries (G_ACTION_MAP (self), others, G_N_ELEMENTS (others), self);
}
