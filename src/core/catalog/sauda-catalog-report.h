#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A cell or a row that did not come in, or came in with a doubt. */
typedef struct {
  guint row;    /* as a spreadsheet numbers it: the header is row 1 */
  char *column; /* (owned) (nullable) header text; NULL: the whole row */
  char *value;  /* (owned) (nullable) what stands there */
  char *reason; /* (owned) (not nullable) a translated sentence */
} SaudaCatalogProblem;

/**
 * SaudaCatalogReport:
 *
 * What an import of a catalogue did, or would do. rows = added + changed + same + refused; rows that are
 * wholly empty are not counted.
 */
typedef struct _SaudaCatalogReport SaudaCatalogReport;
struct _SaudaCatalogReport {
  guint rows;
  guint added;
  guint changed;
  guint same;
  guint refused;  /* duplicates, conflicts and rubbish rows among them */
  guint variants; /* in the rows that came in */
  guint offers;
  guint conflicts;     /* same store and offer code with different values */
  GPtrArray *problems; /* (owned) (element-type SaudaCatalogProblem) by row */
  GPtrArray *notes;    /* (owned) (element-type utf8) sentences about the file as a whole; nothing refused */
  gboolean preview;    /* nothing was written */
};

SaudaCatalogReport *sauda_catalog_report_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_catalog_report_free (SaudaCatalogReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogReport, sauda_catalog_report_free)

void sauda_catalog_report_add_problem (SaudaCatalogReport *report,
                                       guint row,
                                       const char *column,
                                       const char *value,
                                       const char *reason);
void sauda_catalog_report_add_note (SaudaCatalogReport *report, const char *note);

G_END_DECLS
