#pragma once

#include "sauda-pricing-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What a warehouse other than the store's own is told of the one shelf. */
typedef enum {
  SAUDA_SHARE_NONE,    /* nothing: "no" in the price list */
  SAUDA_SHARE_PERCENT, /* so many percent, which the store's own warehouse then lacks; 100 for all */
  SAUDA_SHARE_KEEP,    /* what is left when so many pieces are kept for the store's own warehouse */
  SAUDA_SHARE_DOUBLE,  /* the whole shelf as well: a piece can be sold twice */
} SaudaShareKind;

/* A warehouse of a store. */
typedef struct {
  char *name;    /* (owned) (not nullable) PP1 */
  char *city_id; /* (owned) (nullable) KATO number */
  gboolean selling;
  gint pre_order; /* days, 0 for none */
  SaudaShareKind share;
  gint amount;      /* percent or pieces, as the share says */
  gint cutoff;      /* minute of the day when sizes are decided; negative: the store's, 0: as it is */
  gboolean is_main; /* the store's own, else the first that sells: what others do not get is told here */
} SaudaWarehouse;

/* Who changes a warehouse, and why. */
typedef struct {
  const char *who;    /* (not nullable) */
  const char *reason; /* (nullable) typed; needed where a piece can be sold twice */
  gint64 now_ms;
} SaudaWarehouseChange;

void sauda_warehouse_free (SaudaWarehouse *warehouse);
GPtrArray *sauda_warehouses_read (SaudaConnection *connection,
                                  gint64 store_id,
                                  const char *usual,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_warehouses_set (SaudaConnection *connection,
                               gint64 store_id,
                               const SaudaWarehouse *warehouse,
                               const SaudaWarehouseChange *change,
                               GError **error);
gboolean sauda_warehouses_set_beside (SaudaConnection *connection,
                                      gint64 store_id,
                                      const char *usual,
                                      const SaudaWarehouse *warehouse,
                                      const SaudaWarehouseChange *change,
                                      GError **error);
SaudaWarehouse *sauda_warehouses_find (GPtrArray *warehouses, const char *name);
void sauda_warehouses_split (GPtrArray *warehouses, gint64 stock, gint64 *parts);

const char *sauda_warehouse_get_short_name (const char *name);
gboolean sauda_share_parse (const char *text, SaudaShareKind *share, gint *amount, GError **error);
char *sauda_share_write (SaudaShareKind share, gint amount) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_share_describe (const SaudaWarehouse *warehouse) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
