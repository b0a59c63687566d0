#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/* A backup is one ZIP archive: the database as one file, the labels of the last 30 days, the pictures
 * of products, and a list of them all with checksums and counts of rows. */

gboolean sauda_backup_file_create (const char *data_folder,
                                   const char *path,
                                   gint64 *rows,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean sauda_backup_file_unpack (const char *path,
                                   const char *folder,
                                   gint64 *rows,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean sauda_backup_file_verify (const char *path, gint64 *rows, GCancellable *cancellable, GError **error);
char *sauda_backup_file_make_scratch (const char *beside, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_backup_file_remove_scratch (const char *folder);

G_END_DECLS
