#include "sauda-stock-act-window.h"

#include "sauda-impact-list.h"
#include "sauda-number-spin.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaStockActWindow {
  AdwWindow parent_instance;

  GtkLabel *about;       /* (unowned) (not nullable) */
  GtkSpinButton *pieces; /* (unowned) (not nullable) */
  GtkEntry *reason;      /* (unowned) (not nullable) */
  SaudaImpactList *list; /* (unowned) (not nullable) */
  GtkLabel *complaint;   /* (unowned) (not nullable) */
  GtkWidget *apply;      /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GArray *variant_ids;       /* (owned) (element-type gint64) */
  SaudaStockKind kind;
  GCancellable *cancellable; /* (owned) (not nullable) of the preview */
  gboolean writing;
  gboolean ready; /* what is shown is what would be done */
};

G_DEFINE_FINAL_TYPE (SaudaStockActWindow, sauda_stock_act_window, ADW_TYPE_WINDOW)

static guint done_signal;

typedef struct {
  GArray *variant_ids; /* (owned) */
  SaudaStockKind kind;
  gint64 pieces;
  char *reason; /* (owned) (nullable) */
  gint64 now_ms;
  gboolean preview;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_array_unref (request->variant_ids);
  g_free (request->reason);
  g_free (request);
}

static gpointer
run_act (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (GArray) drafts = g_array_new (FALSE, TRUE, sizeof (SaudaStockDraft));
  const SaudaStockAct act = { .drafts = drafts,
                              .title = sauda_stock_kind_get_reason (request->kind),
                              .who = SAUDA_STOCK_WHO,
                              .now_ms = request->now_ms,
                              .preview = request->preview };

  for (guint i = 0; i < request->variant_ids->len; i++) {
    SaudaStockDraft draft;

    if (!sauda_stock_acts_make_move (g_array_index (request->variant_ids, gint64, i), request->kind,
                                     request->pieces, &draft, error))
      return NULL;
    draft.reason = request->reason;
    g_array_append_val (drafts, draft);
  }
  return sauda_stock_acts_apply (connection, &act, error);
}

static Request *
request_new (SaudaStockActWindow *self, gboolean preview)
{
  Request *request = g_new0 (Request, 1);
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));

  request->variant_ids = g_array_ref (self->variant_ids);
  request->kind = self->kind;
  request->pieces = gtk_spin_button_get_value_as_int (self->pieces);
  request->reason = *reason != '\0' ? g_strdup (reason) : NULL;
  request->now_ms = sauda_workspace_get_now (self->workspace);
  request->preview = preview;
  return request;
}

static void
complain (SaudaStockActWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? sauda_ui_describe_error (error) : g_strdup ("");

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), error != NULL);
}

static void
update (SaudaStockActWindow *self)
{
  /* A correction that says no reason is a riddle a month later. */
  gboolean told =
    self->kind != SAUDA_STOCK_CORRECTION || *gtk_editable_get_text (GTK_EDITABLE (self->reason)) != '\0';

  gtk_widget_set_sensitive (self->apply, self->ready && told && !self->writing);
}

static void
on_previewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockActWindow) self = SAUDA_STOCK_ACT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockOutcome) outcome = sauda_workspace_read_finish (source, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;
  if (outcome != NULL)
    sauda_impact_list_show (self->list, outcome->impacts);
  /* Its room is the complaint's. */
  gtk_widget_set_visible (GTK_WIDGET (self->list), outcome != NULL);
  self->ready = outcome != NULL;
  complain (self, error);
  update (self);
}

static void
preview (SaudaStockActWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->ready = FALSE;
  update (self);
  if (gtk_spin_button_get_value_as_int (self->pieces) == 0) {
    sauda_impact_list_clear (self->list);
    return;
  }
  sauda_workspace_read_async (self->workspace, run_act, request_new (self, TRUE), request_free,
                              (GDestroyNotify) sauda_stock_outcome_free, self->cancellable, on_previewed,
                              g_object_ref (self));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockActWindow) self = SAUDA_STOCK_ACT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockOutcome) outcome = sauda_workspace_write_finish (source, result, &error);
  g_autofree char *text = outcome != NULL ? sauda_impact_list_describe (outcome->impacts) : NULL;

  self->writing = FALSE;
  if (outcome != NULL)
    g_signal_emit (self, done_signal, 0, outcome->batch_id, text);
  if (self->workspace == NULL)
    return;
  if (outcome != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  complain (self, error);
  update (self);
}

static void
on_apply (SaudaStockActWindow *self)
{
  gtk_spin_button_update (self->pieces);
  self->writing = TRUE;
  update (self);
  sauda_workspace_write_async (self->workspace, run_act, request_new (self, FALSE), request_free,
                               (GDestroyNotify) sauda_stock_outcome_free, NULL, on_done, g_object_ref (self));
}

static const char *
get_about (SaudaStockKind kind)
{
  switch (kind) {
  case SAUDA_STOCK_PURCHASE:
    return _ ("Pieces that came from the supplier go on the shelf.");
  case SAUDA_STOCK_RETURN:
    return _ ("Pieces that came back wait in the box “to inspect”; they are not sold before.");
  case SAUDA_STOCK_GOOD:
    return _ ("Inspected and good: from the box “to inspect” back on the shelf.");
  case SAUDA_STOCK_DAMAGED:
    return _ ("Inspected and damaged: out of the box “to inspect”, not on the shelf.");
  case SAUDA_STOCK_LOST:
    return _ ("Was to be inspected and is not there: out of the box “to inspect”.");
  default:
    return _ ("You know better than the ledger: more than 0 adds, less than 0 takes away. Say why.");
  }
}

static void
sauda_stock_act_window_dispose (GObject *object)
{
  SaudaStockActWindow *self = SAUDA_STOCK_ACT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_stock_act_window_parent_class)->dispose (object);
}

static void
sauda_stock_act_window_finalize (GObject *object)
{
  SaudaStockActWindow *self = SAUDA_STOCK_ACT_WINDOW (object);

  g_array_unref (self->variant_ids);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_stock_act_window_parent_class)->finalize (object);
}

static void
sauda_stock_act_window_class_init (SaudaStockActWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_stock_act_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_act_window_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_IMPACT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-stock-act-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStockActWindow, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockActWindow, pieces);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockActWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockActWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockActWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockActWindow, apply);
  gtk_widget_class_bind_template_callback (widget_class, preview);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_stock_act_window_init (SaudaStockActWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->variant_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_number_spin_answer (GTK_WIDGET (self));
}

/**
 * sauda_stock_act_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @kind: what is done; not a count
 * @variant_ids: (element-type gint64): to which variants, each alike
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaStockActWindow *
sauda_stock_act_window_new (GtkWindow *parent,
                            SaudaWorkspace *workspace,
                            SaudaStockKind kind,
                            GArray *variant_ids)
{
  SaudaStockActWindow *self = g_object_new (SAUDA_TYPE_STOCK_ACT_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  g_array_append_vals (self->variant_ids, variant_ids->data, variant_ids->len);
  gtk_window_set_title (GTK_WINDOW (self), sauda_stock_kind_get_title (kind));
  gtk_label_set_label (self->about, get_about (kind));
  if (kind != SAUDA_STOCK_CORRECTION)
    gtk_spin_button_set_range (self->pieces, 1, 100000);
  gtk_spin_button_set_value (self->pieces, 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->pieces));
  preview (self);
  return self;
}

/**
 * sauda_stock_act_window_is_ready:
 * @self: the window
 *
 * Returns: whether it shows what would be done
 */
gboolean
sauda_stock_act_window_is_ready (SaudaStockActWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_ACT_WINDOW (self), FALSE);
  return self->ready && !self->writing;
}

/**
 * sauda_stock_act_window_set_pieces:
 * @self: the window
 * @pieces: how many
 */
void
sauda_stock_act_window_set_pieces (SaudaStockActWindow *self, gint64 pieces)
{
  g_return_if_fail (SAUDA_IS_STOCK_ACT_WINDOW (self));
  gtk_spin_button_set_value (self->pieces, (double) pieces);
}
