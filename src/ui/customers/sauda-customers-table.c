#include "sauda-customers-table.h"

#include "sauda-money.h"
#include "sauda-packer-view.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

struct _SaudaCustomersTable {
  SaudaNamedTable parent_instance;
};

static guint consent_signal;

G_DEFINE_FINAL_TYPE (SaudaCustomersTable, sauda_customers_table, SAUDA_TYPE_NAMED_TABLE)

static const SaudaCustomerInfo *
get_info (gconstpointer row)
{
  return sauda_customer_row_get_info ((gpointer) row);
}

static char *
get_name_text (gpointer row, gint64 now_ms)
{
  const SaudaCustomerInfo *info = get_info (row);

  if (info->erased_ms > 0)
    return g_strdup (_ ("(erased)"));
  return g_strdup (info->name);
}

static char *
get_phone_text (gpointer row, gint64 now_ms)
{
  return sauda_packer_view_show_phone (get_info (row)->phone);
}

static char *
get_city_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_info (row)->city);
}

static char *
get_orders_text (gpointer row, gint64 now_ms)
{
  return g_strdup_printf ("%u", get_info (row)->orders);
}

static char *
get_cancelled_text (gpointer row, gint64 now_ms)
{
  return get_info (row)->cancelled > 0 ? g_strdup_printf ("%u", get_info (row)->cancelled) : NULL;
}

static char *
get_total_text (gpointer row, gint64 now_ms)
{
  return get_info (row)->total > 0 ? sauda_money_format (get_info (row)->total) : NULL;
}

static char *
get_last_text (gpointer row, gint64 now_ms)
{
  gint64 last_ms = get_info (row)->last_order_ms;

  return last_ms > 0 ? sauda_day_format_short (sauda_day_from_ms (last_ms)) : NULL;
}

static char *
get_also_text (gpointer row, gint64 now_ms)
{
  return g_strdup (get_info (row)->other_names);
}

/* Where the permission to write to a buyer comes from, and how it is shown. */
static const struct {
  const char *consent;
  const char *title;
} consents[] = {
  { "order", N_ ("agreed by ordering") },
  { "chat", N_ ("agreed in the chat") },
  { "verbal", N_ ("agreed by word") },
  { "none", N_ ("has not agreed") },
  { SAUDA_CUSTOMERS_WANTS_NONE, N_ ("wants none") },
};

static char *
get_messages_text (gpointer row, gint64 now_ms)
{
  const SaudaCustomerInfo *info = get_info (row);

  if (info->opted_out_ms > 0)
    return g_strdup (_ ("wants none"));
  for (gsize i = 0; info->consent_source != NULL && i < G_N_ELEMENTS (consents); i++)
    if (g_str_equal (consents[i].consent, info->consent_source))
      return g_strdup (_ (consents[i].title));
  return g_strdup (info->consent_source);
}

/* The words that are shown, and those of the database. */
static gboolean
read_messages (const char *text, char **value, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (consents); i++)
    if (g_strcmp0 (text, _ (consents[i].title)) == 0 || g_strcmp0 (text, consents[i].consent) == 0) {
      *value = g_strdup (_ (consents[i].title));
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” is none of the choices below the cell; nothing was changed."),
               text != NULL ? text : "");
  return FALSE;
}

static GStrv
list_choices (SaudaGrid *grid, gpointer row, guint column)
{
  GStrv choices = g_new0 (char *, G_N_ELEMENTS (consents) + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (consents); i++)
    choices[i] = g_strdup (_ (consents[i].title));
  return choices;
}

static gboolean
can_edit (SaudaGrid *grid, gpointer row, guint column)
{
  return get_info (row)->phone != NULL && get_info (row)->erased_ms == 0 && !sauda_packer_view_is_on ();
}

static void
apply (SaudaGrid *grid, gpointer row, guint column, const char *value)
{
  const char *consent = "none";

  for (gsize i = 0; i < G_N_ELEMENTS (consents); i++)
    if (g_strcmp0 (value, _ (consents[i].title)) == 0)
      consent = consents[i].consent;
  g_signal_emit (grid, consent_signal, 0, row, consent);
}

static char *
get_source_text (gpointer row, gint64 now_ms)
{
  const char *source = get_info (row)->source;

  return g_strdup (g_strcmp0 (source, "api") == 0    ? "Kaspi"
                   : g_strcmp0 (source, "file") == 0 ? _ ("file")
                                                     : source);
}

static gboolean
get_orders_number (gpointer row, double *number)
{
  *number = get_info (row)->orders;
  return TRUE;
}

static gboolean
get_cancelled_number (gpointer row, double *number)
{
  *number = get_info (row)->cancelled;
  return TRUE;
}

static gboolean
get_total_number (gpointer row, double *number)
{
  *number = (double) get_info (row)->total;
  return TRUE;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_phones (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_info (a)->phone, get_info (b)->phone);
}

static int
compare_cities (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_info (a)->city, get_info (b)->city);
}

/* Whoever bought most stands first. */
static int
compare_orders (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (b)->orders, get_info (a)->orders);
}

static int
compare_cancelled (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (b)->cancelled, get_info (a)->cancelled);
}

static int
compare_totals (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (b)->total, get_info (a)->total);
}

static int
compare_last (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (b)->last_order_ms, get_info (a)->last_order_ms);
}

static int
compare_also (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_info (b)->other_names, get_info (a)->other_names);
}

static int
compare_messages (gconstpointer a, gconstpointer b)
{
  return compare_numbers (get_info (b)->opted_out_ms, get_info (a)->opted_out_ms);
}

static int
compare_sources (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_info (a)->source, get_info (b)->source);
}

#define NUMERIC SAUDA_GRID_COLUMN_NUMERIC

static const SaudaGridColumn columns[SAUDA_N_CUSTOMERS_COLUMNS] = {
  [SAUDA_CUSTOMERS_COLUMN_NAME] = { "name", N_ ("Buyer"), NULL, get_name_text, sauda_named_row_compare, 150,
                                    SAUDA_GRID_COLUMN_EXPAND },
  [SAUDA_CUSTOMERS_COLUMN_PHONE] = { "phone", N_ ("Phone"), NULL, get_phone_text, compare_phones, 130 },
  [SAUDA_CUSTOMERS_COLUMN_CITY] = { "city", N_ ("Town"), NULL, get_city_text, compare_cities, 120 },
  [SAUDA_CUSTOMERS_COLUMN_ORDERS] = { "orders", N_ ("Orders"), NULL, get_orders_text, compare_orders, 78,
                                      NUMERIC, NULL, NULL, get_orders_number },
  [SAUDA_CUSTOMERS_COLUMN_CANCELLED] = { "cancelled", N_ ("Cancelled"), NULL, get_cancelled_text,
                                         compare_cancelled, 92, NUMERIC, NULL, NULL, get_cancelled_number },
  [SAUDA_CUSTOMERS_COLUMN_TOTAL] = { "total", N_ ("Bought for"), NULL, get_total_text, compare_totals, 100,
                                     NUMERIC | SAUDA_GRID_COLUMN_PRICE, NULL, NULL, get_total_number },
  [SAUDA_CUSTOMERS_COLUMN_LAST] = { "last", N_ ("Last Order"), NULL, get_last_text, compare_last, 110 },
  [SAUDA_CUSTOMERS_COLUMN_ALSO] = { "also", N_ ("Also as"), NULL, get_also_text, compare_also, 140 },
  [SAUDA_CUSTOMERS_COLUMN_MESSAGES] = { "messages", N_ ("Messages"), NULL, get_messages_text,
                                        compare_messages, 176,
                                        SAUDA_GRID_COLUMN_EDITABLE | SAUDA_GRID_COLUMN_CHOICES, NULL,
                                        read_messages },
  [SAUDA_CUSTOMERS_COLUMN_SOURCE] = { "source", N_ ("Source"), NULL, get_source_text, compare_sources, 90,
                                      SAUDA_GRID_COLUMN_EXTRA },
};

static const SaudaGridKind kind = {
  .title = N_ ("Customers"),
  .columns = columns,
  .n_columns = SAUDA_N_CUSTOMERS_COLUMNS,
  .default_sort = SAUDA_CUSTOMERS_COLUMN_LAST,
  .fixed = SAUDA_CUSTOMERS_COLUMN_NAME,
  .order_key = "customer-columns",
  .widths_key = "customer-column-widths",
  .sort_key = "customer-sort-column",
  .descending_key = "customer-sort-descending",
};

static char *
describe_all (SaudaGrid *grid)
{
  guint rows = sauda_grid_model_count (sauda_grid_get_model (grid));

  return g_strdup_printf (ngettext ("%u buyer is selected.", "%u buyers are selected.", rows), rows);
}

static void
sauda_customers_table_class_init (SaudaCustomersTableClass *klass)
{
  consent_signal = g_signal_new ("consent-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, SAUDA_TYPE_CUSTOMER_ROW, G_TYPE_STRING);
  SAUDA_GRID_CLASS (klass)->kind = &kind;
  SAUDA_GRID_CLASS (klass)->apply = apply;
  SAUDA_GRID_CLASS (klass)->can_edit = can_edit;
  SAUDA_GRID_CLASS (klass)->list_choices = list_choices;
  SAUDA_GRID_CLASS (klass)->describe_all = describe_all;
}

static void
sauda_customers_table_init (SaudaCustomersTable *self)
{
}
