#pragma once

#include "sauda-connection.h"

G_BEGIN_DECLS

/**
 * SaudaGivenCell:
 *
 * Where a #SaudaGivenCellFunc puts its value; what nothing is put into is NULL.
 */
typedef struct _SaudaGivenCell SaudaGivenCell;

/**
 * SaudaGivenNextFunc:
 * @data: of the caller
 * @error: return location
 *
 * Goes to the next row, the first one at the first call. May wait for it.
 *
 * Returns: whether there is one; %FALSE at the end, or with @error
 */
typedef gboolean (*SaudaGivenNextFunc) (gpointer data, GError **error);

/**
 * SaudaGivenCellFunc:
 * @data: of the caller
 * @column: which, from 0; only those that the statement reads are asked for
 * @cell: gets the value
 */
typedef void (*SaudaGivenCellFunc) (gpointer data, guint column, SaudaGivenCell *cell);

void sauda_given_cell_put_int64 (SaudaGivenCell *self, gint64 value);
void sauda_given_cell_put_double (SaudaGivenCell *self, double value);
void sauda_given_cell_put_text (SaudaGivenCell *self, const char *value);
void sauda_given_cell_take_text (SaudaGivenCell *self, char *value);
gboolean sauda_connection_run_given (SaudaConnection *self,
                                     const char *sql,
                                     SaudaGivenNextFunc next,
                                     SaudaGivenCellFunc cell,
                                     gpointer data,
                                     GError **error);
gboolean sauda_connection_insert_given (SaudaConnection *self,
                                        const char *insert,
                                        guint n_columns,
                                        SaudaGivenNextFunc next,
                                        SaudaGivenCellFunc cell,
                                        gpointer data,
                                        GError **error);

G_END_DECLS
