#include "sauda-pack-check.h"

#include "sauda-catalog-code.h"

/* A line of the order, as it lies on the table. */
typedef struct {
  char *sku;           /* (owned) (not nullable) */
  char *model_key;     /* (owned) (not nullable) */
  char *size;          /* (owned) (nullable) what is sent */
  gboolean other_size; /* what is sent is not what the buyer clicked: the SKU on Kaspi says another size */
  guint wanted;
  guint scanned;
} Line;

struct _SaudaPackCheck {
  GPtrArray *lines; /* (owned) (not nullable) (element-type Line) */
  GArray *ticked;   /* (owned) (not nullable) (element-type guint) lines, as they were scanned */
};

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->sku);
  g_free (line->model_key);
  g_free (line->size);
  g_free (line);
}

static Line *
line_new (const SaudaOrderLineInfo *info)
{
  Line *line = g_new0 (Line, 1);
  const char *size = sauda_order_line_info_get_size (info);

  line->sku = g_strdup (info->sku);
  line->model_key = g_strdup (info->model_key);
  line->size = g_strdup (size);
  line->other_size = g_strcmp0 (size, info->clicked_size) != 0;
  line->wanted = (guint) MAX (info->quantity, 1);
  return line;
}

/* How well one of the variants of a code fits a line. */
static SaudaPackResult
compare (const Line *line, const char *code, GPtrArray *matches)
{
  SaudaPackResult result = SAUDA_PACK_WRONG_PRODUCT;

  if (!line->other_size && g_strcmp0 (line->sku, code) == 0)
    return SAUDA_PACK_RIGHT;
  for (guint i = 0; i < matches->len; i++) {
    const SaudaCodeMatch *match = g_ptr_array_index (matches, i);

    if (!g_str_equal (match->model_key, line->model_key))
      continue;
    if (g_strcmp0 (match->size, line->size) == 0)
      return SAUDA_PACK_RIGHT;
    result = SAUDA_PACK_WRONG_SIZE;
  }
  return result;
}

/**
 * sauda_pack_check_new:
 * @order: an order; copied
 *
 * Returns: (transfer full): its pieces, none of them ticked off
 */
SaudaPackCheck *
sauda_pack_check_new (const SaudaOrderInfo *order)
{
  SaudaPackCheck *self = g_new0 (SaudaPackCheck, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->ticked = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < order->lines->len; i++)
    g_ptr_array_add (self->lines, line_new (g_ptr_array_index (order->lines, i)));
  return self;
}

/**
 * sauda_pack_check_free:
 * @self: (transfer full): pieces of an order
 */
void
sauda_pack_check_free (SaudaPackCheck *self)
{
  g_ptr_array_unref (self->lines);
  g_array_unref (self->ticked);
  g_free (self);
}

/**
 * sauda_pack_check_scan:
 * @self: pieces of an order
 * @code: what a scanner read from a piece
 * @matches: (element-type SaudaCodeMatch): what sauda_catalog_find_code() knows about it
 *
 * Ticks a piece off when it belongs into the parcel: the model of a line in the size that was decided.
 *
 * Returns: what the piece is to the order
 */
SaudaPackResult
sauda_pack_check_scan (SaudaPackCheck *self, const char *code, GPtrArray *matches)
{
  SaudaPackResult worst = SAUDA_PACK_WRONG_PRODUCT;

  for (guint i = 0; i < self->lines->len; i++) {
    Line *line = g_ptr_array_index (self->lines, i);
    SaudaPackResult result = compare (line, code, matches);

    if (result == SAUDA_PACK_RIGHT && line->scanned < line->wanted) {
      line->scanned++;
      g_array_append_val (self->ticked, i);
      return SAUDA_PACK_RIGHT;
    }
    if (result == SAUDA_PACK_RIGHT)
      worst = SAUDA_PACK_TOO_MANY;
    else if (result == SAUDA_PACK_WRONG_SIZE && worst == SAUDA_PACK_WRONG_PRODUCT)
      worst = SAUDA_PACK_WRONG_SIZE;
  }
  return worst;
}

/**
 * sauda_pack_check_undo:
 * @self: pieces of an order
 *
 * Takes the last piece back.
 *
 * Returns: whether there was one
 */
gboolean
sauda_pack_check_undo (SaudaPackCheck *self)
{
  guint last = 0;

  if (self->ticked->len == 0)
    return FALSE;
  last = g_array_index (self->ticked, guint, self->ticked->len - 1);
  ((Line *) g_ptr_array_index (self->lines, last))->scanned--;
  g_array_set_size (self->ticked, self->ticked->len - 1);
  return TRUE;
}

/**
 * sauda_pack_check_get_scanned:
 * @self: pieces of an order
 * @line: of the order, from 0
 *
 * Returns: how many of its pieces are ticked off
 */
guint
sauda_pack_check_get_scanned (SaudaPackCheck *self, guint line)
{
  g_return_val_if_fail (line < self->lines->len, 0);
  return ((Line *) g_ptr_array_index (self->lines, line))->scanned;
}

/**
 * sauda_pack_check_get_wanted:
 * @self: pieces of an order
 * @line: of the order, from 0
 *
 * Returns: how many pieces it has
 */
guint
sauda_pack_check_get_wanted (SaudaPackCheck *self, guint line)
{
  g_return_val_if_fail (line < self->lines->len, 0);
  return ((Line *) g_ptr_array_index (self->lines, line))->wanted;
}

/**
 * sauda_pack_check_is_begun:
 * @self: pieces of an order
 *
 * Returns: whether a piece is ticked off
 */
gboolean
sauda_pack_check_is_begun (SaudaPackCheck *self)
{
  return self->ticked->len > 0;
}

/**
 * sauda_pack_check_is_complete:
 * @self: pieces of an order
 *
 * Returns: whether every piece is ticked off
 */
gboolean
sauda_pack_check_is_complete (SaudaPackCheck *self)
{
  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = g_ptr_array_index (self->lines, i);

    if (line->scanned < line->wanted)
      return FALSE;
  }
  return self->lines->len > 0;
}
