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
  SaudaReply measures = sauda_reply_parse ("178/82"), yes = sauda_reply_parse ("да"), iya = sauda_reply_parse ("Иә");

  g_assert_nonnull (strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_ASK, "ru")->body, "178/82"));
  g_assert_nonnull (strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_ASK, "kk")->body, "178/82"));
  g_assert_cmpint (measures.intent, ==, SAUDA_REPLY_MEASUREMENTS);
  g_assert_cmpfloat (measures.height_cm, ==, 178);
  g_assert_cmpfloat (measures.weight_kg, ==, 82);
  g_assert_nonnull (strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_PROPOSE, "ru")->body, "«да»"));
  g_assert_cmpint (yes.intent, ==, SAUDA_REPLY_YES);
  g_assert_nonnull (strstr (sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_PROPOSE, "kk")->body, "«Иә»"));
  g_assert_cmpint (iya.intent, ==, SAUDA_REPLY_YES);
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
  g_test_add_func ("/whatsapp/template/rules", test_rules);
  g_test_add_func ("/whatsapp/template/values", test_values);
  return g_test_run ();
}
