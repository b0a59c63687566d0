#include "sauda-xlsx-package.h"

#include "sauda-tag-guard.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>
#include <zip.h>

struct _SaudaXlsxPackage {
  zip_t *archive;            /* (owned) (not nullable) */
  const char *file;          /* (not nullable) name for sentences */
  guint64 bytes_left;        /* that may still be unpacked */
  GCancellable *cancellable; /* (nullable) borrowed */
};

/* One part being read. */
typedef struct {
  SaudaXlsxPackage *package;
  zip_file_t *stream; /* (owned) (not nullable) */
  const SaudaXlsxHandler *handler;
  gpointer data;
  xmlParserCtxt *parser; /* (owned) (nullable) */
  SaudaTagGuard guard;
  GError *error; /* (owned) (nullable) the first one */
} Reading;

static void
stop (Reading *reading)
{
  if (reading->parser != NULL)
    xmlStopParser (reading->parser);
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
  Reading *reading = data;
  SaudaXlsxAttributes found = { (const guchar *const *) attributes, (guint) n_attributes };

  if (reading->error == NULL &&
      !reading->handler->begin (reading->data, (const char *) name, &found, &reading->error))
    stop (reading);
}

static void
end_element (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Reading *reading = data;

  if (reading->error == NULL && !reading->handler->end (reading->data, (const char *) name, &reading->error))
    stop (reading);
}

static void
take_text (void *data, const xmlChar *text, int length)
{
  Reading *reading = data;

  if (reading->error == NULL && reading->handler->text != NULL &&
      !reading->handler->text (reading->data, (const char *) text, (gsize) length, &reading->error))
    stop (reading);
}

/* No workbook has a document type: entities that unfold without end live there. */
static void
refuse_document_type (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  Reading *reading = data;

  if (reading->error == NULL)
    g_set_error (&reading->error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NOT_A_SHEET,
                 _ ("“%s” holds instructions that no spreadsheet program writes, so it is not read."),
                 reading->package->file);
  stop (reading);
}

static void
set_too_large (SaudaXlsxPackage *self, GError **error)
{
  g_set_error (
    error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
    _ ("“%s” unpacks to more than a spreadsheet may hold. Delete empty rows and columns, save it and "
       "import it again."),
    self->file);
}

static int
unpack (void *data, char *buffer, int length)
{
  Reading *reading = data;
  SaudaXlsxPackage *package = reading->package;
  zip_int64_t got;

  if (reading->error != NULL || g_cancellable_set_error_if_cancelled (package->cancellable, &reading->error))
    return -1;
  got = zip_fread (reading->stream, buffer, (zip_uint64_t) length);
  if (got < 0) {
    sauda_xlsx_package_set_damaged (package, &reading->error);
    return -1;
  }
  if ((guint64) got > package->bytes_left) {
    set_too_large (package, &reading->error);
    return -1;
  }
  package->bytes_left -= (guint64) got;
  if (!sauda_tag_guard_pass (&reading->guard, buffer, (gsize) got)) {
    g_set_error (&reading->error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
                 _ ("“%s” holds instructions that no spreadsheet program writes, so it is not read."),
                 package->file);
    return -1;
  }
  return (int) got;
}

/* libzip compares the checksum only at the end of a part, which XML may not reach by itself. */
static void
unpack_rest (Reading *reading)
{
  char buffer[4096];

  while (reading->error == NULL && unpack (reading, buffer, sizeof buffer) > 0)
    continue;
}

static void
parse_xml (Reading *reading)
{
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = refuse_document_type,
    .startElementNs = begin_element,
    .endElementNs = end_element,
    .characters = take_text,
    .cdataBlock = take_text,
    .ignorableWhitespace = take_text,
  };

  reading->parser = xmlCreateIOParserCtxt (&sax, reading, unpack, NULL, reading, XML_CHAR_ENCODING_NONE);
  if (reading->parser == NULL) {
    if (reading->error == NULL)
      sauda_xlsx_package_set_damaged (reading->package, &reading->error);
    return;
  }
  xmlCtxtUseOptions (reading->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlParseDocument (reading->parser);
  if (reading->error == NULL && !reading->parser->wellFormed)
    sauda_xlsx_package_set_damaged (reading->package, &reading->error);
  xmlFreeParserCtxt (reading->parser);
  reading->parser = NULL;
}

/**
 * sauda_xlsx_attributes_find: (skip)
 * @attributes: of an element
 * @name: without a prefix
 * @length: (out): bytes of the value
 *
 * Returns: (nullable): the value, not ended by a zero
 */
const char *
sauda_xlsx_attributes_find (const SaudaXlsxAttributes *attributes, const char *name, gsize *length)
{
  for (guint i = 0; i < attributes->n; i++) {
    const guchar *const *attribute = attributes->values + i * 5;

    if (strcmp ((const char *) attribute[0], name) == 0) {
      *length = (gsize) (attribute[4] - attribute[3]);
      return (const char *) attribute[3];
    }
  }
  *length = 0;
  return NULL;
}

/**
 * sauda_xlsx_attributes_dup: (skip)
 * @attributes: of an element
 * @name: without a prefix
 *
 * Returns: (transfer full) (nullable): the value
 */
char *
sauda_xlsx_attributes_dup (const SaudaXlsxAttributes *attributes, const char *name)
{
  gsize length;
  const char *value = sauda_xlsx_attributes_find (attributes, name, &length);

  return value != NULL ? g_strndup (value, length) : NULL;
}

/**
 * sauda_xlsx_package_set_damaged: (skip)
 * @self: the package
 * @error: return location
 *
 * Sets %SAUDA_SHEETS_ERROR_DAMAGED.
 */
void
sauda_xlsx_package_set_damaged (SaudaXlsxPackage *self, GError **error)
{
  g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_DAMAGED,
               _ ("“%s” is damaged. Download it again and import it again."), self->file);
}

/**
 * sauda_xlsx_package_open: (skip)
 * @path: a file that begins like a ZIP archive
 * @row: gives the limits and the name for sentences; must outlive the package
 * @cancellable: (nullable): to stop; must outlive the package
 * @error: return location
 *
 * libzip and not libgsf, because libgsf 1.14 does not compare checksums: a number with a changed digit would
 * come in.
 *
 * Returns: (transfer full) (nullable): the package, or %NULL with %SAUDA_SHEETS_ERROR_DAMAGED
 */
SaudaXlsxPackage *
sauda_xlsx_package_open (const char *path,
                         const SaudaSheetRow *row,
                         GCancellable *cancellable,
                         GError **error)
{
  zip_t *archive = zip_open (path, ZIP_RDONLY, NULL);
  SaudaXlsxPackage *self;

  if (archive == NULL) {
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_DAMAGED,
                 _ ("“%s” is cut off or damaged. Download it again and import it again."), row->file);
    return NULL;
  }
  self = g_new0 (SaudaXlsxPackage, 1);
  self->archive = archive;
  self->file = row->file;
  self->bytes_left = row->limit.max_bytes;
  self->cancellable = cancellable;
  return self;
}

/**
 * sauda_xlsx_package_free: (skip)
 * @self: (transfer full): the package
 */
void
sauda_xlsx_package_free (SaudaXlsxPackage *self)
{
  zip_discard (self->archive);
  g_free (self);
}

/**
 * sauda_xlsx_package_has: (skip)
 * @self: the package
 * @part: path inside it
 *
 * Returns: whether there is such a part; the case of letters does not count
 */
gboolean
sauda_xlsx_package_has (SaudaXlsxPackage *self, const char *part)
{
  return zip_name_locate (self->archive, part, ZIP_FL_NOCASE) >= 0;
}

/**
 * sauda_xlsx_package_parse: (skip)
 * @self: the package
 * @part: path inside it
 * @handler: takes elements and text
 * @data: data of @handler
 * @error: return location
 *
 * Unpacks and parses a part as a stream. When it fails, what @handler took before is to be thrown away.
 *
 * Returns: %FALSE with @error
 */
gboolean
sauda_xlsx_package_parse (SaudaXlsxPackage *self,
                          const char *part,
                          const SaudaXlsxHandler *handler,
                          gpointer data,
                          GError **error)
{
  Reading reading = { .package = self, .handler = handler, .data = data };
  zip_int64_t index = zip_name_locate (self->archive, part, ZIP_FL_NOCASE);
  zip_stat_t stat = { 0 };

  if (index >= 0)
    zip_stat_index (self->archive, (zip_uint64_t) index, 0, &stat);
  /* An honest bomb tells its size; one that lies is stopped while it unpacks. */
  if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > self->bytes_left) {
    set_too_large (self, error);
    return FALSE;
  }
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_ENCRYPTED,
                 _ ("“%s” is protected with a password. Save it without a password and import it again."),
                 self->file);
    return FALSE;
  }
  reading.stream = index >= 0 ? zip_fopen_index (self->archive, (zip_uint64_t) index, 0) : NULL;
  if (reading.stream == NULL) {
    sauda_xlsx_package_set_damaged (self, error);
    return FALSE;
  }
  parse_xml (&reading);
  if (reading.error == NULL)
    unpack_rest (&reading);
  zip_fclose (reading.stream);
  if (reading.error == NULL)
    return TRUE;
  g_propagate_error (error, reading.error);
  return FALSE;
}
