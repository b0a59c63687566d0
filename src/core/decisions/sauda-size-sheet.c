#include "sauda-size-sheet.h"

#include "sauda-sheet-columns.h"
#include "sauda-sheet.h"
#include "sauda-size-measure.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEAST_HEIGHT_CM 50
#define MOST_HEIGHT_CM 250

enum { COLUMN_SEQUENCE, COLUMN_GROUP, COLUMN_HEIGHT, COLUMN_WEIGHT, COLUMN_SIZE, COLUMN_RETURNED, N_COLUMNS };

static const SaudaSheetColumn column_table[N_COLUMNS] = {
  [COLUMN_SEQUENCE] = { "seq|№|no", FALSE },
  [COLUMN_GROUP] = { "group|model|product|sku_key|модель|товар|группа", FALSE },
  [COLUMN_HEIGHT] = { "height_cm|height|рост|рост см|рост, см|бой", TRUE },
  [COLUMN_WEIGHT] = { "weight_kg|weight|вес|вес кг|вес, кг|салмақ", TRUE },
  [COLUMN_SIZE] = { "size|shipped_size|decided_size|размер|өлшем", TRUE },
  [COLUMN_RETURNED] = { "returned_for_size|returned|возврат|возврат из-за размера", FALSE },
};

/* An order and where it belongs in time. */
typedef struct {
  double sequence;
  SaudaSizeOrder order;
} Row;

typedef struct {
  SaudaSizeSheet *history;
  SaudaSizeChart *chart;
  SaudaSheetColumns *columns; /* (owned) */
  GArray *rows;               /* (owned) Row */
  const char *const *cells;   /* of the row being read */
  guint n_cells;
  guint number;
} Reading;

static void
problem_free (gpointer data)
{
  SaudaSizeProblem *problem = data;

  g_free (problem->column);
  g_free (problem->value);
  g_free (problem->reason);
  g_free (problem);
}

static const char *
get_cell (const Reading *reading, guint column)
{
  return sauda_sheet_columns_get_cell (reading->columns, column, reading->cells, reading->n_cells);
}

static void
refuse (Reading *reading, guint column, const char *reason)
{
  SaudaSizeProblem *problem = g_new (SaudaSizeProblem, 1);

  problem->row = reading->number;
  problem->column = g_strdup (sauda_sheet_columns_get_title (reading->columns, column));
  problem->value = g_strdup (get_cell (reading, column));
  problem->reason = g_strdup (reason);
  g_ptr_array_add (reading->history->problems, problem);
}

/* "178", "82,5", "178 cm"; 0 for anything else. */
static double
read_number (const char *text)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);
  char *end;
  double value;

  g_strdelimit (squeezed, ",", '.');
  value = g_ascii_strtod (squeezed, &end);
  return end != squeezed && isfinite (value) ? value : 0;
}

static guint16
take_group (SaudaSizeSheet *history, const char *name)
{
  g_autofree char *key = sauda_text_squeeze (name);
  guint place;

  if (g_ptr_array_find_with_equal_func (history->groups, key, g_str_equal, &place))
    return (guint16) place;
  if (history->groups->len >= G_MAXUINT16)
    return G_MAXUINT16 - 1;
  g_ptr_array_add (history->groups, g_steal_pointer (&key));
  return (guint16) (history->groups->len - 1);
}

/* What came back, and why: in words, or merely marked. */
static SaudaSizeOutcome
read_outcome (const char *text)
{
  static const char *const small[] = { "too small", "small", "мал", "малы", "маломерит", "кіші" };
  static const char *const large[] = { "too large", "large", "велик", "большой", "большемерит", "үлкен" };
  static const char *const kept[] = { "", "0", "no", "нет", "жоқ", "false", "-" };
  g_autofree char *squeezed = sauda_text_squeeze (text);
  g_autofree char *word = g_utf8_casefold (squeezed, -1);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_str_equal (word, kept[i]))
      return SAUDA_SIZE_OUTCOME_SHIPPED;
  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    if (g_str_equal (word, small[i]))
      return SAUDA_SIZE_OUTCOME_TOO_SMALL;
  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    if (g_str_equal (word, large[i]))
      return SAUDA_SIZE_OUTCOME_TOO_LARGE;
  return SAUDA_SIZE_OUTCOME_WRONG;
}

/* Sizes behind @place moved up by one. */
static void
make_place (Reading *reading, guint place)
{
  for (guint i = 0; i < reading->history->orders->len; i++) {
    SaudaSizeOrder *order = &g_array_index (reading->history->orders, SaudaSizeOrder, i);

    order->size += order->size >= place;
  }
  for (guint i = 0; i < reading->rows->len; i++) {
    SaudaSizeOrder *order = &g_array_index (reading->rows, Row, i).order;

    order->size += order->size >= place;
  }
}

/* The place of a size on the chart, -1 for none. Letters find one even when the chart did not have them. */
static int
find_size (Reading *reading)
{
  g_autofree char *size = sauda_size_word_find (get_cell (reading, COLUMN_SIZE));
  int place;

  if (size == NULL)
    return -1;
  place = sauda_size_chart_find (reading->chart, size);
  if (place >= 0 || reading->chart->by_height_only || g_ascii_isdigit (size[strlen (size) - 1]) ||
      !sauda_size_chart_add_size (reading->chart, size))
    return place;
  place = sauda_size_chart_find (reading->chart, size);
  make_place (reading, (guint) place);
  return place;
}

/* Odd measures count: what was decided from them was decided all the same. Only nonsense is left out. */
static gboolean
read_order (Reading *reading, SaudaSizeOrder *order)
{
  double height_cm = read_number (get_cell (reading, COLUMN_HEIGHT));
  double weight_kg = read_number (get_cell (reading, COLUMN_WEIGHT));
  SaudaSizeMeasure measure = sauda_size_measure_check (SAUDA_SIZE_PEOPLE_MEN, &height_cm, &weight_kg);
  int place;

  if (measure == SAUDA_SIZE_MEASURE_HEIGHT && (height_cm < LEAST_HEIGHT_CM || height_cm > MOST_HEIGHT_CM)) {
    refuse (reading, COLUMN_HEIGHT,
            _ ("This is no height in centimetres. Correct it and read the file again."));
    return FALSE;
  }
  if (weight_kg <= 0 && !reading->chart->by_height_only) {
    refuse (reading, COLUMN_WEIGHT,
            _ ("This is no weight in kilogrammes. Correct it and read the file again."));
    return FALSE;
  }
  place = find_size (reading);
  if (place < 0) {
    refuse (reading, COLUMN_SIZE,
            _ ("This size is not on the size chart. Correct it and read the file again."));
    return FALSE;
  }
  *order = (SaudaSizeOrder){ .height_cm = (float) height_cm,
                             .weight_kg = (float) weight_kg,
                             .group = take_group (reading->history, get_cell (reading, COLUMN_GROUP)),
                             .size = (guint8) place,
                             .outcome = (guint8) read_outcome (get_cell (reading, COLUMN_RETURNED)) };
  return TRUE;
}

static gboolean
take_row (guint number, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Reading *reading = data;
  gboolean is_data;
  Row row;

  if (!sauda_sheet_columns_take_row (reading->columns, number, cells, n_cells, &is_data, error))
    return FALSE;
  if (!is_data)
    return TRUE;
  reading->cells = cells;
  reading->n_cells = n_cells;
  reading->number = number;
  if (!read_order (reading, &row.order))
    return TRUE;
  row.sequence = read_number (get_cell (reading, COLUMN_SEQUENCE));
  g_array_append_val (reading->rows, row);
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  double difference = ((const Row *) a)->sequence - ((const Row *) b)->sequence;

  return (difference > 0) - (difference < 0);
}

/**
 * sauda_size_sheet_new:
 *
 * Returns: (transfer full): a history without orders
 */
SaudaSizeSheet *
sauda_size_sheet_new (void)
{
  SaudaSizeSheet *self = g_new0 (SaudaSizeSheet, 1);

  self->orders = g_array_new (FALSE, FALSE, sizeof (SaudaSizeOrder));
  self->groups = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  return self;
}

/**
 * sauda_size_sheet_free:
 * @self: (transfer full): a history
 */
void
sauda_size_sheet_free (SaudaSizeSheet *self)
{
  g_array_unref (self->orders);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * sauda_size_sheet_read:
 * @self: a history
 * @chart: (inout): the chart whose sizes count; letters that it lacks get a place on it
 * @path: a sheet, CSV or XLSX, with height in cm, weight in kg, shipped size and, if known, product and
 * return
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Appends the decided orders of a sheet. Columns are found by their names (sizing.md, data/size-orders.csv);
 * rows that cannot be used go to the problems. Reads a file, so not for the main thread.
 *
 * Returns: %FALSE with an error of the sheets room or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_size_sheet_read (SaudaSizeSheet *self,
                       SaudaSizeChart *chart,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (column_table, N_COLUMNS);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  Reading reading = { .history = self, .chart = chart, .columns = columns, .rows = rows };

  if (!sauda_sheet_read (path, NULL, take_row, &reading, cancellable, error) ||
      !sauda_sheet_columns_check (columns, error))
    return FALSE;
  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (self->orders, g_array_index (rows, Row, i).order);
  return TRUE;
}

/**
 * sauda_size_sheet_find_group:
 * @self: a history
 * @name: name of a product group as in the sheets
 *
 * Returns: its number, %SAUDA_SIZE_NO_GROUP when no order has it
 */
guint
sauda_size_sheet_find_group (const SaudaSizeSheet *self, const char *name)
{
  g_autofree char *key = sauda_text_squeeze (name);
  guint place;

  return g_ptr_array_find_with_equal_func (self->groups, key, g_str_equal, &place) ? place
                                                                                   : SAUDA_SIZE_NO_GROUP;
}
