#include "sauda-tag-guard.h"

#include <string.h>

static void
take_byte (SaudaTagGuard *self, char byte)
{
  self->length++;
  if (self->length == 2)
    self->markup = byte == '!' || byte == '?';
  if (self->quote != 0) {
    if (byte == self->quote)
      self->quote = 0;
  } else if (byte == '>') {
    self->length = 0;
  } else if (!self->markup && (byte == '"' || byte == '\'')) {
    self->quote = byte;
  }
}

/**
 * sauda_tag_guard_pass:
 * @self: a guard
 * @bytes: (array length=length): the next bytes of the file, in UTF-8 or another encoding that has ASCII in
 * it
 * @length: how many
 *
 * Returns: %FALSE once a tag is longer than any honest one
 */
gboolean
sauda_tag_guard_pass (SaudaTagGuard *self, const char *bytes, gsize length)
{
  const char *end = bytes + length;

  for (const char *p = bytes; p < end; p++) {
    if (self->length == 0) {
      p = memchr (p, '<', (gsize) (end - p));
      if (p == NULL)
        return TRUE;
    }
    take_byte (self, *p);
    if (self->length > SAUDA_TAG_GUARD_MAX_BYTES)
      return FALSE;
  }
  return TRUE;
}
