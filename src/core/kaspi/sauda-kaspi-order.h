#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiEntry:
 *
 * One line of an order as Kaspi tells it. Money in whole tenge, weight in grams (0 when not weighed).
 * For weighed goods @base_price is per kilogram: only @total_price is the sum of the line.
 */
typedef struct {
  char *id;        /* (owned) (not nullable) opaque */
  char *sku;       /* (owned) (nullable) offer.code, the merchant's article, untouched */
  char *name;      /* (owned) (nullable) offer.name */
  char *category;  /* (owned) (nullable) */
  char *unit_type; /* (owned) (nullable) */
  gint entry_number;
  gint quantity;
  gint64 total_price;
  gint64 base_price;
  gboolean imei_required;
  double weight;
} SaudaKaspiEntry;

/**
 * SaudaKaspiOrder:
 *
 * One order as Kaspi tells it. Money in whole tenge, times in UTC ms (0 is none). Enumerations stay the texts
 * of the wire, unknown ones too. Counted atomically, so finished records may cross to another thread.
 */
typedef struct {
  char *id;                  /* (owned) (not nullable) opaque */
  char *code;                /* (owned) (not nullable) the number that people see */
  char *state;               /* (owned) (not nullable) */
  char *status;              /* (owned) (not nullable) */
  char *payment_mode;        /* (owned) (nullable) */
  char *delivery_mode;       /* (owned) (nullable) */
  char *cancellation_reason; /* (owned) (nullable) */
  char *pickup_point;        /* (owned) (nullable) <merchant id>_PPn */
  char *town;                /* (owned) (nullable) */
  char *address;             /* (owned) (nullable) */
  char *first_name;          /* (owned) (nullable) */
  char *last_name;           /* (owned) (nullable) */
  char *phone;               /* (owned) (nullable) ten digits; NULL when masked */
  char *waybill_url;         /* (owned) (nullable) short-lived */
  char *waybill_number;      /* (owned) (nullable) */
  char *extra_json;          /* (owned) (nullable) attributes that have no field here; never the customer's */
  gint64 total_price;        /* whole tenge; -1: not told */
  gint64 delivery_cost;
  gint64 delivery_cost_for_seller;
  gint64 created_ms;
  gint64 planned_delivery_ms;
  gint64 planned_handover_ms;
  gint64 handed_over_ms;
  gint64 completed_ms;
  gint64 status_changed_ms; /* few clients ever saw it: for the history alone */
  gboolean is_kaspi_delivery;
  gboolean assembled;
  gboolean assembled_known;
  gboolean pre_order;
  gboolean express;
  gboolean signature_required;
  gboolean imei_required;
  gboolean returned_to_warehouse;
  GPtrArray *entries; /* (owned) (not nullable) (element-type SaudaKaspiEntry) by entry number */
} SaudaKaspiOrder;

SaudaKaspiEntry *sauda_kaspi_entry_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_entry_free (SaudaKaspiEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiEntry, sauda_kaspi_entry_free)

#define SAUDA_TYPE_KASPI_ORDER (sauda_kaspi_order_get_type ())
GType sauda_kaspi_order_get_type (void);

SaudaKaspiOrder *sauda_kaspi_order_new (void) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiOrder *sauda_kaspi_order_ref (SaudaKaspiOrder *order) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_order_unref (SaudaKaspiOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiOrder, sauda_kaspi_order_unref)

void sauda_kaspi_order_set_entries (SaudaKaspiOrder *order, GPtrArray *entries);
char *sauda_kaspi_phone_normalise (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
