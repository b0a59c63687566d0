#pragma once

#include "sauda-order-line.h"
#include "sauda-orders.h"

G_BEGIN_DECLS

/* What many lines of a list have in common. */
typedef struct {
  GRefString *sort_key;   /* (not nullable) collation key of the product's name */
  GRefString *search_key; /* (not nullable) name, title and SKU */
} SaudaProductKeys;

SaudaOrder *sauda_order_new (SaudaOrderInfo *info) G_GNUC_WARN_UNUSED_RESULT;
SaudaOrderInfo *sauda_order_get_info (SaudaOrder *self);
const char *sauda_order_get_buyer_key (SaudaOrder *self);
gboolean sauda_order_matches (SaudaOrder *self, const char *folded_needle);
void sauda_order_begin_saving (SaudaOrder *self, SaudaOrderText which);
gboolean sauda_order_end_saving (SaudaOrder *self, SaudaOrderText which);
const char *sauda_order_get_text (SaudaOrder *self, SaudaOrderText which);
void sauda_order_set_text (SaudaOrder *self, SaudaOrderText which, const char *text);
void sauda_order_swap_info (SaudaOrder *self, SaudaOrder *newer);

SaudaOrderLine *
sauda_order_line_new (SaudaOrder *order, guint index, const SaudaProductKeys *keys) G_GNUC_WARN_UNUSED_RESULT;
guint64 sauda_order_fingerprint_make (const SaudaOrderInfo *order, const SaudaOrderLineInfo *line);
guint64 sauda_order_line_get_fingerprint (SaudaOrderLine *self);
void sauda_order_line_begin_saving_size (SaudaOrderLine *self);
gboolean sauda_order_line_end_saving_size (SaudaOrderLine *self);
void sauda_order_line_set_decided_size (SaudaOrderLine *self, const char *size);
void sauda_order_line_text_changed (SaudaOrderLine *self, SaudaOrderText which);
void sauda_order_line_set_order (SaudaOrderLine *self, SaudaOrder *order);
void sauda_order_line_take (SaudaOrderLine *self, SaudaOrderLine *newer, SaudaOrder *order);

GPtrArray *sauda_order_lines_update (GPtrArray *old, GPtrArray *loaded) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
