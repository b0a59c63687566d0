#pragma once

#include "sauda-bulk-change.h"
#include "sauda-catalogue-table.h"

G_BEGIN_DECLS

/**
 * SaudaBulkEditWindow:
 *
 * One column of the selected products changed at once: every value is shown before and after first, and Undo
 * takes all of them back.
 */
#define SAUDA_TYPE_BULK_EDIT_WINDOW (sauda_bulk_edit_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaBulkEditWindow, sauda_bulk_edit_window, SAUDA, BULK_EDIT_WINDOW, AdwWindow)

SaudaBulkEditWindow *sauda_bulk_edit_window_new (GtkWindow *parent,
                                                 SaudaCatalogueTable *table) G_GNUC_WARN_UNUSED_RESULT;
void sauda_bulk_edit_window_type (SaudaBulkEditWindow *self,
                                  SaudaVariantField field,
                                  SaudaBulkKind kind,
                                  const char *text,
                                  const char *replacement);
guint sauda_bulk_edit_window_count (SaudaBulkEditWindow *self);
void sauda_bulk_edit_window_apply (SaudaBulkEditWindow *self);

G_END_DECLS
