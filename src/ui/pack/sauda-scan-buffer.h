#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaScanBuffer:
 *
 * Tells what a scanner types from what a person types: a scanner is faster than any hand, over many letters.
 */
typedef struct {
  GString *text;  /* (owned) (not nullable) what came so far in one burst */
  gint64 last_ms; /* of the last letter */
  char *before;   /* (owned) (nullable) the code before */
  gint64 before_ms;
} SaudaScanBuffer;

SaudaScanBuffer *sauda_scan_buffer_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_scan_buffer_free (SaudaScanBuffer *self);
gboolean sauda_scan_buffer_add (SaudaScanBuffer *self, gunichar letter, gint64 time_ms);
gboolean sauda_scan_buffer_end (SaudaScanBuffer *self, gint64 time_ms, char **code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaScanBuffer, sauda_scan_buffer_free)

G_END_DECLS
