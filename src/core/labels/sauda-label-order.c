#include "sauda-label-order.h"

#include "sauda-text.h"

static void
line_free (gpointer data)
{
  SaudaLabelLine *line = data;

  g_free (line->model_key);
  g_free (line->model_name);
  g_free (line->size);
  g_free (line->clicked_size);
  g_free (line);
}

/**
 * sauda_label_order_new:
 * @store_name: the store
 * @code: number of the order
 *
 * Returns: (transfer full): an order without lines and without a label
 */
SaudaLabelOrder *
sauda_label_order_new (const char *store_name, const char *code)
{
  SaudaLabelOrder *self = g_new0 (SaudaLabelOrder, 1);

  self->store_name = g_strdup (store_name);
  self->code = g_strdup (code);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

/**
 * sauda_label_order_free:
 * @self: (transfer full): an order
 */
void
sauda_label_order_free (SaudaLabelOrder *self)
{
  g_free (self->store_name);
  g_free (self->code);
  g_ptr_array_unref (self->lines);
  g_free (self->label_path);
  g_free (self->waiting);
  g_free (self);
}

/**
 * sauda_label_order_add_line:
 * @self: an order
 * @model_key: what tells physical models apart
 * @model_name: the merchant's name of the model
 * @size: (nullable): the decided size, empty or %NULL when the product has none
 * @clicked_size: (nullable): the size that the buyer clicked, empty or %NULL when there is none
 * @quantity: pieces
 */
void
sauda_label_order_add_line (SaudaLabelOrder *self,
                            const char *model_key,
                            const char *model_name,
                            const char *size,
                            const char *clicked_size,
                            guint quantity)
{
  SaudaLabelLine *line = g_new0 (SaudaLabelLine, 1);

  line->model_key = g_strdup (model_key);
  line->model_name = sauda_text_squeeze (model_name);
  line->size = sauda_text_is_empty (size) ? NULL : sauda_text_squeeze (size);
  line->clicked_size = sauda_text_is_empty (clicked_size) ? NULL : sauda_text_squeeze (clicked_size);
  line->quantity = quantity;
  g_ptr_array_add (self->lines, line);
}

/**
 * sauda_label_order_set_label:
 * @self: an order
 * @path: (nullable): its label file, %NULL for none
 * @pages: pages of that file, 0 when they were not counted
 */
void
sauda_label_order_set_label (SaudaLabelOrder *self, const char *path, guint pages)
{
  g_free (self->label_path);
  self->label_path = g_strdup (path);
  self->label_pages = path != NULL ? pages : 0;
}

/**
 * sauda_label_order_set_waiting:
 * @self: an order
 * @until_ms: a moment that it waits for, UTC ms
 * @reason: a sentence: why it is not shipped yet
 */
void
sauda_label_order_set_waiting (SaudaLabelOrder *self, gint64 until_ms, const char *reason)
{
  self->waiting_until_ms = until_ms;
  g_free (self->waiting);
  self->waiting = g_strdup (reason);
}

/**
 * sauda_label_order_get_pieces:
 * @self: an order
 *
 * Returns: the pieces of all its lines
 */
guint
sauda_label_order_get_pieces (const SaudaLabelOrder *self)
{
  guint pieces = 0;

  for (guint i = 0; i < self->lines->len; i++)
    pieces += ((const SaudaLabelLine *) g_ptr_array_index (self->lines, i))->quantity;
  return pieces;
}
