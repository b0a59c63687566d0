#pragma once

#include "sauda-edit-history.h"
#include "sauda-grid-layout.h"
#include "sauda-grid-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaGrid:
 *
 * A table with the habits of a spreadsheet: arrows, Enter and Tab move, with Shift arrows and clicks select
 * cells, F2 or typing edits, Escape cancels, Ctrl+C and Ctrl+V exchange tab-separated text, Ctrl+D fills
 * down, Ctrl+A selects what is shown, Alt+Enter opens the row; edits can be undone. Columns are chosen,
 * ordered and remembered. What the rows are a subclass says.
 *
 * Signals: `changed` when other rows are shown or selected; `said` (text) for a toast; `opened` (item) when a
 * row is to be looked at; `edit-failed` (error); `edit-ended` when nothing is typed any more, kept or not.
 */
#define SAUDA_TYPE_GRID (sauda_grid_get_type ())
G_DECLARE_DERIVABLE_TYPE (SaudaGrid, sauda_grid, SAUDA, GRID, AdwBin)

/**
 * SaudaGridClass:
 * @kind: (not nullable): the columns
 * @apply: (nullable): changes a value of an item and saves it in the background; tells failures by
 * sauda_grid_fail()
 * @decorate: (nullable): marks a cell after its text was set; @cell is a SaudaEditCell where the column can
 * be edited
 * @describe: (nullable): what a screen reader says of a cell; %NULL: title and text
 * @list_choices: (nullable): what may be chosen in a cell; transfer full
 * @can_edit: (nullable): whether a cell of an editable column may be changed now; %NULL: always
 * @describe_all: (nullable): the sentence after all rows were selected; transfer full
 */
struct _SaudaGridClass {
  AdwBinClass parent_class;

  const SaudaGridKind *kind;
  void (*apply) (SaudaGrid *self, gpointer item, guint column, const char *value);
  void (*decorate) (SaudaGrid *self, gpointer item, guint column, GtkWidget *cell);
  char *(*describe) (SaudaGrid *self, gpointer item, guint column, const char *text);
  GStrv (*list_choices) (SaudaGrid *self, gpointer item, guint column);
  gboolean (*can_edit) (SaudaGrid *self, gpointer item, guint column);
  char *(*describe_all) (SaudaGrid *self);
};

void sauda_grid_set_source (SaudaGrid *self, GListModel *source);
void sauda_grid_set_filter (SaudaGrid *self, GtkFilter *filter);
SaudaGridModel *sauda_grid_get_model (SaudaGrid *self);
GtkColumnView *sauda_grid_get_view (SaudaGrid *self);
GtkColumnViewColumn *sauda_grid_get_column (SaudaGrid *self, guint column);
SaudaGridLayout *sauda_grid_get_layout (SaudaGrid *self);
SaudaEditHistory *sauda_grid_get_history (SaudaGrid *self);
gint64 sauda_grid_get_now (SaudaGrid *self);
void sauda_grid_set_now (SaudaGrid *self, gint64 now_ms);
void sauda_grid_refresh (SaudaGrid *self);
void sauda_grid_update (SaudaGrid *self);
gboolean sauda_grid_is_editing (SaudaGrid *self);
void sauda_grid_commit (SaudaGrid *self);
void sauda_grid_commit_before_search (SaudaGrid *self, const char *shown, const char *text);
void sauda_grid_fail (SaudaGrid *self, const GError *error);

typedef struct _SaudaGridSave SaudaGridSave;

SaudaGridSave *sauda_grid_save_begin (SaudaGrid *self) G_GNUC_WARN_UNUSED_RESULT;
SaudaGrid *sauda_grid_save_end (SaudaGridSave *save, const GError *error) G_GNUC_WARN_UNUSED_RESULT;

guint sauda_grid_count_selected (SaudaGrid *self);
GPtrArray *sauda_grid_list_selected (SaudaGrid *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_grid_has_all_selected (SaudaGrid *self);
void sauda_grid_select_all (SaudaGrid *self);
void sauda_grid_unselect_all (SaudaGrid *self);
gpointer sauda_grid_get_focused_item (SaudaGrid *self);
void sauda_grid_open_focused (SaudaGrid *self);

GtkWidget *sauda_grid_get_cell (SaudaGrid *self, guint position, guint column);
gboolean sauda_grid_edit (SaudaGrid *self, guint position, guint column, const char *typed);
gboolean sauda_grid_move (SaudaGrid *self, guint position, int column, gboolean extend);
gboolean
sauda_grid_select_cells (SaudaGrid *self, guint from_row, guint from_column, guint row, guint column);
char *sauda_grid_copy_text (SaudaGrid *self) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_grid_paste_text (SaudaGrid *self, guint position, guint column, const char *text);
guint sauda_grid_fill_down (SaudaGrid *self, guint column);
guint sauda_grid_set_selected (SaudaGrid *self, guint column, const char *value);

G_END_DECLS
