#include "sauda-act-payload.h"

#include "sauda-act-kind.h"

#include <json-glib/json-glib.h>

/* One place a parcel: kaspi-api 5.2 asks for the number as a text. */
#define ONE_PLACE "1"

/* The texts of a payload, by their names in the ledger. */
static const struct {
  const char *name;
  gsize offset;
} texts[] = {
  { "id", G_STRUCT_OFFSET (SaudaActPayload, order_id) },
  { "status", G_STRUCT_OFFSET (SaudaActPayload, status) },
  { "numberOfSpace", G_STRUCT_OFFSET (SaudaActPayload, number_of_space) },
  { "cancellationReason", G_STRUCT_OFFSET (SaudaActPayload, reason) },
  { "cancellationComment", G_STRUCT_OFFSET (SaudaActPayload, comment) },
  { "securityCode", G_STRUCT_OFFSET (SaudaActPayload, security_code) },
};

static void
removal_free (gpointer data)
{
  SaudaActRemoval *removal = data;

  g_free (removal->entry_id);
  g_free (removal);
}

static void
add_number (JsonBuilder *json, const char *name, gint number)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, number);
}

static void
add_removals (JsonBuilder *json, GPtrArray *removals)
{
  json_builder_set_member_name (json, "entries");
  json_builder_begin_array (json);
  for (guint i = 0; i < removals->len; i++) {
    const SaudaActRemoval *removal = g_ptr_array_index (removals, i);

    json_builder_begin_object (json);
    json_builder_set_member_name (json, "id");
    json_builder_add_string_value (json, removal->entry_id);
    add_number (json, "remainedQuantity", removal->quantity);
    if (removal->weight >= 0)
      add_number (json, "remainedWeight", removal->weight);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

/* Returns whether every line of the array is whole. */
static gboolean
read_removals (SaudaActPayload *payload, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "entries");
  JsonArray *entries = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonNode *element = json_array_get_element (entries, i);
    JsonObject *entry = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
    const char *id = entry != NULL ? json_object_get_string_member_with_default (entry, "id", NULL) : NULL;
    gint64 quantity =
      entry != NULL ? json_object_get_int_member_with_default (entry, "remainedQuantity", -1) : -1;

    if (id == NULL || quantity < 0 || quantity > G_MAXINT)
      return FALSE;
    sauda_act_payload_add_removal (
      payload, id, (gint) quantity,
      (gint) CLAMP (json_object_get_int_member_with_default (entry, "remainedWeight", -1), -1, G_MAXINT));
  }
  return node == NULL || payload->removals != NULL;
}

/**
 * sauda_act_payload_new:
 * @order_id: Kaspi's own id of the order
 * @kind: see sauda-act-kind.h
 *
 * Returns: (transfer full): what such an act sends, so far as its kind tells
 */
SaudaActPayload *
sauda_act_payload_new (const char *order_id, const char *kind)
{
  SaudaActPayload *payload = g_new0 (SaudaActPayload, 1);
  const SaudaActKind *info = sauda_act_kind_find (kind);

  payload->order_id = g_strdup (order_id);
  payload->status = g_strdup (info != NULL ? info->status : NULL);
  if (g_str_equal (kind, SAUDA_ACT_ASSEMBLE))
    payload->number_of_space = g_strdup (ONE_PLACE);
  if (g_str_equal (kind, SAUDA_ACT_SEND_CODE))
    payload->security_code = g_strdup ("");
  return payload;
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
  g_free (payload->reason);
  g_free (payload->comment);
  g_free (payload->security_code);
  g_clear_pointer (&payload->removals, g_ptr_array_unref);
  g_free (payload);
}

/**
 * sauda_act_payload_add_removal:
 * @payload: a payload
 * @entry_id: Kaspi's own id of a line
 * @quantity: what stays of it
 * @weight: grams that stay; -1 when it is not sold by weight
 */
void
sauda_act_payload_add_removal (SaudaActPayload *payload, const char *entry_id, gint quantity, gint weight)
{
  SaudaActRemoval *removal = g_new0 (SaudaActRemoval, 1);

  removal->entry_id = g_strdup (entry_id);
  removal->quantity = quantity;
  removal->weight = weight;
  if (payload->removals == NULL)
    payload->removals = g_ptr_array_new_with_free_func (removal_free);
  g_ptr_array_add (payload->removals, removal);
}

/**
 * sauda_act_payload_to_json:
 * @payload: a payload
 *
 * Returns: (transfer full): what will be sent, as JSON for the ledger
 */
char *
sauda_act_payload_to_json (const SaudaActPayload *payload)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = G_STRUCT_MEMBER (const char *, payload, texts[i].offset);

    if (text == NULL)
      continue;
    json_builder_set_member_name (json, texts[i].name);
    json_builder_add_string_value (json, text);
  }
  if (payload->removals != NULL)
    add_removals (json, payload->removals);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/**
 * sauda_act_payload_write:
 * @order_id: Kaspi's own id of the order
 * @kind: a kind that needs nothing else, such as "accept" or "assemble"
 *
 * Returns: (transfer full): what will be sent, as JSON for the ledger
 */
char *
sauda_act_payload_write (const char *order_id, const char *kind)
{
  g_autoptr (SaudaActPayload) payload = sauda_act_payload_new (order_id, kind);

  return sauda_act_payload_to_json (payload);
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
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, payload, texts[i].offset) =
      g_strdup (json_object_get_string_member_with_default (object, texts[i].name, NULL));
  if (!read_removals (payload, object) || payload->order_id == NULL ||
      (payload->status == NULL) == (payload->removals == NULL))
    return NULL;
  return g_steal_pointer (&payload);
}
