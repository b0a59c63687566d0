#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaTagGuard:
 *
 * Watches the bytes of an XML file on their way to its parser, which compares every attribute of a tag with
 * all others: a tag with a hundred thousand of them would keep it busy for hours. Starts zeroed.
 */
typedef struct {
  guint length;    /* of the tag so far; 0: outside of tags */
  char quote;      /* that a value is in; 0: in none */
  gboolean markup; /* a comment or an instruction, whose quotes mean nothing */
} SaudaTagGuard;

#define SAUDA_TAG_GUARD_MAX_BYTES 65536

gboolean sauda_tag_guard_pass (SaudaTagGuard *self, const char *bytes, gsize length);

G_END_DECLS
