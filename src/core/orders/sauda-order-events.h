#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* An entry of the history before it is written; texts are borrowed. */
typedef struct {
  gint64 order_id;
  gint64 line_id; /* 0: the whole order */
  gint64 at_ms;
  gint64 told_ms;     /* when it happened, as the source says; 0: it does not */
  const char *kind;   /* (not nullable) */
  const char *before; /* (nullable) */
  const char *after;  /* (nullable) */
  const char *who;    /* (not nullable) */
  const char *reason; /* (nullable) */
} SaudaOrderEventDraft;

gboolean
sauda_order_events_add (SaudaConnection *connection, const SaudaOrderEventDraft *event, GError **error);

G_END_DECLS
