#include "sauda-size-product.h"

#include "sauda-text.h"

#include <string.h>

/* How catalogues begin the words for women's and children's products. */
static const char *const women_words[] = { "women", "woman", "female", "жен", "әйел", "f" };
static const char *const kids_words[] = { "kid", "child", "boy",  "girl", "дет", "дев",
                                          "мал", "под",   "бала", "ұл",   "қыз" };

static gboolean
begins_with_one (const char *text, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (words[i][1] == '\0' ? g_str_equal (text, words[i]) : g_str_has_prefix (text, words[i]))
      return TRUE;
  return FALSE;
}

/**
 * sauda_size_product_get_people:
 * @gender: (nullable): what the catalogue says, such as `Men`, `Женский`, `Kids`
 *
 * Returns: whose chart counts; men's for anything unknown, as for unisex products
 */
SaudaSizePeople
sauda_size_product_get_people (const char *gender)
{
  g_autofree char *key = sauda_text_search_key (gender);

  if (begins_with_one (key, kids_words, G_N_ELEMENTS (kids_words)))
    return SAUDA_SIZE_PEOPLE_KIDS;
  if (begins_with_one (key, women_words, G_N_ELEMENTS (women_words)))
    return SAUDA_SIZE_PEOPLE_WOMEN;
  return SAUDA_SIZE_PEOPLE_MEN;
}

/**
 * sauda_size_product_get_people_of_size:
 * @people: whom the product is cut for
 * @size: (nullable): one of its sizes
 *
 * Returns: whose chart @size is on: adults' sizes in the numbers 44 to 64 have charts of their own
 */
SaudaSizePeople
sauda_size_product_get_people_of_size (SaudaSizePeople people, const char *size)
{
  gboolean number =
    size != NULL && strlen (size) == 2 && strcmp (size, "44") >= 0 && strcmp (size, "64") <= 0;
  gboolean women = people == SAUDA_SIZE_PEOPLE_WOMEN || people == SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS;

  if (people == SAUDA_SIZE_PEOPLE_KIDS)
    return people;
  if (women)
    return number ? SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS : SAUDA_SIZE_PEOPLE_WOMEN;
  return number ? SAUDA_SIZE_PEOPLE_MEN_NUMBERS : SAUDA_SIZE_PEOPLE_MEN;
}

/**
 * sauda_size_product_has_sizes:
 * @product_type: (nullable): type as in the catalogue, `CL` for clothes
 *
 * Returns: whether buyers are asked for height and weight; %FALSE for electronics (`ELS`) and whatever else
 * is not clothes, %TRUE when the type is not known
 */
gboolean
sauda_size_product_has_sizes (const char *product_type)
{
  g_autofree char *key = sauda_text_search_key (product_type);

  return sauda_text_is_empty (key) || g_str_has_prefix (key, "cl") || g_str_has_prefix (key, "одежд");
}
