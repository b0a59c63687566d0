#include "sauda-card.h"

#include <string.h>

/* Several values in one cell stand behind one another with this between them. */
#define PARTING "|"

static void
field_free (gpointer data)
{
  SaudaCardField *field = data;

  g_free (field->attribute);
  g_ptr_array_unref (field->values);
  g_free (field);
}

/* Fills @values with the parts of @text that are not blank. */
static void
split (GPtrArray *values, const char *text, const char *partings)
{
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", partings, -1);

  g_ptr_array_set_size (values, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (values, g_strdup (parts[i]));
}

static char *
join (GPtrArray *values, const char *parting)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? parting : "", (const char *) g_ptr_array_index (values, i));
  return g_string_free (text, FALSE);
}

/**
 * sauda_card_new:
 * @sku: the merchant's SKU
 *
 * Returns: (transfer full): a card that says nothing else
 */
SaudaCard *
sauda_card_new (const char *sku)
{
  SaudaCard *card = g_new0 (SaudaCard, 1);

  card->sku = g_strdup (sku);
  card->title = g_strdup ("");
  card->brand = g_strdup ("");
  card->category = g_strdup ("");
  card->description = g_strdup ("");
  card->weight = g_strdup ("");
  card->fields = g_ptr_array_new_with_free_func (field_free);
  card->images = g_ptr_array_new_with_free_func (g_free);
  return card;
}

/**
 * sauda_card_free:
 * @card: (nullable): a card
 */
void
sauda_card_free (SaudaCard *card)
{
  if (card == NULL)
    return;
  g_free (card->sku);
  g_free (card->title);
  g_free (card->brand);
  g_free (card->category);
  g_free (card->description);
  g_free (card->weight);
  g_free (card->state);
  g_free (card->message);
  g_ptr_array_unref (card->fields);
  g_ptr_array_unref (card->images);
  g_free (card);
}

/**
 * sauda_card_take:
 * @place: a text of a card
 * @text: (nullable): what it becomes, without blanks around it
 */
void
sauda_card_take (char **place, const char *text)
{
  char *clean = g_strstrip (g_strdup (text != NULL ? text : ""));

  g_free (*place);
  *place = clean;
}

/**
 * sauda_card_find_field:
 * @card: a card
 * @attribute: an attribute
 *
 * Returns: (transfer none) (nullable): what the card says of it
 */
SaudaCardField *
sauda_card_find_field (const SaudaCard *card, const char *attribute)
{
  for (guint i = 0; i < card->fields->len; i++) {
    SaudaCardField *field = g_ptr_array_index (card->fields, i);

    if (strcmp (field->attribute, attribute) == 0)
      return field;
  }
  return NULL;
}

/**
 * sauda_card_add_field:
 * @card: a card
 * @attribute: an attribute
 *
 * Returns: (transfer none): it on the card, still without a value
 */
SaudaCardField *
sauda_card_add_field (SaudaCard *card, const char *attribute)
{
  SaudaCardField *field = g_new0 (SaudaCardField, 1);

  field->attribute = g_strdup (attribute);
  field->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (card->fields, field);
  return field;
}

/**
 * sauda_card_set_field:
 * @card: a card
 * @attribute: an attribute
 * @text: (nullable): one value, or several with `|` between them; none takes the attribute off the card
 */
void
sauda_card_set_field (SaudaCard *card, const char *attribute, const char *text)
{
  SaudaCardField *field = sauda_card_find_field (card, attribute);

  if (field == NULL)
    field = sauda_card_add_field (card, attribute);
  split (field->values, text, PARTING "\n\r");
  if (field->values->len == 0)
    g_ptr_array_remove (card->fields, field);
}

/**
 * sauda_card_get_field_text:
 * @card: a card
 * @attribute: an attribute
 *
 * Returns: (transfer full): its values with `|` between them; empty when the card says nothing of it
 */
char *
sauda_card_get_field_text (const SaudaCard *card, const char *attribute)
{
  const SaudaCardField *field = sauda_card_find_field (card, attribute);

  return field != NULL ? join (field->values, PARTING) : g_strdup ("");
}

/**
 * sauda_card_set_images:
 * @card: a card
 * @text: (nullable): addresses of pictures with blanks, line ends or `|` between them
 */
void
sauda_card_set_images (SaudaCard *card, const char *text)
{
  split (card->images, text, PARTING " \t\n\r");
}

/**
 * sauda_card_get_images_text:
 * @card: a card
 *
 * Returns: (transfer full): the addresses of its pictures, one on a line
 */
char *
sauda_card_get_images_text (const SaudaCard *card)
{
  return join (card->images, "\n");
}
