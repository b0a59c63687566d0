#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaPrintDocument:
 *
 * A PDF to print, and what is known about its pages.
 */
typedef struct {
  char *path;     /* (owned) (not nullable) */
  char *title;    /* (owned) (not nullable) what dialogs and queues show */
  guint n_pages;  /* at least one */
  double width;   /* of the first page, millimetres */
  double height;  /* of the first page, millimetres */
  gboolean mixed; /* whether some page has another size than the first one */
  gboolean part;  /* whether @path is a file made for printing, removed with the document */
} SaudaPrintDocument;

/**
 * SaudaPrintOffset:
 * @right: millimetres, less than 0 to the left
 * @down: millimetres, less than 0 up
 *
 * How far the print is moved on the paper.
 */
typedef struct {
  double right;
  double down;
} SaudaPrintOffset;

/**
 * SaudaPrintSource:
 * @path: (not nullable): a PDF file
 * @pages: (not nullable) (element-type guint): pages of it from 0, as they come out
 *
 * A file that becomes part of a document.
 */
typedef struct {
  char *path;
  GArray *pages;
} SaudaPrintSource;

SaudaPrintSource *sauda_print_source_new (const char *path, GArray *pages) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_source_free (SaudaPrintSource *source);
void sauda_print_document_free (SaudaPrintDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPrintDocument, sauda_print_document_free)

void sauda_print_document_open_async (const char *pdf_path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SaudaPrintDocument *sauda_print_document_open_finish (GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_document_take_async (const SaudaPrintDocument *document,
                                      GArray *pages,
                                      const SaudaPrintOffset *offset,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SaudaPrintDocument *sauda_print_document_take_finish (GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_document_join_async (GPtrArray *sources,
                                      const char *title,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SaudaPrintDocument *sauda_print_document_join_finish (GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
