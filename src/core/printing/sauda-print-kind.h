#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPrintKind:
 * @SAUDA_PRINT_KIND_WAYBILLS: Kaspi's labels of the parcels
 * @SAUDA_PRINT_KIND_PICK_LIST: what to take from the shelves
 * @SAUDA_PRINT_KIND_PRODUCT_LABELS: own labels of products and boxes
 * @SAUDA_PRINT_KIND_PACKING_SLIPS: what lies in a parcel
 * @SAUDA_PRINT_KIND_HANDOVER_LIST: what the courier takes
 *
 * Kinds of documents; each may have a printer of its own.
 */
typedef enum {
  SAUDA_PRINT_KIND_WAYBILLS,
  SAUDA_PRINT_KIND_PICK_LIST,
  SAUDA_PRINT_KIND_PRODUCT_LABELS,
  SAUDA_PRINT_KIND_PACKING_SLIPS,
  SAUDA_PRINT_KIND_HANDOVER_LIST,
} SaudaPrintKind;

#define SAUDA_PRINT_N_KINDS (SAUDA_PRINT_KIND_HANDOVER_LIST + 1)

const char *sauda_print_kind_get_name (SaudaPrintKind kind);
const char *sauda_print_kind_get_title (SaudaPrintKind kind);
gboolean sauda_print_kind_from_name (const char *name, SaudaPrintKind *kind);

G_END_DECLS
