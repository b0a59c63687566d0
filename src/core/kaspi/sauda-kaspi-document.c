#include "sauda-kaspi-document.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-json.h"

#include <glib/gi18n-lib.h>

#define ORDER(path, kind, field)                                                                             \
  {                                                                                                          \
    path, SAUDA_KASPI_KIND_##kind, G_STRUCT_OFFSET (SaudaKaspiOrder, field), FALSE, 0                        \
  }
#define ENTRY(path, kind, field)                                                                             \
  {                                                                                                          \
    path, SAUDA_KASPI_KIND_##kind, G_STRUCT_OFFSET (SaudaKaspiEntry, field), FALSE, 0                        \
  }
#define MUST_ORDER(path, kind, field)                                                                        \
  {                                                                                                          \
    path, SAUDA_KASPI_KIND_##kind, G_STRUCT_OFFSET (SaudaKaspiOrder, field), TRUE, 0                         \
  }
#define MUST_ENTRY(path, kind, field)                                                                        \
  {                                                                                                          \
    path, SAUDA_KASPI_KIND_##kind, G_STRUCT_OFFSET (SaudaKaspiEntry, field), TRUE, 0                         \
  }

/* clang-format off */

/* kaspi-api 2.3. What kaspiDelivery holds today stood at the top in older answers: the nested row comes first. */
static const SaudaKaspiField order_fields[] = {
  MUST_ORDER ("code", TEXT, code),
  ORDER ("state", TEXT, state),
  ORDER ("status", TEXT, status),
  ORDER ("totalPrice", MONEY, total_price),
  ORDER ("deliveryCost", MONEY, delivery_cost),
  ORDER ("deliveryCostForSeller", MONEY, delivery_cost_for_seller),
  ORDER ("creationDate", TIME, created_ms),
  ORDER ("plannedDeliveryDate", TIME, planned_delivery_ms),
  ORDER ("completionDate", TIME, completed_ms),
  ORDER ("statusChangeDate", TIME, status_changed_ms),
  ORDER ("paymentMode", TEXT, payment_mode),
  ORDER ("deliveryMode", TEXT, delivery_mode),
  ORDER ("cancellationReason", TEXT, cancellation_reason),
  ORDER ("pickupPointId", TEXT, pickup_point),
  ORDER ("isKaspiDelivery", FLAG, is_kaspi_delivery),
  { "assembled", SAUDA_KASPI_KIND_FLAG, G_STRUCT_OFFSET (SaudaKaspiOrder, assembled), FALSE,
    G_STRUCT_OFFSET (SaudaKaspiOrder, assembled_known) },
  ORDER ("preOrder", FLAG, pre_order),
  ORDER ("signatureRequired", FLAG, signature_required),
  ORDER ("isImeiRequired", FLAG, imei_required),
  ORDER ("deliveryAddress.town", TEXT, town),
  ORDER ("deliveryAddress.formattedAddress", TEXT, address),
  ORDER ("customer.firstName", TEXT, first_name),
  ORDER ("customer.name", TEXT, first_name),
  ORDER ("customer.lastName", TEXT, last_name),
  ORDER ("customer.cellPhone", PHONE, phone),
  ORDER ("kaspiDelivery.waybill", TEXT, waybill_url),
  ORDER ("waybill", TEXT, waybill_url),
  ORDER ("kaspiDelivery.waybillNumber", TEXT, waybill_number),
  ORDER ("waybillNumber", TEXT, waybill_number),
  ORDER ("kaspiDelivery.courierTransmissionPlanningDate", TIME, planned_handover_ms),
  ORDER ("courierTransmissionPlanningDate", TIME, planned_handover_ms),
  ORDER ("kaspiDelivery.courierTransmissionDate", TIME, handed_over_ms),
  ORDER ("courierTransmissionDate", TIME, handed_over_ms),
  ORDER ("kaspiDelivery.express", FLAG, express),
  ORDER ("express", FLAG, express),
  ORDER ("kaspiDelivery.returnedToWarehouse", FLAG, returned_to_warehouse),
  ORDER ("returnedToWarehouse", FLAG, returned_to_warehouse),
};

/* kaspi-api 4. The newest answers keep isImeiRequired inside the offer. */
static const SaudaKaspiField entry_fields[] = {
  MUST_ENTRY ("quantity", COUNT, quantity),
  MUST_ENTRY ("totalPrice", MONEY, total_price),
  ENTRY ("basePrice", MONEY, base_price),
  ENTRY ("entryNumber", COUNT, entry_number),
  ENTRY ("offer.code", TEXT, sku),
  ENTRY ("offer.name", TEXT, name),
  ENTRY ("category.title", TEXT, category),
  ENTRY ("category.code", TEXT, category),
  ENTRY ("unitType", TEXT, unit_type),
  ENTRY ("weight", NUMBER, weight),
  ENTRY ("isImeiRequired", FLAG, imei_required),
  ENTRY ("offer.isImeiRequired", FLAG, imei_required),
};

/* A customer id decodes to a phone number (kaspi-api 2.5), and what is not stored cannot leak or outlive an erasure. */
static const char *const private_members[] = { "customer", "customerId", "user", "userId" };

/* clang-format on */

static gboolean
set_malformed (GError **error, const char *what)
{
  g_set_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
               /* TRANSLATORS: %s is a technical name of what is missing, such as orders.code */
               _ ("Kaspi’s answer lacks “%s” and cannot be used. Try again later; if it stays so, Kaspi has "
                  "changed its interface and Sauda needs an update."),
               what);
  return FALSE;
}

static JsonObject *
get_resource (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_type (JsonObject *resource, const char *type)
{
  const char *found = sauda_kaspi_json_get_text (resource, "type");

  return found != NULL && g_ascii_strcasecmp (found, type) == 0;
}

static char *
dup_id (JsonObject *resource)
{
  g_autofree char *id = sauda_kaspi_json_dup_id (resource, "id");

  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}

/* @resource may be NULL: what is no object has neither id nor attributes. */
static SaudaKaspiEntry *
parse_entry (JsonObject *resource, GError **error)
{
  g_autoptr (SaudaKaspiEntry) entry = sauda_kaspi_entry_new ();
  JsonObject *attributes = sauda_kaspi_json_get_object (resource, "attributes");
  const char *missing = "id";

  entry->id = dup_id (resource);
  if (entry->id == NULL || attributes == NULL ||
      !sauda_kaspi_json_take_fields (attributes, entry_fields, G_N_ELEMENTS (entry_fields), entry,
                                     &missing)) {
    g_autofree char *what = g_strconcat ("orderentries.", missing, NULL);

    set_malformed (error, what);
    return NULL;
  }
  return g_steal_pointer (&entry);
}

static SaudaKaspiOrder *
parse_order (JsonObject *resource, GError **error)
{
  g_autoptr (SaudaKaspiOrder) order = sauda_kaspi_order_new ();
  JsonObject *attributes = sauda_kaspi_json_get_object (resource, "attributes");
  const char *missing = "id";

  order->id = dup_id (resource);
  if (order->id == NULL || attributes == NULL ||
      !sauda_kaspi_json_take_fields (attributes, order_fields, G_N_ELEMENTS (order_fields), order,
                                     &missing)) {
    g_autofree char *what = g_strconcat ("orders.", missing, NULL);

    set_malformed (error, what);
    return NULL;
  }
  /* One such order must not keep all others from being read: it is no stage's, so nobody works on it. */
  if (order->state == NULL)
    order->state = g_strdup ("");
  if (order->status == NULL)
    order->status = g_strdup ("");
  for (gsize i = 0; i < G_N_ELEMENTS (private_members); i++)
    if (json_object_has_member (attributes, private_members[i]))
      json_object_remove_member (attributes, private_members[i]);
  order->extra_json = sauda_kaspi_json_format_rest (attributes);
  return g_steal_pointer (&order);
}

/* An entry that cannot be read is left out here, and its order gets the per-order call, which reports it. */
static GHashTable *
parse_included (JsonObject *document)
{
  GHashTable *entries =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sauda_kaspi_entry_free);
  JsonArray *included = sauda_kaspi_json_get_array (document, "included");

  for (guint i = 0; included != NULL && i < json_array_get_length (included); i++) {
    JsonObject *resource = get_resource (included, i);
    SaudaKaspiEntry *entry;

    if (!is_type (resource, "orderentries"))
      continue;
    entry = parse_entry (resource, NULL);
    if (entry != NULL)
      g_hash_table_replace (entries, entry->id, entry);
  }
  return entries;
}

/* The included lines that belong to @resource; NULL unless every one of them is there. */
static GPtrArray *
take_entries (JsonObject *resource, GHashTable *included)
{
  JsonObject *relationships = sauda_kaspi_json_get_object (resource, "relationships");
  JsonArray *ids =
    sauda_kaspi_json_get_array (sauda_kaspi_json_get_object (relationships, "entries"), "data");
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_entry_free);

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++) {
    JsonObject *identifier = get_resource (ids, i);
    g_autofree char *id = dup_id (identifier);
    gpointer entry;

    if (id == NULL || !g_hash_table_steal_extended (included, id, NULL, &entry))
      return NULL;
    g_ptr_array_add (entries, entry);
  }
  return entries->len > 0 ? g_steal_pointer (&entries) : NULL;
}

static JsonArray *
get_data (JsonNode *root, JsonObject **document, GError **error)
{
  JsonArray *data;

  *document = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  data = sauda_kaspi_json_get_array (*document, "data");
  if (data == NULL)
    set_malformed (error, "data");
  return data;
}

static gint
get_meta (JsonObject *document, const char *member)
{
  gint count;

  return sauda_kaspi_json_get_count (sauda_kaspi_json_get_object (document, "meta"), member, &count) ? count
                                                                                                     : -1;
}

/**
 * sauda_kaspi_page_free:
 * @page: (transfer full): a page
 *
 * Frees the page and its references to orders.
 */
void
sauda_kaspi_page_free (SaudaKaspiPage *page)
{
  g_ptr_array_unref (page->orders);
  g_free (page);
}

/**
 * sauda_kaspi_page_parse:
 * @root: an answer to `GET /v2/orders` (kaspi-api 2.2); loses the fields that are understood
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the page, or %NULL with %SAUDA_KASPI_ERROR_MALFORMED when an order
 * lacks its id, number, state or status
 */
SaudaKaspiPage *
sauda_kaspi_page_parse (JsonNode *root, GError **error)
{
  g_autoptr (SaudaKaspiPage) page = NULL;
  g_autoptr (GHashTable) included = NULL;
  JsonObject *document;
  JsonArray *data = get_data (root, &document, error);

  if (data == NULL)
    return NULL;
  page = g_new0 (SaudaKaspiPage, 1);
  page->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_order_unref);
  page->page_count = get_meta (document, "pageCount");
  page->total_count = get_meta (document, "totalCount");
  included = parse_included (document);
  for (guint i = 0; i < json_array_get_length (data); i++) {
    JsonObject *resource = get_resource (data, i);
    SaudaKaspiOrder *order;
    GPtrArray *entries;

    order = parse_order (resource, error);
    if (order == NULL)
      return NULL;
    g_ptr_array_add (page->orders, order);
    entries = take_entries (resource, included);
    if (entries != NULL)
      sauda_kaspi_order_set_entries (order, entries);
  }
  return g_steal_pointer (&page);
}

/**
 * sauda_kaspi_entries_parse:
 * @root: an answer to `GET /v2/orders/{id}/entries`; loses the fields that are understood
 * @page_count: (out): pages in all; -1 when the answer does not tell
 * @error: return location
 *
 * Returns: (transfer container) (nullable) (element-type SaudaKaspiEntry): the lines, owned by the array, or
 * %NULL with %SAUDA_KASPI_ERROR_MALFORMED
 */
GPtrArray *
sauda_kaspi_entries_parse (JsonNode *root, gint *page_count, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_entry_free);
  JsonObject *document;
  JsonArray *data = get_data (root, &document, error);

  if (data == NULL)
    return NULL;
  *page_count = get_meta (document, "pageCount");
  for (guint i = 0; i < json_array_get_length (data); i++) {
    JsonObject *resource = get_resource (data, i);
    SaudaKaspiEntry *entry;

    entry = parse_entry (resource, error);
    if (entry == NULL)
      return NULL;
    g_ptr_array_add (entries, entry);
  }
  return g_steal_pointer (&entries);
}
