#include "sauda-stock-card.h"

#include "sauda-number.h"
#include "sauda-order-sentences.h"
#include "sauda-stock-history.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"
#include "sauda-ui-label.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

#define SHOWN_MOVES 200
#define KNOWN_BATCHES 1000

struct _SaudaStockCard {
  AdwBin parent_instance;

  GtkLabel *title; /* (unowned) (not nullable) */
  GtkLabel *about; /* (unowned) (not nullable) */
  GtkGrid *facts;  /* (unowned) (not nullable) */
  GtkBox *moves;   /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  SaudaStockRow *row;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) of the load */
};

G_DEFINE_FINAL_TYPE (SaudaStockCard, sauda_stock_card, ADW_TYPE_BIN)

static guint closed_signal;
static guint changed_signal;

/* What the ledger tells of one variant. */
typedef struct {
  GPtrArray *moves;     /* (owned) (element-type SaudaStockMovement) the newest first */
  GHashTable *undoable; /* (owned) set of acts that can be taken back */
} Story;

static void
story_free (gpointer data)
{
  Story *story = data;

  g_clear_pointer (&story->moves, g_ptr_array_unref);
  g_clear_pointer (&story->undoable, g_hash_table_unref);
  g_free (story);
}

static gpointer
run_story (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaStockRequest *request = data;
  g_autoptr (GPtrArray) batches = sauda_stock_history_list_batches (connection, KNOWN_BATCHES, error);
  GPtrArray *moves =
    batches != NULL ? sauda_stock_history_list (connection, request->variant_id, SHOWN_MOVES, error) : NULL;
  Story *story;

  if (moves == NULL)
    return NULL;
  story = g_new0 (Story, 1);
  story->moves = moves;
  story->undoable = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < batches->len; i++) {
    const SaudaStockBatch *batch = g_ptr_array_index (batches, i);

    if (!batch->undone)
      g_hash_table_add (story->undoable, g_memdup2 (&batch->id, sizeof batch->id));
  }
  return story;
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = sauda_ui_label_new (text, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  return label;
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockCard) self = SAUDA_STOCK_CARD (user_data);
  g_autoptr (GError) error = NULL;
  gpointer done = sauda_workspace_write_finish (source, result, &error);

  if (self->workspace == NULL)
    return;
  if (done == NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Taken back; the history keeps both."));
  g_signal_emit (self, changed_signal, 0);
}

static void
on_undo (GtkButton *button, SaudaStockCard *self)
{
  SaudaStockRequest *request = sauda_stock_request_new (self->workspace);

  request->batch_id = *(gint64 *) g_object_get_data (G_OBJECT (button), "batch");
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  sauda_workspace_write_async (self->workspace, sauda_stock_work_undo, request, sauda_stock_request_free,
                               NULL, NULL, on_undone, g_object_ref (self));
}

static GtkWidget *
create_undo (SaudaStockCard *self, const SaudaStockMovement *move)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Take back “%s” with all its variants"), move->title);

  g_object_set_data_full (G_OBJECT (button), "batch", g_memdup2 (&move->batch_id, sizeof move->batch_id),
                          g_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_undo), self);
  return button;
}

static char *
describe_change (const SaudaStockMovement *move)
{
  const char *kind = sauda_stock_kind_get_title (move->kind);

  if (move->inspect == 0)
    return g_strdup_printf ("%+d  %s", (int) move->pieces, kind);
  /* Translators: pieces on the shelf, pieces in the box “to inspect”, cause */
  return g_strdup_printf (_ ("%+d, to inspect %+d  %s"), (int) move->pieces, (int) move->inspect, kind);
}

static void
add_move (SaudaStockCard *self, const Story *story, guint i)
{
  const SaudaStockMovement *move = g_ptr_array_index (story->moves, i);
  const SaudaStockMovement *before = i > 0 ? g_ptr_array_index (story->moves, i - 1) : NULL;
  g_autofree char *what = describe_change (move), *when = sauda_order_format_time (move->at_ms);
  g_autofree char *why = g_strjoin (" · ", when, sauda_order_name_who (move->who), move->title,
                                    move->order_code != NULL ? move->order_code : move->reason,
                                    move->order_code != NULL ? move->reason : NULL, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), create_label (what, "numeric"));
  gtk_box_append (GTK_BOX (texts), create_label (why, "dim-label"));
  gtk_box_append (GTK_BOX (line), texts);
  if (g_hash_table_contains (story->undoable, &move->batch_id) &&
      (before == NULL || before->batch_id != move->batch_id))
    gtk_box_append (GTK_BOX (line), create_undo (self, move));
  gtk_box_append (self->moves, line);
}

static void
on_story (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockCard) self = SAUDA_STOCK_CARD (user_data);
  g_autoptr (GError) error = NULL;
  Story *story = sauda_workspace_read_finish (source, result, &error);
  GtkWidget *child;

  if (story == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->workspace != NULL)
      sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->moves))) != NULL)
    gtk_box_remove (self->moves, child);
  for (guint i = 0; i < story->moves->len; i++)
    add_move (self, story, i);
  if (story->moves->len == 0)
    gtk_box_append (
      self->moves,
      create_label (_ ("Nobody told what lies there yet. Count it, or import a stock file."), "dim-label"));
  story_free (story);
}

static void
add_fact (SaudaStockCard *self, int *row, const char *name, const char *value)
{
  GtkWidget *title = gtk_label_new (name), *number = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_set_hexpand (number, TRUE);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_grid_attach (self->facts, title, 0, *row, 1, 1);
  gtk_grid_attach (self->facts, number, 1, *row, 1, 1);
  (*row)++;
}

static void
add_number (SaudaStockCard *self, int *row, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%d", (int) number);

  add_fact (self, row, name, text);
}

static void
show_facts (SaudaStockCard *self)
{
  const SaudaStockLevel *level = sauda_stock_row_get_level (self->row);
  g_autofree char *per_day = sauda_number_format (level->per_day, 2);
  g_autofree char *about =
    level->size != NULL ? g_strdup_printf ("%s · %s", level->model, level->size) : g_strdup (level->model);
  g_autofree char *point = sauda_number_format (level->reorder_point, 1);
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  gtk_label_set_label (self->title, level->sku);
  gtk_label_set_label (self->about, about);
  if (level->counted) {
    add_number (self, &row, _ ("On Hand"), level->on_hand);
    add_number (self, &row, _ ("Reserved"), level->reserved);
    add_number (self, &row, _ ("Kept Back"), level->buffer);
    add_number (self, &row, _ ("Available"), level->available);
  }
  if (level->to_inspect != 0)
    add_number (self, &row, _ ("To Inspect"), level->to_inspect);
  if (level->on_order != 0)
    add_number (self, &row, _ ("On Order"), level->on_order);
  add_fact (self, &row, _ ("Sold a Day"), per_day);
  add_fact (self, &row, _ ("Reorder Point"), point);
  if (level->supplier != NULL)
    add_fact (self, &row, _ ("Supplier"), level->supplier);
}

static void
on_close (SaudaStockCard *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
sauda_stock_card_dispose (GObject *object)
{
  SaudaStockCard *self = SAUDA_STOCK_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_object (&self->row);
  G_OBJECT_CLASS (sauda_stock_card_parent_class)->dispose (object);
}

static void
sauda_stock_card_finalize (GObject *object)
{
  g_object_unref (SAUDA_STOCK_CARD (object)->cancellable);
  G_OBJECT_CLASS (sauda_stock_card_parent_class)->finalize (object);
}

static void
sauda_stock_card_class_init (SaudaStockCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_stock_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_card_finalize;
  closed_signal = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/stock/sauda-stock-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStockCard, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockCard, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockCard, facts);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockCard, moves);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
sauda_stock_card_init (SaudaStockCard *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_stock_card_set_workspace:
 * @self: a card
 * @workspace: whose ledger it shows
 */
void
sauda_stock_card_set_workspace (SaudaStockCard *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_STOCK_CARD (self));
  g_set_object (&self->workspace, workspace);
}

/**
 * sauda_stock_card_refresh:
 * @self: a card
 *
 * Reads again what it shows, when it is seen.
 */
void
sauda_stock_card_refresh (SaudaStockCard *self)
{
  SaudaStockRequest *request;

  g_return_if_fail (SAUDA_IS_STOCK_CARD (self));

  if (self->row == NULL || self->workspace == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_facts (self);
  request = sauda_stock_request_new (self->workspace);
  request->variant_id = sauda_stock_row_get_level (self->row)->variant_id;
  sauda_workspace_read_async (self->workspace, run_story, request, sauda_stock_request_free, story_free,
                              self->cancellable, on_story, g_object_ref (self));
}

/**
 * sauda_stock_card_show:
 * @self: a card
 * @row: a variant; the one that is shown already is not read again
 */
void
sauda_stock_card_show (SaudaStockCard *self, SaudaStockRow *row)
{
  g_return_if_fail (SAUDA_IS_STOCK_CARD (self));

  if (g_set_object (&self->row, row) || gtk_widget_get_first_child (GTK_WIDGET (self->moves)) == NULL)
    sauda_stock_card_refresh (self);
}
