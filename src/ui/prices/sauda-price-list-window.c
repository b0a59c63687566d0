#include "sauda-price-list-window.h"

#include "sauda-compat.h"
#include "sauda-order-sentences.h"
#include "sauda-price-list-window-private.h"
#include "sauda-stores.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-warehouses-window.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* Rows of a list box; the sentence above counts all of them, and the last row the others. */
#define SHOWN_ROWS 300
#define SHOWN_WARNINGS 20

G_DEFINE_FINAL_TYPE (SaudaPriceListWindow, sauda_price_list_window, ADW_TYPE_WINDOW)

static guint changed_signal;

typedef struct {
  gint64 store_id;
  gint64 now_ms;
  gint confirmed;
  char *path; /* (owned) (nullable) */
} Request;

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->path);
  g_free (data);
}

static Request *
request_new (SaudaPriceListWindow *self)
{
  Request *request = g_new0 (Request, 1);
  guint chosen = gtk_drop_down_get_selected (self->store);

  if (self->stores != NULL && chosen < self->stores->len)
    request->store_id = ((SaudaStoreInfo *) g_ptr_array_index (self->stores, chosen))->id;
  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static gpointer
run_stores (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stores_list (connection, error);
}

static gpointer
run_desk (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return sauda_price_list_desk_read (connection, request->store_id, request->now_ms, error);
}

static gpointer
run_write (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return GINT_TO_POINTER (sauda_price_list_desk_write (connection, request->store_id, request->path,
                                                       request->confirmed, request->now_ms, error));
}

void
sauda_price_list_window_emit_changed (SaudaPriceListWindow *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* What went wrong, or nothing. It stays until something else is done. */
void
sauda_price_list_window_complain (SaudaPriceListWindow *self, const char *text)
{
  gtk_label_set_label (self->complaint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), text != NULL);
}

static void
start_work (SaudaPriceListWindow *self)
{
  self->works++;
  gtk_spinner_start (self->spinner);
}

/* Something that a person asked for begins; it is seen. */
void
sauda_price_list_window_begin (SaudaPriceListWindow *self)
{
  sauda_price_list_window_complain (self, NULL);
  start_work (self);
}

/* It is over, and what went wrong is told. FALSE when nobody looks any more. */
gboolean
sauda_price_list_window_end (SaudaPriceListWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? sauda_ui_describe_error (error) : NULL;

  self->works--;
  if (self->workspace == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (self->works == 0)
    gtk_spinner_stop (self->spinner);
  if (text != NULL)
    sauda_price_list_window_complain (self, text);
  return TRUE;
}

static GtkWidget *
create_difference (const SaudaListDifference *difference)
{
  GtkWidget *row = adw_action_row_new ();
  /* what is dated is Kaspi's list against the merchant's own, anything else a list against the one before */
  g_autofree char *values =
    difference->since_ms > 0
      ? g_strdup_printf (_ ("%s at Kaspi, %s here"), difference->before, difference->after)
      : g_strdup_printf ("%s → %s", difference->before, difference->after);
  g_autofree char *since =
    difference->since_ms > 0 ? sauda_day_format_short (sauda_day_from_ms (difference->since_ms)) : NULL;
  g_autofree char *since_text = since != NULL ? g_strdup_printf (_ ("since %s"), since) : NULL;
  g_autofree char *text = g_strjoin (
    " · ", difference->field, difference->change != NULL ? difference->change : values,
    difference->change != NULL ? values : since_text, difference->change != NULL ? since_text : NULL, NULL);
  g_autofree char *title = g_markup_escape_text (difference->sku, -1);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
create_rest (guint rest)
{
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  return label;
}

/* What differs, a row each. */
void
sauda_price_list_window_fill_differences (GtkListBox *list, GPtrArray *differences)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; i < MIN (differences->len, SHOWN_ROWS); i++)
    gtk_list_box_append (list, create_difference (g_ptr_array_index (differences, i)));
  if (differences->len > SHOWN_ROWS)
    gtk_list_box_append (list, create_rest (differences->len - SHOWN_ROWS));
  gtk_widget_set_visible (GTK_WIDGET (list), differences->len > 0);
}

/* The first of them; the command line tells all. */
void
sauda_price_list_window_fill_warnings (GtkLabel *label, GPtrArray *warnings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (warnings->len, SHOWN_WARNINGS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (warnings, i));
  if (warnings->len > SHOWN_WARNINGS) {
    guint rest = warnings->len - SHOWN_WARNINGS;

    g_string_append_c (text, '\n');
    g_string_append_printf (text, ngettext ("and %u more", "and %u more", rest), rest);
  }
  gtk_label_set_label (label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (label), text->len > 0);
}

/* How many offers the person confirmed to be missing; -1 when nothing was typed. */
gint
sauda_price_list_window_get_confirmed (SaudaPriceListWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->confirmed));
  guint64 number;

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &number, NULL) ? (gint) number : -1;
}

/* What a rule asks for before the button can be pressed. */
static void
update (SaudaPriceListWindow *self)
{
  const SaudaPriceListDesk *desk = self->desk;
  gboolean confirmed = desk != NULL && sauda_price_list_check_loss (
                                         &desk->loss, sauda_price_list_window_get_confirmed (self), NULL);
  gboolean may = desk != NULL && desk->offers > 0 &&
                 *gtk_editable_get_text (GTK_EDITABLE (self->place)) != '\0' && confirmed &&
                 (desk->run_out == 0 || gtk_check_button_get_active (self->accept)) && self->works == 0;

  gtk_widget_set_sensitive (self->publish, may);
  gtk_widget_set_sensitive (self->save, confirmed);
}

static void
show_demands (SaudaPriceListWindow *self)
{
  const SaudaPriceListDesk *desk = self->desk;
  g_autofree char *partial = g_strdup_printf (
    _ (
      "The list lacks %u of the %u offers of the last one; Kaspi would take them off sale. To publish it all "
      "the same, type that number."),
    desk->loss.gone, desk->loss.last_offers);
  g_autofree char *accept =
    g_strdup_printf (ngettext ("Yes, this list takes %u offer that has run out off sale",
                               "Yes, this list takes %u offers that have run out off sale", desk->run_out),
                     desk->run_out);

  gtk_label_set_label (self->partial, partial);
  gtk_widget_set_visible (self->partial_row, desk->loss.is_partial);
  gtk_check_button_set_label (self->accept, accept);
  gtk_widget_set_visible (GTK_WIDGET (self->accept), desk->run_out > 0);
}

static void
show_desk (SaudaPriceListWindow *self)
{
  const SaudaPriceListDesk *desk = self->desk;
  g_autofree char *summary =
    g_strdup_printf (_ ("%u offers, %u of them on sale, %u without a price and not in the list."),
                     desk->offers, desk->on_sale, desk->without_price);
  g_autofree char *changes =
    desk->is_first ? g_strdup (_ ("Nothing was published before, so there is nothing to compare with."))
                   : g_strdup_printf (ngettext ("%u change against the list that was published last",
                                                "%u changes against the list that was published last",
                                                desk->differences->len),
                                      desk->differences->len);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->changes, changes);
  sauda_price_list_window_fill_warnings (self->warnings, desk->warnings);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->place)) == '\0' && desk->place != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->place), desk->place);
  sauda_price_list_window_fill_differences (self->diff, desk->differences);
  sauda_price_list_window_show_history (self);
  sauda_price_list_window_show_serving (self);
  show_demands (self);
}

static void
on_desk (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPriceListDesk *desk = sauda_workspace_read_finish (source, result, &error);

  if (!sauda_price_list_window_end (self, error)) {
    g_clear_pointer (&desk, sauda_price_list_desk_free);
    return;
  }
  if (desk != NULL) {
    g_clear_pointer (&self->desk, sauda_price_list_desk_free);
    self->desk = desk;
    show_desk (self);
  }
  update (self);
}

/* Makes the list anew; why the one before did not go out is still told. */
void
sauda_price_list_window_read (SaudaPriceListWindow *self)
{
  start_work (self);
  sauda_workspace_read_async (self->workspace, run_desk, request_new (self), request_free,
                              sauda_price_list_desk_free, self->cancellable, on_desk, g_object_ref (self));
}

/* The store whose own list was compared is the one that all pages of the window speak of. */
void
sauda_price_list_window_choose_drift_store (SaudaPriceListWindow *self)
{
  for (guint i = 0; self->stores != NULL && i < self->stores->len; i++)
    if (g_strcmp0 (((SaudaStoreInfo *) g_ptr_array_index (self->stores, i))->name, self->drift_store) == 0)
      gtk_drop_down_set_selected (self->store, i);
}

static void
on_store (SaudaPriceListWindow *self)
{
  if (self->filling || self->stores == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->place), "");
  gtk_editable_set_text (GTK_EDITABLE (self->confirmed), "");
  gtk_check_button_set_active (self->accept, FALSE);
  sauda_price_list_window_complain (self, NULL);
  sauda_price_list_window_read (self);
}

static void
on_stores (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *stores = sauda_workspace_read_finish (source, result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (!sauda_price_list_window_end (self, error)) {
    g_clear_pointer (&stores, g_ptr_array_unref);
    return;
  }
  if (stores == NULL)
    return;
  self->stores = stores;
  for (guint i = 0; i < stores->len; i++)
    gtk_string_list_append (names, ((SaudaStoreInfo *) g_ptr_array_index (stores, i))->name);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->store, G_LIST_MODEL (names));
  sauda_price_list_window_choose_drift_store (self);
  self->filling = FALSE;
  if (stores->len > 0)
    sauda_price_list_window_read (self);
  else
    gtk_label_set_label (self->summary, _ ("There is no store yet. Add one in Settings."));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_read_finish (source, result, &error);

  if (sauda_price_list_window_end (self, error) && done != NULL)
    sauda_ui_show_text (GTK_WIDGET (self->stack),
                        _ ("The list is saved. Upload it in the merchant cabinet."));
}

static void
on_path_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPriceListWindow) self = SAUDA_PRICE_LIST_WINDOW (user_data);
  g_autoptr (GFile) file = sauda_compat_save_file_finish (result, NULL);
  Request *request;

  if (file == NULL || self->workspace == NULL)
    return;
  request = request_new (self);
  request->path = g_file_get_path (file);
  request->confirmed = sauda_price_list_window_get_confirmed (self);
  sauda_price_list_window_begin (self);
  sauda_workspace_read_async (self->workspace, run_write, request, request_free, NULL, self->cancellable,
                              on_written, g_object_ref (self));
}

static void
on_save (SaudaPriceListWindow *self)
{
  g_autofree char *name = g_strdup_printf (
    "%s.xml", self->desk != NULL && self->desk->merchant_id != NULL ? self->desk->merchant_id : "price-list");

  sauda_compat_save_file_async (GTK_WINDOW (self), _ ("Price List as XML or XLSX"), name, self->cancellable,
                                on_path_chosen, g_object_ref (self));
}

static void
on_warehouses (SaudaPriceListWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->store);
  const SaudaStoreInfo *store;
  SaudaWarehousesWindow *window;

  if (self->stores == NULL || chosen >= self->stores->len)
    return;
  store = g_ptr_array_index (self->stores, chosen);
  window = sauda_warehouses_window_new (GTK_WINDOW (self), self->workspace, store->id, store->warehouse);
  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_price_list_window_read), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_price_list_window_emit_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_publish (SaudaPriceListWindow *self)
{
  sauda_price_list_window_start_publish (self, 0, sauda_price_list_window_get_confirmed (self));
}

static void
sauda_price_list_window_dispose (GObject *object)
{
  SaudaPriceListWindow *self = SAUDA_PRICE_LIST_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->foreign);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_price_list_window_parent_class)->dispose (object);
}

static void
sauda_price_list_window_finalize (GObject *object)
{
  SaudaPriceListWindow *self = SAUDA_PRICE_LIST_WINDOW (object);

  g_clear_pointer (&self->stores, g_ptr_array_unref);
  g_clear_pointer (&self->desk, sauda_price_list_desk_free);
  g_free (self->drift_path);
  g_free (self->drift_store);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_price_list_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/prices/sauda-price-list-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SaudaPriceListWindow, name)
  BIND (stack);
  BIND (store);
  BIND (summary);
  BIND (warnings);
  BIND (changes);
  BIND (diff);
  BIND (place);
  BIND (publish);
  BIND (save);
  BIND (partial_row);
  BIND (partial);
  BIND (confirmed);
  BIND (accept);
  BIND (url);
  BIND (user);
  BIND (password);
  BIND (port);
  BIND (serve);
  BIND (served);
  BIND (complaint);
  BIND (no_history);
  BIND (history);
  BIND (drift_summary);
  BIND (drift_warnings);
  BIND (adopt);
  BIND (drift);
  BIND (spinner);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_store);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_warehouses);
  gtk_widget_class_bind_template_callback (widget_class, on_publish);
  gtk_widget_class_bind_template_callback (widget_class, sauda_price_list_window_check_url);
  gtk_widget_class_bind_template_callback (widget_class, sauda_price_list_window_set_serving);
  gtk_widget_class_bind_template_callback (widget_class, sauda_price_list_window_choose_drift);
  gtk_widget_class_bind_template_callback (widget_class, sauda_price_list_window_adopt);
}

static void
sauda_price_list_window_class_init (SaudaPriceListWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_price_list_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_price_list_window_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_price_list_window_init (SaudaPriceListWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What goes out is made when it goes: the window shows no list that is older. */
static void
on_foreign (SaudaPriceListWindow *self)
{
  if (self->stores != NULL && self->stores->len > 0)
    sauda_price_list_window_read (self);
}

/**
 * sauda_price_list_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaPriceListWindow *
sauda_price_list_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaPriceListWindow *self = g_object_new (SAUDA_TYPE_PRICE_LIST_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->foreign = sauda_foreign_changes_new (workspace);
  g_signal_connect_object (self->foreign, "changed", G_CALLBACK (on_foreign), self, G_CONNECT_SWAPPED);
  sauda_price_list_window_read_serving (self);
  sauda_price_list_window_show_serving (self);
  sauda_price_list_window_begin (self);
  sauda_workspace_read_async (workspace, run_stores, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_stores, g_object_ref (self));
  return self;
}

/**
 * sauda_price_list_window_is_busy:
 * @self: the window
 *
 * Returns: whether something is being read or published
 */
gboolean
sauda_price_list_window_is_busy (SaudaPriceListWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PRICE_LIST_WINDOW (self), FALSE);
  return self->works > 0;
}

/**
 * sauda_price_list_window_set_place:
 * @self: the window
 * @place: where the list is published
 */
void
sauda_price_list_window_set_place (SaudaPriceListWindow *self, const char *place)
{
  g_return_if_fail (SAUDA_IS_PRICE_LIST_WINDOW (self));
  gtk_editable_set_text (GTK_EDITABLE (self->place), place);
}

/**
 * sauda_price_list_window_publish:
 * @self: the window
 *
 * Publishes the list that is shown.
 */
void
sauda_price_list_window_publish (SaudaPriceListWindow *self)
{
  g_return_if_fail (SAUDA_IS_PRICE_LIST_WINDOW (self));
  if (gtk_widget_get_sensitive (self->publish))
    on_publish (self);
}
