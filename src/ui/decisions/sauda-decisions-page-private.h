#pragma once

#include "sauda-decision-card.h"
#include "sauda-decision-items.h"
#include "sauda-decision-pace.h"
#include "sauda-decision-rows.h"
#include "sauda-decisions-page.h"

G_BEGIN_DECLS

struct _SaudaDecisionsPage {
  AdwBin parent_instance;

  GtkStack *stack;         /* (unowned) (not nullable) */
  GtkButton *empty_undo;   /* (unowned) (not nullable) */
  GtkLabel *count;         /* (unowned) (not nullable) */
  GtkListView *list;       /* (unowned) (not nullable) */
  GtkLabel *pace_label;    /* (unowned) (not nullable) */
  SaudaDecisionCard *card; /* (unowned) (not nullable) */
  GMenuModel *row_menu;    /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) NULL once disposed */
  SaudaDecisionItems *items; /* (owned) (not nullable) */
  SaudaDecisionItem *shown;  /* (owned) (nullable) the item on the card */
  GArray *decided;           /* (owned) (not nullable) (element-type gint64) lines to undo, the latest last */
  SaudaDecisionPace *pace;   /* (owned) (not nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint loading;
  guint saving; /* decisions under way */
  gboolean loaded;
  gboolean stale;   /* orders changed while decisions were under way */
  gboolean telling; /* others are told of what was decided here */
};

void sauda_decisions_page_load (SaudaDecisionsPage *self);
void sauda_decisions_page_update (SaudaDecisionsPage *self);
void sauda_decisions_page_show_selected (SaudaDecisionsPage *self);
void sauda_decisions_page_focus_card (SaudaDecisionsPage *self);
void sauda_decisions_page_decide (SaudaDecisionCard *card, const char *size, SaudaDecisionsPage *self);
void sauda_decisions_page_answer (SaudaDecisionCard *card, const char *text, SaudaDecisionsPage *self);
void sauda_decisions_page_install_menu_class (GtkWidgetClass *widget_class);
void sauda_decisions_page_install_menu (SaudaDecisionsPage *self);

G_END_DECLS
