#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaEditFuncs:
 * @get_value: what a field of an item holds now; transfer full, nullable
 * @apply: gives it another value at once and saves it in the background
 *
 * How a history reads and writes.
 */
typedef struct {
  char *(*get_value) (gpointer owner, gpointer item, guint field);
  void (*apply) (gpointer owner, gpointer item, guint field, const char *value);
} SaudaEditFuncs;

/**
 * SaudaEditHistory:
 *
 * What the merchant changed in a table, to be taken back step by step. A step is one cell, or all
 * cells of a fill or a paste. Changes are shown at once and saved
 * behind it. A cell that somebody else wrote since is left alone.
 *
 * Properties: `can-undo`, `can-redo` (boolean, notify).
 *
 * Signal: `applied` (uint, field) after each step.
 */
#define SAUDA_TYPE_EDIT_HISTORY (sauda_edit_history_get_type ())
G_DECLARE_FINAL_TYPE (SaudaEditHistory, sauda_edit_history, SAUDA, EDIT_HISTORY, GObject)

SaudaEditHistory *sauda_edit_history_new (gpointer owner,
                                          const SaudaEditFuncs *funcs) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_edit_history_can_undo (SaudaEditHistory *self);
gboolean sauda_edit_history_can_redo (SaudaEditHistory *self);
void sauda_edit_history_begin (SaudaEditHistory *self);
void sauda_edit_history_add (SaudaEditHistory *self, gpointer item, guint field, const char *value);
guint sauda_edit_history_commit (SaudaEditHistory *self);
guint64 sauda_edit_history_get_applying (SaudaEditHistory *self);
void sauda_edit_history_forget (SaudaEditHistory *self, guint64 number);
guint sauda_edit_history_count_rows (SaudaEditHistory *self);
gboolean sauda_edit_history_is_replaying (SaudaEditHistory *self);
guint sauda_edit_history_undo (SaudaEditHistory *self, guint *kept);
guint sauda_edit_history_redo (SaudaEditHistory *self, guint *kept);

G_END_DECLS
