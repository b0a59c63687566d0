#include "sauda-card-check.h"

#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* One card being looked at. */
typedef struct {
  const SaudaCard *card;
  const SaudaCardForm *form; /* (nullable) its category is not known */
  const SaudaCardLimits *limits;
  guint position;
  GPtrArray *problems; /* (element-type SaudaCardProblem) */
} Check;

/* Takes @sentence. */
static void
add_problem (Check *check, const char *field, const char *code, const char *value, char *sentence)
{
  SaudaCardProblem *problem = g_new0 (SaudaCardProblem, 1);

  problem->position = check->position;
  problem->sku = g_strdup (check->card->sku);
  problem->field = g_strdup (field);
  problem->code = g_strdup (code);
  problem->value = g_strdup (value);
  problem->sentence = sentence;
  g_ptr_array_add (check->problems, problem);
}

static void
check_text (Check *check, const char *field, const char *code, const char *text, guint max, gboolean needed)
{
  glong length = g_utf8_strlen (text, -1);

  if (needed && length == 0)
    add_problem (check, field, code, "", g_strdup_printf (_ ("“%s” is empty; Kaspi needs it."), field));
  else if (length > (glong) max)
    add_problem (
      check, field, code, text,
      g_strdup_printf (_ ("“%s” has %ld characters; Kaspi takes %u at most."), field, length, max));
}

/* A number as JSON has it: "0,95" is 0.95; NULL for anything else. */
static char *
clean_number (const char *text)
{
  g_autofree char *digits = g_strdup (text);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double number;

  g_strdelimit (digits, ",", '.');
  number = g_ascii_strtod (digits, &end);
  if (end == digits || *end != '\0' || !isfinite (number) || strpbrk (digits, "xXpPnN") != NULL)
    return NULL;
  return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, number));
}

static const char *
clean_flag (const char *text)
{
  static const struct {
    const char *word;
    const char *value;
  } words[] = {
    { "true", "true" }, { "yes", "true" }, { "да", "true" },     { "есть", "true" }, { "иә", "true" },
    { "1", "true" },    { "+", "true" },   { "false", "false" }, { "no", "false" },  { "нет", "false" },
    { "жоқ", "false" }, { "0", "false" },  { "-", "false" },
  };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, folded) == 0)
      return words[i].value;
  return NULL;
}

/* What is sent for @text; NULL when it cannot be told. */
static char *
clean_value (const SaudaCardAttribute *attribute, const char *text)
{
  const SaudaCardName *value;

  switch (attribute->kind) {
  case SAUDA_CARD_LIST:
    value = sauda_card_attribute_find_value (attribute, text);
    return value != NULL ? g_strdup (value->code) : NULL;
  case SAUDA_CARD_NUMBER:
    return clean_number (text);
  case SAUDA_CARD_FLAG:
    return g_strdup (clean_flag (text));
  default:
    return g_strdup (text);
  }
}

static char *
describe_wrong_value (const SaudaCardAttribute *attribute, const char *value)
{
  GString *some;
  char *sentence;

  if (attribute->kind == SAUDA_CARD_NUMBER)
    return g_strdup_printf (_ ("“%s” is no number. Write digits alone, such as 0,95."), value);
  if (attribute->kind == SAUDA_CARD_FLAG)
    return g_strdup_printf (_ ("“%s” is neither yes nor no."), value);
  some = g_string_new (NULL);
  for (guint i = 0; i < MIN (attribute->values->len, 6); i++)
    g_string_append_printf (some, "%s%s", i > 0 ? ", " : "",
                            ((SaudaCardName *) g_ptr_array_index (attribute->values, i))->name);
  if (attribute->values->len > 6)
    g_string_append (some, ", …");
  sentence =
    attribute->multi_valued && strpbrk (value, ",;") != NULL
      ? g_strdup_printf (_ ("“%s” is not in Kaspi's list of values: %s. Write several with | between them."),
                         value, some->str)
      : g_strdup_printf (_ ("“%s” is not in Kaspi's list of values: %s"), value, some->str);
  g_string_free (some, TRUE);
  return sentence;
}

static void
check_values (Check *check, const SaudaCardAttribute *attribute, const SaudaCardField *field)
{
  for (guint i = 0; i < field->values->len; i++) {
    const char *text = g_ptr_array_index (field->values, i);
    g_autofree char *clean = clean_value (attribute, text);

    if (clean == NULL)
      add_problem (check, attribute->title, attribute->code, text, describe_wrong_value (attribute, text));
    else
      check_text (check, attribute->title, attribute->code, text, check->limits->value, FALSE);
    for (guint j = 0; j < i; j++)
      if (strcmp (g_ptr_array_index (field->values, j), text) == 0)
        add_problem (check, attribute->title, attribute->code, text,
                     g_strdup_printf (_ ("The value “%s” stands there twice."), text));
  }
}

static void
check_field (Check *check, const SaudaCardField *field)
{
  const SaudaCardAttribute *attribute = sauda_card_form_find (check->form, field->attribute);
  g_autofree char *text = sauda_card_get_field_text (check->card, field->attribute);
  g_autofree char *label = attribute != NULL ? sauda_card_attribute_dup_label (attribute) : NULL;

  if (attribute == NULL) {
    add_problem (check, field->attribute, field->attribute, text,
                 g_strdup_printf (_ ("The category “%s” has no attribute “%s”, or several that end so."),
                                  check->form->category->name, field->attribute));
    return;
  }
  if (field->values->len > 1 && !attribute->multi_valued)
    add_problem (check, attribute->title, attribute->code, text,
                 g_strdup_printf (_ ("“%s” takes one value."), label));
  else if (field->values->len > check->limits->values)
    add_problem (check, attribute->title, attribute->code, text,
                 g_strdup_printf (_ ("“%s” takes %u values at most."), label, check->limits->values));
  check_values (check, attribute, field);
}

static void
check_attributes (Check *check)
{
  guint n_fields = check->card->fields->len;

  for (guint i = 0; i < n_fields; i++)
    check_field (check, g_ptr_array_index (check->card->fields, i));
  for (guint i = 0; i < check->form->attributes->len; i++) {
    const SaudaCardAttribute *attribute = g_ptr_array_index (check->form->attributes, i);
    gboolean filled = FALSE;

    for (guint j = 0; j < n_fields && !filled; j++) {
      const SaudaCardField *field = g_ptr_array_index (check->card->fields, j);

      filled = sauda_card_form_find (check->form, field->attribute) == attribute;
    }
    if (attribute->mandatory && !filled) {
      g_autofree char *label = sauda_card_attribute_dup_label (attribute);

      add_problem (check, attribute->title, attribute->code, "",
                   g_strdup_printf (_ ("“%s” is empty; Kaspi needs it in this category."), label));
    }
  }
  if (n_fields == 0 && check->form->attributes->len > 0)
    add_problem (check, _ ("Attributes"), "attributes", "",
                 g_strdup (_ ("The card has no attributes; Kaspi needs one at least.")));
  else if (n_fields > check->limits->attributes)
    add_problem (check, _ ("Attributes"), "attributes", "",
                 g_strdup_printf (_ ("The card has %u attributes; Kaspi takes %u at most."), n_fields,
                                  check->limits->attributes));
}

static void
check_images (Check *check)
{
  GPtrArray *images = check->card->images;

  if (images->len == 0)
    add_problem (check, _ ("Pictures"), "images", "",
                 g_strdup (_ ("The card has no picture. Give the address of one at least: https://…")));
  for (guint i = 0; i < images->len; i++) {
    const char *url = g_ptr_array_index (images, i);
    g_autofree char *scheme = g_uri_parse_scheme (url);
    gboolean is_web = g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0;

    if (!is_web || !g_uri_is_valid (url, G_URI_FLAGS_PARSE_RELAXED, NULL))
      add_problem (
        check, _ ("Pictures"), "images", url,
        g_strdup_printf (_ ("“%s” is no address of a picture on the web: it begins with http:// or "
                            "https://."),
                         url));
    check_text (check, _ ("Pictures"), "images", url, check->limits->image, FALSE);
    for (guint j = 0; j < i; j++)
      if (strcmp (g_ptr_array_index (images, j), url) == 0)
        add_problem (check, _ ("Pictures"), "images", url,
                     g_strdup_printf (_ ("The picture “%s” stands there twice."), url));
  }
}

static void
check_category (Check *check)
{
  const char *category = check->card->category;

  if (check->form == NULL && *category != '\0')
    add_problem (check, _ ("Category"), "category", category,
                 g_strdup_printf (_ ("Kaspi has no category “%s”. Take one from its list."), category));
  check_text (check, _ ("Category"), "category", category, check->limits->category, TRUE);
}

static void
check_card (Check *check)
{
  const SaudaCard *card = check->card;
  const SaudaCardLimits *limits = check->limits;

  check_text (check, _ ("SKU"), "sku", card->sku, limits->sku, TRUE);
  check_text (check, _ ("Title"), "title", card->title, limits->title, TRUE);
  check_text (check, _ ("Brand"), "brand", card->brand, limits->brand, TRUE);
  check_category (check);
  check_text (check, _ ("Description"), "description", card->description, limits->description, FALSE);
  if (*card->weight != '\0') {
    g_autofree char *weight = clean_number (card->weight);

    if (weight == NULL)
      add_problem (check, _ ("Weight"), "weight", card->weight,
                   g_strdup_printf (_ ("“%s” is no weight. Write kilograms, such as 0,95."), card->weight));
  }
  if (check->form != NULL)
    check_attributes (check);
  check_images (check);
}

/**
 * sauda_card_limits_init:
 * @limits: (out): filled with the limits of kaspi-api 8, for where Kaspi's own rules cannot be read
 */
void
sauda_card_limits_init (SaudaCardLimits *limits)
{
  *limits = (SaudaCardLimits){ .sku = 64,
                               .title = 1024,
                               .brand = 256,
                               .category = 512,
                               .description = 1024,
                               .attributes = 256,
                               .attribute_code = 256,
                               .value = 256,
                               .values = 32,
                               .image = 1024,
                               .cards = 10000 };
}

/**
 * sauda_card_problem_free:
 * @problem: (nullable): a problem
 */
void
sauda_card_problem_free (SaudaCardProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->sku);
  g_free (problem->field);
  g_free (problem->code);
  g_free (problem->value);
  g_free (problem->sentence);
  g_free (problem);
}

/**
 * sauda_card_fit:
 * @card: a card that was checked
 * @form: of its category
 *
 * Puts codes in place of the merchant's words: `Цвет` and `Чёрный` become what Kaspi calls them.
 */
void
sauda_card_fit (SaudaCard *card, const SaudaCardForm *form)
{
  sauda_card_take (&card->category, form->category->code);
  for (guint i = 0; i < card->fields->len; i++) {
    SaudaCardField *field = g_ptr_array_index (card->fields, i);
    const SaudaCardAttribute *attribute = sauda_card_form_find (form, field->attribute);

    if (attribute == NULL)
      continue;
    sauda_card_take (&field->attribute, attribute->code);
    for (guint j = 0; j < field->values->len; j++) {
      char *clean = clean_value (attribute, g_ptr_array_index (field->values, j));

      if (clean == NULL)
        continue;
      g_free (g_ptr_array_index (field->values, j));
      g_ptr_array_index (field->values, j) = clean;
    }
  }
}

/**
 * sauda_cards_check:
 * @cards: (element-type SaudaCard): cards that shall go up together
 * @forms: (element-type utf8 SaudaCardForm): by the category as the cards name it
 * @limits: how much a card may hold
 *
 * Returns: (transfer full) (element-type SaudaCardProblem): everything for which Kaspi would refuse them, in
 *   the order of the cards
 */
GPtrArray *
sauda_cards_check (GPtrArray *cards, GHashTable *forms, const SaudaCardLimits *limits)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_problem_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cards->len; i++) {
    const SaudaCard *card = g_ptr_array_index (cards, i);
    Check check = { .card = card,
                    .form = g_hash_table_lookup (forms, card->category),
                    .limits = limits,
                    .position = i,
                    .problems = problems };

    check_card (&check);
    if (*card->sku != '\0' && !g_hash_table_add (seen, card->sku))
      add_problem (&check, _ ("SKU"), "sku", card->sku,
                   g_strdup (_ ("Two cards have this SKU; each needs its own.")));
  }
  return problems;
}
