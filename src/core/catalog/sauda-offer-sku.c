#include "sauda-offer-sku.h"

#include "sauda-text.h"

#include <string.h>

/**
 * sauda_offer_sku_make_lenient:
 * @sku: a merchant SKU, valid UTF-8
 *
 * SKUs are compared exactly at first; this is for the second try (kaspi-api 4.1).
 *
 * Returns: (transfer full) (not nullable): @sku without blanks of any kind
 */
char *
sauda_offer_sku_make_lenient (const char *sku)
{
  GString *out = g_string_sized_new (strlen (sku));

  for (const char *p = sku; *p != '\0'; p = g_utf8_next_char (p))
    if (!sauda_text_is_blank (g_utf8_get_char (p)))
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
  return g_string_free (out, FALSE);
}
