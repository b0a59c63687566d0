#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaCustomerInfo:
 *
 * A buyer, with what his orders say. Orders of one phone are one buyer.
 */
typedef struct {
  gint64 id;
  char *phone;          /* (owned) (nullable) ten digits; NULL: only a masked one was seen */
  char *name;           /* (owned) (nullable) as it came first; NULL: erased or unknown */
  char *other_names;    /* (owned) (nullable) under which orders of the same phone came, ", " between them */
  char *city;           /* (owned) (nullable) */
  char *source;         /* (owned) (nullable) api or file */
  char *consent_source; /* (owned) (nullable) where he agreed to messages; filled in by those who know */
  gint64 consent_ms;    /* 0: not known, as all times here */
  gint64 opted_out_ms;  /* not 0: he wants no more messages */
  gint64 erased_ms;     /* not 0: his personal data is gone */
  gint64 last_order_ms;
  gint64 total; /* of his completed orders, whole tenge */
  guint orders;
  guint cancelled;
  guint alike; /* other buyers with the same name */
} SaudaCustomerInfo;

void sauda_customer_info_free (SaudaCustomerInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCustomerInfo, sauda_customer_info_free)

GPtrArray *sauda_customers_list (SaudaConnection *connection,
                                 const char *text,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCustomerInfo *sauda_customers_get (SaudaConnection *connection,
                                        gint64 customer_id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaCustomerInfo *sauda_customers_find (SaudaConnection *connection,
                                         const char *phone,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_customers_erase (SaudaConnection *connection,
                                gint64 customer_id,
                                const char *who,
                                gint64 now_ms,
                                GError **error);

G_END_DECLS
