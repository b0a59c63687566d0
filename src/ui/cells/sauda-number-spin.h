#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_number_spin_answer (GtkWidget *widget);
void sauda_number_spin_localize (GtkWidget *widget);
double sauda_number_spin_read (GtkSpinButton *button);

G_END_DECLS
