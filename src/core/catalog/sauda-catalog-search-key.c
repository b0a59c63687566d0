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

/**
 * sauda_catalog_search_key_make: (skip)
 * @variant: a variant of a file
 * @keys: (element-type utf8 utf8): keys of texts that repeat; gets those that it lacks
 *
 * Returns: (transfer full): what a search finds it by: its model's name, its SKU and what else is told of it
 */
char *
sauda_catalog_search_key_make (const SaudaCatalogVariant *variant, GHashTable *keys)
{
  GString *key = g_string_new (find_key (keys, variant->model->name));
  g_autofree char *sku =
    g_str_is_ascii (variant->sku) ? g_ascii_strdown (variant->sku, -1) : sauda_text_search_key (variant->sku);

  g_string_append_c (key, ' ');
  g_string_append (key, sku);
  for (int i = 0; i < SAUDA_CATALOG_N_VARIANT_CELLS; i++) {
    const char *text = variant->cells[sauda_catalog_variant_cells[i]];

    if (text == NULL)
      continue;
    g_string_append_c (key, ' ');
    g_string_append (key, find_key (keys, text));
  }
  return g_string_free (key, FALSE);
}
