#pragma once

#include "sauda-stationery-error.h"

G_BEGIN_DECLS

/**
 * SaudaSheetGrid:
 * @id: (not nullable): its name in calls and of its file
 * @title: (not nullable): for people
 * @page_width: of the paper, millimetres
 * @page_height: of the paper, millimetres
 * @columns: labels side by side
 * @rows: labels one below the other
 * @left: from the paper's edge to the first label, millimetres
 * @top: likewise
 * @width: of a label, millimetres
 * @height: of a label, millimetres
 * @step_x: from one label's left edge to the next one's, millimetres
 * @step_y: likewise downward
 *
 * Where the labels of a sheet lie.
 */
typedef struct {
  char *id;
  char *title;
  double page_width, page_height;
  guint columns, rows;
  double left, top;
  double width, height;
  double step_x, step_y;
} SaudaSheetGrid;

SaudaSheetGrid *
sauda_sheet_grid_parse (GBytes *json, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaSheetGrid *sauda_sheet_grid_copy (const SaudaSheetGrid *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_sheet_grid_free (SaudaSheetGrid *self);
gboolean sauda_sheet_grid_check (const SaudaSheetGrid *self, GError **error);
char *sauda_sheet_grid_write (const SaudaSheetGrid *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSheetGrid, sauda_sheet_grid_free)

G_END_DECLS
