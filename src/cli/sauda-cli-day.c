#include "sauda-cli-labels.h"

#include "sauda-backups.h"
#include "sauda-day-error.h"
#include "sauda-day-journal.h"
#include "sauda-day-run.h"
#include "sauda-gates.h"
#include "sauda-stock-impact.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

static void
add_sentences (JsonBuilder *json, const char *key, const char *const *sentences)
{
  sauda_cli_begin_array (json, key);
  for (gsize i = 0; sentences[i] != NULL; i++)
    json_builder_add_string_value (json, sentences[i]);
  json_builder_end_array (json);
}

static void
add_step (JsonBuilder *json, SaudaDayStep *step)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "name", sauda_day_step_get_name (step));
  sauda_cli_add_string (json, "state", sauda_step_state_get_name (sauda_day_step_get_state (step)));
  sauda_cli_add_int (json, "done", sauda_day_step_get_done (step));
  sauda_cli_add_int (json, "total", sauda_day_step_get_total (step));
  sauda_cli_add_string (json, "detail", sauda_day_step_get_detail (step));
  add_sentences (json, "waiting", sauda_day_step_get_waiting (step));
  add_sentences (json, "failed", sauda_day_step_get_failed (step));
  json_builder_set_member_name (json, "seconds");
  json_builder_add_double_value (json, sauda_day_step_get_seconds (step));
  json_builder_end_object (json);
}

static void
add_gates (JsonBuilder *json, SaudaDayRun *run)
{
  GPtrArray *gates = sauda_day_run_get_gates (run);

  sauda_cli_begin_array (json, "gates");
  for (guint i = 0; gates != NULL && i < gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (gates, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", sauda_gate_get_name (gate->kind));
    json_builder_set_member_name (json, "open");
    json_builder_add_boolean_value (json, gate->open);
    sauda_cli_add_string (json, "reason", gate->reason);
    add_sentences (json, "rows", (const char *const *) gate->rows);
    sauda_cli_add_string (json, "fix", gate->open ? NULL : sauda_gate_get_command (gate->kind));
    json_builder_set_member_name (json, "left_out");
    json_builder_add_boolean_value (json, gate->left_out);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

/* Closed gates are said before anybody approves. */
static void
say_gates (SaudaDayRun *run)
{
  GPtrArray *gates = sauda_day_run_get_gates (run);

  for (guint i = 0; gates != NULL && i < gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (gates, i);

    if (!gate->open)
      sauda_cli_say (_ ("Gate closed: %s"), gate->reason);
    for (gsize k = 0; !gate->open && gate->rows[k] != NULL; k++)
      sauda_cli_say ("  %s", gate->rows[k]);
    if (!gate->open && sauda_gate_get_command (gate->kind) != NULL)
      sauda_cli_say (_ ("  to mend it: %s"), sauda_gate_get_command (gate->kind));
  }
}

/* What leaves the shelf, and what there is too little of. */
static void
say_stock (const SaudaDayPlan *plan)
{
  g_autofree char *pieces = g_strdup_printf ("%lld", (long long) sauda_day_plan_count_pieces (plan));

  if (plan->stock == NULL || plan->stock->len == 0)
    return;
  sauda_cli_say (_ ("Pieces that leave the shelf: %s"), pieces);
  for (guint i = 0; i < plan->stock->len; i++) {
    const SaudaStockImpact *impact = g_ptr_array_index (plan->stock, i);

    if (impact->counted && impact->on_hand_after <= 0)
      sauda_cli_say ("  %s: %lld → %lld", impact->sku, (long long) impact->on_hand_before,
                     (long long) impact->on_hand_after);
  }
}

static void
print_run_json (SaudaDayRun *run, const char *const *waiting)
{
  GListModel *steps = sauda_day_run_get_steps (run);
  const SaudaLabelReport *report = sauda_day_run_get_label_report (run);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "run_id", sauda_day_run_get_id (run));
  sauda_cli_begin_array (json, "steps");
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);

    add_step (json, step);
  }
  json_builder_end_array (json);
  add_gates (json, run);
  if (waiting != NULL)
    add_sentences (json, "waiting", waiting);
  if (report != NULL)
    sauda_cli_add_label_report (json, report);
  sauda_cli_add_int (json, "messages", sauda_day_run_get_messages (run));
  sauda_cli_add_int (json, "requests", sauda_day_run_get_requests (run));
  sauda_cli_add_string (json, "report", sauda_day_run_get_report_path (run));
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_step (SaudaDayStep *step)
{
  const char *const *waiting = sauda_day_step_get_waiting (step);
  const char *const *failed = sauda_day_step_get_failed (step);
  const SaudaCliCell cells[] = { { sauda_day_step_get_title (step), 30 },
                                 { sauda_step_state_get_title (sauda_day_step_get_state (step)), 18 },
                                 { sauda_day_step_get_detail (step), 0 } };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  for (gsize i = 0; failed[i] != NULL; i++)
    sauda_cli_print (_ ("  failed: %s"), failed[i]);
  for (gsize i = 0; waiting[i] != NULL; i++)
    sauda_cli_print (_ ("  waits: %s"), waiting[i]);
}

static void
print_run (SaudaDayRun *run, const char *const *waiting)
{
  GListModel *steps = sauda_day_run_get_steps (run);
  const SaudaLabelReport *report = sauda_day_run_get_label_report (run);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);

    print_step (step);
  }
  for (gsize i = 0; waiting != NULL && waiting[i] != NULL; i++)
    sauda_cli_print (_ ("  waits: %s"), waiting[i]);
  if (report != NULL)
    sauda_cli_print_label_report (report);
  if (report != NULL)
    sauda_cli_print (_ ("Label PDFs: %s"), sauda_day_run_get_folder (run));
  if (sauda_day_run_get_report_path (run) != NULL)
    sauda_cli_print (_ ("Report: %s"), sauda_day_run_get_report_path (run));
}

static void
on_step_changed (SaudaDayStep *step, GParamSpec *pspec, gpointer data)
{
  if (sauda_day_step_get_state (step) == SAUDA_STEP_RUNNING)
    sauda_cli_progress (sauda_day_step_get_done (step), sauda_day_step_get_total (step),
                        (gpointer) sauda_day_step_get_title (step));
}

/**
 * sauda_cli_watch_step:
 * @step: a step
 *
 * Draws its progress while it runs.
 */
void
sauda_cli_watch_step (SaudaDayStep *step)
{
  g_signal_connect (step, "notify::done", G_CALLBACK (on_step_changed), NULL);
}

static void
watch_steps (SaudaDayRun *run)
{
  GListModel *steps = sauda_day_run_get_steps (run);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);

    sauda_cli_watch_step (step);
  }
}

static gpointer
list_stores_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stores_list (connection, error);
}

/* Nobody looks at the plan of an unattended run, so every store in it must be trusted with everything. */
static gboolean
is_trusted (SaudaCli *cli, const SaudaDayPlan *plan)
{
  g_autoptr (GPtrArray) stores = sauda_workspace_read (cli->workspace, list_stores_work, NULL, NULL);

  for (guint i = 0; i < plan->acts->len; i++) {
    const SaudaDayAct *act = g_ptr_array_index (plan->acts, i);
    gboolean trusted = FALSE;

    for (guint k = 0; stores != NULL && k < stores->len; k++) {
      const SaudaStoreInfo *store = g_ptr_array_index (stores, k);

      trusted |= store->id == act->store_id && store->trust == SAUDA_TRUST_FULL;
    }
    if (!trusted)
      return FALSE;
  }
  return stores != NULL;
}

/* Reads the answer of a person. Closed gates may name orders that need not hold back the others. */
static gboolean
is_approved (SaudaDayRun *run)
{
  guint gated = sauda_day_run_count_gated (run);
  char answer[16] = "";

  if (gated > 0)
    sauda_cli_say (
      ngettext ("Do it? Type yes, or skip to leave out the %u order that a closed gate names:",
                "Do it? Type yes, or skip to leave out the %u orders that closed gates name:", gated),
      gated);
  else
    sauda_cli_say ("%s", _ ("Do it? Type yes:"));
  if (fgets (answer, sizeof answer, stdin) == NULL)
    return FALSE;
  g_strstrip (answer);
  if (gated > 0 && g_ascii_strcasecmp (answer, "skip") == 0) {
    sauda_day_run_leave_out_gated (run);
    return TRUE;
  }
  return g_ascii_strcasecmp (answer, "yes") == 0;
}

/* Shows the plan on the terminal; without --yes a person answers, and where there is none nothing is sent. */
static void
on_plan_ready (SaudaDayRun *run, gpointer plan_pointer, gpointer data)
{
  const SaudaDayPlan *plan = plan_pointer;
  SaudaCli *cli = data;

  /* Translators: what the button does, such as "Ship 84 orders" */
  sauda_cli_say (_ ("%s: accept %u, assemble %u. Assembling cannot be taken back."), plan->button,
                 plan->to_accept, plan->to_assemble);
  if (plan->to_write > 0)
    sauda_cli_say (ngettext ("%u message to a buyer", "%u messages to buyers", plan->to_write),
                   plan->to_write);
  for (guint i = 0; i < plan->acts->len; i++) {
    const SaudaDayAct *act = g_ptr_array_index (plan->acts, i);

    sauda_cli_say ("  %s %s: %s → %s", act->store, act->code, _ (act->before), _ (act->after));
  }
  say_stock (plan);
  say_gates (run);
  if (cli->skip_gated)
    sauda_day_run_leave_out_gated (run);
  if (cli->approve || sauda_day_plan_is_empty (plan))
    return;
  if (cli->unattended && sauda_day_run_count_closed_gates (run) > 0)
    sauda_cli_say (
      "%s", _ ("Nobody is asked when a gate is closed: look at what it names, or approve with --yes."));
  else if (cli->unattended && !is_trusted (cli, plan))
    sauda_cli_say ("%s",
                   _ ("Nobody is asked below full trust: raise the store's trust, or approve with --yes."));
  else if (cli->unattended) {
    sauda_day_run_approve (run);
    return;
  }
  if (isatty (STDIN_FILENO) && is_approved (run)) {
    sauda_day_run_approve (run);
    return;
  }
  cli->refused = TRUE;
  g_cancellable_cancel (cli->cancellable);
}

static gboolean
is_partly_done (SaudaDayRun *run)
{
  GListModel *steps = sauda_day_run_get_steps (run);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaudaDayStep) step = g_list_model_get_item (steps, i);

    if (sauda_day_step_get_state (step) == SAUDA_STEP_PARTLY)
      return TRUE;
  }
  return FALSE;
}

/* Who never opens the window has backups too. The run goes on without: what is due today must leave. */
static void
keep_backup (SaudaCli *cli)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;

  if (sauda_workspace_is_practice (cli->workspace))
    return;
  sauda_backups_create_due_async (cli->workspace, FALSE, cli->cancellable, sauda_cli_on_ready, &result);
  file = sauda_backups_create_due_finish (sauda_cli_wait (&result), &error);
  if (error != NULL)
    sauda_cli_say ("%s", error->message);
}

static gpointer
was_done_work (SaudaConnection *connection, gpointer data, GError **error)
{
  gboolean done;

  if (!sauda_day_journal_was_done (connection, *(SaudaDay *) data, &done, error))
    return NULL;
  return done ? data : NULL;
}

/* Two presses make a day: where nobody says the time, the practice day goes on at its cut-off. */
static void
go_on_at_cut_off (SaudaCli *cli)
{
  SaudaDay today = sauda_workspace_get_today (cli->workspace);

  if (cli->server != NULL && cli->at == NULL &&
      sauda_workspace_read (cli->workspace, was_done_work, &today, NULL) != NULL)
    sauda_clock_set_now (sauda_workspace_get_clock (cli->workspace), sauda_day_time_ms (today, 15, 5));
}

/* (nullable): what is to be done now that the run is over: who was to be asked when it planned has been
 * asked. */
static SaudaDayPlan *
plan_what_is_left (SaudaCli *cli, const SaudaDayRunOptions *options)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_day_plan_async (cli->workspace, options->day, options->tomorrow, cli->cancellable, sauda_cli_on_ready,
                        &result);
  return sauda_day_plan_finish (sauda_cli_wait (&result), NULL);
}

static SaudaExit
run_day (SaudaCli *cli, const SaudaDayRunOptions *options)
{
  g_autoptr (SaudaDayRun) run = sauda_day_run_new (cli->workspace, options);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaDayPlan) left = NULL;
  g_autoptr (GError) error = NULL;
  const SaudaDayPlan *plan;
  const char *const *waiting;
  gboolean done;

  keep_backup (cli);
  g_signal_connect (run, "plan-ready", G_CALLBACK (on_plan_ready), cli);
  watch_steps (run);
  sauda_day_run_start_async (run, cli->cancellable, sauda_cli_on_ready, &result);
  done = sauda_day_run_start_finish (run, sauda_cli_wait (&result), &error);
  if (!cli->refused)
    sauda_cli_look_after (cli, sauda_day_run_get_channels (run));
  left = done ? plan_what_is_left (cli, options) : NULL;
  plan = left != NULL ? left : sauda_day_run_get_plan (run);
  waiting = plan != NULL ? (const char *const *) plan->waiting : NULL;
  if (cli->json)
    print_run_json (run, waiting);
  else
    print_run (run, waiting);
  if (cli->refused) {
    sauda_cli_say ("%s", _ ("The plan was not approved, so nothing was sent. Approve it with --yes."));
    return SAUDA_EXIT_STOPPED;
  }
  if (!done)
    return sauda_cli_fail (cli, error);
  return is_partly_done (run) ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_day_run:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_day_run (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *date = NULL, *folder = NULL;
  gboolean tomorrow = FALSE, rehearse = FALSE;
  const GOptionEntry entries[] = {
    { "rehearse", 0, 0, G_OPTION_ARG_NONE, &rehearse, N_ ("Send nothing; compare with what was done"), NULL },
    { "unattended", 0, 0, G_OPTION_ARG_NONE, &cli->unattended,
      N_ ("Approve the plan where every store is trusted with everything"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &cli->approve, N_ ("Approve the plan that is printed"), NULL },
    { "skip-gated", 0, 0, G_OPTION_ARG_NONE, &cli->skip_gated,
      N_ ("Leave out the orders that closed gates name"), NULL },
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("The day to ship, today at first"), "DAY" },
    { "tomorrow", 0, 0, G_OPTION_ARG_NONE, &tomorrow, N_ ("Tomorrow's orders too"), NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &cli->at, N_ ("Set the clock, in practice alone"), "HH:MM|ISO" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &folder, N_ ("Where the groups go"), "DIR" },
    { NULL }
  };
  SaudaDayRunOptions options = { .day = SAUDA_DAY_NONE, .who = g_get_user_name () };
  g_autoptr (GError) error = NULL;
  gint64 now_ms;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (date != NULL && !sauda_day_parse (date, &options.day, &error))
    return sauda_cli_usage (error->message);
  if (cli->at != NULL && !cli->practice)
    return sauda_cli_usage (_ ("--at sets the clock of the practice store alone."));
  if (cli->at != NULL && !sauda_cli_parse_at (cli->at, 0, &now_ms, &error))
    return sauda_cli_usage (error->message);
  options.tomorrow = tomorrow;
  options.folder = folder;
  options.approve = cli->approve;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  if (rehearse)
    return sauda_cli_rehearse (
      cli, options.day != SAUDA_DAY_NONE ? options.day : sauda_workspace_get_today (cli->workspace));
  go_on_at_cut_off (cli);
  return run_day (cli, &options);
}

static void
print_plan_json (const SaudaDayPlan *plan)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "button", plan->button);
  sauda_cli_add_int (json, "to_accept", plan->to_accept);
  sauda_cli_add_int (json, "to_assemble", plan->to_assemble);
  sauda_cli_add_int (json, "to_fetch_labels", plan->to_fetch_labels);
  sauda_cli_add_int (json, "orders", plan->to_ship);
  sauda_cli_add_int (json, "labelled", plan->labelled);
  sauda_cli_add_int (json, "overdue", plan->overdue);
  sauda_cli_add_int (json, "to_ask", plan->to_ask);
  sauda_cli_add_int (json, "awaited", plan->awaited);
  add_sentences (json, "waiting", (const char *const *) plan->waiting);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

/**
 * sauda_cli_day_status:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_day_status (SaudaCli *cli, int argc, char **argv)
{
  gboolean tomorrow = FALSE;
  const GOptionEntry entries[] = {
    { "tomorrow", 0, 0, G_OPTION_ARG_NONE, &tomorrow, N_ ("Tomorrow's orders too"), NULL }, { NULL }
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaDayPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_day_plan_async (cli->workspace, SAUDA_DAY_NONE, tomorrow, cli->cancellable, sauda_cli_on_ready,
                        &result);
  plan = sauda_day_plan_finish (sauda_cli_wait (&result), &error);
  if (plan == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json)
    print_plan_json (plan);
  else {
    sauda_cli_print ("%s", plan->button);
    sauda_cli_print (_ ("Accept %u, assemble %u; orders to ship %u, labelled %u, overdue %u."),
                     plan->to_accept, plan->to_assemble, plan->to_ship, plan->labelled, plan->overdue);
    for (gsize i = 0; plan->waiting[i] != NULL; i++)
      sauda_cli_print (_ ("  waits: %s"), plan->waiting[i]);
  }
  return SAUDA_EXIT_DONE;
}
