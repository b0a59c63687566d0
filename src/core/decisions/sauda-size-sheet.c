#include "sauda-size-sheet.h"

#include "sauda-sheet-columns.h"
#include "sauda-sheet.h"
#include "sauda-size-measure.h"
#include "sauda-size-product.h"
#include "sauda-size-set.h"
#include "sauda-size-word.h"
#include "sauda-text.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEAST_HEIGHT_CM 50
#define MOST_HEIGHT_CM 250
#define LEAST_HEIGHT_M 1.0
#define MOST_HEIGHT_M 2.2
/* Children's sizes (sizing.md), and how tall nobody is who wears one. */
#define LEAST_KIDS_SIZE "22"
#define MOST_KIDS_SIZE "34"
#define KIDS_HEIGHT_CM 160

enum {
  COLUMN_SEQUENCE,
  COLUMN_DATE,
  COLUMN_ORDER,
  COLUMN_PRODUCT,
  COLUMN_GENDER,
  COLUMN_HEIGHT,
  COLUMN_WEIGHT,
  COLUMN_SIZE,
  COLUMN_RETURNED,
  N_COLUMNS
};

static const SaudaSheetColumn column_table[N_COLUMNS] = {
  [COLUMN_SEQUENCE] = { "seq|№|no|№ п/п|п/п", FALSE },
  [COLUMN_DATE] = { "date|дата|дата заказа|дата поступления заказа|күні", FALSE },
  [COLUMN_ORDER] = { "order|order_code|№ заказа|номер заказа|заказ|тапсырыс", FALSE },
  [COLUMN_PRODUCT] = { "group|model|product|sku_key|модель|товар|группа|название товара|артикул|тауар",
                       FALSE },
  [COLUMN_GENDER] = { "gender|sex|пол|жынысы", FALSE },
  [COLUMN_HEIGHT] = { "height_cm|height|рост|рост см|рост, см|рост (см)|рост клиента|бой|бойы", TRUE },
  [COLUMN_WEIGHT] = { "weight_kg|weight|вес|вес кг|вес, кг|вес (кг)|вес клиента|салмақ|салмағы", TRUE },
  [COLUMN_SIZE] = { "size|shipped_size|decided_size|my_size|размер|отправленный размер|размер "
                    "отправки|размерник|"
                    "өлшем",
                    TRUE },
  [COLUMN_RETURNED] = { "returned_for_size|returned|return|возврат|возврат из-за размера|қайтарылды", FALSE },
};

/* A record and where it belongs in time. */
typedef struct {
  gint64 at_ms; /* 0: the sheet does not tell */
  double sequence;
  SaudaSizeRecord *record; /* (owned) */
} Row;

typedef struct {
  SaudaSizeSheet *sheet;
  const SaudaSizeChart *chart;
  SaudaSizePeople people;
  SaudaSheetColumns *columns; /* (owned) */
  GArray *rows;               /* (owned) Row */
  GHashTable *seen;           /* (owned) (element-type utf8 guint) how often each row came already */
  const char *const *cells;   /* of the row being read */
  guint n_cells;
  guint number;
} Reading;

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
  g_ptr_array_add (reading->sheet->problems, problem);
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

/* As read_number(), and "1,75" is a height in metres. */
static double
read_height (const char *text)
{
  double value = read_number (text);

  return value >= LEAST_HEIGHT_M && value <= MOST_HEIGHT_M ? value * 100 : value;
}

static gboolean
has_beginning (const char *words, const char *const *beginnings, guint n_beginnings)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " ,.;:-/()", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    for (guint n = 0; n < n_beginnings; n++)
      if (g_str_has_prefix (parts[i], beginnings[n]))
        return TRUE;
  return FALSE;
}

/* What came back, and why: in words, or merely marked. */
static SaudaSizeOutcome
read_outcome (const char *text)
{
  static const char *const small[] = { "small", "tight", "мал", "узк", "тесн", "кіші", "тар" };
  static const char *const large[] = { "large", "big", "вел", "больш", "үлкен", "кең" };
  static const char *const kept[] = { "", "0", "no", "нет", "жоқ", "false", "-" };
  g_autofree char *squeezed = sauda_text_squeeze (text);
  g_autofree char *word = g_utf8_casefold (squeezed, -1);
  gboolean too_small, too_large;

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_str_equal (word, kept[i]))
      return SAUDA_SIZE_OUTCOME_SHIPPED;
  too_small = has_beginning (word, small, G_N_ELEMENTS (small));
  too_large = has_beginning (word, large, G_N_ELEMENTS (large));
  if (too_small == too_large)
    return SAUDA_SIZE_OUTCOME_WRONG;
  return too_small ? SAUDA_SIZE_OUTCOME_TOO_SMALL : SAUDA_SIZE_OUTCOME_TOO_LARGE;
}

/* Where the sheet does not tell, a child's size on a child's height does. */
static SaudaSizePeople
read_people (const Reading *reading, const char *size, double height_cm)
{
  const char *gender = get_cell (reading, COLUMN_GENDER);

  if (!sauda_text_is_empty (gender))
    return sauda_size_product_get_people (gender);
  if (size != NULL && strlen (size) == 2 && strcmp (size, LEAST_KIDS_SIZE) >= 0 &&
      strcmp (size, MOST_KIDS_SIZE) <= 0 && height_cm < KIDS_HEIGHT_CM)
    return SAUDA_SIZE_PEOPLE_KIDS;
  return reading->people;
}

static gint64
read_date (const Reading *reading)
{
  SaudaDay day;

  return sauda_day_parse (get_cell (reading, COLUMN_DATE), &day, NULL) ? sauda_day_start_ms (day) : 0;
}

/* Another import of the same sheet, grown or sorted anew, has to find its rows again: by the number of the
 * order or of the row, else by what stands in the row. Equal rows are counted. Whether it came back may
 * change later. */
static char *
make_key (Reading *reading, const SaudaSizeRecord *record)
{
  g_autofree char *order = sauda_text_squeeze (get_cell (reading, COLUMN_ORDER));
  g_autofree char *date = sauda_text_squeeze (get_cell (reading, COLUMN_DATE));
  g_autofree char *sequence = sauda_text_squeeze (get_cell (reading, COLUMN_SEQUENCE));
  g_autofree char *text = *order != '\0'
                            ? g_strdup_printf ("order %s %s", order, record->product)
                            : g_strdup_printf ("row %s/%s %s %s %.2f %.2f %s", date, sequence,
                                               sauda_size_people_get_name (record->people), record->product,
                                               record->height_cm, record->weight_kg, record->size);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (reading->seen, text)) + 1;
  char *key = g_strdup_printf ("%s #%u", text, count);

  g_hash_table_insert (reading->seen, g_steal_pointer (&text), GUINT_TO_POINTER (count));
  return key;
}

/* Odd measures count: what was decided from them was decided all the same. Only nonsense is left out. */
static gboolean
check_measures (Reading *reading, SaudaSizePeople people, double *height_cm, double *weight_kg)
{
  SaudaSizeMeasure measure = sauda_size_measure_check (SAUDA_SIZE_PEOPLE_MEN, height_cm, weight_kg);

  if (measure == SAUDA_SIZE_MEASURE_HEIGHT && (*height_cm < LEAST_HEIGHT_CM || *height_cm > MOST_HEIGHT_CM)) {
    refuse (reading, COLUMN_HEIGHT,
            _ ("This is no height in centimetres. Correct it and read the file again."));
    return FALSE;
  }
  if (*weight_kg <= 0 && people != SAUDA_SIZE_PEOPLE_KIDS) {
    refuse (reading, COLUMN_WEIGHT,
            _ ("This is no weight in kilogrammes. Correct it and read the file again."));
    return FALSE;
  }
  return TRUE;
}

static SaudaSizeRecord *
read_record (Reading *reading)
{
  g_autoptr (SaudaSizeRecord) record = sauda_size_record_new ();

  record->height_cm = read_height (get_cell (reading, COLUMN_HEIGHT));
  record->weight_kg = read_number (get_cell (reading, COLUMN_WEIGHT));
  record->size = sauda_size_word_find (get_cell (reading, COLUMN_SIZE));
  record->people = sauda_size_product_get_people_of_size (
    read_people (reading, record->size, record->height_cm), record->size);
  if (!check_measures (reading, record->people, &record->height_cm, &record->weight_kg))
    return NULL;
  if (record->size == NULL ||
      (record->people == reading->people && !sauda_size_chart_has_place (reading->chart, record->size))) {
    refuse (reading, COLUMN_SIZE,
            _ ("This size is not on the size chart. Correct it and read the file again."));
    return NULL;
  }
  record->product = sauda_text_search_key (get_cell (reading, COLUMN_PRODUCT));
  record->outcome = read_outcome (get_cell (reading, COLUMN_RETURNED));
  record->source = SAUDA_SIZE_SOURCE_FILE;
  record->at_ms = read_date (reading);
  record->file_key = make_key (reading, record);
  return g_steal_pointer (&record);
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
  row.record = read_record (reading);
  if (row.record == NULL)
    return TRUE;
  row.at_ms = row.record->at_ms;
  row.sequence = read_number (get_cell (reading, COLUMN_SEQUENCE));
  g_array_append_val (reading->rows, row);
  return TRUE;
}

/* g_array_sort() keeps the order of equal rows. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *first = a, *second = b;

  if (first->at_ms != second->at_ms)
    return first->at_ms < second->at_ms ? -1 : 1;
  return (first->sequence > second->sequence) - (first->sequence < second->sequence);
}

static void
row_clear (gpointer row)
{
  g_clear_pointer (&((Row *) row)->record, sauda_size_record_free);
}

/**
 * sauda_size_problem_free:
 * @problem: (transfer full) (nullable): why a row was left out
 */
void
sauda_size_problem_free (SaudaSizeProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->column);
  g_free (problem->value);
  g_free (problem->reason);
  g_free (problem);
}

/**
 * sauda_size_sheet_read:
 * @path: a sheet, CSV or XLSX, with height in cm, weight in kg, shipped size and, if known, product, date,
 *   order, gender and return
 * @chart: the chart of @people: sizes that can have no place on it are refused
 * @people: whom the products are cut for where the sheet does not tell
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads the decided orders of a sheet. Columns are found by their names (sizing.md, data/size-orders.csv);
 * rows that cannot be used go to the problems. Reads a file, so not for the main thread.
 *
 * Returns: (transfer full) (nullable): the sheet, or %NULL with an error of the sheets room or
 *   %G_IO_ERROR_CANCELLED
 */
SaudaSizeSheet *
sauda_size_sheet_read (const char *path,
                       const SaudaSizeChart *chart,
                       SaudaSizePeople people,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SaudaSizeSheet) self = g_new0 (SaudaSizeSheet, 1);
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (column_table, N_COLUMNS);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = {
    .sheet = self, .chart = chart, .people = people, .columns = columns, .rows = rows, .seen = seen
  };

  g_array_set_clear_func (rows, row_clear);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_size_record_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_size_problem_free);
  if (!sauda_sheet_read (path, NULL, take_row, &reading, cancellable, error) ||
      !sauda_sheet_columns_check (columns, error))
    return NULL;
  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (self->records, g_steal_pointer (&g_array_index (rows, Row, i).record));
  return g_steal_pointer (&self);
}

/**
 * sauda_size_sheet_free:
 * @self: (transfer full) (nullable): a sheet
 */
void
sauda_size_sheet_free (SaudaSizeSheet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->problems);
  g_free (self);
}
