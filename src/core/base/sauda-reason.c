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

/* What stands at each place of the sentence in English: a translation may name them in another order. */
static GPtrArray *
place_parts (const char *sentence, char **parts, const char *count)
{
  GPtrArray *placed = g_ptr_array_new_with_free_func (g_free);
  guint next = 1, n_parts = g_strv_length (parts);

  for (const char *p = strchr (sentence, '%'); p != NULL; p = strchr (p + 1, '%'))
    if (p[1] == 's' && next < n_parts) {
      shift_marks (parts[next], 1);
      g_ptr_array_add (placed, sauda_reason_show (parts[next++]));
    } else if (p[1] == 'u' && count != NULL)
      g_ptr_array_add (placed, g_strdup (count));
  return placed;
}

/* Of "%s", "%u" or "%2$s": the number of its place, from 1, and @length; 0 where it is neither. */
static guint64
read_place (const char *p, guint64 next, gsize *length)
{
  char *end = NULL;
  guint64 place;

  *length = 2;
  if (p[0] != '%' || p[1] == '\0')
    return 0;
  if (p[1] == 's' || p[1] == 'u')
    return next;
  place = g_ascii_isdigit (p[1]) ? g_ascii_strtoull (p + 1, &end, 10) : 0;
  if (place == 0 || end[0] != '$' || (end[1] != 's' && end[1] != 'u'))
    return 0;
  *length = (gsize) (end + 2 - p);
  return place;
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
  g_auto (GStrv) forms = NULL;
  g_autoptr (GPtrArray) placed = NULL;
  const char *sentence, *count;
  guint64 next = 1;
  GString *text;

  if (reason == NULL || *reason == '\0')
    return g_strdup (reason);
  forms = g_strsplit (parts[0], COUNT_MARK, 3);
  count = g_strv_length (forms) == 3 ? forms[2] : NULL;
  sentence = count != NULL       ? ngettext (forms[0], forms[1], (gulong) g_ascii_strtoull (count, NULL, 10))
             : *parts[0] != '\0' ? _ (parts[0])
                                 : "";
  placed = place_parts (count != NULL ? forms[1] : parts[0], parts, count);
  text = g_string_new (NULL);
  for (const char *p = sentence; *p != '\0'; p++) {
    gsize length;
    guint64 place = read_place (p, next, &length);

    if (place == 0 || place > placed->len) {
      g_string_append_c (text, *p);
      continue;
    }
    g_string_append (text, g_ptr_array_index (placed, place - 1));
    next++;
    p += length - 1;
  }
  return g_string_free (text, FALSE);
}
