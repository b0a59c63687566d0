#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaKaspiClient SaudaKaspiClient;

/**
 * SaudaReadAgainKind:
 * @list: tells what is open, as a #GPtrArray; runs on the database's thread
 * @list_writes: whether it may write
 * @get_store: the store of an item
 * @waits: (nullable): whether an item is not due yet; notes when it is
 * @read: asks Kaspi about the item; ends with sauda_read_again_record(), or sauda_read_again_keep_problem()
 * @record: writes down what Kaspi told; runs on the database's thread, %NULL with an error
 * @forget: lets go of what Kaspi told of one item
 * @put_off: (nullable): called for an item whose store cannot be asked, with the time of the next try
 * @end: (nullable): called before the task returns
 * @later_ms: when an item whose store cannot be asked is looked at again
 *
 * What differs between things that are read again until Kaspi is done with them.
 */
typedef struct {
  SaudaWorkspaceFunc list;
  gboolean list_writes;
  gint64 (*get_store) (gconstpointer item);
  gboolean (*waits) (gpointer reading, gconstpointer item);
  void (*read) (GTask *task, SaudaKaspiClient *client, gconstpointer item);
  SaudaWorkspaceFunc record;
  void (*forget) (gpointer reading);
  void (*put_off) (gpointer reading, gint64 due_ms);
  void (*end) (gpointer reading);
  gint64 later_ms;
} SaudaReadAgainKind;

/**
 * SaudaReadAgain:
 *
 * A walk over what is open, one after the other. Stands first in the task data of whoever walks.
 */
typedef struct {
  const SaudaReadAgainKind *kind; /* (not nullable) */
  SaudaWorkspace *workspace;      /* (owned) (not nullable) */
  GPtrArray *channels; /* (owned) (nullable) (element-type SaudaChannel) NULL until they are open */
  GPtrArray *items;    /* (owned) (nullable) that are open; NULL until listed */
  guint next;          /* item that is read now */
  char *problem;       /* (owned) (nullable) why Kaspi told nothing of it */
  gint64 now_ms;       /* as of the last sauda_read_again_get() */
  gint64 next_ms;      /* when the next reading is due, UTC ms; 0: none */
} SaudaReadAgain;

void sauda_read_again_init (SaudaReadAgain *self,
                            const SaudaReadAgainKind *kind,
                            SaudaWorkspace *workspace,
                            GPtrArray *channels);
void sauda_read_again_clear (SaudaReadAgain *self);
void sauda_read_again_start (GTask *task);
gpointer sauda_read_again_get (GTask *task);
gconstpointer sauda_read_again_get_item (const SaudaReadAgain *self);
void sauda_read_again_note_next (SaudaReadAgain *self, gint64 due_ms);
void sauda_read_again_record (GTask *task);
void sauda_read_again_keep_problem (GTask *task, GError *error);

G_END_DECLS
