#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_CELL_TEXT_LAYOUT (sauda_cell_text_layout_get_type ())

/**
 * SaudaCellTextLayout:
 *
 * Measures a GtkInscription once for all of its font; a text of a cell or a row of a long list has one.
 */
G_DECLARE_FINAL_TYPE (SaudaCellTextLayout, sauda_cell_text_layout, SAUDA, CELL_TEXT_LAYOUT, GtkLayoutManager)

GtkWidget *sauda_cell_text_new (void);

G_END_DECLS
