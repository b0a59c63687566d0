#pragma once

#include "sauda-connection.h"

G_BEGIN_DECLS

/**
 * SaudaChanges:
 *
 * What a transaction changes in any table, recorded so that it can be taken back later.
 */
typedef struct _SaudaChanges SaudaChanges;

SaudaChanges *sauda_changes_begin (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sauda_changes_end (SaudaChanges *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_changes_free (SaudaChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaChanges, sauda_changes_free)
gboolean sauda_changes_take_back (SaudaConnection *connection,
                                  GBytes *changes,
                                  const char *const *kept,
                                  GError **error);

G_END_DECLS
