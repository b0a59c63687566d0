#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaLabelSheet:
 * @name: (not nullable): as calls name it
 * @width: of the paper, millimetres
 * @height: of the paper, millimetres
 * @columns: labels side by side
 * @rows: labels one below the other
 * @scale: whether labels that are larger than their place are made smaller; never by itself
 *
 * Paper on which waybills are laid. A place is the paper divided by columns and rows.
 */
typedef struct {
  const char *name;
  double width, height;
  guint columns, rows;
  gboolean scale;
} SaudaLabelSheet;

/* A label on each page, as Kaspi gives it out: nothing is laid anew. */
#define SAUDA_LABEL_SHEET_ROLL "100x150"

const SaudaLabelSheet *sauda_label_sheet_find (const char *name);
const char *const *sauda_label_sheet_list (void);

G_END_DECLS
