#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* Whether a buyer may be written to, as his conversation knows it. */
typedef struct {
  char *phone;   /* (owned) (not nullable) ten digits */
  char *consent; /* (owned) (not nullable) order, chat, verbal or none */
  gint64 consent_ms;
  gint64 opted_out_ms; /* 0: he may be */
} SaudaContactConsent;

GPtrArray *sauda_contacts_list_consents (SaudaConnection *connection,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_conversation_erase_order (SaudaConnection *connection, gint64 order_id, GError **error);
gboolean sauda_conversation_erase_phone (SaudaConnection *connection, const char *phone, GError **error);

G_END_DECLS
