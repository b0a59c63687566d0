#pragma once

#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A change of a city price or of pre-order days, as the history has it. */
typedef struct {
  gint64 id;
  gint64 offer_id;
  char *store;   /* (owned) (not nullable) */
  char *sku;     /* (owned) (not nullable) */
  char *city_id; /* (owned) (nullable) a price there; NULL: the pre-order days */
  char *place;   /* (owned) (nullable) PP2: the days there; NULL: in all warehouses */
  gint64 before; /* whole tenge or days; -1: none */
  gint64 after;
  gint64 at_ms;
  char *who;       /* (owned) (not nullable) */
  char *reason;    /* (owned) (nullable) */
  gboolean undone; /* by a later one */
  gboolean undoes; /* an earlier one */
} SaudaTermChange;

/* What an offer is listed with besides its price. */
typedef struct {
  char *store;   /* (owned) (not nullable) */
  char *sku;     /* (owned) (not nullable) */
  char *title;   /* (owned) (nullable) */
  char *city_id; /* (owned) (nullable) a price there; NULL: the pre-order days */
  char *place;   /* (owned) (nullable) PP2: the days there; NULL: in all warehouses */
  gint64 value;  /* whole tenge or days */
  gint64 price;  /* of the offer, whole tenge; -1: none */
} SaudaOfferTerm;

void sauda_term_change_free (SaudaTermChange *change);
void sauda_offer_term_free (SaudaOfferTerm *term);

gint64 sauda_term_changes_make (SaudaConnection *connection, const SaudaTermChange *change, GError **error);
gboolean sauda_term_changes_count (SaudaConnection *connection,
                                   gint64 offer_id,
                                   const char *city_id,
                                   gint64 since_ms,
                                   guint *count,
                                   GError **error);
gboolean sauda_term_changes_read_value (SaudaConnection *connection,
                                        const SaudaTermChange *change,
                                        gint64 *value,
                                        GError **error);
gint64 sauda_term_changes_undo (SaudaConnection *connection,
                                gint64 id,
                                const char *who,
                                gint64 now_ms,
                                GError **error);
GPtrArray *sauda_term_changes_list (SaudaConnection *connection, gint64 offer_id, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_term_changes_list_terms (SaudaConnection *connection,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
