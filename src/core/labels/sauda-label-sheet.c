#include "sauda-label-sheet.h"

/* Four labels of 150 mm are 3 mm higher than A4: each lies in the middle of its quarter, and what goes over
 * the edge is the label's own white margin. */
static const SaudaLabelSheet sheets[] = {
  { SAUDA_LABEL_SHEET_ROLL, 100, 150, 1, 1, FALSE },
  { "a4x4", 210, 297, 2, 2, FALSE },
  { "75x120", 75, 120, 1, 1, TRUE },
};

/**
 * sauda_label_sheet_find:
 * @name: a name
 *
 * Returns: (nullable): the sheet, or %NULL when there is none of that name
 */
const SaudaLabelSheet *
sauda_label_sheet_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    if (g_strcmp0 (sheets[i].name, name) == 0)
      return &sheets[i];
  return NULL;
}

/**
 * sauda_label_sheet_list:
 *
 * Returns: (array zero-terminated=1) (transfer none): names of all sheets, the label's own page first
 */
const char *const *
sauda_label_sheet_list (void)
{
  static const char *const names[] = { SAUDA_LABEL_SHEET_ROLL, "a4x4", "75x120", NULL };

  return names;
}
