#include "sauda-kaspi-document.h"
#include "sauda-kaspi-error.h"

#include <json-glib/json-glib.h>

static JsonNode *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SAUDA_TEST_DATA"), "kaspi", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  GError *error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static SaudaKaspiPage *
load_page (const char *name)
{
  g_autoptr (JsonNode) root = load (name);
  GError *error = NULL;
  SaudaKaspiPage *page = sauda_kaspi_page_parse (root, &error);

  g_assert_no_error (error);
  return page;
}

static void
test_phone (void)
{
  static const struct {
    const char *wire;
    const char *phone;
  } table[] = {
    { "7011234567", "7011234567" },
    { "+7 (701) 123-45-67", "7011234567" },
    { "87011234567", "7011234567" },
    { "77011234567", "7011234567" },
    { "+0(000)-000-00-00", NULL },
    { "+7(000)-000-00-00", NULL },
    { "0000000000", NULL },
    { "+7(701)***-**-67", NULL },
    { "701123456", NULL },
    { "998901234567", NULL },
    { "17011234567", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *phone = sauda_kaspi_phone_normalise (table[i].wire);

    g_assert_cmpstr (phone, ==, table[i].phone);
  }
}

static void
test_modern (void)
{
  g_autoptr (SaudaKaspiPage) page = load_page ("orders-kinds.json");
  const SaudaKaspiOrder *order = g_ptr_array_index (page->orders, 0);
  const SaudaKaspiEntry *first, *second;

  g_assert_cmpint (page->page_count, ==, 1);
  g_assert_cmpint (page->total_count, ==, 5);
  g_assert_cmpuint (page->orders->len, ==, 5);
  g_assert_cmpstr (order->id, ==, "OTAwMTAwMjAw");
  g_assert_cmpstr (order->code, ==, "900100200");
  g_assert_cmpstr (order->state, ==, "KASPI_DELIVERY");
  g_assert_cmpstr (order->status, ==, "ACCEPTED_BY_MERCHANT");
  g_assert_cmpstr (order->payment_mode, ==, "PREPAID");
  g_assert_cmpstr (order->delivery_mode, ==, "DELIVERY_REGIONAL_TODOOR");
  g_assert_null (order->cancellation_reason);
  g_assert_cmpstr (order->pickup_point, ==, "30000001_PP1");
  g_assert_cmpstr (order->town, ==, "Алматы");
  g_assert_cmpstr (order->address, ==, "Алматы, улица Придуманная, 1");
  g_assert_cmpstr (order->first_name, ==, "Имя");
  g_assert_cmpstr (order->last_name, ==, "Ф.");
  g_assert_cmpstr (order->phone, ==, "7000000001");
  g_assert_cmpstr (order->waybill_url, ==, "https://kaspi.kz/shop/api/waybill/fictional");
  g_assert_cmpstr (order->waybill_number, ==, "100000001");
  g_assert_cmpint (order->total_price, ==, 12990);
  g_assert_cmpint (order->delivery_cost, ==, 0);
  g_assert_cmpint (order->delivery_cost_for_seller, ==, 927);
  g_assert_cmpint (order->created_ms, ==, G_GINT64_CONSTANT (1767152520123));
  g_assert_cmpint (order->planned_delivery_ms, ==, G_GINT64_CONSTANT (1767349800000));
  g_assert_cmpint (order->planned_handover_ms, ==, G_GINT64_CONSTANT (1767265200000));
  g_assert_cmpint (order->handed_over_ms, ==, 0);
  g_assert_true (order->is_kaspi_delivery);
  g_assert_true (order->assembled);
  g_assert_true (order->assembled_known);
  g_assert_true (order->express);
  g_assert_false (order->pre_order);
  g_assert_false (order->signature_required);
  g_assert_false (order->returned_to_warehouse);
  g_assert_true (order->imei_required);

  g_assert_cmpuint (order->entries->len, ==, 2);
  first = g_ptr_array_index (order->entries, 0);
  second = g_ptr_array_index (order->entries, 1);
  g_assert_cmpstr (first->id, ==, "OTAwMTAwMjAwIyMw");
  g_assert_cmpint (first->entry_number, ==, 0);
  g_assert_cmpint (first->quantity, ==, 1);
  g_assert_cmpint (first->total_price, ==, 8990);
  g_assert_cmpstr (first->sku, ==, "142668752 _4708190908291");
  g_assert_cmpstr (first->name, ==, "Пижама  чёрная XL");
  g_assert_cmpstr (first->category, ==, "Пижамы");
  g_assert_cmpstr (first->unit_type, ==, "PIECES");
  g_assert_false (first->imei_required);
  g_assert_cmpint (second->quantity, ==, 2);
  g_assert_cmpint (second->base_price, ==, 2000);
  g_assert_cmpstr (second->category, ==, "Master - Socks");
  g_assert_true (second->imei_required);
}

static void
test_older (void)
{
  g_autoptr (SaudaKaspiPage) page = load_page ("orders-kinds.json");
  const SaudaKaspiOrder *order = g_ptr_array_index (page->orders, 1);
  const SaudaKaspiEntry *entry;

  g_assert_cmpstr (order->waybill_url, ==, "https://kaspi.kz/shop/api/waybill/older");
  g_assert_cmpstr (order->waybill_number, ==, "100000002");
  g_assert_cmpint (order->handed_over_ms, ==, G_GINT64_CONSTANT (1767260000000));
  g_assert_cmpint (order->planned_handover_ms, ==, G_GINT64_CONSTANT (1767250000000));
  g_assert_cmpstr (order->state, ==, "SIGN_REQUIRED");
  g_assert_true (order->signature_required);
  g_assert_true (order->pre_order);
  g_assert_false (order->assembled_known);
  g_assert_cmpstr (order->first_name, ==, "Одно Имя");
  g_assert_cmpstr (order->phone, ==, "7000000002");
  g_assert_null (order->extra_json);

  /* Weighed goods: 3,800 g at 1,560 a kilogram; quantity times price would be 4,680. */
  g_assert_cmpuint (order->entries->len, ==, 1);
  entry = g_ptr_array_index (order->entries, 0);
  g_assert_cmpint (entry->quantity, ==, 3);
  g_assert_cmpint (entry->total_price, ==, 5928);
  g_assert_cmpfloat (entry->weight, ==, 3800);
  g_assert_cmpstr (entry->unit_type, ==, "MEASURABLE_PIECES");
}

static void
test_odd (void)
{
  g_autoptr (SaudaKaspiPage) page = load_page ("orders-kinds.json");
  const SaudaKaspiOrder *order = g_ptr_array_index (page->orders, 2);
  const SaudaKaspiEntry *entry;

  g_assert_cmpstr (order->code, ==, "900100202");
  g_assert_cmpint (order->total_price, ==, 8990);
  g_assert_cmpint (order->delivery_cost, ==, 500);
  g_assert_cmpint (order->created_ms, ==, G_GINT64_CONSTANT (1767152700000));
  g_assert_cmpint (order->planned_delivery_ms, ==, 0);
  g_assert_cmpint (order->completed_ms, ==, G_GINT64_CONSTANT (1767152900000));
  g_assert_cmpint (order->status_changed_ms, ==, G_GINT64_CONSTANT (1767152800000));
  g_assert_false (order->is_kaspi_delivery);
  g_assert_cmpstr (order->state, ==, "LOST_IN_SPACE");
  g_assert_cmpstr (order->status, ==, "SUSPENDED");
  g_assert_cmpstr (order->delivery_mode, ==, "DELIVERY_DRONE");
  g_assert_cmpstr (order->cancellation_reason, ==, "TIMEOUT_BUYER_PICKUP");
  g_assert_false (order->assembled_known);
  g_assert_true (order->returned_to_warehouse);
  g_assert_null (order->phone);
  g_assert_cmpstr (order->first_name, ==, "Кто-то");
  g_assert_null (order->waybill_url);
  /* What cannot be read is kept as it came. */
  g_assert_cmpstr (order->extra_json, ==, "{\"preOrder\":{\"reason\":\"not a flag any more\"}}");
  g_assert_cmpuint (order->entries->len, ==, 1);
  entry = g_ptr_array_index (order->entries, 0);
  g_assert_cmpint (entry->quantity, ==, 2);
  g_assert_cmpint (entry->total_price, ==, 8990);
  g_assert_cmpint (entry->base_price, ==, 4495);
  g_assert_null (entry->sku);
}

static void
test_incomplete (void)
{
  g_autoptr (SaudaKaspiPage) page = load_page ("orders-kinds.json");
  const SaudaKaspiOrder *unrelated = g_ptr_array_index (page->orders, 3);
  const SaudaKaspiOrder *partly = g_ptr_array_index (page->orders, 4);

  g_assert_cmpuint (unrelated->entries->len, ==, 0);
  g_assert_cmpuint (partly->entries->len, ==, 0);
}

static void
test_extra (void)
{
  g_autoptr (SaudaKaspiPage) page = load_page ("orders-kinds.json");
  const SaudaKaspiOrder *order = g_ptr_array_index (page->orders, 0);
  g_autoptr (JsonNode) root = json_from_string (order->extra_json, NULL);
  JsonObject *extra = json_node_get_object (root);

  g_assert_null (strstr (order->extra_json, "NzAwMDAwMDAwMQ"));
  g_assert_null (strstr (order->extra_json, "7000000001"));
  g_assert_true (json_object_get_boolean_member (extra, "futureSwitch"));
  g_assert_cmpint (json_object_get_int_member (extra, "creditTerm"), ==, 12);
  g_assert_cmpint (json_object_get_int_member (extra, "approvedByBankDate"), ==,
                   G_GINT64_CONSTANT (1767152524456));
  g_assert_cmpstr (
    json_object_get_string_member (json_object_get_object_member (extra, "weightClass"), "code"), ==, "S");
  g_assert_cmpstr (
    json_object_get_string_member (json_object_get_object_member (extra, "deliveryAddress"), "streetNumber"),
    ==, "1");
  g_assert_true (
    json_object_has_member (json_object_get_object_member (extra, "kaspiDelivery"), "firstMileCourier"));
  g_assert_false (json_object_has_member (extra, "code"));
  g_assert_false (json_object_has_member (extra, "customer"));
  g_assert_false (json_object_has_member (extra, "reservationDate"));
}

/* Every way in which an answer can be of the wrong shape ends in an error that names the field. */
static void
test_malformed (void)
{
  static const struct {
    const char *json;
    const char *named;
  } table[] = {
    { "[]", "data" },
    { "{}", "data" },
    { "{\"data\":{}}", "data" },
    { "{\"data\":[7]}", "orders.id" },
    { "{\"data\":[{\"id\":\"a\"}]}", "orders.id" },
    { "{\"data\":[{\"id\":\"a\",\"attributes\":{\"state\":\"NEW\",\"status\":\"X\"}}]}", "orders.code" },
    { "{\"data\":[{\"attributes\":{\"code\":\"1\",\"state\":\"NEW\",\"status\":\"X\"}}]}", "orders.id" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (JsonNode) root = json_from_string (table[i].json, NULL);
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_kaspi_page_parse (root, &error));
    g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED);
    g_assert_nonnull (strstr (error->message, table[i].named));
  }
}

/* What is told otherwise than ever, but can be told apart from all others, is read. */
static void
test_unusual (void)
{
  static const struct {
    const char *json;
    const char *id;
    const char *state;
    const char *status;
  } table[] = {
    { "{\"data\":[{\"id\":900100200,\"attributes\":{\"code\":900100200.0,\"state\":\"NEW\",\"status\":\"X\"}}"
      "]}",
      "900100200", "NEW", "X" },
    { "{\"data\":[{\"id\":\"a\",\"attributes\":{\"code\":\"900100200\",\"status\":\"X\"}}]}", "a", "", "X" },
    { "{\"data\":[{\"id\":\"a\",\"attributes\":{\"code\":\"900100200\",\"state\":[],\"status\":null}}]}", "a",
      "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (JsonNode) root = json_from_string (table[i].json, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (SaudaKaspiPage) page = sauda_kaspi_page_parse (root, &error);
    const SaudaKaspiOrder *order;

    g_assert_no_error (error);
    order = g_ptr_array_index (page->orders, 0);
    g_assert_cmpstr (order->code, ==, "900100200");
    g_assert_cmpstr (order->id, ==, table[i].id);
    g_assert_cmpstr (order->state, ==, table[i].state);
    g_assert_cmpstr (order->status, ==, table[i].status);
  }
}

static void
test_malformed_entry (void)
{
  g_autoptr (JsonNode) root =
    json_from_string ("{\"data\":[{\"id\":\"a\",\"attributes\":{\"totalPrice\":1,\"quantity\":1.5}}]}", NULL);
  g_autoptr (GError) error = NULL;
  gint page_count;

  g_assert_null (sauda_kaspi_entries_parse (root, &page_count, &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "orderentries.quantity"));
}

static void
test_boxed (void)
{
  g_autoptr (SaudaKaspiOrder) order = sauda_kaspi_order_new ();
  SaudaKaspiOrder *copy = g_boxed_copy (SAUDA_TYPE_KASPI_ORDER, order);

  g_assert_true (copy == order);
  g_boxed_free (SAUDA_TYPE_KASPI_ORDER, copy);
  g_assert_cmpuint (order->entries->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kaspi/order/phone", test_phone);
  g_test_add_func ("/kaspi/order/modern", test_modern);
  g_test_add_func ("/kaspi/order/older", test_older);
  g_test_add_func ("/kaspi/order/odd", test_odd);
  g_test_add_func ("/kaspi/order/incomplete", test_incomplete);
  g_test_add_func ("/kaspi/order/extra", test_extra);
  g_test_add_func ("/kaspi/order/malformed", test_malformed);
  g_test_add_func ("/kaspi/order/unusual", test_unusual);
  g_test_add_func ("/kaspi/order/malformed-entry", test_malformed_entry);
  g_test_add_func ("/kaspi/order/boxed", test_boxed);
  return g_test_run ();
}
