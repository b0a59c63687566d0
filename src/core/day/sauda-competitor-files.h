#pragma once

#include "sauda-catalog-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

SaudaCatalogReport *sauda_competitor_files_import (SaudaDatabase *database,
                                                   const char *path,
                                                   gint64 now_ms,
                                                   GCancellable *cancellable,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
