#pragma once

#include "sauda-practice-offer-private.h"

#include <glib.h>

G_BEGIN_DECLS

/* A line of an order. */
typedef struct {
  const SaudaPracticeOffer *offer; /* (unowned) (not nullable) */
  guint number;                    /* from 0 */
  guint quantity;
  guint weight_grams; /* of the line, when sold by weight, else 0 */
  gint64 total_price; /* tenge */
} SaudaPracticeEntry;

/* Where a buyer lives and how a parcel gets there. */
typedef struct {
  const char *name;
  const char *code; /* KATO */
  const char *hub;  /* printed white on black */
  double latitude;
  double longitude;
} SaudaPracticeTown;

/* An order as Kaspi has it. Moments are UTC milliseconds, 0 for none; texts without an owner are literals. */
typedef struct {
  char *code; /* (owned) (not nullable): nine digits */
  char *id;   /* (owned) (not nullable) */
  guint store;
  const char *state;
  const char *status;
  const char *payment_mode;
  const char *delivery_mode;
  const char *cancellation_reason; /* (nullable) */
  const char *point;               /* the warehouse: "PP1" */
  const SaudaPracticeTown *town;
  const char *street;
  guint house;
  const char *first_name;
  const char *last_name;
  char *phone;          /* (owned) (not nullable): ten digits */
  char *waybill_number; /* (owned) (nullable): once assembled */
  GArray *entries;      /* (owned) (not nullable): of SaudaPracticeEntry */
  gint64 created_ms;
  gint64 approved_ms;
  gint64 reservation_ms;
  gint64 completed_ms;
  gint64 planned_delivery_ms;
  gint64 planned_handover_ms;
  gint64 handed_over_ms;
  gint64 waybill_ready_ms; /* real time, whatever the practice clock shows */
  gint64 delivery_cost;
  gint64 delivery_cost_for_seller;
  guint places;
  gboolean kaspi_delivery;
  gboolean assembled;
  gboolean assembled_hidden; /* leaves the attribute out while it is false */
  gboolean signature_required;
  gboolean pre_order;
  gboolean express;
  gboolean returned_to_warehouse;
  gboolean unknown_attributes;
  gboolean code_sent; /* the buyer has the code that completes the order */
} SaudaPracticeOrder;

SaudaPracticeOrder *sauda_practice_order_new (guint code) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_order_free (SaudaPracticeOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeOrder, sauda_practice_order_free)

void sauda_practice_order_add (SaudaPracticeOrder *order,
                               const SaudaPracticeOffer *offer,
                               guint quantity,
                               guint weight_grams);
gint64 sauda_practice_order_get_total (const SaudaPracticeOrder *order);
const SaudaPracticeEntry *sauda_practice_order_get_entry (const SaudaPracticeOrder *order, guint position);
char *sauda_practice_order_entry_id (const SaudaPracticeOrder *order, guint number) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_practice_key (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
