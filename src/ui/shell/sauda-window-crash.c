#include "sauda-config.h"
#include "sauda-crash.h"
#include "sauda-log-file.h"
#include "sauda-ui-toast.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

/* What the last crash left behind, offered once. */

/* It stays: a start is looked at late. */
static void
offer (SaudaWindow *self)
{
  sauda_ui_show_toast (GTK_WIDGET (self->stack),
                       &(SaudaUiToast){
                         .text = _ ("Sauda ended unexpectedly last time. No act is sent twice."),
                         .button = _ ("Copy Report"),
                         .action = "win.copy-crash",
                         .stays = TRUE,
                       });
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
