#include "sauda-size-set.h"

#include <string.h>

static guint16
take_group (SaudaSizeSet *self, const char *product)
{
  guint number = sauda_size_set_find_group (self, product);

  if (number != SAUDA_SIZE_NO_GROUP)
    return (guint16) number;
  number = MIN (g_hash_table_size (self->groups), G_MAXUINT16 - 1);
  g_hash_table_insert (self->groups, g_strdup (product), GUINT_TO_POINTER (number));
  return (guint16) number;
}

/**
 * sauda_size_chart_has_place:
 * @chart: a chart
 * @size: a size as sauda_size_word_find() writes it
 *
 * Returns: whether @size is on @chart, or may be put on it: letters always have a place among letters,
 * numbers of another chart do not
 */
gboolean
sauda_size_chart_has_place (const SaudaSizeChart *chart, const char *size)
{
  if (sauda_size_chart_find (chart, size) >= 0)
    return TRUE;
  return !g_ascii_isdigit (size[strlen (size) - 1]) &&
         !g_ascii_isdigit (chart->names[0][strlen (chart->names[0]) - 1]) &&
         chart->n_sizes < SAUDA_SIZE_MOST_SIZES;
}

/**
 * sauda_size_set_init:
 * @self: (out caller-allocates): an empty set
 * @chart: the chart to begin with
 */
void
sauda_size_set_init (SaudaSizeSet *self, const SaudaSizeChart *chart)
{
  self->chart = *chart;
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->orders = g_array_new (FALSE, FALSE, sizeof (SaudaSizeOrder));
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * sauda_size_set_clear:
 * @self: a set
 */
void
sauda_size_set_clear (SaudaSizeSet *self)
{
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->orders, g_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
}

/**
 * sauda_size_set_take:
 * @self: an empty set
 * @records: (element-type SaudaSizeRecord): from the oldest to the latest
 *
 * Takes all records at once: a size that the chart lacks moves the places of those behind it.
 */
void
sauda_size_set_take (SaudaSizeSet *self, GPtrArray *records)
{
  g_return_if_fail (self->orders->len == 0);

  for (guint i = 0; i < records->len; i++) {
    const SaudaSizeRecord *record = g_ptr_array_index (records, i);

    if (sauda_size_chart_find (&self->chart, record->size) < 0 &&
        sauda_size_chart_has_place (&self->chart, record->size))
      sauda_size_chart_add_size (&self->chart, record->size);
  }
  for (guint i = 0; i < records->len; i++) {
    const SaudaSizeRecord *record = g_ptr_array_index (records, i);
    SaudaSizeOrder order;

    if (!sauda_size_set_make_order (self, record, &order))
      continue;
    g_array_append_val (self->orders, order);
    g_array_append_val (self->ids, record->id);
  }
}

/**
 * sauda_size_set_make_order:
 * @self: a set; takes note of the product
 * @record: a record
 * @order: (out caller-allocates): the record as the engine takes it
 *
 * Returns: %FALSE when its size is not on the chart
 */
gboolean
sauda_size_set_make_order (SaudaSizeSet *self, const SaudaSizeRecord *record, SaudaSizeOrder *order)
{
  int place = sauda_size_chart_find (&self->chart, record->size);

  if (place < 0)
    return FALSE;
  *order = (SaudaSizeOrder){ .height_cm = (float) record->height_cm,
                             .weight_kg = (float) record->weight_kg,
                             .group = take_group (self, record->product),
                             .size = (guint8) place,
                             .outcome = (guint8) record->outcome };
  return TRUE;
}

/**
 * sauda_size_set_find_group:
 * @self: a set
 * @product: a physical model, as a search key
 *
 * Returns: its number, or %SAUDA_SIZE_NO_GROUP when no record is of it
 */
guint
sauda_size_set_find_group (const SaudaSizeSet *self, const char *product)
{
  gpointer number;

  return g_hash_table_lookup_extended (self->groups, product, NULL, &number) ? GPOINTER_TO_UINT (number)
                                                                             : SAUDA_SIZE_NO_GROUP;
}
