#include "sauda-reason.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Between a sentence and its parts; one step lower for each reason within a reason. */
#define FIRST_MARK '\x1f'
#define LAST_MARK '\x1c'
/* Between the sentence for one, the sentence for several, and their number. */
#define COUNT_MARK "\x1b"

static void
shift_marks (char *text, int step)
{
  for (char *p = text; *p != '\0'; p++)
    if (*p >= LAST_MARK && *p <= FIRST_MARK)
      *p = (char) CLAMP (*p + step, LAST_MARK, FIRST_MARK);
}

/* Takes @sentence. */
static char *
append_parts (char *sentence, va_list parts)
{
  GString *reason = g_string_new (sentence);
  const char *part;

  while ((part = va_arg (parts, const char *)) != NULL) {
    g_autofree char *lower = g_strdup (part);

    shift_marks (lower, -1);
    g_string_append_c (reason, FIRST_MARK);
    g_string_append (reason, lower);
  }
  g_free (sentence);
  return g_string_free (reason, FALSE);
}

/* The sentence in the language of whoever reads, still without its parts; @count becomes its number. */
static char *
translate (const char *sentence, char **count)
{
  g_auto (GStrv) forms = g_strsplit (sentence, COUNT_MARK, 3);

  if (g_strv_length (forms) < 3)
    return g_strdup (*sentence != '\0' ? _ (sentence) : "");
  *count = g_strdup (forms[2]);
  return g_strdup (ngettext (forms[0], forms[1], (gulong) g_ascii_strtoull (forms[2], NULL, 10)));
}

/**
 * sauda_reason_new:
 * @sentence: a sentence in English, marked for translation, with a %s for each part
 * @...: the parts, texts or other reasons, and %NULL
 *
 * A timer may run in another language than the window that shows what it did: a reason is kept as what it
 * says, and becomes words where it is read.
 *
 * Returns: (transfer full): the reason, to be kept
 */
char *
sauda_reason_new (const char *sentence, ...)
{
  char *reason;
  va_list parts;

  va_start (parts, sentence);
  reason = append_parts (g_strdup (sentence), parts);
  va_end (parts);
  return reason;
}

/**
 * sauda_reason_new_count:
 * @singular: a sentence in English about one, with a %u for the number and a %s for each part
 * @plural: the same about several
 * @count: the number
 * @...: the parts, texts or other reasons, and %NULL
 *
 * See sauda_reason_new(); tools/update-translations finds both sentences here.
 *
 * Returns: (transfer full): the reason, to be kept
 */
char *
sauda_reason_new_count (const char *singular, const char *plural, guint count, ...)
{
  char *reason;
  va_list parts;

  va_start (parts, count);
  reason =
    append_parts (g_strdup_printf ("%s" COUNT_MARK "%s" COUNT_MARK "%u", singular, plural, count), parts);
  va_end (parts);
  return reason;
}

/**
 * sauda_reason_show:
 * @reason: (nullable): a reason as it is kept, or a text of an older version
 *
 * Returns: (transfer full) (nullable): the sentence in the language of whoever reads
 */
char *
sauda_reason_show (const char *reason)
{
  const char mark[] = { FIRST_MARK, '\0' };
  g_auto (GStrv) parts = reason != NULL ? g_strsplit (reason, mark, -1) : NULL;
  guint next = 1, n_parts = parts != NULL ? g_strv_length (parts) : 0;
  g_autofree char *sentence = NULL, *count = NULL;
  GString *text;

  if (reason == NULL || n_parts == 0)
    return g_strdup (reason);
  sentence = translate (parts[0], &count);
  text = g_string_new (NULL);
  for (const char *p = sentence; *p != '\0'; p++)
    if (g_str_has_prefix (p, "%s") && next < n_parts) {
      g_autofree char *part = NULL;

      shift_marks (parts[next], 1);
      part = sauda_reason_show (parts[next++]);
      g_string_append (text, part);
      p++;
    } else if (g_str_has_prefix (p, "%u") && count != NULL) {
      g_string_append (text, count);
      p++;
    } else
      g_string_append_c (text, *p);
  return g_string_free (text, FALSE);
}
