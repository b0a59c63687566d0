#pragma once

#include "sauda-foreign-changes.h"
#include "sauda-price-list-desk.h"
#include "sauda-price-list-window.h"

G_BEGIN_DECLS

struct _SaudaPriceListWindow {
  AdwWindow parent_instance;

  GtkStack *stack;            /* (unowned) (not nullable) list, history, drift */
  GtkDropDown *store;         /* (unowned) (not nullable) */
  GtkLabel *summary;          /* (unowned) (not nullable) */
  GtkLabel *warnings;         /* (unowned) (not nullable) */
  GtkLabel *changes;          /* (unowned) (not nullable) */
  GtkListBox *diff;           /* (unowned) (not nullable) */
  GtkEntry *place;            /* (unowned) (not nullable) */
  GtkWidget *publish;         /* (unowned) (not nullable) */
  GtkWidget *save;            /* (unowned) (not nullable) */
  GtkWidget *partial_row;     /* (unowned) (not nullable) */
  GtkLabel *partial;          /* (unowned) (not nullable) */
  GtkEntry *confirmed;        /* (unowned) (not nullable) how many offers may be missing, typed */
  GtkCheckButton *accept;     /* (unowned) (not nullable) what has run out goes off sale */
  GtkEntry *url;              /* (unowned) (not nullable) what Kaspi fetches */
  GtkEntry *user;             /* (unowned) (not nullable) */
  GtkPasswordEntry *password; /* (unowned) (not nullable) */
  GtkSpinButton *port;        /* (unowned) (not nullable) */
  GtkSwitch *serve;           /* (unowned) (not nullable) */
  GtkLabel *served;           /* (unowned) (not nullable) */
  GtkLabel *complaint;        /* (unowned) (not nullable) */
  GtkWidget *no_history;      /* (unowned) (not nullable) */
  GtkListBox *history;        /* (unowned) (not nullable) */
  GtkLabel *drift_summary;    /* (unowned) (not nullable) */
  GtkLabel *drift_warnings;   /* (unowned) (not nullable) */
  GtkWidget *adopt;           /* (unowned) (not nullable) */
  GtkListBox *drift;          /* (unowned) (not nullable) */
  GtkSpinner *spinner;        /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;    /* (owned) (nullable) until dispose */
  SaudaForeignChanges *foreign; /* (owned) (nullable) until dispose */
  GPtrArray *stores;            /* (owned) (nullable) (element-type SaudaStoreInfo) until loaded */
  SaudaPriceListDesk *desk;     /* (owned) (nullable) until loaded */
  char *drift_path;             /* (owned) (nullable) Kaspi's list that is compared */
  char *drift_store;            /* (owned) (nullable) whose list it is */
  GCancellable *cancellable;    /* (owned) (not nullable) */
  guint works;                  /* on their way */
  gboolean filling;             /* widgets are being filled */
};

void sauda_price_list_window_complain (SaudaPriceListWindow *self, const char *text);
void sauda_price_list_window_begin (SaudaPriceListWindow *self);
gboolean sauda_price_list_window_end (SaudaPriceListWindow *self, const GError *error);
void sauda_price_list_window_read (SaudaPriceListWindow *self);
void sauda_price_list_window_choose_drift_store (SaudaPriceListWindow *self);
void sauda_price_list_window_emit_changed (SaudaPriceListWindow *self);
void sauda_price_list_window_fill_differences (GtkListBox *list, GPtrArray *differences);
void sauda_price_list_window_fill_warnings (GtkLabel *label, GPtrArray *warnings);
void sauda_price_list_window_show_history (SaudaPriceListWindow *self);
gint sauda_price_list_window_get_confirmed (SaudaPriceListWindow *self);
void
sauda_price_list_window_start_publish (SaudaPriceListWindow *self, gint64 rollback_id, gint confirmed_gone);
void sauda_price_list_window_check_url (SaudaPriceListWindow *self);
gboolean sauda_price_list_window_set_serving (SaudaPriceListWindow *self, gboolean on);
void sauda_price_list_window_read_serving (SaudaPriceListWindow *self);
void sauda_price_list_window_show_serving (SaudaPriceListWindow *self);
void sauda_price_list_window_choose_drift (SaudaPriceListWindow *self);
void sauda_price_list_window_adopt (SaudaPriceListWindow *self);

G_END_DECLS
