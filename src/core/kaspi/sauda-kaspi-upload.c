#include "sauda-kaspi-upload.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-json.h"
#include "sauda-kaspi-reply.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 4

/* Where a reason may stand: the contract shows a state alone, and other answers of Kaspi use these. */
static const char *const reason_members[] = { "message",     "description", "error",  "title",
                                              "detail",      "reason",      "errors", "messages",
                                              "validations", "warnings",    "value" };

static const SaudaKaspiField upload_fields[] = {
  { "code", SAUDA_KASPI_KIND_TEXT, G_STRUCT_OFFSET (SaudaKaspiUpload, code), TRUE, 0 },
  { "status", SAUDA_KASPI_KIND_TEXT, G_STRUCT_OFFSET (SaudaKaspiUpload, status), TRUE, 0 },
  { "description", SAUDA_KASPI_KIND_TEXT, G_STRUCT_OFFSET (SaudaKaspiUpload, description), FALSE, 0 },
};

static void
row_free (gpointer data)
{
  SaudaKaspiUploadRow *row = data;

  g_free (row->sku);
  g_free (row->state);
  g_free (row->message);
  g_free (row);
}

static void
set_malformed (GError **error)
{
  g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
                       _ ("Kaspi’s answer about the upload of cards cannot be understood. Try again in a few "
                          "minutes."));
}

static JsonObject *
get_document (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) && !sauda_kaspi_reply_has_errors (root)
           ? json_node_get_object (root)
           : NULL;
}

static void
add_sentence (GString *text, const char *sentence)
{
  if (*sentence == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append (text, sentence);
}

/* Gathers every reason that stands below @node, whatever form Kaspi gives them. */
static void
gather_reasons (JsonNode *node, GString *text, guint depth)
{
  if (depth > MAX_DEPTH)
    return;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    add_sentence (text, json_node_get_string (node));
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      gather_reasons (json_array_get_element (array, i), text, depth + 1);
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    for (gsize i = 0; i < G_N_ELEMENTS (reason_members); i++) {
      JsonNode *member = json_object_get_member (json_node_get_object (node), reason_members[i]);

      if (member != NULL)
        gather_reasons (member, text, depth + 1);
    }
  }
}

static SaudaKaspiUploadRow *
read_row (const char *sku, JsonNode *node)
{
  SaudaKaspiUploadRow *row = g_new0 (SaudaKaspiUploadRow, 1);
  g_autoptr (GString) message = g_string_new (NULL);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *state = sauda_kaspi_json_get_text (object, "state");

  row->sku = g_strdup (sku);
  row->state = g_strdup (state != NULL ? state : "");
  gather_reasons (node, message, 0);
  if (message->len > 0)
    row->message = g_strdup (message->str);
  return row;
}

static guint
read_count (JsonObject *document, const char *member)
{
  gint count = 0;

  sauda_kaspi_json_get_count (document, member, &count);
  return (guint) count;
}

/**
 * sauda_kaspi_upload_free:
 * @upload: (nullable): an upload
 */
void
sauda_kaspi_upload_free (SaudaKaspiUpload *upload)
{
  if (upload == NULL)
    return;
  g_free (upload->code);
  g_free (upload->status);
  g_free (upload->description);
  g_free (upload);
}

/**
 * sauda_kaspi_upload_result_free:
 * @result: (nullable): a result
 */
void
sauda_kaspi_upload_result_free (SaudaKaspiUploadResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->rows);
  g_free (result);
}

/**
 * sauda_kaspi_upload_read:
 * @response: an answer about an upload
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how far it is, or %NULL with an error of the kaspi room
 */
SaudaKaspiUpload *
sauda_kaspi_upload_read (const SaudaHttpResponse *response, GError **error)
{
  g_autoptr (JsonNode) root = sauda_kaspi_reply_read_cards_json (response, error);
  g_autoptr (SaudaKaspiUpload) upload = g_new0 (SaudaKaspiUpload, 1);
  const char *missing;

  if (root == NULL)
    return NULL;
  if (get_document (root) == NULL ||
      !sauda_kaspi_json_take_fields (get_document (root), upload_fields, G_N_ELEMENTS (upload_fields), upload,
                                     &missing)) {
    set_malformed (error);
    return NULL;
  }
  return g_steal_pointer (&upload);
}

/**
 * sauda_kaspi_upload_read_result:
 * @response: an answer about what became of an upload
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the result, or %NULL with an error of the kaspi room
 */
SaudaKaspiUploadResult *
sauda_kaspi_upload_read_result (const SaudaHttpResponse *response, GError **error)
{
  g_autoptr (JsonNode) root = sauda_kaspi_reply_read_cards_json (response, error);
  JsonObject *document = get_document (root);
  JsonObject *rows = sauda_kaspi_json_get_object (document, "result");
  SaudaKaspiUploadResult *result;
  JsonObjectIter iter;
  const char *sku;
  JsonNode *node;

  if (root == NULL)
    return NULL;
  if (rows == NULL) {
    set_malformed (error);
    return NULL;
  }
  result = g_new0 (SaudaKaspiUploadResult, 1);
  result->errors = read_count (document, "errors");
  result->warnings = read_count (document, "warnings");
  result->skipped = read_count (document, "skipped");
  result->total = read_count (document, "total");
  result->rows = g_ptr_array_new_with_free_func (row_free);
  json_object_iter_init_ordered (&iter, rows);
  while (json_object_iter_next_ordered (&iter, &sku, &node))
    g_ptr_array_add (result->rows, read_row (sku, node));
  return result;
}

/**
 * sauda_kaspi_upload_read_code:
 * @response: the answer to an upload
 *
 * Returns: (transfer full) (nullable): the number by which its status is asked
 */
char *
sauda_kaspi_upload_read_code (const SaudaHttpResponse *response)
{
  g_autoptr (SaudaKaspiUpload) upload = sauda_kaspi_upload_read (response, NULL);

  return upload != NULL ? g_steal_pointer (&upload->code) : NULL;
}

/**
 * sauda_kaspi_upload_judge:
 * @response: the answer to an upload
 * @id: not used
 * @error: return location for the reason of a refusal or of a doubt
 *
 * An upload without a number cannot be followed, so it is as good as unanswered.
 *
 * Returns: what is known
 */
SaudaKaspiAnswer
sauda_kaspi_upload_judge (const SaudaHttpResponse *response, const char *id, GError **error)
{
  GError *cause = NULL;
  g_autoptr (SaudaKaspiUpload) upload = sauda_kaspi_upload_read (response, &cause);

  if (upload != NULL)
    return SAUDA_KASPI_ANSWER_ACCEPTED;
  return sauda_kaspi_change_judge_unechoed (response, cause, error);
}
