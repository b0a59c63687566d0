#include "sauda-cli-labels.h"

#include "sauda-label-run.h"
#include "sauda-label-sheet.h"

#include <glib/gi18n-lib.h>

static void
add_group (JsonBuilder *json, const SaudaLabelReportGroup *group)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "store", group->store);
  sauda_cli_add_string (json, "kind", group->kind);
  sauda_cli_add_string (json, "model", group->model);
  sauda_cli_add_string (json, "size", group->size);
  sauda_cli_add_string (json, "file", group->file);
  sauda_cli_add_string (json, "code", group->code);
  sauda_cli_add_int (json, "orders", group->orders);
  sauda_cli_add_int (json, "labels", group->labels);
  sauda_cli_add_int (json, "pages", group->pages);
  sauda_cli_add_int (json, "covers", group->covers);
  sauda_cli_add_int (json, "papers", group->papers);
  json_builder_end_object (json);
}

static void
add_orders (JsonBuilder *json, const char *name, GPtrArray *orders)
{
  sauda_cli_begin_array (json, name);
  for (guint i = 0; i < orders->len; i++) {
    const SaudaLabelMissing *order = g_ptr_array_index (orders, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "store", order->store);
    sauda_cli_add_string (json, "code", order->code);
    sauda_cli_add_string (json, "reason", order->reason);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

/**
 * sauda_cli_add_label_report:
 * @json: a document inside an object
 * @report: what was written
 */
void
sauda_cli_add_label_report (JsonBuilder *json, const SaudaLabelReport *report)
{
  sauda_cli_begin_array (json, "groups");
  for (guint i = 0; i < report->groups->len; i++)
    add_group (json, g_ptr_array_index (report->groups, i));
  json_builder_end_array (json);
  add_orders (json, "missing", report->missing);
  add_orders (json, "unmarked", report->unmarked);
  sauda_cli_add_int (json, "orders", report->orders);
  sauda_cli_add_int (json, "labels", report->labels);
  sauda_cli_add_int (json, "pages", report->pages);
}

/* What only waits for its time is counted; the others need somebody, each. */
static void
print_missing (const SaudaLabelReport *report)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->missing->len; i++) {
    const SaudaLabelMissing *missing = g_ptr_array_index (report->missing, i);
    guint n = 0;

    if (!missing->waits) {
      sauda_cli_print (_ ("  no label: %s, order %s: %s"), missing->store, missing->code, missing->reason);
      continue;
    }
    if (!g_hash_table_add (told, missing->reason))
      continue;
    for (guint k = i; k < report->missing->len; k++) {
      const SaudaLabelMissing *other = g_ptr_array_index (report->missing, k);

      n += other->waits && g_str_equal (other->reason, missing->reason);
    }
    sauda_cli_print (ngettext ("  no label: %u order: %s", "  no label: %u orders: %s", n), n,
                     missing->reason);
  }
}

/**
 * sauda_cli_print_label_report:
 * @report: what was written
 *
 * Prints it for a person, what is not done last and plainly.
 */
void
sauda_cli_print_label_report (const SaudaLabelReport *report)
{
  for (guint i = 0; i < report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (report->groups, i);

    sauda_cli_print ("%4u  %s", group->pages, group->file);
  }
  sauda_cli_print (_ ("Orders %u, labels %u, pages %u."), report->orders, report->labels, report->pages);
  if (report->complete)
    sauda_cli_print ("%s", _ ("Complete: every order to ship has its label, and every label is written."));
  else
    sauda_cli_print ("%s", _ ("NOT complete:"));
  print_missing (report);
  for (guint i = 0; i < report->unmarked->len; i++) {
    const SaudaLabelMissing *unmarked = g_ptr_array_index (report->unmarked, i);

    sauda_cli_print (_ ("  no size mark: %s, order %s: %s"), unmarked->store, unmarked->code,
                     unmarked->reason);
  }
}

static gboolean
check_sheet (const char *sheet, gboolean scale)
{
  const SaudaLabelSheet *found = sheet != NULL ? sauda_label_sheet_find (sheet) : NULL;
  g_autofree char *sentence = NULL;

  if (sheet != NULL && found == NULL)
    sentence =
      g_strdup (_ ("A sheet is 100x150, a4x4 or 75x120: saudactl labels build --out DIR --sheet a4x4"));
  else if (found != NULL && found->scale && !scale)
    sentence =
      g_strdup_printf (_ ("Labels are printed at 100 %%. On paper of %s they are made smaller, and bar codes "
                          "with them: say --scale if you want that."),
                       sheet);
  if (sentence != NULL)
    sauda_cli_usage (sentence);
  return sentence == NULL;
}

/**
 * sauda_cli_labels_build:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_labels_build (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *folder = NULL, *date = NULL, *stamp = NULL, *sheet = NULL;
  SaudaLabelRunOptions options = { .day = SAUDA_DAY_NONE, .fetch = TRUE };
  gboolean scale = FALSE;
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &folder, N_ ("Where the groups go"), "DIR" },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("The day to ship, today at first"), "DAY" },
    { "tomorrow", 0, 0, G_OPTION_ARG_NONE, &options.tomorrow, N_ ("Tomorrow's orders too"), NULL },
    { "stamp", 0, 0, G_OPTION_ARG_STRING, &stamp, N_ ("The decided size on each label, on at first"),
      "on|off" },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &sheet,
      N_ ("Paper: each label's own page at first, four on A4 with cut marks, or a smaller roll"),
      "100x150|a4x4|75x120" },
    { "scale", 0, 0, G_OPTION_ARG_NONE, &scale, N_ ("Labels may be made smaller for a smaller paper"), NULL },
    { "cover", 0, 0, G_OPTION_ARG_NONE, &options.cover,
      N_ ("A page with model, size and count before each group"), NULL },
    { "reverse", 0, 0, G_OPTION_ARG_NONE, &options.reverse,
      N_ ("The last label first, so that the first lies on top"), NULL },
    { "together", 0, 0, G_OPTION_ARG_NONE, &options.together, N_ ("Groups of all stores together"), NULL },
    { NULL }
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaLabelReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "--out DIR", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 1 || folder == NULL)
    return sauda_cli_usage (_ ("Say where the groups go: saudactl labels build --out DIR"));
  if (date != NULL && !sauda_day_parse (date, &options.day, &error))
    return sauda_cli_usage (error->message);
  if (stamp != NULL && !g_str_equal (stamp, "on") && !g_str_equal (stamp, "off"))
    return sauda_cli_usage (_ ("A stamp is on or off: saudactl labels build --out DIR --stamp off"));
  if (!check_sheet (sheet, scale))
    return SAUDA_EXIT_USAGE;
  options.stamp = g_strcmp0 (stamp, "off") != 0;
  options.sheet = sheet;
  options.folder = folder;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_label_run_async (cli->workspace, &options, sauda_cli_progress, (gpointer) _ ("Labels"),
                         cli->cancellable, sauda_cli_on_ready, &result);
  report = sauda_label_run_finish (sauda_cli_wait (&result), &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    sauda_cli_add_label_report (json, report);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else
    sauda_cli_print_label_report (report);
  return report->complete ? SAUDA_EXIT_DONE : SAUDA_EXIT_PARTLY;
}
