#pragma once

#include "sauda-base-error.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaCardSourceRequest:
 *
 * What shall be known of Kaspi's categories.
 */
typedef struct {
  const char *store; /* (nullable) whose token is used; NULL: any that reads from Kaspi */
  const char *const
    *categories;    /* (nullable) codes or names of those whose attributes and values are needed */
  gboolean refresh; /* ask Kaspi even for what was read within the week */
} SaudaCardSourceRequest;

void sauda_card_source_read_async (SaudaWorkspace *workspace,
                                   const SaudaCardSourceRequest *request,
                                   SaudaProgressFunc progress,
                                   gpointer progress_data,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sauda_card_source_read_finish (GAsyncResult *result, char **note, GError **error);

G_END_DECLS
