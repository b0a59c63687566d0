#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaBackupTest:
 *
 * The last time a backup was restored for trial.
 */
typedef struct {
  char *file;   /* (owned) (not nullable) path of the backup */
  gint64 at_ms; /* when it was tried, UTC */
  gint64 rows;  /* of all tables */
} SaudaBackupTest;

void sauda_backup_test_free (SaudaBackupTest *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaBackupTest, sauda_backup_test_free)

char *sauda_backups_create (SaudaWorkspace *workspace,
                            const char *destination,
                            gint64 *rows,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_backups_copy (SaudaWorkspace *workspace,
                          const char *path,
                          const char *destination,
                          GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_backups_create_before_migration (const char *folder, gint64 now_ms, GError **error);
char *sauda_backups_create_before_merge (const char *folder,
                                         gint64 now_ms,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_backups_is_due (SaudaWorkspace *workspace);
void sauda_backups_create_due_async (SaudaWorkspace *workspace,
                                     gboolean always,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *sauda_backups_create_due_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_backups_set_destination (SaudaWorkspace *workspace, const char *uri, GError **error);
SaudaBackupTest *sauda_backups_find_tested (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void sauda_backups_note_tested (const char *folder, const char *file, gint64 rows, gint64 now_ms);
gboolean sauda_backups_restore (const char *folder,
                                const char *file,
                                gint64 now_ms,
                                gint64 *rows,
                                char **aside,
                                GError **error);
gboolean sauda_backups_ask_restore (const char *folder, const char *file, GError **error);
char *sauda_backups_get_asked (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void sauda_backups_take_back_asked (const char *folder);
gboolean sauda_backups_restore_asked (const char *folder, gint64 now_ms, char **restored, GError **error);
gboolean sauda_backups_check_database (const char *folder, gint64 now_ms, GError **error);
void sauda_backups_note_closed (const char *folder);
void sauda_backups_name_newest (const char *folder, GError **error);
gboolean sauda_backups_is_damage (const GError *error);
GPtrArray *sauda_backups_list_obsolete (GPtrArray *names) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
