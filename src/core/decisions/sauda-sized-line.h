#pragma once

#include "sauda-orders.h"
#include "sauda-size-learner.h"

G_BEGIN_DECLS

typedef struct _SaudaCatalogProduct SaudaCatalogProduct;

/**
 * SaudaSizedLine:
 *
 * A line of an order as the size engine sees it.
 */
typedef struct {
  SaudaOrderInfo *order;        /* (owned) (not nullable) */
  SaudaOrderLineInfo *line;     /* (not nullable) lies in @order */
  SaudaCatalogProduct *product; /* (owned) (nullable) NULL: the catalogue does not know it */
  guint64 counted;              /* bit per size of @product whose stock is known for sure */
  SaudaSizePeople people;
  char *group;        /* (owned) (not nullable) physical model over all its listings, as a search key */
  gboolean has_sizes; /* FALSE: its buyer is never asked */
} SaudaSizedLine;

SaudaSizedLine *
sauda_sized_line_find (SaudaConnection *connection, gint64 line_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_sized_line_free (SaudaSizedLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizedLine, sauda_sized_line_free)

SaudaSizeShelf sauda_sized_line_get_shelf (const SaudaSizedLine *self, const SaudaSizeChart *chart);
gint64 sauda_sized_line_get_stock (const SaudaSizedLine *self, const char *size);

G_END_DECLS
