#include "sauda-kaspi-price-list-schema.h"

#include "sauda-kaspi-resource.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#define SCHEMA "/io/github/sauda/Sauda/kaspi/kaspishopping.xsd"
/* A list that is wrong throughout says the same a thousand times. */
#define MAX_WARNINGS 200

typedef struct {
  SaudaKaspiPriceList *list; /* (not owned) */
  GHashTable *told;          /* (owned) (element-type utf8) offers of which Sauda's own checks complained */
  guint warnings;
} Validation;

static char *
make_key (guint row, const char *sku)
{
  return g_strdup_printf ("%u %s", row, sku);
}

/* The offer in which the fault stands; %NULL outside of them. */
static const xmlNode *
find_offer (const xmlError *fault)
{
  const xmlNode *node = fault->node;

  while (node != NULL && (node->type != XML_ELEMENT_NODE || !xmlStrEqual (node->name, BAD_CAST "offer")))
    node = node->parent;
  return node;
}

static void
on_schema_error (void *data, xmlErrorPtr fault)
{
  Validation *self = data;
  const xmlNode *offer = find_offer (fault);
  xmlChar *sku = offer != NULL ? xmlGetNoNsProp (offer, BAD_CAST "sku") : NULL;
  g_autofree char *reason = g_strstrip (g_strdup (fault->message != NULL ? fault->message : ""));
  g_autofree char *text = g_strdup_printf (_ ("Kaspi's schema does not allow this: %s"), reason);
  g_autofree char *key =
    offer != NULL ? make_key ((guint) xmlGetLineNo (offer), sku != NULL ? (const char *) sku : "") : NULL;

  /* what was said in words of the trade is not said again in those of XML */
  if ((key == NULL || !g_hash_table_contains (self->told, key)) && ++self->warnings <= MAX_WARNINGS)
    sauda_kaspi_price_list_warn (self->list, (guint) MAX (fault->line, 0), (const char *) sku, TRUE, text);
  xmlFree (sku);
}

static void
keep_quiet (void *data, xmlErrorPtr fault)
{
}

static GBytes *
find_schema_text (GError **error)
{
  static gsize registered;

  if (g_once_init_enter (&registered)) {
    sauda_kaspi_register_resource ();
    g_once_init_leave (&registered, 1);
  }
  return g_resource_lookup_data (sauda_kaspi_get_resource (), SCHEMA, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

#define OPTIONS                                                                                              \
  (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES)

static xmlDoc *
parse_bytes (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size < G_MAXINT ? xmlReadMemory (data, (int) size, NULL, NULL, OPTIONS) : NULL;
}

static xmlSchema *
load_schema (GError **error)
{
  g_autoptr (GBytes) text = find_schema_text (error);
  xmlSchemaParserCtxt *parser;
  xmlSchema *schema;
  xmlDoc *document;

  if (text == NULL)
    return NULL;
  document = parse_bytes (text);
  parser = xmlSchemaNewDocParserCtxt (document);
  xmlSchemaSetParserStructuredErrors (parser, keep_quiet, NULL);
  schema = xmlSchemaParse (parser);
  xmlSchemaFreeParserCtxt (parser);
  xmlFreeDoc (document);
  g_assert (schema != NULL); /* it is part of the program */
  return schema;
}

static void
validate (Validation *self, xmlSchema *schema, xmlDoc *document)
{
  xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt (schema);

  xmlSchemaSetValidStructuredErrors (context, on_schema_error, self);
  xmlSchemaValidateDoc (context, document);
  xmlSchemaFreeValidCtxt (context);
}

/**
 * sauda_kaspi_price_list_validate:
 * @list: gets a warning for everything that the schema does not allow, but for offers of which
 *   sauda_kaspi_price_list_check() complained already
 * @path: (nullable): an XML file that was read already, so that it is known to be harmless
 * @bytes: (nullable): or the file itself
 * @error: return location
 *
 * Validates against Kaspi's published schema, widened by the two attributes of the guide's own sample that it
 * lacks (kaspi-api 7.2).
 *
 * Returns: %FALSE with %SAUDA_KASPI_ERROR_FILE when the file cannot be read
 */
gboolean
sauda_kaspi_price_list_validate (SaudaKaspiPriceList *list, const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Validation validation = { list, told, 0 };
  xmlSchema *schema = load_schema (error);
  xmlDoc *document = NULL;

  if (schema == NULL)
    return FALSE;
  for (guint i = 0; i < list->warnings->len; i++) {
    const SaudaKaspiListWarning *warning = g_ptr_array_index (list->warnings, i);

    if (warning->bad && warning->sku != NULL)
      g_hash_table_add (told, make_key (warning->row, warning->sku));
  }
  document = bytes != NULL ? parse_bytes (bytes) : xmlReadFile (path, NULL, OPTIONS);
  if (document != NULL)
    validate (&validation, schema, document);
  else
    g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
                         _ ("The price list cannot be read again. Check that nobody changes it meanwhile."));
  xmlSchemaFree (schema);
  if (document == NULL)
    return FALSE;
  xmlFreeDoc (document);
  return TRUE;
}
