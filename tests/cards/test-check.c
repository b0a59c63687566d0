#include "sauda-card-check.h"
#include "sauda-card-sheet.h"
#include "sauda-cards-error.h"
#include "sauda-test.h"

#include <string.h>

#define CATEGORY "Master - Blenders"

static SaudaCardForm *
make_form (void)
{
  static const struct {
    const char *code;
    const char *type;
    gboolean multi_valued;
    gboolean mandatory;
  } attributes[] = {
    { "Blenders*Common.type", "enum", FALSE, TRUE },
    { "Blenders*Common.color", "enum", TRUE, FALSE },
    { "Blenders*Common.power", "number", FALSE, FALSE },
    { "Blenders*Common.turbo", "boolean", FALSE, FALSE },
    { "Blenders*Common.material", "string", FALSE, FALSE },
    { "Blenders*Other.material", "novelty", TRUE, FALSE },
  };
  SaudaCardForm *form = sauda_card_form_new (CATEGORY, "Блендеры");

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++) {
    SaudaCardAttribute *attribute = sauda_card_attribute_new (
      attributes[i].code, attributes[i].type, attributes[i].multi_valued, attributes[i].mandatory);

    if (attribute->kind == SAUDA_CARD_LIST) {
      g_ptr_array_add (attribute->values, sauda_card_name_new ("c1", "Чёрный"));
      g_ptr_array_add (attribute->values, sauda_card_name_new ("c2", "Белый"));
    }
    g_ptr_array_add (form->attributes, attribute);
  }
  return form;
}

/* One field of a card that is good otherwise, and what is said of it. */
typedef struct {
  const char *name;
  const char *attribute; /* or "sku", "title", "weight", "images", "category" */
  const char *text;
  const char *code;     /* of the field that is complained about; NULL: none */
  const char *sentence; /* a part of it */
} Case;

static const Case cases[] = {
  { "good", "type", "белый", NULL, NULL },
  { "code", "Blenders*Common.type", "c1", NULL, NULL },
  { "yo", "type", "ЧЕРНЫЙ", NULL, NULL },
  { "no-value", "type", "", "Blenders*Common.type", "is empty" },
  { "not-listed", "type", "синий", "Blenders*Common.type", "Чёрный, Белый" },
  { "two-of-one", "type", "белый|чёрный", "Blenders*Common.type", "takes one value" },
  { "two-of-many", "color", "белый|чёрный", NULL, NULL },
  { "comma-of-many", "color", "белый,чёрный", "Blenders*Common.color", "with | between" },
  { "twice", "color", "белый|белый", "Blenders*Common.color", "twice" },
  { "number", "power", "0,95", NULL, NULL },
  { "no-number", "power", "800 Вт", "Blenders*Common.power", "is no number" },
  { "hexadecimal", "power", "0x10", "Blenders*Common.power", "is no number" },
  { "infinite", "power", "inf", "Blenders*Common.power", "is no number" },
  { "yes", "turbo", "Да", NULL, NULL },
  { "maybe", "turbo", "иногда", "Blenders*Common.turbo", "neither" },
  { "unknown", "height", "5", "height", "no attribute" },
  { "ambiguous", "material", "сталь", "material", "several that end so" },
  { "text", "Blenders*Common.material", "сталь", NULL, NULL },
  { "novelty", "Blenders*Other.material", "a|b", NULL, NULL },
  { "long-sku", "sku", "12345678901", "sku", "Kaspi takes 10 at most" },
  { "no-title", "title", " ", "title", "is empty" },
  { "weight", "weight", "0,95", NULL, NULL },
  { "no-weight", "weight", "кило", "weight", "is no weight" },
  { "no-image", "images", "", "images", "no picture" },
  { "ftp", "images", "ftp://a/1.jpg", "images", "no address" },
  { "same-image", "images", "https://a/1.jpg https://a/1.jpg", "images", "twice" },
  { "no-category", "category", "Чайники", "category", "no category" },
};

static void
set_text (SaudaCard *card, const char *attribute, const char *text)
{
  if (strcmp (attribute, "sku") == 0)
    sauda_card_take (&card->sku, text);
  else if (strcmp (attribute, "title") == 0)
    sauda_card_take (&card->title, text);
  else if (strcmp (attribute, "weight") == 0)
    sauda_card_take (&card->weight, text);
  else if (strcmp (attribute, "category") == 0)
    sauda_card_take (&card->category, text);
  else if (strcmp (attribute, "images") == 0)
    sauda_card_set_images (card, text);
  else
    sauda_card_set_field (card, attribute, text);
}

static SaudaCard *
make_card (const char *sku)
{
  SaudaCard *card = sauda_card_new (sku);

  set_text (card, "title", "Блендер");
  sauda_card_take (&card->brand, "Sauda");
  set_text (card, "category", CATEGORY);
  set_text (card, "images", "https://example.org/1.jpg");
  return card;
}

static GPtrArray *
check (GPtrArray *cards)
{
  g_autoptr (GHashTable) forms =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sauda_card_form_free);
  SaudaCardLimits limits;

  sauda_card_limits_init (&limits);
  limits.sku = 10;
  g_hash_table_insert (forms, (gpointer) CATEGORY, make_form ());
  return sauda_cards_check (cards, forms, &limits);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  g_autoptr (GPtrArray) problems = NULL;
  SaudaCard *card = make_card ("A");
  const SaudaCardProblem *problem;

  if (!g_str_has_suffix (one->attribute, "type"))
    sauda_card_set_field (card, "type", "белый");
  set_text (card, one->attribute, one->text);
  g_ptr_array_add (cards, card);
  problems = check (cards);
  if (one->code == NULL) {
    g_assert_cmpuint (problems->len, ==, 0);
    return;
  }
  g_assert_cmpuint (problems->len, >=, 1);
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpstr (problem->code, ==, one->code);
  g_assert_nonnull (strstr (problem->sentence, one->sentence));
}

static void
test_same_sku (void)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  g_autoptr (GPtrArray) problems = NULL;

  for (guint i = 0; i < 2; i++) {
    SaudaCard *card = make_card ("A");

    sauda_card_set_field (card, "type", "белый");
    g_ptr_array_add (cards, card);
  }
  problems = check (cards);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpuint (((SaudaCardProblem *) g_ptr_array_index (problems, 0))->position, ==, 1);
}

/* The merchant's words become what is sent. */
static void
test_fit (void)
{
  g_autoptr (SaudaCardForm) form = make_form ();
  g_autoptr (SaudaCard) card = make_card ("A");
  g_autofree char *color = NULL, *power = NULL, *turbo = NULL;

  sauda_card_take (&card->category, "блендеры");
  sauda_card_set_field (card, "COLOR", "белый|черный");
  sauda_card_set_field (card, "power", "0,95");
  sauda_card_set_field (card, "Turbo", "нет");
  sauda_card_fit (card, form);
  color = sauda_card_get_field_text (card, "Blenders*Common.color");
  power = sauda_card_get_field_text (card, "Blenders*Common.power");
  turbo = sauda_card_get_field_text (card, "Blenders*Common.turbo");
  g_assert_cmpstr (card->category, ==, CATEGORY);
  g_assert_cmpstr (color, ==, "c2|c1");
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (power, NULL), 0.95, 1e-9);
  g_assert_cmpstr (turbo, ==, "false");
}

static void
test_sheet (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "cards.csv", NULL);
  g_autofree char *back = g_build_filename (folder->path, "back.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = NULL, again = NULL;
  g_autoptr (SaudaCardForm) form = make_form ();
  g_autofree char *color = NULL;
  const SaudaCard *card;

  g_assert_true (g_file_set_contents (path,
                                      "Артикул;Название;Категория;Фото;Blenders*Common.color;power\n"
                                      "A  1;Блендер;Блендеры;https://a/1.jpg | https://a/2.jpg;c1|c2;\n"
                                      ";;;;;\n",
                                      -1, NULL));
  cards = sauda_card_sheet_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, 1);
  card = g_ptr_array_index (cards, 0);
  g_assert_cmpstr (card->sku, ==, "A  1");
  g_assert_cmpuint (card->row, ==, 2);
  g_assert_cmpuint (card->images->len, ==, 2);
  g_assert_cmpuint (card->fields->len, ==, 1);
  g_assert_true (sauda_card_sheet_write (back, form, cards, &error));
  g_assert_no_error (error);
  again = sauda_card_sheet_read (back, NULL, &error);
  g_assert_no_error (error);
  card = g_ptr_array_index (again, 0);
  color = sauda_card_get_field_text (card, "Blenders*Common.color");
  g_assert_cmpstr (color, ==, "c1|c2");
  g_assert_cmpstr (card->category, ==, CATEGORY);
  g_assert_cmpuint (card->images->len, ==, 2);
}

static void
test_sheet_refused (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const texts[] = { "", "sku;title\nA;t\n", "sku;title;category\n",
                                       "sku;sku;title;category\nA;A;t;c\n" };
  g_autofree char *path = g_build_filename (folder->path, "cards.csv", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
    g_assert_null (sauda_card_sheet_read (path, NULL, &error));
    g_assert_error (error, SAUDA_CARDS_ERROR, SAUDA_CARDS_ERROR_FILE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/cards/check/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/cards/same-sku", test_same_sku);
  g_test_add_func ("/cards/fit", test_fit);
  g_test_add ("/cards/sheet", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_sheet,
              sauda_test_folder_tear_down);
  g_test_add ("/cards/sheet-refused", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_sheet_refused,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
