#include "sauda-price-card.h"

#include "sauda-city.h"
#include "sauda-money.h"
#include "sauda-number.h"
#include "sauda-offer-term-row.h"
#include "sauda-order-sentences.h"
#include "sauda-price-changes.h"
#include "sauda-prices-columns.h"
#include "sauda-stock-work.h"
#include "sauda-term-changes.h"
#include "sauda-ui-error.h"
#include "sauda-ui-label.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

#define KNOWN_CHANGES 2000
#define KNOWN_TERM_CHANGES 50

struct _SaudaPriceCard {
  AdwBin parent_instance;

  GtkLabel *title; /* (unowned) (not nullable) */
  GtkLabel *about; /* (unowned) (not nullable) */
  GtkGrid *facts;  /* (unowned) (not nullable) */
  GtkLabel *terms; /* (unowned) (not nullable) */
  GtkBox *history; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  SaudaPriceItem *item;      /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) of the load */
};

G_DEFINE_FINAL_TYPE (SaudaPriceCard, sauda_price_card, ADW_TYPE_BIN)

static guint closed_signal;
static guint changed_signal;
static guint terms_signal;

typedef struct {
  gint64 offer_id;
  gint64 batch_id; /* to be taken back; 0: none */
  gint64 term_id;  /* likewise, of a city price or pre-order */
  gint64 now_ms;
} Request;

/* What is known of one offer beside its price. */
typedef struct {
  GPtrArray *changes;         /* (owned) (element-type SaudaPriceChange) of this offer, the newest first */
  GPtrArray *term_changes;    /* (owned) (nullable) (element-type SaudaTermChange) likewise */
  SaudaOfferTermSheet *terms; /* (owned) (nullable) cities, warehouses and pre-order */
} Story;

static void
story_free (gpointer data)
{
  Story *story = data;

  g_clear_pointer (&story->changes, g_ptr_array_unref);
  g_clear_pointer (&story->term_changes, g_ptr_array_unref);
  sauda_offer_term_sheet_free (story->terms);
  g_free (story);
}

static gpointer
run_story (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (GPtrArray) all = sauda_price_changes_list (connection, KNOWN_CHANGES, error);
  Story *story;

  if (all == NULL)
    return NULL;
  story = g_new0 (Story, 1);
  story->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_change_free);
  for (guint i = 0; i < all->len; i++) {
    SaudaPriceChange *change = g_ptr_array_index (all, i);

    if (change->offer_id != request->offer_id)
      continue;
    g_ptr_array_add (story->changes, change);
    all->pdata[i] = g_new0 (SaudaPriceChange, 1);
  }
  story->term_changes = sauda_term_changes_list (connection, request->offer_id, KNOWN_TERM_CHANGES, error);
  if (story->term_changes != NULL)
    story->terms = sauda_offer_term_sheet_read (connection, request->offer_id, request->now_ms, error);
  if (story->terms != NULL)
    return story;
  story_free (story);
  return NULL;
}

static gpointer
run_undo (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  if (request->term_id != 0)
    return GINT_TO_POINTER (
      sauda_term_changes_undo (connection, request->term_id, SAUDA_STOCK_WHO, request->now_ms, error) != 0);
  return GINT_TO_POINTER (
    sauda_price_changes_undo (connection, request->batch_id, SAUDA_STOCK_WHO, request->now_ms, error) != 0);
}

static Request *
request_new (SaudaPriceCard *self)
{
  const SaudaPriceRow *row = sauda_price_item_get_row (self->item);
  Request *request = g_new0 (Request, 1);

  request->offer_id = row->offer_id;
  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = sauda_ui_label_new (text, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  return label;
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceCard) self = SAUDA_PRICE_CARD (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  if (self->workspace == NULL)
    return;
  if (done == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Taken back; the history keeps both."));
  g_signal_emit (self, changed_signal, 0);
}

static void
take_back (SaudaPriceCard *self, GtkButton *button, gint64 batch_id, gint64 term_id)
{
  Request *request = request_new (self);

  request->batch_id = batch_id;
  request->term_id = term_id;
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  sauda_workspace_write_async (self->workspace, run_undo, request, g_free, NULL, NULL, on_undone,
                               g_object_ref (self));
}

static void
on_undo (GtkButton *button, SaudaPriceCard *self)
{
  take_back (self, button, *(gint64 *) g_object_get_data (G_OBJECT (button), "change"), 0);
}

static void
on_undo_term (GtkButton *button, SaudaPriceCard *self)
{
  take_back (self, button, 0, *(gint64 *) g_object_get_data (G_OBJECT (button), "change"));
}

/* A line of the history; returns its button, which takes the change @id back. */
static GtkWidget *
add_line (SaudaPriceCard *self, const char *what, const char *why, gint64 id, const char *label)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), create_label (what, "numeric"));
  gtk_box_append (GTK_BOX (texts), create_label (why, "dim-label"));
  g_object_set_data_full (G_OBJECT (button), "change", g_memdup2 (&id, sizeof id), g_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (self->history, line);
  return button;
}

static void
add_change (SaudaPriceCard *self, const SaudaPriceChange *change)
{
  g_autofree char *before = change->before >= 0 ? sauda_money_format (change->before) : g_strdup ("–");
  g_autofree char *after = change->after >= 0 ? sauda_money_format (change->after) : g_strdup ("–");
  g_autofree char *what = g_strdup_printf ("%s → %s", before, after);
  g_autofree char *when = sauda_order_format_time (change->at_ms);
  g_autofree char *why =
    g_strjoin (" · ", when, sauda_order_name_who (change->who), change->title, change->reason, NULL);
  g_autofree char *label = g_strdup_printf (_ ("Take back “%s” with all its offers"), change->title);

  g_signal_connect (add_line (self, what, why, change->batch_id, label), "clicked", G_CALLBACK (on_undo),
                    self);
}

static char *
format_term (const SaudaTermChange *change, gint64 value)
{
  const SaudaOfferTermLine line = { .city_id = change->city_id, .place = change->place };

  return value >= 0 ? sauda_offer_term_row_format (&line, value) : g_strdup (_ ("as usual"));
}

static void
add_term_change (SaudaPriceCard *self, const SaudaTermChange *change)
{
  const char *where = change->city_id != NULL ? sauda_city_get_name (change->city_id) : change->place;
  g_autofree char *before = format_term (change, change->before);
  g_autofree char *after = format_term (change, change->after);
  g_autofree char *what =
    g_strdup_printf ("%s: %s → %s", where != NULL ? where : _ ("All warehouses"), before, after);
  g_autofree char *when = sauda_order_format_time (change->at_ms);
  g_autofree char *why = g_strjoin (" · ", when, sauda_order_name_who (change->who),
                                    change->undone ? _ ("taken back") : change->reason,
                                    change->undone ? change->reason : NULL, NULL);
  g_autofree char *label = g_strdup_printf (_ ("Take back “%s”"), what);
  GtkWidget *button = add_line (self, what, why, change->id, label);

  g_signal_connect (button, "clicked", G_CALLBACK (on_undo_term), self);
  gtk_widget_set_visible (button, !change->undone && !change->undoes);
}

/* Prices, and what is of one city or warehouse, as they were changed: the newest first. */
static void
add_history (SaudaPriceCard *self, const Story *story)
{
  guint price = 0, term = 0;

  while (price < story->changes->len || term < story->term_changes->len) {
    const SaudaPriceChange *change =
      price < story->changes->len ? g_ptr_array_index (story->changes, price) : NULL;
    const SaudaTermChange *other =
      term < story->term_changes->len ? g_ptr_array_index (story->term_changes, term) : NULL;

    if (other == NULL || (change != NULL && change->at_ms >= other->at_ms)) {
      add_change (self, change);
      price++;
    } else {
      add_term_change (self, other);
      term++;
    }
  }
  if (price + term == 0)
    gtk_box_append (self->history, create_label (_ ("Sauda never changed this price."), "dim-label"));
}

static char *
describe_terms (const SaudaOfferTermSheet *sheet)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sheet->lines->len; i++) {
    const SaudaOfferTermLine *line = &g_array_index (sheet->lines, SaudaOfferTermLine, i);
    gint64 value = line->value >= 0 ? line->value : line->usual;
    g_autofree char *shown = sauda_offer_term_row_format (line, value);

    /* What no warehouse has is nothing to tell. */
    if (line->city_id == NULL && (value <= 0 || line->place == NULL))
      continue;
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", line->title, shown);
  }
  if (text->len == 0)
    return g_strdup (_ ("One price everywhere, no pre-order."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_story (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceCard) self = SAUDA_PRICE_CARD (user_data);
  g_autoptr (GError) error = NULL;
  Story *story = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *terms = NULL;
  GtkWidget *child;

  if (story == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->workspace != NULL)
      sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->history))) != NULL)
    gtk_box_remove (self->history, child);
  add_history (self, story);
  terms = describe_terms (story->terms);
  gtk_label_set_label (self->terms, terms);
  story_free (story);
}

static void
add_fact (SaudaPriceCard *self, int *row, const char *name, const char *value, const char *css_class)
{
  GtkWidget *title = gtk_label_new (name), *number = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_set_hexpand (number, TRUE);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (number, css_class);
  gtk_grid_attach (self->facts, title, 0, *row, 1, 1);
  gtk_grid_attach (self->facts, number, 1, *row, 1, 1);
  (*row)++;
}

static void
add_amount (SaudaPriceCard *self, int *row, const char *name, gint64 amount)
{
  g_autofree char *text = amount >= 0 ? sauda_money_format (amount) : g_strdup ("–");

  add_fact (self, row, name, text, NULL);
}

static void
show_price (SaudaPriceCard *self, gint64 price)
{
  const SaudaPriceRow *row = sauda_price_item_get_row (self->item);
  SaudaCostResult result;
  gboolean low = row->floor >= 0 && price < row->floor;
  g_autofree char *profit = NULL, *margin = NULL, *percent = NULL;
  GtkWidget *child;
  int line = 0;

  sauda_cost_model_evaluate (&row->rates, &row->item, MAX (price, 0), -1, &result);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  profit =
    result.goods >= 0 ? sauda_money_format (result.profit) : g_strdup (sauda_prices_describe_missing (row));
  percent = sauda_number_format (result.margin, 1);
  margin = result.goods < 0 ? g_strdup ("–")
           : low            ? g_strdup_printf (_ ("⚠ %s %%, below the floor"), percent)
                            : g_strdup_printf ("%s %%", percent);
  add_amount (self, &line, _ ("Price"), price);
  add_amount (self, &line, row->estimate ? _ ("Commission (estimate)") : _ ("Commission"), result.commission);
  add_amount (self, &line, _ ("VAT"), result.vat);
  add_amount (self, &line, _ ("Delivery"), result.delivery);
  add_amount (self, &line, _ ("Goods"), result.goods);
  add_fact (self, &line, _ ("Profit"), profit, NULL);
  add_fact (self, &line, _ ("Margin"), margin, low ? "error" : NULL);
  add_amount (self, &line, _ ("Floor"), row->floor);
  add_amount (self, &line, _ ("Break-even"), row->break_even);
  add_amount (self, &line, _ ("Target"), row->target);
  add_amount (self, &line, _ ("At Kaspi"), row->kaspi);
  add_amount (self, &line, _ ("Others"), row->competitor);
}

static void
on_terms (SaudaPriceCard *self)
{
  if (self->item != NULL)
    g_signal_emit (self, terms_signal, 0, sauda_price_item_get_row (self->item)->offer_id);
}

static void
on_close (SaudaPriceCard *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
sauda_price_card_dispose (GObject *object)
{
  SaudaPriceCard *self = SAUDA_PRICE_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (sauda_price_card_parent_class)->dispose (object);
}

static void
sauda_price_card_finalize (GObject *object)
{
  g_object_unref (SAUDA_PRICE_CARD (object)->cancellable);
  G_OBJECT_CLASS (sauda_price_card_parent_class)->finalize (object);
}

static void
sauda_price_card_class_init (SaudaPriceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_price_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_price_card_finalize;
  closed_signal = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  terms_signal = g_signal_new ("terms", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/prices/sauda-price-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceCard, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceCard, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceCard, facts);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceCard, terms);
  gtk_widget_class_bind_template_child (widget_class, SaudaPriceCard, history);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_bind_template_callback (widget_class, on_terms);
}

static void
sauda_price_card_init (SaudaPriceCard *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_price_card_set_workspace:
 * @self: a card
 * @workspace: whose prices it shows
 */
void
sauda_price_card_set_workspace (SaudaPriceCard *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_PRICE_CARD (self));
  g_set_object (&self->workspace, workspace);
}

/**
 * sauda_price_card_refresh:
 * @self: a card
 *
 * Reads again what it shows, when it is seen.
 */
void
sauda_price_card_refresh (SaudaPriceCard *self)
{
  const SaudaPriceRow *row;

  g_return_if_fail (SAUDA_IS_PRICE_CARD (self));

  if (self->item == NULL || self->workspace == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  row = sauda_price_item_get_row (self->item);
  gtk_label_set_label (self->title, row->sku);
  gtk_label_set_label (self->about, row->title != NULL ? row->title : "");
  show_price (self, row->price);
  sauda_workspace_read_async (self->workspace, run_story, request_new (self), g_free, story_free,
                              self->cancellable, on_story, g_object_ref (self));
}

/**
 * sauda_price_card_show:
 * @self: a card
 * @item: an offer; the one that is shown already is not read again
 */
void
sauda_price_card_show (SaudaPriceCard *self, SaudaPriceItem *item)
{
  g_return_if_fail (SAUDA_IS_PRICE_CARD (self));

  if (g_set_object (&self->item, item) || gtk_widget_get_first_child (GTK_WIDGET (self->history)) == NULL)
    sauda_price_card_refresh (self);
}

/**
 * sauda_price_card_try_price:
 * @self: a card
 * @price: a price that is being typed, whole tenge
 *
 * Shows what it would bring.
 */
void
sauda_price_card_try_price (SaudaPriceCard *self, gint64 price)
{
  g_return_if_fail (SAUDA_IS_PRICE_CARD (self));

  if (self->item != NULL)
    show_price (self, price);
}
