#pragma once

#include "sauda-grid.h"

G_BEGIN_DECLS

/**
 * SaudaTablePage:
 * @get_grid: (not nullable): its table
 * @find: lets the merchant type what to find
 * @show_all: shows what search and chips hide
 * @has_filter: whether they hide anything
 * @can_undo: (nullable): whether the last thing done on the page was an act beside its table, to be taken
 * back
 * @undo: (nullable): takes that act back
 *
 * A page whose commands are those of its table: the window's Find, Undo, Redo and Show All reach the one that
 * is seen.
 */
#define SAUDA_TYPE_TABLE_PAGE (sauda_table_page_get_type ())
G_DECLARE_INTERFACE (SaudaTablePage, sauda_table_page, SAUDA, TABLE_PAGE, GtkWidget)

struct _SaudaTablePageInterface {
  GTypeInterface parent_iface;

  SaudaGrid *(*get_grid) (SaudaTablePage *self);
  void (*find) (SaudaTablePage *self);
  void (*show_all) (SaudaTablePage *self);
  gboolean (*has_filter) (SaudaTablePage *self);
  gboolean (*can_undo) (SaudaTablePage *self);
  void (*undo) (SaudaTablePage *self);
};

SaudaGrid *sauda_table_page_get_grid (SaudaTablePage *self);
void sauda_table_page_find (SaudaTablePage *self);
void sauda_table_page_show_all (SaudaTablePage *self);
gboolean sauda_table_page_has_filter (SaudaTablePage *self);
gboolean sauda_table_page_can_undo (SaudaTablePage *self);
void sauda_table_page_undo (SaudaTablePage *self);
void sauda_table_page_redo (SaudaTablePage *self);
void sauda_table_page_watch_search (SaudaTablePage *self, GtkSearchEntry *search);

G_END_DECLS
