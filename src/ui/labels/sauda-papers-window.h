#pragma once

#include "sauda-own-papers.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPapersWindow:
 *
 * Labels and papers of our own: chosen, looked at as they will be printed, printed or saved.
 */
#define SAUDA_TYPE_PAPERS_WINDOW (sauda_papers_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPapersWindow, sauda_papers_window, SAUDA, PAPERS_WINDOW, AdwWindow)

SaudaPapersWindow *sauda_papers_window_new (GtkWindow *parent,
                                            SaudaWorkspace *workspace,
                                            SaudaOwnPaper paper,
                                            const char *const *items);
gboolean sauda_papers_window_is_ready (SaudaPapersWindow *self);
guint sauda_papers_window_get_n_pages (SaudaPapersWindow *self);

G_END_DECLS
