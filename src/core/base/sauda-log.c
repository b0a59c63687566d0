#include "sauda-log.h"

#include "sauda-log-file.h"
#include "sauda-text.h"

#include <string.h>

/* A word of base64 or hexadecimal. Kaspi's tokens have about 44 characters, opaque parts of its URLs are
 * shorter. */
#define WORD "[A-Za-z0-9+/_=-]{20,}"
#define MIN_SECRET 32
#define MIN_SECRET_PART 20

/* +7, 8 or 7 and ten digits, in whatever groups. Bytes, not characters: a log may hold broken UTF-8. */
#define GAP "(?:[ ()-]|\\xc2\\xa0)*"
#define PHONE "(?<![0-9])(?:\\+" GAP "7|[78])" GAP "[0-9](?:" GAP "[0-9]){9}(?![0-9])"

/* Order numbers have nine digits and stay readable. */
#define LONG_NUMBER "[0-9]{10,}"

static gboolean
mask_number (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *number = g_match_info_fetch (match, 0);
  g_autofree char *masked = sauda_text_mask_phone (number);

  g_string_append (out, masked);
  return FALSE;
}

static gboolean
has_kind (const char *text, gsize length, int (*is_kind) (int))
{
  for (gsize i = 0; i < length; i++)
    if (is_kind (text[i]))
      return TRUE;
  return FALSE;
}

static int
is_upper (int c)
{
  return g_ascii_isupper (c);
}

static int
is_lower (int c)
{
  return g_ascii_islower (c);
}

static int
is_digit (int c)
{
  return g_ascii_isdigit (c);
}

static int
is_alpha (int c)
{
  return g_ascii_isalpha (c);
}

/* A path looks like base64 too, but its parts are words: those are judged one by one. */
static gboolean
mask_secret (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *word = g_match_info_fetch (match, 0);
  gsize length = strlen (word);
  const char *p = word;

  if (length >= MIN_SECRET && has_kind (word, length, is_upper) && has_kind (word, length, is_lower) &&
      has_kind (word, length, is_digit)) {
    g_string_append (out, "•••");
    return FALSE;
  }
  while (*p != '\0') {
    gsize part = strcspn (p, "/");

    if (part >= MIN_SECRET_PART && has_kind (p, part, is_digit) && has_kind (p, part, is_alpha))
      g_string_append (out, "•••");
    else
      g_string_append_len (out, p, (gssize) part);
    p += part;
    if (*p == '/')
      g_string_append_c (out, *p++);
  }
  return FALSE;
}

/* @regex is made once and kept. */
static char *
replace (const char *text, const char *pattern, gsize *regex, GRegexEvalCallback replacement)
{
  char *replaced;

  if (g_once_init_enter (regex))
    g_once_init_leave (regex, (gsize) g_regex_new (pattern, G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL));
  replaced = g_regex_replace_eval ((const GRegex *) *regex, text, -1, 0, 0, replacement, NULL, NULL);

  /* Better no line than an unmasked one. */
  return replaced != NULL ? replaced : g_strdup ("•••");
}

static const char *
find_domain (const GLogField *fields, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (strcmp (fields[i].key, "GLIB_DOMAIN") == 0 && fields[i].length < 0)
      return fields[i].value;
  return NULL;
}

static GLogWriterOutput
write_masked (GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
  g_autofree GLogField *copies = g_memdup2 (fields, count * sizeof *fields);
  g_autofree char *masked = NULL;

  /* Nobody reads it, so nobody need mask it. */
  if ((level & G_LOG_LEVEL_DEBUG) && g_log_writer_default_would_drop (level, find_domain (fields, count)))
    return G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < count; i++) {
    g_autofree char *message = NULL;

    if (strcmp (fields[i].key, "MESSAGE") != 0 || masked != NULL)
      continue;
    message = fields[i].length < 0 ? g_strdup (fields[i].value)
                                   : g_strndup (fields[i].value, (gsize) fields[i].length);
    masked = sauda_log_mask (message);
    copies[i].value = masked;
    copies[i].length = -1;
  }
  if (masked != NULL)
    sauda_log_file_write (level, find_domain (fields, count), masked);
  return g_log_writer_default (level, copies, count, data);
}

/**
 * sauda_log_set_up:
 * @verbose: whether debug messages are shown too
 *
 * Makes every message of the process pass sauda_log_mask(). Called once, first thing in main().
 */
void
sauda_log_set_up (gboolean verbose)
{
  if (verbose)
    g_log_set_debug_enabled (TRUE);
  g_log_set_writer_func (write_masked, NULL, NULL);
}

/**
 * sauda_log_mask:
 * @text: a text that goes into a log
 *
 * Hides what a log must not hold: phone numbers, numbers of ten digits and more, and what looks like a token.
 * Nine digits, an order's number, stay.
 *
 * Returns: (transfer full) (not nullable): the text without secrets
 */
char *
sauda_log_mask (const char *text)
{
  static gsize word, phone, long_number;
  g_autofree char *without_secrets = replace (text, WORD, &word, mask_secret);
  g_autofree char *without_phones = replace (without_secrets, PHONE, &phone, mask_number);

  return replace (without_phones, LONG_NUMBER, &long_number, mask_number);
}
