#include "sauda-kaspi-card-client.h"

#include "sauda-kaspi-client-private.h"
#include "sauda-kaspi-get.h"
#include "sauda-kaspi-json.h"
#include "sauda-kaspi-reply.h"
#include "sauda-kaspi-write.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MEDIA_TYPE "application/json"
#define UPLOAD_TYPE "text/plain" /* sic: kaspi-api 1.3 */
#define IMPORT_PATH "/products/import"
#define MAX_BYTES (32 * 1024 * 1024) /* the values of a brand or a model come by tens of thousands */

static void
set_malformed (GError **error)
{
  g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
                       _ ("Kaspi’s answer about product cards cannot be understood. Try again in a few "
                          "minutes."));
}

/* Reads a bare array with @read_one; an element without a code is none. */
static gpointer
read_list (const SaudaHttpResponse *response,
           gpointer (*read_one) (JsonObject *object, const char *code),
           GDestroyNotify free_one,
           GError **error)
{
  g_autoptr (JsonNode) root = sauda_kaspi_reply_read_cards_json (response, error);
  GPtrArray *list;
  JsonArray *array;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (root)) {
    set_malformed (error);
    return NULL;
  }
  list = g_ptr_array_new_with_free_func (free_one);
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *code = sauda_kaspi_json_get_text (object, "code");

    if (code != NULL && *code != '\0')
      g_ptr_array_add (list, read_one (object, code));
  }
  return list;
}

/* Categories have titles, values names (kaspi-api 8). */
static gpointer
read_name (JsonObject *object, const char *code)
{
  const char *title = sauda_kaspi_json_get_text (object, "title");

  return sauda_kaspi_name_new (code, title != NULL ? title : sauda_kaspi_json_get_text (object, "name"));
}

static gpointer
read_attribute (JsonObject *object, const char *code)
{
  static const SaudaKaspiField fields[] = {
    { "code", SAUDA_KASPI_KIND_TEXT, G_STRUCT_OFFSET (SaudaKaspiAttribute, code), TRUE, 0 },
    { "type", SAUDA_KASPI_KIND_TEXT, G_STRUCT_OFFSET (SaudaKaspiAttribute, type), FALSE, 0 },
    { "multiValued", SAUDA_KASPI_KIND_FLAG, G_STRUCT_OFFSET (SaudaKaspiAttribute, multi_valued), FALSE, 0 },
    { "mandatory", SAUDA_KASPI_KIND_FLAG, G_STRUCT_OFFSET (SaudaKaspiAttribute, mandatory), FALSE, 0 },
  };
  SaudaKaspiAttribute *attribute = g_new0 (SaudaKaspiAttribute, 1);
  const char *missing;

  sauda_kaspi_json_take_fields (object, fields, G_N_ELEMENTS (fields), attribute, &missing);
  if (attribute->type == NULL)
    attribute->type = g_strdup ("string");
  return attribute;
}

static gpointer
read_names (const SaudaHttpResponse *response, GError **error)
{
  return read_list (response, read_name, (GDestroyNotify) sauda_kaspi_name_free, error);
}

static gpointer
read_attributes (const SaudaHttpResponse *response, GError **error)
{
  return read_list (response, read_attribute, (GDestroyNotify) sauda_kaspi_attribute_free, error);
}

/* The text itself is kept: it is parsed again whenever cards are checked. */
static gpointer
read_schema (const SaudaHttpResponse *response, GError **error)
{
  g_autoptr (JsonNode) root = sauda_kaspi_reply_read_cards_json (response, error);

  return root != NULL ? json_to_string (root, FALSE) : NULL;
}

static const struct {
  const char *path;
  const char *key;       /* (nullable) name of the first parameter */
  const char *attribute; /* (nullable) name of the second */
  SaudaKaspiReader read;
  GDestroyNotify free_result;
} sources[] = {
  [SAUDA_KASPI_CARD_CATEGORIES] = { "/products/classification/categories", NULL, NULL, read_names,
                                    (GDestroyNotify) g_ptr_array_unref },
  [SAUDA_KASPI_CARD_ATTRIBUTES] = { "/products/classification/attributes", "c", NULL, read_attributes,
                                    (GDestroyNotify) g_ptr_array_unref },
  [SAUDA_KASPI_CARD_VALUES] = { "/products/classification/attribute/values", "c", "a", read_names,
                                (GDestroyNotify) g_ptr_array_unref },
  [SAUDA_KASPI_CARD_SCHEMA] = { "/products/import/schema", NULL, NULL, read_schema, g_free },
  [SAUDA_KASPI_CARD_UPLOAD] = { IMPORT_PATH, "i", NULL, (SaudaKaspiReader) sauda_kaspi_upload_read,
                                (GDestroyNotify) sauda_kaspi_upload_free },
  [SAUDA_KASPI_CARD_RESULT] = { IMPORT_PATH "/result", "i", NULL,
                                (SaudaKaspiReader) sauda_kaspi_upload_read_result,
                                (GDestroyNotify) sauda_kaspi_upload_result_free },
};

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer value = sauda_kaspi_get_finish (SAUDA_KASPI_TRANSPORT (source), result, &error);

  if (value != NULL)
    g_task_return_pointer (task, value, g_task_get_task_data (task));
  else
    g_task_return_error (task, error);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, sauda_kaspi_write_finish (SAUDA_KASPI_TRANSPORT (source), result),
                         (GDestroyNotify) sauda_kaspi_outcome_free);
}

/**
 * sauda_kaspi_client_read_cards_async:
 * @self: a client
 * @what: what to ask for
 * @key: (nullable): a category, or the number of an upload; %NULL for what needs none
 * @attribute: (nullable): an attribute, for its values
 * @cancellable: (nullable): stops it
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Asks up to three times while the failure may pass (kaspi-api 1.6, 8).
 */
void
sauda_kaspi_client_read_cards_async (SaudaKaspiClient *self,
                                     SaudaKaspiCardData what,
                                     const char *key,
                                     const char *attribute,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  const SaudaKaspiGet how = { .accept = MEDIA_TYPE,
                              .max_bytes = MAX_BYTES,
                              .read = sources[what].read,
                              .free_result = sources[what].free_result };
  SaudaKaspiTransport *transport;
  GTask *task;
  g_autofree char *url = NULL;

  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));

  transport = sauda_kaspi_client_get_transport (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_kaspi_client_read_cards_async);
  g_task_set_task_data (task, (gpointer) sources[what].free_result, NULL);
  url = sauda_kaspi_address_build (sauda_kaspi_transport_get_address (transport), sources[what].path,
                                   sources[what].key, key, sources[what].attribute, attribute, NULL);
  sauda_kaspi_get_async (transport, &how, url, cancellable, on_read, task);
}

/**
 * sauda_kaspi_client_read_cards_finish:
 * @self: a client
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what #SaudaKaspiCardData says, or %NULL with an error of the kaspi
 *   room or %G_IO_ERROR_CANCELLED
 */
gpointer
sauda_kaspi_client_read_cards_finish (SaudaKaspiClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_client_read_cards_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_kaspi_client_upload_cards_async:
 * @self: a client
 * @cards: from sauda_kaspi_cards_format()
 * @cancellable: (nullable): stops it before it leaves; later it only ends the waiting
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Uploads a batch of cards, exactly once.
 */
void
sauda_kaspi_client_upload_cards_async (SaudaKaspiClient *self,
                                       GBytes *cards,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  const SaudaKaspiWrite write = { .path = IMPORT_PATH,
                                  .body = cards,
                                  .id = "",
                                  .accept = MEDIA_TYPE,
                                  .content_type = UPLOAD_TYPE,
                                  .judge = sauda_kaspi_upload_judge,
                                  .read_receipt = sauda_kaspi_upload_read_code };
  GTask *task;

  g_return_if_fail (SAUDA_IS_KASPI_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_kaspi_client_upload_cards_async);
  g_task_set_check_cancellable (task, FALSE);
  sauda_kaspi_write_async (sauda_kaspi_client_get_transport (self), &write, cancellable, on_uploaded, task);
}

/**
 * sauda_kaspi_client_upload_cards_finish:
 * @self: a client
 * @result: the result
 * @code: (out) (nullable) (transfer full): the number of the upload, when it was accepted
 * @error: return location for the reason of a refusal or of a doubt
 *
 * Returns: what is known
 */
SaudaKaspiAnswer
sauda_kaspi_client_upload_cards_finish (SaudaKaspiClient *self,
                                        GAsyncResult *result,
                                        char **code,
                                        GError **error)
{
  g_autoptr (SaudaKaspiOutcome) outcome = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), SAUDA_KASPI_ANSWER_UNCLEAR);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_kaspi_client_upload_cards_async),
                        SAUDA_KASPI_ANSWER_UNCLEAR);

  outcome = g_task_propagate_pointer (G_TASK (result), NULL);
  *code = g_steal_pointer (&outcome->receipt);
  if (outcome->reason != NULL)
    g_propagate_error (error, g_steal_pointer (&outcome->reason));
  return outcome->answer;
}
