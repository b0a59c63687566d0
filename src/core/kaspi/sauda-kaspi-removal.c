#include "sauda-kaspi-removal.h"

#include "sauda-kaspi-json.h"
#include "sauda-kaspi-reply.h"

#include <string.h>

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *name, gint number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
begin_object (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static GBytes *
take_bytes (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  char *text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/* Kaspi writes its success with one L or two (kaspi-api 5.7). */
static gboolean
is_under_way (JsonObject *object)
{
  const char *status = sauda_kaspi_json_get_text (object, "status");

  return g_strcmp0 (status, "INPROGRESS") == 0 || g_strcmp0 (status, "SUCCESSFUL") == 0 ||
         g_strcmp0 (status, "SUCCESSFULL") == 0;
}

static JsonObject *
get_document (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) && !sauda_kaspi_reply_has_errors (root)
           ? json_node_get_object (root)
           : NULL;
}

/**
 * sauda_kaspi_removal_format:
 * @removal: what stays of a line
 *
 * Returns: (transfer full): the document for `orderEntryCancelOperation`
 */
GBytes *
sauda_kaspi_removal_format (const SaudaKaspiRemoval *removal)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  begin_object (builder, "data");
  add_text (builder, "type", "orderEntryCancelOperation");
  begin_object (builder, "attributes");
  add_text (builder, "notes", removal->notes);
  add_number (builder, "remainedQuantity", removal->remained_quantity);
  add_text (builder, "reason", removal->reason);
  json_builder_end_object (builder);
  begin_object (builder, "relationships");
  begin_object (builder, "entry");
  begin_object (builder, "data");
  add_text (builder, "type", "orderentries");
  add_text (builder, "id", removal->entry_id);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return take_bytes (builder);
}

/**
 * sauda_kaspi_removal_format_many:
 * @removals: (array length=n_removals): what stays of which line
 * @n_removals: 1 or more
 *
 * Returns: (transfer full): the bare array for `orderPartialCancel`
 */
GBytes *
sauda_kaspi_removal_format_many (const SaudaKaspiRemoval *removals, gsize n_removals)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_removals; i++) {
    json_builder_begin_object (builder);
    begin_object (builder, "entry");
    add_text (builder, "id", removals[i].entry_id);
    json_builder_end_object (builder);
    add_number (builder, "remainedQuantity", removals[i].remained_quantity);
    if (removals[i].remained_weight >= 0)
      add_number (builder, "remainedWeight", removals[i].remained_weight);
    add_text (builder, "reason", removals[i].reason);
    add_text (builder, "notes", removals[i].notes);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  return take_bytes (builder);
}

/**
 * sauda_kaspi_removal_judge:
 * @response: the answer to `orderEntryCancelOperation`
 * @order_id: opaque id of the order
 * @error: return location for the reason of a refusal or of a doubt
 *
 * Returns: what is known
 */
SaudaKaspiAnswer
sauda_kaspi_removal_judge (const SaudaHttpResponse *response, const char *order_id, GError **error)
{
  GError *cause = NULL;
  g_autoptr (JsonNode) root = sauda_kaspi_reply_read_json (response, &cause);
  JsonObject *data = sauda_kaspi_json_get_object (get_document (root), "data");

  if (is_under_way (sauda_kaspi_json_get_object (data, "attributes")))
    return SAUDA_KASPI_ANSWER_ACCEPTED;
  return sauda_kaspi_change_judge_unechoed (response, cause, error);
}

/**
 * sauda_kaspi_removal_judge_many:
 * @response: the answer to `orderPartialCancel`
 * @order_id: opaque id of the order
 * @error: return location for the reason of a refusal or of a doubt
 *
 * Returns: what is known
 */
SaudaKaspiAnswer
sauda_kaspi_removal_judge_many (const SaudaHttpResponse *response, const char *order_id, GError **error)
{
  GError *cause = NULL;
  g_autoptr (JsonNode) root = sauda_kaspi_reply_read_json (response, &cause);

  if (is_under_way (get_document (root)))
    return SAUDA_KASPI_ANSWER_ACCEPTED;
  return sauda_kaspi_change_judge_unechoed (response, cause, error);
}
