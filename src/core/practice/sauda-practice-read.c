#include "sauda-practice-api-private.h"
#include "sauda-practice-json-private.h"

#include <string.h>

static void
begin_data (JsonBuilder *json)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "data");
}

static void
end_data (JsonBuilder *json)
{
  json_builder_set_member_name (json, "included");
  json_builder_begin_array (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
add_entries (JsonBuilder *json, const SaudaPracticeOrder *order, const SaudaPracticeLinks *links)
{
  json_builder_begin_array (json);
  for (guint i = 0; i < order->entries->len; i++)
    sauda_practice_json_entry (json, order, i, links);
  json_builder_end_array (json);
}

/* "orders/ID", "orders/ID/entries", "orders/ID/user" */
static SaudaPracticeAnswer *
read_order (const SaudaPracticeApi *api, const char *id, const char *part)
{
  const SaudaPracticeOrder *order = sauda_practice_shop_find (api->shop, api->store, id);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (order == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Order not found");
  begin_data (json);
  if (part == NULL)
    sauda_practice_json_order (json, order, api->links);
  else if (strcmp (part, "entries") == 0)
    add_entries (json, order, api->links);
  else if (strcmp (part, "user") == 0)
    sauda_practice_json_customer (json, order, api->links);
  else
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  end_data (json);
  return sauda_practice_answer_new_json (json);
}

/* "orderentries/ID", "orderentries/ID/product" */
static SaudaPracticeAnswer *
read_entry (const SaudaPracticeApi *api, const char *id, const char *part)
{
  guint position;
  const SaudaPracticeOrder *order = sauda_practice_shop_find_entry (api->shop, api->store, id, &position);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (order == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_NOT_FOUND, "Order entry not found");
  begin_data (json);
  if (part == NULL)
    sauda_practice_json_entry (json, order, position, api->links);
  else if (strcmp (part, "product") == 0)
    sauda_practice_json_product (json, sauda_practice_order_get_entry (order, position));
  else
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  end_data (json);
  return sauda_practice_answer_new_json (json);
}

/**
 * sauda_practice_api_read:
 * @api: what the request meets
 * @path: (array zero-terminated=1): the parts of its path behind `/v2`
 *
 * Everything that is read by id (kaspi-api 2.4, 4).
 *
 * Returns: (transfer full): one order, its lines, its buyer, a line or its product; a page of HTML for any
 * other path
 */
SaudaPracticeAnswer *
sauda_practice_api_read (const SaudaPracticeApi *api, const char *const *path)
{
  guint length = g_strv_length ((char **) path);

  if (length == 2 || length == 3) {
    if (strcmp (path[0], "orders") == 0)
      return read_order (api, path[1], path[2]);
    if (strcmp (path[0], "orderentries") == 0)
      return read_entry (api, path[1], path[2]);
  }
  return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
}
