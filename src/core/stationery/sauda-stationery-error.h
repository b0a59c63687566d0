#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaStationeryError:
 * @SAUDA_STATIONERY_ERROR_TEMPLATE: a template or a sheet is not what it should be
 * @SAUDA_STATIONERY_ERROR_BARCODE: a bar code cannot hold the text
 * @SAUDA_STATIONERY_ERROR_PAPER: something does not fit on the paper
 * @SAUDA_STATIONERY_ERROR_UNKNOWN: there is no such template or sheet
 * @SAUDA_STATIONERY_ERROR_WRITE: the result cannot be written
 *
 * Errors of the stationery room. Every message is a translated sentence that says what to do.
 */
typedef enum {
  SAUDA_STATIONERY_ERROR_TEMPLATE,
  SAUDA_STATIONERY_ERROR_BARCODE,
  SAUDA_STATIONERY_ERROR_PAPER,
  SAUDA_STATIONERY_ERROR_UNKNOWN,
  SAUDA_STATIONERY_ERROR_WRITE,
} SaudaStationeryError;

#define SAUDA_STATIONERY_ERROR (sauda_stationery_error_quark ())
GQuark sauda_stationery_error_quark (void);

#define SAUDA_MM(millimetres) ((millimetres) *72 / 25.4)

void sauda_stationery_set_unwritten (GError **error, const char *path, const char *reason);

G_END_DECLS
