#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaNamedRow:
 *
 * A row of a #SaudaNamedTable: it stands by its name, and is found by words. Its `changed` is only notified:
 * the cells of the row show their texts again.
 */
#define SAUDA_TYPE_NAMED_ROW (sauda_named_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (SaudaNamedRow, sauda_named_row, SAUDA, NAMED_ROW, GObject)

struct _SaudaNamedRowClass {
  GObjectClass parent_class;
};

void sauda_named_row_set_words (SaudaNamedRow *self, const char *name, const char *words);
void sauda_named_row_take_over (SaudaNamedRow *self, SaudaNamedRow *newer);
const char *sauda_named_row_get_search_key (gpointer self);
int sauda_named_row_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
