#include "sauda-practice-json-private.h"

#include "sauda-practice-catalog.h"

#include <string.h>

/* What an archived order shows in place of the phone (kaspi-api 2.3). */
#define MASKED_PHONE "+0(000)-000-00-00"

static void
begin (JsonBuilder *json, const char *name)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
}

static void
end (JsonBuilder *json)
{
  json_builder_end_object (json);
}

static void
add_flag (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

static void
add_null (JsonBuilder *json, const char *name)
{
  json_builder_set_member_name (json, name);
  json_builder_add_null_value (json);
}

/* Kaspi writes sums as floating numbers: 12990.0. */
static void
add_double (JsonBuilder *json, const char *name, double value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, value);
}

static void
add_moment (JsonBuilder *json, const char *name, gint64 ms)
{
  if (ms > 0)
    sauda_practice_json_number (json, name, ms);
  else
    add_null (json, name);
}

static void
add_key (JsonBuilder *json, const char *name, const char *text)
{
  g_autofree char *key = sauda_practice_key (text);

  sauda_practice_json_text (json, name, key);
}

static void
add_link (JsonBuilder *json,
          const char *name,
          const SaudaPracticeLinks *links,
          const char *path,
          const char *id,
          const char *rest)
{
  g_autofree char *address =
    g_strdup_printf ("%s/v2/%s/%s%s", sauda_practice_links_get_base (links), path, id, rest);

  sauda_practice_json_text (json, name, address);
}

static void
add_self (JsonBuilder *json, const SaudaPracticeLinks *links, const char *path, const char *id)
{
  begin (json, "links");
  add_link (json, "self", links, path, id, "");
  end (json);
}

static void
add_reference (JsonBuilder *json, const char *type, const char *id)
{
  sauda_practice_json_text (json, "type", type);
  sauda_practice_json_text (json, "id", id);
}

static void
add_delivery_address (JsonBuilder *json, const SaudaPracticeOrder *order)
{
  g_autofree char *house = g_strdup_printf ("%u", order->house);
  g_autofree char *formatted =
    g_strdup_printf ("г. %s, %s, %u", order->town->name, order->street, order->house);

  begin (json, "deliveryAddress");
  sauda_practice_json_text (json, "streetName", order->street);
  sauda_practice_json_text (json, "streetNumber", house);
  sauda_practice_json_text (json, "town", order->town->name);
  add_null (json, "district");
  add_null (json, "building");
  add_null (json, "apartment");
  sauda_practice_json_text (json, "formattedAddress", formatted);
  add_double (json, "latitude", order->town->latitude);
  add_double (json, "longitude", order->town->longitude);
  end (json);
}

static void
add_origin_address (JsonBuilder *json, const SaudaPracticeOrder *order, const char *point)
{
  begin (json, "originAddress");
  add_key (json, "id", point);
  sauda_practice_json_text (json, "displayName", order->point);
  begin (json, "address");
  sauda_practice_json_text (json, "streetName", "ул. Складская");
  sauda_practice_json_text (json, "streetNumber", strcmp (order->point, "PP1") == 0 ? "1" : "7");
  sauda_practice_json_text (json, "town", "Алматы");
  end (json);
  begin (json, "city");
  add_key (json, "id", "750000000");
  sauda_practice_json_text (json, "code", "750000000");
  sauda_practice_json_text (json, "name", "Алматы");
  add_flag (json, "active", TRUE);
  end (json);
  end (json);
}

static void
add_customer_members (JsonBuilder *json, const SaudaPracticeOrder *order)
{
  gboolean masked = strcmp (order->state, "ARCHIVE") == 0;

  sauda_practice_json_text (json, "cellPhone", masked ? MASKED_PHONE : order->phone);
  sauda_practice_json_text (json, "firstName", order->first_name);
  sauda_practice_json_text (json, "lastName", order->last_name);
}

static void
add_kaspi_delivery (JsonBuilder *json, const SaudaPracticeOrder *order, const SaudaPracticeLinks *links)
{
  g_autofree char *waybill = sauda_practice_links_make_waybill (links, order);

  begin (json, "kaspiDelivery");
  sauda_practice_json_text (json, "waybill", waybill);
  add_moment (json, "courierTransmissionDate", order->handed_over_ms);
  add_moment (json, "courierTransmissionPlanningDate", order->planned_handover_ms);
  sauda_practice_json_text (json, "waybillNumber", waybill != NULL ? order->waybill_number : NULL);
  add_flag (json, "express", order->express);
  add_flag (json, "returnedToWarehouse", order->returned_to_warehouse);
  add_null (json, "firstMileCourier");
  end (json);
}

static void
add_dates (JsonBuilder *json, const SaudaPracticeOrder *order)
{
  add_moment (json, "creationDate", order->created_ms);
  add_moment (json, "approvedByBankDate", order->approved_ms);
  add_moment (json, "plannedDeliveryDate", order->planned_delivery_ms);
  if (order->reservation_ms > 0)
    add_moment (json, "reservationDate", order->reservation_ms);
  if (order->completed_ms > 0)
    add_moment (json, "completionDate", order->completed_ms);
  add_null (json, "statusChangeDate");
}

static void
add_money (JsonBuilder *json, const SaudaPracticeOrder *order)
{
  sauda_practice_json_text (json, "paymentMode", order->payment_mode);
  if (strcmp (order->payment_mode, "PAY_WITH_CREDIT") == 0)
    sauda_practice_json_number (json, "creditTerm", 12);
  add_double (json, "totalPrice", (double) sauda_practice_order_get_total (order));
  add_double (json, "deliveryCost", (double) order->delivery_cost);
  add_double (json, "deliveryCostForSeller", (double) order->delivery_cost_for_seller);
}

static void
add_unknown_attributes (JsonBuilder *json)
{
  sauda_practice_json_text (json, "loyaltyLevel", "GOLD");
  begin (json, "giftWrap");
  add_flag (json, "wanted", TRUE);
  sauda_practice_json_text (json, "note", "С днём рождения!");
  end (json);
}

static void
add_attributes (JsonBuilder *json, const SaudaPracticeOrder *order, const SaudaPracticeLinks *links)
{
  g_autofree char *point =
    g_strdup_printf ("%s_%s", sauda_practice_get_stores (NULL)[order->store].merchant_id, order->point);

  begin (json, "attributes");
  sauda_practice_json_text (json, "code", order->code);
  add_money (json, order);
  add_dates (json, order);
  add_flag (json, "isKaspiDelivery", order->kaspi_delivery);
  sauda_practice_json_text (json, "deliveryMode", order->delivery_mode);
  add_delivery_address (json, order);
  add_origin_address (json, order, point);
  add_flag (json, "signatureRequired", order->signature_required);
  add_flag (json, "preOrder", order->pre_order);
  sauda_practice_json_text (json, "pickupPointId", point);
  sauda_practice_json_text (json, "state", order->state);
  if (order->assembled || !order->assembled_hidden)
    add_flag (json, "assembled", order->assembled);
  sauda_practice_json_text (json, "status", order->status);
  if (order->cancellation_reason != NULL)
    sauda_practice_json_text (json, "cancellationReason", order->cancellation_reason);
  begin (json, "customer");
  add_key (json, "id", order->phone);
  add_null (json, "name");
  add_customer_members (json, order);
  end (json);
  if (order->kaspi_delivery)
    add_kaspi_delivery (json, order, links);
  if (order->unknown_attributes)
    add_unknown_attributes (json);
  end (json);
}

static void
add_relationships (JsonBuilder *json, const SaudaPracticeOrder *order, const SaudaPracticeLinks *links)
{
  begin (json, "relationships");
  begin (json, "entries");
  begin (json, "links");
  add_link (json, "self", links, "orders", order->id, "/relationships/entries");
  add_link (json, "related", links, "orders", order->id, "/entries");
  end (json);
  json_builder_set_member_name (json, "data");
  json_builder_begin_array (json);
  for (guint i = 0; i < order->entries->len; i++) {
    g_autofree char *id =
      sauda_practice_order_entry_id (order, sauda_practice_order_get_entry (order, i)->number);

    json_builder_begin_object (json);
    add_reference (json, "orderentries", id);
    end (json);
  }
  json_builder_end_array (json);
  end (json);
  begin (json, "user");
  begin (json, "links");
  add_link (json, "self", links, "orders", order->id, "/relationships/user");
  add_link (json, "related", links, "orders", order->id, "/user");
  end (json);
  begin (json, "data");
  sauda_practice_json_text (json, "type", "customers");
  add_key (json, "id", order->phone);
  end (json);
  end (json);
  end (json);
}

static void
add_entry_attributes (JsonBuilder *json, const SaudaPracticeEntry *entry)
{
  begin (json, "attributes");
  sauda_practice_json_number (json, "entryNumber", entry->number);
  sauda_practice_json_number (json, "quantity", entry->quantity);
  add_double (json, "totalPrice", (double) entry->total_price);
  add_double (json, "basePrice", (double) entry->offer->price);
  add_double (json, "deliveryCost", 0);
  if (entry->weight_grams > 0) {
    add_double (json, "weight", entry->weight_grams);
    add_double (json, "minAllowedWeight", entry->weight_grams * 0.9);
  }
  sauda_practice_json_text (json, "unitType", entry->weight_grams > 0 ? "MEASURABLE" : "PIECES");
  begin (json, "category");
  sauda_practice_json_text (json, "code", "Master - Sportswear");
  sauda_practice_json_text (json, "title", "Спортивная одежда");
  end (json);
  begin (json, "offer");
  sauda_practice_json_text (json, "code", entry->offer->sku);
  sauda_practice_json_text (json, "name", entry->offer->name);
  add_flag (json, "isImeiRequired", FALSE);
  end (json);
  end (json);
}

/**
 * sauda_practice_json_text:
 * @json: inside an object
 * @name: of the member
 * @value: (nullable): %NULL writes null
 */
void
sauda_practice_json_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

/**
 * sauda_practice_json_number:
 * @json: inside an object
 * @name: of the member
 * @value: a whole number
 */
void
sauda_practice_json_number (JsonBuilder *json, const char *name, gint64 value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

/**
 * sauda_practice_json_order:
 * @json: inside an array or before a value
 * @order: an order
 * @links: makes its addresses
 *
 * Writes it as the list does (kaspi-api 2.2).
 */
void
sauda_practice_json_order (JsonBuilder *json,
                           const SaudaPracticeOrder *order,
                           const SaudaPracticeLinks *links)
{
  json_builder_begin_object (json);
  add_reference (json, "orders", order->id);
  add_attributes (json, order, links);
  add_relationships (json, order, links);
  add_self (json, links, "orders", order->id);
  end (json);
}

/**
 * sauda_practice_json_entry:
 * @json: inside an array or before a value
 * @order: an order
 * @position: of the line in it
 * @links: makes its addresses
 */
void
sauda_practice_json_entry (JsonBuilder *json,
                           const SaudaPracticeOrder *order,
                           guint position,
                           const SaudaPracticeLinks *links)
{
  const SaudaPracticeEntry *entry = sauda_practice_order_get_entry (order, position);
  g_autofree char *id = sauda_practice_order_entry_id (order, entry->number);

  json_builder_begin_object (json);
  add_reference (json, "orderentries", id);
  add_entry_attributes (json, entry);
  begin (json, "relationships");
  begin (json, "product");
  begin (json, "links");
  add_link (json, "related", links, "orderentries", id, "/product");
  end (json);
  begin (json, "data");
  sauda_practice_json_text (json, "type", "masterproducts");
  add_key (json, "id", entry->offer->article);
  end (json);
  end (json);
  begin (json, "deliveryPointOfService");
  begin (json, "data");
  sauda_practice_json_text (json, "type", "pointofservices");
  add_key (json, "id", order->point);
  end (json);
  end (json);
  end (json);
  add_self (json, links, "orderentries", id);
  end (json);
}

/**
 * sauda_practice_json_customer:
 * @json: inside an array or before a value
 * @order: an order
 * @links: makes its addresses
 */
void
sauda_practice_json_customer (JsonBuilder *json,
                              const SaudaPracticeOrder *order,
                              const SaudaPracticeLinks *links)
{
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "type", "customers");
  add_key (json, "id", order->phone);
  begin (json, "attributes");
  add_customer_members (json, order);
  end (json);
  begin (json, "relationships");
  end (json);
  begin (json, "links");
  add_link (json, "self", links, "orders", order->id, "/user");
  end (json);
  end (json);
}

/**
 * sauda_practice_json_product:
 * @json: before a value
 * @entry: an order's line
 *
 * Writes Kaspi's own card of what the line sells.
 */
void
sauda_practice_json_product (JsonBuilder *json, const SaudaPracticeEntry *entry)
{
  g_autofree char *id = sauda_practice_key (entry->offer->article);

  json_builder_begin_object (json);
  add_reference (json, "masterproducts", id);
  begin (json, "attributes");
  sauda_practice_json_text (json, "code", entry->offer->article);
  sauda_practice_json_text (json, "name", entry->offer->title);
  sauda_practice_json_text (json, "manufacturer", "QZ");
  sauda_practice_json_text (json, "category", "Спортивная одежда");
  end (json);
  begin (json, "relationships");
  begin (json, "merchantProduct");
  add_null (json, "data");
  end (json);
  end (json);
  end (json);
}

/**
 * sauda_practice_json_get_text:
 * @object: of a request
 * @name: of a member
 *
 * Returns: (transfer none) (nullable): its text, %NULL where there is none
 */
const char *
sauda_practice_json_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

/**
 * sauda_practice_json_get_object:
 * @object: (nullable): of a request
 * @name: of a member
 *
 * Returns: (transfer none) (nullable): the object in it, %NULL where there is none
 */
JsonObject *
sauda_practice_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sauda_practice_json_read:
 * @body: of a request
 *
 * Returns: (transfer full) (nullable): the document in it, %NULL when it is none
 */
JsonNode *
sauda_practice_json_read (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  return json_parser_load_from_data (parser, data != NULL ? data : "", (gssize) size, NULL)
           ? json_parser_steal_root (parser)
           : NULL;
}
