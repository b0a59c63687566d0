#pragma once

#include "sauda-sheets-error.h"
#include "sauda-time.h"

G_BEGIN_DECLS

/**
 * SaudaSheetCellKind:
 * @SAUDA_SHEET_CELL_EMPTY: nothing
 * @SAUDA_SHEET_CELL_TEXT: letters; digits among them stay as they are
 * @SAUDA_SHEET_CELL_INTEGER: a whole number
 * @SAUDA_SHEET_CELL_MONEY: whole tenge, shown as `8 990 ₸`
 * @SAUDA_SHEET_CELL_NUMBER: a number with a fraction
 * @SAUDA_SHEET_CELL_DATE: an Almaty day, shown as `8.10.25`
 * @SAUDA_SHEET_CELL_TIME: a moment, shown as the Almaty day and time
 * @SAUDA_SHEET_CELL_BOOLEAN: yes or no
 *
 * What a cell of a written sheet is. Spreadsheets sum, sort and filter by it.
 */
typedef enum {
  SAUDA_SHEET_CELL_EMPTY,
  SAUDA_SHEET_CELL_TEXT,
  SAUDA_SHEET_CELL_INTEGER,
  SAUDA_SHEET_CELL_MONEY,
  SAUDA_SHEET_CELL_NUMBER,
  SAUDA_SHEET_CELL_DATE,
  SAUDA_SHEET_CELL_TIME,
  SAUDA_SHEET_CELL_BOOLEAN,
} SaudaSheetCellKind;

/**
 * SaudaSheetCell:
 *
 * One cell to write; made by the macros below. A %NULL text, %SAUDA_DAY_NONE and a time of 0 are empty cells.
 */
typedef struct {
  SaudaSheetCellKind kind;
  const char *text; /* (nullable) of a text */
  gint64 whole;     /* of an integer, money, a day, UTC milliseconds, or a boolean */
  double number;    /* of a number */
} SaudaSheetCell;

#define SAUDA_CELL_EMPTY ((SaudaSheetCell){ 0 })
#define SAUDA_CELL_TEXT(value) ((SaudaSheetCell){ .kind = SAUDA_SHEET_CELL_TEXT, .text = (value) })
#define SAUDA_CELL_INTEGER(value) ((SaudaSheetCell){ .kind = SAUDA_SHEET_CELL_INTEGER, .whole = (value) })
#define SAUDA_CELL_MONEY(value) ((SaudaSheetCell){ .kind = SAUDA_SHEET_CELL_MONEY, .whole = (value) })
#define SAUDA_CELL_NUMBER(value) ((SaudaSheetCell){ .kind = SAUDA_SHEET_CELL_NUMBER, .number = (value) })
#define SAUDA_CELL_DATE(value) ((SaudaSheetCell){ .kind = SAUDA_SHEET_CELL_DATE, .whole = (value) })
#define SAUDA_CELL_TIME(value) ((SaudaSheetCell){ .kind = SAUDA_SHEET_CELL_TIME, .whole = (value) })
#define SAUDA_CELL_BOOLEAN(value)                                                                            \
  ((SaudaSheetCell){ .kind = SAUDA_SHEET_CELL_BOOLEAN, .whole = (value) ? 1 : 0 })

/**
 * SaudaSheetTitle:
 *
 * The head of a written column.
 */
typedef struct {
  const char *text; /* (not nullable) */
  guint width;      /* in characters; 0 takes the title's own width */
} SaudaSheetTitle;

/**
 * SaudaSheetChartKind:
 * @SAUDA_SHEET_CHART_COLUMN: upright bars
 * @SAUDA_SHEET_CHART_BAR: lying bars
 * @SAUDA_SHEET_CHART_LINE: a line
 * @SAUDA_SHEET_CHART_PIE: shares of a whole
 */
typedef enum {
  SAUDA_SHEET_CHART_COLUMN,
  SAUDA_SHEET_CHART_BAR,
  SAUDA_SHEET_CHART_LINE,
  SAUDA_SHEET_CHART_PIE,
} SaudaSheetChartKind;

/**
 * SaudaSheetChart:
 *
 * A chart of the sheet that is being written, over all rows written so far. The titles of the value columns
 * name its series.
 */
typedef struct {
  SaudaSheetChartKind kind;
  const char *title; /* (nullable) */
  guint categories;  /* column that names the points */
  guint values;      /* first column of values */
  guint n_values;    /* how many columns of values stand side by side; 0 is one */
} SaudaSheetChart;

/**
 * SaudaSheetWriteOptions:
 *
 * How CSV is written; XLSX has one form. Zero stands for the usual value everywhere.
 */
typedef struct {
  char delimiter;  /* `;`, what Russian and Kazakh Excel expect, or `,` */
  gboolean bom;    /* begin with the mark by which Excel knows UTF-8 */
  gboolean defuse; /* put an apostrophe before texts that a spreadsheet would run as a formula */
} SaudaSheetWriteOptions;

typedef struct _SaudaSheetWriter SaudaSheetWriter;

SaudaSheetWriter *sauda_sheet_writer_new (const char *path,
                                          const SaudaSheetWriteOptions *options,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_sheet_writer_free (SaudaSheetWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSheetWriter, sauda_sheet_writer_free)

gboolean sauda_sheet_writer_begin (SaudaSheetWriter *self,
                                   const char *name,
                                   const SaudaSheetTitle *titles,
                                   guint n_titles,
                                   GError **error);
gboolean sauda_sheet_writer_append (SaudaSheetWriter *self,
                                    const SaudaSheetCell *cells,
                                    guint n_cells,
                                    GError **error);
gboolean sauda_sheet_writer_add_chart (SaudaSheetWriter *self, const SaudaSheetChart *chart, GError **error);
gboolean sauda_sheet_writer_finish (SaudaSheetWriter *self, GError **error);

G_END_DECLS
