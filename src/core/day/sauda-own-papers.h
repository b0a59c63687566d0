#pragma once

#include "sauda-base-error.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaOwnPaper:
 * @SAUDA_OWN_PAPER_PRODUCTS: labels for goods of the catalogue
 * @SAUDA_OWN_PAPER_BOXES: a label for each place of orders: "place 1 of 3"
 * @SAUDA_OWN_PAPER_SLIPS: what lies in the parcel, a page or more for each order
 * @SAUDA_OWN_PAPER_HANDOVER: the list that the courier signs
 */
typedef enum {
  SAUDA_OWN_PAPER_PRODUCTS,
  SAUDA_OWN_PAPER_BOXES,
  SAUDA_OWN_PAPER_SLIPS,
  SAUDA_OWN_PAPER_HANDOVER,
} SaudaOwnPaper;

/**
 * SaudaOwnPaperOptions:
 * @paper: what is written
 * @path: (not nullable): where the PDF goes
 * @label: (nullable): template of labels; %NULL for the usual one
 * @sheet: (nullable): sheet of labels; %NULL for a label a page
 * @first: labels of the first sheet that are gone already
 * @marks: whether cut marks stand on sheets
 * @items: (nullable) (array zero-terminated=1): SKUs, each with `=N` for a count of its own, or numbers of
 * orders; %NULL for all of them
 * @query: (nullable): words that goods must have
 * @copies: labels of each of the goods, or places of each order; 0 for as many as there are in stock, or as
 * the order's label has pages
 * @day: orders with a planned hand-over up to this Almaty day; %SAUDA_DAY_NONE for today
 * @tomorrow: whether the day after is included
 * @store: (nullable): of this store alone
 * @width: of the paper of slips and lists, millimetres; 0 for the usual one
 * @height: likewise
 * @prices: whether slips tell prices
 */
typedef struct {
  SaudaOwnPaper paper;
  const char *path;
  const char *label;
  const char *sheet;
  guint first;
  gboolean marks;
  const char *const *items;
  const char *query;
  guint copies;
  SaudaDay day;
  gboolean tomorrow;
  const char *store;
  double width, height;
  gboolean prices;
} SaudaOwnPaperOptions;

/**
 * SaudaOwnPaperReport:
 * @written: labels, or orders of slips and lists
 * @pages: pages of the file
 * @problems: (not nullable) (element-type utf8): sentences about what was left out
 */
typedef struct {
  guint written;
  guint pages;
  GPtrArray *problems;
} SaudaOwnPaperReport;

void sauda_own_paper_report_free (SaudaOwnPaperReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOwnPaperReport, sauda_own_paper_report_free)

char *sauda_own_papers_get_folder (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_own_papers_write_async (SaudaWorkspace *workspace,
                                   const SaudaOwnPaperOptions *options,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SaudaOwnPaperReport *sauda_own_papers_write_finish (GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
