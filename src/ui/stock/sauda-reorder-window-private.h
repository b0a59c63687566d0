#pragma once

#include "sauda-reorder-data.h"
#include "sauda-reorder-window.h"

G_BEGIN_DECLS

struct _SaudaReorderWindow {
  AdwWindow parent_instance;

  GtkStack *stack;       /* (unowned) (not nullable) */
  GtkDropDown *supplier; /* (unowned) (not nullable) whose proposal */
  GtkLabel *summary;     /* (unowned) (not nullable) */
  GtkListBox *proposal;  /* (unowned) (not nullable) */
  GtkWidget *order;      /* (unowned) (not nullable) */
  GtkWidget *save;       /* (unowned) (not nullable) */
  GtkEntry *new_name;    /* (unowned) (not nullable) */
  GtkListBox *suppliers; /* (unowned) (not nullable) */
  GtkListBox *purchases; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  SaudaReorderData *data;    /* (owned) (nullable) until loaded */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint works;               /* on their way */
  gboolean filling;          /* the list of suppliers changes */
};

void sauda_reorder_window_write (SaudaReorderWindow *self,
                                 SaudaWorkspaceFunc func,
                                 SaudaReorderJob *job,
                                 const char *said);
void sauda_reorder_window_show_suppliers (SaudaReorderWindow *self);
void sauda_reorder_window_show_purchases (SaudaReorderWindow *self);
void sauda_reorder_window_add_supplier (SaudaReorderWindow *self);
GtkWidget *sauda_reorder_create_number (const char *name,
                                        double value,
                                        double least,
                                        double most,
                                        guint digits) G_GNUC_WARN_UNUSED_RESULT;
void sauda_reorder_clear (GtkListBox *list);

G_END_DECLS
