#include "sauda-pick-order.h"

#include "sauda-labels-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static gboolean
read_names (JsonNode *root, GStrvBuilder *names)
{
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
      return FALSE;
    g_strv_builder_add (names, json_node_get_string (node));
  }
  return array != NULL;
}

/**
 * sauda_pick_order_load:
 * @path: a JSON file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): names of models in the order in which a person walks past them, empty
 * when there is no file; %NULL with %SAUDA_LABELS_ERROR_UNREADABLE or %SAUDA_LABELS_ERROR_DAMAGED
 */
GStrv
sauda_pick_order_load (const char *path, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &local)) {
    if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return g_new0 (char *, 1);
    sauda_labels_set_unreadable (error, path, local->message);
    return NULL;
  }
  root = json_from_string (text, NULL);
  if (read_names (root, names))
    return g_strv_builder_end (names);
  g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED,
               _ ("“%s” is no list of models. Remove the file, and set the way along the shelf again."),
               path);
  return NULL;
}

/**
 * sauda_pick_order_save:
 * @models: (array zero-terminated=1): names of models in the order in which a person walks past them
 * @path: a JSON file
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE
 */
gboolean
sauda_pick_order_save (const char *const *models, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL, *folder = g_path_get_dirname (path);
  g_autoptr (GError) local = NULL;
  JsonArray *array = json_array_new ();

  for (guint i = 0; models[i] != NULL; i++)
    json_array_add_string_element (array, models[i]);
  json_node_take_array (root, array);
  text = json_to_string (root, TRUE);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents (path, text, -1, &local))
    return TRUE;
  sauda_labels_set_unwritten (error, path, local->message);
  return FALSE;
}
