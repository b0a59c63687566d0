#include "sauda-practice-cards-private.h"
#include "sauda-practice-json-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define FOLDER "uploads"
#define WORK_MS 1200      /* how long Kaspi works at an upload */
#define SLOW_WORK_MS 8000 /* with the fault */
#define MODERATION "Карточка отклонена модерацией: фото не соответствует товару"

/* Real time, as uploads go on while the clock of the practice day stands. */
static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static char *
build_path (const char *folder, const char *code)
{
  g_autofree char *name = g_strconcat (code, ".json", NULL);

  return g_build_filename (folder, FOLDER, name, NULL);
}

/* A code is a name of our own making, so nothing that leads elsewhere passes. */
static gboolean
is_code (const char *code)
{
  return code != NULL && *code != '\0' && strspn (code, "0123456789abcdef") == strlen (code);
}

static JsonNode *
load (const char *folder, const char *code)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (!is_code (code))
    return NULL;
  path = build_path (folder, code);
  return g_file_get_contents (path, &text, NULL, NULL) ? json_from_string (text, NULL) : NULL;
}

static SaudaPracticeAnswer *
answer (JsonBuilder *json, const char *content_type)
{
  SaudaPracticeAnswer *made = sauda_practice_answer_new_json (json);

  made->content_type = content_type;
  return made;
}

static SaudaPracticeAnswer *
answer_status (const char *code, const char *status, const char *description)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_practice_json_text (json, "code", code);
  sauda_practice_json_text (json, "status", status);
  if (description != NULL)
    sauda_practice_json_text (json, "description", description);
  json_builder_end_object (json);
  return answer (json, "application/json");
}

static gboolean
is_ready (JsonObject *upload)
{
  return now_ms () >= json_object_get_int_member (upload, "ready");
}

static SaudaPracticeAnswer *
answer_upload (const char *folder, guint store, const char *code)
{
  g_autoptr (JsonNode) root = load (folder, code);
  JsonObject *upload = root != NULL ? json_node_get_object (root) : NULL;

  if (upload == NULL || json_object_get_int_member (upload, "store") != store)
    return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Import not found");
  if (!is_ready (upload))
    return answer_status (code, "UPLOADED", NULL);
  return json_object_get_boolean_member (upload, "aborted")
           ? answer_status (code, "ABORTED", "Import was aborted, upload the file again")
           : answer_status (code, "FINISHED", NULL);
}

/* Adds the state of one product. Returns whether it became a card. */
static gboolean
add_row (JsonBuilder *json, JsonObject *product, gboolean refused)
{
  g_autofree char *reason = refused ? g_strdup (MODERATION) : sauda_practice_classes_judge (product);

  json_builder_set_member_name (json, json_object_get_string_member (product, "sku"));
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "state", reason == NULL ? "FINISHED" : "ERROR");
  if (reason != NULL) {
    json_builder_set_member_name (json, "errors");
    json_builder_begin_array (json);
    json_builder_begin_object (json);
    sauda_practice_json_text (json, "message", reason);
    json_builder_end_object (json);
    json_builder_end_array (json);
  }
  json_builder_end_object (json);
  return reason == NULL;
}

static SaudaPracticeAnswer *
answer_result (const char *folder, guint store, const char *code)
{
  g_autoptr (JsonNode) root = load (folder, code);
  JsonObject *upload = root != NULL ? json_node_get_object (root) : NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  guint errors = 0;
  JsonArray *products;
  guint named;

  if (upload == NULL || json_object_get_int_member (upload, "store") != store)
    return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Import not found");
  if (!is_ready (upload))
    return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, "Import is not finished");
  products = json_object_get_array_member (upload, "products");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "result");
  json_builder_begin_object (json);
  named = json_array_get_length (products);
  named -= json_object_has_member (upload, "unnamed") && json_object_get_boolean_member (upload, "unnamed");
  for (guint i = 0; i < named; i++)
    errors += !add_row (json, json_array_get_object_element (products, i),
                        json_object_get_boolean_member (upload, "refused") && i % 3 == 2);
  json_builder_end_object (json);
  sauda_practice_json_number (json, "errors", errors);
  sauda_practice_json_number (json, "warnings", 0);
  sauda_practice_json_number (json, "skipped", 0);
  sauda_practice_json_number (json, "total", json_array_get_length (products));
  json_builder_end_object (json);
  return answer (json, "application/json");
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static SaudaPracticeAnswer *
answer_classes (const char *what, const char *more, GHashTable *query)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  const char *category = g_hash_table_lookup (query, "c");
  const char *attribute = g_hash_table_lookup (query, "a");

  if (g_strcmp0 (what, "categories") == 0)
    sauda_practice_classes_add_categories (json);
  else if (g_strcmp0 (what, "attributes") == 0) {
    if (!sauda_practice_classes_add_attributes (json, category))
      return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Category not found");
  } else if (g_strcmp0 (what, "attribute") == 0 && g_strcmp0 (more, "values") == 0) {
    if (!sauda_practice_classes_add_values (json, category, attribute))
      return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Attribute not found");
  } else
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  return answer (json, "application/json");
}

static gboolean
keep (const SaudaPracticeApi *api, const char *folder, const char *code, JsonNode *products)
{
  g_autoptr (JsonObject) upload = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  gboolean slow = sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_CARDS_SLOW);
  g_autofree char *path = build_path (folder, code);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *text = NULL;

  json_object_set_int_member (upload, "store", api->store);
  json_object_set_int_member (upload, "ready", now_ms () + (slow ? SLOW_WORK_MS : WORK_MS));
  json_object_set_boolean_member (
    upload, "aborted", sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_CARDS_ABORTED));
  json_object_set_boolean_member (
    upload, "refused", sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_CARDS_REFUSED));
  json_object_set_boolean_member (
    upload, "unnamed", sauda_practice_faults_strike (api->faults, SAUDA_PRACTICE_FAULT_CARDS_UNNAMED));
  json_object_set_member (upload, "products", json_node_copy (products));
  json_node_set_object (root, upload);
  text = json_to_string (root, FALSE);
  return g_mkdir_with_parents (parent, 0700) == 0 && g_file_set_contents (path, text, -1, NULL);
}

/**
 * sauda_practice_cards_read:
 * @api: what the request meets
 * @folder: the practice folder
 * @path: behind `products/`
 * @query: parameters, decoded
 *
 * The GETs of kaspi-api 8.
 *
 * Returns: (transfer full): the answer
 */
SaudaPracticeAnswer *
sauda_practice_cards_read (const SaudaPracticeApi *api,
                           const char *folder,
                           const char *const *path,
                           GHashTable *query)
{
  const char *code = g_hash_table_lookup (query, "i");

  if (g_strcmp0 (path[0], "classification") == 0)
    return answer_classes (path[1], path[1] != NULL ? path[2] : NULL, query);
  if (g_strcmp0 (path[0], "import") != 0)
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  if (path[1] == NULL)
    return answer_upload (folder, api->store, code);
  if (strcmp (path[1], "result") == 0)
    return answer_result (folder, api->store, code);
  if (strcmp (path[1], "schema") == 0) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    sauda_practice_classes_add_schema (json);
    return answer (json, "application/schema+json");
  }
  return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
}

/**
 * sauda_practice_cards_import:
 * @api: what the request meets
 * @folder: the practice folder
 * @headers: of the request
 * @body: of the request
 *
 * `POST /products/import` (kaspi-api 8). Takes `text/plain` alone, as the contract says.
 *
 * Returns: (transfer full): the answer; an upload that it tells of has been kept
 */
SaudaPracticeAnswer *
sauda_practice_cards_import (const SaudaPracticeApi *api,
                             const char *folder,
                             SoupMessageHeaders *headers,
                             GBytes *body)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_autoptr (JsonNode) products = json_from_string (text, NULL);
  const char *violation;
  g_autofree char *sum = NULL, *seed = NULL, *code = NULL;

  if (g_strcmp0 (type, "text/plain") != 0)
    return sauda_practice_answer_new_html (SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE);
  violation = sauda_practice_classes_find_violation (products);
  if (violation != NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST, violation);
  seed = g_strdup_printf ("%" G_GINT64_FORMAT "%s", g_get_real_time (), text);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  code = g_strndup (sum, 24);
  if (!keep (api, folder, code, products))
    return sauda_practice_answer_new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, "Import is not possible now.");
  return answer_status (code, "UPLOADED", NULL);
}

/**
 * sauda_practice_cards_clear:
 * @folder: a practice folder
 *
 * Forgets every upload.
 */
void
sauda_practice_cards_clear (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FOLDER, NULL);
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_unlink (file);
  }
}

/**
 * sauda_practice_cards_list_skus:
 * @folder: a practice folder
 *
 * Returns: (transfer full) (element-type utf8): the SKU of every product that was uploaded, once for each
 * time
 */
GPtrArray *
sauda_practice_cards_list_skus (const char *folder)
{
  GPtrArray *skus = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (folder, FOLDER, NULL);
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *code = g_strndup (name, strcspn (name, "."));
    g_autoptr (JsonNode) root = load (folder, code);
    JsonArray *products =
      root != NULL ? json_object_get_array_member (json_node_get_object (root), "products") : NULL;

    for (guint i = 0; products != NULL && i < json_array_get_length (products); i++)
      g_ptr_array_add (
        skus, g_strdup (json_object_get_string_member (json_array_get_object_element (products, i), "sku")));
  }
  g_ptr_array_sort (skus, compare_texts);
  return skus;
}
