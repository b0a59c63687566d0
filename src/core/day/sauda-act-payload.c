#include "sauda-act-payload.h"

#include <json-glib/json-glib.h>

/* One place a parcel: kaspi-api 5.2 asks for the number as a text. */
#define ONE_PLACE "1"

static char *
dup_member (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

/**
 * sauda_act_payload_free:
 * @payload: (nullable): a payload
 */
void
sauda_act_payload_free (SaudaActPayload *payload)
{
  if (payload == NULL)
    return;
  g_free (payload->order_id);
  g_free (payload->status);
  g_free (payload->number_of_space);
  g_free (payload);
}

/**
 * sauda_act_payload_write:
 * @order_id: Kaspi's own id of the order
 * @kind: "accept" or "assemble"
 *
 * Returns: (transfer full): what will be sent, as JSON for the ledger
 */
char *
sauda_act_payload_write (const char *order_id, const char *kind)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  gboolean assemble = g_str_equal (kind, "assemble");

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "id");
  json_builder_add_string_value (json, order_id);
  json_builder_set_member_name (json, "status");
  json_builder_add_string_value (json, assemble ? "ASSEMBLE" : "ACCEPTED_BY_MERCHANT");
  if (assemble) {
    json_builder_set_member_name (json, "numberOfSpace");
    json_builder_add_string_value (json, ONE_PLACE);
  }
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/**
 * sauda_act_payload_read:
 * @json: (nullable): what the ledger keeps
 *
 * Returns: (transfer full) (nullable): the payload, or %NULL when @json is none
 */
SaudaActPayload *
sauda_act_payload_read (const char *json)
{
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autoptr (SaudaActPayload) payload = g_new0 (SaudaActPayload, 1);
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  payload->order_id = dup_member (object, "id");
  payload->status = dup_member (object, "status");
  payload->number_of_space = dup_member (object, "numberOfSpace");
  if (payload->order_id == NULL || payload->status == NULL)
    return NULL;
  return g_steal_pointer (&payload);
}
