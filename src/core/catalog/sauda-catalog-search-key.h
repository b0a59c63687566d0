#pragma once

#include "sauda-catalog-row.h"

G_BEGIN_DECLS

void sauda_catalog_search_key_append (GString *key, const SaudaCatalogVariant *variant, GHashTable *keys);

G_END_DECLS
