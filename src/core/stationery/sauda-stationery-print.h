#pragma once

#include "sauda-sheet-grid.h"
#include "sauda-template.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaStationeryPrint:
 * @label: (not nullable): what is drawn
 * @copies: (not nullable) (element-type GHashTable): what is put into each, field → text
 * @sheet: (nullable): paper with several labels; %NULL for one label a page
 * @first: labels of the first sheet that are gone already
 * @marks: whether cut marks stand between the labels of a sheet
 *
 * Labels to be written. All is borrowed.
 */
typedef struct {
  const SaudaTemplate *label;
  GPtrArray *copies;
  const SaudaSheetGrid *sheet;
  guint first;
  gboolean marks;
} SaudaStationeryPrint;

gboolean sauda_stationery_print_write (const SaudaStationeryPrint *self,
                                       const char *path,
                                       guint *pages,
                                       GCancellable *cancellable,
                                       GError **error);
GBytes *sauda_stationery_print_write_bytes (const SaudaStationeryPrint *self,
                                            GCancellable *cancellable,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
