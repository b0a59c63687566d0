#include "sauda-practice-api-private.h"
#include "sauda-practice-json-private.h"

#include <string.h>

/* A body of `POST /orders`. */
typedef struct {
  const char *id;         /* (not nullable) */
  JsonObject *attributes; /* (unowned) (not nullable) */
} Change;

static gboolean
read_change (JsonNode *root, Change *change)
{
  JsonObject *data = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                       ? sauda_practice_json_get_object (json_node_get_object (root), "data")
                       : NULL;

  if (data == NULL || g_strcmp0 (sauda_practice_json_get_text (data, "type"), "orders") != 0)
    return FALSE;
  change->id = sauda_practice_json_get_text (data, "id");
  change->attributes = sauda_practice_json_get_object (data, "attributes");
  return change->id != NULL && change->attributes != NULL &&
         sauda_practice_json_get_text (change->attributes, "status") != NULL;
}

/* The guide writes the number of places as a text; a number is taken as well. */
static guint
read_places (JsonObject *attributes)
{
  JsonNode *node = json_object_get_member (attributes, "numberOfSpace");
  guint64 places = 0;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (guint) CLAMP (json_node_get_int (node), 0, G_MAXINT);
  if (json_node_get_value_type (node) == G_TYPE_STRING &&
      !g_ascii_string_to_unsigned (json_node_get_string (node), 10, 0, G_MAXINT, &places, NULL))
    return 0;
  return (guint) places;
}

/* The code counts only beside X-Send-Code (kaspi-api 5.5). */
static char *
read_security_code (SoupMessageHeaders *headers)
{
  const char *send = soup_message_headers_get_one (headers, "X-Send-Code");
  const char *code = soup_message_headers_get_one (headers, "X-Security-Code");

  return send != NULL && g_ascii_strcasecmp (send, "true") == 0 ? g_strdup (code) : NULL;
}

static SaudaPracticeAct *
make_act (const SaudaPracticeApi *api,
          const SaudaPracticeOrder *order,
          JsonObject *attributes,
          SoupMessageHeaders *headers)
{
  SaudaPracticeAct *act =
    sauda_practice_act_new (order->code, sauda_practice_json_get_text (attributes, "status"));
  gboolean ignored = FALSE;

  if (strcmp (act->status, "ACCEPTED_BY_MERCHANT") == 0)
    ignored = sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_ACCEPT_NOOP);
  if (strcmp (act->status, "ASSEMBLE") == 0) {
    act->places = read_places (attributes);
    ignored = sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_ASSEMBLE_NOOP);
  }
  if (strcmp (act->status, "COMPLETED") == 0)
    act->security_code = read_security_code (headers);
  act->reason = g_strdup (sauda_practice_json_get_text (attributes, "cancellationReason"));
  act->outcome = ignored ? SAUDA_PRACTICE_OUTCOME_IGNORED : SAUDA_PRACTICE_OUTCOME_DONE;
  return act;
}

static void
add_echoed_attributes (JsonBuilder *json, JsonObject *attributes)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_builder_set_member_name (json, "attributes");
  json_builder_begin_object (json);
  json_object_iter_init (&iter, attributes);
  while (json_object_iter_next (&iter, &name, &node)) {
    json_builder_set_member_name (json, name);
    if (strcmp (name, "numberOfSpace") == 0)
      json_builder_add_int_value (json, read_places (attributes));
    else
      json_builder_add_value (json, json_node_copy (node));
  }
  json_builder_end_object (json);
}

/* What was sent, not what the order is now: a client has to read it again. */
static SaudaPracticeAnswer *
echo (const SaudaPracticeApi *api, const Change *change)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *self =
    g_strdup_printf ("%s/v2/orders/%s", sauda_practice_links_get_base (api->links), change->id);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "data");
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "type", "orders");
  sauda_practice_json_text (json, "id", change->id);
  add_echoed_attributes (json, change->attributes);
  json_builder_set_member_name (json, "relationships");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "user");
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "data", NULL);
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "links");
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "self", self);
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "included");
  json_builder_begin_array (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static const SaudaPracticeOrder *
find_order (const SaudaPracticeApi *api, const Change *change)
{
  const SaudaPracticeOrder *order = sauda_practice_shop_find (api->shop, api->store, change->id);
  const char *code = sauda_practice_json_get_text (change->attributes, "code");

  if (code == NULL && sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_NO_CODE_404))
    return NULL;
  return order != NULL && (code == NULL || strcmp (order->code, code) == 0) ? order : NULL;
}

/**
 * sauda_practice_api_change:
 * @api: what the request meets
 * @headers: of the request
 * @body: of the request
 *
 * `POST /orders` (kaspi-api 5.1 to 5.5).
 *
 * Returns: (transfer full): an echo, or why it is refused
 */
SaudaPracticeAnswer *
sauda_practice_api_change (const SaudaPracticeApi *api, SoupMessageHeaders *headers, GBytes *body)
{
  g_autoptr (JsonNode) root = sauda_practice_json_read (body);
  g_autoptr (SaudaPracticeAct) act = NULL;
  g_autoptr (GError) error = NULL;
  const SaudaPracticeOrder *order;
  const char *refusal;
  Change change;

  if (!read_change (root, &change))
    return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, "Request body is not valid.");
  order = find_order (api, &change);
  if (order == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Order not found");
  act = make_act (api, order, change.attributes, headers);
  if (!sauda_practice_shop_change (api->shop, order, act, &refusal, &error))
    return sauda_practice_answer_new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  if (refusal != NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, refusal);
  return echo (api, &change);
}
