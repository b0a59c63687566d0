#include "sauda-archive-name.h"

#include "sauda-text.h"

#include <string.h>

/* Far above any real name; the order's number may stand at the very end. */
#define MAX_NAME 4096

static gboolean
has_byte_between (const char *raw, guchar first, guchar last)
{
  for (const guchar *p = (const guchar *) raw; *p != '\0'; p++)
    if (*p >= first && *p <= last)
      return TRUE;
  return FALSE;
}

/* Windows' packers write cp866, some programs cp1251. Letters of cp866 lie at 80–AF and E0–EF, C0–DF are its
 * box drawings; cp1251 has its capitals there. */
static const char *
guess_encoding (const char *raw)
{
  if (has_byte_between (raw, 0xc0, 0xdf))
    return "CP1251";
  return has_byte_between (raw, 0x80, 0xaf) ? "CP866" : "CP1251";
}

static const char *
last_part (const char *name)
{
  const char *part = name;

  for (const char *p = name; *p != '\0'; p++)
    if ((*p == '/' || *p == '\\') && p[1] != '\0')
      part = p + 1;
  return part;
}

/**
 * sauda_archive_name_decode:
 * @raw: name of an entry as its archive has it, or of a file, in whatever encoding
 *
 * Returns: (transfer full) (not nullable): the last part of the name in UTF-8, good for showing and for
 * reading numbers out of it; it never holds a path
 */
char *
sauda_archive_name_decode (const char *raw)
{
  g_autofree char *converted = NULL;

  if (!g_utf8_validate (raw, -1, NULL))
    converted = g_convert_with_fallback (raw, -1, "UTF-8", guess_encoding (raw), "_", NULL, NULL, NULL);
  return sauda_text_file_name (last_part (converted != NULL ? converted : raw), MAX_NAME);
}

/**
 * sauda_archive_name_is_litter:
 * @name: the path of an entry as its archive has it
 *
 * Returns: whether a system put it there, not a person: folders, what macOS and Windows add
 */
gboolean
sauda_archive_name_is_litter (const char *name)
{
  const char *part = last_part (name);

  return *name == '\0' || g_str_has_suffix (name, "/") || g_str_has_prefix (name, "__MACOSX/") ||
         g_str_has_prefix (part, "._") || g_str_equal (part, ".DS_Store") ||
         g_ascii_strcasecmp (part, "Thumbs.db") == 0 || g_ascii_strcasecmp (part, "desktop.ini") == 0;
}
