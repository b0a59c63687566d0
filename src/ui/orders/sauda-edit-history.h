#pragma once

#include "sauda-order-list.h"

G_BEGIN_DECLS

typedef enum {
  SAUDA_EDIT_FIELD_SIZE,
  SAUDA_EDIT_FIELD_NOTE,
} SaudaEditField;

/**
 * SaudaEditHistory:
 *
 * What the merchant changed in the table of orders, to be taken back step by step. A step is one cell, or all
 * cells of a fill or a paste. Changes go to the list at once, which shows and saves them.
 *
 * Properties: `can-undo`, `can-redo` (boolean, notify).
 *
 * Signals: `failed` (GError) when a change could not be saved; `applied` (SaudaEditField) after each step.
 */
#define SAUDA_TYPE_EDIT_HISTORY (sauda_edit_history_get_type ())
G_DECLARE_FINAL_TYPE (SaudaEditHistory, sauda_edit_history, SAUDA, EDIT_HISTORY, GObject)

SaudaEditHistory *sauda_edit_history_new (SaudaOrderList *list) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_edit_history_can_undo (SaudaEditHistory *self);
gboolean sauda_edit_history_can_redo (SaudaEditHistory *self);
void sauda_edit_history_set_now (SaudaEditHistory *self, gint64 now_ms);
void sauda_edit_history_begin (SaudaEditHistory *self);
void sauda_edit_history_add (SaudaEditHistory *self,
                             SaudaOrderLine *line,
                             SaudaEditField field,
                             const char *value);
guint sauda_edit_history_commit (SaudaEditHistory *self);
guint sauda_edit_history_undo (SaudaEditHistory *self);
guint sauda_edit_history_redo (SaudaEditHistory *self);

G_END_DECLS
