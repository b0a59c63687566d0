#include "sauda-offer-terms-window.h"

#include "sauda-money.h"
#include "sauda-offer-term-row.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaOfferTermsWindow {
  AdwWindow parent_instance;

  GtkLabel *complaint;   /* (unowned) (not nullable) */
  GtkLabel *about;       /* (unowned) (not nullable) */
  GtkListBox *prices;    /* (unowned) (not nullable) */
  GtkWidget *no_cities;  /* (unowned) (not nullable) */
  GtkListBox *days;      /* (unowned) (not nullable) */
  GtkWidget *reason_box; /* (unowned) (not nullable) */
  GtkEntry *reason;      /* (unowned) (not nullable) */
  GtkWidget *apply;      /* (unowned) (not nullable) */
  GtkWidget *cancel;     /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;  /* (owned) (nullable) until dispose */
  SaudaOfferTermSheet *sheet; /* (owned) (nullable) as it was read, with what is typed */
  gint64 offer_id;
  guint works; /* on their way */
};

G_DEFINE_FINAL_TYPE (SaudaOfferTermsWindow, sauda_offer_terms_window, ADW_TYPE_WINDOW)

static guint done_signal;

typedef struct {
  SaudaOfferTermSheet *sheet; /* (unowned) (nullable) the window's, which stands still while it is written */
  char *reason;               /* (owned) (nullable) */
  gint64 offer_id;
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->reason);
  g_free (data);
}

static Request *
request_new (SaudaOfferTermsWindow *self)
{
  Request *request = g_new0 (Request, 1);

  request->sheet = self->sheet;
  request->reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  request->offer_id = self->offer_id;
  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static gpointer
run_read (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return sauda_offer_term_sheet_read (connection, request->offer_id, request->now_ms, error);
}

static gpointer
run_apply (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  const SaudaOfferTermChange change = { SAUDA_STOCK_WHO, request->reason, request->now_ms };

  return sauda_offer_term_sheet_apply (connection, request->sheet, &change, error);
}

static void
complain (SaudaOfferTermsWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? sauda_ui_describe_error (error) : g_strdup ("");

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), error != NULL);
}

/* Reads the rows of @list; FALSE when one cannot be read. */
static gboolean
read_rows (GtkListBox *list)
{
  gboolean readable = TRUE;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (SAUDA_IS_OFFER_TERM_ROW (row))
      readable &= sauda_offer_term_row_read (SAUDA_OFFER_TERM_ROW (row));
  return readable;
}

/* The one place that decides whether it can be written. */
static void
update (SaudaOfferTermsWindow *self)
{
  gboolean reason = *gtk_editable_get_text (GTK_EDITABLE (self->reason)) != '\0';
  gboolean allowed = TRUE, below = FALSE;
  guint changes = 0;

  if (self->sheet == NULL || self->works > 0) {
    gtk_widget_set_sensitive (self->apply, FALSE);
    return;
  }
  allowed &= read_rows (self->prices);
  allowed &= read_rows (self->days);
  for (guint i = 0; i < self->sheet->lines->len; i++) {
    SaudaPriceVerdict verdict =
      sauda_offer_term_sheet_judge (self->sheet, &g_array_index (self->sheet->lines, SaudaOfferTermLine, i));

    changes += verdict != SAUDA_PRICE_SAME;
    below |= verdict == SAUDA_PRICE_BELOW_FLOOR;
    allowed &=
      verdict == SAUDA_PRICE_SAME || verdict == SAUDA_PRICE_FINE || verdict == SAUDA_PRICE_BELOW_FLOOR;
  }
  gtk_widget_set_visible (self->reason_box, below);
  gtk_widget_set_sensitive (self->apply, allowed && changes > 0 && (!below || reason));
}

static void
clear (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
fill (SaudaOfferTermsWindow *self)
{
  const SaudaOfferTermSheet *sheet = self->sheet;
  g_autofree char *price = sheet->price >= 0 ? sauda_money_format (sheet->price) : g_strdup ("–");
  g_autofree char *about = g_strjoin (" · ", sheet->store, sheet->sku, price, sheet->title, NULL);
  guint cities = 0;

  gtk_label_set_label (self->about, about);
  for (guint i = 0; i < sheet->lines->len; i++) {
    gboolean is_price = g_array_index (sheet->lines, SaudaOfferTermLine, i).city_id != NULL;
    SaudaOfferTermRow *row = sauda_offer_term_row_new (sheet, i);

    cities += is_price;
    g_signal_connect_swapped (row, "changed", G_CALLBACK (update), self);
    gtk_list_box_append (is_price ? self->prices : self->days, GTK_WIDGET (row));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->prices), cities > 0);
  gtk_widget_set_visible (self->no_cities, cities == 0);
}

/* The first field: the rows come after the window. Whoever stands in one already stays there. */
static void
focus_first (SaudaOfferTermsWindow *self)
{
  GtkListBox *list = gtk_widget_get_visible (GTK_WIDGET (self->prices)) ? self->prices : self->days;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, 0);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (row != NULL && (focus == NULL || focus == self->cancel))
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOfferTermsWindow) self = SAUDA_OFFER_TERMS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaOfferTermSheet) sheet = sauda_workspace_read_finish (source, result, &error);

  self->works--;
  if (self->workspace == NULL)
    return;
  if (sheet == NULL) {
    complain (self, error);
    return;
  }
  /* The rows look at the sheet. */
  clear (self->prices);
  clear (self->days);
  sauda_offer_term_sheet_free (self->sheet);
  self->sheet = g_steal_pointer (&sheet);
  fill (self);
  update (self);
  focus_first (self);
}

static void
load (SaudaOfferTermsWindow *self)
{
  self->works++;
  sauda_workspace_read_async (self->workspace, run_read, request_new (self), request_free,
                              (GDestroyNotify) sauda_offer_term_sheet_free, NULL, on_read,
                              g_object_ref (self));
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaOfferTermsWindow) self = SAUDA_OFFER_TERMS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) changes = sauda_workspace_write_finish (source, result, &error);

  self->works--;
  if (changes != NULL)
    g_signal_emit (self, done_signal, 0, changes);
  if (self->workspace == NULL)
    return;
  if (changes != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  complain (self, error);
  /* What somebody else just did is shown, and not written over. */
  load (self);
}

static void
on_apply (SaudaOfferTermsWindow *self)
{
  Request *request = request_new (self);

  self->works++;
  update (self);
  sauda_workspace_write_async (self->workspace, run_apply, request, request_free,
                               (GDestroyNotify) g_array_unref, NULL, on_applied, g_object_ref (self));
}

static void
sauda_offer_terms_window_dispose (GObject *object)
{
  g_clear_object (&SAUDA_OFFER_TERMS_WINDOW (object)->workspace);
  G_OBJECT_CLASS (sauda_offer_terms_window_parent_class)->dispose (object);
}

static void
sauda_offer_terms_window_finalize (GObject *object)
{
  sauda_offer_term_sheet_free (SAUDA_OFFER_TERMS_WINDOW (object)->sheet);
  G_OBJECT_CLASS (sauda_offer_terms_window_parent_class)->finalize (object);
}

static void
sauda_offer_terms_window_class_init (SaudaOfferTermsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_offer_terms_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_offer_terms_window_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_ARRAY);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/prices/sauda-offer-terms-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, prices);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, no_cities);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, days);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, reason_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, apply);
  gtk_widget_class_bind_template_child (widget_class, SaudaOfferTermsWindow, cancel);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_offer_terms_window_init (SaudaOfferTermsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_offer_terms_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @offer_id: an offer
 *
 * Changes what the offer costs in each city, and how many days it takes as a pre-order. The signal `done` has
 * the changes as a #GArray of numbers, for sauda_offer_term_sheet_undo().
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaOfferTermsWindow *
sauda_offer_terms_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gint64 offer_id)
{
  SaudaOfferTermsWindow *self = g_object_new (SAUDA_TYPE_OFFER_TERMS_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->offer_id = offer_id;
  load (self);
  return self;
}

/**
 * sauda_offer_terms_window_is_busy:
 * @self: the window
 *
 * Returns: whether something is being written or read
 */
gboolean
sauda_offer_terms_window_is_busy (SaudaOfferTermsWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_OFFER_TERMS_WINDOW (self), FALSE);
  return self->works > 0;
}
