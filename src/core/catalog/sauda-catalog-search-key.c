#include "sauda-catalog-search-key.h"

#include "sauda-catalog-known.h"
#include "sauda-text.h"

static const char *
find_key (GHashTable *keys, const char *text)
{
  char *key = g_hash_table_lookup (keys, text);

  if (key == NULL) {
    key = sauda_text_search_key (text);
    g_hash_table_insert (keys, (gpointer) text, key);
  }
  return key;
}

static void
append_sku (GString *key, const char *sku)
{
  g_autofree char *folded = NULL;
  gsize before = key->len;

  if (!g_str_is_ascii (sku)) {
    folded = sauda_text_search_key (sku);
    g_string_append (key, folded);
    return;
  }
  g_string_append (key, sku);
  for (char *p = key->str + before; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
}

/**
 * sauda_catalog_search_key_append: (skip)
 * @key: gets what a search finds @variant by: its model's name, its SKU and what else is told of it
 * @variant: a variant of a file
 * @keys: (element-type utf8 utf8): keys of texts that repeat; gets those that it lacks
 */
void
sauda_catalog_search_key_append (GString *key, const SaudaCatalogVariant *variant, GHashTable *keys)
{
  g_string_append (key, find_key (keys, variant->model->name));
  g_string_append_c (key, ' ');
  append_sku (key, variant->sku);
  for (int i = 0; i < SAUDA_CATALOG_N_VARIANT_CELLS; i++) {
    const char *text = variant->cells[sauda_catalog_variant_cells[i]];

    if (text == NULL)
      continue;
    g_string_append_c (key, ' ');
    g_string_append (key, find_key (keys, text));
  }
}
