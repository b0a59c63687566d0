#include "sauda-pdf-impose-private.h"

#include "sauda-pdf-geometry-private.h"
#include "sauda-pdf-source-private.h"
#include "sauda-stationery-error.h"

#include <stdlib.h>

/* A label on a sheet, as the sheet's page knows it. */
#define NAME "/SaudaLabel"
/* Millimetres of a label's own white margin that may go over the edge of its place, at both
 * sides together. */
#define OVERHANG 2.0
#define MARK_LENGTH 3.0
#define MARK_PEN 0.25

typedef struct {
  qpdf_data document;           /* (not nullable) borrowed */
  const SaudaLabelSheet *sheet; /* (not nullable) borrowed */
  double width, height;         /* of a place, points */
  qpdf_oh objects;              /* of the sheet being laid */
  GString *content;             /* (owned) (not nullable) of the sheet being laid */
  guint places;                 /* taken on it */
  GArray *papers;               /* (not nullable) borrowed: the paper of each page */
} Imposing;

static gboolean
has_failed (qpdf_data document)
{
  return qpdf_has_error (document) && qpdf_get_error (document) != NULL;
}

static void
append_number (GString *text, double number)
{
  char written[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%s ", g_ascii_formatd (written, sizeof written, "%.4f", number));
}

/* One stream goes over as it is; several are one program and become one stream. */
static qpdf_oh
take_contents (Imposing *self, qpdf_oh page)
{
  qpdf_oh contents = qpdf_oh_get_key (self->document, page, "/Contents"), stream, null;
  unsigned char *bytes = NULL;
  size_t length = 0;

  if (qpdf_oh_is_stream (self->document, contents))
    return contents;
  if ((qpdf_oh_get_page_content_data (self->document, page, &bytes, &length) & QPDF_ERRORS) != 0)
    return qpdf_oh_new_null (self->document);
  stream = qpdf_oh_new_stream (self->document);
  null = qpdf_oh_new_null (self->document);
  qpdf_oh_replace_stream_data (self->document, stream, bytes, length, null, null);
  free (bytes);
  return stream;
}

/* The page becomes a picture that lies as the page is seen, its upper left corner at the origin, y upward. */
static qpdf_oh
make_form (Imposing *self, qpdf_oh page, const SaudaPdfGeometry *geometry)
{
  qpdf_oh form = take_contents (self, page), dictionary;
  cairo_matrix_t upward, matrix;

  if (!qpdf_oh_is_stream (self->document, form))
    return form;
  cairo_matrix_init (&upward, 1, 0, 0, -1, 0, 0);
  cairo_matrix_multiply (&matrix, &geometry->to_sight, &upward);
  dictionary = qpdf_oh_get_dict (self->document, form);
  qpdf_oh_replace_key (self->document, dictionary, "/Type", qpdf_oh_new_name (self->document, "/XObject"));
  qpdf_oh_replace_key (self->document, dictionary, "/Subtype", qpdf_oh_new_name (self->document, "/Form"));
  qpdf_oh_replace_key (self->document, dictionary, "/Resources",
                       qpdf_oh_get_key (self->document, page, "/Resources"));
  qpdf_oh_replace_key (self->document, dictionary, "/BBox",
                       sauda_pdf_numbers (self->document, geometry->box, 4));
  qpdf_oh_replace_key (self->document, dictionary, "/Matrix", sauda_pdf_matrix (self->document, &matrix));
  if (qpdf_oh_has_key (self->document, page, "/Group"))
    qpdf_oh_replace_key (self->document, dictionary, "/Group",
                         qpdf_oh_get_key (self->document, page, "/Group"));
  return form;
}

/* Where sheets are cut: short lines at the paper's edge, and a cross between the labels. */
static void
append_marks (Imposing *self)
{
  const SaudaLabelSheet *sheet = self->sheet;
  double paper_width = SAUDA_MM (sheet->width), paper_height = SAUDA_MM (sheet->height);
  double length = SAUDA_MM (MARK_LENGTH);

  append_number (self->content, MARK_PEN);
  g_string_append (self->content, "w\n");
  for (guint column = 1; column < sheet->columns; column++)
    for (guint row = 0; row <= sheet->rows; row++) {
      double x = column * self->width, y = row * self->height;

      append_number (self->content, x);
      append_number (self->content, MAX (y - length, 0));
      g_string_append (self->content, "m ");
      append_number (self->content, x);
      append_number (self->content, MIN (y + length, paper_height));
      g_string_append (self->content, "l S\n");
    }
  for (guint row = 1; row < sheet->rows; row++)
    for (guint column = 0; column <= sheet->columns; column++) {
      double x = column * self->width, y = row * self->height;

      append_number (self->content, MAX (x - length, 0));
      append_number (self->content, y);
      g_string_append (self->content, "m ");
      append_number (self->content, MIN (x + length, paper_width));
      append_number (self->content, y);
      g_string_append (self->content, "l S\n");
    }
}

static void
end_sheet (Imposing *self)
{
  qpdf_data document = self->document;
  qpdf_oh page, resources;

  if (self->places == 0)
    return;
  append_marks (self);
  page = qpdf_oh_new_dictionary (document);
  resources = qpdf_oh_new_dictionary (document);
  qpdf_oh_replace_key (document, resources, "/XObject", self->objects);
  qpdf_oh_replace_key (document, page, "/Type", qpdf_oh_new_name (document, "/Page"));
  qpdf_oh_replace_key (
    document, page, "/MediaBox",
    sauda_pdf_numbers (
      document, (const double[]){ 0, 0, SAUDA_MM (self->sheet->width), SAUDA_MM (self->sheet->height) }, 4));
  qpdf_oh_replace_key (document, page, "/Resources", resources);
  qpdf_oh_replace_key (document, page, "/Contents", sauda_pdf_stream (document, self->content->str));
  qpdf_add_page (document, document, qpdf_oh_new_object (document, page), QPDF_FALSE);
  qpdf_oh_release_all (document);
  self->places = 0;
}

static void
begin_sheet (Imposing *self)
{
  self->objects = qpdf_oh_new_dictionary (self->document);
  g_string_truncate (self->content, 0);
}

/* Clipped to its place: a label never prints upon its neighbour. */
static void
place_form (Imposing *self, qpdf_oh form, const SaudaPdfGeometry *geometry)
{
  guint column = self->places % self->sheet->columns, row = self->places / self->sheet->columns;
  double left = column * self->width, bottom = (self->sheet->rows - 1 - row) * self->height;
  double scale = MIN (self->width / geometry->width, self->height / geometry->height);
  g_autofree char *name = g_strdup_printf (NAME "%u", self->places);

  scale = self->sheet->scale ? MIN (scale, 1) : 1;
  qpdf_oh_replace_key (self->document, self->objects, name, form);
  g_string_append (self->content, "q ");
  append_number (self->content, left);
  append_number (self->content, bottom);
  append_number (self->content, self->width);
  append_number (self->content, self->height);
  g_string_append (self->content, "re W n ");
  append_number (self->content, scale);
  g_string_append (self->content, "0 0 ");
  append_number (self->content, scale);
  append_number (self->content, left + (self->width - geometry->width * scale) / 2);
  append_number (self->content, bottom + (self->height + geometry->height * scale) / 2);
  g_string_append_printf (self->content, "cm %s Do Q\n", name);
  self->places++;
}

static gboolean
fits (const Imposing *self, const SaudaPdfGeometry *geometry)
{
  return self->sheet->scale || (geometry->width <= self->width + SAUDA_MM (OVERHANG) &&
                                geometry->height <= self->height + SAUDA_MM (OVERHANG));
}

static void
note_paper (Imposing *self)
{
  guint paper = (guint) qpdf_get_num_pages (self->document);

  g_array_append_val (self->papers, paper);
}

/* A page that cannot be laid keeps its own paper, behind the sheets before it. */
static gboolean
lay_page (Imposing *self, int id)
{
  qpdf_oh page = qpdf_get_object_by_id (self->document, id, 0), form;
  SaudaPdfGeometry geometry;

  if (!sauda_pdf_geometry_read (&geometry, self->document, page) || !fits (self, &geometry)) {
    end_sheet (self);
    note_paper (self);
    /* ending the sheet has released it */
    page = qpdf_get_object_by_id (self->document, id, 0);
    return (qpdf_add_page (self->document, self->document, page, QPDF_FALSE) & QPDF_ERRORS) == 0;
  }
  note_paper (self);
  if (self->places == 0)
    begin_sheet (self);
  form = make_form (self, page, &geometry);
  if (!qpdf_oh_is_stream (self->document, form))
    return FALSE;
  place_form (self, form, &geometry);
  if (self->places == self->sheet->columns * self->sheet->rows)
    end_sheet (self);
  return TRUE;
}

static guint
count_forms (qpdf_data document, qpdf_oh page)
{
  qpdf_oh objects = qpdf_oh_get_key (document, page, "/Resources");
  guint count = 0;

  if (qpdf_oh_is_dictionary (document, objects))
    objects = qpdf_oh_get_key (document, objects, "/XObject");
  if (!qpdf_oh_is_dictionary (document, objects))
    return 0;
  qpdf_oh_begin_dict_key_iter (document, objects);
  while (qpdf_oh_dict_more_keys (document))
    count += g_str_has_prefix (qpdf_oh_dict_next_key (document), NAME) ? 1 : 0;
  return count;
}

/**
 * sauda_pdf_impose: (skip)
 * @document: a file with a label on each page
 * @sheet: paper
 * @papers: (element-type guint): number of the paper that each page lies on, added to it
 *
 * Lays the pages on sheets in their order, row by row, at 100 % unless the sheet scales. What is on a page is
 * not drawn anew. A page larger than its place keeps its own paper.
 *
 * Returns: %FALSE when a page cannot be read
 */
gboolean
sauda_pdf_impose (qpdf_data document, const SaudaLabelSheet *sheet, GArray *papers)
{
  Imposing self = { .document = document, .sheet = sheet, .papers = papers, .content = g_string_new (NULL) };
  int pages = qpdf_get_num_pages (document);
  g_autofree int *ids = g_new (int, MAX (pages, 1));
  gboolean laid = TRUE;

  self.width = SAUDA_MM (sheet->width) / sheet->columns;
  self.height = SAUDA_MM (sheet->height) / sheet->rows;
  /* from the end: libqpdf counts all pages behind one that is taken out anew */
  for (int i = pages; i-- > 0;) {
    qpdf_oh page = qpdf_get_page_n (document, (size_t) i);

    ids[i] = qpdf_oh_get_object_id (document, page);
    qpdf_remove_page (document, page);
    qpdf_oh_release_all (document);
  }
  for (int i = 0; i < pages && laid; i++)
    laid = lay_page (&self, ids[i]);
  end_sheet (&self);
  g_string_free (self.content, TRUE);
  return laid && !has_failed (document);
}

/**
 * sauda_pdf_count_placed: (skip)
 * @path: a PDF
 * @placed: (out): labels on its sheets, and pages that are no sheets
 * @pages: (out): its pages
 * @error: return location
 *
 * Opens the file anew and counts: proof that what should be on the disk is there.
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_DAMAGED
 */
gboolean
sauda_pdf_count_placed (const char *path, guint *placed, guint *pages, GError **error)
{
  qpdf_data source = sauda_pdf_source_new ();
  gboolean read = (qpdf_read (source, path, NULL) & QPDF_ERRORS) == 0;
  int count = read ? MAX (qpdf_get_num_pages (source), 0) : 0;

  *placed = 0;
  for (int i = 0; i < count; i++) {
    *placed += MAX (count_forms (source, qpdf_get_page_n (source, (size_t) i)), 1);
    qpdf_oh_release_all (source);
  }
  *pages = (guint) count;
  read = read && !has_failed (source);
  if (!read)
    sauda_pdf_source_set_damaged (error);
  sauda_pdf_source_close (source);
  return read;
}
