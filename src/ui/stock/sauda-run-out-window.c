#include "sauda-run-out-window.h"

#include "sauda-offer-sale.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* Rows of a list box; more would take seconds to lay out, and the sentence counts all. */
#define SHOWN_OFFERS 500

struct _SaudaRunOutWindow {
  AdwWindow parent_instance;

  GtkLabel *about;     /* (unowned) (not nullable) */
  GtkListBox *list;    /* (unowned) (not nullable) */
  GtkLabel *complaint; /* (unowned) (not nullable) */
  GtkWidget *apply;    /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GPtrArray *offers;         /* (owned) (nullable) (element-type SaudaOfferState) as they are shown */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gboolean back;
};

G_DEFINE_FINAL_TYPE (SaudaRunOutWindow, sauda_run_out_window, ADW_TYPE_WINDOW)

static guint done_signal;

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;

  return (request->flag ? sauda_stock_acts_list_back
                        : sauda_stock_acts_list_run_out) (connection, request->now_ms, error);
}

static gpointer
run_confirm (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;
  gint64 batch = (request->flag ? sauda_stock_acts_put_back : sauda_stock_acts_take_off_sale) (
    connection, request->offers, SAUDA_STOCK_WHO, request->now_ms, error);

  return batch != 0 ? g_memdup2 (&batch, sizeof batch) : NULL;
}

static void
complain (SaudaRunOutWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaRunOutWindow) self = SAUDA_RUN_OUT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *batch = sauda_workspace_write_finish (source, result, &error);

  if (batch != NULL)
    g_signal_emit (self, done_signal, 0, *batch,
                   self->back ? _ ("They are sold again from the next price list on.")
                              : _ ("They go off sale with the next price list."));
  if (self->workspace == NULL)
    return;
  if (batch != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  complain (self, error);
  gtk_widget_set_sensitive (self->apply, TRUE);
}

static void
on_apply (SaudaRunOutWindow *self)
{
  SaudaStockRequest *request = sauda_stock_request_new (self->workspace);

  request->flag = self->back;
  request->offers = g_ptr_array_ref (self->offers);
  gtk_widget_set_sensitive (self->apply, FALSE);
  sauda_workspace_write_async (self->workspace, run_confirm, request, sauda_stock_request_free, g_free, NULL,
                               on_confirmed, g_object_ref (self));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaRunOutWindow) self = SAUDA_RUN_OUT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *offers = sauda_workspace_read_finish (source, result, &error);
  g_autofree char *about = NULL;

  if (offers == NULL) {
    if (self->workspace != NULL)
      complain (self, error);
    return;
  }
  self->offers = offers;
  about = sauda_run_out_describe (offers, self->back);
  gtk_label_set_label (self->about, about);
  for (guint i = 0; i < MIN (offers->len, SHOWN_OFFERS); i++) {
    const SaudaOfferState *offer = g_ptr_array_index (offers, i);
    GtkWidget *row = adw_action_row_new ();
    g_autofree char *title = g_markup_escape_text (offer->variant_sku, -1);
    g_autofree char *text = g_strdup_printf ("%s · %s", offer->store, offer->sku);
    g_autofree char *subtitle = g_markup_escape_text (text, -1);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
    gtk_list_box_append (self->list, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), offers->len > 0);
  gtk_widget_set_sensitive (self->apply, offers->len > 0);
}

static void
sauda_run_out_window_dispose (GObject *object)
{
  SaudaRunOutWindow *self = SAUDA_RUN_OUT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_run_out_window_parent_class)->dispose (object);
}

static void
sauda_run_out_window_finalize (GObject *object)
{
  SaudaRunOutWindow *self = SAUDA_RUN_OUT_WINDOW (object);

  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_run_out_window_parent_class)->finalize (object);
}

static void
sauda_run_out_window_class_init (SaudaRunOutWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_run_out_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_run_out_window_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-run-out-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaRunOutWindow, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaRunOutWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaRunOutWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaRunOutWindow, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_run_out_window_init (SaudaRunOutWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_run_out_describe:
 * @offers: (element-type SaudaOfferState): offers
 * @back: whether they may be sold again
 *
 * Returns: (transfer full): how many they are, in how many stores
 */
char *
sauda_run_out_describe (GPtrArray *offers, gboolean back)
{
  g_autoptr (GHashTable) stores = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *count = NULL, *in_stores = NULL;
  guint n_stores;

  if (offers->len == 0)
    return g_strdup (back ? _ ("Nothing that was taken off sale is there again.")
                          : _ ("Nothing has run out that is still on sale."));
  for (guint i = 0; i < offers->len; i++)
    g_hash_table_add (stores, ((SaudaOfferState *) g_ptr_array_index (offers, i))->store);
  n_stores = g_hash_table_size (stores);
  count = g_strdup_printf (ngettext ("%u offer", "%u offers", offers->len), offers->len);
  in_stores = g_strdup_printf (ngettext ("in %u store", "in %u stores", n_stores), n_stores);
  /* Translators: “12 offers”, “in 3 stores” */
  return back ? g_strdup_printf (_ ("%s %s can be sold again."), count, in_stores)
              : g_strdup_printf (_ ("%s %s go off sale in the next price list."), count, in_stores);
}

/**
 * sauda_run_out_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @back: whether it is about what can be sold again, and not about what has run out
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaRunOutWindow *
sauda_run_out_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gboolean back)
{
  SaudaRunOutWindow *self = g_object_new (SAUDA_TYPE_RUN_OUT_WINDOW, "transient-for", parent, NULL);
  SaudaStockRequest *request = sauda_stock_request_new (workspace);

  self->workspace = g_object_ref (workspace);
  self->back = back;
  request->flag = back;
  gtk_window_set_title (GTK_WINDOW (self), back ? _ ("There Again") : _ ("Has Run Out"));
  gtk_button_set_label (GTK_BUTTON (self->apply), back ? _ ("_Sell Again") : _ ("_Take Off Sale"));
  sauda_workspace_read_async (workspace, run_list, request, sauda_stock_request_free,
                              (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_listed,
                              g_object_ref (self));
  return self;
}

/**
 * sauda_run_out_window_is_loaded:
 * @self: the window
 *
 * Returns: whether the list is there
 */
gboolean
sauda_run_out_window_is_loaded (SaudaRunOutWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_RUN_OUT_WINDOW (self), FALSE);
  return self->offers != NULL;
}
