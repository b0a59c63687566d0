#pragma once

#include "sauda-print-job.h"

G_BEGIN_DECLS

void sauda_print_pdf_async (GtkWindow *parent,
                            const char *pdf_path,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *
sauda_print_pdf_finish (GAsyncResult *result, SaudaPrintJob **job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
