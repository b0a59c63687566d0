#include "sauda-new-variant-window.h"

#include "sauda-ui-error.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaNewVariantWindow {
  AdwWindow parent_instance;

  AdwEntryRow *key;          /* (unowned) (not nullable) */
  AdwEntryRow *name;         /* (unowned) (not nullable) */
  AdwEntryRow *size;         /* (unowned) (not nullable) */
  AdwEntryRow *sku;          /* (unowned) (not nullable) */
  GtkWidget *add_button;     /* (unowned) (not nullable) */
  GtkLabel *problem;         /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gboolean sku_typed;        /* the SKU is the person's own, not put together from the others */
  gboolean setting;          /* the program itself writes the SKU */
};

/* A product on its way to the database's thread. */
typedef struct {
  char *sku;  /* (owned) */
  char *key;  /* (owned) */
  char *name; /* (owned) */
  char *size; /* (owned) */
  gint64 now_ms;
} Product;

G_DEFINE_FINAL_TYPE (SaudaNewVariantWindow, sauda_new_variant_window, ADW_TYPE_WINDOW)

static guint added_signal;

static void
product_free (gpointer data)
{
  Product *product = data;

  g_free (product->sku);
  g_free (product->key);
  g_free (product->name);
  g_free (product->size);
  g_free (product);
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gpointer
add_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Product *product = data;

  return sauda_variants_add (connection, product->sku, product->key, product->name, product->size, "merchant",
                             product->now_ms, error) != 0
           ? g_strdup (product->sku)
           : NULL;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaNewVariantWindow) self = SAUDA_NEW_VARIANT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sku = sauda_workspace_write_finish (source, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->add_button, TRUE);
  if (sku == NULL) {
    g_autofree char *text = sauda_ui_describe_error (error);

    gtk_label_set_label (self->problem, text);
    gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
    return;
  }
  g_signal_emit (self, added_signal, 0, sku);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_add (SaudaNewVariantWindow *self)
{
  Product *product = g_new0 (Product, 1);

  product->sku = g_strdup (get_text (self->sku));
  product->key = g_strdup (get_text (self->key));
  product->name = g_strdup (get_text (self->name));
  product->size = g_strdup (get_text (self->size));
  product->now_ms = sauda_workspace_get_now (self->workspace);
  gtk_widget_set_sensitive (self->add_button, FALSE);
  sauda_workspace_write_async (self->workspace, add_work, product, product_free, g_free, NULL, on_added,
                               g_object_ref (self));
}

/* SKUs are the model and the size, as in the catalogue. */
static void
on_part_changed (SaudaNewVariantWindow *self)
{
  g_autofree char *sku = NULL;

  if (self->sku_typed)
    return;
  sku = *get_text (self->size) != '\0' ? g_strjoin ("_", get_text (self->key), get_text (self->size), NULL)
                                       : g_strdup (get_text (self->key));
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->sku), sku);
  self->setting = FALSE;
}

static void
on_sku_changed (SaudaNewVariantWindow *self)
{
  self->sku_typed |= !self->setting;
}

static void
sauda_new_variant_window_dispose (GObject *object)
{
  g_cancellable_cancel (SAUDA_NEW_VARIANT_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_new_variant_window_parent_class)->dispose (object);
}

static void
sauda_new_variant_window_finalize (GObject *object)
{
  SaudaNewVariantWindow *self = SAUDA_NEW_VARIANT_WINDOW (object);

  g_clear_object (&self->workspace);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_new_variant_window_parent_class)->finalize (object);
}

static void
sauda_new_variant_window_class_init (SaudaNewVariantWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_new_variant_window_dispose;
  object_class->finalize = sauda_new_variant_window_finalize;
  added_signal = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/catalogue/sauda-new-variant-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaNewVariantWindow, key);
  gtk_widget_class_bind_template_child (widget_class, SaudaNewVariantWindow, name);
  gtk_widget_class_bind_template_child (widget_class, SaudaNewVariantWindow, size);
  gtk_widget_class_bind_template_child (widget_class, SaudaNewVariantWindow, sku);
  gtk_widget_class_bind_template_child (widget_class, SaudaNewVariantWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaNewVariantWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_part_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sku_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_new_variant_window_init (SaudaNewVariantWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_new_variant_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: where the product is added
 * @like: (nullable): a product of which it may be another size
 *
 * Returns: (transfer none): a window to present
 */
SaudaNewVariantWindow *
sauda_new_variant_window_new (GtkWindow *parent, SaudaWorkspace *workspace, SaudaCatalogueRow *like)
{
  SaudaNewVariantWindow *self =
    g_object_new (SAUDA_TYPE_NEW_VARIANT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  self->workspace = g_object_ref (workspace);
  gtk_widget_grab_focus (GTK_WIDGET (self->key));
  if (like != NULL) {
    const SaudaVariantInfo *info = sauda_catalogue_row_get_info (like);

    gtk_editable_set_text (GTK_EDITABLE (self->key), info->model_key);
    gtk_editable_set_text (GTK_EDITABLE (self->name), info->values[SAUDA_VARIANT_FIELD_NAME]);
    gtk_widget_grab_focus (GTK_WIDGET (self->size));
  }
  return self;
}
