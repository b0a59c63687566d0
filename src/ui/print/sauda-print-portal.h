#pragma once

#include "sauda-print-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaPrintPortal:
 *
 * What a person chose in the dialog of the desktop, which prints for a program in a sandbox.
 */
typedef struct _SaudaPrintPortal SaudaPrintPortal;

gboolean sauda_print_portal_is_needed (gboolean without_dialog);
gboolean sauda_print_portal_is_needed_in (const char *root, gboolean without_dialog);
void sauda_print_portal_free (SaudaPrintPortal *self);
void sauda_print_portal_ask_async (GtkWindow *parent,
                                   const SaudaPrintDocument *document,
                                   GtkPageSetup *setup,
                                   GtkPrintSettings *settings,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SaudaPrintPortal *sauda_print_portal_ask_finish (GAsyncResult *result,
                                                 GtkPrintSettings **settings,
                                                 GtkPageSetup **setup,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_portal_send_async (SaudaPrintPortal *self,
                                    const SaudaPrintDocument *document,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sauda_print_portal_send_finish (GAsyncResult *result, GError **error);

G_END_DECLS
