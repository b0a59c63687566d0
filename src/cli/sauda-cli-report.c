#include "sauda-cli.h"

#include "sauda-report.h"

#include <glib/gi18n-lib.h>

static void
print_section (const SaudaReportSection *section)
{
  if (section->rows->len == 0)
    return;
  sauda_cli_print ("\n%s", section->title);
  for (guint i = 0; i < section->rows->len; i++) {
    g_autoptr (GString) line = g_string_new ("  ");

    for (guint k = 0; k < section->columns->len; k++) {
      g_autofree char *text = sauda_report_dup_text (section, i, k);

      g_string_append_printf (line, "%s%s", k > 0 && *text != '\0' ? " · " : "", text);
    }
    sauda_cli_print ("%s", line->str);
  }
}

static void
add_rows (JsonBuilder *json, const SaudaReportSection *section)
{
  for (guint i = 0; i < section->rows->len; i++) {
    json_builder_begin_object (json);
    for (guint k = 0; k < section->columns->len; k++) {
      g_autofree char *text = sauda_report_dup_text (section, i, k);

      sauda_cli_add_string (json, sauda_report_get_column (section, k), text);
    }
    json_builder_end_object (json);
  }
}

static void
print_json (const SaudaReport *report, const char *file)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *day = sauda_day_format_iso (report->day);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "date", day);
  sauda_cli_add_string (json, "file", file);
  sauda_cli_add_int (json, "orders", report->orders);
  sauda_cli_add_int (json, "labels", report->labels);
  sauda_cli_add_int (json, "pages", report->pages);
  sauda_cli_add_int (json, "messages", report->messages);
  sauda_cli_add_int (json, "courier", report->courier);
  sauda_cli_begin_array (json, "sections");
  for (guint i = 0; i < report->sections->len; i++) {
    const SaudaReportSection *section = g_ptr_array_index (report->sections, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "title", section->title);
    sauda_cli_begin_array (json, "rows");
    add_rows (json, section);
    json_builder_end_array (json);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

/**
 * sauda_cli_day_report:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_day_report (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *out = NULL, *date = NULL, *counts = NULL;
  const GOptionEntry entries[] = { { "out", 0, 0, G_OPTION_ARG_FILENAME, &out,
                                     N_ ("Write it as a workbook or for paper"), "FILE.xlsx|.pdf" },
                                   { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Another day than today"),
                                     "DATE" },
                                   { NULL } };
  g_autoptr (SaudaReport) report = NULL;
  g_autoptr (GError) error = NULL;
  SaudaDay day = SAUDA_DAY_NONE;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (date != NULL && !sauda_day_parse (date, &day, &error))
    return sauda_cli_usage (error->message);
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  report = sauda_report_build (cli->workspace,
                               date != NULL ? day : sauda_workspace_get_today (cli->workspace), &error);
  if (report == NULL || (out != NULL && !sauda_report_write (report, out, &error)))
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    print_json (report, out);
    return SAUDA_EXIT_DONE;
  }
  counts = sauda_report_describe_counts (report);
  sauda_cli_print ("%s", report->title);
  sauda_cli_print ("%s", counts);
  for (guint i = 0; i < (out != NULL ? 1 : report->sections->len); i++)
    print_section (g_ptr_array_index (report->sections, i));
  if (out != NULL)
    sauda_cli_print (_ ("Written: %s"), out);
  return SAUDA_EXIT_DONE;
}
