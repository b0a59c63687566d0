#pragma once

#include "sauda-print-run.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_print_file_install (GtkWidgetClass *widget_class);
void sauda_print_file_open (GtkWidget *widget, const char *uri);
void sauda_print_file_tell (GtkWidget *widget, SaudaPrintRun *run);

G_END_DECLS
