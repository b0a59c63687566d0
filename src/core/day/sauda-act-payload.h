#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stays of one line of an order. */
typedef struct {
  char *entry_id; /* (owned) (not nullable) Kaspi's own id of the line */
  gint quantity;  /* what stays; 0 removes the line */
  gint weight;    /* grams that stay; -1: not sold by weight */
} SaudaActRemoval;

/* What an act on an order sends, as the ledger keeps it. */
typedef struct {
  char *order_id;        /* (owned) (not nullable) Kaspi's own id */
  char *status;          /* (owned) (nullable) NULL: lines are cancelled, the status is not */
  char *number_of_space; /* (owned) (nullable) */
  char *reason;          /* (owned) (nullable) of a cancellation */
  char *comment;         /* (owned) (nullable) of a cancellation */
  char *security_code;   /* (owned) (nullable) the buyer's; "" asks Kaspi to send it */
  GPtrArray *removals;   /* (owned) (nullable) (element-type SaudaActRemoval) */
} SaudaActPayload;

SaudaActPayload *sauda_act_payload_new (const char *order_id, const char *kind) G_GNUC_WARN_UNUSED_RESULT;
void sauda_act_payload_free (SaudaActPayload *payload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaActPayload, sauda_act_payload_free)

void
sauda_act_payload_add_removal (SaudaActPayload *payload, const char *entry_id, gint quantity, gint weight);
char *sauda_act_payload_to_json (const SaudaActPayload *payload) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_act_payload_write (const char *order_id, const char *kind) G_GNUC_WARN_UNUSED_RESULT;
SaudaActPayload *sauda_act_payload_read (const char *json) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
