#pragma once

#include "sauda-decision-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The lines that wait, and the one where the person is. */
typedef struct _SaudaDecisionItems SaudaDecisionItems;

SaudaDecisionItems *sauda_decision_items_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_decision_items_free (SaudaDecisionItems *items);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaDecisionItems, sauda_decision_items_free)

GtkSingleSelection *sauda_decision_items_get_selection (SaudaDecisionItems *items);
guint sauda_decision_items_count (SaudaDecisionItems *items);
SaudaDecisionItem *sauda_decision_items_find (SaudaDecisionItems *items,
                                              gint64 line_id) G_GNUC_WARN_UNUSED_RESULT;
SaudaDecisionItem *sauda_decision_items_get_selected (SaudaDecisionItems *items);
void sauda_decision_items_replace (SaudaDecisionItems *items, GPtrArray *lines, SaudaDecisionItem *stay);
gboolean sauda_decision_items_remove (SaudaDecisionItems *items, SaudaDecisionItem *item);
void sauda_decision_items_insert (SaudaDecisionItems *items, SaudaDecisionItem *item);
void sauda_decision_items_select (SaudaDecisionItems *items, SaudaDecisionItem *item);
gboolean sauda_decision_items_move (SaudaDecisionItems *items, int by);

G_END_DECLS
