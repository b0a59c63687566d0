#pragma once

#include "sauda-catalog-write.h"

G_BEGIN_DECLS

struct _SaudaCatalogWriter {
  SaudaCatalogRows *rows;      /* (not owned) */
  SaudaConnection *connection; /* (not owned) */
  GHashTable *store_ids;   /* (owned) (element-type utf8 gint64): ids by name, 0 when a preview found none */
  GHashTable *keys;        /* (owned) (element-type utf8 utf8): search keys of texts that repeat */
  GPtrArray *new_variants; /* (owned) (element-type SaudaCatalogVariant) */
  GPtrArray *changed_variants; /* (owned) likewise */
  GPtrArray *gone_variants;    /* (owned) likewise: written ahead, and of no row that stays */
  GPtrArray *new_offers;       /* (owned) (element-type SaudaCatalogRow) */
  GPtrArray *changed_offers;   /* (owned) likewise */
  GPtrArray *gone_offers;      /* (owned) likewise: written ahead, and refused since */
  gboolean empty;              /* there was no offer before: nothing has to be looked for */
  gint64 import_id;
  gint64 now_ms;
  gint64 last_variant; /* id of the newest variant */
  gint64 last_offer;   /* id of the newest offer that was written ahead */
};

gboolean sauda_catalog_writer_find_stores (SaudaCatalogWriter *self, GArray *rows, GError **error);
gboolean sauda_catalog_writer_insert_variants (SaudaCatalogWriter *self, GPtrArray *variants, GError **error);
gboolean sauda_catalog_writer_insert_offers (SaudaCatalogWriter *self, GPtrArray *offers, GError **error);
gboolean sauda_catalog_writer_run_variants (SaudaCatalogWriter *self,
                                            const char *sql,
                                            GPtrArray *variants,
                                            GError **error);
gboolean sauda_catalog_writer_run_offers (SaudaCatalogWriter *self,
                                          const char *sql,
                                          GPtrArray *offers,
                                          GError **error);

G_END_DECLS
