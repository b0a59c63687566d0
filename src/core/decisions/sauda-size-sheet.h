#pragma once

#include "sauda-size-order.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaSizeProblem:
 *
 * A row that was left out.
 */
typedef struct {
  guint row;    /* as a spreadsheet numbers it */
  char *column; /* (owned) */
  char *value;  /* (owned) */
  char *reason; /* (owned) for the merchant */
} SaudaSizeProblem;

/**
 * SaudaSizeSheet:
 *
 * Decided orders out of one or more sheets; their product groups are numbered together.
 */
typedef struct {
  GArray *orders;      /* (owned) SaudaSizeOrder, by time within each sheet */
  GPtrArray *groups;   /* (owned) utf8: name of each product group */
  GPtrArray *problems; /* (owned) SaudaSizeProblem */
} SaudaSizeSheet;

SaudaSizeSheet *sauda_size_sheet_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_sheet_free (SaudaSizeSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaSizeSheet, sauda_size_sheet_free)

gboolean sauda_size_sheet_read (SaudaSizeSheet *self,
                                SaudaSizeChart *chart,
                                const char *path,
                                GCancellable *cancellable,
                                GError **error);
guint sauda_size_sheet_find_group (const SaudaSizeSheet *self, const char *name);

G_END_DECLS
