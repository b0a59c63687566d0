#pragma once

#include "sauda-sheet-writer.h"

G_BEGIN_DECLS

/* Private to the room: a format that SaudaSheetWriter writes. Its file stands beside the wanted one until it
 * is whole. Functions that return %FALSE have written what failed to @reason, in the system's words. */

typedef struct _SaudaSheetFormat SaudaSheetFormat;

typedef struct {
  gboolean (*begin) (SaudaSheetFormat *self, const char *name, const SaudaSheetTitle *titles, guint n_titles);
  gboolean (*append) (SaudaSheetFormat *self, guint row, const SaudaSheetCell *cells, guint n_cells);
  gboolean (*add_chart) (SaudaSheetFormat *self, const SaudaSheetChart *chart); /* (nullable) */
  gboolean (*close) (SaudaSheetFormat *self);                                   /* called once */
  void (*free) (SaudaSheetFormat *self);
} SaudaSheetFormatClass;

struct _SaudaSheetFormat {
  const SaudaSheetFormatClass *klass;
  char *reason; /* (owned) (nullable) why the last call failed */
};

SaudaSheetFormat *sauda_csv_format_open (const char *path,
                                         const SaudaSheetWriteOptions *options) G_GNUC_WARN_UNUSED_RESULT;
SaudaSheetFormat *sauda_xlsx_format_open (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
