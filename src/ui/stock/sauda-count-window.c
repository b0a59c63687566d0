#include "sauda-count-window.h"

#include "sauda-compat.h"
#include "sauda-count-row.h"
#include "sauda-impact-list.h"
#include "sauda-scanner.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaCountWindow {
  AdwWindow parent_instance;

  GtkStack *stack;         /* (unowned) (not nullable) scan, review */
  GtkEntry *code;          /* (unowned) (not nullable) */
  GtkWidget *band;         /* (unowned) (not nullable) the last scan, to be read from an arm's length */
  GtkLabel *last;          /* (unowned) (not nullable) */
  GtkLabel *last_pieces;   /* (unowned) (not nullable) */
  GtkLabel *summary;       /* (unowned) (not nullable) */
  GtkListBox *list;        /* (unowned) (not nullable) */
  SaudaImpactList *impact; /* (unowned) (not nullable) */
  GtkWidget *back;         /* (unowned) (not nullable) */
  GtkWidget *next;         /* (unowned) (not nullable) */
  GtkWidget *discard;      /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  SaudaScanner *scanner;     /* (owned) (not nullable) */
  GHashTable *rows;          /* (owned) (not nullable) (element-type gint64 SaudaCountRow) rows of @list */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint works;               /* on their way */
  gboolean begun;            /* what was counted before is shown, or something was scanned */
};

G_DEFINE_FINAL_TYPE (SaudaCountWindow, sauda_count_window, ADW_TYPE_WINDOW)

static guint done_signal;

typedef struct {
  char *code; /* (owned) (nullable) what was scanned */
  gint64 variant_id;
  gint64 pieces;
  gint64 now_ms;
  gboolean preview;
} Request;

/* What stands in the count after a piece of work. */
typedef struct {
  GPtrArray *counted; /* (owned) (not nullable) (element-type SaudaStockCounted) */
  gint64 scanned;     /* variant of the scan, 0: none */
} Answer;

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->code);
  g_free (data);
}

static void
answer_free (gpointer data)
{
  g_ptr_array_unref (((Answer *) data)->counted);
  g_free (data);
}

static Answer *
create_answer (SaudaConnection *connection, gint64 scanned, GError **error)
{
  GPtrArray *counted = sauda_stock_count_list (connection, error);
  Answer *answer = counted != NULL ? g_new0 (Answer, 1) : NULL;

  if (answer == NULL)
    return NULL;
  answer->counted = counted;
  answer->scanned = scanned;
  return answer;
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  return create_answer (connection, 0, error);
}

static gpointer
run_scan (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  gint64 variant_id;

  if (!sauda_stock_count_scan (connection, request->code, request->now_ms, &variant_id, error))
    return NULL;
  return create_answer (connection, variant_id, error);
}

static gpointer
run_set (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  if (!sauda_stock_count_set (connection, request->variant_id, request->pieces, request->now_ms, error))
    return NULL;
  return create_answer (connection, 0, error);
}

static gpointer
run_clear (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_count_clear (connection, error) ? create_answer (connection, 0, error) : NULL;
}

/* Books all of it and forgets it, or nothing: one transaction. */
static gpointer
run_book (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (GPtrArray) counted = sauda_stock_count_list (connection, error);
  g_autoptr (GArray) drafts = g_array_new (FALSE, TRUE, sizeof (SaudaStockDraft));
  const SaudaStockAct act = { .drafts = drafts,
                              .title = N_ ("Counted with a scanner"),
                              .who = SAUDA_STOCK_WHO,
                              .now_ms = request->now_ms,
                              .preview = request->preview };
  g_autoptr (SaudaStockOutcome) outcome = NULL;

  if (counted == NULL)
    return NULL;
  for (guint i = 0; i < counted->len; i++) {
    const SaudaStockCounted *one = g_ptr_array_index (counted, i);

    if (!sauda_stock_acts_add_count (connection, drafts, one->variant_id, one->pieces, error))
      return NULL;
  }
  outcome = sauda_stock_acts_apply (connection, &act, error);
  if (outcome == NULL || (!request->preview && !sauda_stock_count_clear (connection, error)))
    return NULL;
  return g_steal_pointer (&outcome);
}

static Request *
request_new (SaudaCountWindow *self)
{
  Request *request = g_new0 (Request, 1);

  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static void
show_band (SaudaCountWindow *self, const char *text, const char *pieces, gboolean failed)
{
  gtk_label_set_label (self->last, text);
  gtk_label_set_label (self->last_pieces, pieces);
  if (failed)
    gtk_widget_add_css_class (self->band, "error");
  else
    gtk_widget_remove_css_class (self->band, "error");
}

static void work (SaudaCountWindow *self, SaudaWorkspaceFunc func, Request *request);

static void
on_row_counted (SaudaCountRow *row, gint64 pieces, SaudaCountWindow *self)
{
  Request *request = request_new (self);

  request->variant_id = sauda_count_row_get_variant_id (row);
  request->pieces = pieces;
  work (self, run_set, request);
}

static void
add_row (SaudaCountWindow *self, const SaudaStockCounted *counted)
{
  SaudaCountRow *row = sauda_count_row_new (counted);

  g_signal_connect (row, "counted", G_CALLBACK (on_row_counted), self);
  g_hash_table_insert (self->rows, g_memdup2 (&counted->variant_id, sizeof counted->variant_id), row);
  gtk_list_box_prepend (self->list, GTK_WIDGET (row));
}

static void
show_summary (SaudaCountWindow *self, GPtrArray *counted)
{
  gint64 pieces = 0;
  guint differ = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < counted->len; i++) {
    const SaudaStockCounted *one = g_ptr_array_index (counted, i);

    pieces += one->pieces;
    differ += !one->known || one->pieces != one->on_hand;
  }
  g_string_append_printf (text, ngettext ("%u variant", "%u variants", counted->len), counted->len);
  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("%u piece", "%u pieces", (guint) pieces), (guint) pieces);
  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("%u differs", "%u differ", differ), differ);
  gtk_label_set_label (self->summary, text->str);
  gtk_widget_set_sensitive (self->next, counted->len > 0);
  gtk_widget_set_sensitive (self->discard, counted->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), counted->len > 0);
}

/* A count that somebody goes on with: where it stopped, and where to scan next. */
static void
show_resumed (SaudaCountWindow *self, GPtrArray *counted)
{
  const SaudaStockCounted *newest = counted->len > 0 ? g_ptr_array_index (counted, 0) : NULL;
  g_autofree char *text =
    newest != NULL ? g_strdup_printf (_ ("Go on scanning: the last one was %s"), newest->sku) : NULL;

  self->begun = TRUE;
  if (text != NULL)
    show_band (self, text, "", FALSE);
}

static void
forget_gone (SaudaCountWindow *self, GPtrArray *counted)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer id, row;

  for (guint i = 0; i < counted->len; i++)
    g_hash_table_add (kept, &((SaudaStockCounted *) g_ptr_array_index (counted, i))->variant_id);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, &row)) {
    if (g_hash_table_contains (kept, id))
      continue;
    gtk_list_box_remove (self->list, row);
    g_hash_table_iter_remove (&iter);
  }
}

static void
take_answer (SaudaCountWindow *self, const Answer *answer)
{
  forget_gone (self, answer->counted);
  /* the newest first, so they are put in front from behind */
  for (guint i = answer->counted->len; i-- > 0;) {
    const SaudaStockCounted *counted = g_ptr_array_index (answer->counted, i);
    SaudaCountRow *row = g_hash_table_lookup (self->rows, &counted->variant_id);

    if (row != NULL)
      sauda_count_row_show (row, counted);
    else
      add_row (self, counted);
    if (counted->variant_id == answer->scanned) {
      g_autofree char *pieces = g_strdup_printf ("%d", (int) counted->pieces);

      self->begun = TRUE;
      show_band (self, counted->sku, pieces, FALSE);
    }
  }
  show_summary (self, answer->counted);
  if (!self->begun)
    show_resumed (self, answer->counted);
}

static void
on_worked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCountWindow) self = SAUDA_COUNT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  Answer *answer = sauda_workspace_write_finish (source, result, &error);

  self->works--;
  if (answer != NULL && self->workspace != NULL)
    take_answer (self, answer);
  g_clear_pointer (&answer, answer_free);
  if (error != NULL && self->workspace != NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);

    show_band (self, text, "✗", TRUE);
    gtk_widget_error_bell (GTK_WIDGET (self));
  }
}

static void
work (SaudaCountWindow *self, SaudaWorkspaceFunc func, Request *request)
{
  self->works++;
  sauda_workspace_write_async (self->workspace, func, request, request_free, answer_free, NULL, on_worked,
                               g_object_ref (self));
}

static void
on_code (SaudaCountWindow *self)
{
  g_autofree char *code = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code)));

  gtk_editable_set_text (GTK_EDITABLE (self->code), "");
  sauda_count_window_scan (self, code);
}

static void
on_reviewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCountWindow) self = SAUDA_COUNT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockOutcome) outcome = sauda_workspace_read_finish (source, result, &error);

  self->works--;
  if (self->workspace == NULL)
    return;
  if (outcome == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  sauda_impact_list_show (self->impact, outcome->impacts);
  gtk_stack_set_visible_child_name (self->stack, "review");
  gtk_button_set_label (GTK_BUTTON (self->next), _ ("_Book the Count"));
  gtk_widget_set_visible (self->back, TRUE);
}

static void
on_booked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCountWindow) self = SAUDA_COUNT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockOutcome) outcome = sauda_workspace_write_finish (source, result, &error);
  g_autofree char *text = outcome != NULL ? sauda_impact_list_describe (outcome->impacts) : NULL;

  self->works--;
  if (outcome != NULL && outcome->batch_id != 0)
    g_signal_emit (self, done_signal, 0, outcome->batch_id, text);
  if (self->workspace == NULL)
    return;
  if (outcome != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

static void
go_back (SaudaCountWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "scan");
  gtk_button_set_label (GTK_BUTTON (self->next), _ ("_Differences…"));
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static void
on_next (SaudaCountWindow *self)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "review"))
    sauda_count_window_book (self);
  else
    sauda_count_window_review (self);
}

static void
on_discard_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCountWindow) self = SAUDA_COUNT_WINDOW (user_data);

  if (sauda_compat_confirm_finish (result, NULL) && self->workspace != NULL)
    work (self, run_clear, request_new (self));
}

static void
on_discard (SaudaCountWindow *self)
{
  const SaudaCompatQuestion question = {
    .heading = _ ("Throw this count away?"),
    .body = _ ("What was scanned is forgotten. The stock stays as the ledger has it."),
    .accept = _ ("_Throw Away"),
    .destructive = TRUE,
  };

  sauda_compat_confirm_async (GTK_WINDOW (self), &question, self->cancellable, on_discard_answered,
                              g_object_ref (self));
}

static void
sauda_count_window_dispose (GObject *object)
{
  SaudaCountWindow *self = SAUDA_COUNT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_count_window_parent_class)->dispose (object);
}

static void
sauda_count_window_finalize (GObject *object)
{
  SaudaCountWindow *self = SAUDA_COUNT_WINDOW (object);

  g_hash_table_unref (self->rows);
  g_object_unref (self->scanner);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_count_window_parent_class)->finalize (object);
}

static void
sauda_count_window_class_init (SaudaCountWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_count_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_count_window_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_IMPACT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-count-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, code);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, band);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, last);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, last_pieces);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, impact);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, back);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, next);
  gtk_widget_class_bind_template_child (widget_class, SaudaCountWindow, discard);
  gtk_widget_class_bind_template_callback (widget_class, on_code);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_discard);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_count_window_init (SaudaCountWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->scanner = sauda_scanner_new ();
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_scanner_watch (self->scanner, GTK_WINDOW (self), TRUE);
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (sauda_count_window_scan), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sauda_count_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 *
 * Returns: (transfer none): the window, not yet shown, with the count that is going on
 */
SaudaCountWindow *
sauda_count_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaCountWindow *self = g_object_new (SAUDA_TYPE_COUNT_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->code));
  work (self, run_list, request_new (self));
  return self;
}

/**
 * sauda_count_window_scan:
 * @self: the window
 * @code: what a scanner read, or a person typed
 *
 * Counts one piece more.
 */
void
sauda_count_window_scan (SaudaCountWindow *self, const char *code)
{
  Request *request;

  g_return_if_fail (SAUDA_IS_COUNT_WINDOW (self));

  if (self->workspace == NULL || *code == '\0')
    return;
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "review"))
    go_back (self);
  request = request_new (self);
  request->code = g_strstrip (g_strdup (code));
  work (self, run_scan, request);
}

/**
 * sauda_count_window_review:
 * @self: the window
 *
 * Shows what would be booked.
 */
void
sauda_count_window_review (SaudaCountWindow *self)
{
  Request *request;

  g_return_if_fail (SAUDA_IS_COUNT_WINDOW (self));

  request = request_new (self);
  request->preview = TRUE;
  self->works++;
  sauda_workspace_read_async (self->workspace, run_book, request, request_free,
                              (GDestroyNotify) sauda_stock_outcome_free, self->cancellable, on_reviewed,
                              g_object_ref (self));
}

/**
 * sauda_count_window_book:
 * @self: the window
 *
 * Writes the differences into the ledger.
 */
void
sauda_count_window_book (SaudaCountWindow *self)
{
  g_return_if_fail (SAUDA_IS_COUNT_WINDOW (self));

  self->works++;
  sauda_workspace_write_async (self->workspace, run_book, request_new (self), request_free,
                               (GDestroyNotify) sauda_stock_outcome_free, NULL, on_booked,
                               g_object_ref (self));
}

/**
 * sauda_count_window_is_busy:
 * @self: the window
 *
 * Returns: whether something is being written or read
 */
gboolean
sauda_count_window_is_busy (SaudaCountWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_COUNT_WINDOW (self), FALSE);
  return self->works > 0;
}
