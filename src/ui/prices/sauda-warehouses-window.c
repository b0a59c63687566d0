#include "sauda-warehouses-window.h"

#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-warehouse-row.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaWarehousesWindow {
  AdwWindow parent_instance;

  GtkLabel *complaint; /* (unowned) (not nullable) */
  GtkListBox *list;    /* (unowned) (not nullable) */
  GtkEntry *name;      /* (unowned) (not nullable) of another warehouse */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  char *usual;               /* (owned) (not nullable) the store's own warehouse */
  gint64 store_id;
  guint works; /* on their way */
};

G_DEFINE_FINAL_TYPE (SaudaWarehousesWindow, sauda_warehouses_window, ADW_TYPE_WINDOW)

static guint changed_signal;

typedef struct {
  gint64 store_id;
  char *usual;               /* (owned) (not nullable) */
  SaudaWarehouse *warehouse; /* (owned) (nullable) that is to be written */
  char *reason;              /* (owned) (nullable) */
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  sauda_warehouse_free (request->warehouse);
  g_free (request->usual);
  g_free (request->reason);
  g_free (request);
}

static Request *
request_new (SaudaWarehousesWindow *self)
{
  Request *request = g_new0 (Request, 1);

  request->store_id = self->store_id;
  request->usual = g_strdup (self->usual);
  request->now_ms = sauda_workspace_get_now (self->workspace);
  return request;
}

static gpointer
run_list (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return sauda_warehouses_read (connection, request->store_id, request->usual, error);
}

static gpointer
run_set (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  const SaudaWarehouseChange change = { SAUDA_STOCK_WHO, request->reason, request->now_ms };

  return sauda_warehouses_set_beside (connection, request->store_id, request->usual, request->warehouse,
                                      &change, error)
           ? run_list (connection, data, error)
           : NULL;
}

static void
complain (SaudaWarehousesWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? sauda_ui_describe_error (error) : g_strdup ("");

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), error != NULL);
}

static void on_save (SaudaWarehouseRow *row, SaudaWarehousesWindow *self);

static void
fill (SaudaWarehousesWindow *self, GPtrArray *warehouses)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < warehouses->len; i++) {
    SaudaWarehouseRow *row = sauda_warehouse_row_new (g_ptr_array_index (warehouses, i));

    g_signal_connect (row, "save", G_CALLBACK (on_save), self);
    gtk_list_box_append (self->list, GTK_WIDGET (row));
  }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWarehousesWindow) self = SAUDA_WAREHOUSES_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warehouses = sauda_workspace_read_finish (source, result, &error);

  self->works--;
  if (self->workspace == NULL)
    return;
  if (warehouses != NULL)
    fill (self, warehouses);
  complain (self, error);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWarehousesWindow) self = SAUDA_WAREHOUSES_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warehouses = sauda_workspace_write_finish (source, result, &error);

  self->works--;
  if (warehouses != NULL)
    g_signal_emit (self, changed_signal, 0);
  if (self->workspace == NULL)
    return;
  if (warehouses != NULL)
    fill (self, warehouses);
  complain (self, error);
}

static void
set (SaudaWarehousesWindow *self, SaudaWarehouse *warehouse, const char *reason)
{
  Request *request = request_new (self);

  request->warehouse = warehouse;
  request->reason = g_strdup (reason);
  self->works++;
  sauda_workspace_write_async (self->workspace, run_set, request, request_free,
                               (GDestroyNotify) g_ptr_array_unref, NULL, on_set, g_object_ref (self));
}

static void
on_save (SaudaWarehouseRow *row, SaudaWarehousesWindow *self)
{
  g_autoptr (GError) error = NULL;
  SaudaWarehouse *warehouse = sauda_warehouse_row_dup (row, &error);

  complain (self, error);
  if (warehouse != NULL)
    set (self, warehouse, sauda_warehouse_row_get_reason (row));
}

static void
on_add (SaudaWarehousesWindow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  SaudaWarehouse *warehouse;

  if (*name == '\0')
    return;
  warehouse = g_new0 (SaudaWarehouse, 1);
  warehouse->name = g_steal_pointer (&name);
  warehouse->selling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  set (self, warehouse, NULL);
}

static void
sauda_warehouses_window_dispose (GObject *object)
{
  g_clear_object (&SAUDA_WAREHOUSES_WINDOW (object)->workspace);
  G_OBJECT_CLASS (sauda_warehouses_window_parent_class)->dispose (object);
}

static void
sauda_warehouses_window_finalize (GObject *object)
{
  g_free (SAUDA_WAREHOUSES_WINDOW (object)->usual);
  G_OBJECT_CLASS (sauda_warehouses_window_parent_class)->finalize (object);
}

static void
sauda_warehouses_window_class_init (SaudaWarehousesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_warehouses_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_warehouses_window_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/prices/sauda-warehouses-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehousesWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehousesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaWarehousesWindow, name);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_warehouses_window_init (SaudaWarehousesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_warehouses_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @store_id: a store
 * @usual: the store's own warehouse
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaWarehousesWindow *
sauda_warehouses_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gint64 store_id, const char *usual)
{
  SaudaWarehousesWindow *self = g_object_new (SAUDA_TYPE_WAREHOUSES_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->store_id = store_id;
  self->usual = g_strdup (usual);
  self->works++;
  sauda_workspace_read_async (workspace, run_list, request_new (self), request_free,
                              (GDestroyNotify) g_ptr_array_unref, NULL, on_listed, g_object_ref (self));
  return self;
}

/**
 * sauda_warehouses_window_is_busy:
 * @self: the window
 *
 * Returns: whether something is being written or read
 */
gboolean
sauda_warehouses_window_is_busy (SaudaWarehousesWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WAREHOUSES_WINDOW (self), FALSE);
  return self->works > 0;
}
