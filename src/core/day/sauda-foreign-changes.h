#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaForeignChanges:
 *
 * Tells that somebody else changed the data folder: `saudactl`, a timer, a second window. The files are
 * watched, nothing is asked again and again.
 *
 * Signal: `changed`, on the main context that made it.
 */
#define SAUDA_TYPE_FOREIGN_CHANGES (sauda_foreign_changes_get_type ())
G_DECLARE_FINAL_TYPE (SaudaForeignChanges, sauda_foreign_changes, SAUDA, FOREIGN_CHANGES, GObject)

SaudaForeignChanges *sauda_foreign_changes_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
