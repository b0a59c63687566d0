#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaDayError:
 * @SAUDA_DAY_ERROR_LOCKED: another Sauda runs the day in this data folder
 * @SAUDA_DAY_ERROR_NO_STORE: there is no store to work for
 * @SAUDA_DAY_ERROR_STORE_UNKNOWN: a file does not tell its store, or a name is no store
 * @SAUDA_DAY_ERROR_NOT_APPROVED: the plan was not approved
 * @SAUDA_DAY_ERROR_STOPPED: the red Stop or the trust level forbids it
 * @SAUDA_DAY_ERROR_NOTHING_READ: no file could be read
 * @SAUDA_DAY_ERROR_OPEN_ORDER: a buyer has an order that is still on its way
 * @SAUDA_DAY_ERROR_NO_ALERT: there is no such open alert
 * @SAUDA_DAY_ERROR_NOT_EARNED: the store has not earned that step of trust
 * @SAUDA_DAY_ERROR_COLUMN: a name is no column of Kaspi's order sheets
 * @SAUDA_DAY_ERROR_NO_IMPORT: an import to be taken back is not known
 * @SAUDA_DAY_ERROR_BACKUP: a backup cannot be made, or is not what was saved
 */
typedef enum {
  SAUDA_DAY_ERROR_LOCKED,
  SAUDA_DAY_ERROR_NO_STORE,
  SAUDA_DAY_ERROR_STORE_UNKNOWN,
  SAUDA_DAY_ERROR_NOT_APPROVED,
  SAUDA_DAY_ERROR_STOPPED,
  SAUDA_DAY_ERROR_NOTHING_READ,
  SAUDA_DAY_ERROR_OPEN_ORDER,
  SAUDA_DAY_ERROR_NO_ALERT,
  SAUDA_DAY_ERROR_NOT_EARNED,
  SAUDA_DAY_ERROR_COLUMN,
  SAUDA_DAY_ERROR_NO_IMPORT,
  SAUDA_DAY_ERROR_BACKUP,
} SaudaDayError;

#define SAUDA_DAY_ERROR (sauda_day_error_quark ())
GQuark sauda_day_error_quark (void);

G_END_DECLS
