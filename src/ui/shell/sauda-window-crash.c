#include "sauda-config.h"
#include "sauda-crash.h"
#include "sauda-log-file.h"
#include "sauda-ui-toast.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

/* What the last crash left behind, offered once. */

/* Stays until somebody answers: a start is looked at late. */
static void
offer (SaudaWindow *self)
{
  AdwToast *toast = adw_toast_new (_ ("Sauda ended unexpectedly last time. No act is sent twice."));

  adw_toast_set_button_label (toast, _ ("Copy Report"));
  adw_toast_set_action_name (toast, "win.copy-crash");
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (
    ADW_TOAST_OVERLAY (gtk_widget_get_ancestor (GTK_WIDGET (self->stack), ADW_TYPE_TOAST_OVERLAY)), toast);
}

/**
 * sauda_window_offer_crash:
 * @self: the window, whose data folder is open
 *
 * Watches for crashes from now on, and offers the report of the last one to be copied.
 */
void
sauda_window_offer_crash (SaudaWindow *self)
{
  const char *folder = sauda_workspace_get_folder (sauda_session_get_workspace (self->session));

  g_free (self->crash_report);
  self->crash_report = sauda_crash_take_report (folder);
  sauda_crash_watch (folder, SAUDA_VERSION);
  sauda_log_file_open (folder, "sauda");
  if (self->crash_report != NULL)
    offer (self);
}

/**
 * sauda_window_copy_crash:
 * @self: the window
 *
 * Puts the report of the last crash on the clipboard.
 */
void
sauda_window_copy_crash (SaudaWindow *self)
{
  if (self->crash_report == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->crash_report);
  sauda_ui_show_text (GTK_WIDGET (self->stack), _ ("The details are copied: paste them into your message."));
}
