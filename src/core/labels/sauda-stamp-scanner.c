#include "sauda-stamp-scanner-private.h"

#include <string.h>

static gboolean
is_space (guint8 byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f' || byte == 0;
}

static gboolean
is_regular (guint8 byte)
{
  return !is_space (byte) && strchr ("()<>[]{}/%", byte) == NULL;
}

static void
skip_space (SaudaStampScanner *self)
{
  while (self->position < self->length) {
    guint8 byte = self->data[self->position];

    if (byte == '%')
      while (self->position < self->length && self->data[self->position] != '\n' &&
             self->data[self->position] != '\r')
        self->position++;
    else if (is_space (byte))
      self->position++;
    else
      return;
  }
}

/* A backslash has been read: up to three octal digits, a line's end that does not count, or a letter. */
static void
read_escape (SaudaStampScanner *self)
{
  static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
  guint8 byte = self->position < self->length ? self->data[self->position++] : 0;
  const char *letter = byte != 0 ? strchr (letters, byte) : NULL;
  guint code = 0;

  if (letter != NULL) {
    g_string_append_c (self->text, meant[letter - letters]);
    return;
  }
  if (byte == '\r' && self->position < self->length && self->data[self->position] == '\n')
    self->position++;
  if (byte == '\n' || byte == '\r')
    return;
  if (byte < '0' || byte > '7') {
    g_string_append_c (self->text, (char) byte);
    return;
  }
  self->position--;
  for (guint i = 0; i < 3 && self->position < self->length && self->data[self->position] >= '0' &&
                    self->data[self->position] <= '7';
       i++)
    code = code * 8 + (self->data[self->position++] - '0');
  g_string_append_c (self->text, (char) code);
}

static void
read_string (SaudaStampScanner *self)
{
  guint depth = 1;

  while (self->position < self->length) {
    guint8 byte = self->data[self->position++];

    if (byte == '\\') {
      read_escape (self);
      continue;
    }
    depth += byte == '(' ? 1 : 0;
    depth -= byte == ')' ? 1 : 0;
    if (depth == 0)
      return;
    g_string_append_c (self->text, (char) byte);
  }
}

static void
read_hexadecimal (SaudaStampScanner *self)
{
  int high = -1;

  while (self->position < self->length) {
    guint8 byte = self->data[self->position++];
    int digit = g_ascii_xdigit_value ((char) byte);

    if (byte == '>')
      break;
    if (digit < 0)
      continue;
    if (high < 0)
      high = digit;
    else {
      g_string_append_c (self->text, (char) (high * 16 + digit));
      high = -1;
    }
  }
  if (high >= 0)
    g_string_append_c (self->text, (char) (high * 16));
}

static SaudaStampToken
read_angle (SaudaStampScanner *self)
{
  guint8 first = self->data[self->position++];

  if (self->position < self->length && self->data[self->position] == first) {
    self->position++;
    self->bracket = first;
    return SAUDA_STAMP_TOKEN_BRACKET;
  }
  if (first == '<')
    read_hexadecimal (self);
  return first == '<' ? SAUDA_STAMP_TOKEN_STRING : SAUDA_STAMP_TOKEN_BRACKET;
}

/* Numbers of PDF have no exponent and no other base. */
static gboolean
parse_number (const char *text, double *number)
{
  double value = 0, unit = 1;
  gboolean negative = *text == '-', digits = FALSE, fraction = FALSE;

  for (text += *text == '-' || *text == '+' ? 1 : 0; *text != '\0'; text++) {
    if (*text == '.' && !fraction)
      fraction = TRUE;
    else if (g_ascii_isdigit (*text)) {
      digits = TRUE;
      value = value * 10 + (*text - '0');
      unit *= fraction ? 10 : 1;
    } else
      return FALSE;
  }
  *number = (negative ? -value : value) / unit;
  return digits;
}

static SaudaStampToken
read_word (SaudaStampScanner *self)
{
  gsize begin = self->position;

  if (self->data[self->position] == '/')
    self->position++;
  while (self->position < self->length && is_regular (self->data[self->position]))
    self->position++;
  g_string_append_len (self->text, (const char *) self->data + begin, (gssize) (self->position - begin));
  if (*self->text->str == '/')
    return SAUDA_STAMP_TOKEN_NAME;
  return parse_number (self->text->str, &self->number) ? SAUDA_STAMP_TOKEN_NUMBER : SAUDA_STAMP_TOKEN_WORD;
}

/**
 * sauda_stamp_scanner_init: (skip)
 * @self: a scanner
 * @data: (nullable): bytes of a content stream; must outlive the scanner
 * @length: how many
 */
void
sauda_stamp_scanner_init (SaudaStampScanner *self, const void *data, gsize length)
{
  *self = (SaudaStampScanner){ .data = data, .length = length, .text = g_string_new (NULL) };
}

/**
 * sauda_stamp_scanner_clear: (skip)
 * @self: a scanner
 */
void
sauda_stamp_scanner_clear (SaudaStampScanner *self)
{
  g_string_free (self->text, TRUE);
}

/**
 * sauda_stamp_scanner_next: (skip)
 * @self: a scanner
 *
 * Returns: what was read
 */
SaudaStampToken
sauda_stamp_scanner_next (SaudaStampScanner *self)
{
  g_string_truncate (self->text, 0);
  skip_space (self);
  if (self->position >= self->length)
    return SAUDA_STAMP_TOKEN_END;
  switch (self->data[self->position]) {
  case '(':
    self->position++;
    read_string (self);
    return SAUDA_STAMP_TOKEN_STRING;
  case '<':
  case '>':
    return read_angle (self);
  case '[':
  case ']':
  case '{':
  case '}':
  case ')':
    self->bracket = self->data[self->position++];
    return SAUDA_STAMP_TOKEN_BRACKET;
  default:
    return read_word (self);
  }
}

/**
 * sauda_stamp_scanner_skip_picture: (skip)
 * @self: a scanner that has read the word `ID` of a picture inside the stream
 *
 * Goes behind its `EI`.
 */
void
sauda_stamp_scanner_skip_picture (SaudaStampScanner *self)
{
  while (++self->position + 2 < self->length)
    if (memcmp (self->data + self->position, "EI", 2) == 0 && is_space (self->data[self->position - 1]) &&
        is_space (self->data[self->position + 2]))
      break;
  self->position = MIN (self->position + 2, self->length);
}
