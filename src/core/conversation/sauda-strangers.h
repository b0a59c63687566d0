#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* Somebody who wrote and of whom no order is known: an id without a telephone number, or another number. */
typedef struct {
  gint64 contact_id;
  char *address;         /* (owned) (not nullable) "+7…" or a business-scoped id */
  char *name;            /* (owned) (nullable) as WhatsApp shows it */
  char *text;            /* (owned) (not nullable) what was written last */
  gint64 at_ms;          /* when */
  gint64 window_from_ms; /* when they wrote last by the provider's clock, 0: never */
} SaudaStranger;

void sauda_stranger_free (SaudaStranger *stranger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStranger, sauda_stranger_free)

GPtrArray *
sauda_strangers_list (SaudaConnection *connection, gint64 since_ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_strangers_attach (SaudaConnection *connection,
                                 gint64 contact_id,
                                 gint64 question_id,
                                 const char *who,
                                 gint64 now_ms,
                                 GError **error);

G_END_DECLS
