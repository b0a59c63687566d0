#pragma once

#include "sauda-import-window.h"
#include "sauda-import.h"

G_BEGIN_DECLS

struct _SaudaImportWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;     /* (unowned) (not nullable) */
  GtkStack *stack;           /* (unowned) (not nullable) */
  GtkSpinner *spinner;       /* (unowned) (not nullable) */
  GtkProgressBar *progress;  /* (unowned) (not nullable) of a catalogue */
  GtkButton *close_button;   /* (unowned) (not nullable) */
  GtkButton *import_button;  /* (unowned) (not nullable) */
  GtkDropDown *store;        /* (unowned) (not nullable) */
  GtkStringList *stores;     /* (unowned) (not nullable) the first means: as the files say */
  GtkWidget *store_group;    /* (unowned) (not nullable) */
  GtkListBox *results;       /* (unowned) (not nullable) */
  GtkListBox *problems;      /* (unowned) (not nullable) */
  GtkWidget *problems_box;   /* (unowned) (not nullable) */
  GtkLabel *problems_title;  /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (not nullable) until dispose */
  SaudaImport *import;       /* (owned) (not nullable) until dispose */
  SaudaImportReport *report; /* (owned) (nullable) */
  char *chosen; /* (owned) (nullable) the sheet whose «Сумма» was told last: it keeps the focus */
  GCancellable *cancellable; /* (owned) (not nullable) of the window */
  GCancellable *writing;     /* (owned) (nullable) while files come in */
  gboolean busy;
  gboolean done;
};

void sauda_import_window_run (SaudaImportWindow *self, gboolean preview);
void sauda_import_window_show_only (SaudaImportWindow *self, const SaudaImportResult *result);
void sauda_import_window_show_report (SaudaImportWindow *self);

G_END_DECLS
