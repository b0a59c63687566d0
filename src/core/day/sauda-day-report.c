#include "sauda-day-report.h"

#include "sauda-file.h"
#include "sauda-label-report.h"
#include "sauda-report.h"

#include <glib/gi18n-lib.h>

static void
add_heading (GString *text, const char *heading)
{
  g_string_append_printf (text, "\n%s\n", heading);
}

static void
add_sentences (GString *text, const char *const *sentences)
{
  for (gsize i = 0; sentences[i] != NULL; i++)
    g_string_append_printf (text, "  – %s\n", sentences[i]);
}

/* What is not done stands first: it is what a person has to look at. */
static void
add_open_points (GString *text, GListModel *steps, const char *const *waiting)
{
  gsize before;

  add_heading (text, _ ("Not done"));
  before = text->len;
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);

    add_sentences (text, sauda_day_step_get_failed (step));
    add_sentences (text, sauda_day_step_get_waiting (step));
  }
  add_sentences (text, waiting);
  if (text->len == before)
    g_string_append_printf (text, "  %s\n", _ ("Nothing: everything that was due is done."));
}

static void
add_steps (GString *text, GListModel *steps)
{
  add_heading (text, _ ("Steps"));
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);

    g_string_append_printf (text, "  %s: %s %s\n", sauda_day_step_get_title (step),
                            sauda_step_state_get_title (sauda_day_step_get_state (step)),
                            sauda_day_step_get_detail (step));
  }
}

static void
add_groups (GString *text, const SaudaLabelReport *labels)
{
  add_heading (text, _ ("Labels"));
  for (guint i = 0; i < labels->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (labels->groups, i);

    g_string_append_printf (text, "  %4u  %s\n", group->pages, group->file);
  }
  g_string_append_c (text, ' ');
  g_string_append_c (text, ' ');
  g_string_append_printf (text, _ ("Orders %u, labels %u, pages %u."), labels->orders, labels->labels,
                          labels->pages);
  g_string_append_c (text, '\n');
}

/**
 * sauda_day_report_write:
 * @workspace: the merchant's folder
 * @day: the Almaty day that was shipped
 * @steps: a list of #SaudaDayStep
 * @waiting: (array zero-terminated=1): sentences: what waits and for whom
 * @labels: what was written
 * @error: return location
 *
 * Writes the report of a day into the folder `reports`, over an earlier one of the same day.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL with %SAUDA_BASE_ERROR_FILE
 */
char *
sauda_day_report_write (SaudaWorkspace *workspace,
                        SaudaDay day,
                        GListModel *steps,
                        const char *const *waiting,
                        const SaudaLabelReport *labels,
                        GError **error)
{
  g_autofree char *date = sauda_day_format_short (day);
  g_autofree char *time = sauda_time_format_clock (sauda_workspace_get_now (workspace));
  g_autofree char *name = g_strdup_printf ("report_%s.txt", date);
  g_autofree char *folder = g_build_filename (sauda_workspace_get_folder (workspace), "reports", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Report of %s, written at %s"), date, time);
  g_string_append_c (text, '\n');
  add_open_points (text, steps, waiting);
  add_groups (text, labels);
  add_steps (text, steps);
  if (!sauda_file_make_folder (folder, error) || !sauda_file_write (path, text->str, text->len, error))
    return NULL;
  return g_steal_pointer (&path);
}

/* One file of a report. */
typedef struct {
  const SaudaReport *report;
  char *path;    /* (owned) */
  GError *error; /* (owned) (nullable) */
} Keeping;

static gpointer
keep_file (gpointer data)
{
  Keeping *keeping = data;

  sauda_report_write (keeping->report, keeping->path, &keeping->error);
  return NULL;
}

/* Workbook and paper at the same time: neither waits for the other's fonts. */
static void
keep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaudaDay day = GPOINTER_TO_INT (task_data);
  g_autofree char *date = sauda_day_format_short (day);
  g_autofree char *folder = g_build_filename (sauda_workspace_get_folder (source), "reports", NULL);
  GError *error = NULL;
  g_autoptr (SaudaReport) report = sauda_report_build (source, day, &error);
  Keeping sheet = { report, g_strdup_printf ("%s/report_%s.xlsx", folder, date), NULL };
  Keeping paper = { report, g_strdup_printf ("%s/report_%s.pdf", folder, date), NULL };

  if (report != NULL) {
    GThread *thread = g_thread_new ("sauda-report", keep_file, &sheet);

    keep_file (&paper);
    g_thread_join (thread);
    error = sheet.error != NULL ? g_steal_pointer (&sheet.error) : g_steal_pointer (&paper.error);
    g_clear_error (&paper.error);
  }
  g_free (sheet.path);
  g_free (paper.path);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * sauda_day_report_keep_async:
 * @workspace: the merchant's folder
 * @day: the Almaty day that was shipped
 * @callback: called when it is written
 * @user_data: data for @callback
 *
 * Keeps the day's report as a workbook and for paper beside the text, over those of earlier presses.
 */
void
sauda_day_report_keep_async (SaudaWorkspace *workspace,
                             SaudaDay day,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, NULL, callback, user_data);

  g_task_set_source_tag (task, sauda_day_report_keep_async);
  g_task_set_task_data (task, GINT_TO_POINTER (day), NULL);
  g_task_run_in_thread (task, keep_in_thread);
}

/**
 * sauda_day_report_keep_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with an error of the store, or of writing the files
 */
gboolean
sauda_day_report_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
