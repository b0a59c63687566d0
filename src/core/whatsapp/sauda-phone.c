#include "sauda-phone.h"

#include <string.h>

#define NATIONAL_DIGITS 10
#define MIN_FOREIGN_DIGITS 8
#define MAX_FOREIGN_DIGITS 15

/* Codes of the mobile networks (whatsapp-api.md 1.1); 770 is none of them. */
static const char *const mobile_codes[] = {
  "700", "701", "702", "705", "706", "707", "708", "747", "760", "761",
  "762", "763", "764", "771", "775", "776", "777", "778", "785",
};

static gboolean
is_landline (const char *national)
{
  return national[0] == '7' && (national[1] == '1' || national[1] == '2');
}

static SaudaPhoneKind
classify_national (const char *national)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mobile_codes); i++)
    if (g_str_has_prefix (national, mobile_codes[i]))
      return SAUDA_PHONE_MOBILE;
  if (is_landline (national))
    return SAUDA_PHONE_LANDLINE;
  return strchr ("3489", *national) != NULL ? SAUDA_PHONE_RUSSIAN : SAUDA_PHONE_NONE;
}

/* Digits behind a plus or an exit code. */
static SaudaPhoneKind
classify_international (const char *digits, char **normal)
{
  gsize length = strlen (digits);
  SaudaPhoneKind kind;

  if (*digits == '7' || (g_str_has_prefix (digits, "87") && length == NATIONAL_DIGITS + 1)) {
    kind = length == NATIONAL_DIGITS + 1 ? classify_national (digits + 1) : SAUDA_PHONE_NONE;
    *normal = g_strconcat ("+7", digits + 1, NULL);
    return kind;
  }
  *normal = g_strconcat ("+", digits, NULL);
  return length >= MIN_FOREIGN_DIGITS && length <= MAX_FOREIGN_DIGITS && *digits != '0' ? SAUDA_PHONE_FOREIGN
                                                                                        : SAUDA_PHONE_NONE;
}

static SaudaPhoneKind
classify (const char *digits, gboolean plus, char **normal)
{
  gsize length = strlen (digits);
  SaudaPhoneKind kind;

  if (plus)
    return classify_international (digits, normal);
  if (g_str_has_prefix (digits, "00"))
    return classify_international (digits + 2, normal);
  if (g_str_has_prefix (digits, "810") && length > NATIONAL_DIGITS + 1)
    return classify_international (digits + 3, normal);
  if (length == NATIONAL_DIGITS) {
    kind = classify_national (digits);
    *normal = g_strconcat ("+7", digits, NULL);
    return kind == SAUDA_PHONE_MOBILE ? kind : SAUDA_PHONE_NONE;
  }
  if (length != NATIONAL_DIGITS + 1 || (*digits != '7' && *digits != '8'))
    return SAUDA_PHONE_NONE;
  kind = classify_national (digits + 1);
  *normal = g_strconcat ("+7", digits + 1, NULL);
  return kind;
}

static gboolean
ends_number (const char *p)
{
  return *p == '\0' || strchr (",;/|\n+", *p) != NULL || g_unichar_isalpha (g_utf8_get_char (p));
}

static gboolean
starts_extension (const char *p)
{
  return g_str_has_prefix (p, "доб") || g_str_has_prefix (p, "вн") || g_str_has_prefix (p, "ext");
}

/* Reads the number that starts at @p, which is a digit or a plus; moves @p behind it. A letter that touches a
   digit was meant as a digit, and nobody knows which. */
static SaudaPhoneKind
read_number (const char **p, char **normal)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean plus = **p == '+', touched = FALSE, digit = FALSE;

  if (plus)
    (*p)++;
  for (; !ends_number (*p); *p = g_utf8_next_char (*p)) {
    gunichar c = g_utf8_get_char (*p);

    digit = g_unichar_isdigit (c);
    if (digit)
      g_string_append_printf (digits, "%d", g_unichar_digit_value (c));
  }
  touched = digit && g_unichar_isalpha (g_utf8_get_char (*p)) && !starts_extension (*p);
  return touched ? SAUDA_PHONE_NONE : classify (digits->str, plus, normal);
}

/* "KZ." and "whatsapp:KZ." begin a business-scoped user id (whatsapp-api.md 1.6). */
static gboolean
is_user_id (const char *text)
{
  const char *id = g_str_has_prefix (text, "whatsapp:") ? text + strlen ("whatsapp:") : text;

  return g_ascii_isalpha (id[0]) && g_ascii_isalpha (id[1]) && id[2] == '.';
}

/**
 * sauda_phone_normalize:
 * @text: (nullable): a phone number as a merchant, Kaspi or a provider writes it, `whatsapp:+7…` included
 * @kind: (out) (optional): what kind of number it is
 *
 * Reads the first valid number of @text. Nothing is guessed: a number that lost a digit, a date or a price is
 * none (table of whatsapp-api.md 1.1).
 *
 * Returns: (transfer full) (nullable): `+` and digits only; %NULL when there is no valid number
 */
char *
sauda_phone_normalize (const char *text, SaudaPhoneKind *kind)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_strdown (composed != NULL ? composed : valid, -1);
  const char *p = lower;
  SaudaPhoneKind found = SAUDA_PHONE_NONE;
  g_autofree char *normal = NULL;

  while (found == SAUDA_PHONE_NONE && *p != '\0' && !is_user_id (lower)) {
    if (*p != '+' && !g_unichar_isdigit (g_utf8_get_char (p))) {
      p = g_utf8_next_char (p);
      continue;
    }
    g_clear_pointer (&normal, g_free);
    found = read_number (&p, &normal);
    /* The rest of a word such as 12O4567 is no number of its own. */
    while (found == SAUDA_PHONE_NONE && g_unichar_isalnum (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
  }
  if (kind != NULL)
    *kind = found;
  return found != SAUDA_PHONE_NONE ? g_steal_pointer (&normal) : NULL;
}
