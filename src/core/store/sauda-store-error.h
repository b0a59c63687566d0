#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaStoreError:
 * @SAUDA_STORE_ERROR_OPEN: the database cannot be opened or made, or belongs to another program
 * @SAUDA_STORE_ERROR_NEWER: the database was written by a newer Sauda
 * @SAUDA_STORE_ERROR_DAMAGED: the file is no database, or its pages contradict each other
 * @SAUDA_STORE_ERROR_BUSY: another process kept the database locked for longer than five seconds
 * @SAUDA_STORE_ERROR_FULL: the disk is full or cannot be written
 * @SAUDA_STORE_ERROR_SQL: a statement is wrong: a mistake in the program
 * @SAUDA_STORE_ERROR_CONSTRAINT: a row contradicts a rule of the schema
 * @SAUDA_STORE_ERROR_TOUCHED: rows that shall be taken back were changed since
 *
 * Errors of the store room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_STORE_ERROR_OPEN,
  SAUDA_STORE_ERROR_NEWER,
  SAUDA_STORE_ERROR_DAMAGED,
  SAUDA_STORE_ERROR_BUSY,
  SAUDA_STORE_ERROR_FULL,
  SAUDA_STORE_ERROR_SQL,
  SAUDA_STORE_ERROR_CONSTRAINT,
  SAUDA_STORE_ERROR_TOUCHED,
} SaudaStoreError;

#define SAUDA_STORE_ERROR (sauda_store_error_quark ())
GQuark sauda_store_error_quark (void);

G_END_DECLS
