#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands next in a content stream (ISO 32000-1, 7.2 and 7.8.2). */
typedef enum {
  SAUDA_STAMP_TOKEN_END,
  SAUDA_STAMP_TOKEN_NUMBER,
  SAUDA_STAMP_TOKEN_NAME,
  SAUDA_STAMP_TOKEN_STRING,
  SAUDA_STAMP_TOKEN_BRACKET, /* of an array, a dictionary or a procedure */
  SAUDA_STAMP_TOKEN_WORD,
} SaudaStampToken;

/* Goes through the bytes of a content stream. */
typedef struct {
  const guint8 *data; /* (nullable) borrowed */
  gsize length;
  gsize position;
  double number;  /* the last number */
  GString *text;  /* (owned) (not nullable) the last name with its slash, string or word */
  guint8 bracket; /* the last bracket */
} SaudaStampScanner;

void sauda_stamp_scanner_init (SaudaStampScanner *self, const void *data, gsize length);
void sauda_stamp_scanner_clear (SaudaStampScanner *self);
SaudaStampToken sauda_stamp_scanner_next (SaudaStampScanner *self);
void sauda_stamp_scanner_skip_picture (SaudaStampScanner *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaudaStampScanner, sauda_stamp_scanner_clear)

G_END_DECLS
