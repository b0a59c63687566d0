#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaLabelLine:
 * @model_key: (not nullable): what tells physical models apart
 * @model_name: (not nullable): the merchant's name of it
 * @size: (nullable): the decided size as sauda_size_word_find() writes it, %NULL when the product has none
 * @clicked_size: (nullable): the size that the buyer clicked and the waybill says, %NULL when there is none
 * @quantity: pieces
 *
 * A row of an order.
 */
typedef struct {
  char *model_key;
  char *model_name;
  char *size;
  char *clicked_size;
  guint quantity;
} SaudaLabelLine;

/**
 * SaudaLabelOrder:
 * @store_name: (not nullable): the store
 * @code: (not nullable): number of the order
 * @lines: (not nullable) (element-type SaudaLabelLine): at least one
 * @places: parcels of the order, 0 while nobody knows
 * @label_path: (nullable): its label file, %NULL when there is none
 * @label_pages: pages of that file as they were counted when it was saved, 0 when they were not
 * @waiting: (nullable): a sentence: why it is not shipped yet, whether or not it has a label
 * @waiting_until_ms: until when, UTC ms; 0 when it does not wait
 *
 * An order to ship.
 */
typedef struct {
  char *store_name;
  char *code;
  GPtrArray *lines;
  guint places;
  char *label_path;
  guint label_pages;
  char *waiting;
  gint64 waiting_until_ms;
} SaudaLabelOrder;

SaudaLabelOrder *sauda_label_order_new (const char *store_name, const char *code) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_order_free (SaudaLabelOrder *self);
void sauda_label_order_add_line (SaudaLabelOrder *self,
                                 const char *model_key,
                                 const char *model_name,
                                 const char *size,
                                 const char *clicked_size,
                                 guint quantity);
void sauda_label_order_set_label (SaudaLabelOrder *self, const char *path, guint pages);
void sauda_label_order_set_waiting (SaudaLabelOrder *self, gint64 until_ms, const char *reason);
guint sauda_label_order_get_pieces (const SaudaLabelOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelOrder, sauda_label_order_free)

G_END_DECLS
