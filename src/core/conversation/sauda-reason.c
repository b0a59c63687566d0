#include "sauda-reason.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Between a sentence and its parts; one step lower for each reason within a reason. */
#define FIRST_MARK '\x1f'
#define LAST_MARK '\x1c'

static void
shift_marks (char *text, int step)
{
  for (char *p = text; *p != '\0'; p++)
    if (*p >= LAST_MARK && *p <= FIRST_MARK)
      *p = (char) CLAMP (*p + step, LAST_MARK, FIRST_MARK);
}

/**
 * sauda_reason_new:
 * @sentence: a sentence in English, marked for translation, with a %s for each part
 * @...: the parts, texts or other reasons, and %NULL
 *
 * A timer may run in another language than the window that shows what it did: a reason is kept as what it says, and
 * becomes words where it is read.
 *
 * Returns: (transfer full): the reason, to be kept
 */
char *
sauda_reason_new (const char *sentence, ...)
{
  GString *reason = g_string_new (sentence);
  const char *part;
  va_list parts;

  va_start (parts, sentence);
  while ((part = va_arg (parts, const char *)) != NULL) {
    g_autofree char *lower = g_strdup (part);

    shift_marks (lower, -1);
    g_string_append_c (reason, FIRST_MARK);
    g_string_append (reason, lower);
  }
  va_end (parts);
  return g_string_free (reason, FALSE);
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
  guint next = 1, count = parts != NULL ? g_strv_length (parts) : 0;
  const char *p;
  GString *text;

  if (reason == NULL || count == 0)
    return g_strdup (reason);
  text = g_string_new (NULL);
  for (p = *parts[0] != '\0' ? _ (parts[0]) : ""; *p != '\0'; p++)
    if (g_str_has_prefix (p, "%s") && next < count) {
      g_autofree char *part = NULL;

      shift_marks (parts[next], 1);
      part = sauda_reason_show (parts[next++]);
      g_string_append (text, part);
      p++;
    } else
      g_string_append_c (text, *p);
  return g_string_free (text, FALSE);
}
