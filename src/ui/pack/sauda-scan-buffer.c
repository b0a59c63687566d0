#include "sauda-scan-buffer.h"

/* Scanners send a letter every 1 to 30 milliseconds, the fastest hand one in 60. */
#define LONGEST_GAP_MS 40
/* A hand rolls over two or three keys within that time, never over so many. */
#define FEWEST_LETTERS 6
/* A code held before the scanner for too long is read again. */
#define REPEAT_MS 300

/**
 * sauda_scan_buffer_new:
 *
 * Returns: (transfer full): nothing typed yet
 */
SaudaScanBuffer *
sauda_scan_buffer_new (void)
{
  SaudaScanBuffer *self = g_new0 (SaudaScanBuffer, 1);

  self->text = g_string_new (NULL);
  self->before_ms = G_MININT64 / 2;
  return self;
}

/**
 * sauda_scan_buffer_free:
 * @self: (transfer full): what was typed
 */
void
sauda_scan_buffer_free (SaudaScanBuffer *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->before);
  g_free (self);
}

/**
 * sauda_scan_buffer_add:
 * @self: what was typed
 * @letter: the next letter
 * @time_ms: when
 *
 * Returns: whether it came too quickly after the one before to be typed by hand
 */
gboolean
sauda_scan_buffer_add (SaudaScanBuffer *self, gunichar letter, gint64 time_ms)
{
  gboolean quick = self->text->len > 0 && time_ms - self->last_ms <= LONGEST_GAP_MS;

  if (!quick)
    g_string_truncate (self->text, 0);
  g_string_append_unichar (self->text, letter);
  self->last_ms = time_ms;
  return quick;
}

/**
 * sauda_scan_buffer_end:
 * @self: what was typed
 * @time_ms: when Enter or Tab was pressed
 * @code: (out) (nullable) (transfer full): what a scanner read; %NULL for one that it read twice
 *
 * Returns: whether a scanner typed it all
 */
gboolean
sauda_scan_buffer_end (SaudaScanBuffer *self, gint64 time_ms, char **code)
{
  gboolean scanned =
    g_utf8_strlen (self->text->str, -1) >= FEWEST_LETTERS && time_ms - self->last_ms <= LONGEST_GAP_MS;

  *code = NULL;
  if (scanned && (g_strcmp0 (self->text->str, self->before) != 0 || time_ms - self->before_ms > REPEAT_MS))
    *code = g_strdup (self->text->str);
  if (scanned) {
    g_free (self->before);
    self->before = g_strdup (self->text->str);
    self->before_ms = time_ms;
  }
  g_string_truncate (self->text, 0);
  return scanned;
}
