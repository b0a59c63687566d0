#include "sauda-reorder-window-private.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

/* A supplier's row with its three parameters. */
typedef struct {
  SaudaReorderWindow *self; /* (unowned) (not nullable) */
  char *name;               /* (owned) (not nullable) */
  GtkSpinButton *lead;      /* (unowned) (not nullable) */
  GtkSpinButton *review;    /* (unowned) (not nullable) */
  GtkSpinButton *service;   /* (unowned) (not nullable) */
  GtkEditable *model;       /* (unowned) (not nullable) */
} SupplierRow;

static void
supplier_row_free (gpointer data)
{
  g_free (((SupplierRow *) data)->name);
  g_free (data);
}

static void
on_keep_supplier (SupplierRow *row)
{
  SaudaReorderJob *job = sauda_reorder_job_new (row->self->workspace);
  const char *model = gtk_editable_get_text (row->model);

  gtk_spin_button_update (row->lead);
  gtk_spin_button_update (row->review);
  gtk_spin_button_update (row->service);
  job->supplier = g_strdup (row->name);
  job->rule = (SaudaReorderRule){ .lead_days = gtk_spin_button_get_value (row->lead),
                                  .review_days = gtk_spin_button_get_value (row->review),
                                  .service_z = gtk_spin_button_get_value (row->service) };
  job->model = sauda_text_is_empty (model) ? NULL : g_strstrip (g_strdup (model));
  sauda_reorder_window_write (row->self, sauda_reorder_job_set_supplier, job,
                              _ ("The supplier is kept; the proposal follows it."));
}

static GtkSpinButton *
add_number (AdwExpanderRow *expander, const char *name, double value, double most, guint digits)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *number = sauda_reorder_create_number (name, value, digits > 0 ? 0 : 1, most, digits);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  adw_expander_row_add_row (expander, row);
  return GTK_SPIN_BUTTON (number);
}

static guint
count_models (SaudaReorderWindow *self, const char *supplier)
{
  g_autoptr (GHashTable) models = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->data->levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (self->data->levels->levels, i);

    if (g_strcmp0 (level->supplier, supplier) == 0)
      g_hash_table_add (models, (gpointer) level->model_key);
  }
  return g_hash_table_size (models);
}

static void
add_supplier (SaudaReorderWindow *self, const SaudaSupplier *supplier)
{
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  GtkWidget *model = adw_entry_row_new ();
  GtkWidget *keep = gtk_button_new_with_mnemonic (_ ("_Keep"));
  SupplierRow *row = g_new0 (SupplierRow, 1);
  guint models = count_models (self, supplier->name);
  g_autofree char *title = g_markup_escape_text (supplier->name, -1);
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u model", "%u models", models), models);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (expander, subtitle);
  row->self = self;
  row->name = g_strdup (supplier->name);
  row->lead = add_number (expander, _ ("Days from the order to the shelf"), supplier->rule.lead_days, 365, 0);
  row->review = add_number (expander, _ ("Days between two orders"), supplier->rule.review_days, 365, 0);
  row->service =
    add_number (expander, _ ("Safety: 1.65 is enough on 95 days of 100"), supplier->rule.service_z, 4, 2);
  row->model = GTK_EDITABLE (model);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (model), _ ("Add a model (SKU_key)"));
  adw_expander_row_add_row (expander, model);
  gtk_widget_set_valign (keep, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (expander, keep);
  g_signal_connect_swapped (keep, "clicked", G_CALLBACK (on_keep_supplier), row);
  g_signal_connect_swapped (model, "entry-activated", G_CALLBACK (on_keep_supplier), row);
  g_object_set_data_full (G_OBJECT (expander), "row", row, supplier_row_free);
  gtk_list_box_append (self->suppliers, GTK_WIDGET (expander));
}

/* Shows the suppliers with how they deliver. */
void
sauda_reorder_window_show_suppliers (SaudaReorderWindow *self)
{
  sauda_reorder_clear (self->suppliers);
  for (guint i = 0; i < self->data->suppliers->len; i++)
    add_supplier (self, g_ptr_array_index (self->data->suppliers, i));
}

/* Makes a supplier with the usual parameters. */
void
sauda_reorder_window_add_supplier (SaudaReorderWindow *self)
{
  const SaudaReorderRule usual = SAUDA_REORDER_RULE_INIT;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_name))));
  SaudaReorderJob *job;

  if (*name == '\0')
    return;
  job = sauda_reorder_job_new (self->workspace);
  job->supplier = g_steal_pointer (&name);
  job->rule = usual;
  gtk_editable_set_text (GTK_EDITABLE (self->new_name), "");
  sauda_reorder_window_write (self, sauda_reorder_job_set_supplier, job, NULL);
}

/* A line of a purchase with how much of it came. */
typedef struct {
  SaudaReorderWindow *self; /* (unowned) (not nullable) */
  gint64 purchase_id;
  gint64 variant_id;     /* 0: all that is left */
  GtkSpinButton *pieces; /* (unowned) (nullable) */
} LineRow;

static void
on_receive (GtkButton *button, LineRow *row)
{
  SaudaReorderJob *job = sauda_reorder_job_new (row->self->workspace);

  job->purchase_id = row->purchase_id;
  job->variant_id = row->variant_id;
  if (row->pieces != NULL) {
    gtk_spin_button_update (row->pieces);
    job->pieces = gtk_spin_button_get_value_as_int (row->pieces);
  }
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  sauda_reorder_window_write (row->self, sauda_reorder_job_receive, job,
                              _ ("Received, and on the shelf; Movements can take it back."));
}

static GtkWidget *
create_receive (SaudaReorderWindow *self,
                const char *title,
                gint64 purchase_id,
                gint64 variant_id,
                GtkWidget *pieces)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (title);
  LineRow *row = g_new0 (LineRow, 1);

  row->self = self;
  row->purchase_id = purchase_id;
  row->variant_id = variant_id;
  row->pieces = pieces != NULL ? GTK_SPIN_BUTTON (pieces) : NULL;
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (on_receive), row);
  g_object_set_data_full (G_OBJECT (button), "row", row, g_free);
  return button;
}

static void
add_line (SaudaReorderWindow *self,
          AdwExpanderRow *expander,
          const SaudaPurchase *purchase,
          const SaudaPurchaseLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (line->sku, -1);
  g_autofree char *label = g_strdup_printf (_ ("How many of %s came"), line->sku);
  g_autofree char *subtitle =
    g_strdup_printf (_ ("%d ordered, %d received"), (int) line->pieces, (int) line->received);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (line->received < line->pieces && purchase->closed_ms == 0) {
    GtkWidget *pieces =
      sauda_reorder_create_number (label, (double) (line->pieces - line->received), 1, 100000, 0);

    adw_action_row_add_suffix (ADW_ACTION_ROW (row), pieces);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               create_receive (self, _ ("_Receive"), purchase->id, line->variant_id, pieces));
  }
  adw_expander_row_add_row (expander, row);
}

static void
on_close (GtkButton *button, SaudaReorderWindow *self)
{
  SaudaReorderJob *job = sauda_reorder_job_new (self->workspace);
  const gint64 *purchase_id = g_object_get_data (G_OBJECT (button), "purchase");

  job->purchase_id = *purchase_id;
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  sauda_reorder_window_write (self, sauda_reorder_job_close, job,
                              _ ("Nothing more of it is expected; what came stays on the shelf."));
}

static GtkWidget *
create_close (SaudaReorderWindow *self, gint64 purchase_id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Not Coming"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Take the order back, or the rest of it"));
  g_object_set_data_full (G_OBJECT (button), "purchase", g_memdup2 (&purchase_id, sizeof purchase_id),
                          g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_close), self);
  return button;
}

static void
add_purchase (SaudaReorderWindow *self, const SaudaPurchase *purchase)
{
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  gint64 pieces = 0, received = 0;
  g_autofree char *name = purchase->supplier != NULL
                            ? g_strdup_printf ("%s · %s", purchase->title, purchase->supplier)
                            : g_strdup (purchase->title);
  g_autofree char *title = g_markup_escape_text (name, -1), *subtitle = NULL;

  for (guint i = 0; i < purchase->lines->len; i++) {
    const SaudaPurchaseLine *line = g_ptr_array_index (purchase->lines, i);

    pieces += line->pieces;
    received += line->received;
    add_line (self, expander, purchase, line);
  }
  subtitle = g_strdup_printf (purchase->closed_ms != 0 && received < pieces
                                ? _ ("%d ordered, %d received, the rest is not expected")
                                : _ ("%d ordered, %d received"),
                              (int) pieces, (int) received);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (expander, subtitle);
  if (purchase->closed_ms == 0) {
    adw_expander_row_add_action (expander, create_receive (self, _ ("All _Came"), purchase->id, 0, NULL));
    adw_expander_row_add_action (expander, create_close (self, purchase->id));
  }
  adw_expander_row_set_expanded (expander, purchase->closed_ms == 0 && received > 0);
  gtk_list_box_append (self->purchases, GTK_WIDGET (expander));
}

/* Shows the purchases, the open ones with what is still to come. */
void
sauda_reorder_window_show_purchases (SaudaReorderWindow *self)
{
  sauda_reorder_clear (self->purchases);
  for (guint i = 0; i < self->data->purchases->len; i++)
    add_purchase (self, g_ptr_array_index (self->data->purchases, i));
}
