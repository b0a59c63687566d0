#include "sauda-worker.h"

struct _SaudaWorker {
  GObject parent_instance;

  GAsyncQueue *queue; /* (owned) (not nullable): of WorkItem; shared with the thread */
  GThread *thread;    /* (owned) (not nullable) */
};

/* Without a function: the end of the queue. */
typedef struct {
  SaudaWorkerFunc func; /* (nullable) */
  gpointer data;        /* (nullable): owned by @func */
} WorkItem;

G_DEFINE_FINAL_TYPE (SaudaWorker, sauda_worker, G_TYPE_OBJECT)

static gpointer
run_queue (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;

  for (;;) {
    g_autofree WorkItem *item = g_async_queue_pop (queue);

    if (item->func == NULL)
      return NULL;
    item->func (item->data);
  }
}

static void
push_item (SaudaWorker *self, SaudaWorkerFunc func, gpointer data)
{
  WorkItem *item = g_new (WorkItem, 1);

  *item = (WorkItem){ func, data };
  g_async_queue_push (self->queue, item);
}

static void
sauda_worker_finalize (GObject *object)
{
  SaudaWorker *self = SAUDA_WORKER (object);
  gboolean current = sauda_worker_is_current (self);

  push_item (self, NULL, NULL);
  /* The last reference may go on the thread itself, which cannot wait for its own end; it then ends on its
   * own. */
  if (current)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  G_OBJECT_CLASS (sauda_worker_parent_class)->finalize (object);
}

static void
sauda_worker_class_init (SaudaWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_worker_finalize;
}

static void
sauda_worker_init (SaudaWorker *self)
{
  self->queue = g_async_queue_new ();
}

/**
 * sauda_worker_new:
 * @name: the thread's name in a debugger, at most 15 bytes
 *
 * The last unreference waits until everything pushed has run.
 *
 * Returns: (transfer full): a worker whose thread runs
 */
SaudaWorker *
sauda_worker_new (const char *name)
{
  SaudaWorker *self = g_object_new (SAUDA_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, run_queue, g_async_queue_ref (self->queue));
  return self;
}

/**
 * sauda_worker_push:
 * @self: a worker
 * @func: (scope async): runs on the worker's thread
 * @data: (transfer full) (nullable): for @func, which frees it
 *
 * Safe to call from any thread.
 */
void
sauda_worker_push (SaudaWorker *self, SaudaWorkerFunc func, gpointer data)
{
  g_return_if_fail (SAUDA_IS_WORKER (self));
  g_return_if_fail (func != NULL);

  push_item (self, func, data);
}

/**
 * sauda_worker_is_current:
 * @self: a worker
 *
 * Returns: whether the caller runs on the worker's thread
 */
gboolean
sauda_worker_is_current (SaudaWorker *self)
{
  g_return_val_if_fail (SAUDA_IS_WORKER (self), FALSE);

  return g_thread_self () == self->thread;
}
