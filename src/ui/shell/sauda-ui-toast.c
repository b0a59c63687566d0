#include "sauda-ui-toast.h"

#include "sauda-ui-error.h"

#include <adwaita.h>

/**
 * sauda_ui_show_toast:
 * @widget: anything in a window with a toast overlay
 * @toast: what to say; copied
 *
 * Says something at the bottom of the window. Without an overlay around @widget nothing is said.
 */
void
sauda_ui_show_toast (GtkWidget *widget, const SaudaUiToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = NULL;
  AdwToast *shown = NULL;

  if (overlay == NULL)
    return;
  markup = g_markup_escape_text (toast->text, -1);
  shown = adw_toast_new (markup);
  if (toast->button != NULL)
    adw_toast_set_button_label (shown, toast->button);
  /* Edits follow each other quickly: the newest must not wait for the older ones to go. */
  if (toast->action != NULL)
    adw_toast_set_priority (shown, ADW_TOAST_PRIORITY_HIGH);
  if (toast->action != NULL)
    adw_toast_set_detailed_action_name (shown, toast->action);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), shown);
}

/**
 * sauda_ui_show_text:
 * @widget: anything in a window with a toast overlay
 * @text: a sentence
 */
void
sauda_ui_show_text (GtkWidget *widget, const char *text)
{
  sauda_ui_show_toast (widget, &(SaudaUiToast){ .text = text });
}

/**
 * sauda_ui_show_error:
 * @widget: anything in a window with a toast overlay
 * @error: what went wrong
 *
 * Says what went wrong and what to do.
 */
void
sauda_ui_show_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  sauda_ui_show_text (widget, text);
}
