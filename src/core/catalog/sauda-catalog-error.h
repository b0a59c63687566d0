#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaCatalogError:
 * @SAUDA_CATALOG_ERROR_NOT_FOUND: there is no such store, offer or variant
 * @SAUDA_CATALOG_ERROR_CONFLICT: a merchant id or a name belongs to another store
 * @SAUDA_CATALOG_ERROR_INVALID_VALUE: a value cannot be what it is given as
 * @SAUDA_CATALOG_ERROR_COLUMNS: a file lacks the columns that a catalogue needs, or an override names no
 * column
 * @SAUDA_CATALOG_ERROR_FILE: a file cannot be read or written
 *
 * Errors of the catalog room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_CATALOG_ERROR_NOT_FOUND,
  SAUDA_CATALOG_ERROR_CONFLICT,
  SAUDA_CATALOG_ERROR_INVALID_VALUE,
  SAUDA_CATALOG_ERROR_COLUMNS,
  SAUDA_CATALOG_ERROR_FILE,
} SaudaCatalogError;

#define SAUDA_CATALOG_ERROR (sauda_catalog_error_quark ())
GQuark sauda_catalog_error_quark (void);

G_END_DECLS
