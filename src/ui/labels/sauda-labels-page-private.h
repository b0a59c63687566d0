#pragma once

#include "sauda-label-groups.h"
#include "sauda-labels-page.h"
#include "sauda-page-preview.h"
#include "sauda-page-strip.h"
#include "sauda-print-bar.h"

G_BEGIN_DECLS

struct _SaudaLabelsPage {
  AdwBin parent_instance;

  GtkStack *stack;            /* (unowned) (not nullable) */
  GtkSwitch *tomorrow;        /* (unowned) (not nullable) */
  GtkRevealer *progress_bar;  /* (unowned) (not nullable) */
  GtkProgressBar *progress;   /* (unowned) (not nullable) */
  GtkLabel *progress_text;    /* (unowned) (not nullable) */
  AdwStatusPage *empty;       /* (unowned) (not nullable) */
  SaudaLabelGroups *groups;   /* (unowned) (not nullable) */
  SaudaPageStrip *strip;      /* (unowned) (not nullable) */
  SaudaPagePreview *preview;  /* (unowned) (not nullable) */
  GtkStack *pages_stack;      /* (unowned) (not nullable) */
  AdwStatusPage *pages_error; /* (unowned) (not nullable) */
  GtkLabel *position;         /* (unowned) (not nullable) */
  SaudaPrintBar *print_bar;   /* (unowned) (not nullable) */
  GtkSearchEntry *find;       /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;   /* (owned) (nullable) after dispose */
  SaudaPageRenderer *renderer; /* (owned) (nullable) after dispose */
  GCancellable *cancellable;   /* (owned) (not nullable) of the page */
  GCancellable *job;           /* (owned) (nullable) of the grouping or the import at work */
  GCancellable *listing;       /* (owned) (nullable) while the pages of a group are read */
  char *listed;                /* (owned) (nullable) file whose pages were read last */
  guint progress_tick;         /* source that shows progress, 0 when none */
  guint due_source;            /* source that looks again once an order is due, 0 when none waits */
  guint reload_source;         /* source that loads the last groups again, 0 when none */
  gboolean grouped;            /* a report is shown */
  gboolean looked;             /* the last run of today has been looked for */
  gboolean waiting;            /* orders of the report are not due yet */
  gboolean stale;              /* somebody may have grouped since the report */
  gboolean own_change;         /* the change of labels is this page's own */
  gboolean unstamped;          /* the printer of waybills was set up without stamps */
  gboolean handing_out;        /* a file of a group is being printed or copied */
};

void sauda_labels_page_install_actions (SaudaLabelsPageClass *klass);
void sauda_labels_page_add_shortcuts (SaudaLabelsPage *self);
void sauda_labels_page_update_actions (SaudaLabelsPage *self);
void sauda_labels_page_group (SaudaLabelsPage *self);
void sauda_labels_page_find (SaudaLabelsPage *self, gboolean again);
void sauda_labels_page_add_options (SaudaLabelsPage *self);
void sauda_labels_page_show_papers (SaudaLabelsPage *self);
void sauda_labels_page_edit_stamp (SaudaLabelsPage *self);
void sauda_labels_page_edit_cover (SaudaLabelsPage *self);
void sauda_labels_page_show_proof (SaudaLabelsPage *self);
void sauda_labels_page_show_jobs (SaudaLabelsPage *self);
void sauda_labels_page_show_walk (SaudaLabelsPage *self);
void sauda_labels_page_print (SaudaLabelsPage *self);
void sauda_labels_page_load_printed (SaudaLabelsPage *self);
void sauda_labels_page_load (SaudaLabelsPage *self);
char *sauda_labels_page_get_selected_path (SaudaLabelsPage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
