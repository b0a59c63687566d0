#pragma once

#include "sauda-size-history.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A row that was left out. */
typedef struct {
  guint row;    /* as a spreadsheet numbers it */
  char *column; /* (owned) */
  char *value;  /* (owned) */
  char *reason; /* (owned) for the merchant */
} SaudaSizeProblem;

/**
 * SaudaSizeSheet:
 *
 * Decided orders as they stand in a merchant's sheet.
 */
typedef struct {
  GPtrArray *records;  /* (owned) (element-type SaudaSizeRecord) by time, as far as the sheet tells it */
  GPtrArray *problems; /* (owned) (element-type SaudaSizeProblem) */
} SaudaSizeSheet;

void sauda_size_problem_free (SaudaSizeProblem *problem);

SaudaSizeSheet *sauda_size_sheet_read (const char *path,
                                       const SaudaSizeChart *chart,
                                       SaudaSizePeople people,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_sheet_free (SaudaSizeSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeSheet, sauda_size_sheet_free)

G_END_DECLS
