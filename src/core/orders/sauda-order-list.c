#include "sauda-order-list.h"

#include "sauda-database.h"
#include "sauda-later.h"
#include "sauda-order-list-private.h"
#include "sauda-order-private.h"
#include "sauda-text.h"

enum { PROP_0, PROP_LOADING, N_PROPS };

static GParamSpec *props[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaOrderList,
                               sauda_order_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

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

/* Whoever waits for the lines has work of his own: in a turn of its own, after the window was drawn. */
static gboolean
on_replaced (gpointer data)
{
  g_autoptr (GTask) task = data;

  change_loads (g_task_get_source_object (task), -1);
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
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
  sauda_later_add (on_replaced, g_steal_pointer (&task));
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
