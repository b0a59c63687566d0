#include "sauda-edit-cell.h"
#include "sauda-later.h"
#include "sauda-money.h"
#include "sauda-packer-view.h"
#include "sauda-prices-page-private.h"

/* The card beside the table: open on demand, and while a price is typed. */

static void
on_typing (SaudaPricesPage *self)
{
  gint64 price;

  if (sauda_money_parse (gtk_editable_get_text (self->typed), &price, NULL))
    sauda_price_card_try_price (self->card, price);
}

void
sauda_prices_page_stop_typing (SaudaPricesPage *self)
{
  if (self->typed != NULL)
    g_signal_handler_disconnect (self->typed, self->typed_id);
  g_clear_weak_pointer (&self->typed);
  self->typed_id = 0;
}

/* While a price is typed the card tells what it would bring. */
static gboolean
on_focus_settled (gpointer user_data)
{
  SaudaPricesPage *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->table))
                      ? gtk_widget_get_ancestor (focus, SAUDA_TYPE_EDIT_CELL)
                      : NULL;
  GtkEntry *entry = cell != NULL ? sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell)) : NULL;
  SaudaPriceItem *item = entry != NULL ? sauda_grid_get_focused_item (SAUDA_GRID (self->table)) : NULL;

  self->focus_id = 0;
  sauda_prices_page_stop_typing (self);
  if (item == NULL || sauda_packer_view_is_on ())
    return G_SOURCE_REMOVE;
  gtk_widget_set_visible (GTK_WIDGET (self->card), TRUE);
  sauda_price_card_show (self->card, item);
  g_set_weak_pointer (&self->typed, GTK_EDITABLE (entry));
  self->typed_id =
    g_signal_connect_object (self->typed, "changed", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  on_typing (self);
  return G_SOURCE_REMOVE;
}

/* A cell takes the focus before it is one that is edited. */
void
sauda_prices_page_follow_focus (SaudaPricesPage *self)
{
  if (self->focus_id == 0)
    self->focus_id = sauda_later_add (on_focus_settled, self);
}

void
sauda_prices_page_open_card (SaudaPricesPage *self)
{
  SaudaPriceItem *row = sauda_grid_get_focused_item (SAUDA_GRID (self->table));

  if (row == NULL || sauda_packer_view_is_on ())
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->card), TRUE);
  sauda_price_card_show (self->card, row);
}

void
sauda_prices_page_close_card (SaudaPricesPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}
