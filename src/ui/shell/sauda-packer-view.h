#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaPackerView:
 *
 * Whether the window is for somebody who packs: then no prices are shown, and of phones the last digits
 * alone, wherever they stand. One for all pages; remembered.
 *
 * Property: `on` (boolean, notifies).
 */
#define SAUDA_TYPE_PACKER_VIEW (sauda_packer_view_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPackerView, sauda_packer_view, SAUDA, PACKER_VIEW, GObject)

SaudaPackerView *sauda_packer_view_get (void);
gboolean sauda_packer_view_is_on (void);
void sauda_packer_view_set_on (gboolean on);
char *sauda_packer_view_show_phone (const char *phone) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_packer_view_show_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
