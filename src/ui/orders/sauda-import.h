#pragma once

#include "sauda-workspace.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an import says of one file, or of all waybill archives together. */
typedef struct {
  char *name;         /* (owned) (not nullable) */
  char *summary;      /* (owned) (not nullable) a sentence with the counts */
  char *path;         /* (owned) (nullable) of a spreadsheet whose columns or rows can be shown */
  gint64 undo_id;     /* to take the file back; 0 when it cannot be */
  gboolean catalogue; /* it has rows to look at */
  gboolean stock;     /* a stock list: what it does to each product can be looked at */
  gboolean orders;    /* a sheet of orders that can come in */
  gboolean failed;
} SaudaImportResult;

/**
 * SaudaImportReport:
 *
 * What an import did, or would do.
 */
typedef struct {
  GPtrArray *results;  /* (owned) (element-type SaudaImportResult) */
  GPtrArray *problems; /* (owned) (element-type utf8) a sentence for each row that has a problem */
  gboolean preview;
  gboolean needs_store; /* a file does not tell its store */
  guint importable;     /* files of which something can come in */
} SaudaImportReport;

void sauda_import_report_free (SaudaImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaImportReport, sauda_import_report_free)

/**
 * SaudaImport:
 *
 * Files of any kind on their way in: sheets of orders, catalogues, stock lists, waybill archives. First without writing
 * anything, then for good.
 */
#define SAUDA_TYPE_IMPORT (sauda_import_get_type ())
G_DECLARE_FINAL_TYPE (SaudaImport, sauda_import, SAUDA, IMPORT, GObject)

SaudaImport *sauda_import_new (SaudaWorkspace *workspace, GListModel *files) G_GNUC_WARN_UNUSED_RESULT;
void sauda_import_set_store (SaudaImport *self, const char *store);
void sauda_import_set_amount (SaudaImport *self, const char *path, const char *meaning);
const char *sauda_import_get_amount (SaudaImport *self, const char *path);
void sauda_import_forget_kinds (SaudaImport *self);
void sauda_import_run_async (SaudaImport *self,
                             gboolean preview,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
SaudaImportReport *
sauda_import_run_finish (SaudaImport *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
