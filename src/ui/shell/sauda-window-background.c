#include "sauda-window-private.h"

#include "sauda-ui-settings.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

#ifdef SAUDA_HAS_PORTAL
#include <libportal-gtk4/portal-gtk4.h>
#endif

/* Every desktop without portals lets a program without a window run; a sandbox has to ask for it. */

#define KEY "keep-working"
#define NOTICE "keeps-working"

static gboolean
tell (SaudaWindow *self)
{
  g_autoptr (GNotification) notice = g_notification_new (_ ("Sauda goes on working"));

  g_notification_set_body (
    notice,
    _ (
      "Orders are fetched and alerts come without its window. Start Sauda again to see it; Ctrl+Q ends it."));
  g_application_send_notification (g_application_get_default (), NOTICE, notice);
  return TRUE;
}

#ifdef SAUDA_HAS_PORTAL

static void
on_allowed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaWindow) self = data;
  g_autoptr (GError) error = NULL;

  self->background_asked = FALSE;
  if (xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error)) {
    self->background_allowed = TRUE;
    tell (self);
    return;
  }
  g_info ("the desktop does not let Sauda work without its window: %s",
          error != NULL ? error->message : "refused");
  if (self->session == NULL)
    return;
  sauda_ui_settings_set_boolean (KEY, FALSE);
  gtk_window_present (GTK_WINDOW (self));
  sauda_ui_show_text (
    GTK_WIDGET (self->stack),
    _ ("The desktop does not let Sauda work without its window, so closing it ends Sauda."));
}

static void
ask (SaudaWindow *self)
{
  g_autoptr (XdpPortal) portal = xdp_portal_new ();

  self->background_asked = TRUE;
  xdp_portal_request_background (
    portal, NULL, (char *) _ ("Orders are fetched and alerts come while its window is closed."), NULL,
    XDP_BACKGROUND_FLAG_NONE, self->cancellable, on_allowed, g_object_ref (self));
}

static gboolean
must_ask (SaudaWindow *self)
{
  return !self->background_allowed && !self->background_asked &&
         (xdp_portal_running_under_sandbox () || g_getenv ("SAUDA_BACKGROUND_PORTAL") != NULL);
}

#endif

/**
 * sauda_window_go_to_background:
 * @self: a window that is about to be closed
 *
 * Hides the window where the merchant wants Sauda to go on without it. Being started again shows it.
 *
 * Returns: whether it stays
 */
gboolean
sauda_window_go_to_background (SaudaWindow *self)
{
  if (self->quitting || self->session == NULL || !sauda_ui_settings_get_boolean (KEY, FALSE))
    return FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
#ifdef SAUDA_HAS_PORTAL
  if (must_ask (self)) {
    ask (self);
    return TRUE;
  }
#endif
  return tell (self);
}

/**
 * sauda_window_quit:
 * @self: a window
 *
 * Closes it for good, whatever closing does otherwise.
 */
void
sauda_window_quit (SaudaWindow *self)
{
  g_return_if_fail (SAUDA_IS_WINDOW (self));

  self->quitting = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}
