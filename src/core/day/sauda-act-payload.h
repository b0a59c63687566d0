#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an act on an order sends, as the ledger keeps it. */
typedef struct {
  char *order_id;        /* (owned) (not nullable) Kaspi's own id */
  char *status;          /* (owned) (not nullable) */
  char *number_of_space; /* (owned) (nullable) */
} SaudaActPayload;

void sauda_act_payload_free (SaudaActPayload *payload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaActPayload, sauda_act_payload_free)

char *sauda_act_payload_write (const char *order_id, const char *kind) G_GNUC_WARN_UNUSED_RESULT;
SaudaActPayload *sauda_act_payload_read (const char *json) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
