#include "sauda-kaspi-change.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-json.h"
#include "sauda-kaspi-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a change may carry, by the names of the wire. */
static const struct {
  const char *member;
  gsize offset;
} attributes[] = {
  { "code", G_STRUCT_OFFSET (SaudaKaspiChange, code) },
  { "status", G_STRUCT_OFFSET (SaudaKaspiChange, status) },
  { "numberOfSpace", G_STRUCT_OFFSET (SaudaKaspiChange, number_of_space) },
  { "cancellationReason", G_STRUCT_OFFSET (SaudaKaspiChange, cancellation_reason) },
  { "cancellationComment", G_STRUCT_OFFSET (SaudaKaspiChange, cancellation_comment) },
};

/* Kaspi's own words for "the code was not right", which the request for a code may be answered with. */
#define NO_CODE_YET "Security code is not valid"

/* The cause keeps its code, but its advice to try again would be wrong here. */
static SaudaKaspiAnswer
set_unclear (const GError *cause, guint status, GError **error)
{
  if (status != 0)
    g_set_error (
      error, cause->domain, cause->code,
      _ ("Kaspi gave no clear answer (status %u), so it is not known whether the change was made. The order "
         "must be read again before anything else is sent."),
      status);
  else
    g_set_error_literal (
      error, cause->domain, cause->code,
      _ ("The connection ended before Kaspi answered, so it is not known whether the change was "
         "made. The order must be read again before anything else is sent."));
  return SAUDA_KASPI_ANSWER_UNCLEAR;
}

/* Whether the document is the echo of a change to this order. */
static gboolean
is_echo (JsonNode *root, const char *order_id)
{
  JsonObject *document = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *resource = sauda_kaspi_json_get_object (document, "data");
  const char *id = sauda_kaspi_json_get_text (resource, "id");

  return resource != NULL && !sauda_kaspi_reply_has_errors (root) &&
         (id == NULL || strcmp (id, order_id) == 0);
}

/* No other attribute comes near the limit of a comment. */
static void
add_cut_text (JsonBuilder *builder, const char *text)
{
  g_autofree char *cut = g_utf8_strlen (text, -1) > SAUDA_KASPI_MAX_COMMENT
                           ? g_utf8_substring (text, 0, SAUDA_KASPI_MAX_COMMENT)
                           : g_strdup (text);

  json_builder_add_string_value (builder, cut);
}

/**
 * sauda_kaspi_change_format:
 * @change: a change
 *
 * Returns: (transfer full): the document to POST (kaspi-api 5.1)
 */
GBytes *
sauda_kaspi_change_format (const SaudaKaspiChange *change)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, "orders");
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, change->order_id);
  json_builder_set_member_name (builder, "attributes");
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++) {
    const char *value = *(const char *const *) ((const char *) change + attributes[i].offset);

    if (value == NULL)
      continue;
    json_builder_set_member_name (builder, attributes[i].member);
    add_cut_text (builder, value);
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * sauda_kaspi_change_judge:
 * @response: the answer to a change
 * @order_id: opaque id of the order that was to be changed
 * @error: return location for the reason of a refusal or of a doubt
 *
 * A readable echo is accepted; a 4xx is Kaspi's refusal (429 too: nothing was done). After a 408, a 5xx, a
 * redirect, or a 2xx that cannot be read or speaks of errors, a gateway may have answered for a server that
 * did the work.
 *
 * Returns: what is known
 */
SaudaKaspiAnswer
sauda_kaspi_change_judge (const SaudaHttpResponse *response, const char *order_id, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = sauda_kaspi_reply_read_json (response, &cause);

  if (root != NULL && is_echo (root, order_id))
    return SAUDA_KASPI_ANSWER_ACCEPTED;
  return sauda_kaspi_change_judge_unechoed (response, g_steal_pointer (&cause), error);
}

/**
 * sauda_kaspi_change_judge_code:
 * @response: the answer to the first step of completing, which asks Kaspi to send the buyer a code
 * @order_id: opaque id of the order
 * @error: return location for the reason of a refusal or of a doubt
 *
 * What Kaspi answers here is not documented (kaspi-api 5.5): 200 with any body, and the complaint that the
 * code is not valid, both mean that it was sent.
 *
 * Returns: what is known
 */
SaudaKaspiAnswer
sauda_kaspi_change_judge_code (const SaudaHttpResponse *response, const char *order_id, GError **error)
{
  g_autoptr (GError) reason = NULL;
  SaudaKaspiAnswer answer;

  if (response->status == 200)
    return SAUDA_KASPI_ANSWER_ACCEPTED;
  answer = sauda_kaspi_change_judge (response, order_id, &reason);
  if (answer == SAUDA_KASPI_ANSWER_REFUSED && strstr (reason->message, NO_CODE_YET) != NULL)
    return SAUDA_KASPI_ANSWER_ACCEPTED;
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return answer;
}

/**
 * sauda_kaspi_change_judge_unechoed:
 * @response: an answer that is no echo of what was sent
 * @cause: (nullable) (transfer full): what is wrong with it
 * @error: return location for the reason
 *
 * Returns: %SAUDA_KASPI_ANSWER_REFUSED for Kaspi's no, %SAUDA_KASPI_ANSWER_UNCLEAR for everything else
 */
SaudaKaspiAnswer
sauda_kaspi_change_judge_unechoed (const SaudaHttpResponse *response, GError *cause, GError **error)
{
  g_autoptr (GError) reason = cause;

  if (response->status >= 400 && response->status < 500 && response->status != 408) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return SAUDA_KASPI_ANSWER_REFUSED;
  }
  if (reason == NULL)
    reason = g_error_new_literal (SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED, "");
  return set_unclear (reason, response->status, error);
}

/**
 * sauda_kaspi_change_judge_failure:
 * @failure: why there is no answer: an error of the kaspi room or %G_IO_ERROR_CANCELLED
 * @left: whether any byte of the request may have reached the server
 * @error: return location for the reason
 *
 * Returns: %SAUDA_KASPI_ANSWER_REFUSED when nothing left this machine, else %SAUDA_KASPI_ANSWER_UNCLEAR
 */
SaudaKaspiAnswer
sauda_kaspi_change_judge_failure (const GError *failure, gboolean left, GError **error)
{
  if (left)
    return set_unclear (failure, 0, error);
  g_propagate_error (error, g_error_copy (failure));
  return SAUDA_KASPI_ANSWER_REFUSED;
}
