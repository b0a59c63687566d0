#include "sauda-xlsx-workbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char *id;     /* (owned) (not nullable) */
  char *type;   /* (owned) (not nullable) last word of the type */
  char *target; /* (owned) (not nullable) part */
} Relation;

typedef struct {
  const char *folder;   /* (not nullable) that targets start from, ends with a slash or is empty */
  GPtrArray *relations; /* (not nullable) (element-type Relation) */
} RelationReading;

typedef struct {
  const char *wanted; /* (nullable) name of the sheet */
  guint skip;         /* visible sheets that are still passed by, without a name */
  char *id;           /* (owned) (nullable) relation of the sheet that was chosen */
  gboolean chosen_hidden;
  gboolean no_hidden; /* sheets were skipped: a hidden one is no way out */
  gboolean date1904;
} BookReading;

static void
relation_free (Relation *relation)
{
  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

/* Targets are relative to the part that names them, or begin with a slash. */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *joined = *target == '/' ? g_strdup (target) : g_strconcat ("/", folder, target, NULL);
  g_autofree char *canonical = g_canonicalize_filename (joined, "/");

  return g_strdup (canonical + 1);
}

static gboolean
begin_relation (gpointer data, const char *name, const SaudaXlsxAttributes *attributes, GError **error)
{
  RelationReading *reading = data;
  g_autofree char *id = sauda_xlsx_attributes_dup (attributes, "Id");
  g_autofree char *type = sauda_xlsx_attributes_dup (attributes, "Type");
  g_autofree char *target = sauda_xlsx_attributes_dup (attributes, "Target");
  Relation *relation;

  if (strcmp (name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
    return TRUE;
  relation = g_new0 (Relation, 1);
  relation->id = g_steal_pointer (&id);
  relation->type = g_path_get_basename (type);
  relation->target = resolve (reading->folder, target);
  g_ptr_array_add (reading->relations, relation);
  return TRUE;
}

static gboolean
end_nothing (gpointer data, const char *name, GError **error)
{
  return TRUE;
}

static GPtrArray *
read_relations (SaudaXlsxPackage *package, const char *part, const char *folder, GError **error)
{
  static const SaudaXlsxHandler handler = { begin_relation, end_nothing, NULL };
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) relation_free);
  RelationReading reading = { folder, relations };

  if (!sauda_xlsx_package_parse (package, part, &handler, &reading, error))
    return NULL;
  return g_steal_pointer (&relations);
}

static const Relation *
find_type (GPtrArray *relations, const char *type)
{
  for (guint i = 0; i < relations->len; i++) {
    const Relation *relation = relations->pdata[i];

    if (strcmp (relation->type, type) == 0)
      return relation;
  }
  return NULL;
}

static const Relation *
find_id (GPtrArray *relations, const char *id)
{
  for (guint i = 0; i < relations->len && id != NULL; i++) {
    const Relation *relation = relations->pdata[i];

    if (strcmp (relation->id, id) == 0)
      return relation;
  }
  return NULL;
}

/* Without a wanted name: the first visible sheet, else the first; behind those to skip a visible
 * one alone. */
static gboolean
is_wanted (BookReading *reading, const char *title, gboolean hidden)
{
  if (reading->wanted != NULL)
    return g_strcmp0 (title, reading->wanted) == 0 && reading->id == NULL;
  if (reading->skip > 0) {
    reading->skip -= !hidden;
    reading->no_hidden = TRUE;
    return FALSE;
  }
  return reading->id == NULL ? !(hidden && reading->no_hidden) : reading->chosen_hidden && !hidden;
}

static gboolean
begin_book (gpointer data, const char *name, const SaudaXlsxAttributes *attributes, GError **error)
{
  BookReading *reading = data;

  if (strcmp (name, "workbookPr") == 0) {
    g_autofree char *date1904 = sauda_xlsx_attributes_dup (attributes, "date1904");

    reading->date1904 = g_strcmp0 (date1904, "1") == 0 || g_strcmp0 (date1904, "true") == 0;
  } else if (strcmp (name, "sheet") == 0) {
    g_autofree char *title = sauda_xlsx_attributes_dup (attributes, "name");
    g_autofree char *state = sauda_xlsx_attributes_dup (attributes, "state");
    gboolean hidden = state != NULL && strcmp (state, "visible") != 0;

    if (is_wanted (reading, title, hidden)) {
      g_free (reading->id);
      reading->id = sauda_xlsx_attributes_dup (attributes, "id");
      reading->chosen_hidden = hidden;
    }
  }
  return TRUE;
}

static char *
find_book (SaudaXlsxPackage *package, const SaudaSheetRow *row, GError **error)
{
  g_autoptr (GPtrArray) relations = NULL;
  const Relation *book;

  if (sauda_xlsx_package_has (package, "_rels/.rels")) {
    relations = read_relations (package, "_rels/.rels", "", error);
    if (relations == NULL)
      return NULL;
    book = find_type (relations, "officeDocument");
    if (book != NULL && g_str_has_suffix (book->target, ".bin")) {
      g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_OLD_FORMAT,
                   _ ("“%s” is a binary workbook (.xlsb). Save it as XLSX and import it again."), row->file);
      return NULL;
    }
    if (book != NULL && strstr (book->target, "workbook") != NULL)
      return g_strdup (book->target);
  }
  g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NOT_A_SHEET,
               _ ("“%s” is an archive, but no XLSX workbook. Choose an XLSX or a CSV file."), row->file);
  return NULL;
}

static void
set_no_worksheet (const SaudaSheetRow *row, GError **error)
{
  if (row->limit.sheet != NULL)
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_WORKSHEET,
                 _ ("“%s” has no worksheet named “%s”. Rename the sheet or choose another file."), row->file,
                 row->limit.sheet);
  else
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_NO_WORKSHEET,
                 _ ("“%s” has no worksheet. Download it again, or choose another file."), row->file);
}

static SaudaXlsxWorkbook *
collect (SaudaXlsxPackage *package, GPtrArray *relations, const BookReading *book)
{
  const Relation *sheet = find_id (relations, book->id);
  const Relation *strings = find_type (relations, "sharedStrings");
  const Relation *styles = find_type (relations, "styles");
  SaudaXlsxWorkbook *self;

  if (sheet == NULL || strcmp (sheet->type, "worksheet") != 0 ||
      !sauda_xlsx_package_has (package, sheet->target))
    return NULL;
  self = g_new0 (SaudaXlsxWorkbook, 1);
  self->sheet = g_strdup (sheet->target);
  if (strings != NULL && sauda_xlsx_package_has (package, strings->target))
    self->strings = g_strdup (strings->target);
  if (styles != NULL && sauda_xlsx_package_has (package, styles->target))
    self->styles = g_strdup (styles->target);
  self->date1904 = book->date1904;
  return self;
}

/**
 * sauda_xlsx_workbook_find: (skip)
 * @package: an opened package
 * @row: names the wanted sheet
 * @error: return location
 *
 * Follows the relations from the package to the worksheet (ECMA-376 part 2), as names of parts are free.
 *
 * Returns: (transfer full) (nullable): the parts, or %NULL with @error
 */
SaudaXlsxWorkbook *
sauda_xlsx_workbook_find (SaudaXlsxPackage *package, const SaudaSheetRow *row, GError **error)
{
  static const SaudaXlsxHandler handler = { begin_book, end_nothing, NULL };
  g_autofree char *part = find_book (package, row, error);
  g_autofree char *folder = NULL, *base = NULL, *relations_part = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  BookReading book = { .wanted = row->limit.sheet, .skip = row->limit.skip };
  SaudaXlsxWorkbook *self;

  if (part == NULL)
    return NULL;
  if (!sauda_xlsx_package_has (package, part)) {
    set_no_worksheet (row, error);
    return NULL;
  }
  base = g_path_get_basename (part);
  folder = g_strndup (part, strlen (part) - strlen (base));
  relations_part = g_strconcat (folder, "_rels/", base, ".rels", NULL);
  if (!sauda_xlsx_package_has (package, relations_part)) {
    set_no_worksheet (row, error);
    return NULL;
  }
  relations = read_relations (package, relations_part, folder, error);
  if (relations == NULL || !sauda_xlsx_package_parse (package, part, &handler, &book, error)) {
    g_free (book.id);
    return NULL;
  }
  self = collect (package, relations, &book);
  if (self == NULL)
    set_no_worksheet (row, error);
  g_free (book.id);
  return self;
}

/**
 * sauda_xlsx_workbook_free: (skip)
 * @self: (transfer full): the parts
 */
void
sauda_xlsx_workbook_free (SaudaXlsxWorkbook *self)
{
  g_free (self->sheet);
  g_free (self->strings);
  g_free (self->styles);
  g_free (self);
}
