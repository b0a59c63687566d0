#include "sauda-connection.h"
#include "sauda-orders.h"
#include "sauda-profit.h"
#include "sauda-report-private.h"
#include "sauda-report-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Orders and pieces of one model in one size. */
typedef struct {
  char *name; /* (owned) (not nullable) */
  guint orders, pieces, labels;
  gint64 amount;
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->name);
  g_free (group);
}

SaudaReportSection *
sauda_report_add_section (SaudaReport *report,
                          const char *title,
                          const SaudaSheetTitle *columns,
                          guint n_columns)
{
  SaudaReportSection *section = g_new0 (SaudaReportSection, 1);

  section->title = g_strdup (title);
  section->columns = g_array_new (FALSE, FALSE, sizeof (SaudaSheetTitle));
  section->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_array_append_vals (section->columns, columns, n_columns);
  g_ptr_array_add (report->sections, section);
  return section;
}

void
sauda_report_add_row (SaudaReport *report,
                      SaudaReportSection *section,
                      const SaudaSheetCell *cells,
                      guint n_cells)
{
  GArray *row = g_array_sized_new (FALSE, FALSE, sizeof (SaudaSheetCell), n_cells);

  for (guint i = 0; i < n_cells; i++) {
    SaudaSheetCell cell = cells[i];

    if (cell.kind == SAUDA_SHEET_CELL_TEXT && cell.text != NULL)
      cell.text = g_string_chunk_insert_const (report->texts, cell.text);
    g_array_append_val (row, cell);
  }
  g_ptr_array_add (section->rows, row);
}

/* How a press ended, in words; one that was cut off tells at what. */
static char *
describe_end (SaudaStatement *press)
{
  const char *state = sauda_statement_get_text (press, 3);
  const char *step =
    sauda_statement_is_null (press, 4) ? NULL : sauda_report_words_step (sauda_statement_get_text (press, 4));

  if (g_strcmp0 (state, "cut-off") == 0)
    return step != NULL
             ? g_strdup_printf (_ ("cut off at “%s”: the program was stopped or the power failed"), step)
             : g_strdup (_ ("cut off: the program was stopped or the power failed"));
  if (g_strcmp0 (state, "running") == 0)
    return g_strdup (_ ("this one"));
  if (g_strcmp0 (state, "done") == 0)
    return g_strdup (_ ("done"));
  if (g_strcmp0 (state, "partly") == 0)
    return g_strdup (_ ("done in part"));
  if (g_strcmp0 (state, "cancelled") == 0)
    return g_strdup (_ ("stopped by a person"));
  return g_strdup (_ ("failed"));
}

/* Every press of the day, those included that never came to their end. */
gboolean
sauda_report_add_presses (SaudaReport *report, SaudaConnection *connection, GError **error)
{
  const SaudaSheetTitle columns[] = {
    { _ ("Press"), 8 }, { _ ("Begun"), 16 }, { _ ("Ended"), 16 }, { _ ("By"), 14 }, { _ ("Result"), 50 }
  };
  SaudaReportSection *section =
    sauda_report_add_section (report, _ ("Presses of the button"), columns, G_N_ELEMENTS (columns));
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT started_ms, finished_ms, who, state, (SELECT name FROM day_step WHERE run_id = day_run.id"
    " AND state = 'running' ORDER BY started_ms DESC LIMIT 1) FROM day_run WHERE day = ? ORDER BY id",
    error);
  gboolean row = TRUE;

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_int64 (list, 1, report->day);
  for (guint number = 1; row; number++) {
    g_autofree char *end = NULL;

    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (!row)
      break;
    end = describe_end (list);
    ROW (report, section, SAUDA_CELL_INTEGER (number), SAUDA_CELL_TIME (sauda_statement_get_int64 (list, 0)),
         SAUDA_CELL_TIME (sauda_statement_get_int64 (list, 1)),
         SAUDA_CELL_TEXT (sauda_report_words_who (sauda_statement_get_text (list, 2))),
         SAUDA_CELL_TEXT (end));
  }
  return TRUE;
}

static void
add_profit_row (SaudaReport *report, SaudaReportSection *section, const char *name, const SaudaProfitRow *row)
{
  ROW (report, section, SAUDA_CELL_TEXT (name), SAUDA_CELL_INTEGER (row->orders),
       SAUDA_CELL_MONEY (row->revenue), SAUDA_CELL_MONEY (row->commission), SAUDA_CELL_MONEY (row->delivery),
       SAUDA_CELL_MONEY (row->vat), SAUDA_CELL_MONEY (row->goods), SAUDA_CELL_MONEY (row->profit),
       SAUDA_CELL_MONEY (row->without_goods));
}

/* What the day's orders bring, store by store. */
gboolean
sauda_report_add_profit (SaudaReport *report, SaudaConnection *connection, GError **error)
{
  const SaudaSheetTitle columns[] = { { _ ("Store"), 20 },         { _ ("Orders"), 9 },
                                      { _ ("Sum"), 16 },           { _ ("Commission"), 14 },
                                      { _ ("Delivery"), 14 },      { _ ("VAT"), 14 },
                                      { _ ("Goods"), 14 },         { _ ("Profit"), 16 },
                                      { _ ("Cost not known"), 16 } };
  SaudaReportSection *section =
    sauda_report_add_section (report, _ ("Profit"), columns, G_N_ELEMENTS (columns));
  g_autoptr (SaudaProfit) profit =
    sauda_profit_read (connection, report->day, report->day, SAUDA_PROFIT_BY_STORE, error);

  if (profit == NULL)
    return FALSE;
  for (guint i = 0; i < profit->rows->len; i++) {
    const SaudaProfitRow *row = g_ptr_array_index (profit->rows, i);

    add_profit_row (report, section, row->name, row);
  }
  if (profit->rows->len > 1)
    add_profit_row (report, section, _ ("All together"), profit->total);
  return TRUE;
}

static Group *
find_group (GPtrArray *groups, GHashTable *by_name, const char *name)
{
  Group *group = g_hash_table_lookup (by_name, name);

  if (group != NULL)
    return group;
  group = g_new0 (Group, 1);
  group->name = g_strdup (name);
  g_ptr_array_add (groups, group);
  g_hash_table_insert (by_name, group->name, group);
  return group;
}

static gint
compare_groups (gconstpointer a, gconstpointer b)
{
  const Group *one = *(const Group *const *) a, *other = *(const Group *const *) b;

  return one->pieces != other->pieces ? (one->pieces < other->pieces ? 1 : -1)
                                      : strcmp (one->name, other->name);
}

/* The models and sizes of @orders, the biggest first. */
void
sauda_report_add_groups (SaudaReport *report, GPtrArray *orders)
{
  const SaudaSheetTitle columns[] = {
    { _ ("Group"), 36 }, { _ ("Pieces"), 8 }, { _ ("Orders"), 8 }, { _ ("Labels"), 10 }, { _ ("Sum"), 14 }
  };
  SaudaReportSection *section =
    sauda_report_add_section (report, _ ("Groups"), columns, G_N_ELEMENTS (columns));
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    for (guint k = 0; k < order->lines->len; k++) {
      const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, k);
      const char *size = sauda_order_line_info_get_size (line);
      g_autofree char *name =
        size != NULL ? g_strdup_printf ("%s %s", line->model, size) : g_strdup (line->model);
      Group *group = find_group (groups, by_name, name);

      group->orders++;
      group->pieces += (guint) line->quantity;
      group->labels += order->label_path != NULL;
      group->amount += MAX (line->amount, 0);
    }
  }
  g_ptr_array_sort (groups, compare_groups);
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = g_ptr_array_index (groups, i);

    ROW (report, section, SAUDA_CELL_TEXT (group->name), SAUDA_CELL_INTEGER (group->pieces),
         SAUDA_CELL_INTEGER (group->orders), SAUDA_CELL_INTEGER (group->labels),
         SAUDA_CELL_MONEY (group->amount));
  }
  section->has_chart = groups->len > 0;
  section->chart_values = 1;
}
