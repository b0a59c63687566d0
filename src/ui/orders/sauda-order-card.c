#include "sauda-order-card.h"

#include "sauda-hold-popover.h"
#include "sauda-money.h"
#include "sauda-open-uri.h"
#include "sauda-order-details.h"
#include "sauda-order-sentences.h"
#include "sauda-packer-view.h"
#include "sauda-ship-by.h"
#include "sauda-ui-error.h"
#include "sauda-ui-label.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaOrderCard {
  AdwBin parent_instance;

  GtkLabel *title;           /* (unowned) (not nullable) */
  GtkLabel *stage;           /* (unowned) (not nullable) */
  GtkStack *stack;           /* (unowned) (not nullable) */
  GtkLabel *failed;          /* (unowned) (not nullable) */
  GtkGrid *facts;            /* (unowned) (not nullable) */
  GtkBox *lines;             /* (unowned) (not nullable) */
  GtkBox *files;             /* (unowned) (not nullable) */
  GtkBox *others;            /* (unowned) (not nullable) */
  GtkBox *history;           /* (unowned) (not nullable) */
  GtkMenuButton *hold;       /* (unowned) (not nullable) */
  SaudaHoldPopover *popover; /* (unowned) (not nullable) */
  GtkWidget *release;        /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;  /* (owned) (nullable) until dispose */
  SaudaOrderDetails *details; /* (owned) (nullable) */
  GCancellable *cancellable;  /* (owned) (not nullable) of the load */
  gint64 order_id;            /* 0: none */
};

G_DEFINE_FINAL_TYPE (SaudaOrderCard, sauda_order_card, ADW_TYPE_BIN)

static guint closed_signal;
static guint hold_signal;

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = sauda_ui_label_new (text, css_class);

  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_label_set_selectable (GTK_LABEL (label), css_class == NULL);
  return label;
}

static void
add_row (GtkBox *box, const char *first, const char *second)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (row), create_label (first, NULL));
  if (second != NULL)
    gtk_box_append (GTK_BOX (row), create_label (second, "dim-label"));
  gtk_box_append (box, row);
}

static void
add_fact (SaudaOrderCard *self, int *row, const char *name, const char *value)
{
  GtkWidget *title;

  if (value == NULL || *value == '\0')
    return;
  title = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_yalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_grid_attach (self->facts, title, 0, *row, 1, 1);
  gtk_grid_attach (self->facts, create_label (value, NULL), 1, *row, 1, 1);
  (*row)++;
}

static void
add_amount (SaudaOrderCard *self, int *row, const char *name, gint64 amount)
{
  g_autofree char *text = amount >= 0 && !sauda_packer_view_is_on () ? sauda_money_format (amount) : NULL;

  add_fact (self, row, name, text);
}

static void
add_time (SaudaOrderCard *self, int *row, const char *name, gint64 at_ms)
{
  g_autofree char *text = at_ms > 0 ? sauda_order_format_time (at_ms) : NULL;

  add_fact (self, row, name, text);
}

static void
add_buyer (SaudaOrderCard *self, int *row)
{
  const SaudaOrderInfo *order = self->details->order;
  const SaudaCustomerInfo *customer = self->details->customer;
  g_autofree char *phone = sauda_packer_view_show_phone (order->phone);

  add_fact (self, row, _ ("Buyer"), order->buyer);
  if (customer != NULL)
    add_fact (self, row, _ ("Also as"), customer->other_names);
  add_fact (self, row, _ ("Phone"), phone);
  add_fact (self, row, _ ("Town"), order->town);
  if (!sauda_packer_view_is_on ())
    add_fact (self, row, _ ("Address"), self->details->address);
}

static void
show_facts (SaudaOrderCard *self)
{
  const SaudaOrderDetails *details = self->details;
  const SaudaOrderInfo *order = details->order;
  g_autofree char *note = sauda_packer_view_show_text (order->note);
  g_autofree char *tags = sauda_packer_view_show_text (order->tags);
  g_autofree char *reason = sauda_packer_view_show_text (order->hold_reason);
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  add_fact (self, &row, _ ("Store"), order->store);
  add_time (self, &row, _ ("Ship by"), order->ship_by_ms);
  add_time (self, &row, _ ("Ordered"), order->created_ms);
  add_time (self, &row, _ ("Handed over"), order->handed_over_ms);
  add_amount (self, &row, _ ("Sum"), order->total);
  add_amount (self, &row, _ ("Delivery"), details->delivery_cost);
  add_buyer (self, &row);
  add_fact (self, &row, _ ("Note"), note);
  add_fact (self, &row, _ ("Tags"), tags);
  add_fact (self, &row, _ ("Held because"), reason);
  add_fact (self, &row, _ ("Waybill"), order->waybill_number);
  if (order->imei_required)
    add_fact (self, &row, _ ("IMEI"), _ ("to be entered in Kaspi’s cabinet"));
  add_fact (self, &row, _ ("Cancelled because"), details->cancellation_reason);
}

static void
show_lines (SaudaOrderCard *self)
{
  clear_box (self->lines);
  for (guint i = 0; i < self->details->order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (self->details->order->lines, i);
    g_autofree char *what = sauda_order_describe_line (line);

    add_row (self->lines, line->model, what);
  }
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOrderCard) self = SAUDA_ORDER_CARD (user_data);
  g_autoptr (GError) error = NULL;

  if (!sauda_open_uri_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_open_waybill (SaudaOrderCard *self)
{
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  if (self->details == NULL || self->details->waybill == NULL)
    return;
  path = g_build_filename (sauda_workspace_get_folder (self->workspace), self->details->waybill->path, NULL);
  uri = g_filename_to_uri (path, NULL, &error);
  if (uri == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_open_uri_async (uri, NULL, self->cancellable, on_launched, g_object_ref (self));
}

static void
show_files (SaudaOrderCard *self)
{
  const SaudaWaybill *waybill = self->details->waybill;
  g_autofree char *name = waybill != NULL ? g_path_get_basename (waybill->path) : NULL;
  g_autofree char *label = NULL;
  GtkWidget *button;

  clear_box (self->files);
  if (waybill == NULL) {
    gtk_box_append (self->files, create_label (_ ("No waybill is saved yet."), "dim-label"));
    return;
  }
  label = g_strdup_printf (ngettext ("%s · %u page", "%s · %u pages", waybill->pages), name, waybill->pages);
  button = gtk_button_new_with_label (label);
  gtk_widget_set_tooltip_text (button, _ ("Open the waybill"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_waybill), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->files, button);
}

static void
on_other (GtkButton *button, SaudaOrderCard *self)
{
  sauda_order_card_show (self, *(gint64 *) g_object_get_data (G_OBJECT (button), "order"));
}

static GtkWidget *
create_other (SaudaOrderCard *self, const SaudaOrderInfo *other)
{
  const SaudaOrderLineInfo *line = other->lines->len > 0 ? g_ptr_array_index (other->lines, 0) : NULL;
  const char *size = line != NULL ? sauda_order_line_info_get_size (line) : NULL;
  g_autofree char *day =
    other->created_ms > 0 ? sauda_day_format_short (sauda_day_from_ms (other->created_ms)) : g_strdup ("");
  g_autofree char *text =
    g_strdup_printf ("%s %s · %s\n%s %s", other->code, day, sauda_stage_get_title (other->stage),
                     line != NULL ? line->model : "", size != NULL ? size : "");
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), create_label (text, "caption"));
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "order", g_memdup2 (&other->id, sizeof other->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_other), self, 0);
  return button;
}

static void
show_others (SaudaOrderCard *self)
{
  GPtrArray *others = self->details->others;

  clear_box (self->others);
  for (guint i = 0; i < others->len; i++)
    gtk_box_append (self->others, create_other (self, g_ptr_array_index (others, i)));
  if (others->len == 0)
    gtk_box_append (self->others, create_label (_ ("This is the buyer’s first order."), "dim-label"));
}

static void
show_history (SaudaOrderCard *self)
{
  GPtrArray *events = self->details->history;

  clear_box (self->history);
  for (guint i = events->len; i > 0; i--) {
    const SaudaOrderEvent *event = g_ptr_array_index (events, i - 1);
    g_autofree char *what = sauda_order_describe_event (event, self->details->order);
    g_autofree char *who = sauda_order_describe_who (event);
    g_autofree char *time = sauda_order_format_time (event->at_ms);
    g_autofree char *line = g_strdup_printf ("%s · %s", time, who);

    add_row (self->history, what, line);
  }
}

static void
show_details (SaudaOrderCard *self)
{
  const SaudaOrderInfo *order = self->details->order;
  SaudaDay today = sauda_workspace_get_today (self->workspace);
  gboolean held = order->hold_until > today && sauda_ship_by_is_open (order->stage);
  g_autofree char *day = held ? sauda_day_format_short (order->hold_until) : NULL;
  g_autofree char *stage =
    held ? g_strdup_printf (_ ("%s, held until %s"), sauda_stage_get_title (order->stage), day)
         : g_strdup (sauda_stage_get_title (order->stage));

  gtk_label_set_label (self->title, order->code);
  gtk_label_set_label (self->stage, stage);
  gtk_widget_set_visible (GTK_WIDGET (self->hold), !held && sauda_ship_by_is_open (order->stage));
  gtk_widget_set_visible (self->release, held);
  sauda_hold_popover_set_today (self->popover, today);
  show_facts (self);
  show_lines (self);
  show_files (self);
  show_others (self);
  show_history (self);
  gtk_stack_set_visible_child_name (self->stack, "order");
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOrderCard) self = SAUDA_ORDER_CARD (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaOrderDetails) details =
    sauda_order_details_load_finish ((SaudaDatabase *) source, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (details == NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);

    gtk_label_set_label (self->failed, text);
    gtk_stack_set_visible_child_name (self->stack, "failed");
    return;
  }
  g_clear_pointer (&self->details, sauda_order_details_free);
  self->details = g_steal_pointer (&details);
  show_details (self);
}

static void
on_close (SaudaOrderCard *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
on_copy (SaudaOrderCard *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->title));
  sauda_ui_show_text (GTK_WIDGET (self), _ ("The number is copied."));
}

static void
on_hold_chosen (SaudaHoldPopover *popover, int day, const char *reason, SaudaOrderCard *self)
{
  g_signal_emit (self, hold_signal, 0, day, reason);
}

static void
on_release (SaudaOrderCard *self)
{
  g_signal_emit (self, hold_signal, 0, 0, NULL);
}

static void
sauda_order_card_dispose (GObject *object)
{
  SaudaOrderCard *self = SAUDA_ORDER_CARD (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_order_card_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_order_card_finalize (GObject *object)
{
  SaudaOrderCard *self = SAUDA_ORDER_CARD (object);

  g_clear_pointer (&self->details, sauda_order_details_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_order_card_parent_class)->finalize (object);
}

static void
sauda_order_card_class_init (SaudaOrderCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_order_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_order_card_finalize;
  closed_signal = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  hold_signal = g_signal_new ("hold", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_HOLD_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-order-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, stage);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, failed);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, facts);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, lines);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, files);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, others);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, history);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, hold);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, popover);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrderCard, release);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_hold_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_release);
}

static void
sauda_order_card_init (SaudaOrderCard *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (sauda_order_card_reload), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sauda_order_card_set_workspace:
 * @self: a card
 * @workspace: an open data folder
 */
void
sauda_order_card_set_workspace (SaudaOrderCard *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_ORDER_CARD (self));
  g_set_object (&self->workspace, workspace);
}

/**
 * sauda_order_card_show:
 * @self: a card with a workspace
 * @order_id: an order
 *
 * Reads the order and shows it.
 */
void
sauda_order_card_show (SaudaOrderCard *self, gint64 order_id)
{
  g_return_if_fail (SAUDA_IS_ORDER_CARD (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->order_id = order_id;
  sauda_order_details_load_async (sauda_workspace_get_database (self->workspace), order_id, self->cancellable,
                                  on_loaded, g_object_ref (self));
}

/**
 * sauda_order_card_reload:
 * @self: a card
 *
 * Reads the order again.
 */
void
sauda_order_card_reload (SaudaOrderCard *self)
{
  g_return_if_fail (SAUDA_IS_ORDER_CARD (self));

  if (self->order_id != 0 && self->workspace != NULL)
    sauda_order_card_show (self, self->order_id);
}

/**
 * sauda_order_card_get_order:
 * @self: a card
 *
 * Returns: id of the order that it shows; 0 for none
 */
gint64
sauda_order_card_get_order (SaudaOrderCard *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_CARD (self), 0);
  return self->order_id;
}

/**
 * sauda_order_card_is_loaded:
 * @self: a card
 *
 * Returns: whether the order that it is to show is there
 */
gboolean
sauda_order_card_is_loaded (SaudaOrderCard *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_CARD (self), FALSE);
  return self->details != NULL && self->details->order->id == self->order_id;
}
