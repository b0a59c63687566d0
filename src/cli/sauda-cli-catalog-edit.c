#include "sauda-cli.h"

#include "sauda-catalog-error.h"
#include "sauda-variants.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Products changed by hand, as the page of the catalogue does it: with the same checks, into the
 * same history. */

typedef struct {
  const char *sku;
  const char *name; /* (nullable) of a new product */
  const char *size; /* (nullable) */
  const char *key;  /* (nullable) */
  char **changes;   /* `FIELD=VALUE`, ended by NULL */
  gint64 now_ms;
} Request;

static gboolean
set_one (SaudaConnection *connection, gint64 id, const char *change, gint64 now_ms, GError **error)
{
  const char *equals = strchr (change, '=');
  g_autofree char *name = equals != NULL ? g_strndup (change, (gsize) (equals - change)) : NULL;
  g_autofree char *value = NULL, *before = NULL;
  SaudaVariantEdit edit = { .variant_id = id };

  if (name == NULL || !sauda_variant_field_from_name (name, &edit.field)) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                 _ ("“%s” changes nothing. Write a field, “=” and its value, such as weight=0,95; fields are "
                    "name, size, brand, model, color, gender, season, category, subcategory, weight, cost, "
                    "barcodes, retired."),
                 change);
    return FALSE;
  }
  before = sauda_variants_read_value (connection, id, edit.field, error);
  if (before == NULL || !sauda_variant_field_read (edit.field, equals + 1, &value, error))
    return FALSE;
  edit.before = before;
  edit.after = value;
  return sauda_variants_set (connection, &edit, "saudactl", now_ms, error);
}

static gpointer
set_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  gint64 id;

  if (!sauda_variants_find (connection, request->sku, &id, error))
    return NULL;
  if (id == 0) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND,
                 _ ("The catalogue has no product “%s”. “saudactl catalog list” shows what it has."),
                 request->sku);
    return NULL;
  }
  for (gsize i = 0; request->changes[i] != NULL; i++)
    if (!set_one (connection, id, request->changes[i], request->now_ms, error))
      return NULL;
  return request;
}

static gpointer
add_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_variants_add (connection, request->sku, request->key, request->name, request->size, "saudactl",
                             request->now_ms, error) != 0
           ? request
           : NULL;
}

static SaudaExit
run (SaudaCli *cli, Request *request, SaudaWorkspaceFunc work)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_open_now (cli, &request->now_ms, &error))
    return sauda_cli_fail (cli, error);
  if (sauda_workspace_write (cli->workspace, work, request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", request->sku);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", _ ("Noted."));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_catalog_set:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_set (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };

  if (argc < 3)
    return sauda_cli_usage (_ ("Name a product and what changes: saudactl catalog set SKU weight=0,95"));
  request.sku = argv[1];
  request.changes = argv + 2;
  return run (cli, &request, set_work);
}

/**
 * sauda_cli_catalog_add:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_add (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *size = NULL, *key = NULL;
  const GOptionEntry entries[] = { { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_ ("Its size"), "SIZE" },
                                   { "key", 0, 0, G_OPTION_ARG_STRING, &key,
                                     N_ ("The model that it is a size of"), "SKU_KEY" },
                                   { NULL } };
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "SKU NAME", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3)
    return sauda_cli_usage (_ ("Name the SKU and the product: saudactl catalog add SKU NAME --size M"));
  request.sku = argv[1];
  request.name = argv[2];
  request.size = size;
  request.key = key;
  return run (cli, &request, add_work);
}
