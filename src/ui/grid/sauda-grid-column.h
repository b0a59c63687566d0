#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  SAUDA_GRID_COLUMN_NUMERIC = 1 << 0,  /* numbers, which stand at the right */
  SAUDA_GRID_COLUMN_EDITABLE = 1 << 1, /* the merchant may change it */
  SAUDA_GRID_COLUMN_EXPAND = 1 << 2,   /* takes what is left of the width */
  SAUDA_GRID_COLUMN_EXTRA = 1 << 3,    /* hidden until it is chosen */
  SAUDA_GRID_COLUMN_CLOCK = 1 << 4,    /* what it shows changes with the time */
  SAUDA_GRID_COLUMN_CHOICES = 1 << 5,  /* what may be typed is offered below the cell */
  SAUDA_GRID_COLUMN_PRICE = 1 << 6,    /* not for those who pack */
  SAUDA_GRID_COLUMN_CODE = 1 << 7, /* codes, which begin alike: cut in the middle where there is no room */
} SaudaGridColumnFlags;

/**
 * SaudaGridColumn:
 * @name: in settings and saved views; never translated, never changed
 * @title: header, marked for translation
 * @property: (nullable): property of the item that the text follows from; %NULL: any
 * @get_text: what the cell shows; transfer full, nullable
 * @get_value: (nullable): what is edited and copied, where that is not the text
 * @read_value: (nullable): what a typed text means, or an error that says what may be typed; %NULL takes any
 * text
 * @get_number: (nullable): the number in it, for spreadsheets; %FALSE: none
 * @compare: compares two items, fast enough for 100,000 rows
 * @width: first width in pixels, at the usual size of text
 *
 * A column of a table.
 */
typedef struct {
  const char *name;
  const char *title;
  const char *property;
  char *(*get_text) (gpointer item, gint64 now_ms);
  GCompareFunc compare;
  int width;
  SaudaGridColumnFlags flags;
  char *(*get_value) (gpointer item);
  gboolean (*read_value) (const char *text, char **value, GError **error);
  gboolean (*get_number) (gpointer item, double *number);
} SaudaGridColumn;

/**
 * SaudaGridKind:
 * @title: what the rows are, for screen readers; marked for translation
 * @columns: the columns, in the order of the program
 * @n_columns: how many
 * @default_sort: column by which it is sorted at first
 * @fixed: column that cannot be hidden: without it a row is nobody's
 * @order_key: setting of the columns that are shown
 * @widths_key: setting of their widths
 * @sort_key: setting of the column that sorts
 * @descending_key: setting of the direction
 *
 * What a table is made of; static.
 */
typedef struct {
  const char *title;
  const SaudaGridColumn *columns;
  guint n_columns;
  guint default_sort;
  guint fixed;
  const char *order_key;
  const char *widths_key;
  const char *sort_key;
  const char *descending_key;
} SaudaGridKind;

static inline const char *
sauda_grid_column_get_title (const SaudaGridColumn *column)
{
  return g_dgettext (GETTEXT_PACKAGE, column->title);
}

G_END_DECLS
