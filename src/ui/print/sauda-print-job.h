#pragma once

#include "sauda-print-outcome.h"

#include <gtk/gtkunixprint.h>

G_BEGIN_DECLS

/**
 * SaudaPrintJob:
 *
 * A PDF on its way to paper: the very file goes to the printer, nothing is drawn again.
 *
 * Signal `ended`: the job is over, sauda_print_job_get_outcome() tells how; on the main context. It may come
 * long after the job was sent: a printer without paper waits.
 */
#define SAUDA_TYPE_PRINT_JOB (sauda_print_job_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintJob, sauda_print_job, SAUDA, PRINT_JOB, GObject)

SaudaPrintJob *sauda_print_job_new (GtkPrinter *printer,
                                    GtkPrintSettings *settings,
                                    GtkPageSetup *page_setup,
                                    const char *title,
                                    guint n_pages) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_job_send_async (SaudaPrintJob *self,
                                 const char *pdf_path,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sauda_print_job_send_finish (SaudaPrintJob *self, GAsyncResult *result, GError **error);
const char *sauda_print_job_get_printer_name (SaudaPrintJob *self);
gboolean sauda_print_job_has_ended (SaudaPrintJob *self);
SaudaPrintOutcome sauda_print_job_get_outcome (SaudaPrintJob *self);

G_END_DECLS
