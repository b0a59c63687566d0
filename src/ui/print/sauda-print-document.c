#include "sauda-print-document.h"

#include "sauda-label-preview.h"
#include "sauda-pdf-join.h"
#include "sauda-pdf-shift.h"
#include "sauda-print-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>

#define MM_PER_POINT (25.4 / 72.0)
/* Points; PDF makers round the same paper in several ways. */
#define SAME_SIZE 1.0

/* What is taken of a document. */
typedef struct {
  char *path;    /* (owned) (not nullable) */
  char *title;   /* (owned) (not nullable) */
  GArray *pages; /* (owned) (not nullable) (element-type guint) from 0 */
  SaudaPrintOffset offset;
  gboolean all; /* as they are in the file */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->path);
  g_free (choice->title);
  g_array_unref (choice->pages);
  g_free (choice);
}

static gboolean
is_moved (const SaudaPrintOffset *offset)
{
  return fabs (offset->right) > 0.001 || fabs (offset->down) > 0.001;
}

/* Whether @pages are all pages of @document from the first to the last. */
static gboolean
is_whole (const SaudaPrintDocument *document, GArray *pages)
{
  if (pages->len != document->n_pages)
    return FALSE;
  for (guint i = 0; i < pages->len; i++)
    if (g_array_index (pages, guint, i) != i)
      return FALSE;
  return TRUE;
}

static SaudaPrintDocument *
read_document (const char *path, GError **error)
{
  g_autoptr (SaudaLabelDocument) pdf = sauda_label_document_open (path, error);
  SaudaPrintDocument *document = NULL;
  double first_width = 0;
  double first_height = 0;

  if (pdf == NULL)
    return NULL;
  document = g_new0 (SaudaPrintDocument, 1);
  document->path = g_strdup (path);
  document->title = g_path_get_basename (path);
  document->n_pages = sauda_label_document_get_n_pages (pdf);
  sauda_label_document_get_page_size (pdf, 0, &first_width, &first_height);
  document->width = first_width * MM_PER_POINT;
  document->height = first_height * MM_PER_POINT;
  for (guint page = 1; page < document->n_pages; page++) {
    double width = 0;
    double height = 0;

    sauda_label_document_get_page_size (pdf, page, &width, &height);
    document->mixed |= fabs (width - first_width) > SAME_SIZE || fabs (height - first_height) > SAME_SIZE;
  }
  return document;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  SaudaPrintDocument *document = read_document (task_data, &error);

  if (document != NULL)
    g_task_return_pointer (task, document, (GDestroyNotify) sauda_print_document_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GBytes *
read_file (const char *path, const char *title, GError **error)
{
  char *data = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &data, &length, NULL))
    return g_bytes_new_take (data, length);
  g_set_error (error, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FILE,
               _ ("“%s” cannot be read any more. Group the labels again, then print."), title);
  return NULL;
}

/* Puts what is printed aside, in a file that only this person reads. */
static char *
write_aside (GBytes *pdf, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("sauda-print-XXXXXX.pdf", &path, &reason);

  if (fd >= 0)
    g_close (fd, NULL);
  if (fd >= 0 &&
      g_file_set_contents_full (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf),
                                G_FILE_SET_CONTENTS_NONE, 0600, &reason))
    return g_steal_pointer (&path);
  g_set_error (
    error, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FILE,
    _ ("The chosen pages could not be put aside for the printer: %s. Make room on the disk and try again."),
    reason->message);
  if (fd >= 0)
    g_unlink (path);
  return NULL;
}

/* The chosen pages as a file of their own, copied as they are and moved by the printer's offset. */
static char *
write_part (const Choice *choice, GError **error)
{
  g_autoptr (SaudaPdfJoin) join = sauda_pdf_join_new ();
  g_autoptr (GBytes) pdf = read_file (choice->path, choice->title, error);
  g_autoptr (GBytes) part = NULL;
  g_autoptr (GBytes) moved = NULL;

  if (pdf == NULL || !sauda_pdf_join_add_pages (join, pdf, choice->pages, error))
    return NULL;
  part = sauda_pdf_join_write_bytes (join, error);
  if (part == NULL)
    return NULL;
  if (!is_moved (&choice->offset))
    return write_aside (part, error);
  moved = sauda_pdf_shift (part, choice->offset.right, choice->offset.down, error);
  return moved != NULL ? write_aside (moved, error) : NULL;
}

/* Several files on their way into one. */
typedef struct {
  GPtrArray *sources; /* (owned) (not nullable) (element-type SaudaPrintSource) */
  char *title;        /* (owned) (not nullable) */
} Joining;

static void
joining_free (gpointer data)
{
  Joining *joining = data;

  g_ptr_array_unref (joining->sources);
  g_free (joining->title);
  g_free (joining);
}

static GBytes *
join_sources (const Joining *joining, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaudaPdfJoin) join = sauda_pdf_join_new ();

  for (guint i = 0; i < joining->sources->len; i++) {
    const SaudaPrintSource *source = g_ptr_array_index (joining->sources, i);
    g_autoptr (GBytes) pdf = read_file (source->path, joining->title, error);

    if (pdf == NULL || g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !sauda_pdf_join_add_pages (join, pdf, source->pages, error))
      return NULL;
  }
  return sauda_pdf_join_write_bytes (join, error);
}

static void
join_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Joining *joining = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = join_sources (joining, cancellable, &error);
  g_autofree char *path = pdf != NULL ? write_aside (pdf, &error) : NULL;
  SaudaPrintDocument *document = path != NULL ? read_document (path, &error) : NULL;

  if (document == NULL) {
    if (path != NULL)
      g_unlink (path);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  document->part = TRUE;
  g_free (document->title);
  document->title = g_strdup (joining->title);
  g_task_return_pointer (task, document, (GDestroyNotify) sauda_print_document_free);
}

static void
take_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Choice *choice = task_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = choice->all ? g_strdup (choice->path) : write_part (choice, &error);
  SaudaPrintDocument *part = NULL;

  if (path == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  part = g_new0 (SaudaPrintDocument, 1);
  part->path = g_steal_pointer (&path);
  part->title = g_strdup (choice->title);
  part->n_pages = choice->pages->len;
  part->part = !choice->all;
  g_task_return_pointer (task, part, (GDestroyNotify) sauda_print_document_free);
}

/**
 * sauda_print_document_free:
 * @document: (transfer full): a document
 */
void
sauda_print_document_free (SaudaPrintDocument *document)
{
  if (document->part)
    g_unlink (document->path);
  g_free (document->path);
  g_free (document->title);
  g_free (document);
}

/**
 * sauda_print_document_open_async:
 * @pdf_path: a PDF file
 * @cancellable: (nullable): to stop
 * @callback: called with the document
 * @user_data: data of @callback
 *
 * Looks at the pages of a file.
 */
void
sauda_print_document_open_async (const char *pdf_path,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_print_document_open_async);
  g_task_set_task_data (task, g_strdup (pdf_path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * sauda_print_document_open_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the document; %NULL with an error of the labels room or
 * `G_IO_ERROR_CANCELLED`
 */
SaudaPrintDocument *
sauda_print_document_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_document_open_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_print_document_take_async:
 * @document: a document
 * @pages: (element-type guint): pages from 0, as they come out
 * @offset: (nullable): how far the print is moved
 * @cancellable: (nullable): to stop
 * @callback: called with the pages
 * @user_data: data of @callback
 *
 * Takes some pages of a document without changing them. All of its pages as they are is the file itself.
 */
void
sauda_print_document_take_async (const SaudaPrintDocument *document,
                                 GArray *pages,
                                 const SaudaPrintOffset *offset,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Choice *choice = g_new0 (Choice, 1);

  g_task_set_source_tag (task, sauda_print_document_take_async);
  choice->path = g_strdup (document->path);
  choice->title = g_strdup (document->title);
  choice->pages = g_array_ref (pages);
  if (offset != NULL)
    choice->offset = *offset;
  choice->all = is_whole (document, pages) && !is_moved (&choice->offset);
  g_task_set_task_data (task, choice, choice_free);
  g_task_run_in_thread (task, take_in_thread);
}

/**
 * sauda_print_document_take_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what goes to the printer; %NULL with #SAUDA_PRINT_ERROR_FILE, an error
 * of the labels room or `G_IO_ERROR_CANCELLED`
 */
SaudaPrintDocument *
sauda_print_document_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_document_take_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_print_source_new:
 * @path: a PDF file
 * @pages: (element-type guint): pages of it from 0, as they come out
 *
 * Returns: (transfer full): a file to join
 */
SaudaPrintSource *
sauda_print_source_new (const char *path, GArray *pages)
{
  SaudaPrintSource *source = g_new (SaudaPrintSource, 1);

  source->path = g_strdup (path);
  source->pages = g_array_ref (pages);
  return source;
}

/**
 * sauda_print_source_free:
 * @source: (transfer full): a file to join
 */
void
sauda_print_source_free (SaudaPrintSource *source)
{
  g_free (source->path);
  g_array_unref (source->pages);
  g_free (source);
}

/**
 * sauda_print_document_join_async:
 * @sources: (element-type SaudaPrintSource): files with their pages
 * @title: what dialogs and queues show
 * @cancellable: (nullable): to stop
 * @callback: called with the document
 * @user_data: data of @callback
 *
 * Makes one file of pages of several, without changing them.
 */
void
sauda_print_document_join_async (GPtrArray *sources,
                                 const char *title,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Joining *joining = g_new0 (Joining, 1);

  g_task_set_source_tag (task, sauda_print_document_join_async);
  joining->sources = g_ptr_array_ref (sources);
  joining->title = g_strdup (title);
  g_task_set_task_data (task, joining, joining_free);
  g_task_run_in_thread (task, join_in_thread);
}

/**
 * sauda_print_document_join_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the joint document, whose file goes with it; %NULL with
 * #SAUDA_PRINT_ERROR_FILE, an error of the labels room or `G_IO_ERROR_CANCELLED`
 */
SaudaPrintDocument *
sauda_print_document_join_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_document_join_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
