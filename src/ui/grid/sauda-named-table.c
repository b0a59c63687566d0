#include "sauda-named-table.h"

#include "sauda-named-row.h"
#include "sauda-text-filter.h"

typedef struct {
  SaudaTextFilter *filter; /* (owned) (not nullable) */
} SaudaNamedTablePrivate;

G_DEFINE_TYPE_WITH_PRIVATE (SaudaNamedTable, sauda_named_table, SAUDA_TYPE_GRID)

static SaudaNamedTablePrivate *
get_private (gpointer self)
{
  return sauda_named_table_get_instance_private (self);
}

static void
sauda_named_table_finalize (GObject *object)
{
  g_object_unref (get_private (object)->filter);
  G_OBJECT_CLASS (sauda_named_table_parent_class)->finalize (object);
}

static void
sauda_named_table_class_init (SaudaNamedTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_named_table_finalize;
}

static void
sauda_named_table_init (SaudaNamedTable *self)
{
  SaudaNamedTablePrivate *priv = get_private (self);

  priv->filter = sauda_text_filter_new (sauda_named_row_get_search_key);
  sauda_grid_set_filter (SAUDA_GRID (self), GTK_FILTER (priv->filter));
}

/**
 * sauda_named_table_find:
 * @self: a table
 * @words: words to find
 */
void
sauda_named_table_find (SaudaNamedTable *self, const char *words)
{
  g_return_if_fail (SAUDA_IS_NAMED_TABLE (self));
  sauda_text_filter_set_text (get_private (self)->filter, words);
}

/**
 * sauda_named_table_make_filter:
 * @page: the page of such a table
 * @query: of a saved view
 * @words: words to find
 *
 * For the #SaudaViewsKind of @page.
 *
 * Returns: (transfer full): leaves the rows with @words
 */
GtkFilter *
sauda_named_table_make_filter (gpointer page, GVariantDict *query, const char *words)
{
  SaudaTextFilter *filter = sauda_text_filter_new (sauda_named_row_get_search_key);

  sauda_text_filter_set_text (filter, words);
  return GTK_FILTER (filter);
}
