#include "sauda-stamp-mark.h"

#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>

/* A space at which no row of letters ends: pieces stay beside their size. */
#define NO_BREAK "\xc2\xa0"

static const SaudaLabelLine *
get_line (const SaudaLabelOrder *order, guint index)
{
  return g_ptr_array_index (order->lines, index);
}

/* `M ×3`; a line without a size is a dash, so that the lines can be counted. */
static void
append_size (GString *text, const SaudaLabelLine *line, gboolean alone)
{
  if (text->len > 0)
    g_string_append (text, "  ");
  if (line->size != NULL)
    g_string_append (text, line->size);
  else if (!alone)
    g_string_append (text, "–");
  if (line->quantity > 1)
    g_string_append_printf (text, "%s×%u", !alone ? NO_BREAK : line->size != NULL ? " " : "", line->quantity);
}

static char *
describe_sizes (const SaudaLabelOrder *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < order->lines->len; i++)
    append_size (text, get_line (order, i), order->lines->len == 1);
  return g_string_free (text, FALSE);
}

static char *
describe_models (const SaudaLabelOrder *order)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint lines = order->lines->len;

  for (guint i = 0; i < lines; i++)
    if (g_hash_table_add (seen, get_line (order, i)->model_key))
      g_string_append_printf (names, "%s%s", names->len > 0 ? " + " : "", get_line (order, i)->model_name);
  return lines == 1 ? g_strdup (names->str)
                    : g_strdup_printf (ngettext ("%u line: %s", "%u lines: %s", lines), lines, names->str);
}

/* Without a clicked size the waybill names none, and there is nothing to warn of. */
static gboolean
differs (const SaudaLabelOrder *order)
{
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaLabelLine *line = get_line (order, i);

    if (line->size != NULL && line->clicked_size != NULL &&
        !sauda_size_word_equal (line->size, line->clicked_size))
      return TRUE;
  }
  return FALSE;
}

/**
 * sauda_stamp_mark_new:
 * @order: an order
 * @store: letters of its store
 * @group: the label's number in its group
 * @run: the label's number in the run
 *
 * Returns: (transfer full): what is stamped upon the label
 */
SaudaStampMark *
sauda_stamp_mark_new (const SaudaLabelOrder *order,
                      const char *store,
                      SaudaStampCount group,
                      SaudaStampCount run)
{
  SaudaStampMark *self = g_new0 (SaudaStampMark, 1);

  self->size = describe_sizes (order);
  self->model = describe_models (order);
  /* the sign before the number keeps it from being read as the place "1/2" of a parcel */
  self->group = g_strdup_printf ("№%u/%u", group.number, group.total);
  self->run = g_strdup_printf ("(%u/%u)", run.number, run.total);
  self->store = g_strdup (store);
  self->inverted = differs (order);
  return self;
}

/**
 * sauda_stamp_mark_free:
 * @self: (transfer full): a mark
 */
void
sauda_stamp_mark_free (SaudaStampMark *self)
{
  g_free (self->size);
  g_free (self->model);
  g_free (self->group);
  g_free (self->run);
  g_free (self->store);
  g_free (self);
}
