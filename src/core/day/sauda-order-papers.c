#include "sauda-own-papers-private.h"

#include "sauda-database.h"
#include "sauda-money.h"
#include "sauda-orders.h"
#include "sauda-paper-table.h"

#include <glib/gi18n-lib.h>

#define USUAL_BOX "box-100x150"
#define A4_WIDTH 210.0
#define A4_HEIGHT 297.0
#define SLIP_WIDTH 100.0
#define SLIP_HEIGHT 150.0
#define MOST_PLACES 99
/* No row of letters ends between pieces and their size. */
#define TIMES "\xc2\xa0×\xc2\xa0"

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaOwnPaperRun *run = data;
  g_autoptr (GPtrArray) orders = NULL;

  if (run->items == NULL)
    return sauda_orders_list_to_ship (connection, 0, run->options.day, run->options.tomorrow, error);
  orders = sauda_orders_list (connection, &(SaudaOrderQuery){ .stage = -1 }, error);
  return g_steal_pointer (&orders);
}

static gboolean
is_wanted (const SaudaOwnPaperRun *self, const SaudaOrderInfo *order)
{
  return (self->items == NULL || g_strv_contains ((const char *const *) self->items, order->code)) &&
         (self->options.store == NULL || g_str_equal (self->options.store, order->store));
}

static void
name_unknown (SaudaOwnPaperRun *self, GPtrArray *orders)
{
  for (guint i = 0; self->items != NULL && self->items[i] != NULL; i++) {
    gboolean found = FALSE;

    for (guint j = 0; j < orders->len && !found; j++)
      found = g_str_equal (((const SaudaOrderInfo *) g_ptr_array_index (orders, j))->code, self->items[i]);
    if (!found)
      sauda_own_paper_run_add_problem (self, _ ("There is no order %s here. Import or fetch it first."),
                                       self->items[i]);
  }
}

/* The orders wanted; borrowed from @all. */
static GPtrArray *
choose (SaudaOwnPaperRun *self, GPtrArray *all)
{
  GPtrArray *orders = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (is_wanted (self, g_ptr_array_index (all, i)))
      g_ptr_array_add (orders, g_ptr_array_index (all, i));
  name_unknown (self, orders);
  return orders;
}

static guint
count_pieces (const SaudaOrderInfo *order)
{
  guint pieces = 0;

  for (guint i = 0; i < order->lines->len; i++)
    pieces += (guint) MAX (((const SaudaOrderLineInfo *) g_ptr_array_index (order->lines, i))->quantity, 1);
  return pieces;
}

static char *
describe_line (const SaudaOrderLineInfo *line)
{
  const char *size = sauda_order_line_info_get_size (line);

  return size != NULL ? g_strdup_printf ("%s, %s" TIMES "%d", line->model, size, line->quantity)
                      : g_strdup_printf ("%s" TIMES "%d", line->model, line->quantity);
}

static char *
describe_lines (const SaudaOrderInfo *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < order->lines->len; i++) {
    g_autofree char *line = describe_line (g_ptr_array_index (order->lines, i));

    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
  }
  return g_string_free (text, FALSE);
}

static guint
count_places (const SaudaOwnPaperRun *self, const SaudaOrderInfo *order)
{
  guint places = self->options.copies > 0 ? self->options.copies : MAX (order->label_pages, 1);

  return MIN (places, MOST_PLACES);
}

static GHashTable *
describe_place (const SaudaOwnPaperRun *self, const SaudaOrderInfo *order, guint place, guint places)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autofree char *contents = describe_lines (order);
  g_autofree char *day = sauda_day_format_short (self->options.day);
  g_autofree char *number = g_strdup_printf ("%u", place), *total = g_strdup_printf ("%u", places);
  g_autofree char *code = g_strdup_printf ("%s-%u", order->code, place);
  g_autofree char *pieces = g_strdup_printf ("%u", count_pieces (order));

  sauda_own_paper_run_put (fields, "order", order->code);
  sauda_own_paper_run_put (fields, "place", number);
  sauda_own_paper_run_put (fields, "places", total);
  sauda_own_paper_run_put (fields, "store", order->store);
  sauda_own_paper_run_put (fields, "customer", order->buyer);
  sauda_own_paper_run_put (fields, "city", order->town);
  sauda_own_paper_run_put (fields, "day", day);
  sauda_own_paper_run_put (fields, "contents", contents);
  sauda_own_paper_run_put (fields, "pieces", pieces);
  sauda_own_paper_run_put (fields, "code", code);
  return fields;
}

static gboolean
write_boxes (SaudaOwnPaperRun *self, GPtrArray *orders, GError **error)
{
  const SaudaTemplate *label = sauda_template_library_find (
    self->library, self->options.label != NULL ? self->options.label : USUAL_BOX, error);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  if (label == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    guint places = count_places (self, order);

    for (guint place = 1; place <= places; place++)
      g_ptr_array_add (copies, describe_place (self, order, place, places));
  }
  return sauda_own_paper_run_print (self, label, copies, error);
}

static void
add_slip_line (SaudaOwnPaperRun *self, SaudaPaperTable *table, const SaudaOrderLineInfo *line)
{
  const char *size = sauda_order_line_info_get_size (line);
  g_autofree char *quantity = g_strdup_printf ("%d", line->quantity);
  g_autofree char *amount = line->amount >= 0 ? sauda_money_format (line->amount) : g_strdup ("–");

  sauda_paper_table_add_row (table, (const char *const[]){ line->model, size != NULL ? size : "–", quantity,
                                                           self->options.prices ? amount : NULL, NULL });
}

static void
add_slip (SaudaOwnPaperRun *self, SaudaPaperTable *table, const SaudaOrderInfo *order)
{
  const SaudaPaperColumn columns[] = { { _ ("Goods"), self->options.prices ? 0.42 : 0.6, FALSE },
                                       { _ ("Size"), 0.18, FALSE },
                                       { _ ("Pieces"), self->options.prices ? 0.18 : 0.22, TRUE },
                                       { _ ("Sum"), 0.22, TRUE } };
  g_autofree char *title = g_strdup_printf (_ ("Order %s"), order->code);
  g_autofree char *buyer = g_strdup_printf ("%s%s%s", order->buyer != NULL ? order->buyer : "",
                                            order->buyer != NULL && order->town != NULL ? ", " : "",
                                            order->town != NULL ? order->town : "");
  guint pieces = count_pieces (order);
  g_autofree char *sum = g_strdup_printf (ngettext ("%u piece", "%u pieces", pieces), pieces);

  sauda_paper_table_add_note (table, order->store);
  sauda_paper_table_add_title (table, title);
  sauda_paper_table_add_barcode (table, order->code);
  if (*buyer != '\0')
    sauda_paper_table_add_note (table, buyer);
  sauda_paper_table_set_columns (table, columns, self->options.prices ? 4 : 3);
  for (guint i = 0; i < order->lines->len; i++)
    add_slip_line (self, table, g_ptr_array_index (order->lines, i));
  sauda_paper_table_add_heading (table, sum);
}

static void
add_slips (SaudaOwnPaperRun *self, SaudaPaperTable *table, GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++) {
    if (i > 0)
      sauda_paper_table_begin_page (table);
    add_slip (self, table, g_ptr_array_index (orders, i));
  }
}

static int
compare_by_store (gconstpointer a, gconstpointer b)
{
  const SaudaOrderInfo *order_a = *(const SaudaOrderInfo *const *) a,
                       *order_b = *(const SaudaOrderInfo *const *) b;
  int difference = g_utf8_collate (order_a->store, order_b->store);

  return difference != 0 ? difference : g_strcmp0 (order_a->code, order_b->code);
}

static void
add_handover_row (SaudaOwnPaperRun *self, SaudaPaperTable *table, const SaudaOrderInfo *order, guint number)
{
  g_autofree char *row = g_strdup_printf ("%u", number), *contents = describe_lines (order);
  g_autofree char *places = g_strdup_printf ("%u", count_places (self, order));

  sauda_paper_table_add_row (table, (const char *const[]){ row, order->code, places,
                                                           order->town != NULL ? order->town : "–", contents,
                                                           "", NULL });
}

static void
end_store (SaudaOwnPaperRun *self, SaudaPaperTable *table, guint orders, guint places)
{
  g_autofree char *of_orders = g_strdup_printf (ngettext ("%u order", "%u orders", orders), orders);
  g_autofree char *of_places = g_strdup_printf (ngettext ("%u place", "%u places", places), places);
  g_autofree char *text = g_strdup_printf ("%s, %s", of_orders, of_places);

  sauda_paper_table_add_heading (table, text);
  sauda_paper_table_add_note (table, _ ("Handed over: ______________________    Received by the courier: "
                                        "______________________    Time: __________"));
}

/* A page for each store: the courier of each signs his own. */
static void
add_handover (SaudaOwnPaperRun *self, SaudaPaperTable *table, GPtrArray *orders)
{
  const SaudaPaperColumn columns[] = {
    { "№", 0.06, TRUE },         { _ ("Order"), 0.17, FALSE },    { _ ("Places"), 0.12, TRUE },
    { _ ("City"), 0.18, FALSE }, { _ ("Contents"), 0.39, FALSE }, { "✓", 0.08, FALSE }
  };
  g_autofree char *day = sauda_day_format_short (self->options.day);
  guint number = 0, places = 0;

  g_ptr_array_sort (orders, compare_by_store);
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    gboolean begins =
      i == 0 ||
      !g_str_equal (((const SaudaOrderInfo *) g_ptr_array_index (orders, i - 1))->store, order->store);
    g_autofree char *title = g_strdup_printf (_ ("Hand-over list, %s, %s"), order->store, day);

    if (begins && i > 0) {
      end_store (self, table, number, places);
      sauda_paper_table_begin_page (table);
    }
    if (begins) {
      sauda_paper_table_add_title (table, title);
      sauda_paper_table_set_columns (table, columns, G_N_ELEMENTS (columns));
      number = places = 0;
    }
    add_handover_row (self, table, order, ++number);
    places += count_places (self, order);
  }
  end_store (self, table, number, places);
}

static gboolean
write_table (SaudaOwnPaperRun *self, GPtrArray *orders, GError **error)
{
  gboolean slips = self->options.paper == SAUDA_OWN_PAPER_SLIPS;
  double width = self->options.width > 0 ? self->options.width : slips ? SLIP_WIDTH : A4_WIDTH;
  double height = self->options.height > 0 ? self->options.height : slips ? SLIP_HEIGHT : A4_HEIGHT;
  g_autoptr (SaudaPaperTable) table = sauda_paper_table_new (width, height);

  if (orders->len == 0) {
    g_set_error_literal (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN,
                         self->report->problems->len > 0
                           ? (const char *) g_ptr_array_index (self->report->problems, 0)
                           : _ ("There are no orders to ship on that day."));
    return FALSE;
  }
  if (slips)
    add_slips (self, table, orders);
  else
    add_handover (self, table, orders);
  self->report->written = orders->len;
  return sauda_paper_table_write (table, self->options.path, &self->report->pages, error);
}

/**
 * sauda_own_paper_run_write_orders: (skip)
 * @self: a paper being written
 * @error: return location
 *
 * Returns: %FALSE with an error of the stationery or store room or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_own_paper_run_write_orders (SaudaOwnPaperRun *self, GError **error)
{
  g_autoptr (GPtrArray) all =
    sauda_database_read (sauda_workspace_get_database (self->workspace), list_work, self, error);
  g_autoptr (GPtrArray) orders = NULL;

  if (all == NULL)
    return FALSE;
  orders = choose (self, all);
  return self->options.paper == SAUDA_OWN_PAPER_BOXES ? write_boxes (self, orders, error)
                                                      : write_table (self, orders, error);
}
