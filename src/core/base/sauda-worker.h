#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaWorker:
 *
 * A thread with a queue: what is pushed runs on it, one after the other, in the order of pushing.
 */
#define SAUDA_TYPE_WORKER (sauda_worker_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWorker, sauda_worker, SAUDA, WORKER, GObject)

/**
 * SaudaWorkerFunc:
 * @data: (transfer full): what was pushed with it; the function frees it
 *
 * Runs on the worker's thread.
 */
typedef void (*SaudaWorkerFunc) (gpointer data);

SaudaWorker *sauda_worker_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void sauda_worker_push (SaudaWorker *self, SaudaWorkerFunc func, gpointer data);
gboolean sauda_worker_is_current (SaudaWorker *self);

G_END_DECLS
