#pragma once

#include "sauda-grid.h"

G_BEGIN_DECLS

/**
 * SaudaTablePage:
 * @get_grid: (not nullable): its table
 * @get_search: (not nullable): where the merchant types what to find
 * @show_all: shows what search and chips hide; by itself it empties the search
 * @has_filter: whether they hide anything; by itself it looks at the search
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
  GtkSearchEntry *(*get_search) (SaudaTablePage *self);
  void (*show_all) (SaudaTablePage *self);
  gboolean (*has_filter) (SaudaTablePage *self);
  gboolean (*can_undo) (SaudaTablePage *self);
  void (*undo) (SaudaTablePage *self);
};

SaudaGrid *sauda_table_page_get_grid (SaudaTablePage *self);
void sauda_table_page_find (SaudaTablePage *self);
void sauda_table_page_show_all (SaudaTablePage *self);
gboolean sauda_table_page_has_filter (SaudaTablePage *self);
gboolean sauda_table_page_is_usual (SaudaTablePage *self);
gboolean sauda_table_page_can_undo (SaudaTablePage *self);
void sauda_table_page_undo (SaudaTablePage *self);
void sauda_table_page_redo (SaudaTablePage *self);
void sauda_table_page_set_up (SaudaTablePage *self);
void sauda_table_page_follow_packer (SaudaTablePage *self);
void sauda_table_page_show_failure (GtkStack *stack, AdwStatusPage *page, const GError *error);

G_END_DECLS
