#include "sauda-practice-api-private.h"
#include "sauda-practice-json-private.h"

/* Lines of an order that are cancelled, wholly or in part (kaspi-api 5.7). */

/* What shall stay of a line. */
typedef struct {
  const char *entry_id; /* (nullable) */
  gint64 kept;
  const char *reason; /* (nullable) */
} Removal;

static gint64
read_kept (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "remainedQuantity");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
}

/* One act for all of @removals: they are carried out together or not at all. */
static SaudaPracticeAnswer *
carry_out (const SaudaPracticeApi *api,
           const SaudaPracticeOrder *order,
           const Removal *removals,
           guint n_removals)
{
  g_autoptr (SaudaPracticeAct) act = sauda_practice_act_new (order->code, SAUDA_PRACTICE_PARTIAL_CANCEL);
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const char *refusal;

  for (guint i = 0; i < n_removals; i++) {
    guint position;
    const SaudaPracticeOrder *of =
      removals[i].entry_id != NULL
        ? sauda_practice_shop_find_entry (api->shop, api->store, removals[i].entry_id, &position)
        : NULL;

    if (of != order)
      return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Order entry not found");
    if (removals[i].kept < 0 || removals[i].kept > G_MAXINT)
      return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST,
                                              "Attribute remainedQuantity is not valid.");
    g_string_append_printf (kept, "%s%u=%d", i > 0 ? " " : "",
                            sauda_practice_order_get_entry (order, position)->number, (int) removals[i].kept);
  }
  act->kept = g_strdup (kept->str);
  act->reason = g_strdup (removals[0].reason);
  act->outcome = SAUDA_PRACTICE_OUTCOME_DONE;
  if (!sauda_practice_shop_change (api->shop, order, act, &refusal, &error))
    return sauda_practice_answer_new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  return refusal != NULL ? sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, refusal) : NULL;
}

/**
 * sauda_practice_api_remove:
 * @api: what the request meets
 * @body: of the request
 *
 * `POST /orderEntryCancelOperation`.
 *
 * Returns: (transfer full): what became of it
 */
SaudaPracticeAnswer *
sauda_practice_api_remove (const SaudaPracticeApi *api, GBytes *body)
{
  g_autoptr (JsonNode) root = sauda_practice_json_read (body);
  JsonObject *data = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                       ? sauda_practice_json_get_object (json_node_get_object (root), "data")
                       : NULL;
  JsonObject *attributes = sauda_practice_json_get_object (data, "attributes");
  JsonObject *entry = sauda_practice_json_get_object (
    sauda_practice_json_get_object (sauda_practice_json_get_object (data, "relationships"), "entry"), "data");
  g_autoptr (JsonBuilder) json = json_builder_new ();
  const SaudaPracticeOrder *order;
  SaudaPracticeAnswer *refusal;
  Removal removal;
  guint position;

  if (attributes == NULL || entry == NULL || sauda_practice_json_get_text (entry, "id") == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, "Request body is not valid.");
  removal = (Removal){ sauda_practice_json_get_text (entry, "id"), read_kept (attributes),
                       sauda_practice_json_get_text (attributes, "reason") };
  order = sauda_practice_shop_find_entry (api->shop, api->store, removal.entry_id, &position);
  if (order == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Order entry not found");
  refusal = carry_out (api, order, &removal, 1);
  if (refusal != NULL)
    return refusal;
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "data");
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "type", "orderEntryCancelOperation");
  json_builder_set_member_name (json, "attributes");
  json_builder_begin_object (json);
  sauda_practice_json_number (json, "remainedQuantity", removal.kept);
  /* With two L, as it is spelt there. */
  sauda_practice_json_text (json, "status", "SUCCESSFULL");
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static GArray *
read_removals (JsonNode *root)
{
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  g_autoptr (GArray) removals = g_array_new (FALSE, FALSE, sizeof (Removal));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    JsonObject *entry = sauda_practice_json_get_object (object, "entry");
    Removal removal;

    if (entry == NULL)
      return NULL;
    removal = (Removal){ sauda_practice_json_get_text (entry, "id"), read_kept (object),
                         sauda_practice_json_get_text (object, "reason") };
    g_array_append_val (removals, removal);
  }
  return removals->len > 0 ? g_steal_pointer (&removals) : NULL;
}

/**
 * sauda_practice_api_remove_many:
 * @api: what the request meets
 * @order_id: opaque id of the order
 * @body: of the request
 *
 * `PUT /orderPartialCancel/{orderId}`.
 *
 * Returns: (transfer full): what became of it
 */
SaudaPracticeAnswer *
sauda_practice_api_remove_many (const SaudaPracticeApi *api, const char *order_id, GBytes *body)
{
  const SaudaPracticeOrder *order = sauda_practice_shop_find (api->shop, api->store, order_id);
  g_autoptr (JsonNode) root = sauda_practice_json_read (body);
  g_autoptr (GArray) removals = read_removals (root);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  SaudaPracticeAnswer *refusal;

  if (order == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Order not found");
  if (removals == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, "Request body is not valid.");
  refusal = carry_out (api, order, (const Removal *) (gpointer) removals->data, removals->len);
  if (refusal != NULL)
    return refusal;
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "orderCancelEntries");
  json_builder_begin_array (json);
  for (guint i = 0; i < removals->len; i++) {
    const Removal *removal = &g_array_index (removals, Removal, i);

    json_builder_begin_object (json);
    json_builder_set_member_name (json, "entry");
    json_builder_begin_object (json);
    sauda_practice_json_text (json, "id", removal->entry_id);
    json_builder_end_object (json);
    sauda_practice_json_number (json, "remainedQuantity", removal->kept);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  sauda_practice_json_text (json, "status", "SUCCESSFUL");
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}
