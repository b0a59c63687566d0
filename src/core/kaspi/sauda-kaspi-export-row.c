#include "sauda-kaspi-export-row.h"

#include "sauda-kaspi-export-words.h"
#include "sauda-kaspi-order.h"
#include "sauda-money.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_QUANTITY 10000
#define MAX_DOUBTS 10000
#define MAX_TENGE 1e12

/* Where the courier's points are named `<merchant id>_PPn`. */
#define POINT_SEPARATOR '_'

static const char *
get_cell (SaudaExportRow *self, SaudaExportColumn column)
{
  return sauda_sheet_columns_get_cell (self->columns, column, self->cells, self->n_cells);
}

/* NULL for an empty cell. */
static char *
read_text (SaudaExportRow *self, SaudaExportColumn column)
{
  const char *cell = get_cell (self, column);

  return *cell == '\0' || sauda_text_is_empty (cell) ? NULL : sauda_text_squeeze (cell);
}

static gboolean
parse_tenge (const char *cell, gint64 *tenge)
{
  g_autofree char *text = NULL;
  double amount;

  if (sauda_money_parse (cell, tenge, NULL))
    return *tenge >= 0;
  /* A fraction of a tenge is tax on a delivery: rounded, as the cabinet shows it. */
  text = sauda_text_squeeze (cell);
  g_strdelimit (text, ",", '.');
  if (*text == '\0' || strspn (text, "0123456789.") != strlen (text) ||
      strchr (text, '.') != strrchr (text, '.'))
    return FALSE;
  amount = round (g_ascii_strtod (text, NULL));
  *tenge = amount <= MAX_TENGE ? (gint64) amount : 0;
  return amount <= MAX_TENGE;
}

static gint64
read_cost (SaudaExportRow *self, SaudaExportColumn column)
{
  const char *cell = get_cell (self, column);
  gint64 tenge;

  if (sauda_text_is_empty (cell))
    return -1;
  if (parse_tenge (cell, &tenge))
    return tenge;
  sauda_export_row_add_problem (self, column, FALSE,
                                _ ("This is no amount in tenge, so the cost stays unknown."));
  return -1;
}

/* A spreadsheet saved again may write its own number of a day as text: 46343 is 17.11.2026. Of
 * this century. */
static SaudaDay
parse_serial (const char *text)
{
  char *end;
  gint64 serial = g_ascii_strtoll (text, &end, 10);

  if (end - text != 5 || (*end != '\0' && *end != '.') || serial < 36526 || serial > 73050)
    return SAUDA_DAY_NONE;
  return sauda_day_from_date (1899, 12, 30) + (SaudaDay) serial;
}

static SaudaDay
read_day (SaudaExportRow *self, SaudaExportColumn column)
{
  g_autofree char *text = read_text (self, column);
  SaudaDay day;

  if (text == NULL)
    return SAUDA_DAY_NONE;
  if (sauda_day_parse (text, &day, NULL) || (day = parse_serial (text)) != SAUDA_DAY_NONE)
    return day;
  sauda_export_row_add_problem (self, column, FALSE, _ ("This is no date, so the day stays unknown."));
  return SAUDA_DAY_NONE;
}

/* `23.11.2026 10:15:00` in Almaty; without a time of day midnight is meant. */
static gint64
read_moment (SaudaExportRow *self, SaudaExportColumn column)
{
  g_autofree char *text = read_text (self, column);
  SaudaDay day = text != NULL ? read_day (self, column) : SAUDA_DAY_NONE;
  const char *clock = text != NULL ? strchr (text, ' ') : NULL;
  g_auto (GStrv) parts = NULL;
  gint64 seconds = 0;

  if (day == SAUDA_DAY_NONE)
    return 0;
  parts = g_strsplit (clock != NULL ? clock + 1 : "", ":", 3);
  for (guint i = 0; i < 3; i++)
    seconds = seconds * 60 + (i < g_strv_length (parts) ? (gint64) g_ascii_strtoull (parts[i], NULL, 10) : 0);
  return sauda_day_start_ms (day) + MIN (seconds * 1000, SAUDA_MS_PER_DAY - 1);
}

static gboolean
read_signature (SaudaExportRow *self)
{
  gboolean required;

  if (!sauda_kaspi_export_signature (get_cell (self, SAUDA_EXPORT_SIGNATURE), &required))
    sauda_export_row_add_problem (
      self, SAUDA_EXPORT_SIGNATURE, FALSE,
      _ ("This text is not known, so the order waits as if papers had to be signed."));
  return required;
}

/* `30000001_PP1` → 30000001 and PP1. */
static void
read_warehouse (SaudaExportRow *self, SaudaKaspiExportOrder *order)
{
  g_autofree char *text = read_text (self, SAUDA_EXPORT_WAREHOUSE);
  char *separator = text != NULL ? strchr (text, POINT_SEPARATOR) : NULL;

  if (separator != NULL && separator > text && strspn (text, "0123456789") == (gsize) (separator - text)) {
    order->merchant_id = g_strndup (text, (gsize) (separator - text));
    order->warehouse = g_strdup (separator + 1);
  } else {
    order->warehouse = g_steal_pointer (&text);
  }
}

static gint
read_quantity (SaudaExportRow *self)
{
  const char *cell = get_cell (self, SAUDA_EXPORT_QUANTITY);
  gint64 quantity;

  if (sauda_text_is_empty (cell))
    sauda_export_row_add_problem (self, SAUDA_EXPORT_QUANTITY, TRUE,
                                  _ ("The quantity is missing, so the whole order was left out."));
  else if (!sauda_money_parse (cell, &quantity, NULL))
    sauda_export_row_add_problem (self, SAUDA_EXPORT_QUANTITY, TRUE,
                                  _ ("This is no whole number of pieces, so the whole order was left out."));
  else if (quantity < 1 || quantity > MAX_QUANTITY)
    sauda_export_row_add_problem (self, SAUDA_EXPORT_QUANTITY, TRUE,
                                  _ ("Nobody orders so many pieces, so the whole order was left out."));
  else
    return (gint) quantity;
  return 0;
}

static gboolean
read_amount (SaudaExportRow *self, gint64 *amount)
{
  if (parse_tenge (get_cell (self, SAUDA_EXPORT_AMOUNT), amount))
    return TRUE;
  sauda_export_row_add_problem (self, SAUDA_EXPORT_AMOUNT, TRUE,
                                _ ("This is no amount in tenge, so the whole order was left out."));
  return FALSE;
}

static void
free_line (gpointer data)
{
  SaudaKaspiExportLine *line = data;

  g_free (line->sku);
  g_free (line->title);
  g_free (line->seller_title);
  g_free (line->category);
  g_free (line);
}

/**
 * sauda_export_row_add_problem: (skip)
 * @self: the row
 * @column: where the trouble stands
 * @refused: whether it keeps the order out
 * @reason: a translated sentence
 *
 * Notes a problem of this row.
 */
void
sauda_export_row_add_problem (SaudaExportRow *self,
                              SaudaExportColumn column,
                              gboolean refused,
                              const char *reason)
{
  SaudaKaspiExportProblem *problem;
  const char *value = get_cell (self, column);

  /* Nobody reads more, and a file may be made to hold a million of them. */
  if (!refused && self->problems->len >= MAX_DOUBTS)
    return;
  problem = g_new0 (SaudaKaspiExportProblem, 1);
  problem->code = g_strdup (self->code);
  problem->row = self->row;
  problem->column = g_strdup (sauda_sheet_columns_get_title (self->columns, column));
  problem->value = sauda_text_squeeze (value);
  problem->reason = g_strdup (reason);
  problem->refused = refused;
  g_ptr_array_add (self->problems, problem);
}

/**
 * sauda_export_row_read_code: (skip)
 * @self: the row
 *
 * Returns: (transfer full) (nullable): the order's number; %NULL, with a problem noted, when there is none
 */
char *
sauda_export_row_read_code (SaudaExportRow *self)
{
  g_autofree char *code = read_text (self, SAUDA_EXPORT_NUMBER);

  if (code == NULL) {
    sauda_export_row_add_problem (self, SAUDA_EXPORT_NUMBER, TRUE,
                                  _ ("The order number is missing, so the row was left out."));
    return NULL;
  }
  if (strspn (code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-") != strlen (code)) {
    sauda_export_row_add_problem (self, SAUDA_EXPORT_NUMBER, TRUE,
                                  _ ("This is no order number, so the row was left out."));
    return NULL;
  }
  return g_steal_pointer (&code);
}

/**
 * sauda_export_row_has_sku: (skip)
 * @self: the row
 *
 * Returns: whether an article stands in the row, so that it is a line of some order
 */
gboolean
sauda_export_row_has_sku (SaudaExportRow *self)
{
  return !sauda_text_is_empty (get_cell (self, SAUDA_EXPORT_SKU));
}

/**
 * sauda_export_row_read_order: (skip)
 * @self: a row with an order number
 *
 * Returns: (transfer full) (not nullable): what the row says about its order, without lines
 */
SaudaKaspiExportOrder *
sauda_export_row_read_order (SaudaExportRow *self)
{
  SaudaKaspiExportOrder *order = g_new0 (SaudaKaspiExportOrder, 1);
  g_autofree char *phone = read_text (self, SAUDA_EXPORT_PHONE);

  order->code = g_strdup (self->code);
  order->status_text = sauda_text_squeeze (get_cell (self, SAUDA_EXPORT_STATUS));
  order->delivery_text = read_text (self, SAUDA_EXPORT_DELIVERY);
  order->courier = read_text (self, SAUDA_EXPORT_COURIER);
  order->payment_text = read_text (self, SAUDA_EXPORT_PAYMENT);
  order->cancellation_text = read_text (self, SAUDA_EXPORT_CANCELLATION);
  order->address = read_text (self, SAUDA_EXPORT_ADDRESS);
  order->buyer = read_text (self, SAUDA_EXPORT_BUYER);
  order->phone = sauda_kaspi_phone_normalise (phone);
  order->created_day = read_day (self, SAUDA_EXPORT_CREATED);
  order->changed_day = read_day (self, SAUDA_EXPORT_CHANGED);
  order->planned_handover_day = read_day (self, SAUDA_EXPORT_PLANNED_HANDOVER);
  order->assembled_told = sauda_sheet_columns_has (self->columns, SAUDA_EXPORT_ASSEMBLED);
  order->assembled_ms = read_moment (self, SAUDA_EXPORT_ASSEMBLED);
  order->signature_required = read_signature (self);
  order->delivery_cost = read_cost (self, SAUDA_EXPORT_DELIVERY_COST);
  order->delivery_cost_for_seller = read_cost (self, SAUDA_EXPORT_DELIVERY_COST_FOR_SELLER);
  order->lines = g_ptr_array_new_with_free_func (free_line);
  read_warehouse (self, order);
  return order;
}

/**
 * sauda_export_row_read_line: (skip)
 * @self: a row with an order number
 *
 * Returns: (transfer full) (nullable): the line, its amount as «Сумма» says it; %NULL, with every problem
 * noted, when it must not come in
 */
SaudaKaspiExportLine *
sauda_export_row_read_line (SaudaExportRow *self)
{
  gint quantity = read_quantity (self);
  gint64 amount = 0;
  gboolean has_amount = read_amount (self, &amount);
  SaudaKaspiExportLine *line;

  if (!sauda_export_row_has_sku (self))
    sauda_export_row_add_problem (self, SAUDA_EXPORT_SKU, TRUE,
                                  _ ("The article is missing, so the whole order was left out."));
  if (quantity == 0 || !has_amount || !sauda_export_row_has_sku (self))
    return NULL;
  line = g_new0 (SaudaKaspiExportLine, 1);
  line->sku = g_strdup (get_cell (self, SAUDA_EXPORT_SKU));
  line->title = read_text (self, SAUDA_EXPORT_TITLE);
  line->seller_title = read_text (self, SAUDA_EXPORT_SELLER_TITLE);
  line->category = read_text (self, SAUDA_EXPORT_CATEGORY);
  line->quantity = quantity;
  line->amount = amount;
  line->row = self->row;
  return line;
}

/**
 * sauda_kaspi_export_order_free: (skip)
 * @order: (transfer full): the order, with its lines
 */
void
sauda_kaspi_export_order_free (SaudaKaspiExportOrder *order)
{
  g_ptr_array_unref (order->lines);
  g_free (order->code);
  g_free (order->status_text);
  g_free (order->merchant_id);
  g_free (order->warehouse);
  g_free (order->delivery_text);
  g_free (order->courier);
  g_free (order->payment_text);
  g_free (order->cancellation_text);
  g_free (order->address);
  g_free (order->buyer);
  g_free (order->phone);
  g_free (order);
}

/**
 * sauda_kaspi_export_problem_free: (skip)
 * @problem: (transfer full): the problem
 */
void
sauda_kaspi_export_problem_free (SaudaKaspiExportProblem *problem)
{
  g_free (problem->code);
  g_free (problem->column);
  g_free (problem->value);
  g_free (problem->reason);
  g_free (problem);
}
