#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaReportSection:
 *
 * A table of the report of a day.
 */
typedef struct {
  char *title;        /* (owned) (not nullable) */
  GArray *columns;    /* (owned) (element-type SaudaSheetTitle) read by sauda_report_get_column() */
  GPtrArray *rows;    /* (owned) (element-type GArray) of cells, read by sauda_report_dup_text() */
  gboolean has_chart; /* of the first column against the one named here */
  guint chart_values;
  gboolean pie;       /* shares of a whole; else lying bars */
  const char *action; /* (nullable) of the window: shows what the table counts */
} SaudaReportSection;

/**
 * SaudaReport:
 *
 * What became of a day, ready to be shown, printed or written: what is not done first.
 */
typedef struct {
  SaudaDay day;
  char *title;         /* (owned) (not nullable) */
  GPtrArray *sections; /* (owned) (element-type SaudaReportSection) the first is what is not done */
  GStringChunk *texts; /* (owned) */
  guint orders;        /* to ship on the day, or shipped: what its labels are proved against */
  guint labels, pages; /* of these, as SaudaLabelReport counts them */
  guint messages;      /* to buyers, on the day */
  guint courier;       /* orders that only the courier has still to take */
} SaudaReport;

void sauda_report_free (SaudaReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaReport, sauda_report_free)
SaudaReport *
sauda_report_build (SaudaWorkspace *workspace, SaudaDay day, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_report_write_xlsx (const SaudaReport *report, const char *path, GError **error);
gboolean sauda_report_write_pdf (const SaudaReport *report, const char *path, GError **error);
gboolean sauda_report_write (const SaudaReport *report, const char *path, GError **error);
char *sauda_report_describe_counts (const SaudaReport *report) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_report_get_column (const SaudaReportSection *section, guint column);
gboolean sauda_report_has_money (const SaudaReportSection *section, guint column);
char *
sauda_report_dup_text (const SaudaReportSection *section, guint row, guint column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
