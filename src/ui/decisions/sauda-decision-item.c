#include "sauda-decision-item.h"

#include <glib/gi18n-lib.h>

struct _SaudaDecisionItem {
  GObject parent_instance;

  SaudaWaitingLine *line; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaDecisionItem, sauda_decision_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
sauda_decision_item_finalize (GObject *object)
{
  sauda_waiting_line_free (SAUDA_DECISION_ITEM (object)->line);
  G_OBJECT_CLASS (sauda_decision_item_parent_class)->finalize (object);
}

static void
sauda_decision_item_class_init (SaudaDecisionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_decision_item_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sauda_decision_item_init (SaudaDecisionItem *self)
{
}

/**
 * sauda_decision_item_new:
 * @line: (transfer full): a line that waits
 *
 * Returns: (transfer full): it as an item of a list
 */
SaudaDecisionItem *
sauda_decision_item_new (SaudaWaitingLine *line)
{
  SaudaDecisionItem *self = g_object_new (SAUDA_TYPE_DECISION_ITEM, NULL);

  self->line = line;
  return self;
}

/**
 * sauda_decision_item_get_line:
 * @self: an item
 *
 * Returns: (transfer none): its line
 */
const SaudaWaitingLine *
sauda_decision_item_get_line (SaudaDecisionItem *self)
{
  return self->line;
}

/**
 * sauda_decision_item_take_line:
 * @self: an item
 * @line: (transfer full): the same line, newer
 */
void
sauda_decision_item_take_line (SaudaDecisionItem *self, SaudaWaitingLine *line)
{
  sauda_waiting_line_free (self->line);
  self->line = line;
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sauda_decision_item_describe:
 * @self: an item
 *
 * Returns: (transfer full): what is known of the buyer, in a few words
 */
char *
sauda_decision_item_describe (SaudaDecisionItem *self)
{
  const SaudaWaitingLine *line = self->line;
  const char *clicked = line->clicked_size != NULL ? line->clicked_size : "–";

  if (line->advice != NULL && line->advice->n_sizes > 0)
    return g_strdup_printf ("%s → %s  %.0f %%", clicked, line->advice->sizes[0].size,
                            line->advice->sizes[0].probability * 100);
  if (line->measure.height_cm > 0)
    return g_strdup_printf (_ ("%s, ask again"), clicked);
  return g_strdup_printf (_ ("%s, no answer"), clicked);
}
