#pragma once

#include "sauda-grid.h"

G_BEGIN_DECLS

/**
 * SaudaTablePage:
 * @get_grid: (not nullable): its table
 * @get_search: (not nullable): where the merchant types what to find
 * @show_all: shows what search and chips hide; by itself it empties the search
 * @has_filter: whether they hide anything; by itself it looks at the search
 *
 * A page whose commands are those of its table: the window's Find, Undo, Redo and Show All reach the one that
 * is seen.
 *
 * Signal: `undo-changed` when another act of the page, or none, can be taken back.
 */
#define SAUDA_TYPE_TABLE_PAGE (sauda_table_page_get_type ())
G_DECLARE_INTERFACE (SaudaTablePage, sauda_table_page, SAUDA, TABLE_PAGE, GtkWidget)

struct _SaudaTablePageInterface {
  GTypeInterface parent_iface;

  SaudaGrid *(*get_grid) (SaudaTablePage *self);
  GtkSearchEntry *(*get_search) (SaudaTablePage *self);
  void (*show_all) (SaudaTablePage *self);
  gboolean (*has_filter) (SaudaTablePage *self);
};

SaudaGrid *sauda_table_page_get_grid (SaudaTablePage *self);
void sauda_table_page_find (SaudaTablePage *self);
void sauda_table_page_show_all (SaudaTablePage *self);
gboolean sauda_table_page_has_filter (SaudaTablePage *self);
gboolean sauda_table_page_is_usual (SaudaTablePage *self);
gboolean sauda_table_page_can_undo (SaudaTablePage *self);
void sauda_table_page_undo (SaudaTablePage *self);
void sauda_table_page_redo (SaudaTablePage *self);
void sauda_table_page_keep_act (SaudaTablePage *self, const char *undo);
void sauda_table_page_set_up (SaudaTablePage *self);
void sauda_table_page_follow_packer (SaudaTablePage *self);
void sauda_table_page_show_failure (GtkStack *stack, AdwStatusPage *page, const GError *error);

G_END_DECLS
