#include "sauda-whatsapp-template.h"

#include "sauda-text.h"
#include "sauda-whatsapp-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* whatsapp-api 1.4, 1.5 */
#define MOST_NAME 512
#define MOST_BODY 1024
#define MOST_SAMPLE 250

static const char *const purposes[SAUDA_WHATSAPP_N_PURPOSES] = { "ask", "remind", "more", "propose",
                                                                 "decided" };

/* The example in a question is one that the parser reads: tests hold them together. No word of advice or of
 * advertising: those make a template "marketing" (whatsapp-api 1.4). */
static const SaudaWhatsappTemplate templates[] = {
  { "size_check_v1",
    "ru",
    "Здравствуйте! Вы заказали {{1}}, размер {{2}}, номер заказа {{3}}. Чтобы размер подошёл, напишите ваш "
    "рост "
    "и вес одним сообщением, например 178/82. Ждём ответ до {{4}}, потом отправим размер из заказа.",
    { "Костюм спортивный", "L", "607640463", "15:00" } },
  { "size_check_v1",
    "kk",
    "Сәлеметсіз бе! Сіздің тапсырысыңыз {{1}}, өлшемі {{2}}, тапсырыс нөмірі {{3}}. Өлшемі дәл келуі үшін "
    "бойыңыз бен салмағыңызды бір хабарламада жазыңызшы, мысалы 178/82. Жауапты сағат {{4}} дейін күтеміз, "
    "кейін тапсырыстағы өлшемді жібереміз.",
    { "Костюм спортивный", "L", "607640463", "15:00" } },
  { "size_reminder_v1",
    "ru",
    "Напоминаем про заказ {{1}}, товар {{2}}. Напишите, пожалуйста, рост и вес, например 178/82. Без ответа "
    "до {{3}} "
    "отправим размер {{4}}, как в заказе.",
    { "607640463", "Костюм спортивный", "15:00", "L" } },
  { "size_reminder_v1",
    "kk",
    "Тапсырысыңыз туралы еске саламыз, нөмірі {{1}}, тауар {{2}}. Бойыңыз бен салмағыңызды жазыңызшы, мысалы "
    "178/82. "
    "Сағат {{3}} дейін жауап болмаса, тапсырыстағы {{4}} өлшемін жібереміз.",
    { "607640463", "Костюм спортивный", "15:00", "L" } },
  { NULL,
    "ru",
    "Спасибо! По заказу {{1}} не хватает числа: {{2}}. Напишите рост и вес вместе, например 178/82.",
    { "607640463", "вес" } },
  { NULL,
    "kk",
    "Рақмет! Тапсырыс {{1}} бойынша бір сан жетпейді: {{2}}. Бойыңыз бен салмағыңызды бірге жазыңызшы, "
    "мысалы "
    "178/82.",
    { "607640463", "салмақ" } },
  { "size_proposal_v1",
    "ru",
    "Спасибо! По вашим меркам {{1}} для заказа {{2}} подойдёт размер {{3}}. Отправляем его? Ответьте «да» "
    "или "
    "напишите другой размер.",
    { "178 см, 82 кг", "607640463", "XL" } },
  { "size_proposal_v1",
    "kk",
    "Рақмет! Сіздің өлшемдеріңіз {{1}} бойынша тапсырыс {{2}} үшін {{3}} размері сай келеді. Осыны жібереміз "
    "бе? "
    "«Иә» деп жауап беріңіз немесе басқа размерді жазыңыз.",
    { "178 см, 82 кг", "607640463", "XL" } },
  { NULL, "ru", "По заказу {{1}} отправляем размер {{2}}. Спасибо за ответ!", { "607640463", "XL" } },
  { NULL,
    "kk",
    "Тапсырыс {{1}} бойынша {{2}} размерін жібереміз. Жауабыңызға рақмет!",
    { "607640463", "XL" } },
};

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_INVALID, reason);
  return FALSE;
}

/* Returns the number of the place at @text, its end in @end; 0 for no place. */
static guint
read_place (const char *text, const char **end)
{
  guint number = 0;
  const char *p = text + 2;

  if (!g_str_has_prefix (text, "{{"))
    return 0;
  for (; g_ascii_isdigit (*p) && number < 1000; p++)
    number = number * 10 + (guint) (*p - '0');
  if (!g_str_has_prefix (p, "}}"))
    return 0;
  *end = p + 2;
  return number;
}

static gboolean
is_name (const char *name)
{
  if (*name == '\0' || strlen (name) > MOST_NAME)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '_')
      return FALSE;
  return TRUE;
}

/* Ordinary words: runs of letters outside of places. */
static guint
count_words (const char *body)
{
  guint words = 0;
  gboolean inside = FALSE;
  const char *end;

  for (const char *p = body; *p != '\0';) {
    gboolean letter = g_unichar_isalpha (g_utf8_get_char (p));

    if (read_place (p, &end) > 0) {
      p = end;
      inside = FALSE;
      continue;
    }
    words += letter && !inside;
    inside = letter;
    p = g_utf8_next_char (p);
  }
  return words;
}

static gboolean
has_letter (const char *from, const char *to)
{
  for (const char *p = from; p < to; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* Places count from 1, stand neither first nor last, and never side by side. */
static gboolean
check_places (const char *body, GError **error)
{
  const char *after = body;
  guint expected = 1;

  for (const char *p = body; *p != '\0';) {
    const char *end;
    guint number = read_place (p, &end);

    if (number == 0) {
      p = g_utf8_next_char (p);
      continue;
    }
    if (number != expected++)
      return refuse (error, _ ("The places of a template count from {{1}} upwards, each once."));
    if (!has_letter (after, p))
      return refuse (error, after == body ? _ ("A template does not begin with a place.")
                                          : _ ("Two places of a template do not stand side by side."));
    after = p = end;
  }
  if (expected > 1 && !has_letter (after, body + strlen (body)))
    return refuse (error, _ ("A template does not end with a place, nor with a place and a full stop."));
  return TRUE;
}

/**
 * sauda_whatsapp_template_info_new:
 * @id: what a message names
 * @name: its name
 * @language: its language
 * @status: (nullable): the provider's word, in any case
 *
 * Returns: (transfer full): a template as a provider has it
 */
SaudaWhatsappTemplateInfo *
sauda_whatsapp_template_info_new (const char *id, const char *name, const char *language, const char *status)
{
  SaudaWhatsappTemplateInfo *info = g_new0 (SaudaWhatsappTemplateInfo, 1);

  info->id = g_strdup (id);
  info->name = g_strdup (name);
  info->language = g_strdup (language);
  info->status = g_ascii_strdown (status != NULL ? status : "", -1);
  return info;
}

/**
 * sauda_whatsapp_template_info_free:
 * @info: (transfer full): a template
 */
void
sauda_whatsapp_template_info_free (SaudaWhatsappTemplateInfo *info)
{
  g_free (info->id);
  g_free (info->name);
  g_free (info->language);
  g_free (info->status);
  g_free (info->category);
  g_free (info->reason);
  g_free (info);
}

/**
 * sauda_whatsapp_purpose_get_name:
 * @purpose: a purpose
 *
 * Returns: its name in the ledger
 */
const char *
sauda_whatsapp_purpose_get_name (SaudaWhatsappPurpose purpose)
{
  return purposes[purpose];
}

/**
 * sauda_whatsapp_purpose_from_name:
 * @name: (nullable): a name
 * @purpose: (out): the purpose
 *
 * Returns: whether there is one of that name
 */
gboolean
sauda_whatsapp_purpose_from_name (const char *name, SaudaWhatsappPurpose *purpose)
{
  for (guint i = 0; i < SAUDA_WHATSAPP_N_PURPOSES; i++)
    if (g_strcmp0 (name, purposes[i]) == 0) {
      *purpose = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_whatsapp_template_find:
 * @purpose: what it is for
 * @language: (nullable): "kk"; anything else is "ru"
 *
 * Returns: (transfer none): the words
 */
const SaudaWhatsappTemplate *
sauda_whatsapp_template_find (SaudaWhatsappPurpose purpose, const char *language)
{
  return &templates[2 * purpose + (g_strcmp0 (language, "kk") == 0 ? 1 : 0)];
}

/**
 * sauda_whatsapp_template_list:
 * @count: (out): how many
 *
 * Returns: (array length=count) (transfer none): everything that Sauda writes; what has no name is never
 * handed in for approval
 */
const SaudaWhatsappTemplate *
sauda_whatsapp_template_list (guint *count)
{
  *count = G_N_ELEMENTS (templates);
  return templates;
}

/**
 * sauda_whatsapp_template_count_values:
 * @body: words with places
 *
 * Returns: how many values it needs
 */
guint
sauda_whatsapp_template_count_values (const char *body)
{
  guint most = 0;
  const char *end;

  for (const char *p = body; *p != '\0'; p++)
    most = MAX (most, read_place (p, &end));
  return most;
}

/**
 * sauda_whatsapp_template_clean_value:
 * @value: (nullable): a value
 *
 * Returns: (transfer full): the same without line ends, tabs and runs of blanks; never empty
 */
char *
sauda_whatsapp_template_clean_value (const char *value)
{
  char *clean = sauda_text_squeeze (value != NULL ? value : "");

  if (*clean == '\0') {
    g_free (clean);
    clean = g_strdup ("–");
  }
  if (g_utf8_strlen (clean, -1) > MOST_SAMPLE)
    *g_utf8_offset_to_pointer (clean, MOST_SAMPLE) = '\0';
  return clean;
}

/**
 * sauda_whatsapp_template_fill:
 * @body: words with places
 * @values: (array zero-terminated=1): what goes there
 *
 * Returns: (transfer full): the words as the buyer reads them; a place without a value becomes a dash
 */
char *
sauda_whatsapp_template_fill (const char *body, const char *const *values)
{
  GString *text = g_string_new (NULL);
  guint count = g_strv_length ((GStrv) values);

  for (const char *p = body; *p != '\0';) {
    const char *end;
    guint number = read_place (p, &end);

    if (number == 0) {
      g_string_append_c (text, *p++);
      continue;
    }
    g_string_append (text, number <= count ? values[number - 1] : "–");
    p = end;
  }
  return g_string_free (text, FALSE);
}

/**
 * sauda_whatsapp_template_check:
 * @template: what shall be handed in
 * @error: return location
 *
 * Holds it against the rules of Meta and Twilio, which refuse a name for ever (whatsapp-api 1.4).
 *
 * Returns: %FALSE with %SAUDA_WHATSAPP_ERROR_INVALID and the rule that it breaks
 */
gboolean
sauda_whatsapp_template_check (const SaudaWhatsappTemplate *template, GError **error)
{
  guint values = sauda_whatsapp_template_count_values (template->body);

  if (template->name == NULL || !is_name (template->name))
    return refuse (error, _ ("The name of a template has small Latin letters, digits and _ alone."));
  if (*template->body == '\0' || g_utf8_strlen (template->body, -1) > MOST_BODY)
    return refuse (error, _ ("The words of a template are 1 to 1024 characters."));
  if (strstr (template->body, "     ") != NULL || strchr (template->body, '\t') != NULL)
    return refuse (error, _ ("A template has no tabs and no long runs of blanks."));
  if (!check_places (template->body, error))
    return FALSE;
  if (count_words (template->body) < 2 * values + 1)
    return refuse (error, _ ("The template has too few words for its places."));
  if (values > SAUDA_WHATSAPP_MOST_VALUES)
    return refuse (error, _ ("The template has too many places."));
  for (guint i = 0; i < values; i++)
    if (sauda_text_is_empty (template->samples[i]) || strpbrk (template->samples[i], "#$%\n\t") != NULL)
      return refuse (error, _ ("Each place of a template needs a sample without #, $ and %."));
  return TRUE;
}
