#pragma once

#include "sauda-catalog-report.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaCatalogRows SaudaCatalogRows;

/* An import of the history. */
typedef struct _SaudaCatalogImportInfo SaudaCatalogImportInfo;
struct _SaudaCatalogImportInfo {
  gint64 id;
  gint64 at_ms;
  gint64 undone_ms; /* 0: it holds */
  char *name;       /* (owned) (not nullable) of the file */
  guint added;
  guint changed;
  guint same;
  guint refused;
  gint64 after_offer; /* offers above this number, up to the next, came with it */
  gint64 last_offer;
  gint64 after_variant;
  gint64 last_variant;
};

void sauda_catalog_import_info_free (SaudaCatalogImportInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCatalogImportInfo, sauda_catalog_import_info_free)
gboolean sauda_catalog_import_info_left_something (const SaudaCatalogImportInfo *info);

gboolean sauda_catalog_imports_note_drift (SaudaConnection *connection,
                                           SaudaCatalogRows *rows,
                                           gboolean whole,
                                           GError **error);
gint64 sauda_catalog_imports_begin (SaudaConnection *connection,
                                    SaudaCatalogRows *rows,
                                    const char *name,
                                    gint64 now_ms,
                                    GError **error);
gboolean sauda_catalog_imports_end (SaudaConnection *connection, SaudaCatalogRows *rows, GError **error);
GPtrArray *sauda_catalog_imports_list (SaudaConnection *connection,
                                       guint limit,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_catalog_imports_undo (SaudaConnection *connection,
                                     const SaudaCatalogImportInfo *info,
                                     gint64 now_ms,
                                     guint *kept,
                                     GError **error);

G_END_DECLS
