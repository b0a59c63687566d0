#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaEditCell:
 *
 * A cell of a table that shows a text and lets it be changed in place: a GtkInscription, and a GtkEntry in
 * its place while it is edited. Losing the focus keeps the change.
 *
 * Signals: `edited` (text) when a changed text is kept; `ended` whenever editing ends.
 */
#define SAUDA_TYPE_EDIT_CELL (sauda_edit_cell_get_type ())
G_DECLARE_FINAL_TYPE (SaudaEditCell, sauda_edit_cell, SAUDA, EDIT_CELL, GtkWidget)

GtkWidget *sauda_edit_cell_new (void) G_GNUC_WARN_UNUSED_RESULT;
GtkInscription *sauda_edit_cell_get_inscription (SaudaEditCell *self);
const char *sauda_edit_cell_get_text (SaudaEditCell *self);
void sauda_edit_cell_set_text (SaudaEditCell *self, const char *text);
void sauda_edit_cell_set_mark (SaudaEditCell *self, const char *mark);
void sauda_edit_cell_set_label (SaudaEditCell *self, const char *label);
gboolean sauda_edit_cell_is_editing (SaudaEditCell *self);
GtkEntry *sauda_edit_cell_get_entry (SaudaEditCell *self);
void sauda_edit_cell_begin (SaudaEditCell *self, const char *typed);
void sauda_edit_cell_end (SaudaEditCell *self, gboolean keep);
void sauda_edit_cell_release (SaudaEditCell *self);

G_END_DECLS
