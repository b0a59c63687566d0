#pragma once

#include "sauda-catalog-report.h"
#include "sauda-order-files.h"
#include "sauda-stock-files.h"
#include "sauda-waybill-files.h"

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

SaudaImportReport *sauda_import_report_new (gboolean preview) G_GNUC_WARN_UNUSED_RESULT;
void sauda_import_report_free (SaudaImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaImportReport, sauda_import_report_free)

SaudaImportResult *
sauda_import_report_add (SaudaImportReport *report, const char *name, char *summary, gboolean failed);
void sauda_import_report_add_sheets (SaudaImportReport *report,
                                     GPtrArray *paths,
                                     const SaudaOrderFilesReport *sheets);
void sauda_import_report_add_catalogue (SaudaImportReport *report,
                                        const char *path,
                                        const SaudaCatalogReport *catalogue);
void sauda_import_report_add_stock (SaudaImportReport *report, const char *path, const SaudaStockFile *stock);
void sauda_import_report_add_refused (SaudaImportReport *report,
                                      const char *path,
                                      const char *not_orders,
                                      const GError *refusal);
void sauda_import_report_add_waybills (SaudaImportReport *report, const SaudaWaybillFilesReport *waybills);
void sauda_import_report_add_failure (SaudaImportReport *report, GPtrArray *paths, const GError *error);

G_END_DECLS
