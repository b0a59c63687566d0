#pragma once

#include "sauda-given-rows.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* What the statement that runs is given. */
typedef struct {
  SaudaGivenNextFunc next; /* (nullable) NULL: nothing is given now */
  SaudaGivenCellFunc cell;
  gpointer data;  /* (not owned) */
  GError *reason; /* (owned) (nullable) why @next ended early */
} SaudaGivenRows;

SaudaGivenRows *sauda_connection_get_given (SaudaConnection *self);
int sauda_given_rows_register (sqlite3 *handle, SaudaGivenRows *rows);

G_END_DECLS
