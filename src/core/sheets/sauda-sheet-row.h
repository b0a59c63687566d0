#pragma once

#include "sauda-sheet.h"

G_BEGIN_DECLS

/* Private to the room: one row on its way from a file to the caller. */

#define SAUDA_SHEET_MAX_CELL_BYTES (1024 * 1024)

typedef struct {
  const char *file;        /* (not nullable) name for sentences */
  SaudaSheetOptions limit; /* with every usual value filled in */
  SaudaSheetRowFunc func;
  gpointer data;
  guint number;     /* of the row being filled */
  guint delivered;  /* rows handed over so far */
  GString *text;    /* (owned) (not nullable) the cells, one behind the other */
  GArray *starts;   /* (owned) (not nullable) (element-type gsize) where each cell begins in text */
  GPtrArray *cells; /* (owned) (not nullable) (element-type utf8) as they are handed over */
  guint n_plain;    /* cells that were put at once, and stand in @cells; 0: those of @starts */
} SaudaSheetRow;

void sauda_sheet_row_init (SaudaSheetRow *self,
                           const char *file,
                           const SaudaSheetOptions *options,
                           SaudaSheetRowFunc func,
                           gpointer data);
void sauda_sheet_row_clear (SaudaSheetRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaudaSheetRow, sauda_sheet_row_clear)

void sauda_sheet_row_begin (SaudaSheetRow *self, guint number);
gboolean
sauda_sheet_row_put (SaudaSheetRow *self, guint column, const char *text, gsize length, GError **error);
gboolean sauda_sheet_row_put_plain (SaudaSheetRow *self, const char *line, gsize length, char delimiter);
gboolean sauda_sheet_row_deliver (SaudaSheetRow *self, GError **error);
void sauda_sheet_row_set_cell_too_long (SaudaSheetRow *self, GError **error);

G_END_DECLS
