#include "sauda-reply.h"
#include "sauda-whatsapp-error.h"
#include "sauda-whatsapp-template.h"

#include <string.h>

/* What is handed in keeps every rule, and the example in it is one that the parser reads (product.md 3). */
static void
test_own (void)
{
  guint count;
  const SaudaWhatsappTemplate *all = sauda_whatsapp_template_list (&count);

  for (guint i = 0; i < count; i++) {
    const SaudaWhatsappTemplate *template = &all[i];
    g_autofree char *text = sauda_whatsapp_template_fill (template->body, template->samples);
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (sauda_whatsapp_template_count_values (template->body), ==,
                      g_strv_length ((GStrv) template->samples));
    g_assert_null (strstr (text, "{{"));
    /* The order's number stands in every text: a lost message is found by it. */
    g_assert_nonnull (strstr (text, "607640463"));
    if (template->name == NULL)
      continue;
    sauda_whatsapp_template_check (template, &error);
    g_assert_no_error (error);
    g_assert_null (strstr (text, "екоменд"));
    g_assert_null (strstr (text, "кидк"));
  }
}

static void
test_answers (void)
{
  SaudaReply measures = sauda_reply_parse ("178/82"), yes = sauda_reply_parse ("да"),
             iya = sauda_reply_parse ("Иә");

  g_assert_nonnull (strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_ASK, "ru")->body, "178/82"));
  g_assert_nonnull (strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_ASK, "kk")->body, "178/82"));
  g_assert_cmpint (measures.intent, ==, SAUDA_REPLY_MEASUREMENTS);
  g_assert_cmpfloat (measures.height_cm, ==, 178);
  g_assert_cmpfloat (measures.weight_kg, ==, 82);
  g_assert_nonnull (
    strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_PROPOSE, "ru")->body, "«да»"));
  g_assert_cmpint (yes.intent, ==, SAUDA_REPLY_YES);
  g_assert_nonnull (
    strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_PROPOSE, "kk")->body, "«Иә»"));
  g_assert_cmpint (iya.intent, ==, SAUDA_REPLY_YES);
}

/* Each text as a buyer gets it, and what buyers write under it in the same language (product.md 3). */
static void
test_conversations (void)
{
  static const struct {
    SaudaWhatsappPurpose purpose;
    const char *language;
    const char *answer;
    SaudaReplyIntent intent;
  } answers[] = {
    { SAUDA_WHATSAPP_PURPOSE_ASK, "ru", "178/82", SAUDA_REPLY_MEASUREMENTS },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "ru", "рост 178 вес 82", SAUDA_REPLY_MEASUREMENTS },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "ru", "рост 178", SAUDA_REPLY_HEIGHT_ONLY },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "ru", "мне XL", SAUDA_REPLY_SIZE },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "ru", "не пишите мне", SAUDA_REPLY_OPTOUT },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "178/82", SAUDA_REPLY_MEASUREMENTS },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "бойым 178, салмағым 82", SAUDA_REPLY_MEASUREMENTS },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "Сәлеметсіз бе! Бойым 178 см, салмағым 82 келі, рахмет",
      SAUDA_REPLY_MEASUREMENTS },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "бойым 178", SAUDA_REPLY_HEIGHT_ONLY },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "салмағым 82 кг", SAUDA_REPLY_WEIGHT_ONLY },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "маған XL керек", SAUDA_REPLY_SIZE },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "білмеймін", SAUDA_REPLY_AMBIGUOUS },
    { SAUDA_WHATSAPP_PURPOSE_ASK, "kk", "маған жазбаңыз", SAUDA_REPLY_OPTOUT },
    { SAUDA_WHATSAPP_PURPOSE_REMIND, "kk", "тапсырыс керек емес", SAUDA_REPLY_CANCEL },
    { SAUDA_WHATSAPP_PURPOSE_REMIND, "kk", "қоңырау шалыңыз", SAUDA_REPLY_HUMAN },
    { SAUDA_WHATSAPP_PURPOSE_REMIND, "ru", "ой забыл, 178 на 82", SAUDA_REPLY_MEASUREMENTS },
    { SAUDA_WHATSAPP_PURPOSE_MORE, "ru", "82 кг", SAUDA_REPLY_WEIGHT_ONLY },
    { SAUDA_WHATSAPP_PURPOSE_MORE, "kk", "82 келі", SAUDA_REPLY_WEIGHT_ONLY },
    { SAUDA_WHATSAPP_PURPOSE_PROPOSE, "ru", "да, отправляйте", SAUDA_REPLY_YES },
    { SAUDA_WHATSAPP_PURPOSE_PROPOSE, "ru", "нет, давайте 2XL", SAUDA_REPLY_SIZE },
    { SAUDA_WHATSAPP_PURPOSE_PROPOSE, "kk", "иә, дұрыс", SAUDA_REPLY_YES },
    { SAUDA_WHATSAPP_PURPOSE_PROPOSE, "kk", "жоқ, тар болады", SAUDA_REPLY_NO },
    { SAUDA_WHATSAPP_PURPOSE_PROPOSE, "kk", "2XL жіберіңіз", SAUDA_REPLY_SIZE },
    { SAUDA_WHATSAPP_PURPOSE_PROPOSE, "kk", "XL ма, 2XL ма?", SAUDA_REPLY_QUESTION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    const SaudaWhatsappTemplate *template =
      sauda_whatsapp_template_find (answers[i].purpose, answers[i].language);
    g_autofree char *ours = sauda_whatsapp_template_fill (template->body, template->samples);
    g_autofree char *both = g_strconcat (ours, "\n", answers[i].answer, NULL);
    gboolean asks = strstr (ours, "178/82") != NULL;
    SaudaReply alone = sauda_reply_parse (answers[i].answer), copied = sauda_reply_parse (both),
               echo = sauda_reply_parse (ours);

    g_test_message ("%s: %s", answers[i].language, answers[i].answer);
    g_assert_cmpint (alone.intent, ==, answers[i].intent);
    /* Our own words, sent back alone, answer nothing; copied above an answer with numbers, they do not hide
     * it. */
    g_assert_true (echo.intent == SAUDA_REPLY_AMBIGUOUS || echo.intent == SAUDA_REPLY_QUESTION);
    if (asks && answers[i].intent == SAUDA_REPLY_MEASUREMENTS)
      g_assert_cmpint (copied.intent, ==, SAUDA_REPLY_MEASUREMENTS);
    else
      g_assert_true (copied.intent != SAUDA_REPLY_YES && copied.intent != SAUDA_REPLY_NO);
  }
}

static void
test_rules (void)
{
  static const struct {
    const char *name;
    const char *body;
    const char *samples[SAUDA_WHATSAPP_MOST_VALUES + 1];
  } bad[] = {
    { "Name", "слово слово слово", { NULL } },
    { "имя", "слово слово слово", { NULL } },
    { "a", "{{1}} слово слово слово слово", { "1" } },
    { "a", "слово слово слово слово {{1}}", { "1" } },
    { "a", "слово слово слово слово {{1}}.", { "1" } },
    { "a", "слово {{1}} {{2}} слово слово слово слово слово", { "1", "2" } },
    { "a", "слово {{1}}, {{2}} слово слово слово слово слово", { "1", "2" } },
    { "a", "слово {{2}} слово слово слово слово слово", { "1", "2" } },
    { "a", "слово {{1}} слово {{1}} слово слово слово слово", { "1", "2" } },
    { "a", "раз {{1}} два", { "1" } },
    { "a", "слово слово {{1}} слово слово", { NULL } },
    { "a", "слово слово {{1}} слово слово", { "50%" } },
    { "a", "слово слово\tслово", { NULL } },
    { "a", "слово слово     слово", { NULL } },
    { "a", "", { NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    SaudaWhatsappTemplate template = { bad[i].name, "ru", bad[i].body, { NULL } };
    g_autoptr (GError) error = NULL;

    memcpy (template.samples, bad[i].samples, sizeof template.samples);
    g_test_message ("%s: %s", bad[i].name, bad[i].body);
    g_assert_false (sauda_whatsapp_template_check (&template, &error));
    g_assert_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_INVALID);
  }
}

static void
test_values (void)
{
  g_autofree char *clean = sauda_whatsapp_template_clean_value (" Костюм\n\tчёрный      5в1 ");
  g_autofree char *empty = sauda_whatsapp_template_clean_value ("");

  g_assert_cmpstr (clean, ==, "Костюм чёрный 5в1");
  g_assert_cmpstr (empty, ==, "–");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whatsapp/template/own", test_own);
  g_test_add_func ("/whatsapp/template/answers", test_answers);
  g_test_add_func ("/whatsapp/template/conversations", test_conversations);
  g_test_add_func ("/whatsapp/template/rules", test_rules);
  g_test_add_func ("/whatsapp/template/values", test_values);
  return g_test_run ();
}
