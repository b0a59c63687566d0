#include "sauda-stamp-profiles.h"

#include "sauda-label-sheet.h"
#include "sauda-labels-error.h"
#include "sauda-pdf-paper-private.h"
#include "sauda-pdf-source-private.h"
#include "sauda-stamp-place-private.h"
#include "sauda-stationery-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* Millimetres: pages that differ less are of one size. */
#define SAME_SIZE 1.0
#define LEAST_WIDTH 10.0
#define LEAST_HEIGHT 4.0

static const char *const mode_names[] = { "auto", "fixed", "none" };

static cairo_rectangle_t
scale (const cairo_rectangle_t *place, double factor)
{
  return (cairo_rectangle_t){ place->x * factor, place->y * factor, place->width * factor,
                              place->height * factor };
}

static double
get_number (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  double number = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;

  return number >= 0 && number < 2000 ? number : NAN;
}

static SaudaStampProfile *
read_profile (JsonObject *object)
{
  const char *mode = json_object_get_string_member_with_default (object, "mode", "");
  g_autoptr (SaudaStampProfile) profile =
    sauda_stamp_profile_new (json_object_get_string_member_with_default (object, "name", ""),
                             get_number (object, "width"), get_number (object, "height"));
  guint i = 0;

  while (i < G_N_ELEMENTS (mode_names) && !g_str_equal (mode, mode_names[i]))
    i++;
  profile->mode = i;
  profile->layout = g_strdup (json_object_get_string_member_with_default (object, "layout", NULL));
  profile->place =
    (cairo_rectangle_t){ get_number (object, "x"), get_number (object, "y"),
                         get_number (object, "place-width"), get_number (object, "place-height") };
  if (i == G_N_ELEMENTS (mode_names) || isnan (profile->width) || isnan (profile->height))
    return NULL;
  if (profile->mode != SAUDA_STAMP_FIXED)
    return g_steal_pointer (&profile);
  /* comparisons with what is no number fail */
  return profile->place.width >= LEAST_WIDTH && profile->place.height >= LEAST_HEIGHT &&
             profile->place.x + profile->place.width <= profile->width + SAME_SIZE &&
             profile->place.y + profile->place.height <= profile->height + SAME_SIZE
           ? g_steal_pointer (&profile)
           : NULL;
}

static JsonObject *
write_profile (const SaudaStampProfile *profile)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", profile->name);
  json_object_set_double_member (object, "width", profile->width);
  json_object_set_double_member (object, "height", profile->height);
  if (profile->layout != NULL)
    json_object_set_string_member (object, "layout", profile->layout);
  json_object_set_string_member (object, "mode", mode_names[profile->mode]);
  if (profile->mode == SAUDA_STAMP_FIXED) {
    json_object_set_double_member (object, "x", profile->place.x);
    json_object_set_double_member (object, "y", profile->place.y);
    json_object_set_double_member (object, "place-width", profile->place.width);
    json_object_set_double_member (object, "place-height", profile->place.height);
  }
  return object;
}

static void
set_broken (GError **error, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED,
               _ ("“%s” is no list of places for the size mark. Correct it or remove the file."), name);
}

/* A page, read and open. */
typedef struct {
  qpdf_data source;     /* (owned) (nullable) */
  SaudaStampPage *page; /* (owned) (nullable) */
} Opened;

static void
opened_clear (Opened *self)
{
  g_clear_pointer (&self->page, sauda_stamp_page_free);
  g_clear_pointer (&self->source, sauda_pdf_source_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Opened, opened_clear)

static gboolean
open_page (Opened *self, GBytes *pdf, guint page, GError **error)
{
  guint pages = 0;

  self->source = sauda_pdf_source_open (pdf, &pages, error);
  if (self->source == NULL)
    return FALSE;
  if (page < pages)
    self->page = sauda_stamp_page_read (self->source, qpdf_get_page_n (self->source, page));
  else
    sauda_pdf_source_set_damaged (error);
  return self->page != NULL;
}

/**
 * sauda_stamp_profile_new:
 * @name: for people
 * @width: of the page, millimetres
 * @height: of the page, millimetres
 *
 * Returns: (transfer full): an automatic profile for all waybills of that size
 */
SaudaStampProfile *
sauda_stamp_profile_new (const char *name, double width, double height)
{
  SaudaStampProfile *self = g_new0 (SaudaStampProfile, 1);

  self->name = g_strdup (name);
  self->width = width;
  self->height = height;
  return self;
}

/**
 * sauda_stamp_profile_free:
 * @self: (transfer full): a profile
 */
void
sauda_stamp_profile_free (SaudaStampProfile *self)
{
  g_free (self->name);
  g_free (self->layout);
  g_free (self);
}

/**
 * sauda_stamp_profiles_load:
 * @path: a JSON file
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStampProfile) (nullable): the profiles, none when there is no
 * file; %NULL with %SAUDA_LABELS_ERROR_UNREADABLE or %SAUDA_LABELS_ERROR_DAMAGED
 */
GPtrArray *
sauda_stamp_profiles_load (const char *path, GError **error)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stamp_profile_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &local)) {
    if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return g_steal_pointer (&profiles);
    sauda_labels_set_unreadable (error, path, local->message);
    return NULL;
  }
  root = json_from_string (text, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root)) {
    set_broken (error, path);
    return NULL;
  }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++) {
    JsonNode *node = json_array_get_element (json_node_get_array (root), i);
    SaudaStampProfile *profile =
      JSON_NODE_HOLDS_OBJECT (node) ? read_profile (json_node_get_object (node)) : NULL;

    if (profile == NULL) {
      set_broken (error, path);
      return NULL;
    }
    g_ptr_array_add (profiles, profile);
  }
  return g_steal_pointer (&profiles);
}

/**
 * sauda_stamp_profiles_save:
 * @profiles: (element-type SaudaStampProfile): all of them
 * @path: a JSON file
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE
 */
gboolean
sauda_stamp_profiles_save (GPtrArray *profiles, const char *path, GError **error)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL, *folder = g_path_get_dirname (path);
  g_autoptr (GError) local = NULL;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < profiles->len; i++)
    json_array_add_object_element (array, write_profile (g_ptr_array_index (profiles, i)));
  json_node_take_array (root, array);
  text = json_to_string (root, TRUE);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents (path, text, -1, &local))
    return TRUE;
  sauda_labels_set_unwritten (error, path, local->message);
  return FALSE;
}

/**
 * sauda_stamp_profiles_find:
 * @profiles: (element-type SaudaStampProfile): all of them
 * @width: of a page as it is seen, millimetres
 * @height: likewise
 * @layout: its layout
 *
 * Returns: (transfer none) (nullable): the profile of that very layout, else that of the size, else %NULL
 */
const SaudaStampProfile *
sauda_stamp_profiles_find (GPtrArray *profiles, double width, double height, const char *layout)
{
  const SaudaStampProfile *of_size = NULL;

  for (guint i = 0; i < profiles->len; i++) {
    const SaudaStampProfile *profile = g_ptr_array_index (profiles, i);

    if (fabs (profile->width - width) > SAME_SIZE || fabs (profile->height - height) > SAME_SIZE)
      continue;
    if (g_strcmp0 (profile->layout, layout) == 0)
      return profile;
    if (profile->layout == NULL && of_size == NULL)
      of_size = profile;
  }
  return of_size;
}

/**
 * sauda_stamp_look_at:
 * @pdf: a waybill
 * @page: number of a page from 0
 * @error: return location
 *
 * Looks at the page as it will lie in a group: a label of another maker has the paper of the roll there, and
 * that is where marks are put.
 *
 * Returns: (transfer full) (nullable): what an editor of profiles shows, or %NULL with
 * %SAUDA_LABELS_ERROR_ENCRYPTED or %SAUDA_LABELS_ERROR_DAMAGED
 */
SaudaStampLook *
sauda_stamp_look_at (GBytes *pdf, guint page, GError **error)
{
  g_auto (Opened) opened = { 0 };
  g_autoptr (SaudaStampLayouts) layouts = sauda_stamp_layouts_new (NULL);
  g_autoptr (SaudaStampPlaces) places = sauda_stamp_places_new (layouts);
  const SaudaLabelSheet *roll = sauda_label_sheet_find (SAUDA_LABEL_SHEET_ROLL);
  g_autoptr (GBytes) fitted = sauda_pdf_paper_fit (pdf, SAUDA_MM (roll->width), SAUDA_MM (roll->height));
  SaudaStampLook *look;

  if (!open_page (&opened, fitted, page, error))
    return NULL;
  look = g_new0 (SaudaStampLook, 1);
  look->pdf = g_bytes_ref (fitted);
  look->width = opened.page->width / SAUDA_MM (1);
  look->height = opened.page->height / SAUDA_MM (1);
  look->layout = sauda_stamp_page_name_layout (opened.page);
  look->has_place = sauda_stamp_places_find (places, opened.page, fitted, page, &look->place);
  look->place = scale (&look->place, 1 / SAUDA_MM (1));
  return look;
}

/**
 * sauda_stamp_look_free:
 * @self: (transfer full): a look
 */
void
sauda_stamp_look_free (SaudaStampLook *self)
{
  g_bytes_unref (self->pdf);
  g_free (self->layout);
  g_free (self);
}

/**
 * sauda_stamp_look_is_free:
 * @pdf: a waybill as it was looked at
 * @page: number of a page from 0
 * @place: millimetres from the left and the top
 *
 * Returns: whether a mark may stand there: nothing is printed in it, and bar codes keep their quiet zones
 */
gboolean
sauda_stamp_look_is_free (GBytes *pdf, guint page, const cairo_rectangle_t *place)
{
  g_auto (Opened) opened = { 0 };
  g_autoptr (SaudaStampLayouts) layouts = sauda_stamp_layouts_new (NULL);
  g_autoptr (SaudaStampPlaces) places = sauda_stamp_places_new (layouts);
  cairo_rectangle_t points = scale (place, SAUDA_MM (1));

  return open_page (&opened, pdf, page, NULL) &&
         sauda_stamp_places_is_free (places, opened.page, pdf, page, &points);
}
