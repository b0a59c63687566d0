#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaUiToast:
 * @text: a sentence
 * @button: (nullable): label of the toast's button
 * @action: (nullable): detailed name of the action of @button
 * @stays: whether until somebody answers, not for as long as it takes to read
 */
typedef struct {
  const char *text;
  const char *button;
  const char *action;
  gboolean stays;
} SaudaUiToast;

void sauda_ui_show_toast (GtkWidget *widget, const SaudaUiToast *toast);
void sauda_ui_show_text (GtkWidget *widget, const char *text);
void sauda_ui_show_undone (GtkWidget *widget, const char *text);
void sauda_ui_show_error (GtkWidget *widget, const GError *error);

G_END_DECLS
