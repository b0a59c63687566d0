#include "sauda-text.h"

#include <string.h>

static const char *const placeholders[] = { "nan", "none", "null", "-", "–", "—", "_" };

/* What a formula that failed leaves in its cell, in the languages of the spreadsheets here. */
static const char *const failures[] = {
  "#N/A",   "#REF!", "#VALUE!",  "#NAME?", "#DIV/0!", "#NUM!",   "#NULL!",  "#SPILL!",
  "#CALC!", "#Н/Д",  "#ССЫЛКА!", "#ЗНАЧ!", "#ИМЯ?",   "#ДЕЛ/0!", "#ЧИСЛО!", "#ПУСТО!",
};

/**
 * sauda_text_is_blank:
 * @c: a character
 *
 * Returns: whether @c is white space of any kind: no-break, thin, zero-width ones and the byte-order mark
 * included
 */
gboolean
sauda_text_is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x00a0 || c == 0x2007 || c == 0x202f || c == 0x200b || c == 0xfeff;
}

/* Letters in two bytes that are neither blanks nor anything but themselves: Ѐ to ӿ, Greek, Latin with
 * accents. Most cells consist of them and ASCII, and need no closer look. */
static gboolean
is_plain_lead (guchar byte)
{
  return byte >= 0xc3 && byte <= 0xdf;
}

static gboolean
is_squeezed (const char *text)
{
  guchar before = ' ';

  for (const char *p = text; *p != '\0'; before = (guchar) *p++) {
    guchar byte = (guchar) *p;

    if (byte < ' ' || byte == 0x7f || (byte == ' ' && before == ' '))
      return FALSE;
    if (byte >= 0x80) {
      if (!is_plain_lead (byte) || ((guchar) p[1] & 0xc0) != 0x80)
        return FALSE;
      byte = (guchar) * ++p;
    }
  }
  return before != ' ' || *text == '\0';
}

/* Folds ASCII and the Russian letters. Returns %NULL, and the other way is gone, when there is more. */
static char *
fold_plain (const char *squeezed)
{
  char *folded = g_strdup (squeezed);

  for (guchar *p = (guchar *) folded; *p != '\0'; p++) {
    if (*p < 0x80) {
      *p = (guchar) g_ascii_tolower ((char) *p);
      continue;
    }
    if (*p == 0xd0 && p[1] >= 0x90 && p[1] <= 0x9f) { /* А to П */
      p[1] += 0x20;
    } else if (*p == 0xd0 && p[1] >= 0xa0 && p[1] <= 0xaf) { /* Р to Я */
      p[0] = 0xd1;
      p[1] -= 0x20;
    } else if ((*p == 0xd0 && p[1] == 0x81) || (*p == 0xd1 && p[1] == 0x91)) { /* Ё, ё */
      p[0] = 0xd0;
      p[1] = 0xb5;
    } else if (!((*p == 0xd0 && p[1] >= 0xb0 && p[1] <= 0xbf) ||
                 (*p == 0xd1 && p[1] >= 0x80 && p[1] <= 0x8f))) {
      g_free (folded);
      return NULL;
    }
    p++;
  }
  return folded;
}

/**
 * sauda_text_is_formula:
 * @text: a cell of a spreadsheet
 *
 * Returns: whether a formula stands there, or the word for its failure, instead of a result
 */
gboolean
sauda_text_is_formula (const char *text)
{
  g_autofree char *squeezed = NULL;

  if (*text != '=' && *text != '#' && *text != ' ')
    return FALSE;
  squeezed = sauda_text_squeeze (text);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_ascii_strcasecmp (squeezed, failures[i]) == 0)
      return TRUE;
  return *squeezed == '=';
}

/**
 * sauda_text_is_empty:
 * @text: (nullable): a cell of a spreadsheet
 *
 * Spreadsheets say "nothing" in many ways: blanks, nan, None, dashes, _, #N/A, or a formula that was saved as
 * text.
 *
 * Returns: whether @text holds no value
 */
gboolean
sauda_text_is_empty (const char *text)
{
  g_autofree char *squeezed = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (g_ascii_isdigit (*text) || is_plain_lead ((guchar) *text))
    return FALSE;
  squeezed = sauda_text_squeeze (text);
  if (*squeezed == '\0' || sauda_text_is_formula (squeezed))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (g_ascii_strcasecmp (squeezed, placeholders[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sauda_text_squeeze:
 * @text: (nullable): any text
 *
 * Returns: (transfer full) (not nullable): @text without blanks at its ends and with single spaces inside;
 * bytes that are no UTF-8 are replaced
 */
char *
sauda_text_squeeze (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out;
  gboolean gap = FALSE;

  if (text == NULL || is_squeezed (text))
    return g_strdup (text != NULL ? text : "");
  valid = g_utf8_make_valid (text, -1);
  out = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (sauda_text_is_blank (c)) {
      gap = out->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c (out, ' ');
    gap = FALSE;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/**
 * sauda_text_search_key:
 * @text: (nullable): any text
 *
 * Makes texts comparable for search: case folded, ё as е, blanks squeezed. SQLite's LIKE folds ASCII only, so
 * this key is stored beside the text.
 *
 * Returns: (transfer full) (not nullable): the key
 */
char *
sauda_text_search_key (const char *text)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);
  char *plain = fold_plain (squeezed);
  g_autofree char *composed = NULL, *folded = NULL;
  GString *key;

  if (plain != NULL)
    return plain;
  composed = g_utf8_normalize (squeezed, -1, G_NORMALIZE_ALL_COMPOSE);
  folded = g_utf8_casefold (composed != NULL ? composed : squeezed, -1);
  key = g_string_new (folded);

  g_string_replace (key, "ё", "е", 0);
  return g_string_free (key, FALSE);
}

/**
 * sauda_text_mask_phone:
 * @phone: (nullable): a phone number
 *
 * Returns: (transfer full) (not nullable): the number with all but the last two digits as dots, for logs and
 * lists
 */
char *
sauda_text_mask_phone (const char *phone)
{
  GString *out = g_string_new (NULL);
  gsize digits = 0, seen = 0;

  for (const char *p = phone; p != NULL && *p != '\0'; p++)
    digits += g_ascii_isdigit (*p);
  for (const char *p = phone; p != NULL && *p != '\0'; p++) {
    if (!g_ascii_isdigit (*p))
      continue;
    seen++;
    g_string_append (out, (seen + 2 > digits ? (char[]){ *p, '\0' } : "•"));
  }
  return g_string_free (out, FALSE);
}

/**
 * sauda_text_file_name:
 * @text: (nullable): a text that becomes part of a file name
 * @max_bytes: at most so many bytes, cut at a character
 *
 * Replaces what a file name must not hold on Linux, Windows or a memory stick, and never returns `.` or `..`.
 *
 * Returns: (transfer full) (not nullable): a usable name part, `_` when nothing is left
 */
char *
sauda_text_file_name (const char *text, gsize max_bytes)
{
  g_autofree char *squeezed = sauda_text_squeeze (text);
  GString *out = g_string_new (NULL);

  for (const char *p = squeezed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gsize length = (gsize) (g_utf8_next_char (p) - p);

    if (out->len + length > max_bytes)
      break;
    if (g_unichar_iscntrl (c) || (c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL))
      g_string_append_c (out, '-');
    else
      g_string_append_unichar (out, c);
  }
  while (out->len > 0 && (out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '.'))
    g_string_truncate (out, out->len - 1);
  if (out->len == 0)
    g_string_append_c (out, '_');
  return g_string_free (out, FALSE);
}

/**
 * sauda_text_digit_runs:
 * @text: (nullable): a file name or a page's text
 * @min_digits: shorter runs are left out
 *
 * Returns: (transfer full) (not nullable): every run of ASCII digits in @text, in order
 */
GStrv
sauda_text_digit_runs (const char *text, gsize min_digits)
{
  g_autoptr (GStrvBuilder) runs = g_strv_builder_new ();
  const char *p = text;

  while (p != NULL && *p != '\0') {
    gsize length = strspn (p, "0123456789");

    if (length > 0 && length >= min_digits) {
      g_autofree char *run = g_strndup (p, length);

      g_strv_builder_add (runs, run);
    }
    p += MAX (length, 1);
  }
  return g_strv_builder_end (runs);
}
