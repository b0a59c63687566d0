#include "sauda-template-library.h"

#include "sauda-file.h"
#include "sauda-stationery-resource.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define RESOURCES "/io/github/sauda/Sauda/stationery/"
#define TEMPLATES "templates"
#define SHEETS "sheets"
#define SUFFIX ".json"

struct _SaudaTemplateLibrary {
  char *folder;         /* (owned) (nullable) */
  GPtrArray *templates; /* (owned) (not nullable) (element-type SaudaTemplate) by their titles */
  GPtrArray *sheets;    /* (owned) (not nullable) (element-type SaudaSheetGrid) by their titles */
  GPtrArray *problems;  /* (owned) (not nullable) (element-type utf8) NULL at the end */
};

typedef gboolean (*TakeFunc) (SaudaTemplateLibrary *self, GBytes *json, const char *id, GError **error);

static gboolean
has_id (gconstpointer label, gconstpointer id)
{
  return g_str_equal (((const SaudaTemplate *) label)->id, id);
}

static gboolean
sheet_has_id (gconstpointer sheet, gconstpointer id)
{
  return g_str_equal (((const SaudaSheetGrid *) sheet)->id, id);
}

static void
put (GPtrArray *list, GEqualFunc has, const char *id, gpointer item)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (list, id, has, &index))
    g_ptr_array_remove_index (list, index);
  g_ptr_array_add (list, item);
}

static gboolean
take_template (SaudaTemplateLibrary *self, GBytes *json, const char *id, GError **error)
{
  SaudaTemplate *label = sauda_template_parse (json, id, error);

  if (label != NULL)
    put (self->templates, has_id, id, label);
  return label != NULL;
}

static gboolean
take_sheet (SaudaTemplateLibrary *self, GBytes *json, const char *id, GError **error)
{
  SaudaSheetGrid *sheet = sauda_sheet_grid_parse (json, id, error);

  if (sheet != NULL)
    put (self->sheets, sheet_has_id, id, sheet);
  return sheet != NULL;
}

static char *
id_of_file (const char *name)
{
  return g_str_has_suffix (name, SUFFIX) ? g_strndup (name, strlen (name) - strlen (SUFFIX)) : NULL;
}

static void
load_resources (SaudaTemplateLibrary *self, const char *part, TakeFunc take)
{
  GResource *resource = sauda_stationery_data_get_resource ();
  g_autofree char *folder = g_strconcat (RESOURCES, part, NULL);
  g_auto (GStrv) names = g_resource_enumerate_children (resource, folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("%s/%s", folder, names[i]);
    g_autofree char *id = id_of_file (names[i]);
    g_autoptr (GBytes) json = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_autoptr (GError) error = NULL;

    if (!take (self, json, id, &error))
      g_error ("%s", error->message);
  }
}

/* A broken file of the merchant's hides none of the others. */
static void
load_folder (SaudaTemplateLibrary *self, const char *part, TakeFunc take)
{
  g_autofree char *folder = g_build_filename (self->folder, part, NULL);
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *id = id_of_file (name), *path = g_build_filename (folder, name, NULL);
    g_autoptr (GBytes) json = NULL;
    g_autoptr (GError) error = NULL;
    char *text;
    gsize length;

    if (id == NULL)
      continue;
    if (g_file_get_contents (path, &text, &length, &error)) {
      json = g_bytes_new_take (text, length);
      if (take (self, json, id, &error))
        continue;
    }
    g_ptr_array_add (self->problems, g_strdup (error->message));
  }
}

static int
compare_templates (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(const SaudaTemplate *const *) a)->title,
                         (*(const SaudaTemplate *const *) b)->title);
}

static int
compare_sheets (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(const SaudaSheetGrid *const *) a)->title,
                         (*(const SaudaSheetGrid *const *) b)->title);
}

static char *
path_of (SaudaTemplateLibrary *self, const char *part, const char *id)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);

  return g_build_filename (self->folder, part, name, NULL);
}

static gboolean
check_id (SaudaTemplateLibrary *self, const char *id, GError **error)
{
  gboolean good = *id != '\0' && strlen (id) < 100 && self->folder != NULL;

  for (const char *letter = id; *letter != '\0'; letter++)
    good = good && (g_ascii_isalnum (*letter) || *letter == '-');
  if (!good)
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE,
                 _ ("“%s” is no name of a template: take Latin letters, digits and “-”."), id);
  return good;
}

static gboolean
save (SaudaTemplateLibrary *self, const char *part, const char *id, const char *json, GError **error)
{
  g_autofree char *folder = g_build_filename (self->folder, part, NULL), *path = path_of (self, part, id);
  g_autoptr (GError) local = NULL;

  if (sauda_file_make_folder (folder, &local) && sauda_file_write (path, json, strlen (json), &local))
    return TRUE;
  g_set_error_literal (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_WRITE, local->message);
  return FALSE;
}

static void
load (SaudaTemplateLibrary *self)
{
  g_ptr_array_set_size (self->templates, 0);
  g_ptr_array_set_size (self->sheets, 0);
  g_ptr_array_set_size (self->problems, 0);
  load_resources (self, TEMPLATES, take_template);
  load_resources (self, SHEETS, take_sheet);
  if (self->folder != NULL) {
    load_folder (self, TEMPLATES, take_template);
    load_folder (self, SHEETS, take_sheet);
  }
  g_ptr_array_sort (self->templates, compare_templates);
  g_ptr_array_sort (self->sheets, compare_sheets);
  g_ptr_array_add (self->problems, NULL);
}

/**
 * sauda_template_library_new:
 * @folder: (nullable): the merchant's own, or %NULL for Sauda's alone
 *
 * Reads all of them; blocks for some small files.
 *
 * Returns: (transfer full): the library
 */
SaudaTemplateLibrary *
sauda_template_library_new (const char *folder)
{
  SaudaTemplateLibrary *self = g_new0 (SaudaTemplateLibrary, 1);

  sauda_stationery_data_register_resource ();
  self->folder = g_strdup (folder);
  self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_template_free);
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_sheet_grid_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  load (self);
  return self;
}

/**
 * sauda_template_library_free:
 * @self: (transfer full): a library
 */
void
sauda_template_library_free (SaudaTemplateLibrary *self)
{
  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->problems);
  g_free (self->folder);
  g_free (self);
}

/**
 * sauda_template_library_list:
 * @self: a library
 * @kind: a kind
 *
 * Returns: (transfer container) (element-type SaudaTemplate): those of the kind by their titles, good until
 * the library changes
 */
GPtrArray *
sauda_template_library_list (SaudaTemplateLibrary *self, SaudaTemplateKind kind)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->templates->len; i++) {
    SaudaTemplate *label = g_ptr_array_index (self->templates, i);

    if (label->kind == kind)
      g_ptr_array_add (list, label);
  }
  return list;
}

/**
 * sauda_template_library_list_sheets:
 * @self: a library
 *
 * Returns: (transfer container) (element-type SaudaSheetGrid): all by their titles, good until the library
 * changes
 */
GPtrArray *
sauda_template_library_list_sheets (SaudaTemplateLibrary *self)
{
  GPtrArray *list = g_ptr_array_new ();

  g_ptr_array_extend (list, self->sheets, NULL, NULL);
  return list;
}

/**
 * sauda_template_library_get_problems:
 * @self: a library
 *
 * Returns: (array zero-terminated=1) (transfer none): sentences about files of the merchant's that are no
 * good
 */
const char *const *
sauda_template_library_get_problems (SaudaTemplateLibrary *self)
{
  return (const char *const *) self->problems->pdata;
}

/**
 * sauda_template_library_find:
 * @self: a library
 * @id: a name
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the template, or %NULL with %SAUDA_STATIONERY_ERROR_UNKNOWN
 */
const SaudaTemplate *
sauda_template_library_find (SaudaTemplateLibrary *self, const char *id, GError **error)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->templates, id, has_id, &index))
    return g_ptr_array_index (self->templates, index);
  g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN,
               _ ("There is no template “%s”. See saudactl labels templates."), id);
  return NULL;
}

/**
 * sauda_template_library_find_sheet:
 * @self: a library
 * @id: a name
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the sheet, or %NULL with %SAUDA_STATIONERY_ERROR_UNKNOWN
 */
const SaudaSheetGrid *
sauda_template_library_find_sheet (SaudaTemplateLibrary *self, const char *id, GError **error)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->sheets, id, sheet_has_id, &index))
    return g_ptr_array_index (self->sheets, index);
  g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN,
               _ ("There is no sheet “%s”. See saudactl labels templates."), id);
  return NULL;
}

/**
 * sauda_template_library_is_own:
 * @self: a library
 * @id: a name of a template or sheet
 *
 * Returns: whether the merchant's folder has it, so that it can be removed
 */
gboolean
sauda_template_library_is_own (SaudaTemplateLibrary *self, const char *id)
{
  g_autofree char *label = NULL, *sheet = NULL;

  if (!check_id (self, id, NULL))
    return FALSE;
  label = path_of (self, TEMPLATES, id);
  sheet = path_of (self, SHEETS, id);
  return g_file_test (label, G_FILE_TEST_EXISTS) || g_file_test (sheet, G_FILE_TEST_EXISTS);
}

/**
 * sauda_template_library_save:
 * @self: a library with a folder
 * @label: a template; one of Sauda's is kept as the merchant's own, and hides Sauda's
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_TEMPLATE or %SAUDA_STATIONERY_ERROR_WRITE
 */
gboolean
sauda_template_library_save (SaudaTemplateLibrary *self, const SaudaTemplate *label, GError **error)
{
  g_autofree char *json = sauda_template_write (label);

  if (!check_id (self, label->id, error) || !sauda_template_check (label, error) ||
      !save (self, TEMPLATES, label->id, json, error))
    return FALSE;
  load (self);
  return TRUE;
}

/**
 * sauda_template_library_save_sheet:
 * @self: a library with a folder
 * @sheet: a sheet
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_TEMPLATE or %SAUDA_STATIONERY_ERROR_WRITE
 */
gboolean
sauda_template_library_save_sheet (SaudaTemplateLibrary *self, const SaudaSheetGrid *sheet, GError **error)
{
  g_autofree char *json = sauda_sheet_grid_write (sheet);

  if (!check_id (self, sheet->id, error) || !sauda_sheet_grid_check (sheet, error) ||
      !save (self, SHEETS, sheet->id, json, error))
    return FALSE;
  load (self);
  return TRUE;
}

/**
 * sauda_template_library_remove:
 * @self: a library
 * @id: name of a template or sheet of the merchant's own; one of Sauda's that it hid comes back
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_UNKNOWN or %SAUDA_STATIONERY_ERROR_WRITE
 */
gboolean
sauda_template_library_remove (SaudaTemplateLibrary *self, const char *id, GError **error)
{
  g_autofree char *label = NULL, *sheet = NULL;

  if (!sauda_template_library_is_own (self, id)) {
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN,
                 _ ("“%s” is none of your own templates."), id);
    return FALSE;
  }
  label = path_of (self, TEMPLATES, id);
  sheet = path_of (self, SHEETS, id);
  if (g_unlink (label) != 0 && g_unlink (sheet) != 0) {
    sauda_stationery_set_unwritten (error, label, g_strerror (errno));
    return FALSE;
  }
  load (self);
  return TRUE;
}
