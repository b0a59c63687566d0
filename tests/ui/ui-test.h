#pragma once

#include "sauda-test.h"

#include <adwaita.h>

G_BEGIN_DECLS

void ui_test_init (int *argc, char ***argv);
GtkWindow *ui_test_show (GtkWidget *child);
void ui_test_close (GtkWindow *window);
void ui_test_focus (GtkWindow *window, const char *layout);
void ui_test_focus_window (GtkWindow *window);
GtkWindow *ui_test_focus_other (GtkWindow *window);
void ui_test_press (GtkWindow *window, const char *keys);
void ui_test_click (GtkWindow *window, GtkWidget *widget, int button);
void ui_test_drag (GtkWindow *window, GtkWidget *widget, int dx, int dy);
void ui_test_drop (GtkWindow *window, GtkWidget *from, GtkWidget *to);
GPtrArray *
ui_test_list_unreached (GtkWindow *window, GtkWidget *page, guint *n_wanted) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *ui_test_find (GtkWidget *widget, GType type);
GtkWidget *ui_test_find_button (GtkWidget *widget, const char *label);
GtkWidget *ui_test_find_cell (GtkWidget *widget, const char *part);
GtkWidget *ui_test_find_label (GtkWidget *widget, const char *part);

G_END_DECLS
