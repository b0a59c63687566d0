#pragma once

#include "sauda-alert-bar.h"
#include "sauda-day-page.h"
#include "sauda-decisions-page.h"
#include "sauda-downloads.h"
#include "sauda-foreign-changes.h"
#include "sauda-guide-bar.h"
#include "sauda-orders-page.h"
#include "sauda-pack-desk.h"
#include "sauda-session.h"
#include "sauda-stores.h"
#include "sauda-sync.h"
#include "sauda-talk-watch.h"
#include "sauda-window.h"

G_BEGIN_DECLS

struct _SaudaWindow {
  AdwApplicationWindow parent_instance;

  SaudaAlertBar *alert_bar;   /* (unowned) (not nullable) */
  GtkLabel *practice_bar;     /* (unowned) (not nullable) */
  GtkListBox *sidebar;        /* (unowned) (not nullable) */
  GtkStack *stack;            /* (unowned) (not nullable) */
  AdwWindowTitle *title;      /* (unowned) (not nullable) */
  GtkWidget *retry_button;    /* (unowned) (not nullable) */
  GtkWidget *restore_button;  /* (unowned) (not nullable) */
  GtkWidget *another_button;  /* (unowned) (not nullable) restores a backup that is chosen */
  AdwStatusPage *failed_page; /* (unowned) (not nullable) */
  GtkSpinner *spinner;        /* (unowned) (not nullable) */
  GtkWidget *acts_button;     /* (unowned) (not nullable) */
  GtkStack *sync_stack;       /* (unowned) (not nullable) */
  SaudaGuideBar *guide;       /* (unowned) (not nullable) */

  SaudaSync *sync;              /* (owned) (nullable) once open */
  SaudaTalkWatch *talk;         /* (owned) (nullable) once open */
  SaudaForeignChanges *foreign; /* (owned) (nullable) once open: what saudactl or a timer does */
  guint foreign_id;             /* source: tells the pages of it */
  SaudaSession *session;        /* (owned) (nullable) once open */
  SaudaDayPage *day_page;       /* (unowned) (nullable) once open */
  SaudaOrdersPage *orders;      /* (unowned) (nullable) once open */
  SaudaPackDesk *pack_desk;     /* (owned) (nullable) once open */
  SaudaDownloads *downloads;    /* (owned) (nullable) while the folder is looked after */
  GListStore *arrived;          /* (owned) (not nullable) files from it that were not opened yet */
  char *crash_report;           /* (owned) (nullable) of the last crash */
  GListStore *waiting;          /* (owned) (nullable) after dispose; files that were not opened yet */
  GCancellable *cancellable;    /* (owned) (not nullable) */
  char *page;                   /* (owned) (not nullable) name of the page to show */
  guint rest_id;                /* makes pages ahead */
  guint show_id;                /* source: shows the page that was asked for */
  gboolean measured;            /* the page that comes is, so that laying it out is all that is left */
  guint settled_id;             /* what waits until the window has settled */
  guint files_id;               /* opens files that wait */
  guint size_id;                /* source: keeps the size */
  gboolean failed;
  gboolean backing_up;         /* a backup that was asked for is being made */
  gboolean welcoming;          /* the data folder is empty: the page of the day says how to begin */
  gboolean sync_asked;         /* the merchant asked for the reading under way */
  gboolean may_close;          /* the merchant chose to leave a run */
  gboolean quitting;           /* closing ends Sauda, whatever it does otherwise */
  gboolean background_allowed; /* the desktop lets Sauda work without its window */
  gboolean background_asked;   /* it is being asked */

  SaudaDecisionsPage *decisions; /* (unowned) (nullable) once it was wanted */
};

char *sauda_window_get_last_page (SaudaWindow *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_window_create_pages (SaudaWindow *self);
void sauda_window_install_actions (SaudaWindow *self);
gboolean sauda_window_go_to_background (SaudaWindow *self);
void sauda_window_update_actions (SaudaWindow *self);
void sauda_window_open_session (SaudaWindow *self);
void sauda_window_install_acts (SaudaWindow *self);
void sauda_window_update_acts (SaudaWindow *self);
void sauda_window_start_sync (SaudaWindow *self);
void sauda_window_watch_downloads (SaudaWindow *self);
void sauda_window_offer_crash (SaudaWindow *self);
void sauda_window_copy_crash (SaudaWindow *self);
void sauda_window_keep_backup (SaudaWindow *self);
void sauda_window_back_up (SaudaWindow *self);
void sauda_window_tell_restored (SaudaWindow *self);
gboolean sauda_window_has_tested_backup (SaudaWindow *self);
void sauda_window_restore (SaudaWindow *self);
void sauda_window_restore_another (SaudaWindow *self);
void sauda_window_install_files (SaudaWindow *self);
void sauda_window_open_waiting (SaudaWindow *self);
void sauda_window_import_arrived (SaudaWindow *self);
void sauda_window_start_welcome (SaudaWindow *self);
void sauda_window_connect_store (SaudaWindow *self);
const char *sauda_window_get_child_name (SaudaWindow *self);
void sauda_window_sync_now (SaudaWindow *self);

G_END_DECLS
