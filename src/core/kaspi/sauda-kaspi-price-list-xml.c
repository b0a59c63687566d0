#include "sauda-kaspi-price-list-private.h"

#include "sauda-money.h"
#include "sauda-tag-guard.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>

/* Far above any honest list; what is larger is refused before it fills the memory. */
#define MAX_BYTES (G_GUINT64_CONSTANT (512) << 20)
#define MAX_OFFERS 1000000
#define MAX_TEXT_BYTES 16384
#define MAX_DEPTH 16

typedef struct {
  SaudaKaspiPriceList *list; /* (owned) (not nullable) */
  SaudaKaspiOffer *offer;    /* (owned) (nullable) inside an offer */
  GString *text;             /* (owned) (not nullable) of the innermost element */
  char *city;                /* (owned) (nullable) inside a city price */
  const char *file;          /* (not owned) */
  GFileInputStream *stream;  /* (owned) (not nullable) */
  GCancellable *cancellable; /* (not owned) (nullable) */
  xmlParserCtxt *parser;     /* (owned) (nullable) */
  guint depth;
  gboolean is_catalog; /* the root has the right name */
  gboolean stopped;
  gboolean filling; /* the parser waits for bytes */
  guint64 bytes;
  SaudaTagGuard guard;
  GError *error; /* (owned) (nullable) */
} Reading;

static void
halt (Reading *self)
{
  self->stopped = TRUE;
  /* The parser frees the very buffer that it asks to be filled. */
  if (self->parser != NULL && !self->filling)
    xmlStopParser (self->parser);
}

static void stop (Reading *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
stop (Reading *self, const char *format, ...)
{
  va_list values;

  va_start (values, format);
  if (self->error == NULL)
    self->error = g_error_new_valist (SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE, format, values);
  va_end (values);
  halt (self);
}

static char *
dup_attribute (const xmlChar **attributes, int n, const char *name)
{
  for (int i = 0; i < n; i++)
    if (strcmp ((const char *) attributes[i * 5], name) == 0)
      return g_strndup ((const char *) attributes[i * 5 + 3],
                        (gsize) (attributes[i * 5 + 4] - attributes[i * 5 + 3]));
  return NULL;
}

static void
begin_offer (Reading *self, const xmlChar **attributes, int n)
{
  g_autofree char *sku = dup_attribute (attributes, n, "sku");
  g_autofree char *formula = NULL;

  if (self->offer != NULL || self->list->offers->len >= MAX_OFFERS) {
    stop (self,
          _ ("“%s” is not a price list of Kaspi: its offers stand inside each other or are beyond number."),
          self->file);
    return;
  }
  formula = sku != NULL && *sku != '\0'
              ? sauda_kaspi_price_list_refuse_sku (sku, (guint) MAX (xmlSAX2GetLineNumber (self->parser), 0),
                                                   self->file)
              : NULL;
  if (formula != NULL) {
    stop (self, "%s", formula);
    return;
  }
  self->offer = sauda_kaspi_offer_new (sku != NULL ? sku : "");
  self->offer->row = (guint) MAX (xmlSAX2GetLineNumber (self->parser), 0);
}

static gint
read_pre_order (Reading *self, const char *text)
{
  gint64 days;

  if (text == NULL || *text == '\0')
    return 0;
  if (sauda_money_parse (text, &days, NULL) && days >= 0 && days < G_MAXINT)
    return (gint) days;
  sauda_kaspi_price_list_warn (self->list, self->offer->row, self->offer->sku, TRUE,
                               _ ("The days of a pre-order are no whole number."));
  return 0;
}

/* Whatever its case: what Kaspi's schema thinks of that is said when a list is checked. */
static gboolean
says (const char *text, const char *word)
{
  g_autofree char *bare = g_strstrip (g_strdup (text != NULL ? text : ""));

  return g_ascii_strcasecmp (bare, word) == 0;
}

static void
begin_availability (Reading *self, const xmlChar **attributes, int n)
{
  g_autofree char *available = dup_attribute (attributes, n, "available");
  g_autofree char *store = dup_attribute (attributes, n, "storeId");
  g_autofree char *pre_order = dup_attribute (attributes, n, "preOrder");
  g_autofree char *count = dup_attribute (attributes, n, "stockCount");
  gint64 stock = -1;

  if (self->offer == NULL)
    return;
  if (!says (available, "yes") && !says (available, "no"))
    sauda_kaspi_price_list_warn (self->list, self->offer->row, self->offer->sku, TRUE,
                                 _ ("A warehouse says neither “yes” nor “no”. It was taken as “no”."));
  sauda_kaspi_price_list_take_stock (self->list, self->offer, count, &stock);
  sauda_kaspi_offer_add_availability (self->offer, store != NULL ? store : "", says (available, "yes"),
                                      read_pre_order (self, pre_order), stock);
}

static void
begin_element (void *data,
               const xmlChar *name,
               const xmlChar *prefix,
               const xmlChar *uri,
               int n_namespaces,
               const xmlChar **namespaces,
               int n_attributes,
               int n_defaulted,
               const xmlChar **attributes)
{
  Reading *self = data;
  const char *element = (const char *) name;

  if (self->stopped)
    return;
  g_string_truncate (self->text, 0);
  if (++self->depth > MAX_DEPTH) {
    stop (self, _ ("“%s” is not a price list of Kaspi: its elements are nested without end."), self->file);
  } else if (self->depth == 1) {
    self->is_catalog = strcmp (element, "kaspi_catalog") == 0;
    self->list->date = dup_attribute (attributes, n_attributes, "date");
    if (!self->is_catalog)
      stop (
        self,
        _ ("“%s” is not a price list of Kaspi. Choose ACTIVE.xml, ARCHIVE.xml or a list that Sauda wrote."),
        self->file);
  } else if (strcmp (element, "offer") == 0) {
    begin_offer (self, attributes, n_attributes);
  } else if (strcmp (element, "availability") == 0) {
    begin_availability (self, attributes, n_attributes);
  } else if (strcmp (element, "cityprice") == 0) {
    g_free (self->city);
    self->city = dup_attribute (attributes, n_attributes, "cityId");
  }
}

static void
take_price (Reading *self)
{
  gint64 price;

  if (!sauda_money_parse (self->text->str, &price, NULL) || price < 0) {
    sauda_kaspi_price_list_warn (self->list, self->offer->row, self->offer->sku, TRUE,
                                 _ ("A price is no amount in whole tenge."));
    price = -1;
  }
  if (self->city != NULL && price >= 0)
    sauda_kaspi_offer_add_city_price (self->offer, self->city, price);
  else if (self->city == NULL)
    self->offer->price = price;
  g_clear_pointer (&self->city, g_free);
}

static void
take_value (Reading *self, char **value)
{
  g_free (*value);
  *value = g_strstrip (g_strdup (self->text->str));
}

static void
end_element (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Reading *self = data;
  const char *element = (const char *) name;

  if (self->stopped)
    return;
  self->depth--;
  if (self->offer == NULL) {
    if (strcmp (element, "company") == 0)
      take_value (self, &self->list->company);
    else if (strcmp (element, "merchantid") == 0)
      take_value (self, &self->list->merchant_id);
  } else if (strcmp (element, "offer") == 0) {
    g_ptr_array_add (self->list->offers, g_steal_pointer (&self->offer));
  } else if (strcmp (element, "model") == 0) {
    take_value (self, &self->offer->model);
  } else if (strcmp (element, "brand") == 0) {
    take_value (self, &self->offer->brand);
  } else if (strcmp (element, "price") == 0 || strcmp (element, "cityprice") == 0) {
    take_price (self);
  }
  g_string_truncate (self->text, 0);
}

static void
take_text (void *data, const xmlChar *text, int length)
{
  Reading *self = data;

  if (self->stopped)
    return;
  if (self->text->len + (gsize) length > MAX_TEXT_BYTES) {
    stop (self, _ ("“%s” holds a text that is far too long for a price list, so it is not read."),
          self->file);
    return;
  }
  g_string_append_len (self->text, (const char *) text, length);
}

/* No price list has a document type: entities that unfold without end live there. */
static void
refuse_document_type (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  Reading *self = data;

  stop (self, _ ("“%s” holds instructions that no price list has, so it is not read."), self->file);
}

/* Returns FALSE with an error kept when the bytes that came are not to be read. */
static gboolean
check_bytes (Reading *self, const char *buffer, gssize got)
{
  if (got < 0) {
    halt (self);
    return FALSE;
  }
  self->bytes += (guint64) got;
  if (self->bytes > MAX_BYTES)
    stop (self, _ ("“%s” is larger than any price list, so it is not read."), self->file);
  else if (!sauda_tag_guard_pass (&self->guard, buffer, (gsize) got))
    stop (self,
          _ ("A tag in “%s” is longer than any price list has, so the file is not read. Download it again."),
          self->file);
  return !self->stopped;
}

static int
read_bytes (void *data, char *buffer, int length)
{
  Reading *self = data;
  gssize got;
  gboolean good;

  if (self->stopped)
    return -1;
  got = g_input_stream_read (G_INPUT_STREAM (self->stream), buffer, (gsize) length, self->cancellable,
                             &self->error);
  self->filling = TRUE;
  good = check_bytes (self, buffer, got);
  self->filling = FALSE;
  return good ? (int) got : -1;
}

/* Programs that write a mark of UTF-8 and declare windows-1251 wrote UTF-8. */
static gboolean
has_utf8_mark (Reading *self)
{
  char head[3] = { 0 };
  gsize got;

  return g_input_stream_read_all (G_INPUT_STREAM (self->stream), head, sizeof head, &got, self->cancellable,
                                  NULL) &&
         g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, NULL, &self->error) &&
         memcmp (head, "\xef\xbb\xbf", sizeof head) == 0;
}

static gboolean
has_wrong_letters (const xmlParserCtxt *parser)
{
  return parser->errNo == XML_ERR_INVALID_ENCODING || parser->errNo == XML_ERR_UNSUPPORTED_ENCODING ||
         parser->errNo == XML_ERR_UNKNOWN_ENCODING || parser->errNo == XML_I18N_CONV_FAILED;
}

static void
parse (Reading *self)
{
  gboolean marked = has_utf8_mark (self);
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = refuse_document_type,
    .startElementNs = begin_element,
    .endElementNs = end_element,
    .characters = take_text,
    .cdataBlock = take_text,
  };

  self->parser = xmlCreateIOParserCtxt (&sax, self, read_bytes, NULL, self,
                                        marked ? XML_CHAR_ENCODING_UTF8 : XML_CHAR_ENCODING_NONE);
  if (self->parser == NULL) {
    stop (self, _ ("“%s” cannot be read as XML. Download it again."), self->file);
    return;
  }
  self->parser->linenumbers = 1;
  /* without NOENT the ampersand of an SKU comes as "&#38;"; a document type, where entities are made, is
   * refused */
  xmlCtxtUseOptions (self->parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                     XML_PARSE_NOWARNING | (marked ? XML_PARSE_IGNORE_ENC : 0));
  xmlParseDocument (self->parser);
  if (self->error == NULL && !self->parser->wellFormed && has_wrong_letters (self->parser))
    stop (
      self,
      _ ("“%s” has other letters than its first line says, so nothing of it was taken. Save it as UTF-8."),
      self->file);
  if (self->error == NULL && (!self->parser->wellFormed || !self->is_catalog))
    stop (self, _ ("“%s” is cut off or damaged, so nothing of it was taken. Download it again."), self->file);
  xmlFreeParserCtxt (self->parser);
  self->parser = NULL;
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->list, sauda_kaspi_price_list_free);
  g_clear_pointer (&self->offer, sauda_kaspi_offer_free);
  g_string_free (self->text, TRUE);
  g_free (self->city);
  g_object_unref (self->stream);
}

static void
append_escaped (GString *xml, const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    switch (*p) {
    case '&':
      g_string_append (xml, "&amp;");
      break;
    case '<':
      g_string_append (xml, "&lt;");
      break;
    case '>':
      g_string_append (xml, "&gt;");
      break;
    case '"':
      g_string_append (xml, "&quot;");
      break;
    case '\'':
      g_string_append (xml, "&apos;");
      break;
    default:
      /* control characters cannot stand in XML at all */
      if ((guchar) *p >= 0x20)
        g_string_append_c (xml, *p);
    }
  }
}

static void
append_element (GString *xml, const char *indent, const char *name, const char *text)
{
  g_string_append_printf (xml, "%s<%s>", indent, name);
  append_escaped (xml, text);
  g_string_append_printf (xml, "</%s>\n", name);
}

static void
append_availability (GString *xml, const SaudaKaspiAvailability *place)
{
  g_string_append_printf (xml, "        <availability available=\"%s\" storeId=\"",
                          place->available ? "yes" : "no");
  append_escaped (xml, place->store_id);
  g_string_append_c (xml, '"');
  if (place->pre_order > 0)
    g_string_append_printf (xml, " preOrder=\"%d\"", place->pre_order);
  if (place->stock >= 0)
    g_string_append_printf (xml, " stockCount=\"%" G_GINT64_FORMAT "\"", place->stock);
  g_string_append (xml, "/>\n");
}

static void
append_offer (GString *xml, const SaudaKaspiOffer *offer)
{
  g_string_append (xml, "    <offer sku=\"");
  append_escaped (xml, offer->sku);
  g_string_append (xml, "\">\n");
  append_element (xml, "      ", "model", offer->model != NULL ? offer->model : "");
  if (offer->brand != NULL && *offer->brand != '\0')
    append_element (xml, "      ", "brand", offer->brand);
  if (offer->availabilities->len > 0) {
    g_string_append (xml, "      <availabilities>\n");
    for (guint i = 0; i < offer->availabilities->len; i++)
      append_availability (xml, &g_array_index (offer->availabilities, SaudaKaspiAvailability, i));
    g_string_append (xml, "      </availabilities>\n");
  }
  if (offer->city_prices->len == 0) {
    g_string_append_printf (xml, "      <price>%" G_GINT64_FORMAT "</price>\n", MAX (offer->price, 0));
  } else {
    g_string_append (xml, "      <cityprices>\n");
    for (guint i = 0; i < offer->city_prices->len; i++) {
      const SaudaKaspiCityPrice *city = &g_array_index (offer->city_prices, SaudaKaspiCityPrice, i);

      g_string_append (xml, "        <cityprice cityId=\"");
      append_escaped (xml, city->city_id);
      g_string_append_printf (xml, "\">%" G_GINT64_FORMAT "</cityprice>\n", city->price);
    }
    g_string_append (xml, "      </cityprices>\n");
  }
  g_string_append (xml, "    </offer>\n");
}

/**
 * sauda_kaspi_offer_equal: (skip)
 * @one: an offer
 * @other: another
 *
 * Returns: whether both say the same to Kaspi
 */
gboolean
sauda_kaspi_offer_equal (const SaudaKaspiOffer *one, const SaudaKaspiOffer *other)
{
  GString *first = g_string_new (NULL), *second = g_string_new (NULL);
  gboolean equal;

  append_offer (first, one);
  append_offer (second, other);
  equal = g_string_equal (first, second);
  g_string_free (first, TRUE);
  g_string_free (second, TRUE);
  return equal;
}

/**
 * sauda_kaspi_price_list_take_stock: (skip)
 * @list: gets a warning when @text is no number of pieces
 * @offer: the offer
 * @text: (nullable): as written; Kaspi's exports write `3.0`
 * @stock: (out): pieces, -1 when it is not told
 *
 * Returns: whether it was told
 */
gboolean
sauda_kaspi_price_list_take_stock (SaudaKaspiPriceList *list,
                                   const SaudaKaspiOffer *offer,
                                   const char *text,
                                   gint64 *stock)
{
  *stock = -1;
  if (text == NULL || *text == '\0')
    return FALSE;
  if (sauda_money_parse (text, stock, NULL) && *stock >= 0)
    return TRUE;
  *stock = -1;
  sauda_kaspi_price_list_warn (list, offer->row, offer->sku, TRUE,
                               _ ("A stock is a whole number of pieces, and this is none."));
  return FALSE;
}

/**
 * sauda_kaspi_price_list_read_xml: (skip)
 * @path: a file that begins as XML does
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the whole list, or %NULL with %SAUDA_KASPI_ERROR_FILE or
 *   %G_IO_ERROR_CANCELLED
 */
SaudaKaspiPriceList *
sauda_kaspi_price_list_read_xml (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (source, cancellable, error);
  g_autofree char *name = g_path_get_basename (path);
  Reading reading = { .file = name, .cancellable = cancellable };
  SaudaKaspiPriceList *list;

  if (stream == NULL)
    return NULL;
  reading.stream = g_steal_pointer (&stream);
  reading.list = sauda_kaspi_price_list_new (NULL);
  reading.text = g_string_new (NULL);
  parse (&reading);
  list = reading.error == NULL ? g_steal_pointer (&reading.list) : NULL;
  if (list != NULL && list->merchant_id != NULL && *list->merchant_id == '\0')
    g_clear_pointer (&list->merchant_id, g_free);
  reading_clear (&reading);
  if (reading.error != NULL)
    g_propagate_error (error, reading.error);
  return list;
}

/**
 * sauda_kaspi_price_list_write_xml:
 * @list: a list
 *
 * Writes the list as kaspi-api 7.2 has it: whole numbers, no pre-order of 0 days, one price or prices by
 * city.
 *
 * Returns: (transfer full): the file
 */
GBytes *
sauda_kaspi_price_list_write_xml (const SaudaKaspiPriceList *list)
{
  GString *xml = g_string_sized_new (4096 + list->offers->len * 512);

  g_string_append (xml, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<kaspi_catalog xmlns=\"kaspiShopping\""
                        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                        "    xsi:schemaLocation=\"kaspiShopping http://kaspi.kz/kaspishopping.xsd\" date=\"");
  append_escaped (xml, list->date != NULL ? list->date : "");
  g_string_append (xml, "\">\n");
  append_element (xml, "  ", "company", list->company != NULL ? list->company : "");
  append_element (xml, "  ", "merchantid", list->merchant_id != NULL ? list->merchant_id : "");
  g_string_append (xml, "  <offers>\n");
  for (guint i = 0; i < list->offers->len; i++)
    append_offer (xml, g_ptr_array_index (list->offers, i));
  g_string_append (xml, "  </offers>\n</kaspi_catalog>\n");
  return g_string_free_to_bytes (xml);
}
