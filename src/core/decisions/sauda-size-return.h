#pragma once

#include "sauda-size-order.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaSizeReturn:
 * @code: number of the order
 * @line: line of it, from 1
 * @outcome: what was wrong with the size
 * @size: (nullable): what the buyer got instead, of %SAUDA_SIZE_OUTCOME_EXCHANGED
 * @who: the person who notes it
 * @now_ms: UTC ms
 *
 * A piece that came back for its size.
 */
typedef struct {
  const char *code;
  guint line;
  SaudaSizeOutcome outcome;
  const char *size;
  const char *who;
  gint64 now_ms;
} SaudaSizeReturn;

void sauda_size_return_note_async (SaudaDatabase *database,
                                   const SaudaSizeReturn *back,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sauda_size_return_note_finish (GAsyncResult *result, gboolean *learned, GError **error);

G_END_DECLS
