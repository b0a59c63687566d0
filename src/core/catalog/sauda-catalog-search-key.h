#pragma once

#include "sauda-catalog-row.h"

G_BEGIN_DECLS

char *sauda_catalog_search_key_make (const SaudaCatalogVariant *variant,
                                     GHashTable *keys) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
