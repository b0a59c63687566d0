#pragma once

#include "sauda-time.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaWorkspace SaudaWorkspace;

/* An order of which the rehearsal and what was done differ. */
typedef struct {
  char *store;      /* (owned) (not nullable) */
  char *code;       /* (owned) (not nullable) */
  const char *kind; /* interned, see sauda-act-kind.h */
  gboolean done;    /* TRUE: it was done, and the rehearsal would not have; FALSE: the other way round */
  char *reason;     /* (owned) (not nullable) a sentence */
} SaudaRehearsalDifference;

/* How one kind of acts compares. */
typedef struct {
  const char *kind; /* interned, as in the differences */
  guint expected;   /* orders on which the day would do it */
  guint done;       /* orders on which it was done that day */
} SaudaRehearsalCount;

/**
 * SaudaRehearsal:
 *
 * A past day made again from the history of its orders, with writes off, against what was really done.
 */
typedef struct {
  SaudaDay day;
  GArray *counts; /* (owned) (element-type SaudaRehearsalCount) every kind of act, the usual ones first */
  guint orders;   /* assembled that day */
  guint labels;   /* of these, with a saved label */
  guint pages;    /* of their labels */
  guint messages; /* to buyers that went out */
  GPtrArray *differences; /* (owned) (element-type SaudaRehearsalDifference) */
} SaudaRehearsal;

void sauda_rehearsal_free (SaudaRehearsal *rehearsal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaRehearsal, sauda_rehearsal_free)

SaudaRehearsal *
sauda_rehearsal_read (SaudaConnection *connection, SaudaDay day, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_rehearsal_read_async (SaudaWorkspace *workspace,
                                 SaudaDay day,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SaudaRehearsal *sauda_rehearsal_read_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
