#include "sauda-pack-desk.h"

#include "sauda-label-again.h"
#include "sauda-order-packing.h"
#include "sauda-pack-commands.h"
#include "sauda-print-run.h"
#include "sauda-printers.h"
#include "sauda-scanner.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaPackDesk {
  GObject parent_instance;

  GtkWindow *parent;         /* (weak) (nullable) */
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  SaudaScanner *scanner;     /* (owned) (not nullable) */
  SaudaPackWindow *window;   /* (weak) (nullable) once shown */
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaPackDesk, sauda_pack_desk, G_TYPE_OBJECT)

static guint group_signal;

/* A label that is printed again, and where. */
typedef struct {
  char *store;             /* (owned) (not nullable) */
  char *code;              /* (owned) (not nullable) */
  SaudaOrderInfo *order;   /* (owned) (nullable) once found */
  SaudaPrinters *printers; /* (owned) (nullable) once loaded */
} Again;

/* What came of it, on its way. */
typedef struct {
  SaudaPackDesk *desk; /* (owned) (not nullable) */
  Again *again;        /* (owned) (not nullable) */
} Asked;

static void
again_free (gpointer data)
{
  Again *again = data;

  g_free (again->store);
  g_free (again->code);
  g_clear_pointer (&again->order, sauda_order_info_free);
  g_clear_pointer (&again->printers, sauda_printers_free);
  g_free (again);
}

static gpointer
find_label_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Again *again = data;
  const SaudaOrderQuery query = { .stage = -1, .text = again->code };
  g_autoptr (GPtrArray) orders = sauda_orders_list (connection, &query, error);

  if (orders == NULL)
    return NULL;
  for (guint i = 0; i < orders->len && again->order == NULL; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (!g_str_equal (order->code, again->code) || !g_str_equal (order->store, again->store))
      continue;
    again->order = sauda_orders_find (connection, order->store_id, order->code, error);
    if (again->order == NULL)
      return NULL;
  }
  again->printers = sauda_printers_load (connection, error);
  return again->printers != NULL ? again : NULL;
}

static void
show_text (SaudaPackDesk *self, const char *text)
{
  if (self->window != NULL)
    sauda_pack_window_say (self->window, text);
}

static void
on_run_changed (SaudaPrintRun *run, SaudaPackDesk *self)
{
  g_autofree char *text = NULL;

  if (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_FAILED) {
    text = sauda_ui_describe_error (sauda_print_run_get_error (run));
    show_text (self, text);
  } else if (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_DONE) {
    show_text (self, sauda_print_run_get_sentence (run));
  }
}

/* The label as a run of the day makes it, with the mark of the size as it is decided now. */
static void
print_label (SaudaPackDesk *self, SaudaLabelAgain *again, const Again *asked)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);
  const SaudaPrintOptions options = { .kind = SAUDA_PRINT_KIND_WAYBILLS,
                                      .profile =
                                        sauda_printers_get_for (asked->printers, SAUDA_PRINT_KIND_WAYBILLS),
                                      .reason = N_ ("asked for at the packing table") };
  g_autoptr (SaudaPrintRun) run = NULL;

  for (guint page = 0; page < again->labels->len; page++)
    g_array_append_val (pages, page);
  g_ptr_array_add (items, sauda_print_item_new (asked->code, again->path, pages, again->labels));
  run = sauda_print_run_new (self->workspace, GTK_WINDOW (self->window), items, &options);
  /* the file goes with the run */
  g_object_set_data_full (G_OBJECT (run), "labels", again, (GDestroyNotify) sauda_label_again_free);
  g_signal_connect_object (run, "changed", G_CALLBACK (on_run_changed), self, 0);
  sauda_print_run_start (run);
}

static void
on_label_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (SaudaPackDesk) self = asked->desk;
  g_autoptr (GError) error = NULL;
  SaudaLabelAgain *again = sauda_label_again_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&again, sauda_label_again_free);
  } else if (again != NULL) {
    print_label (self, again, asked->again);
  } else {
    g_autofree char *text = sauda_ui_describe_error (error);

    show_text (self, text);
  }
  again_free (asked->again);
  g_free (asked);
}

/* Takes over what was found. */
static void
write_label (SaudaPackDesk *self, Again *found)
{
  Again *again = g_memdup2 (found, sizeof *found);
  const SaudaPrinterProfile *profile = sauda_printers_get_for (again->printers, SAUDA_PRINT_KIND_WAYBILLS);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);
  Asked *asked = g_new0 (Asked, 1);

  *found = (Again){ NULL };
  for (guint place = 1; place <= again->order->label_pages; place++)
    g_ptr_array_add (labels, sauda_print_label_new (place, again->store, again->code, place));
  asked->desk = g_object_ref (self);
  asked->again = again;
  sauda_label_again_async (self->workspace, labels, profile == NULL || profile->stamp, self->cancellable,
                           on_label_written, asked);
}

static void
on_label_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPackDesk) self = SAUDA_PACK_DESK (user_data);
  g_autoptr (GError) error = NULL;
  Again *again = sauda_workspace_read_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (again == NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);

    show_text (self, text);
  } else if (again->order == NULL || again->order->label_path == NULL || again->order->label_pages == 0) {
    show_text (self, _ ("No label was saved for this order. Fetch or import it first."));
  } else {
    write_label (self, again);
  }
}

static void
on_print (SaudaPackWindow *window, const char *store, const char *code, SaudaPackDesk *self)
{
  Again *again = g_new0 (Again, 1);

  again->store = g_strdup (store);
  again->code = g_strdup (code);
  sauda_workspace_read_async (self->workspace, find_label_work, again, again_free, NULL, self->cancellable,
                              on_label_found, g_object_ref (self));
}

static void
on_commands (SaudaPackWindow *window, SaudaPackDesk *self)
{
  sauda_pack_commands_print (GTK_WINDOW (window));
}

static void
on_group (SaudaPackWindow *window, const char *code, SaudaPackDesk *self)
{
  g_signal_emit (self, group_signal, 0, code);
}

static void
on_scanned (SaudaScanner *scanner, const char *code, SaudaPackDesk *self)
{
  sauda_pack_desk_show (self);
  sauda_pack_window_scan (self->window, code);
}

static void
sauda_pack_desk_dispose (GObject *object)
{
  SaudaPackDesk *self = SAUDA_PACK_DESK (object);

  g_cancellable_cancel (self->cancellable);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->scanner);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_pack_desk_parent_class)->dispose (object);
}

static void
sauda_pack_desk_finalize (GObject *object)
{
  g_object_unref (SAUDA_PACK_DESK (object)->cancellable);
  G_OBJECT_CLASS (sauda_pack_desk_parent_class)->finalize (object);
}

static void
sauda_pack_desk_class_init (SaudaPackDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sauda_pack_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_pack_desk_finalize;
  group_signal = g_signal_new ("group", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sauda_pack_desk_init (SaudaPackDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->scanner = sauda_scanner_new ();
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (on_scanned), self, 0);
}

/**
 * sauda_pack_desk_new:
 * @parent: the main window, where scans are listened for
 * @workspace: whose orders are packed
 *
 * Returns: (transfer full): a table that nothing lies on
 */
SaudaPackDesk *
sauda_pack_desk_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaPackDesk *self = g_object_new (SAUDA_TYPE_PACK_DESK, NULL);

  self->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&self->parent, parent);
  sauda_scanner_watch (self->scanner, parent, FALSE);
  return self;
}

/**
 * sauda_pack_desk_show:
 * @self: the table
 *
 * Shows the packing table.
 */
void
sauda_pack_desk_show (SaudaPackDesk *self)
{
  g_return_if_fail (SAUDA_IS_PACK_DESK (self));

  if (self->window == NULL) {
    g_set_weak_pointer (&self->window, sauda_pack_window_new (self->parent, self->workspace));
    sauda_scanner_watch (self->scanner, GTK_WINDOW (self->window), TRUE);
    g_signal_connect_object (self->window, "print", G_CALLBACK (on_print), self, 0);
    g_signal_connect_object (self->window, "commands", G_CALLBACK (on_commands), self, 0);
    g_signal_connect_object (self->window, "group", G_CALLBACK (on_group), self, 0);
  }
  gtk_window_present (GTK_WINDOW (self->window));
}

/**
 * sauda_pack_desk_get_window:
 * @self: the table
 *
 * Returns: (transfer none) (nullable): its window, once it was shown
 */
SaudaPackWindow *
sauda_pack_desk_get_window (SaudaPackDesk *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_DESK (self), NULL);
  return self->window;
}
