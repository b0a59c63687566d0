#pragma once

#include "sauda-kaspi-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiExportColumn:
 *
 * A column that is looked for in Kaspi's spreadsheets, and where one file has it.
 */
typedef struct {
  const char *id; /* (not nullable) `sku`: how it is remembered and named on the command line */
  char *title;    /* (owned) (not nullable) its name at Kaspi */
  char *header;   /* (owned) (nullable) what stands above it in the file; NULL when the file lacks it */
  gboolean needed;
  gboolean usual; /* every export of the cabinet has had it since 2025 */
} SaudaKaspiExportColumn;

/**
 * SaudaKaspiExportHeader:
 *
 * The header row of one file.
 */
typedef struct {
  GPtrArray *columns; /* (owned) (not nullable) (element-type SaudaKaspiExportColumn) */
  GStrv others;       /* (owned) (not nullable) header texts that belong to none of them */
  guint row;          /* as a spreadsheet numbers it */
} SaudaKaspiExportHeader;

SaudaKaspiExportHeader *sauda_kaspi_export_header_read (const char *path,
                                                        const char *const *own_names,
                                                        GCancellable *cancellable,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_export_header_free (SaudaKaspiExportHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiExportHeader, sauda_kaspi_export_header_free)
const char *sauda_kaspi_export_column_find (const char *text, char **title);

G_END_DECLS
