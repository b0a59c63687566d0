#include "sauda-practice-generator-private.h"

#include "sauda-practice-order-private.h"
#include "sauda-practice-people-private.h"
#include "sauda-practice-random-private.h"

#include <string.h>

#define FIRST_CODE 900100000u
#define CODE_RANGE 90000000u
#define MAX_CODE_STEP 1700u

/* A day needs this many orders before rare ones are mixed in: each of them stands in it once. */
#define ORDERS_FOR_RARITIES 40
/* From here on some of the others are rare too. */
#define ORDERS_FOR_MORE_RARITIES 200
#define MORE_RARITIES_PER_MILLE 10

#define MS_PER_HOUR (G_GINT64_CONSTANT (3600000))
#define FIRST_ORDER_HOURS_BEFORE_DAY 38
#define LAST_ORDER_HOUR 8

/* An order that is not shipped today. */
typedef struct {
  const char *state;
  const char *status;
  const char *delivery_mode;
  const char *cancellation_reason;
  int age_days;      /* older than the others by this */
  int handover_days; /* planned hand-over, from the practice day */
  gboolean kaspi_delivery;
  gboolean pre_order;
  gboolean signature_required;
  gboolean handed_over;
  gboolean returned_to_warehouse;
} OtherRole;

static const OtherRole other_roles[] = {
  { "PICKUP", "ACCEPTED_BY_MERCHANT", "DELIVERY_PICKUP" },
  { "NEW", "APPROVED_BY_BANK", "DELIVERY_PICKUP" },
  { "DELIVERY", "ACCEPTED_BY_MERCHANT", "DELIVERY_LOCAL" },
  { "SIGN_REQUIRED", "ACCEPTED_BY_MERCHANT", "DELIVERY_REGIONAL_TODOOR", .kaspi_delivery = TRUE,
    .signature_required = TRUE },
  { "NEW", "APPROVED_BY_BANK", "DELIVERY_REGIONAL_TODOOR", .kaspi_delivery = TRUE,
    .signature_required = TRUE },
  { "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", "DELIVERY_REGIONAL_TODOOR", .kaspi_delivery = TRUE,
    .pre_order = TRUE, .handover_days = 7 },
  { "ARCHIVE", "CANCELLED", "DELIVERY_REGIONAL_PICKUP", "BUYER_CANCELLATION_HIMSELF", .age_days = 4,
    .handover_days = -3, .kaspi_delivery = TRUE },
  { "KASPI_DELIVERY", "CANCELLING", "DELIVERY_PICKUP", "TIMEOUT_BUYER_PICKUP", .age_days = 8,
    .handover_days = -8, .kaspi_delivery = TRUE, .handed_over = TRUE, .returned_to_warehouse = TRUE },
  { "ARCHIVE", "COMPLETED", "DELIVERY_REGIONAL_TODOOR", .age_days = 9, .handover_days = -9,
    .kaspi_delivery = TRUE, .handed_over = TRUE },
  { "ARCHIVE", "COMPLETED", "DELIVERY_PICKUP", .age_days = 10 },
  { "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", "DELIVERY_LOCAL", .age_days = 2, .handover_days = -1,
    .kaspi_delivery = TRUE, .handed_over = TRUE },
  /* No client can know this status: it has to keep it, show it and go on. */
  { "KASPI_DELIVERY", "COURIER_SEARCH", "DELIVERY_REGIONAL_TODOOR", .kaspi_delivery = TRUE },
  { "KASPI_DELIVERY", "KASPI_DELIVERY_RETURN_REQUESTED", "DELIVERY_REGIONAL_TODOOR", .age_days = 9,
    .handover_days = -9, .kaspi_delivery = TRUE, .handed_over = TRUE },
  { "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", "DELIVERY_REGIONAL_TODOOR", .handover_days = 1,
    .kaspi_delivery = TRUE },
  { "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", "DELIVERY_REGIONAL_PICKUP", .handover_days = 1,
    .kaspi_delivery = TRUE },
  { "NEW", "APPROVED_BY_BANK", "DELIVERY_REGIONAL_TODOOR", .handover_days = 1, .kaspi_delivery = TRUE },
};

/* What is special about an order that is shipped today. */
typedef enum {
  FLAVOUR_SIX_LINES,
  FLAVOUR_TWO_LINES,
  FLAVOUR_TWO_PIECES,
  FLAVOUR_THREE_PIECES,
  FLAVOUR_LINES_AND_PIECES,
  FLAVOUR_BY_WEIGHT,
  FLAVOUR_SPACE_IN_SKU,
  FLAVOUR_NIGHT,
  FLAVOUR_EXPRESS,
  FLAVOUR_SECOND_POINT,
  FLAVOUR_NULL_DATES,
  FLAVOUR_UNKNOWN_ATTRIBUTES,
  N_FLAVOURS,
  FLAVOUR_NONE = N_FLAVOURS,
} Flavour;

#define N_RARITIES (G_N_ELEMENTS (other_roles) + N_FLAVOURS)

typedef struct {
  const SaudaPracticeDay *day;
  GPtrArray *offers;                      /* (unowned) (element-type SaudaPracticeOffer) */
  GPtrArray *sold[SAUDA_PRACTICE_STORES]; /* (owned) by the piece, the popular ones first */
} Generator;

static const char *const delivery_modes[] = { "DELIVERY_REGIONAL_TODOOR", "DELIVERY_REGIONAL_PICKUP",
                                              "DELIVERY_REGIONAL_TODOOR", "DELIVERY_REGIONAL_PICKUP",
                                              "DELIVERY_REGIONAL_TODOOR" };

/* What Kaspi takes from the seller, up to 5 kg (kaspi-api 11.1). */
static gint64
get_delivery_cost (gint64 total, gboolean local, gboolean express)
{
  if (total < 1000)
    return 57;
  if (total < 3000)
    return 173;
  if (total < 5000)
    return 231;
  if (total < 10000)
    return local && !express ? 811 : 927;
  return express ? 1971 : local ? 1275 : 1507;
}

/* Few models sell most: the least of several draws lies near the head of the list. */
static const SaudaPracticeOffer *
draw_offer (const Generator *self, guint store, SaudaPracticeRandom *random)
{
  GPtrArray *sold = self->sold[store];
  guint position = sold->len;

  for (guint i = 0; i < 4; i++)
    position = MIN (position, sauda_practice_random_below (random, sold->len));
  return g_ptr_array_index (sold, position);
}

static const SaudaPracticeOffer *
find_offer (const Generator *self, gboolean by_weight)
{
  for (guint i = 0; i < self->offers->len; i++) {
    const SaudaPracticeOffer *offer = g_ptr_array_index (self->offers, i);

    if (by_weight ? offer->by_weight : strchr (offer->sku, ' ') != NULL)
      return offer;
  }
  g_assert_not_reached ();
}

static void
add_lines (const Generator *self,
           SaudaPracticeOrder *order,
           guint lines,
           guint first_quantity,
           SaudaPracticeRandom *random)
{
  while (order->entries->len < lines) {
    const SaudaPracticeOffer *offer = draw_offer (self, order->store, random);
    gboolean known = FALSE;

    for (guint i = 0; i < order->entries->len; i++)
      known = known || sauda_practice_order_get_entry (order, i)->offer == offer;
    if (!known)
      sauda_practice_order_add (order, offer, order->entries->len == 0 ? first_quantity : 1, 0);
  }
}

static void
add_one_offer (SaudaPracticeOrder *order, const SaudaPracticeOffer *offer, guint quantity, guint weight_grams)
{
  order->store = offer->store;
  sauda_practice_order_add (order, offer, quantity, weight_grams);
}

static void
fill_goods (const Generator *self, SaudaPracticeOrder *order, Flavour flavour, SaudaPracticeRandom *random)
{
  switch (flavour) {
  case FLAVOUR_SIX_LINES:
    add_lines (self, order, 6, 1, random);
    break;
  case FLAVOUR_TWO_LINES:
    add_lines (self, order, 2, 1, random);
    break;
  case FLAVOUR_TWO_PIECES:
    add_lines (self, order, 1, 2, random);
    break;
  case FLAVOUR_THREE_PIECES:
    add_lines (self, order, 1, 3, random);
    break;
  case FLAVOUR_LINES_AND_PIECES:
    add_lines (self, order, 3, 2, random);
    break;
  case FLAVOUR_BY_WEIGHT:
    add_one_offer (order, find_offer (self, TRUE), 3, 3800);
    break;
  case FLAVOUR_SPACE_IN_SKU:
    add_one_offer (order, find_offer (self, FALSE), 1, 0);
    break;
  default:
    add_lines (self, order, sauda_practice_random_chance (random, 10) ? 2 : 1,
               sauda_practice_random_chance (random, 15) ? 2 : 1, random);
    break;
  }
}

static void
apply_other_role (SaudaPracticeOrder *order, const OtherRole *role, SaudaDay day)
{
  order->state = role->state;
  order->status = role->status;
  order->delivery_mode = role->delivery_mode;
  order->cancellation_reason = role->cancellation_reason;
  order->kaspi_delivery = role->kaspi_delivery;
  order->pre_order = role->pre_order;
  order->signature_required = role->signature_required;
  order->returned_to_warehouse = role->returned_to_warehouse;
  order->assembled = role->handed_over;
  order->created_ms -= role->age_days * SAUDA_MS_PER_DAY;
  order->approved_ms = order->created_ms + 4333;
  if (role->kaspi_delivery)
    order->planned_handover_ms = sauda_day_time_ms (day + role->handover_days, 18, 0);
  else
    order->planned_handover_ms = 0;
  if (role->handed_over)
    order->handed_over_ms = sauda_day_time_ms (day + role->handover_days, 17, 20);
  if (role->pre_order || !role->kaspi_delivery)
    order->reservation_ms = sauda_day_time_ms (day + 3 + role->handover_days, 20, 0);
  if (strcmp (role->state, "ARCHIVE") == 0)
    order->completed_ms = order->created_ms + 3 * SAUDA_MS_PER_DAY;
}

static void
apply_flavour (SaudaPracticeOrder *order, Flavour flavour, SaudaDay day)
{
  switch (flavour) {
  case FLAVOUR_NIGHT:
    /* 23:30 in UTC is 4:30 of the next Almaty day. */
    order->created_ms = sauda_day_time_ms (day, 4, 30);
    order->approved_ms = order->created_ms + 4333;
    break;
  case FLAVOUR_EXPRESS:
    order->express = TRUE;
    order->delivery_mode = "DELIVERY_LOCAL";
    break;
  case FLAVOUR_SECOND_POINT:
    order->point = "PP2";
    break;
  case FLAVOUR_NULL_DATES:
    order->approved_ms = 0;
    order->planned_delivery_ms = 0;
    break;
  case FLAVOUR_UNKNOWN_ATTRIBUTES:
    order->unknown_attributes = TRUE;
    break;
  default:
    break;
  }
}

/* An ordinary order of the Kaspi Delivery that is to be shipped on the practice day or was on the
 * day before. */
static void
fill_ordinary (const Generator *self, SaudaPracticeOrder *order, SaudaPracticeRandom *random)
{
  SaudaDay day = self->day->day;
  gboolean is_new = sauda_practice_random_chance (random, 500);
  gboolean old = sauda_day_from_ms (order->created_ms) < day - 1;
  gboolean local = sauda_practice_people_are_local (order);

  order->kaspi_delivery = TRUE;
  order->state = is_new ? "NEW" : "KASPI_DELIVERY";
  order->status = is_new ? "APPROVED_BY_BANK" : "ACCEPTED_BY_MERCHANT";
  order->payment_mode = sauda_practice_random_chance (random, 350) ? "PAY_WITH_CREDIT" : "PREPAID";
  order->delivery_mode = delivery_modes[sauda_practice_random_below (random, G_N_ELEMENTS (delivery_modes))];
  if (local)
    order->delivery_mode = sauda_practice_random_chance (random, 600) ? "DELIVERY_LOCAL" : "DELIVERY_PICKUP";
  order->assembled_hidden = is_new && sauda_practice_random_chance (random, 400);
  if (sauda_practice_random_chance (random, 30))
    order->point = "PP2";
  if (old && sauda_practice_random_chance (random, 250))
    day--;
  order->approved_ms = order->created_ms + 4333;
  order->planned_handover_ms = sauda_day_time_ms (day, 18, 0);
  order->planned_delivery_ms = sauda_day_time_ms (day + (local ? 1 : 3), 20, 0);
}

static void
fill_costs (SaudaPracticeOrder *order)
{
  if (!order->kaspi_delivery)
    return;
  if (strcmp (order->state, "NEW") != 0)
    order->delivery_cost_for_seller = get_delivery_cost (
      sauda_practice_order_get_total (order), sauda_practice_people_are_local (order), order->express);
  if (g_str_has_suffix (order->delivery_mode, "TODOOR"))
    order->delivery_cost = 995;
}

/* Rare orders are spread evenly over the day; returns the rarity at @index or -1. */
static int
get_rarity (guint index, guint orders, SaudaPracticeRandom *random)
{
  guint rarity;

  if (orders < ORDERS_FOR_RARITIES)
    return -1;
  rarity = (guint) (((guint64) index * (N_RARITIES + 1) + orders - 1) / orders);
  if (rarity > 0 && rarity <= N_RARITIES && (guint) ((guint64) rarity * orders / (N_RARITIES + 1)) == index)
    return (int) rarity - 1;
  if (orders >= ORDERS_FOR_MORE_RARITIES && sauda_practice_random_chance (random, MORE_RARITIES_PER_MILLE))
    return (int) sauda_practice_random_below (random, N_RARITIES);
  return -1;
}

static SaudaPracticeOrder *
make_order (const Generator *self, guint index)
{
  const SaudaPracticeDay *day = self->day;
  guint step = MIN (MAX_CODE_STEP, CODE_RANGE / day->orders);
  gint64 from = sauda_day_start_ms (day->day) - FIRST_ORDER_HOURS_BEFORE_DAY * MS_PER_HOUR;
  gint64 span = (FIRST_ORDER_HOURS_BEFORE_DAY + LAST_ORDER_HOUR) * MS_PER_HOUR / day->orders;
  SaudaPracticeOrder *order;
  SaudaPracticeRandom random;
  int rarity;
  Flavour flavour = FLAVOUR_NONE;

  sauda_practice_random_seed (&random, day->seed, index);
  order = sauda_practice_order_new (FIRST_CODE + index * step + sauda_practice_random_below (&random, step));
  order->created_ms = from + span * index + sauda_practice_random_below (&random, (guint) MAX (span, 1));
  order->store = sauda_practice_random_below (&random, SAUDA_PRACTICE_STORES);
  sauda_practice_people_draw (order, index, &random);
  rarity = get_rarity (index, day->orders, &random);
  if (rarity >= (int) G_N_ELEMENTS (other_roles))
    flavour = (Flavour) (rarity - (int) G_N_ELEMENTS (other_roles));
  fill_goods (self, order, flavour, &random);
  fill_ordinary (self, order, &random);
  if (flavour != FLAVOUR_NONE)
    apply_flavour (order, flavour, day->day);
  else if (rarity >= 0)
    apply_other_role (order, &other_roles[rarity], day->day);
  fill_costs (order);
  return order;
}

static gint
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const SaudaPracticeOrder *first = *(const SaudaPracticeOrder *const *) a;
  const SaudaPracticeOrder *second = *(const SaudaPracticeOrder *const *) b;

  if (first->created_ms != second->created_ms)
    return first->created_ms < second->created_ms ? 1 : -1;
  return strcmp (second->code, first->code);
}

static void
free_order (gpointer data)
{
  sauda_practice_order_free (data);
}

/**
 * sauda_practice_generate:
 * @day: what to make
 * @offers: (element-type SaudaPracticeOffer): what is sold; must outlive the orders
 *
 * The same day always has the same orders. Nearly all are one piece by Kaspi Delivery to be shipped that day;
 * every trap of the contract stands among them once there are enough (kaspi-api 13).
 *
 * Returns: (transfer full) (element-type SaudaPracticeOrder): the orders of all stores, the newest first
 */
GPtrArray *
sauda_practice_generate (const SaudaPracticeDay *day, GPtrArray *offers)
{
  Generator self = { day, offers };
  GPtrArray *orders = g_ptr_array_new_full (day->orders, free_order);
  guint i;

  for (i = 0; i < SAUDA_PRACTICE_STORES; i++)
    self.sold[i] = g_ptr_array_new ();
  for (i = 0; i < offers->len; i++) {
    SaudaPracticeOffer *offer = g_ptr_array_index (offers, i);

    if (!offer->by_weight)
      g_ptr_array_add (self.sold[offer->store], offer);
  }
  for (i = 0; i < day->orders; i++)
    g_ptr_array_add (orders, make_order (&self, i));
  for (i = 0; i < SAUDA_PRACTICE_STORES; i++)
    g_ptr_array_unref (self.sold[i]);
  g_ptr_array_sort (orders, compare_newest_first);
  return orders;
}
