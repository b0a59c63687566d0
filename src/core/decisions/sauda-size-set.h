#pragma once

#include "sauda-size-history.h"

G_BEGIN_DECLS

/**
 * SaudaSizeSet:
 *
 * Records of a history as the engine takes them: sizes by their place on a chart, products by number.
 */
typedef struct {
  SaudaSizeChart chart; /* with a place for every size of the records that can have one */
  GHashTable *groups;   /* (owned) (element-type utf8 guint) number of each product */
  GArray *orders;       /* (owned) SaudaSizeOrder */
  GArray *ids;          /* (owned) gint64: id of the record of each order */
} SaudaSizeSet;

gboolean sauda_size_chart_has_place (const SaudaSizeChart *chart, const char *size);
void sauda_size_set_init (SaudaSizeSet *self, const SaudaSizeChart *chart);
void sauda_size_set_clear (SaudaSizeSet *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaudaSizeSet, sauda_size_set_clear)

void sauda_size_set_take (SaudaSizeSet *self, GPtrArray *records);
gboolean sauda_size_set_make_order (SaudaSizeSet *self, const SaudaSizeRecord *record, SaudaSizeOrder *order);
guint sauda_size_set_find_group (const SaudaSizeSet *self, const char *product);

G_END_DECLS
