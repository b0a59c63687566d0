#pragma once

#include "sauda-print-document.h"
#include "sauda-print-job.h"
#include "sauda-printers.h"

G_BEGIN_DECLS

/**
 * SaudaPrintPaper:
 *
 * Pages that are ready for a printer: the printer was found, the paper compared and the pages put together.
 * Nothing is sent yet, so that it can be written down before.
 */
#define SAUDA_TYPE_PRINT_PAPER (sauda_print_paper_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintPaper, sauda_print_paper, SAUDA, PRINT_PAPER, GObject)

/**
 * SaudaPrintRequest:
 * @parent: (nullable): the window that asks
 * @path: a PDF file; it must stay until the pages are ready
 * @title: (nullable): what dialogs and queues show; %NULL for the name of the file
 * @profile: (nullable): the printer; %NULL, or one without a queue, lets the print dialog ask
 * @pages: (nullable) (element-type guint): pages from 0, as they come out; %NULL for all
 * @copies: of each page; 0 for one
 * @like: (nullable): printer and settings of the print before, nothing is asked again
 *
 * What is to be printed. All is borrowed.
 */
typedef struct {
  GtkWindow *parent;
  const char *path;
  const char *title;
  const SaudaPrinterProfile *profile;
  GArray *pages;
  guint copies;
  SaudaPrintPaper *like;
} SaudaPrintRequest;

void sauda_print_prepare_async (const SaudaPrintRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
SaudaPrintPaper *sauda_print_prepare_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GArray *sauda_print_paper_get_pages (SaudaPrintPaper *self);
guint sauda_print_paper_get_copies (SaudaPrintPaper *self);
const char *sauda_print_paper_get_printer_name (SaudaPrintPaper *self);
gboolean sauda_print_paper_is_file (SaudaPrintPaper *self);
char *sauda_print_paper_get_file (SaudaPrintPaper *self) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_print_paper_describe (SaudaPrintPaper *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_paper_send_async (SaudaPrintPaper *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sauda_print_paper_send_finish (SaudaPrintPaper *self,
                                        GAsyncResult *result,
                                        SaudaPrintJob **job,
                                        GError **error);

G_END_DECLS
