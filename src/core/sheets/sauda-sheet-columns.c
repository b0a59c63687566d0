#include "sauda-sheet-columns.h"

#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A header further down than this is none. */
#define MAX_ROWS_ABOVE 50

/* A row that names so many of the known columns is meant as the header, even when one is missing. */
#define MIN_KNOWN 3

typedef struct {
  const char *title; /* (not nullable) points into names */
  GPtrArray *keys;   /* (owned) (not nullable) (element-type utf8) the most wanted first */
  gboolean needed;
  gint place;        /* column of the file from 0; -1 none */
  guint rank;        /* which of the keys was found */
  char *found_title; /* (owned) (nullable) header text of the file */
} Column;

struct _SaudaSheetColumns {
  GArray *columns;    /* (owned) (not nullable) (element-type Column) */
  GHashTable *known;  /* (owned) (not nullable) key → Column number + 1 */
  gsize longest;      /* bytes of the longest key */
  GPtrArray *unknown; /* (owned) (not nullable) (element-type utf8) ends with NULL */
  guint header_row;   /* 0 while not found */
  guint rows_above;
  guint best_row; /* that named most columns without being the header; 0 none */
  guint best_count;
  char *best_missing; /* (owned) (nullable) needed columns that it lacks */
  GStrv best_cells;   /* (owned) (nullable) of that row */
};

static Column *
get_column (SaudaSheetColumns *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
}

static void
column_clear (gpointer data)
{
  Column *column = data;

  g_ptr_array_unref (column->keys);
  g_free (column->found_title);
}

/* `SKU_ID`, `Sku id ` and `SKU ID:` are one name. */
static char *
make_key (const char *name)
{
  g_autofree char *spaced = g_strdup (name);
  char *key;
  gsize length;

  g_strdelimit (spaced, "_*:", ' ');
  key = sauda_text_search_key (spaced);
  length = strlen (key);
  while (length > 0 && key[length - 1] == '.')
    key[--length] = '\0';
  return key;
}

/* Whether make_key() of a cell is known. Called for every row: cells of ASCII that are longer than any name
 * need no key. */
static gboolean
is_known (SaudaSheetColumns *self, const char *cell)
{
  g_autofree char *key = NULL;
  gsize length = 0;

  for (const char *p = cell; *p != '\0' && length <= self->longest; p++) {
    if ((guchar) *p >= 0x80 || *p == '.') {
      length = 0;
      break;
    }
    length += g_ascii_isalnum (*p) ? 1 : 0;
  }
  if (length > self->longest)
    return FALSE;
  key = make_key (cell);
  return g_hash_table_contains (self->known, key);
}

static void
forget_places (SaudaSheetColumns *self)
{
  for (guint i = 0; i < self->columns->len; i++) {
    Column *column = get_column (self, i);

    column->place = -1;
    g_clear_pointer (&column->found_title, g_free);
  }
  g_ptr_array_set_size (self->unknown, 0);
}

static guint
rank_of (const Column *column, const char *key)
{
  for (guint i = 0; i < column->keys->len; i++)
    if (strcmp (column->keys->pdata[i], key) == 0)
      return i;
  return G_MAXUINT;
}

/* Notes where @cell stands. Returns the column's title when the very same name stands twice. */
static const char *
place_cell (SaudaSheetColumns *self, guint place, const char *cell)
{
  g_autofree char *key = make_key (cell);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->known, key));
  Column *column;
  guint rank;

  if (number == 0) {
    if (*key != '\0')
      g_ptr_array_add (self->unknown, sauda_text_squeeze (cell));
    return NULL;
  }
  column = get_column (self, number - 1);
  rank = rank_of (column, key);
  if (column->place >= 0 && column->rank == rank)
    return column->found_title;
  if (column->place >= 0 && column->rank < rank)
    return NULL;
  column->place = (gint) place;
  column->rank = rank;
  g_free (column->found_title);
  column->found_title = sauda_text_squeeze (cell);
  return NULL;
}

static guint
count_known (SaudaSheetColumns *self, const char *const *cells, guint n_cells, guint *needed_missing)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->columns->len);
  guint known = 0;

  for (guint i = 0; i < n_cells; i++) {
    g_autofree char *key = *cells[i] != '\0' ? make_key (cells[i]) : NULL;
    guint number = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->known, key)) : 0;

    if (number > 0 && !seen[number - 1]) {
      seen[number - 1] = TRUE;
      known++;
    }
  }
  *needed_missing = 0;
  for (guint i = 0; i < self->columns->len; i++)
    *needed_missing += get_column (self, i)->needed && !seen[i];
  return known;
}

static char *
join_missing (SaudaSheetColumns *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = get_column (self, i);

    if (column->needed && column->place < 0) {
      g_string_append (names, names->len > 0 ? ", " : "");
      g_string_append_printf (names, _ ("“%s”"), column->title);
    }
  }
  return g_string_free (names, FALSE);
}

static const char *
place_cells (SaudaSheetColumns *self, const char *const *cells, guint n_cells)
{
  const char *doubled = NULL;

  forget_places (self);
  for (guint i = 0; i < n_cells && doubled == NULL; i++)
    doubled = place_cell (self, i, cells[i]);
  return doubled;
}

static gboolean
take_header (SaudaSheetColumns *self, guint row, const char *const *cells, guint n_cells, GError **error)
{
  const char *doubled = place_cells (self, cells, n_cells);

  if (doubled != NULL) {
    g_set_error (
      error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_DOUBLE_COLUMN,
      _ ("The column “%s” stands twice in row %u. Rename or delete one of the two and import the file "
         "again."),
      doubled, row);
    return FALSE;
  }
  g_ptr_array_add (self->unknown, NULL);
  self->header_row = row;
  return TRUE;
}

static gboolean
look_for_header (SaudaSheetColumns *self, guint row, const char *const *cells, guint n_cells, GError **error)
{
  guint missing;
  guint known = count_known (self, cells, n_cells, &missing);

  if (known > 0 && missing == 0)
    return take_header (self, row, cells, n_cells, error);
  if (known > self->best_count) {
    place_cells (self, cells, n_cells);
    g_free (self->best_missing);
    self->best_missing = join_missing (self);
    g_strfreev (self->best_cells);
    self->best_cells = g_strdupv ((char **) cells);
    self->best_count = known;
    self->best_row = row;
    forget_places (self);
  }
  if (++self->rows_above >= MAX_ROWS_ABOVE)
    return sauda_sheet_columns_check (self, error);
  return TRUE;
}

/* Only a row whose cell in a known column is that column's name is worth a closer look. */
static gboolean
is_header_again (SaudaSheetColumns *self, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = get_column (self, i);
    guint missing;

    if (!column->needed || column->place < 0)
      continue;
    if ((guint) column->place >= n_cells || g_ascii_isdigit (*cells[column->place]))
      return FALSE;
    if (strcmp (cells[column->place], column->found_title) != 0 && !is_known (self, cells[column->place]))
      return FALSE;
    count_known (self, cells, n_cells, &missing);
    return missing == 0;
  }
  return FALSE;
}

/**
 * sauda_sheet_columns_new:
 * @table: (array length=n_columns): the columns that the caller knows
 * @n_columns: how many
 *
 * Finds the header of a sheet and the columns by their names: never by their places (kaspi-api 9.1).
 *
 * Returns: (transfer full) (not nullable): a finder for one file
 */
SaudaSheetColumns *
sauda_sheet_columns_new (const SaudaSheetColumn *table, guint n_columns)
{
  SaudaSheetColumns *self = g_new0 (SaudaSheetColumns, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_columns; i++) {
    g_auto (GStrv) names = g_strsplit (table[i].names, "|", -1);
    Column column = { .keys = g_ptr_array_new_with_free_func (g_free),
                      .needed = table[i].needed,
                      .place = -1 };

    column.title = g_intern_string (names[0]);
    g_array_append_val (self->columns, column);
    for (guint k = 0; names[k] != NULL; k++)
      sauda_sheet_columns_add_name (self, i, names[k]);
  }
  return self;
}

/**
 * sauda_sheet_columns_free:
 * @self: (transfer full): the finder
 */
void
sauda_sheet_columns_free (SaudaSheetColumns *self)
{
  g_array_unref (self->columns);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->unknown);
  g_free (self->best_missing);
  g_strfreev (self->best_cells);
  g_free (self);
}

/**
 * sauda_sheet_columns_add_name:
 * @self: a finder that has taken no row yet
 * @column: place in the caller's table
 * @name: one more header text, such as a person's own
 *
 * A name that belonged to another column moves to this one.
 */
void
sauda_sheet_columns_add_name (SaudaSheetColumns *self, guint column, const char *name)
{
  g_autofree char *key = make_key (name);

  g_ptr_array_add (get_column (self, column)->keys, g_strdup (key));
  self->longest = MAX (self->longest, strlen (key));
  g_hash_table_insert (self->known, g_steal_pointer (&key), GUINT_TO_POINTER (column + 1));
}

/**
 * sauda_sheet_columns_take_row:
 * @self: the finder
 * @row: as a spreadsheet numbers it
 * @cells: (array length=n_cells): the row
 * @n_cells: how many
 * @is_data: (out): whether the row stands below the header
 * @error: return location
 *
 * Give it every row in order. Rows above the header and the header itself are no data.
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_NO_HEADER, _MISSING_COLUMN, _DOUBLE_COLUMN or _TWO_HEADERS
 */
gboolean
sauda_sheet_columns_take_row (SaudaSheetColumns *self,
                              guint row,
                              const char *const *cells,
                              guint n_cells,
                              gboolean *is_data,
                              GError **error)
{
  *is_data = self->header_row != 0;
  if (!*is_data)
    return look_for_header (self, row, cells, n_cells, error);
  if (!is_header_again (self, cells, n_cells))
    return TRUE;
  g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TWO_HEADERS,
               _ ("Rows %u and %u both name the columns. Leave one header in the file and import it again."),
               self->header_row, row);
  return FALSE;
}

/**
 * sauda_sheet_columns_take_best:
 * @self: a finder
 *
 * Without a header, takes the row that comes nearest to one, so that a person can see what is missing and say
 * which column is meant. Data cannot be read then.
 *
 * Returns: whether any row names a known column
 */
gboolean
sauda_sheet_columns_take_best (SaudaSheetColumns *self)
{
  if (self->header_row != 0)
    return TRUE;
  if (self->best_row == 0)
    return FALSE;
  place_cells (self, (const char *const *) self->best_cells, g_strv_length (self->best_cells));
  g_ptr_array_add (self->unknown, NULL);
  self->header_row = self->best_row;
  return TRUE;
}

/**
 * sauda_sheet_columns_check:
 * @self: a finder that has taken all rows
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_NO_HEADER or %SAUDA_SHEETS_ERROR_MISSING_COLUMN when no header was
 * found
 */
gboolean
sauda_sheet_columns_check (SaudaSheetColumns *self, GError **error)
{
  g_autofree char *all = NULL;

  if (self->header_row != 0)
    return TRUE;
  if (self->best_count >= MIN_KNOWN) {
    g_set_error (
      error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_MISSING_COLUMN,
      _ ("Row %u names the columns, but these are missing: %s. Add or rename them and import the file "
         "again."),
      self->best_row, self->best_missing);
    return FALSE;
  }
  all = join_missing (self);
  g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_HEADER,
               _ ("No row names the columns %s. Check that the right file was chosen, with its header row."),
               all);
  return FALSE;
}

/**
 * sauda_sheet_columns_get_header_row:
 * @self: the finder
 *
 * Returns: the header as a spreadsheet numbers it, 0 while it is not found
 */
guint
sauda_sheet_columns_get_header_row (SaudaSheetColumns *self)
{
  return self->header_row;
}

/**
 * sauda_sheet_columns_has:
 * @self: the finder
 * @column: place in the caller's table
 *
 * Returns: whether the file has the column
 */
gboolean
sauda_sheet_columns_has (SaudaSheetColumns *self, guint column)
{
  return get_column (self, column)->place >= 0;
}

/**
 * sauda_sheet_columns_get_title:
 * @self: the finder
 * @column: place in the caller's table
 *
 * Returns: (not nullable): header text as the file has it, else the first of the known names
 */
const char *
sauda_sheet_columns_get_title (SaudaSheetColumns *self, guint column)
{
  const Column *found = get_column (self, column);

  return found->found_title != NULL ? found->found_title : found->title;
}

/**
 * sauda_sheet_columns_get_cell:
 * @self: the finder
 * @column: place in the caller's table
 * @cells: (array length=n_cells): a row
 * @n_cells: how many
 *
 * Returns: (not nullable): the cell; empty when the row or the file lacks the column
 */
const char *
sauda_sheet_columns_get_cell (SaudaSheetColumns *self, guint column, const char *const *cells, guint n_cells)
{
  gint place = get_column (self, column)->place;

  return place >= 0 && (guint) place < n_cells ? cells[place] : "";
}

/**
 * sauda_sheet_columns_pick:
 * @self: the finder
 * @cells: (array length=n_cells): a row
 * @n_cells: how many
 * @picked: (out caller-allocates): the cell of every column of the caller's table, as
 *   sauda_sheet_columns_get_cell() gives it
 */
void
sauda_sheet_columns_pick (SaudaSheetColumns *self,
                          const char *const *cells,
                          guint n_cells,
                          const char **picked)
{
  for (guint i = 0; i < self->columns->len; i++) {
    gint place = get_column (self, i)->place;

    picked[i] = place >= 0 && (guint) place < n_cells ? cells[place] : "";
  }
}

/**
 * sauda_sheet_columns_get_unknown:
 * @self: a finder that found the header
 *
 * Returns: (array zero-terminated=1) (transfer none): header texts that belong to no known column
 */
const char *const *
sauda_sheet_columns_get_unknown (SaudaSheetColumns *self)
{
  static const char *const none[] = { NULL };

  return self->header_row != 0 ? (const char *const *) self->unknown->pdata : none;
}

/**
 * sauda_sheet_columns_list_missing:
 * @self: a finder that found the header
 *
 * Returns: (transfer full) (not nullable): names of the known columns that the file lacks
 */
GStrv
sauda_sheet_columns_list_missing (SaudaSheetColumns *self)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();

  for (guint i = 0; i < self->columns->len; i++)
    if (get_column (self, i)->place < 0)
      g_strv_builder_add (missing, get_column (self, i)->title);
  return g_strv_builder_end (missing);
}
