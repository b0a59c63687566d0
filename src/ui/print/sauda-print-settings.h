#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkPageSetup *sauda_print_page_setup_new (double width, double height) G_GNUC_WARN_UNUSED_RESULT;
GtkPageSetup *sauda_print_page_setup_choose (GtkPageSetup *wanted, GList *papers) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_print_page_setup_fits (GtkPageSetup *setup, double width, double height);
GtkPrintSettings *sauda_print_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;
GArray *sauda_print_settings_finish (GtkPrintSettings *settings,
                                     guint n_pages,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
