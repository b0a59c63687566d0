#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaWelcomePage:
 *
 * What an empty data folder shows: three ways to begin.
 *
 * Signals: `practice`, `connect`, `files`: the way that was chosen.
 */
#define SAUDA_TYPE_WELCOME_PAGE (sauda_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWelcomePage, sauda_welcome_page, SAUDA, WELCOME_PAGE, AdwBin)

GtkWidget *sauda_welcome_page_new (void);

G_END_DECLS
