#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPaperColumn:
 * @title: (nullable): over the column
 * @part: of the paper's width that it takes: parts of all columns make up the whole
 * @right: whether its cells stand to the right
 */
typedef struct {
  const char *title;
  double part;
  gboolean right;
} SaudaPaperColumn;

/**
 * SaudaPaperTable:
 *
 * Papers of text and rows that flow over as many pages as they need: packing slips, hand-over lists.
 */
typedef struct _SaudaPaperTable SaudaPaperTable;

SaudaPaperTable *sauda_paper_table_new (double width, double height) G_GNUC_WARN_UNUSED_RESULT;
void sauda_paper_table_free (SaudaPaperTable *self);
void sauda_paper_table_begin_page (SaudaPaperTable *self);
void sauda_paper_table_add_title (SaudaPaperTable *self, const char *text);
void sauda_paper_table_add_heading (SaudaPaperTable *self, const char *text);
void sauda_paper_table_add_note (SaudaPaperTable *self, const char *text);
void sauda_paper_table_add_barcode (SaudaPaperTable *self, const char *text);
void sauda_paper_table_set_columns (SaudaPaperTable *self, const SaudaPaperColumn *columns, guint n_columns);
void sauda_paper_table_add_row (SaudaPaperTable *self, const char *const *cells);
gboolean sauda_paper_table_write (SaudaPaperTable *self, const char *path, guint *pages, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPaperTable, sauda_paper_table_free)

G_END_DECLS
