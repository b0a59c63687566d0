#include "sauda-page-renderer.h"

#include "sauda-label-preview.h"
#include "sauda-worker.h"

/* What only the worker's thread touches: a document is never used from two threads. */
typedef struct {
  char *path;                   /* (owned) (nullable) of @document */
  SaudaLabelDocument *document; /* (owned) (nullable) the file that was asked for last */
} RenderThread;

struct _SaudaPageRenderer {
  GObject parent_instance;

  SaudaWorker *worker;  /* (owned) (not nullable) until dispose */
  RenderThread *thread; /* (owned) (not nullable) the worker's; freed by its last request */
  gint drawn;           /* pages; changed by the worker, atomically */
};

typedef struct {
  RenderThread *thread; /* (unowned) (not nullable) */
  char *path;           /* (owned) (not nullable) */
  guint page;           /* from 0 */
  double scale;         /* pixels per point */
} Request;

G_DEFINE_FINAL_TYPE (SaudaPageRenderer, sauda_page_renderer, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request);
}

static void
close_document (RenderThread *thread)
{
  g_clear_pointer (&thread->document, sauda_label_document_free);
  g_clear_pointer (&thread->path, g_free);
}

static void
end_thread (gpointer data)
{
  close_document (data);
  g_free (data);
}

static SaudaLabelDocument *
get_document (const Request *request, GError **error)
{
  RenderThread *thread = request->thread;

  if (g_strcmp0 (thread->path, request->path) != 0) {
    close_document (thread);
    thread->document = sauda_label_document_open (request->path, error);
    thread->path = thread->document != NULL ? g_strdup (request->path) : NULL;
  }
  return thread->document;
}

static void
list_pages (gpointer data)
{
  g_autoptr (GTask) task = G_TASK (data);
  const Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SaudaLabelDocument *document = NULL;
  g_autoptr (SaudaPageList) list = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  /* The file may have been written anew since: a list is always read from the disk. */
  close_document (request->thread);
  document = get_document (request, &error);
  if (document == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  list = g_new0 (SaudaPageList, 1);
  list->n_pages = sauda_label_document_get_n_pages (document);
  list->sizes = g_new0 (graphene_size_t, MAX (list->n_pages, 1));
  for (guint page = 0; page < list->n_pages; page++) {
    double width;
    double height;

    sauda_label_document_get_page_size (document, page, &width, &height);
    graphene_size_init (&list->sizes[page], (float) width, (float) height);
  }
  g_task_return_pointer (task, g_steal_pointer (&list), (GDestroyNotify) sauda_page_list_free);
}

/* The fourth byte of an opaque picture's pixels is anything, and a texture takes it for transparency: a copy
 * with that byte filled in. */
static cairo_surface_t *
copy_with_alpha (cairo_surface_t *opaque)
{
  cairo_surface_t *copy = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, cairo_image_surface_get_width (opaque), cairo_image_surface_get_height (opaque));
  cairo_t *cairo = cairo_create (copy);

  cairo_set_source_surface (cairo, opaque, 0, 0);
  cairo_set_operator (cairo, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (copy);
  return copy;
}

static GdkTexture *
make_texture (cairo_surface_t *opaque)
{
  cairo_surface_t *surface = copy_with_alpha (opaque);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) pixels =
    g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, pixels, stride);
}

static void
draw_page (gpointer data)
{
  g_autoptr (GTask) task = G_TASK (data);
  const Request *request = g_task_get_task_data (task);
  SaudaPageRenderer *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SaudaLabelDocument *document = NULL;
  cairo_surface_t *surface = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  document = get_document (request, &error);
  if (document != NULL)
    surface = sauda_label_document_render (document, request->page, request->scale, &error);
  if (surface == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  g_atomic_int_inc (&self->drawn);
  g_task_return_pointer (task, make_texture (surface), g_object_unref);
  cairo_surface_destroy (surface);
}

static void
sauda_page_renderer_finalize (GObject *object)
{
  SaudaPageRenderer *self = SAUDA_PAGE_RENDERER (object);

  sauda_worker_push (self->worker, end_thread, self->thread);
  g_object_unref (self->worker);
  G_OBJECT_CLASS (sauda_page_renderer_parent_class)->finalize (object);
}

static void
sauda_page_renderer_class_init (SaudaPageRendererClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_page_renderer_finalize;
}

static void
sauda_page_renderer_init (SaudaPageRenderer *self)
{
  self->worker = sauda_worker_new ("pages");
  self->thread = g_new0 (RenderThread, 1);
}

static GTask *
create_task (SaudaPageRenderer *self,
             const Request *values,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_memdup2 (values, sizeof *values);

  request->thread = self->thread;
  request->path = g_strdup (values->path);
  g_task_set_task_data (task, request, request_free);
  return task;
}

/**
 * sauda_page_list_free:
 * @list: (transfer full): sizes of pages
 */
void
sauda_page_list_free (SaudaPageList *list)
{
  g_free (list->sizes);
  g_free (list);
}

/**
 * sauda_page_renderer_new:
 *
 * Returns: (transfer full): a renderer with its thread
 */
SaudaPageRenderer *
sauda_page_renderer_new (void)
{
  return g_object_new (SAUDA_TYPE_PAGE_RENDERER, NULL);
}

/**
 * sauda_page_renderer_list_async:
 * @self: a renderer
 * @path: a PDF file
 * @cancellable: (nullable): takes the request back
 * @callback: called with the pages
 * @user_data: data of @callback
 *
 * Reads how many pages there are and how large. What was known of the file before is forgotten.
 */
void
sauda_page_renderer_list_async (SaudaPageRenderer *self,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Request request = { .path = (char *) path };
  GTask *task = NULL;

  g_return_if_fail (SAUDA_IS_PAGE_RENDERER (self));

  task = create_task (self, &request, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_page_renderer_list_async);
  sauda_worker_push (self->worker, list_pages, task);
}

/**
 * sauda_page_renderer_list_finish:
 * @self: a renderer
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the pages; %NULL with an error of the labels room or
 * `G_IO_ERROR_CANCELLED`
 */
SaudaPageList *
sauda_page_renderer_list_finish (SaudaPageRenderer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_page_renderer_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_page_renderer_draw_async:
 * @self: a renderer
 * @path: a PDF file
 * @page: from 0
 * @scale: pixels per point
 * @cancellable: (nullable): takes the request back, without cost while it waits
 * @callback: called with the picture
 * @user_data: data of @callback
 *
 * Draws a page.
 */
void
sauda_page_renderer_draw_async (SaudaPageRenderer *self,
                                const char *path,
                                guint page,
                                double scale,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Request request = { .path = (char *) path, .page = page, .scale = scale };
  GTask *task = NULL;

  g_return_if_fail (SAUDA_IS_PAGE_RENDERER (self));

  task = create_task (self, &request, cancellable, callback, user_data);
  g_task_set_source_tag (task, sauda_page_renderer_draw_async);
  sauda_worker_push (self->worker, draw_page, task);
}

/**
 * sauda_page_renderer_draw_finish:
 * @self: a renderer
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the page; %NULL with an error of the labels room or
 * `G_IO_ERROR_CANCELLED`
 */
GdkTexture *
sauda_page_renderer_draw_finish (SaudaPageRenderer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_page_renderer_draw_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_page_renderer_get_drawn:
 * @self: a renderer
 *
 * Returns: how many pages were drawn so far
 */
guint
sauda_page_renderer_get_drawn (SaudaPageRenderer *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE_RENDERER (self), 0);
  return (guint) g_atomic_int_get (&self->drawn);
}
