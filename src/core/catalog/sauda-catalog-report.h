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

/* A column in which two rows of one offer differ. */
typedef struct {
  char *column; /* (owned) (not nullable) header text */
  char *first;  /* (owned) (nullable) */
  char *second; /* (owned) (nullable) */
} SaudaCatalogDifference;

/* Two rows of the same offer in the same store that say different things: one came in, a person chooses. */
typedef struct {
  guint first_row;
  guint second_row;
  guint taken_row;        /* one of the two */
  char *store;            /* (owned) (not nullable) */
  char *sku;              /* (owned) (not nullable) code of the offer */
  GPtrArray *differences; /* (owned) (not nullable) (element-type SaudaCatalogDifference) */
} SaudaCatalogConflict;

/* A value that an import writes over, or a row that is new. */
typedef struct {
  guint row;
  char *store;  /* (owned) (not nullable) */
  char *sku;    /* (owned) (not nullable) code of the offer */
  char *column; /* (owned) (nullable) header text; NULL: the whole row is new */
  char *before; /* (owned) (nullable) */
  char *after;  /* (owned) (nullable) */
} SaudaCatalogChange;

/* So many changes are told one by one; the counts tell of all. */
#define SAUDA_CATALOG_TOLD_CHANGES 1000

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
  GPtrArray *sides;    /* (owned) (element-type SaudaCatalogConflict) the conflicts, side by side */
  GPtrArray *changes;  /* (owned) (element-type SaudaCatalogChange) the first of them, in a preview alone */
  gint64 import_id;    /* of the history, for the undo; 0: nothing was written */
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
SaudaCatalogConflict *
sauda_catalog_report_add_conflict (SaudaCatalogReport *report, const char *store, const char *sku);
void sauda_catalog_conflict_add_difference (SaudaCatalogConflict *conflict,
                                            const char *column,
                                            const char *first,
                                            const char *second);
void sauda_catalog_report_add_change (SaudaCatalogReport *report, const SaudaCatalogChange *change);
void sauda_catalog_report_add_note (SaudaCatalogReport *report, const char *note);

G_END_DECLS
