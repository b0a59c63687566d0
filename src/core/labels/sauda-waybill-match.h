#pragma once

#include "sauda-waybill-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaWaybillLabel:
 * @code: (not nullable): number of the order
 * @pdf: (not nullable): all pages of that order in the order of their places
 * @pages: how many these are
 * @places: parcels of the order as the label says, 0 when it does not
 *
 * The label of one order.
 */
typedef struct {
  char *code;
  GBytes *pdf;
  guint pages;
  guint places;
} SaudaWaybillLabel;

/**
 * SaudaWaybillMatchKind:
 * @SAUDA_WAYBILL_MATCHED: at least one label was found
 * @SAUDA_WAYBILL_UNKNOWN: neither the name nor the text names a known order
 * @SAUDA_WAYBILL_CONFLICT: they name different orders; nothing is taken from the file
 */
typedef enum {
  SAUDA_WAYBILL_MATCHED,
  SAUDA_WAYBILL_UNKNOWN,
  SAUDA_WAYBILL_CONFLICT,
} SaudaWaybillMatchKind;

/**
 * SaudaWaybillMatch:
 * @kind: what came of it
 * @labels: (not nullable) (element-type SaudaWaybillLabel): one for each order
 * @problems: (not nullable): sentences about what was left out, and what to do; empty when all is well
 *
 * The orders that a label file belongs to.
 */
typedef struct {
  SaudaWaybillMatchKind kind;
  GPtrArray *labels;
  GStrv problems;
} SaudaWaybillMatch;

SaudaWaybillMatch *sauda_waybill_match (const SaudaWaybillFile *file,
                                        GHashTable *codes,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_waybill_match_find_other (const SaudaWaybillFile *file,
                                         const char *code,
                                         char **other,
                                         GCancellable *cancellable,
                                         GError **error);
void sauda_waybill_match_free (SaudaWaybillMatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWaybillMatch, sauda_waybill_match_free)

G_END_DECLS
