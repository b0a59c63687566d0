#include "sauda-card-form.h"

#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *type;
  SaudaCardKind kind;
} kinds[] = {
  { "enum", SAUDA_CARD_LIST },
  { "number", SAUDA_CARD_NUMBER },
  { "boolean", SAUDA_CARD_FLAG },
};

/* Kaspi tells no names of attributes, only codes (kaspi-api 8). What most categories ask has a name here. */
static const struct {
  const char *tail;
  const char *label;
} labels[] = {
  { "type", N_ ("Type") },         { "gender", N_ ("For Whom") },
  { "color", N_ ("Colour") },      { "colour", N_ ("Colour") },
  { "size", N_ ("Size") },         { "season", N_ ("Season") },
  { "model", N_ ("Model") },       { "brand", N_ ("Brand") },
  { "material", N_ ("Material") }, { "composition", N_ ("Composition") },
  { "country", N_ ("Country") },   { "age", N_ ("Age") },
  { "style", N_ ("Style") },       { "pattern", N_ ("Pattern") },
  { "hood", N_ ("Hood") },         { "length", N_ ("Length") },
  { "width", N_ ("Width") },       { "height", N_ ("Height") },
  { "weight", N_ ("Weight") },     { "weight in package", N_ ("Weight in the package") },
  { "volume", N_ ("Volume") },     { "power", N_ ("Power") },
  { "warranty", N_ ("Warranty") }, { "quantity", N_ ("Quantity") },
  { "barcode", N_ ("Barcode") },
};

/* "Blenders*Obsie harakteristiki.power" ends with what the attribute is. */
static char *
make_title (const char *code)
{
  const char *star = strrchr (code, '*');
  const char *tail = star != NULL && star[1] != '\0' ? star + 1 : code;
  const char *dot = strrchr (tail, '.');

  return g_strdup (dot != NULL && dot[1] != '\0' ? dot + 1 : tail);
}

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *first = sauda_text_search_key (a);
  g_autofree char *second = sauda_text_search_key (b);

  return strcmp (first, second) == 0;
}

/**
 * sauda_card_name_new:
 * @code: what is sent
 * @name: what people read
 *
 * Returns: (transfer full): a pair
 */
SaudaCardName *
sauda_card_name_new (const char *code, const char *name)
{
  SaudaCardName *self = g_new0 (SaudaCardName, 1);

  self->code = g_strdup (code);
  self->name = g_strdup (name);
  return self;
}

/**
 * sauda_card_name_free:
 * @name: (nullable): a pair
 */
void
sauda_card_name_free (SaudaCardName *name)
{
  if (name == NULL)
    return;
  g_free (name->code);
  g_free (name->name);
  g_free (name);
}

/**
 * sauda_card_attribute_new:
 * @code: its code at Kaspi
 * @type: Kaspi's word for what it takes
 * @multi_valued: whether it takes several values
 * @mandatory: whether a card without it is refused
 *
 * Returns: (transfer full): an attribute without values
 */
SaudaCardAttribute *
sauda_card_attribute_new (const char *code, const char *type, gboolean multi_valued, gboolean mandatory)
{
  SaudaCardAttribute *self = g_new0 (SaudaCardAttribute, 1);

  self->code = g_strdup (code);
  self->title = make_title (code);
  self->type = g_strdup (type);
  self->multi_valued = multi_valued;
  self->mandatory = mandatory;
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_name_free);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].type, type) == 0)
      self->kind = kinds[i].kind;
  return self;
}

/**
 * sauda_card_attribute_dup_label:
 * @attribute: an attribute
 *
 * Returns: (transfer full): what people read: the translated name where one is known, else the end of its
 * code as words
 */
char *
sauda_card_attribute_dup_label (const SaudaCardAttribute *attribute)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (attribute->title), "_-", ' ');
  char *label = sauda_text_squeeze (spaced);

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strcasecmp (labels[i].tail, label) == 0) {
      g_free (label);
      return g_strdup (_ (labels[i].label));
    }
  label[0] = g_ascii_toupper (label[0]);
  return label;
}

/**
 * sauda_card_attribute_free:
 * @attribute: (nullable): an attribute
 */
void
sauda_card_attribute_free (SaudaCardAttribute *attribute)
{
  if (attribute == NULL)
    return;
  g_free (attribute->code);
  g_free (attribute->title);
  g_free (attribute->type);
  g_ptr_array_unref (attribute->values);
  g_free (attribute);
}

/**
 * sauda_card_kind_get_title:
 * @kind: what an attribute takes
 *
 * Returns: the word for people
 */
const char *
sauda_card_kind_get_title (SaudaCardKind kind)
{
  switch (kind) {
  case SAUDA_CARD_LIST:
    return _ ("from a list");
  case SAUDA_CARD_NUMBER:
    return _ ("number");
  case SAUDA_CARD_FLAG:
    return _ ("yes or no");
  default:
    return _ ("text");
  }
}

/**
 * sauda_card_form_new:
 * @code: a category
 * @title: its name
 *
 * Returns: (transfer full): a form that asks nothing yet
 */
SaudaCardForm *
sauda_card_form_new (const char *code, const char *title)
{
  SaudaCardForm *self = g_new0 (SaudaCardForm, 1);

  self->category = sauda_card_name_new (code, title);
  self->attributes = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_attribute_free);
  return self;
}

/**
 * sauda_card_form_free:
 * @form: (nullable): a form
 */
void
sauda_card_form_free (SaudaCardForm *form)
{
  if (form == NULL)
    return;
  sauda_card_name_free (form->category);
  g_ptr_array_unref (form->attributes);
  g_free (form);
}

/**
 * sauda_card_form_find:
 * @form: a form
 * @attribute: a code, the readable end of one, or its name for people, in any case
 *
 * Returns: (transfer none) (nullable): the attribute; %NULL when none or more than one fits
 */
const SaudaCardAttribute *
sauda_card_form_find (const SaudaCardForm *form, const char *attribute)
{
  const SaudaCardAttribute *found = NULL;

  for (guint i = 0; i < form->attributes->len; i++) {
    const SaudaCardAttribute *one = g_ptr_array_index (form->attributes, i);

    if (strcmp (one->code, attribute) == 0)
      return one;
  }
  for (guint i = 0; i < form->attributes->len; i++) {
    const SaudaCardAttribute *one = g_ptr_array_index (form->attributes, i);

    g_autofree char *label = sauda_card_attribute_dup_label (one);

    if (!is_same (one->title, attribute) && !is_same (label, attribute))
      continue;
    if (found != NULL)
      return NULL;
    found = one;
  }
  return found;
}

/**
 * sauda_card_attribute_find_value:
 * @attribute: an attribute with a list
 * @text: a code or a name, the name in any case
 *
 * Returns: (transfer none) (nullable): the value
 */
const SaudaCardName *
sauda_card_attribute_find_value (const SaudaCardAttribute *attribute, const char *text)
{
  for (guint i = 0; i < attribute->values->len; i++) {
    const SaudaCardName *value = g_ptr_array_index (attribute->values, i);

    if (strcmp (value->code, text) == 0 || strcmp (value->name, text) == 0)
      return value;
  }
  for (guint i = 0; i < attribute->values->len; i++) {
    const SaudaCardName *value = g_ptr_array_index (attribute->values, i);

    if (is_same (value->name, text))
      return value;
  }
  return NULL;
}
