#include "sauda-doctor.h"

#include "sauda-backup.h"
#include "sauda-backups.h"
#include "sauda-gates.h"
#include "sauda-log.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
add (GPtrArray *findings, const char *name, gboolean ill, const char *value)
{
  SaudaDoctorFinding *finding = g_new0 (SaudaDoctorFinding, 1);
  g_autoptr (GString) text = g_string_new (value != NULL ? value : "");

  g_string_replace (text, g_get_home_dir (), "~", 0);
  finding->name = name;
  finding->value = sauda_log_mask (text->str);
  finding->ill = ill;
  g_ptr_array_add (findings, finding);
}

static void
add_system (GPtrArray *findings, const char *folder, const char *version)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *glib =
    g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
  gboolean writable = g_access (folder, W_OK) == 0;

  add (findings, "sauda", FALSE, version);
  add (findings, "system", FALSE, system);
  add (findings, "glib", FALSE, glib);
  add (findings, "flatpak", FALSE, g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "yes" : "no");
  add (findings, "folder", FALSE, folder);
  add (findings, "writable", !writable, writable ? "yes" : "no");
}

static void
add_database (GPtrArray *findings, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "sauda.db", NULL);
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;
  gint64 rows = 0;

  if (g_stat (path, &info) != 0) {
    add (findings, "database", FALSE, "none yet");
    return;
  }
  tables = sauda_backup_inspect (path, TRUE, &error);
  if (tables == NULL) {
    add (findings, "database", TRUE, error->message);
    return;
  }
  for (guint i = 0; i < tables->len; i++)
    rows += ((SaudaBackupTable *) g_ptr_array_index (tables, i))->rows;
  text = g_strdup_printf ("sound, %u tables, %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT " kB", tables->len,
                          rows, (gint64) info.st_size / 1024);
  add (findings, "database", FALSE, text);
}

static void
add_backup (GPtrArray *findings, const char *folder)
{
  g_autoptr (SaudaBackupTest) test = sauda_backups_find_tested (folder);
  g_autofree char *time = test != NULL ? sauda_time_format_iso (test->at_ms) : NULL;
  g_autofree char *text =
    test != NULL ? g_strdup_printf ("%s, %" G_GINT64_FORMAT " rows, %s", time, test->rows, test->file) : NULL;

  add (findings, "restore-test", test == NULL, text != NULL ? text : "never");
}

static gpointer
stores_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stores_list (connection, error);
}

static void
add_stores (GPtrArray *findings, SaudaWorkspace *workspace)
{
  g_autoptr (GPtrArray) stores = sauda_workspace_read (workspace, stores_work, NULL, NULL);

  for (guint i = 0; stores != NULL && i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);
    g_autofree char *time = store->last_sync_ms > 0 ? sauda_time_format_iso (store->last_sync_ms) : NULL;
    g_autofree char *text =
      g_strdup_printf ("%s, %s%s, read %s", store->name, sauda_trust_get_name (store->trust),
                       store->stopped ? ", stopped" : "", time != NULL ? time : "never");

    add (findings, "store", FALSE, text);
  }
}

static void
add_gates (GPtrArray *findings, SaudaWorkspace *workspace)
{
  g_autoptr (GPtrArray) gates = sauda_gates_check (workspace, NULL);

  for (guint i = 0; gates != NULL && i < gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (gates, i);

    if (!gate->open)
      add (findings, "gate", TRUE, gate->reason);
  }
}

/**
 * sauda_doctor_finding_free:
 * @finding: (transfer full): a finding
 */
void
sauda_doctor_finding_free (SaudaDoctorFinding *finding)
{
  g_free (finding->value);
  g_free (finding);
}

/**
 * sauda_doctor_examine:
 * @folder: the data folder
 * @version: of the program
 * @workspace: (nullable): the same folder, open; %NULL when it cannot be opened
 *
 * Looks at everything that is asked first when somebody needs help. It blocks.
 *
 * Returns: (transfer full) (element-type SaudaDoctorFinding): the findings
 */
GPtrArray *
sauda_doctor_examine (const char *folder, const char *version, SaudaWorkspace *workspace)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_doctor_finding_free);

  add_system (findings, folder, version);
  add_database (findings, folder);
  add_backup (findings, folder);
  if (workspace != NULL) {
    add_stores (findings, workspace);
    add_gates (findings, workspace);
  }
  return findings;
}

/**
 * sauda_doctor_describe:
 * @findings: (element-type SaudaDoctorFinding): what was found
 *
 * Returns: (transfer full): a text to copy into a message
 */
char *
sauda_doctor_describe (GPtrArray *findings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++) {
    const SaudaDoctorFinding *finding = g_ptr_array_index (findings, i);

    g_string_append_printf (text, "%s %s: %s\n", finding->ill ? "✗" : "✓", finding->name, finding->value);
  }
  return g_string_free (text, FALSE);
}
