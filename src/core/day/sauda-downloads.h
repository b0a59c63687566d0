#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaDownloads:
 *
 * Looks after a folder for order sheets and waybills that the browser puts there.
 *
 * Signals: `arrived` with the path of a file that is whole and never came in before, once a file.
 */
#define SAUDA_TYPE_DOWNLOADS (sauda_downloads_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDownloads, sauda_downloads, SAUDA, DOWNLOADS, GObject)

SaudaDownloads *sauda_downloads_new (SaudaWorkspace *workspace,
                                     const char *folder,
                                     guint settle_ms,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_downloads_stop (SaudaDownloads *self);
gboolean sauda_downloads_is_wanted (const char *name);

G_END_DECLS
