#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaScanner:
 *
 * Listens for a scanner that types like a keyboard, wherever the focus of its windows is; but what is
 * written into a field stays there.
 *
 * Signal: `scanned` (utf8 code).
 */
#define SAUDA_TYPE_SCANNER (sauda_scanner_get_type ())
G_DECLARE_FINAL_TYPE (SaudaScanner, sauda_scanner, SAUDA, SCANNER, GObject)

SaudaScanner *sauda_scanner_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_scanner_watch (SaudaScanner *self, GtkWindow *window, gboolean takes_codes);

G_END_DECLS
