#include "sauda-gates.h"

#include "sauda-catalog-error.h"
#include "sauda-connection.h"
#include "sauda-day-error.h"
#include "sauda-fetch.h"
#include "sauda-gates-private.h"
#include "sauda-number.h"
#include "sauda-order-sources.h"
#include "sauda-reason.h"
#include "sauda-settings.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LOG_KEY "gate-changes"
#define LOG_LENGTH 200
#define NEVER_MINUTES (20.0 * 365 * 24 * 60)

typedef enum { AT_LEAST, AT_MOST, LESS_THAN } Comparison;

static const struct {
  const char *name;
  const char *title;  /* what is so while it is open, */
  const char *closed; /* and while it is closed */
  Comparison comparison;
  double threshold;
  const char *unit;    /* (nullable) */
  const char *fix;     /* what to do when it is closed */
  const char *button;  /* (nullable) that does it, or leads there, */
  const char *action;  /* (nullable) by this action of the window, */
  const char *command; /* (nullable) or by this one of saudactl */
} gates[SAUDA_N_GATES] = {
  [SAUDA_GATE_ORDERS] = { "orders", N_ ("Orders are there"), N_ ("Orders are missing"), AT_LEAST, 1, NULL,
                          N_ ("Import the order sheet, or read the orders from Kaspi."), N_ ("Read Now"),
                          "sync", "saudactl orders fetch" },
  [SAUDA_GATE_COLUMNS] = { "columns", N_ ("Values are filled in"), N_ ("Values are missing"), AT_MOST, 5, "%",
                           N_ ("Import a newer order sheet, or look at these orders in the cabinet."),
                           N_ ("Import…"), "import", "saudactl orders import FILE" },
  [SAUDA_GATE_SUMS] = { "sums", N_ ("Sums and quantities are plausible"),
                        N_ ("Sums or quantities cannot be right"), AT_MOST, 0, NULL,
                        N_ ("Compare these orders with the cabinet before you ship them."),
                        N_ ("Show Orders"), "orders-gate::sums", "saudactl orders list" },
  [SAUDA_GATE_DRIFT] = { "drift", N_ ("Columns of the order sheet are as usual"),
                         N_ ("Columns of the order sheet are missing"), AT_MOST, 3, NULL,
                         N_ ("Import the sheet again and choose the headers in “Columns…”."), N_ ("Import…"),
                         "import", "saudactl orders import FILE" },
  [SAUDA_GATE_UNMAPPED] = { "unmapped", N_ ("SKUs are in the catalogue"),
                            N_ ("SKUs are not in the catalogue"), LESS_THAN, 5, "%",
                            N_ ("Import a newer catalogue, or add these SKUs to it."), N_ ("Show Catalogue"),
                            "page::catalogue", "saudactl catalog import FILE" },
  [SAUDA_GATE_SIZES] = { "sizes", N_ ("Sizes are known"), N_ ("Sizes are not known"), LESS_THAN, 10, "%",
                         N_ ("Decide the size of these lines on the page of orders."), N_ ("Show Decisions"),
                         "page::decisions", "saudactl orders list" },
  [SAUDA_GATE_CLOCK] = { "clock", N_ ("The clock of this computer is right"),
                         N_ ("The clock of this computer is wrong"), AT_MOST, 5, N_ ("min"),
                         N_ ("Let the computer set its clock from the network."), NULL, NULL,
                         "timedatectl set-ntp true" },
  [SAUDA_GATE_SYNC] = { "sync", N_ ("Orders were read lately"), N_ ("Orders were not read lately"), AT_MOST,
                        30, N_ ("min"), N_ ("Read the orders now, and look at the token of the store."),
                        N_ ("Read Now"), "sync", "saudactl orders fetch" },
  [SAUDA_GATE_DISK] = { "disk", N_ ("The disk has room"), N_ ("The disk has little room"), AT_LEAST, 500,
                        N_ ("MB"), N_ ("Delete what is not needed, or move the folder of data."),
                        N_ ("Show Settings"), "page::settings", "saudactl doctor" },
  [SAUDA_GATE_LABELS] = { "labels", N_ ("Every assembled order has its label"),
                          N_ ("Assembled orders have no label"), AT_MOST, 0, NULL,
                          N_ ("Press the button of the day, or import the archive of waybills."),
                          N_ ("Show Labels"), "page::labels", "saudactl labels build --out DIR" },
  [SAUDA_GATE_DUPLICATES] = { "duplicates", N_ ("Nothing is there twice"), N_ ("Something is there twice"),
                              AT_MOST, 0, NULL, N_ ("Look at these orders: one parcel must not leave twice."),
                              N_ ("Show Orders"), "orders-gate::duplicates", "saudactl orders list" },
};

typedef struct {
  SaudaGateKind kind;
  double threshold;
  const char *who;
  gint64 now_ms;
} Change;

static char *
make_key (SaudaGateKind kind)
{
  return g_strconcat ("gate-", gates[kind].name, NULL);
}

static gboolean
read_threshold (SaudaConnection *connection, SaudaGateKind kind, double *threshold, GError **error)
{
  g_autofree char *key = make_key (kind), *value = NULL;

  if (!sauda_settings_get (connection, key, &value, error))
    return FALSE;
  *threshold = value != NULL ? g_ascii_strtod (value, NULL) : gates[kind].threshold;
  return TRUE;
}

static void
facts_clear (SaudaGateFacts *facts)
{
  g_clear_pointer (&facts->orders, g_ptr_array_unref);
  g_clear_pointer (&facts->below_zero, g_hash_table_unref);
  g_clear_pointer (&facts->stores, g_ptr_array_unref);
  g_clear_pointer (&facts->missing, g_strfreev);
}

static gpointer
facts_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaGateFacts *facts = data;
  g_autofree char *missing = NULL, *ahead = NULL;

  facts->orders = sauda_orders_list_current (connection, facts->now_ms - SAUDA_GATES_WEEK_MS, error);
  if (facts->orders == NULL)
    return NULL;
  facts->below_zero = sauda_order_sources_list_below_zero (connection, error);
  if (facts->below_zero == NULL)
    return NULL;
  facts->stores = sauda_stores_list (connection, error);
  if (facts->stores == NULL || !sauda_settings_get (connection, SAUDA_GATES_MISSING_COLUMNS, &missing, error))
    return NULL;
  if (!sauda_settings_get (connection, SAUDA_FETCH_KASPI_AHEAD, &ahead, error))
    return NULL;
  facts->kaspi_ahead_ms = ahead != NULL ? g_ascii_strtoll (ahead, NULL, 10) : 0;
  facts->missing = missing != NULL && *missing != '\0' ? g_strsplit (missing, "\n", -1) : g_new0 (char *, 1);
  for (guint i = 0; i < SAUDA_N_GATES; i++)
    if (!read_threshold (connection, i, &facts->thresholds[i], error))
      return NULL;
  return facts;
}

static char *
format_number (double number, const char *unit)
{
  g_autofree char *text = sauda_number_format (number, number == floor (number) || number >= 100 ? 0 : 1);

  return unit != NULL ? sauda_reason_new ("%s %s", text, unit, NULL) : g_steal_pointer (&text);
}

/* As sauda_reason_new() keeps it: an alert of the gate may be read in another language. */
static char *
describe_found (const SaudaGate *gate)
{
  const char *title = gate->open ? gates[gate->kind].title : gates[gate->kind].closed, *sentence;
  g_autofree char *value = format_number (gate->value, gates[gate->kind].unit);
  g_autofree char *threshold = format_number (gate->threshold, gates[gate->kind].unit);

  /* A store that was never read has the age of time itself. */
  if (gate->kind == SAUDA_GATE_SYNC && gate->value >= NEVER_MINUTES)
    return sauda_reason_new (N_ ("%s: never, at most %s allowed."), title, threshold, NULL);
  switch (gates[gate->kind].comparison) {
  case AT_LEAST:
    sentence = N_ ("%s: %s found, at least %s needed.");
    break;
  case AT_MOST:
    sentence = N_ ("%s: %s found, at most %s allowed.");
    break;
  case LESS_THAN:
  default:
    sentence = N_ ("%s: %s found, less than %s allowed.");
    break;
  }
  return sauda_reason_new (sentence, title, value, threshold, NULL);
}

static char *
describe (const SaudaGate *gate)
{
  g_autofree char *found = describe_found (gate);

  return gate->open ? g_steal_pointer (&found)
                    : sauda_reason_new ("%s %s", found, gates[gate->kind].fix, NULL);
}

static gboolean
is_within (const SaudaGate *gate)
{
  switch (gates[gate->kind].comparison) {
  case AT_LEAST:
    return gate->value >= gate->threshold;
  case AT_MOST:
    return gate->value <= gate->threshold;
  case LESS_THAN:
  default:
    return gate->value < gate->threshold;
  }
}

static SaudaGate *
check_one (SaudaGateKind kind, const SaudaGateFacts *facts)
{
  SaudaGate *gate = g_new0 (SaudaGate, 1);
  SaudaGateRows rows = { g_ptr_array_new (), g_array_new (FALSE, FALSE, sizeof (gint64)) };

  gate->kind = kind;
  gate->threshold = facts->thresholds[kind];
  sauda_gate_measure (kind, facts, &gate->value, &rows);
  gate->open = is_within (gate);
  gate->kept_reason = describe (gate);
  gate->reason = sauda_reason_show (gate->kept_reason);
  g_ptr_array_add (rows.sentences, NULL);
  gate->rows = (GStrv) g_ptr_array_free (rows.sentences, FALSE);
  gate->order_ids = rows.order_ids;
  return gate;
}

static gpointer
set_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Change *change = data;
  g_autofree char *key = make_key (change->kind), *log = NULL, *all = NULL, *short_log = NULL;
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (change->now_ms));
  g_autofree char *clock = sauda_time_format_clock (change->now_ms);
  char before_text[G_ASCII_DTOSTR_BUF_SIZE], after_text[G_ASCII_DTOSTR_BUF_SIZE];
  double before;
  g_auto (GStrv) lines = NULL;

  if (!read_threshold (connection, change->kind, &before, error) ||
      !sauda_settings_get (connection, LOG_KEY, &log, error))
    return NULL;
  g_ascii_formatd (before_text, sizeof before_text, "%.6g", before);
  g_ascii_formatd (after_text, sizeof after_text, "%.6g", change->threshold);
  all = g_strdup_printf ("%s %s %s: %s → %s (%s)\n%s", day, clock, gates[change->kind].name, before_text,
                         after_text, change->who, log != NULL ? log : "");
  lines = g_strsplit (all, "\n", LOG_LENGTH + 1);
  if (g_strv_length (lines) > LOG_LENGTH)
    g_clear_pointer (&lines[LOG_LENGTH], g_free);
  short_log = g_strjoinv ("\n", lines);
  g_info ("setting %s: %s → %s", key, before_text, after_text);
  return sauda_settings_set (connection, key, after_text, change->now_ms, error) &&
             sauda_settings_set (connection, LOG_KEY, short_log, change->now_ms, error)
           ? data
           : NULL;
}

static gpointer
log_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autofree char *log = NULL;

  if (!sauda_settings_get (connection, LOG_KEY, &log, error))
    return NULL;
  return log != NULL ? g_strsplit (g_strchomp (log), "\n", -1) : g_new0 (char *, 1);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *checked = sauda_gates_check (source, &error);

  if (checked != NULL)
    g_task_return_pointer (task, checked, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_gate_free:
 * @gate: (transfer full): a gate
 */
void
sauda_gate_free (SaudaGate *gate)
{
  g_free (gate->reason);
  g_free (gate->kept_reason);
  g_strfreev (gate->rows);
  g_array_unref (gate->order_ids);
  g_free (gate);
}

/**
 * sauda_gate_get_name:
 * @kind: a gate
 *
 * Returns: its name for machines, such as `unmapped`
 */
const char *
sauda_gate_get_name (SaudaGateKind kind)
{
  return gates[kind].name;
}

/**
 * sauda_gate_get_title:
 * @kind: a gate
 *
 * Returns: (not nullable): what is so while it is open, translated
 */
const char *
sauda_gate_get_title (SaudaGateKind kind)
{
  return _ (gates[kind].title);
}

/**
 * sauda_gate_get_closed_title:
 * @kind: a gate
 *
 * Returns: (not nullable): what is so while it is closed, translated
 */
const char *
sauda_gate_get_closed_title (SaudaGateKind kind)
{
  return _ (gates[kind].closed);
}

/**
 * sauda_gate_get_button:
 * @kind: a gate
 *
 * Returns: (nullable): the button that mends what is behind it, or leads there; translated
 */
const char *
sauda_gate_get_button (SaudaGateKind kind)
{
  return gates[kind].button != NULL ? _ (gates[kind].button) : NULL;
}

/**
 * sauda_gate_get_action:
 * @kind: a gate
 *
 * Returns: (nullable): the window's action behind that button, as g_action_parse_detailed_name() reads it
 */
const char *
sauda_gate_get_action (SaudaGateKind kind)
{
  return gates[kind].action;
}

/**
 * sauda_gate_get_command:
 * @kind: a gate
 *
 * Returns: (nullable): what to call on the command line
 */
const char *
sauda_gate_get_command (SaudaGateKind kind)
{
  return gates[kind].command;
}

/**
 * sauda_gate_from_name:
 * @name: of a gate, for machines
 * @kind: (out): the gate
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
sauda_gate_from_name (const char *name, SaudaGateKind *kind)
{
  for (*kind = 0; *kind < SAUDA_N_GATES; ++*kind)
    if (strcmp (gates[*kind].name, name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * sauda_gates_check:
 * @workspace: the merchant's folder
 * @error: return location
 *
 * Looks at everything that must be right before a day is shipped (product.md 5). It blocks: for threads that
 * may wait.
 *
 * Returns: (transfer full) (nullable) (element-type SaudaGate): all gates, or %NULL with an error of the
 * store
 */
GPtrArray *
sauda_gates_check (SaudaWorkspace *workspace, GError **error)
{
  SaudaGateFacts facts = { .now_ms = sauda_workspace_get_now (workspace),
                           .practice = sauda_workspace_is_practice (workspace),
                           .folder = sauda_workspace_get_folder (workspace) };
  GPtrArray *checked = NULL;

  if (sauda_workspace_read (workspace, facts_work, &facts, error) != NULL) {
    checked = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_gate_free);
    for (guint i = 0; i < SAUDA_N_GATES; i++)
      g_ptr_array_add (checked, check_one (i, &facts));
  }
  facts_clear (&facts);
  return checked;
}

/**
 * sauda_gates_set_threshold:
 * @workspace: the merchant's folder
 * @kind: a gate
 * @threshold: its new threshold, not less than 0
 * @who: who changes it, for the log
 * @error: return location
 *
 * Changes a threshold and writes down who did. It blocks.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_gates_set_threshold (SaudaWorkspace *workspace,
                           SaudaGateKind kind,
                           double threshold,
                           const char *who,
                           GError **error)
{
  Change change = { kind, threshold, who, sauda_workspace_get_now (workspace) };

  return sauda_workspace_write (workspace, set_work, &change, error) != NULL;
}

/**
 * sauda_gates_list_changes:
 * @workspace: the merchant's folder
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a sentence for each change of a threshold, the last first; %NULL with
 * an error of the store
 */
GStrv
sauda_gates_list_changes (SaudaWorkspace *workspace, GError **error)
{
  return sauda_workspace_read (workspace, log_work, NULL, error);
}

/**
 * sauda_gates_check_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the gates
 * @user_data: data of @callback
 *
 * Does what sauda_gates_check() does without blocking.
 */
void
sauda_gates_check_async (SaudaWorkspace *workspace,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_gates_check_async);
  g_task_run_in_thread (task, check_in_thread);
}

/**
 * sauda_gates_check_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type SaudaGate): the gates, or %NULL with an error
 */
GPtrArray *
sauda_gates_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_gates_check_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
