#pragma once

#include "sauda-waybill-archive.h"

G_BEGIN_DECLS

/* One import: what is left of its limits, and who takes the files. */
typedef struct {
  const SaudaWaybillReader *reader; /* (not nullable) */
  SaudaWaybillLimits limits;
  guint64 bytes_left;        /* of all files */
  guint done;                /* files handed over */
  guint total;               /* files known so far */
  GCancellable *cancellable; /* (nullable) borrowed */
} SaudaWaybillImport;

gboolean sauda_waybill_import_take (SaudaWaybillImport *import, SaudaWaybillFile *file, GError **error);
gboolean sauda_zip_read (SaudaWaybillImport *import, const char *path, GError **error);

G_END_DECLS
