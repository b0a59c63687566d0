#pragma once

#include "sauda-inventory-error.h"
#include "sauda-reorder.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A supplier with the parameters of its deliveries. */
typedef struct {
  gint64 id;
  char *name; /* (owned) (not nullable) */
  SaudaReorderRule rule;
} SaudaSupplier;

void sauda_supplier_free (SaudaSupplier *supplier);

/* A variant of a purchase. */
typedef struct {
  gint64 variant_id;
  char *sku;   /* (owned) (not nullable) */
  char *model; /* (owned) (not nullable) */
  char *size;  /* (owned) (nullable) */
  gint64 pieces;
  gint64 received;
} SaudaPurchaseLine;

/* What was ordered from a supplier. */
typedef struct {
  gint64 id;
  char *title;    /* (owned) (not nullable) */
  char *supplier; /* (owned) (nullable) */
  gint64 made_ms;
  gint64 closed_ms; /* 0: something is still on its way */
  GPtrArray *lines; /* (owned) (not nullable) (element-type SaudaPurchaseLine) */
} SaudaPurchase;

void sauda_purchase_free (SaudaPurchase *purchase);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPurchase, sauda_purchase_free)

gint64 sauda_supplier_set (SaudaConnection *connection,
                           const char *name,
                           const SaudaReorderRule *rule,
                           GError **error);
GPtrArray *sauda_supplier_list (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_supplier_set_model (SaudaConnection *connection, const char *name, const char *model, GError **error);
GHashTable *sauda_supplier_read_models (SaudaConnection *connection,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

gint64 sauda_purchase_add (SaudaConnection *connection,
                           const char *title,
                           gint64 supplier_id,
                           const char *who,
                           gint64 now_ms,
                           GError **error);
gboolean sauda_purchase_add_line (SaudaConnection *connection,
                                  gint64 purchase_id,
                                  gint64 variant_id,
                                  gint64 pieces,
                                  GError **error);
GPtrArray *
sauda_purchase_list (SaudaConnection *connection, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_purchase_read_on_order (SaudaConnection *connection,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_purchase_receive (SaudaConnection *connection,
                               gint64 purchase_id,
                               gint64 variant_id,
                               gint64 pieces,
                               const char *who,
                               gint64 now_ms,
                               GError **error);
gboolean
sauda_purchase_close (SaudaConnection *connection, gint64 purchase_id, gint64 now_ms, GError **error);

G_END_DECLS
