#pragma once

#include "sauda-catalog-row.h"

G_BEGIN_DECLS

/* Rows of a first catalogue that are written while the rest of the file is still read. */
typedef struct {
  GArray *rows;        /* (owned) (element-type SaudaCatalogRow) as they were when they were read */
  GPtrArray *variants; /* (owned) (element-type SaudaCatalogVariant) that came with these rows */
  GPtrArray *offers;   /* (owned) (element-type SaudaCatalogRow) those of @rows that repeat no other */
} SaudaCatalogBatch;

typedef struct _SaudaCatalogAhead SaudaCatalogAhead;

SaudaCatalogAhead *sauda_catalog_ahead_new (SaudaCatalogRows *rows);
void sauda_catalog_ahead_free (SaudaCatalogAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogAhead, sauda_catalog_ahead_free)

void sauda_catalog_ahead_take (SaudaCatalogAhead *self);
void sauda_catalog_ahead_end (SaudaCatalogAhead *self);
gboolean sauda_catalog_ahead_is_stopped (SaudaCatalogAhead *self);
void sauda_catalog_ahead_stop (SaudaCatalogAhead *self);
SaudaCatalogBatch *sauda_catalog_ahead_wait (SaudaCatalogAhead *self);
GPtrArray *sauda_catalog_ahead_get_batches (SaudaCatalogAhead *self);
GHashTable *sauda_catalog_ahead_get_variants (SaudaCatalogAhead *self);

G_END_DECLS
