#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one buyer of the practice store writes, and when. */
typedef struct {
  gint64 at_ms;  /* UTC ms of the practice clock; may be still to come */
  char *order;   /* (owned) (nullable): none stands in the question */
  char *buyer;   /* (owned) (not nullable) digits, or a business-scoped id */
  char *content; /* (owned) (not nullable) text, image, audio, edit, revoke */
  char *text;    /* (owned) (not nullable) */
} SaudaPracticeLine;

GPtrArray *sauda_practice_script_read (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
