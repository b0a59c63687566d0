#include "sauda-connection.h"
#include "sauda-day-journal.h"
#include "sauda-day-waits.h"
#include "sauda-gates.h"
#include "sauda-messages.h"
#include "sauda-orders.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-report-private.h"
#include "sauda-report-words.h"
#include "sauda-sheet-writer.h"
#include "sauda-stock-history.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* So long an order that came to its end may have been on its way on the day. */
#define ORDER_DAYS 90

typedef struct {
  SaudaReport *report; /* (not nullable) */
  SaudaDay today;
  SaudaDay last;     /* the day of the report, or the one after where its last press shipped that too */
  GPtrArray *orders; /* (owned) (element-type SaudaOrderInfo) all that may have to do with the day */
  GPtrArray *acts;   /* (owned) (element-type SaudaAct) planned on the day */
  SaudaReportSection *open; /* what is not done */
} Building;

static void
section_free (gpointer data)
{
  SaudaReportSection *section = data;

  g_array_unref (section->columns);
  g_ptr_array_unref (section->rows);
  g_free (section->title);
  g_free (section);
}

static void
add_open (Building *self, const char *what, const char *text)
{
  ROW (self->report, self->open, SAUDA_CELL_TEXT (what), SAUDA_CELL_TEXT (text));
}

static SaudaDay
get_day (gint64 utc_ms)
{
  return utc_ms > 0 ? sauda_day_from_ms (utc_ms) : SAUDA_DAY_NONE;
}

static gboolean
is_to_ship (const SaudaOrderInfo *order)
{
  return order->stage == SAUDA_STAGE_NEW || order->stage == SAUDA_STAGE_SIGNING ||
         order->stage == SAUDA_STAGE_PACKING || order->stage == SAUDA_STAGE_HANDOVER;
}

/* Due on the day: planned for it, or left over from before and still here. Of an order whose day is not
 * known, today. What a press takes of tomorrow is due with the rest, so that the report counts what its
 * labels were proved against. */
static gboolean
is_due (const Building *self, const SaudaOrderInfo *order)
{
  SaudaDay planned = get_day (order->planned_handover_ms);

  if (planned == SAUDA_DAY_NONE)
    return self->report->day == self->today && is_to_ship (order);
  return (planned >= self->report->day && planned <= self->last) ||
         (planned < self->report->day && is_to_ship (order));
}

/* What the labels of the day are proved against, and what the courier took of it since: not what is to be
 * accepted or signed yet, is held back, was cancelled, or left without a label from here. */
static gboolean
is_shipped (const Building *self, const SaudaOrderInfo *order)
{
  switch (order->stage) {
  case SAUDA_STAGE_PACKING:
  case SAUDA_STAGE_HANDOVER:
    return order->kaspi_delivery && !order->signature_required && order->hold_until <= self->report->day &&
           is_due (self, order);
  case SAUDA_STAGE_DELIVERY:
  case SAUDA_STAGE_COMPLETED:
  case SAUDA_STAGE_RETURN_REQUESTED:
  case SAUDA_STAGE_RETURNED:
    return order->kaspi_delivery && order->label_path != NULL && is_due (self, order);
  default:
    return FALSE;
  }
}

/* The merchant is through with it: it has its label, and goes with the courier. */
static gboolean
waits_for_courier (const SaudaOrderInfo *order)
{
  return order->stage == SAUDA_STAGE_HANDOVER && order->kaspi_delivery && order->hold_reason == NULL &&
         order->label_path != NULL;
}

static void
list_open_orders (Building *self)
{
  for (guint i = 0; i < self->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (self->orders, i);
    g_autofree char *name = NULL;

    if (!sauda_day_waits_is_unclear (order, self->report->day) &&
        (!is_due (self, order) || !is_to_ship (order) || waits_for_courier (order)))
      continue;
    name = g_strdup_printf ("%s %s", order->store, order->code);
    if (order->hold_reason != NULL)
      add_open (self, name, order->hold_reason);
    else if (order->stage == SAUDA_STAGE_UNKNOWN)
      add_open (self, name,
                _ ("Kaspi tells a status that Sauda does not know: look at the order in the cabinet"));
    else if (order->stage == SAUDA_STAGE_SIGNING)
      add_open (self, name, _ ("the buyer has not signed yet"));
    else if (order->label_path == NULL && order->kaspi_delivery &&
             get_day (order->planned_handover_ms) > self->report->day)
      add_open (self, name, _ ("of tomorrow, and without a label"));
    else if (order->label_path == NULL && order->kaspi_delivery)
      add_open (self, name, _ ("due, and without a label"));
    else if (get_day (order->planned_handover_ms) < self->report->day)
      add_open (self, name, _ ("overdue: was to be handed over before"));
    else
      add_open (self, name, sauda_stage_get_title (order->stage));
  }
}

/* Orders of one store that wait for the courier. */
typedef struct {
  const char *store; /* borrowed from an order */
  guint orders, places, late;
} Courier;

static Courier *
find_courier (GArray *couriers, const char *store)
{
  for (guint i = 0; i < couriers->len; i++)
    if (g_str_equal (g_array_index (couriers, Courier, i).store, store))
      return &g_array_index (couriers, Courier, i);
  g_array_append_vals (couriers, &(Courier){ .store = store }, 1);
  return &g_array_index (couriers, Courier, couriers->len - 1);
}

static void
add_courier (Building *self, SaudaReportSection *section, const char *name, const Courier *courier)
{
  ROW (self->report, section, SAUDA_CELL_TEXT (name), SAUDA_CELL_INTEGER (courier->orders),
       SAUDA_CELL_INTEGER (courier->places), SAUDA_CELL_INTEGER (courier->late));
}

/* What is not handed over, though nobody has anything to do about it but the courier: counted, not listed;
 * the orders stand among the others with their stage. */
static void
add_couriers (Building *self)
{
  const SaudaSheetTitle columns[] = {
    { _ ("Store"), 24 }, { _ ("Orders"), 9 }, { _ ("Labels"), 9 }, { _ ("Planned for an earlier day"), 24 }
  };
  SaudaReportSection *section =
    sauda_report_add_section (self->report, _ ("Waits for the courier"), columns, G_N_ELEMENTS (columns));
  g_autoptr (GArray) couriers = g_array_new (FALSE, TRUE, sizeof (Courier));
  Courier all = { 0 };

  section->action = "win.orders-tile::courier";
  for (guint i = 0; i < self->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (self->orders, i);
    gboolean late = get_day (order->planned_handover_ms) < self->report->day;
    Courier *courier;

    if (!is_due (self, order) || !waits_for_courier (order))
      continue;
    courier = find_courier (couriers, order->store);
    courier->orders++, all.orders++;
    courier->places += order->label_pages, all.places += order->label_pages;
    courier->late += late, all.late += late;
  }
  for (guint i = 0; i < couriers->len; i++)
    add_courier (self, section, g_array_index (couriers, Courier, i).store,
                 &g_array_index (couriers, Courier, i));
  if (couriers->len > 1)
    add_courier (self, section, _ ("All together"), &all);
  self->report->courier = all.orders;
}

static void
list_open_acts (Building *self)
{
  for (guint i = 0; i < self->acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (self->acts, i);
    g_autofree char *name = NULL, *text = NULL;

    if (act->state == SAUDA_ACT_VERIFIED)
      continue;
    name = g_strdup_printf ("%s %s", act->target, sauda_report_words_act (act->kind));
    text = g_strdup_printf ("%s%s%s", sauda_act_state_get_title (act->state), act->error != NULL ? ": " : "",
                            act->error != NULL ? act->error : "");
    add_open (self, name, text);
  }
}

static GPtrArray *
list_due (const Building *self, gboolean shipped)
{
  GPtrArray *orders = g_ptr_array_new ();

  for (guint i = 0; i < self->orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (self->orders, i);

    if (is_due (self, order) && is_shipped (self, order) == shipped)
      g_ptr_array_add (orders, order);
  }
  return orders;
}

static void
add_orders (Building *self, const char *title, GPtrArray *orders)
{
  const SaudaSheetTitle columns[] = { { _ ("Order"), 12 },   { _ ("Store"), 14 },   { _ ("Stage"), 24 },
                                      { _ ("Product"), 36 }, { _ ("Size"), 8 },     { _ ("Pieces"), 8 },
                                      { _ ("Sum"), 12 },     { _ ("Ship by"), 16 }, { _ ("Label"), 8 } };
  SaudaReportSection *section =
    sauda_report_add_section (self->report, title, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    for (guint k = 0; k < order->lines->len; k++) {
      const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, k);

      ROW (self->report, section, SAUDA_CELL_TEXT (order->code), SAUDA_CELL_TEXT (order->store),
           SAUDA_CELL_TEXT (sauda_stage_get_title (order->stage)), SAUDA_CELL_TEXT (line->model),
           SAUDA_CELL_TEXT (sauda_order_line_info_get_size (line)), SAUDA_CELL_INTEGER (line->quantity),
           line->amount >= 0 ? SAUDA_CELL_MONEY (line->amount) : SAUDA_CELL_EMPTY,
           SAUDA_CELL_TIME (order->ship_by_ms), SAUDA_CELL_BOOLEAN (order->label_path != NULL));
    }
  }
}

static const char *
get_decider (const SaudaOrderLineInfo *line)
{
  if (g_strcmp0 (line->decided_by, "rule") == 0 || g_strcmp0 (line->decided_by, "engine") == 0 ||
      g_strcmp0 (line->decided_by, "auto") == 0)
    return _ ("automatic");
  if (g_strcmp0 (line->decided_by, "deadline") == 0)
    return _ ("deadline");
  return g_strcmp0 (line->decided_by, "buyer") == 0 ? _ ("buyer") : _ ("a person");
}

static void
add_decisions (Building *self)
{
  const SaudaSheetTitle columns[] = { { _ ("Order"), 12 },  { _ ("Product"), 36 }, { _ ("Clicked"), 9 },
                                      { _ ("Decided"), 9 }, { _ ("By"), 14 },      { _ ("Time"), 16 },
                                      { _ ("Reason"), 40 } };
  SaudaReportSection *section =
    sauda_report_add_section (self->report, _ ("Decisions"), columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < self->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (self->orders, i);

    for (guint k = 0; k < order->lines->len; k++) {
      const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, k);
      g_autofree char *reason = NULL;

      if (line->decided_size == NULL || get_day (line->decided_ms) != self->report->day)
        continue;
      reason = sauda_reason_show (line->decided_reason);
      ROW (self->report, section, SAUDA_CELL_TEXT (order->code), SAUDA_CELL_TEXT (line->model),
           SAUDA_CELL_TEXT (line->clicked_size), SAUDA_CELL_TEXT (line->decided_size),
           SAUDA_CELL_TEXT (get_decider (line)), SAUDA_CELL_TIME (line->decided_ms),
           SAUDA_CELL_TEXT (reason));
    }
  }
}

static void
add_acts (Building *self)
{
  const SaudaSheetTitle columns[] = {
    { _ ("Order"), 12 }, { _ ("Act"), 24 }, { _ ("State"), 18 }, { _ ("Time"), 16 }, { _ ("Problem"), 50 }
  };
  SaudaReportSection *section =
    sauda_report_add_section (self->report, _ ("Acts"), columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < self->acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (self->acts, i);

    ROW (self->report, section, SAUDA_CELL_TEXT (act->target),
         SAUDA_CELL_TEXT (sauda_report_words_act (act->kind)),
         SAUDA_CELL_TEXT (sauda_act_state_get_title (act->state)), SAUDA_CELL_TIME (act->planned_ms),
         SAUDA_CELL_TEXT (act->error));
  }
}

static void
add_money (Building *self)
{
  const SaudaSheetTitle columns[] = { { _ ("Stage"), 28 }, { _ ("Orders"), 9 }, { _ ("Sum"), 16 } };
  SaudaReportSection *section =
    sauda_report_add_section (self->report, _ ("Money"), columns, G_N_ELEMENTS (columns));
  guint counts[SAUDA_N_STAGES] = { 0 }, all = 0;
  gint64 sums[SAUDA_N_STAGES] = { 0 }, sum = 0;

  for (guint i = 0; i < self->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (self->orders, i);

    if (!is_due (self, order))
      continue;
    counts[order->stage]++;
    sums[order->stage] += MAX (order->total, 0);
  }
  for (guint i = 0; i < SAUDA_N_STAGES; i++) {
    all += counts[i];
    sum += sums[i];
    if (counts[i] > 0)
      ROW (self->report, section, SAUDA_CELL_TEXT (sauda_stage_get_title (i)), SAUDA_CELL_INTEGER (counts[i]),
           SAUDA_CELL_MONEY (sums[i]));
  }
  section->has_chart = all > 0;
  section->pie = TRUE;
  section->chart_values = 1;
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("All together")), SAUDA_CELL_INTEGER (all),
       SAUDA_CELL_MONEY (sum));
}

/* What the run of the day wrote into its journal: sentences of what failed and what waits. */
static gboolean
read_journal (Building *self, SaudaConnection *connection, SaudaReportSection *steps, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT name, state, done, total, detail, started_ms FROM day_step WHERE run_id ="
    " (SELECT max (id) FROM day_run WHERE day = ?) ORDER BY started_ms, rowid",
    error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, self->report->day);
  while (row) {
    g_autoptr (JsonNode) root = NULL;
    JsonArray *failed;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      break;
    ROW (self->report, steps,
         SAUDA_CELL_TEXT (sauda_report_words_step (sauda_statement_get_text (select, 0))),
         SAUDA_CELL_TEXT (sauda_report_words_state (sauda_statement_get_text (select, 1))),
         SAUDA_CELL_INTEGER (sauda_statement_get_int64 (select, 2)),
         SAUDA_CELL_INTEGER (sauda_statement_get_int64 (select, 3)),
         SAUDA_CELL_TIME (sauda_statement_get_int64 (select, 5)));
    root = sauda_statement_is_null (select, 4)
             ? NULL
             : json_from_string (sauda_statement_get_text (select, 4), NULL);
    if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
        !json_object_has_member (json_node_get_object (root), "failed"))
      continue;
    failed = json_object_get_array_member (json_node_get_object (root), "failed");
    for (guint i = 0; failed != NULL && i < json_array_get_length (failed); i++)
      add_open (self, sauda_report_words_step (sauda_statement_get_text (select, 0)),
                json_array_get_string_element (failed, i));
  }
  return TRUE;
}

static gboolean
add_counts (Building *self, SaudaConnection *connection, GError **error)
{
  const SaudaSheetTitle columns[] = { { _ ("What"), 40 }, { _ ("Count"), 10 } };
  SaudaReportSection *section =
    sauda_report_add_section (self->report, _ ("In numbers"), columns, G_N_ELEMENTS (columns));
  gint64 from_ms = sauda_day_start_ms (self->report->day), to_ms = sauda_day_start_ms (self->report->day + 1);
  int sent = sauda_messages_count_sent (connection, from_ms, to_ms, error);
  int received = sent >= 0 ? sauda_messages_count_received (connection, from_ms, to_ms, error) : -1;
  gint64 left, returned, orders;

  if (received < 0 || !sauda_stock_history_count (connection, from_ms, to_ms, &left, &returned, error) ||
      !sauda_orders_count_new (connection, from_ms, to_ms, &orders, error))
    return FALSE;
  self->report->messages = (guint) sent;
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("Orders to ship")),
       SAUDA_CELL_INTEGER (self->report->orders));
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("Labels")), SAUDA_CELL_INTEGER (self->report->labels));
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("Pages")), SAUDA_CELL_INTEGER (self->report->pages));
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("Messages to buyers")), SAUDA_CELL_INTEGER (sent));
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("Messages from buyers")), SAUDA_CELL_INTEGER (received));
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("Pieces that left the stock")), SAUDA_CELL_INTEGER (left));
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("Pieces that came back")), SAUDA_CELL_INTEGER (returned));
  ROW (self->report, section, SAUDA_CELL_TEXT (_ ("New orders")), SAUDA_CELL_INTEGER (orders));
  return TRUE;
}

static gpointer
build_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaSheetTitle open_columns[] = { { _ ("What"), 30 }, { _ ("Not done"), 70 } };
  const SaudaSheetTitle step_columns[] = {
    { _ ("Step"), 36 }, { _ ("State"), 18 }, { _ ("Done"), 8 }, { _ ("Of"), 8 }, { _ ("Begun"), 16 }
  };
  Building *self = data;
  SaudaReportSection *steps;
  g_autoptr (GPtrArray) shipped = NULL, others = NULL;
  gboolean tomorrow;

  if (!sauda_day_journal_took_tomorrow (connection, self->report->day, &tomorrow, error))
    return NULL;
  self->last = self->report->day + (tomorrow ? 1 : 0);
  self->orders =
    sauda_orders_list_current (connection, sauda_day_start_ms (self->report->day - ORDER_DAYS), error);
  if (self->orders == NULL)
    return NULL;
  self->acts = sauda_outbox_list_planned (connection, sauda_day_start_ms (self->report->day),
                                          sauda_day_start_ms (self->report->day + 1), error);
  if (self->acts == NULL)
    return NULL;
  self->open =
    sauda_report_add_section (self->report, _ ("Not done"), open_columns, G_N_ELEMENTS (open_columns));
  list_open_orders (self);
  list_open_acts (self);
  add_couriers (self);
  shipped = list_due (self, TRUE);
  others = list_due (self, FALSE);
  self->report->orders = shipped->len;
  /* A parcel has a label, and each label is a page (sauda-label-report.h). */
  for (guint i = 0; i < shipped->len; i++)
    self->report->labels += ((const SaudaOrderInfo *) g_ptr_array_index (shipped, i))->label_pages;
  self->report->pages = self->report->labels;
  add_orders (self, _ ("Orders"), shipped);
  add_orders (self, _ ("Not to ship yet, or no more"), others);
  sauda_report_add_groups (self->report, shipped);
  if (!add_counts (self, connection, error))
    return NULL;
  add_decisions (self);
  add_money (self);
  add_acts (self);
  steps = sauda_report_add_section (self->report, _ ("Steps"), step_columns, G_N_ELEMENTS (step_columns));
  return read_journal (self, connection, steps, error) &&
             sauda_report_add_presses (self->report, connection, error) &&
             sauda_report_add_profit (self->report, connection, error)
           ? self
           : NULL;
}

/* Closed gates are told for today alone: nobody knows how they stood in the past. */
static gboolean
add_closed_gates (Building *self, SaudaWorkspace *workspace, GError **error)
{
  g_autoptr (GPtrArray) gates = NULL;

  if (self->report->day != self->today)
    return TRUE;
  gates = sauda_gates_check (workspace, error);
  for (guint i = 0; gates != NULL && i < gates->len; i++) {
    const SaudaGate *gate = g_ptr_array_index (gates, i);

    if (!gate->open)
      add_open (self, _ ("Gate"), gate->reason);
  }
  return gates != NULL;
}

/**
 * sauda_report_build:
 * @workspace: the merchant's folder
 * @day: an Almaty day, today or earlier
 * @error: return location
 *
 * Gathers the report of a day from what is stored, so that any past day can be reported again. It blocks.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error of the store
 */
SaudaReport *
sauda_report_build (SaudaWorkspace *workspace, SaudaDay day, GError **error)
{
  g_autoptr (SaudaReport) report = g_new0 (SaudaReport, 1);
  g_autofree char *date = sauda_day_format_short (day);
  Building self = { .report = report, .today = sauda_workspace_get_today (workspace) };
  gboolean built;

  report->day = day;
  report->title = g_strdup_printf (_ ("Report of %s"), date);
  report->sections = g_ptr_array_new_with_free_func (section_free);
  report->texts = g_string_chunk_new (4096);
  built = sauda_workspace_read (workspace, build_work, &self, error) != NULL &&
          add_closed_gates (&self, workspace, error);
  if (built && self.open->rows->len == 0)
    add_open (&self, _ ("Nothing"), _ ("Everything that was due is done."));
  g_clear_pointer (&self.orders, g_ptr_array_unref);
  g_clear_pointer (&self.acts, g_ptr_array_unref);
  return built ? g_steal_pointer (&report) : NULL;
}
