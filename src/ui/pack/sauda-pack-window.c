#include "sauda-pack-window.h"

#include "sauda-order-packing.h"
#include "sauda-pack-band.h"
#include "sauda-pack-check.h"
#include "sauda-pack-line-row.h"
#include "sauda-pack-look-up.h"
#include "sauda-pack-scan.h"
#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

struct _SaudaPackWindow {
  AdwWindow parent_instance;

  SaudaPackBand *band;      /* (unowned) (not nullable) */
  GtkLabel *heading;        /* (unowned) (not nullable) */
  GtkLabel *details;        /* (unowned) (not nullable) */
  GtkListBox *lines;        /* (unowned) (not nullable) */
  GtkWidget *packed_button; /* (unowned) (not nullable) */
  GtkWidget *hold_button;   /* (unowned) (not nullable) */
  GtkWidget *print_button;  /* (unowned) (not nullable) */
  GtkWidget *undo_button;   /* (unowned) (not nullable) */
  GtkWidget *entry;         /* (unowned) (not nullable) what is typed by hand, or by a scanner that is slow */

  SaudaWorkspace *workspace; /* (owned) (nullable) after dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
  SaudaOrderInfo *order;     /* (owned) (nullable) on the table */
  SaudaPackCheck *check;     /* (owned) (nullable) of @order */
  SaudaPacking packing;      /* of @order */
  GQueue waiting;            /* (element-type utf8) scans that came while one is looked up */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (SaudaPackWindow, sauda_pack_window, ADW_TYPE_WINDOW)

static guint print_signal;
static guint group_signal;
static guint commands_signal;

static gboolean
is_gone_away (SaudaStage stage)
{
  return stage == SAUDA_STAGE_CANCELLED || stage == SAUDA_STAGE_CANCELLING || stage == SAUDA_STAGE_RETURNED;
}

static void
update_buttons (SaudaPackWindow *self)
{
  gboolean open = self->order != NULL && !self->busy;

  gtk_widget_set_sensitive (self->packed_button, open && self->packing != SAUDA_PACKING_PACKED &&
                                                   !is_gone_away (self->order->stage));
  gtk_widget_set_sensitive (self->hold_button, open && self->packing != SAUDA_PACKING_HELD);
  gtk_widget_set_sensitive (self->print_button, open);
  gtk_widget_set_sensitive (self->undo_button, open && (sauda_pack_check_is_begun (self->check) ||
                                                        self->packing != SAUDA_PACKING_OPEN));
}

static void
show_lines (SaudaPackWindow *self)
{
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_list_box_remove (self->lines, row);
  for (guint i = 0; self->order != NULL && i < self->order->lines->len; i++) {
    gtk_list_box_append (self->lines, sauda_pack_line_row_new (g_ptr_array_index (self->order->lines, i),
                                                               sauda_pack_check_get_scanned (self->check, i),
                                                               sauda_pack_check_get_wanted (self->check, i)));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->lines), self->order != NULL);
}

static void
show_order (SaudaPackWindow *self)
{
  g_autofree char *details = NULL;

  gtk_label_set_label (self->heading, self->order != NULL ? self->order->code : _ ("Scan a waybill"));
  if (self->order != NULL)
    details = g_strdup_printf ("%s · %s", self->order->store, sauda_stage_get_title (self->order->stage));
  gtk_label_set_label (self->details,
                       details != NULL ? details : _ ("Its pieces appear here. Then scan each piece."));
  show_lines (self);
  update_buttons (self);
}

static const char *
describe_packing (SaudaPacking packing)
{
  switch (packing) {
  case SAUDA_PACKING_PACKED:
    return _ ("Packed");
  case SAUDA_PACKING_HELD:
    return _ ("Put aside");
  default:
    return _ ("Taken out again");
  }
}

/* Where an order is put. */
typedef struct {
  gint64 order_id;
  SaudaPacking packing;
  gint64 now_ms;
} Put;

static gpointer
put_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Put *put = data;
  const SaudaOrderEdit edit = { .who = g_get_user_name (), .now_ms = put->now_ms };

  return GINT_TO_POINTER (sauda_orders_set_packing (connection, put->order_id, put->packing, &edit, error));
}

static void scan_next (SaudaPackWindow *self);

static void
end_work (SaudaPackWindow *self)
{
  self->busy = FALSE;
  update_buttons (self);
  scan_next (self);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPackWindow) self = SAUDA_PACK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = sauda_workspace_write_finish (source, result, &error) != NULL;

  if (self->workspace == NULL)
    return;
  if (!done) {
    g_autofree char *text = sauda_ui_describe_error (error);

    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, text);
    show_order (self);
  }
  end_work (self);
}

static void
put (SaudaPackWindow *self, SaudaPacking packing)
{
  Put values = { self->order->id, packing, 0 };

  values.now_ms = sauda_workspace_get_now (self->workspace);
  self->busy = TRUE;
  self->packing = packing;
  sauda_pack_band_say (self->band,
                       packing == SAUDA_PACKING_PACKED ? SAUDA_PACK_MOOD_RIGHT : SAUDA_PACK_MOOD_QUIET,
                       describe_packing (packing));
  update_buttons (self);
  sauda_workspace_write_async (self->workspace, put_work, g_memdup2 (&values, sizeof values), g_free, NULL,
                               NULL, on_put, g_object_ref (self));
}

static void
on_packed (SaudaPackWindow *self)
{
  put (self, SAUDA_PACKING_PACKED);
}

static void
on_hold (SaudaPackWindow *self)
{
  put (self, SAUDA_PACKING_HELD);
}

static void
on_print (SaudaPackWindow *self)
{
  g_signal_emit (self, print_signal, 0, self->order->store, self->order->code);
}

/* Where the scanner fails, or there is none. */
static void
on_typed (SaudaPackWindow *self, GtkEntry *entry)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  if (*g_strstrip (text) != '\0')
    sauda_pack_window_scan (self, text);
}

static void
on_commands (SaudaPackWindow *self)
{
  g_signal_emit (self, commands_signal, 0);
}

static void
on_undo (SaudaPackWindow *self)
{
  if (self->packing != SAUDA_PACKING_OPEN) {
    /* the scan of the last piece packed it: both are one to whoever scanned */
    if (self->packing == SAUDA_PACKING_PACKED && sauda_pack_check_is_complete (self->check) &&
        sauda_pack_check_undo (self->check))
      show_lines (self);
    put (self, SAUDA_PACKING_OPEN);
  } else if (sauda_pack_check_undo (self->check)) {
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_QUIET, _ ("The last piece is taken back"));
    show_lines (self);
    update_buttons (self);
  }
}

/* Scanned pieces do not change that an order is not to be sent. */
static gboolean
refuse_gone (SaudaPackWindow *self)
{
  g_autofree char *text = NULL;

  if (self->order == NULL || !is_gone_away (self->order->stage))
    return FALSE;
  text = g_strdup_printf (_ ("Do not pack: %s"), sauda_stage_get_title (self->order->stage));
  sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, text);
  return TRUE;
}

static void
take_order (SaudaPackWindow *self, SaudaPackLookUp *look_up)
{
  if (look_up->order == NULL) {
    g_autofree char *text = g_strdup_printf (_ ("No order has the number %s"), look_up->code);

    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, text);
    return;
  }
  g_clear_pointer (&self->check, sauda_pack_check_free);
  g_clear_pointer (&self->order, sauda_order_info_free);
  self->order = g_steal_pointer (&look_up->order);
  self->packing = look_up->packing;
  self->check = sauda_pack_check_new (self->order);
  if (refuse_gone (self)) {
    /* said */
  } else if (self->packing == SAUDA_PACKING_PACKED) {
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, _ ("This order is packed already"));
  } else if (look_up->n_orders > 1) {
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_QUIET,
                         _ ("Two stores have this number. Compare the store with the waybill."));
  } else {
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_QUIET, _ ("Scan its pieces"));
  }
  show_order (self);
}

static void
tick_off (SaudaPackWindow *self, const SaudaPackLookUp *look_up)
{
  g_autofree char *unknown = g_strdup_printf (_ ("Nothing is known about %s"), look_up->code);

  switch (sauda_pack_check_scan (self->check, look_up->code, look_up->matches)) {
  case SAUDA_PACK_WRONG_SIZE:
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, _ ("Wrong size"));
    break;
  case SAUDA_PACK_TOO_MANY:
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, _ ("One piece too many"));
    break;
  case SAUDA_PACK_WRONG_PRODUCT:
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG,
                         look_up->matches->len > 0 ? _ ("Not of this order") : unknown);
    break;
  default:
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_QUIET, _ ("Scan its pieces"));
    break;
  }
  show_lines (self);
  update_buttons (self);
}

static void
take_product (SaudaPackWindow *self, const SaudaPackLookUp *look_up)
{
  if (look_up->matches->len == 0 && self->order == NULL) {
    g_autofree char *text = g_strdup_printf (_ ("Nothing is known about %s"), look_up->code);

    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_QUIET, text);
    g_signal_emit (self, group_signal, 0, look_up->code);
  } else if (self->order == NULL) {
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, _ ("Scan the waybill first"));
  } else if (!refuse_gone (self)) {
    tick_off (self, look_up);
  }
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPackWindow) self = SAUDA_PACK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPackLookUp *look_up = sauda_workspace_read_finish (source, result, &error);

  if (self->workspace == NULL) {
    g_clear_pointer (&look_up, sauda_pack_look_up_free);
    return;
  }
  if (look_up == NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);

    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, text);
  } else if (look_up->is_order) {
    take_order (self, look_up);
  } else {
    take_product (self, look_up);
  }
  g_clear_pointer (&look_up, sauda_pack_look_up_free);
  self->busy = FALSE;
  /* the last piece packs the parcel */
  if (self->check != NULL && !sauda_pack_band_is_wrong (self->band) && self->packing == SAUDA_PACKING_OPEN &&
      sauda_pack_check_is_complete (self->check))
    put (self, SAUDA_PACKING_PACKED);
  else
    end_work (self);
}

static void
command (SaudaPackWindow *self, SaudaPackScanKind kind)
{
  if (self->order == NULL) {
    sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_WRONG, _ ("Scan the waybill first"));
    return;
  }
  if (kind == SAUDA_PACK_SCAN_NEXT && refuse_gone (self))
    return;
  if (kind == SAUDA_PACK_SCAN_NEXT && self->packing != SAUDA_PACKING_PACKED)
    on_packed (self);
  else if (kind == SAUDA_PACK_SCAN_HOLD)
    on_hold (self);
  else if (kind == SAUDA_PACK_SCAN_PRINT)
    on_print (self);
  else if (kind == SAUDA_PACK_SCAN_UNDO)
    on_undo (self);
}

/* Scans come quicker than answers of the database; they are taken one after the other. */
static void
scan_next (SaudaPackWindow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *code = NULL;
  guint place = 1;
  SaudaPackScanKind kind;

  if (self->busy || self->workspace == NULL)
    return;
  text = g_queue_pop_head (&self->waiting);
  if (text == NULL)
    return;
  kind = sauda_pack_scan_parse (text, &code, &place);
  if (kind != SAUDA_PACK_SCAN_ORDER && kind != SAUDA_PACK_SCAN_PRODUCT) {
    command (self, kind);
    scan_next (self);
    return;
  }
  self->busy = TRUE;
  sauda_workspace_read_async (self->workspace, sauda_pack_look_up_work, g_steal_pointer (&text), g_free,
                              sauda_pack_look_up_free, self->cancellable, on_looked_up, g_object_ref (self));
}

static void
sauda_pack_window_dispose (GObject *object)
{
  SaudaPackWindow *self = SAUDA_PACK_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_pack_window_parent_class)->dispose (object);
}

static void
sauda_pack_window_finalize (GObject *object)
{
  SaudaPackWindow *self = SAUDA_PACK_WINDOW (object);

  g_queue_clear_full (&self->waiting, g_free);
  g_clear_pointer (&self->check, sauda_pack_check_free);
  g_clear_pointer (&self->order, sauda_order_info_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_pack_window_parent_class)->finalize (object);
}

static void
sauda_pack_window_class_init (SaudaPackWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_pack_window_dispose;
  object_class->finalize = sauda_pack_window_finalize;
  print_signal = g_signal_new ("print", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  commands_signal = g_signal_new ("commands", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  group_signal = g_signal_new ("group", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  g_type_ensure (SAUDA_TYPE_PACK_BAND);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/pack/sauda-pack-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, band);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, details);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, lines);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, packed_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, hold_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackWindow, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_packed);
  gtk_widget_class_bind_template_callback (widget_class, on_hold);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_commands);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_pack_window_init (SaudaPackWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_QUIET, _ ("Ready"));
  show_order (self);
  /* not the first button: Enter would print the commands */
  gtk_widget_grab_focus (self->entry);
}

/**
 * sauda_pack_window_new:
 * @parent: the main window
 * @workspace: whose orders are packed
 *
 * Returns: (transfer none): an empty packing table
 */
SaudaPackWindow *
sauda_pack_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaPackWindow *self =
    g_object_new (SAUDA_TYPE_PACK_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  self->workspace = g_object_ref (workspace);
  return self;
}

/**
 * sauda_pack_window_scan:
 * @self: the packing table
 * @text: what a scanner read
 *
 * A waybill opens its order, a product is compared with it, a command is done. The last piece packs the
 * order, which its history keeps.
 */
void
sauda_pack_window_scan (SaudaPackWindow *self, const char *text)
{
  g_return_if_fail (SAUDA_IS_PACK_WINDOW (self));

  g_queue_push_tail (&self->waiting, g_strdup (text));
  scan_next (self);
}

/**
 * sauda_pack_window_say:
 * @self: the packing table
 * @text: a sentence
 *
 * Says something that no scan has led to.
 */
void
sauda_pack_window_say (SaudaPackWindow *self, const char *text)
{
  g_return_if_fail (SAUDA_IS_PACK_WINDOW (self));
  sauda_pack_band_say (self->band, SAUDA_PACK_MOOD_QUIET, text);
}

/**
 * sauda_pack_window_get_code:
 * @self: the packing table
 *
 * Returns: (transfer none) (nullable): number of the order on it
 */
const char *
sauda_pack_window_get_code (SaudaPackWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_WINDOW (self), NULL);
  return self->order != NULL ? self->order->code : NULL;
}

/**
 * sauda_pack_window_get_message:
 * @self: the packing table
 *
 * Returns: (transfer none): what it says about the last scan
 */
const char *
sauda_pack_window_get_message (SaudaPackWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_WINDOW (self), NULL);
  return sauda_pack_band_get_text (self->band);
}

/**
 * sauda_pack_window_is_wrong:
 * @self: the packing table
 *
 * Returns: whether the last scan was wrong
 */
gboolean
sauda_pack_window_is_wrong (SaudaPackWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_WINDOW (self), FALSE);
  return sauda_pack_band_is_wrong (self->band);
}

/**
 * sauda_pack_window_is_busy:
 * @self: the packing table
 *
 * Returns: whether a scan is being looked up or written down
 */
gboolean
sauda_pack_window_is_busy (SaudaPackWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_WINDOW (self), FALSE);
  return self->busy || !g_queue_is_empty (&self->waiting);
}
