#include "sauda-alert-place.h"

#include "sauda-alerts.h"
#include "sauda-backups.h"
#include "sauda-connection.h"
#include "sauda-reason.h"
#include "sauda-settings.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define MEGABYTE (1024.0 * 1024.0)
#define USUAL_MEGABYTES 500 /* of the gate, until its threshold is changed */
#define STEP_MEGABYTES 100  /* each of which less is worse */
#define FRESH_MS (2 * SAUDA_MS_PER_DAY)

/* Free megabytes where the data lies; negative where nobody knows. */
static double
get_free (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info =
    g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);

  if (info == NULL)
    return -1;
  return (double) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) / MEGABYTE;
}

static gboolean
report_disk (SaudaConnection *connection, const char *folder, gint64 now_ms, guint *news, GError **error)
{
  g_autofree char *setting = NULL, *megabytes = NULL, *text = NULL;
  double left = get_free (folder), needed = USUAL_MEGABYTES;
  SaudaAlertDraft draft = { .kind = SAUDA_ALERT_DISK, .severity = SAUDA_ALERT_URGENT };
  gboolean full;

  if (!sauda_settings_get (connection, "gate-disk", &setting, error))
    return FALSE;
  if (setting != NULL)
    needed = g_ascii_strtod (setting, NULL);
  full = left >= 0 && left < needed;
  megabytes = g_strdup_printf ("%u", (guint) MAX (left, 0));
  text =
    sauda_reason_new (N_ ("%s MB are free where the data lies. Make room: delete what is not needed, or move "
                          "the backups elsewhere."),
                      megabytes, NULL);
  draft.weight = (gint64) MAX (needed - left, 0) / STEP_MEGABYTES;
  draft.text = text;
  return sauda_alerts_report (connection, SAUDA_ALERT_DISK, &draft, full, now_ms, news, error);
}

/* When the oldest order came in, UTC ms; 0 without any. */
static gboolean
read_begin (SaudaConnection *connection, gint64 *begin_ms, GError **error)
{
  SaudaStatement *read =
    sauda_connection_prepare (connection, "SELECT coalesce (min (first_seen_ms), 0) FROM orders", error);
  gboolean row;

  if (read == NULL || !sauda_statement_step (read, &row, error))
    return FALSE;
  *begin_ms = sauda_statement_get_int64 (read, 0);
  return TRUE;
}

static gboolean
report_backup (SaudaConnection *connection, const char *folder, gint64 now_ms, guint *news, GError **error)
{
  g_autoptr (SaudaBackupTest) tested = sauda_backups_find_tested (folder);
  SaudaAlertDraft draft = { .kind = SAUDA_ALERT_BACKUP, .severity = SAUDA_ALERT_WARNING };
  g_autofree char *text = NULL;
  gint64 last_ms = tested != NULL ? tested->at_ms : 0;
  guint days;

  /* Before the first one, the oldest order tells how much would be lost. */
  if (tested == NULL && !read_begin (connection, &last_ms, error))
    return FALSE;
  days = (guint) MAX ((now_ms - last_ms) / SAUDA_MS_PER_DAY, 0);
  text = tested != NULL
           ? sauda_reason_new_count ("The last tested backup is %u day old. Make one now.",
                                     "The last tested backup is %u days old. Make one now.", days, NULL)
           : sauda_reason_new (N_ ("There is no tested backup. Make one now."), NULL);
  draft.weight = days;
  draft.text = text;
  return sauda_alerts_report (connection, SAUDA_ALERT_BACKUP, &draft,
                              last_ms > 0 && now_ms - last_ms > FRESH_MS, now_ms, news, error);
}

/**
 * sauda_alert_place_run:
 * @workspace: the merchant's folder
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @news: (inout): counts alerts that are to be said aloud
 * @error: return location
 *
 * Looks at the place where the data lies: whether the disk has room, and whether a tested backup is fresh.
 * The practice store needs no backup.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_alert_place_run (SaudaWorkspace *workspace,
                       SaudaConnection *connection,
                       gint64 now_ms,
                       guint *news,
                       GError **error)
{
  const char *folder = sauda_workspace_get_folder (workspace);
  guint more = 0;

  if (!report_disk (connection, folder, now_ms, &more, error))
    return FALSE;
  *news += more;
  more = 0;
  if (!sauda_workspace_is_practice (workspace) && !report_backup (connection, folder, now_ms, &more, error))
    return FALSE;
  *news += more;
  return TRUE;
}
