#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPackScanKind:
 * @SAUDA_PACK_SCAN_ORDER: a waybill: the number of an order
 * @SAUDA_PACK_SCAN_PRODUCT: anything else: the code of a product or of a group
 * @SAUDA_PACK_SCAN_NEXT: done with this one
 * @SAUDA_PACK_SCAN_HOLD: put this one aside
 * @SAUDA_PACK_SCAN_PRINT: print its label again
 * @SAUDA_PACK_SCAN_UNDO: take the last scan back
 *
 * What a scanner read.
 */
typedef enum {
  SAUDA_PACK_SCAN_ORDER,
  SAUDA_PACK_SCAN_PRODUCT,
  SAUDA_PACK_SCAN_NEXT,
  SAUDA_PACK_SCAN_HOLD,
  SAUDA_PACK_SCAN_PRINT,
  SAUDA_PACK_SCAN_UNDO,
} SaudaPackScanKind;

SaudaPackScanKind sauda_pack_scan_parse (const char *text, char **code, guint *place);
const char *sauda_pack_scan_get_command (SaudaPackScanKind kind);

G_END_DECLS
