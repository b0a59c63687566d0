#pragma once

#include "sauda-pack-window.h"

G_BEGIN_DECLS

/**
 * SaudaPackDesk:
 *
 * Scanner and packing table of a window: a scan anywhere opens the table.
 *
 * Signal: `group` (utf8 code): a code was scanned that belongs to no order and no product.
 */
#define SAUDA_TYPE_PACK_DESK (sauda_pack_desk_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPackDesk, sauda_pack_desk, SAUDA, PACK_DESK, GObject)

SaudaPackDesk *sauda_pack_desk_new (GtkWindow *parent, SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_pack_desk_show (SaudaPackDesk *self);
SaudaPackWindow *sauda_pack_desk_get_window (SaudaPackDesk *self);

G_END_DECLS
