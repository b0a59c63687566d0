#pragma once

#include "sauda-decision-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *sauda_decision_rows_new (void) G_GNUC_WARN_UNUSED_RESULT;
SaudaDecisionItem *sauda_decision_rows_get_item (GtkWidget *row);

G_END_DECLS
