#include "sauda-money.h"

#include "sauda-base-error.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Not a merchant's sum any more: above it a digit or a column slipped. */
#define MAX_TENGE G_GINT64_CONSTANT (1000000000000)

static const char *
skip_blank (const char *text)
{
  for (;;) {
    gunichar c = g_utf8_get_char_validated (text, -1);

    if (c == 0 || c >= (gunichar) -2 || !sauda_text_is_blank (c))
      return text;
    text = g_utf8_next_char (text);
  }
}

static const char *
skip_currency (const char *text)
{
  static const char *const words[] = { "₸", "тенге", "тг.", "тг", "KZT" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return skip_blank (text + strlen (words[i]));
  return text;
}

/* Windows-1251 has no ₸: a spreadsheet that saves "8 990 ₸" as such a CSV writes "8 990 ?". */
static const char *
skip_lost_currency (const char *text, const char *amount)
{
  return text > amount && g_str_equal (text, "?") && !g_ascii_isdigit (text[-1]) ? text + 1 : text;
}

/* Most cells are digits and nothing else. */
static gboolean
parse_digits (const char *text, gint64 *tenge)
{
  gint64 value = 0;
  const char *p = text;

  for (; g_ascii_isdigit (*p) && value < MAX_TENGE / 10; p++)
    value = value * 10 + (*p - '0');
  if (p == text || *p != '\0')
    return FALSE;
  *tenge = value;
  return TRUE;
}

static void
append_grouped (GString *text, gint64 number)
{
  g_autofree char *digits =
    g_strdup_printf ("%" G_GUINT64_FORMAT, number < 0 ? (guint64) - (number + 1) + 1 : (guint64) number);
  gsize length = strlen (digits);

  if (number < 0)
    g_string_append (text, "−");
  for (gsize i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      g_string_append (text, "\u00a0");
    g_string_append_c (text, digits[i]);
  }
}

/**
 * sauda_money_format:
 * @tenge: an amount in whole tenge
 *
 * Writes an amount the way merchants read it: `8 990 ₸`, with no-break spaces.
 *
 * Returns: (transfer full) (not nullable): the text
 */
char *
sauda_money_format (gint64 tenge)
{
  GString *text = g_string_new (NULL);

  append_grouped (text, tenge);
  g_string_append (text, "\u00a0₸");
  return g_string_free (text, FALSE);
}

/**
 * sauda_money_format_range:
 * @least: an amount in whole tenge
 * @highest: another, not less
 *
 * Returns: (transfer full) (not nullable): `7 990–8 990 ₸`, or one amount where both are the same
 */
char *
sauda_money_format_range (gint64 least, gint64 highest)
{
  g_autofree char *last = sauda_money_format (highest);
  GString *text = g_string_new (NULL);

  if (least != highest) {
    append_grouped (text, least);
    g_string_append (text, "–");
  }
  g_string_append (text, last);
  return g_string_free (text, FALSE);
}

/**
 * sauda_money_parse:
 * @text: (nullable): an amount as people and spreadsheets write it: `8 990`, `8990.0`, `8 990 ₸`,
 *   `8990 тг`
 * @tenge: (out): whole tenge
 * @error: return location
 *
 * Spaces of every kind group digits, a fraction of one or two zeros after `.` or `,` is allowed. Anything
 * else, a fraction of a tenge included, is refused rather than guessed.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_INVALID_VALUE when @text is no whole amount
 */
gboolean
sauda_money_parse (const char *text, gint64 *tenge, GError **error)
{
  const char *p = skip_currency (skip_blank (text != NULL ? text : ""));
  gboolean negative = FALSE;
  gint64 value = 0;
  guint digits = 0;

  if (parse_digits (p, tenge))
    return TRUE;
  if (*p == '-') {
    negative = TRUE;
    p++;
  } else if (g_str_has_prefix (p, "−")) {
    negative = TRUE;
    p += strlen ("−");
  }
  for (;;) {
    if (digits > 0)
      p = skip_blank (p);
    if (!g_ascii_isdigit (*p))
      break;
    value = value * 10 + (*p++ - '0');
    digits++;
    if (value > MAX_TENGE)
      break;
  }
  if (digits > 0 && (*p == '.' || *p == ',')) {
    gsize zeros = strspn (p + 1, "0");

    /* `8.000` is eight thousand to some people and eight to others. */
    if (zeros < 1 || zeros > 2)
      digits = 0;
    p += 1 + zeros;
  }
  p = skip_currency (skip_blank (p));
  p = skip_lost_currency (p, text);
  if (digits == 0 || *p != '\0' || value > MAX_TENGE) {
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE,
                 _ ("“%s” is not an amount in whole tenge"), text != NULL ? text : "");
    return FALSE;
  }
  *tenge = negative ? -value : value;
  return TRUE;
}
