#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaPlacing:
 * @failure: (nullable): why the file could not be placed
 * @closed: (nullable): why the place could not be opened
 * @reason: (nullable): the failure as sauda_reason_new() keeps it, where it is more than the system's words
 * @unclear: nobody knows what lies there now
 *
 * What became of a list that was put where Kaspi reads it.
 */
typedef struct {
  GError *failure;
  GError *closed;
  char *reason;
  gboolean unclear;
} SaudaPlacing;

void sauda_placing_put (SaudaPlacing *self,
                        const char *place,
                        GBytes *xml,
                        const char *sha256,
                        GCancellable *cancellable);
const char *sauda_placing_get_note (const SaudaPlacing *self);
void sauda_placing_clear (SaudaPlacing *self);

G_END_DECLS
