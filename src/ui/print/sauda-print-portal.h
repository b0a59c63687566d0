#pragma once

#include "sauda-print-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean sauda_print_portal_is_needed (void);
void sauda_print_portal_send_async (GtkWindow *parent,
                                    const SaudaPrintDocument *document,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sauda_print_portal_send_finish (GAsyncResult *result, guint *printed, GError **error);

G_END_DECLS
