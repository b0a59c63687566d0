#pragma once

#include "sauda-catalogue-row.h"

G_BEGIN_DECLS

/**
 * SaudaCatalogueRows:
 *
 * The catalogue as it was read, or the beginning of a long one.
 */
typedef struct {
  GPtrArray *rows; /* (owned) (not nullable) (element-type SaudaCatalogueRow) by name and size */
  guint all;       /* variants in the catalogue */
  guint retired;   /* of them */
  gboolean whole;  /* whether @rows are all of them */
} SaudaCatalogueRows;

void sauda_catalogue_rows_free (SaudaCatalogueRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogueRows, sauda_catalogue_rows_free)

SaudaCatalogueRows *sauda_catalogue_rows_load (SaudaConnection *connection,
                                               gpointer unused,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCatalogueRows *sauda_catalogue_rows_load_first (SaudaConnection *connection,
                                                     gpointer unused,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
