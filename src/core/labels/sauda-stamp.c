#include "sauda-stamp-private.h"

#include "sauda-pdf-geometry-private.h"
#include "sauda-pdf-source-private.h"

#include <cairo-pdf.h>

#define NAME "/SaudaMark"

/* A page that has room for a mark. */
typedef struct {
  guint page; /* in the target */
  double width, height;
  cairo_rectangle_t place;
  cairo_matrix_t to_sight;
  guint depth;
} Stamped;

struct _SaudaStamp {
  qpdf_data target;         /* (not nullable) borrowed */
  SaudaStampPlaces *places; /* (owned) (not nullable) */
  GPtrArray *pages;         /* (owned) (not nullable) (element-type Stamped) */
  qpdf_data overlay;        /* (owned) (nullable) the target reads its streams when it is written */
  GBytes *bytes;            /* (owned) (nullable) of @overlay */
};

/* An error that is not taken would be said about the next thing that is done. */
static gboolean
has_failed (qpdf_data document)
{
  return qpdf_has_error (document) && qpdf_get_error (document) != NULL;
}

static cairo_status_t
keep_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A page for each mark, transparent, with one set of letters. */
static GBytes *
draw_overlay (SaudaStamp *self, SaudaStampMarkFunc make_mark, gpointer user_data)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (keep_bytes, bytes, 1, 1);
  cairo_t *cairo = cairo_create (surface);
  SaudaStampPen *pen = sauda_stamp_pen_new (cairo);
  cairo_status_t status;

  for (guint i = 0; i < self->pages->len; i++) {
    const Stamped *stamped = g_ptr_array_index (self->pages, i);
    g_autoptr (SaudaStampMark) mark = make_mark (stamped->page, user_data);

    cairo_pdf_surface_set_size (surface, stamped->width, stamped->height);
    sauda_stamp_pen_draw (pen, mark, &stamped->place);
    cairo_show_page (cairo);
  }
  sauda_stamp_pen_free (pen);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

/* The overlay's page becomes a picture that the label's page can draw: its drawing lies as the label is seen,
 * the label's own measures may begin elsewhere or be turned. */
static qpdf_oh
make_form (SaudaStamp *self, guint index)
{
  const Stamped *stamped = g_ptr_array_index (self->pages, index);
  qpdf_oh page = qpdf_get_page_n (self->overlay, index);
  qpdf_oh form = qpdf_oh_get_key (self->overlay, page, "/Contents"), dictionary;
  cairo_matrix_t from_sight = stamped->to_sight, matrix;

  if (!qpdf_oh_is_stream (self->overlay, form) || cairo_matrix_invert (&from_sight) != CAIRO_STATUS_SUCCESS)
    return qpdf_oh_new_null (self->target);
  cairo_matrix_init (&matrix, 1, 0, 0, -1, 0, stamped->height);
  cairo_matrix_multiply (&matrix, &matrix, &from_sight);
  dictionary = qpdf_oh_get_dict (self->overlay, form);
  qpdf_oh_replace_key (self->overlay, dictionary, "/Type", qpdf_oh_new_name (self->overlay, "/XObject"));
  qpdf_oh_replace_key (self->overlay, dictionary, "/Subtype", qpdf_oh_new_name (self->overlay, "/Form"));
  qpdf_oh_replace_key (self->overlay, dictionary, "/Resources",
                       qpdf_oh_get_key (self->overlay, page, "/Resources"));
  qpdf_oh_replace_key (
    self->overlay, dictionary, "/BBox",
    sauda_pdf_numbers (self->overlay, (const double[]){ 0, 0, stamped->width, stamped->height }, 4));
  qpdf_oh_replace_key (self->overlay, dictionary, "/Matrix", sauda_pdf_matrix (self->overlay, &matrix));
  return qpdf_oh_copy_foreign_object (self->target, self->overlay, form);
}

/* What it stands for may be shared with other pages: they must not change. */
static qpdf_oh
copy_dictionary (qpdf_data document, qpdf_oh dictionary)
{
  qpdf_oh copy = qpdf_oh_new_dictionary (document);

  if (!qpdf_oh_is_dictionary (document, dictionary))
    return copy;
  qpdf_oh_begin_dict_key_iter (document, dictionary);
  while (qpdf_oh_dict_more_keys (document)) {
    const char *key = qpdf_oh_dict_next_key (document);

    qpdf_oh_replace_key (document, copy, key, qpdf_oh_get_key (document, dictionary, key));
  }
  return copy;
}

/* Returns: (transfer full): the name under which the page knows the form */
static char *
add_resource (SaudaStamp *self, qpdf_oh page, qpdf_oh form)
{
  qpdf_oh resources = copy_dictionary (self->target, qpdf_oh_get_key (self->target, page, "/Resources"));
  qpdf_oh objects = copy_dictionary (self->target, qpdf_oh_get_key (self->target, resources, "/XObject"));
  char *name = g_strdup (NAME);

  for (guint i = 1; qpdf_oh_has_key (self->target, objects, name); i++) {
    g_free (name);
    name = g_strdup_printf (NAME "%u", i);
  }
  qpdf_oh_replace_key (self->target, objects, name, form);
  qpdf_oh_replace_key (self->target, resources, "/XObject", objects);
  qpdf_oh_replace_key (self->target, page, "/Resources", resources);
  return name;
}

/* The label's own streams stay as they are, between one that keeps the state and one that draws the mark. */
static void
wrap_contents (SaudaStamp *self, qpdf_oh page, guint depth, const char *name)
{
  qpdf_oh contents = qpdf_oh_get_key (self->target, page, "/Contents");
  qpdf_oh all = qpdf_oh_new_array (self->target);
  g_autoptr (GString) end = g_string_new ("\n");

  for (guint i = 0; i <= depth; i++)
    g_string_append (end, "Q ");
  g_string_append_printf (end, "\nq %s Do Q\n", name);
  qpdf_oh_append_item (self->target, all, sauda_pdf_stream (self->target, "q\n"));
  if (qpdf_oh_is_array (self->target, contents))
    for (int i = 0; i < qpdf_oh_get_array_n_items (self->target, contents); i++)
      qpdf_oh_append_item (self->target, all, qpdf_oh_get_array_item (self->target, contents, i));
  else
    qpdf_oh_append_item (self->target, all, contents);
  qpdf_oh_append_item (self->target, all, sauda_pdf_stream (self->target, end->str));
  qpdf_oh_replace_key (self->target, page, "/Contents", all);
}

static gboolean
put_on_page (SaudaStamp *self, guint index)
{
  const Stamped *stamped = g_ptr_array_index (self->pages, index);
  qpdf_oh form = make_form (self, index), page = qpdf_get_page_n (self->target, stamped->page);
  g_autofree char *name = NULL;

  if (!qpdf_oh_is_stream (self->target, form))
    return FALSE;
  name = add_resource (self, page, form);
  wrap_contents (self, page, stamped->depth, name);
  qpdf_oh_release_all (self->overlay);
  qpdf_oh_release_all (self->target);
  return !has_failed (self->target) && !has_failed (self->overlay);
}

/**
 * sauda_stamp_new: (skip)
 * @target: the file being put together; must outlive what is returned until it is written
 * @layouts: what the threads know of layouts; must outlive what is returned
 *
 * Returns: (transfer full): marks for the file, to be freed after it was written
 */
SaudaStamp *
sauda_stamp_new (qpdf_data target, SaudaStampLayouts *layouts)
{
  SaudaStamp *self = g_new0 (SaudaStamp, 1);

  self->target = target;
  self->places = sauda_stamp_places_new (layouts);
  self->pages = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * sauda_stamp_free: (skip)
 * @self: (transfer full): marks
 */
void
sauda_stamp_free (SaudaStamp *self)
{
  sauda_stamp_places_free (self->places);
  g_ptr_array_unref (self->pages);
  g_clear_pointer (&self->overlay, sauda_pdf_source_close);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * sauda_stamp_find_place: (skip)
 * @self: marks
 * @page: number of a page of the target from 0, a higher one with each call
 * @pdf: the file it came from
 * @index: its number in that file from 0
 *
 * Returns: whether there is room for a mark on the page
 */
gboolean
sauda_stamp_find_place (SaudaStamp *self, guint page, GBytes *pdf, guint index)
{
  qpdf_oh handle = qpdf_get_page_n (self->target, page);
  g_autoptr (SaudaStampPage) read = sauda_stamp_page_read (self->target, handle);
  cairo_rectangle_t place;
  Stamped *stamped;

  qpdf_oh_release_all (self->target);
  if (has_failed (self->target) || !sauda_stamp_places_find (self->places, read, pdf, index, &place))
    return FALSE;
  stamped = g_new0 (Stamped, 1);
  *stamped = (Stamped){ page, read->width, read->height, place, read->to_sight, read->depth };
  g_ptr_array_add (self->pages, stamped);
  return TRUE;
}

/**
 * sauda_stamp_put_on: (skip)
 * @self: marks
 * @make_mark: called for each page with a place, in their order
 * @user_data: data of @make_mark
 *
 * Draws all marks and puts them upon their pages; nothing that was on a page is changed.
 *
 * Returns: %FALSE when that failed
 */
gboolean
sauda_stamp_put_on (SaudaStamp *self, SaudaStampMarkFunc make_mark, gpointer user_data)
{
  guint pages;

  if (self->pages->len == 0)
    return TRUE;
  self->bytes = draw_overlay (self, make_mark, user_data);
  if (self->bytes != NULL)
    self->overlay = sauda_pdf_source_open (self->bytes, &pages, NULL);
  if (self->overlay == NULL || pages != self->pages->len)
    return FALSE;
  for (guint i = 0; i < self->pages->len; i++)
    if (!put_on_page (self, i))
      return FALSE;
  return TRUE;
}
