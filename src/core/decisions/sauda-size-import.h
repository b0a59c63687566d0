#pragma once

#include "sauda-size-sheet.h"

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaSizeImport:
 * @people: whom the products are cut for where the sheet does not tell
 * @preview: only tell what would be done
 * @now_ms: the time of orders whose date the sheet does not tell, UTC ms
 *
 * How a sheet of decided orders is imported.
 */
typedef struct {
  SaudaSizePeople people;
  gboolean preview;
  gint64 now_ms;
} SaudaSizeImport;

/* What was done, or would be. */
typedef struct {
  gboolean preview;
  guint added;
  guint changed;       /* known before, such as one that came back meanwhile */
  guint same;          /* known before */
  GPtrArray *problems; /* (owned) (not nullable) (element-type SaudaSizeProblem) rows that were left out */
} SaudaSizeImportReport;

SaudaSizeImportReport *sauda_size_import_file (SaudaDatabase *database,
                                               const char *path,
                                               const SaudaSizeImport *import,
                                               GCancellable *cancellable,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_import_report_free (SaudaSizeImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeImportReport, sauda_size_import_report_free)

G_END_DECLS
