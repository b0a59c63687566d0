#include "sauda-order-list.h"

#include "sauda-database.h"
#include "sauda-order-private.h"
#include "sauda-text.h"

struct _SaudaOrderList {
  GObject parent_instance;

  SaudaDatabase *database; /* (owned) (not nullable) */
  GPtrArray *lines;        /* (owned) (not nullable) (element-type SaudaOrderLine) by order */
  guint loads;             /* on their way */
  guint n_orders;
  guint n_in_stage[SAUDA_N_STAGES];
};

enum { PROP_0, PROP_LOADING, N_PROPS };

static GParamSpec *props[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaOrderList,
                               sauda_order_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* An edit on its way to the database, with what to go back to. */
typedef struct {
  GObject *target; /* (owned) (not nullable) SaudaOrderLine or SaudaOrder; touched on the main thread alone */
  gint64 id;
  char *before; /* (owned) (nullable) */
  char *after;  /* (owned) (nullable) */
  char *who;    /* (owned) (not nullable) */
  char *reason; /* (owned) (nullable) */
  gint64 now_ms;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->target);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit->who);
  g_free (edit->reason);
  g_free (edit);
}

static Edit *
edit_new (gpointer target, gint64 id, const char *before, const char *after, const SaudaOrderEdit *edit)
{
  Edit *self = g_new0 (Edit, 1);

  self->target = g_object_ref (target);
  self->id = id;
  self->before = g_strdup (before);
  self->after = g_strdup (after);
  self->who = g_strdup (edit->who);
  self->reason = g_strdup (edit->reason);
  self->now_ms = edit->now_ms;
  return self;
}

static void
product_keys_free (gpointer data)
{
  SaudaProductKeys *keys = data;

  g_ref_string_release (keys->sort_key);
  g_ref_string_release (keys->search_key);
  g_free (keys);
}

/* A hundred thousand lines sell a few hundred products: their keys are made once. */
static const SaudaProductKeys *
find_keys (GHashTable *known, const SaudaOrderLineInfo *line)
{
  g_autofree char *text =
    g_strconcat (line->model, " ", line->title != NULL ? line->title : "", " ", line->sku, NULL);
  SaudaProductKeys *keys = g_hash_table_lookup (known, text);

  if (keys == NULL) {
    g_autofree char *sort_key = g_utf8_collate_key (line->model, -1);
    g_autofree char *search_key = sauda_text_search_key (text);

    keys = g_new (SaudaProductKeys, 1);
    keys->sort_key = g_ref_string_new (sort_key);
    keys->search_key = g_ref_string_new (search_key);
    g_hash_table_insert (known, g_steal_pointer (&text), keys);
  }
  return keys;
}

/* On the database's thread: everything that takes time, the objects included. */
static gpointer
read_lines (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) orders = sauda_orders_list (connection, NULL, error);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, product_keys_free);
  GPtrArray *lines;

  if (orders == NULL)
    return NULL;
  lines = g_ptr_array_new_full (orders->len, g_object_unref);
  for (guint i = 0; i < orders->len; i++) {
    SaudaOrderInfo *info = g_ptr_array_index (orders, i);
    g_autoptr (SaudaOrder) order = sauda_order_new (info);

    for (guint n = 0; n < info->lines->len; n++) {
      const SaudaOrderLineInfo *line = g_ptr_array_index (info->lines, n);

      g_ptr_array_add (lines, sauda_order_line_new (order, n, find_keys (keys, line)));
    }
  }
  g_ptr_array_set_free_func (orders, NULL);
  return lines;
}

static gpointer
write_size (SaudaConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return GINT_TO_POINTER (sauda_orders_set_decided_size (
    connection, edit->id, edit->after, &(SaudaOrderEdit){ edit->who, edit->reason, edit->now_ms }, error));
}

static gpointer
write_note (SaudaConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return GINT_TO_POINTER (sauda_orders_set_note (
    connection, edit->id, edit->after, &(SaudaOrderEdit){ edit->who, edit->reason, edit->now_ms }, error));
}

static gpointer
read_history (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list_history (connection, *(gint64 *) data, error);
}

static void
free_lines_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_ptr_array_set_size (data, 0);
  g_task_return_boolean (task, TRUE);
}

/* Most of what is loaded again is not needed; freeing a hundred thousand objects would hold up the main
 * thread. */
static void
free_elsewhere (GPtrArray *lines)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, free_elsewhere);
  g_task_set_task_data (task, lines, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, free_lines_in_thread);
}

static void
count (SaudaOrderList *self)
{
  SaudaOrder *before = NULL;

  self->n_orders = 0;
  for (guint i = 0; i < SAUDA_N_STAGES; i++)
    self->n_in_stage[i] = 0;
  for (guint i = 0; i < self->lines->len; i++) {
    SaudaOrder *order = sauda_order_line_get_order (g_ptr_array_index (self->lines, i));

    if (order == before)
      continue;
    before = order;
    self->n_orders++;
    self->n_in_stage[sauda_order_get_stage (order)]++;
  }
}

/* One splice at most, of the part that differs. */
static void
replace_lines (SaudaOrderList *self, GPtrArray *lines)
{
  g_autoptr (GPtrArray) old = self->lines;
  guint start = 0, end = 0, shortest = MIN (old->len, lines->len);

  self->lines = lines;
  count (self);
  while (start < shortest && g_ptr_array_index (old, start) == g_ptr_array_index (lines, start))
    start++;
  while (end < shortest - start &&
         g_ptr_array_index (old, old->len - 1 - end) == g_ptr_array_index (lines, lines->len - 1 - end))
    end++;
  if (old->len - start - end > 0 || lines->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end, lines->len - start - end);
}

static void
change_loads (SaudaOrderList *self, int change)
{
  gboolean loading = self->loads > 0;

  self->loads = (guint) ((int) self->loads + change);
  if (loading != (self->loads > 0))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
on_lines_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SaudaOrderList *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) loaded = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (loaded == NULL) {
    change_loads (self, -1);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  replace_lines (self, sauda_order_lines_update (self->lines, loaded));
  free_elsewhere (g_steal_pointer (&loaded));
  change_loads (self, -1);
  g_task_return_boolean (task, TRUE);
}

static void
tell_lines_of_note (SaudaOrderList *self, SaudaOrder *order)
{
  for (guint i = 0; i < self->lines->len; i++) {
    SaudaOrderLine *line = g_ptr_array_index (self->lines, i);

    if (sauda_order_line_get_order (line) == order)
      sauda_order_line_note_changed (line);
  }
}

static void
on_size_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Edit *edit = g_task_get_task_data (task);
  SaudaOrderLine *line = SAUDA_ORDER_LINE (edit->target);
  g_autoptr (GError) error = NULL;
  gboolean last = sauda_order_line_end_saving_size (line);

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (last)
    sauda_order_line_set_decided_size (line, edit->before);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_note_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Edit *edit = g_task_get_task_data (task);
  SaudaOrder *order = SAUDA_ORDER (edit->target);
  g_autoptr (GError) error = NULL;
  gboolean last = sauda_order_end_saving_note (order);

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) != NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  if (last) {
    sauda_order_set_note (order, edit->before);
    tell_lines_of_note (g_task_get_source_object (task), order);
  }
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_history_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *events = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (events != NULL)
    g_task_return_pointer (task, events, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GType
get_item_type (GListModel *model)
{
  return SAUDA_TYPE_ORDER_LINE;
}

static guint
get_n_items (GListModel *model)
{
  return SAUDA_ORDER_LIST (model)->lines->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SaudaOrderList *self = SAUDA_ORDER_LIST (model);

  return position < self->lines->len ? g_object_ref (g_ptr_array_index (self->lines, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sauda_order_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_LOADING:
    g_value_set_boolean (value, sauda_order_list_get_loading (SAUDA_ORDER_LIST (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sauda_order_list_finalize (GObject *object)
{
  SaudaOrderList *self = SAUDA_ORDER_LIST (object);

  g_clear_object (&self->database);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (sauda_order_list_parent_class)->finalize (object);
}

static void
sauda_order_list_class_init (SaudaOrderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sauda_order_list_get_property;
  object_class->finalize = sauda_order_list_finalize;

  /**
   * SaudaOrderList:loading: (attributes org.gtk.Property.get=sauda_order_list_get_loading)
   *
   * Whether a load is on its way.
   */
  props[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sauda_order_list_init (SaudaOrderList *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * sauda_order_list_new:
 * @database: where the orders are
 *
 * Returns: (transfer full): an empty list; see sauda_order_list_load_async()
 */
SaudaOrderList *
sauda_order_list_new (SaudaDatabase *database)
{
  SaudaOrderList *self = g_object_new (SAUDA_TYPE_ORDER_LIST, NULL);

  self->database = g_object_ref (database);
  return self;
}

/**
 * sauda_order_list_get_loading:
 * @self: a list
 *
 * Returns: whether a load is on its way
 */
gboolean
sauda_order_list_get_loading (SaudaOrderList *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LIST (self), FALSE);
  return self->loads > 0;
}

/**
 * sauda_order_list_get_n_orders:
 * @self: a list
 *
 * Returns: how many orders its lines belong to
 */
guint
sauda_order_list_get_n_orders (SaudaOrderList *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LIST (self), 0);
  return self->n_orders;
}

/**
 * sauda_order_list_count_stage:
 * @self: a list
 * @stage: a stage
 *
 * Returns: how many orders are in @stage
 */
guint
sauda_order_list_count_stage (SaudaOrderList *self, SaudaStage stage)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LIST (self), 0);
  g_return_val_if_fail (stage < SAUDA_N_STAGES, 0);
  return self->n_in_stage[stage];
}

/**
 * sauda_order_list_find_line:
 * @self: a list
 * @line_id: a line's id
 *
 * Returns: (transfer none) (nullable): the line, or %NULL when it is not in the list
 */
SaudaOrderLine *
sauda_order_list_find_line (SaudaOrderList *self, gint64 line_id)
{
  g_return_val_if_fail (SAUDA_IS_ORDER_LIST (self), NULL);

  for (guint i = 0; i < self->lines->len; i++)
    if (sauda_order_line_get_id (g_ptr_array_index (self->lines, i)) == line_id)
      return g_ptr_array_index (self->lines, i);
  return NULL;
}

/**
 * sauda_order_list_load_async:
 * @self: a list
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Reads all orders on the database's thread and takes them over at once. Lines that are there already keep
 * their objects and notify what changed; an edit that is on its way to the database stays.
 */
void
sauda_order_list_load_async (SaudaOrderList *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SAUDA_IS_ORDER_LIST (self));
  g_task_set_source_tag (task, sauda_order_list_load_async);
  change_loads (self, 1);
  sauda_database_read_async (self->database, read_lines, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                             cancellable, on_lines_read, task);
}

/**
 * sauda_order_list_load_finish:
 * @self: the list
 * @result: of sauda_order_list_load_async()
 * @error: return location
 *
 * Returns: %FALSE with an error of the store; then the list is as it was
 */
gboolean
sauda_order_list_load_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_load_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_order_list_set_decided_size_async:
 * @self: a list
 * @line: one of its lines
 * @size: (nullable): the size to ship, in any writing; %NULL to ship the clicked one
 * @edit: who, why and when; copied
 * @cancellable: (nullable): cancels; then the line goes back to what it was
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * The line has the size at once; it is saved behind it, with an entry in the history.
 */
void
sauda_order_list_set_decided_size_async (SaudaOrderList *self,
                                         SaudaOrderLine *line,
                                         const char *size,
                                         const SaudaOrderEdit *edit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *after = sauda_order_edit_read_size (size);
  Edit *job =
    edit_new (line, sauda_order_line_get_id (line), sauda_order_line_get_decided_size (line), after, edit);

  g_task_set_source_tag (task, sauda_order_list_set_decided_size_async);
  g_task_set_task_data (task, job, edit_free);
  sauda_order_line_begin_saving_size (line);
  sauda_order_line_set_decided_size (line, after);
  sauda_database_run_async (self->database, write_size, job, NULL, NULL, cancellable, on_size_saved, task);
}

/**
 * sauda_order_list_set_decided_size_finish:
 * @self: the list
 * @result: of sauda_order_list_set_decided_size_async()
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_orders_set_decided_size()
 */
gboolean
sauda_order_list_set_decided_size_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_set_decided_size_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_order_list_set_note_async:
 * @self: a list
 * @order: one of its orders
 * @note: (nullable): the note
 * @edit: who, why and when; copied
 * @cancellable: (nullable): cancels; then the order goes back to what it was
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * The order has the note at once; it is saved behind it, with an entry in the history.
 */
void
sauda_order_list_set_note_async (SaudaOrderList *self,
                                 SaudaOrder *order,
                                 const char *note,
                                 const SaudaOrderEdit *edit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Edit *job = edit_new (order, sauda_order_get_id (order), sauda_order_get_note (order), note, edit);

  g_task_set_source_tag (task, sauda_order_list_set_note_async);
  g_task_set_task_data (task, job, edit_free);
  sauda_order_begin_saving_note (order);
  sauda_order_set_note (order, note);
  tell_lines_of_note (self, order);
  sauda_database_run_async (self->database, write_note, job, NULL, NULL, cancellable, on_note_saved, task);
}

/**
 * sauda_order_list_set_note_finish:
 * @self: the list
 * @result: of sauda_order_list_set_note_async()
 * @error: return location
 *
 * Returns: %FALSE with the errors of sauda_orders_set_note()
 */
gboolean
sauda_order_list_set_note_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_set_note_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_order_list_load_history_async:
 * @self: a list
 * @order_id: an order
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_orders_list_history().
 */
void
sauda_order_list_load_history_async (SaudaOrderList *self,
                                     gint64 order_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  gint64 *id = g_new (gint64, 1);

  *id = order_id;
  g_task_set_source_tag (task, sauda_order_list_load_history_async);
  sauda_database_read_async (self->database, read_history, id, g_free, (GDestroyNotify) g_ptr_array_unref,
                             cancellable, on_history_read, task);
}

/**
 * sauda_order_list_load_history_finish:
 * @self: the list
 * @result: of sauda_order_list_load_history_async()
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderEvent) (nullable): the history, or %NULL with an error of
 * the store
 */
GPtrArray *
sauda_order_list_load_history_finish (SaudaOrderList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_list_load_history_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
