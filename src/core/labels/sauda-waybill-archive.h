#pragma once

#include "sauda-base-error.h"
#include "sauda-waybill-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaWaybillLimits:
 * @entry_bytes: what one file may unpack to
 * @total_bytes: what all files of an import may unpack to
 * @entries: files in one archive
 * @ratio: how many times its packed size a file of more than 1 MB may unpack to
 *
 * What keeps an archive from filling the memory.
 */
typedef struct {
  guint64 entry_bytes;
  guint64 total_bytes;
  guint64 entries;
  guint ratio;
} SaudaWaybillLimits;

/**
 * SaudaWaybillFunc:
 * @file: (transfer none): what was found, good until the function returns
 * @user_data: data of the caller
 * @error: return location
 *
 * Returns: %FALSE with @error to stop
 */
typedef gboolean (*SaudaWaybillFunc) (const SaudaWaybillFile *file, gpointer user_data, GError **error);

/**
 * SaudaWaybillReader:
 * @found: called for each file on the calling thread
 * @user_data: data of @found
 * @limits: (nullable): %NULL for the usual ones
 * @progress: (nullable): counts files
 * @progress_data: data of @progress
 *
 * Who takes the files of an archive.
 */
typedef struct {
  SaudaWaybillFunc found;
  gpointer user_data;
  const SaudaWaybillLimits *limits;
  SaudaProgressFunc progress;
  gpointer progress_data;
} SaudaWaybillReader;

gboolean sauda_waybill_archive_read (const char *path,
                                     const SaudaWaybillReader *reader,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
