#include "sauda-template-sample.h"

#include <glib/gi18n-lib.h>

/* As long as real ones are: a template that holds these holds most. */
static const struct {
  const char *field;
  const char *title;
  const char *sample; /* of goods, or of anything */
  const char *other;  /* (nullable) of parcels and covers */
} words[] = {
  { "title", N_ ("Title"), N_ ("T-shirt “Print” 5 in 1, black"), NULL },
  { "model", N_ ("Model"), N_ ("Print 5 in 1, black"), NULL },
  { "size", N_ ("Size"), "2XL", NULL },
  { "color", N_ ("Color"), N_ ("Black"), NULL },
  { "brand", N_ ("Brand"), "QZ", NULL },
  { "sku", N_ ("SKU of the goods"), "CL_QZ_MEN_PRINT51_BLACK_2XL", NULL },
  { "price", N_ ("Price"), "11 990 ₸", NULL },
  { "store", N_ ("Store"), "OnlyFit", NULL },
  { "code", N_ ("Bar code"), "116000005_48", "900110392-1" },
  { "order", N_ ("Order"), "900 110 392", NULL },
  { "place", N_ ("Place"), "1", NULL },
  { "places", N_ ("Places"), "3", NULL },
  { "customer", N_ ("Buyer"), N_ ("Aizhan S."), NULL },
  { "city", N_ ("City"), N_ ("Almaty"), NULL },
  { "day", N_ ("Day"), "27.11.26", NULL },
  { "contents", N_ ("Contents"), N_ ("Print 5 in 1, black · 2XL · 2\nLeggings, black · L · 1"), NULL },
  { "pieces", N_ ("Pieces"), "3", NULL },
  { "count", N_ ("Labels"), "12", NULL },
  { "number", N_ ("Number of the group"), "3", NULL },
  { "groups", N_ ("Groups"), "9", NULL },
};

/* What sauda_label_cover_draw() puts into a cover. */
static void
put_cover (GHashTable *fields)
{
  const guint labels = 12;

  g_hash_table_insert (fields, (gpointer) "count",
                       g_strdup_printf (ngettext ("%u label", "%u labels", labels), labels));
  g_hash_table_insert (fields, (gpointer) "pieces",
                       g_strdup_printf (ngettext ("%u piece", "%u pieces", labels), labels));
  g_hash_table_insert (fields, (gpointer) "code", g_strdup ("G261127-03"));
}

/**
 * sauda_template_sample_new:
 * @kind: of a template
 *
 * Returns: (transfer full) (element-type utf8 utf8): words to show a template with
 */
GHashTable *
sauda_template_sample_new (SaudaTemplateKind kind)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    const char *sample =
      kind != SAUDA_TEMPLATE_PRODUCT && words[i].other != NULL ? words[i].other : words[i].sample;

    g_hash_table_insert (fields, (gpointer) words[i].field, g_strdup (_ (sample)));
  }
  if (kind == SAUDA_TEMPLATE_COVER)
    put_cover (fields);
  return fields;
}

/**
 * sauda_template_sample_get_title:
 * @field: name of a field
 *
 * Returns: (transfer none): what people call it; @field itself when it is not known
 */
const char *
sauda_template_sample_get_title (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].field, field))
      return _ (words[i].title);
  return field;
}
