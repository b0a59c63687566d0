#include "sauda-catalogue-offers.h"

#include "sauda-columns-popover.h"
#include "sauda-offer-links.h"
#include "sauda-product-picture.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

struct _SaudaCatalogueOffers {
  AdwBin parent_instance;

  GtkLabel *title;               /* (unowned) (not nullable) */
  GtkToggleButton *unlinked;     /* (unowned) (not nullable) */
  GtkWidget *suggest_button;     /* (unowned) (not nullable) */
  GtkWidget *link_button;        /* (unowned) (not nullable) */
  GtkWidget *unlink_button;      /* (unowned) (not nullable) */
  GtkMenuButton *columns_button; /* (unowned) (not nullable) */
  SaudaProductPicture *picture;  /* (unowned) (not nullable) */
  GtkStack *stack;               /* (unowned) (not nullable) */
  SaudaOffersTable *table;       /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until set */
  SaudaCatalogueRow *row;    /* (owned) (nullable) whose offers are shown */
  GPtrArray *undo;           /* (owned) (nullable) (element-type Link) how the last links were */
  GCancellable *cancellable; /* (owned) (not nullable) */
  guint reads;               /* counts them: an answer that is not the newest says nothing */
  guint busy;                /* on their way */
};

/* An offer that gets another variant. */
typedef struct {
  char *store;  /* (owned) */
  char *sku;    /* (owned) */
  char *before; /* (owned) (nullable) SKU of its variant */
  char *after;  /* (owned) (nullable) */
} Link;

/* Reading on its way. */
typedef struct {
  SaudaCatalogueOffers *pane; /* (owned) */
  guint number;
} Read;

G_DEFINE_FINAL_TYPE (SaudaCatalogueOffers, sauda_catalogue_offers, ADW_TYPE_BIN)

static guint linked_signal;
static guint pick_signal;

static void
link_free (gpointer data)
{
  Link *link = data;

  g_free (link->store);
  g_free (link->sku);
  g_free (link->before);
  g_free (link->after);
  g_free (link);
}

static gpointer
link_work (SaudaConnection *connection, gpointer data, GError **error)
{
  GPtrArray *links = data;

  for (guint i = 0; i < links->len; i++) {
    const Link *link = g_ptr_array_index (links, i);

    if (!sauda_offer_links_set (connection, link->store, link->sku, link->after, error))
      return NULL;
  }
  return links;
}

static char *
describe_links (GPtrArray *links)
{
  const Link *first = g_ptr_array_index (links, 0);

  if (first->after == NULL)
    return g_strdup_printf (
      ngettext ("%u offer sells no product now.", "%u offers sell no product now.", links->len), links->len);
  return g_strdup_printf (ngettext ("%u offer is linked.", "%u offers are linked.", links->len), links->len);
}

static void
on_linked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCatalogueOffers) self = SAUDA_CATALOGUE_OFFERS (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *links = sauda_workspace_write_finish (source, result, &error);

  self->busy--;
  if (links == NULL) {
    g_clear_pointer (&self->undo, g_ptr_array_unref);
    sauda_ui_show_error (GTK_WIDGET (self), error);
  } else if (!g_cancellable_is_cancelled (self->cancellable)) {
    g_autofree char *said = self->undo != NULL ? describe_links (self->undo) : g_strdup (_ ("Taken back."));

    sauda_ui_show_toast (GTK_WIDGET (self),
                         &(SaudaUiToast){ .text = said,
                                          .button = self->undo != NULL ? _ ("_Undo") : NULL,
                                          .action = self->undo != NULL ? "catalogue.undo-link" : NULL });
  }
  if (!g_cancellable_is_cancelled (self->cancellable)) {
    sauda_catalogue_offers_reload (self);
    g_signal_emit (self, linked_signal, 0);
  }
}

/* Takes @links. */
static void
write_links (SaudaCatalogueOffers *self, GPtrArray *links, gboolean can_undo)
{
  g_autoptr (GPtrArray) owned = links;

  if (links->len == 0)
    return;
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  if (can_undo)
    self->undo = g_ptr_array_ref (links);
  self->busy++;
  sauda_workspace_write_async (self->workspace, link_work, g_ptr_array_ref (links),
                               (GDestroyNotify) g_ptr_array_unref, NULL, NULL, on_linked,
                               g_object_ref (self));
}

/* The selected offers, each with the variant that it shall have: @variant_sku, or with @suggested what is
 * proposed. */
static GPtrArray *
list_links (SaudaCatalogueOffers *self, const char *variant_sku, gboolean suggested)
{
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  GPtrArray *links = g_ptr_array_new_with_free_func (link_free);

  for (guint i = 0; i < rows->len; i++) {
    SaudaOfferRow *row = g_ptr_array_index (rows, i);
    const SaudaCatalogOffer *offer = sauda_offer_row_get_offer (row);
    const char *after = suggested ? sauda_offer_row_get_suggested (row) : variant_sku;
    Link *link;

    if ((suggested && after == NULL) || g_strcmp0 (offer->variant_sku, after) == 0)
      continue;
    link = g_new0 (Link, 1);
    link->store = g_strdup (offer->store);
    link->sku = g_strdup (offer->sku);
    link->before = g_strdup (offer->variant_sku);
    link->after = g_strdup (after);
    g_ptr_array_add (links, link);
  }
  return links;
}

static void
show_state (SaudaCatalogueOffers *self)
{
  g_autoptr (GPtrArray) rows = sauda_grid_list_selected (SAUDA_GRID (self->table));
  gboolean unlinked = sauda_catalogue_offers_is_unlinked (self), suggested = FALSE, linked = FALSE;

  for (guint i = 0; i < rows->len; i++) {
    SaudaOfferRow *row = g_ptr_array_index (rows, i);

    suggested |= sauda_offer_row_get_suggested (row) != NULL;
    linked |= sauda_offer_row_get_offer (row)->variant_sku != NULL;
  }
  gtk_widget_set_visible (self->suggest_button, unlinked);
  gtk_widget_set_visible (self->unlink_button, !unlinked);
  gtk_widget_set_sensitive (self->suggest_button, suggested);
  gtk_widget_set_sensitive (self->unlink_button, linked);
  gtk_widget_set_sensitive (self->link_button, rows->len > 0);
}

static void
show_title (SaudaCatalogueOffers *self)
{
  const SaudaVariantInfo *info = self->row != NULL ? sauda_catalogue_row_get_info (self->row) : NULL;
  g_autofree char *text = NULL;

  if (sauda_catalogue_offers_is_unlinked (self))
    text = g_strdup (_ ("Offers that sell no product: drag them onto one, or choose it"));
  else if (info != NULL)
    text = g_strjoin (" · ", info->values[SAUDA_VARIANT_FIELD_NAME],
                      info->values[SAUDA_VARIANT_FIELD_SIZE] != NULL ? info->values[SAUDA_VARIANT_FIELD_SIZE]
                                                                     : "–",
                      info->sku, NULL);
  gtk_label_set_label (self->title, text != NULL ? text : "");
  sauda_product_picture_show (self->picture, self->workspace,
                              info != NULL && !sauda_catalogue_offers_is_unlinked (self)
                                ? info->values[SAUDA_VARIANT_FIELD_PICTURE]
                                : NULL);
}

static const char *
choose_child (SaudaCatalogueOffers *self, guint rows)
{
  if (sauda_catalogue_offers_is_unlinked (self))
    return rows > 0 ? "table" : "all-linked";
  return self->row == NULL ? "none" : rows > 0 ? "table" : "no-offers";
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Read *read = user_data;
  g_autoptr (SaudaCatalogueOffers) self = read->pane;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = sauda_workspace_read_finish (source, result, &error);
  gboolean newest = read->number == self->reads;

  g_free (read);
  self->busy--;
  if (!newest || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (rows == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sauda_offers_table_show_rows (self->table, rows,
                                self->row != NULL && !sauda_catalogue_offers_is_unlinked (self)
                                  ? sauda_catalogue_row_get_info (self->row)->usual_price
                                  : -1);
  gtk_stack_set_visible_child_name (self->stack, choose_child (self, rows->len));
  show_state (self);
}

static void
on_unlinked_toggled (SaudaCatalogueOffers *self)
{
  show_title (self);
  sauda_catalogue_offers_reload (self);
}

static void
on_said (SaudaGrid *grid, const char *text, SaudaCatalogueOffers *self)
{
  sauda_ui_show_text (GTK_WIDGET (self), text);
}

static void
on_edit_failed (SaudaGrid *grid, GError *error, SaudaCatalogueOffers *self)
{
  sauda_ui_show_error (GTK_WIDGET (self), error);
  sauda_catalogue_offers_reload (self);
}

static void
on_pick (SaudaCatalogueOffers *self)
{
  g_signal_emit (self, pick_signal, 0);
}

static void
on_unlink (SaudaCatalogueOffers *self)
{
  sauda_catalogue_offers_link (self, NULL);
}

static void
sauda_catalogue_offers_dispose (GObject *object)
{
  SaudaCatalogueOffers *self = SAUDA_CATALOGUE_OFFERS (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (sauda_catalogue_offers_parent_class)->dispose (object);
}

static void
sauda_catalogue_offers_finalize (GObject *object)
{
  SaudaCatalogueOffers *self = SAUDA_CATALOGUE_OFFERS (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->row);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_catalogue_offers_parent_class)->finalize (object);
}

static void
sauda_catalogue_offers_class_init (SaudaCatalogueOffersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_catalogue_offers_dispose;
  object_class->finalize = sauda_catalogue_offers_finalize;
  linked_signal = g_signal_new ("linked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  pick_signal =
    g_signal_new ("pick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SAUDA_TYPE_OFFERS_TABLE);
  g_type_ensure (SAUDA_TYPE_PRODUCT_PICTURE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/catalogue/sauda-catalogue-offers.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, unlinked);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, suggest_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, link_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, unlink_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, picture);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaCatalogueOffers, table);
  gtk_widget_class_bind_template_callback (widget_class, on_unlinked_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_said);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_failed);
  gtk_widget_class_bind_template_callback (widget_class, on_pick);
  gtk_widget_class_bind_template_callback (widget_class, on_unlink);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_bind_template_callback (widget_class, sauda_catalogue_offers_link_suggested);
}

static void
sauda_catalogue_offers_init (SaudaCatalogueOffers *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_popover (self->columns_button, sauda_columns_popover_new (SAUDA_GRID (self->table)));
}

/**
 * sauda_catalogue_offers_set_workspace:
 * @self: the pane
 * @workspace: an open data folder
 */
void
sauda_catalogue_offers_set_workspace (SaudaCatalogueOffers *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self));

  g_set_object (&self->workspace, workspace);
  sauda_offers_table_set_workspace (self->table, workspace);
}

/**
 * sauda_catalogue_offers_get_row:
 * @self: the pane
 *
 * Returns: (transfer none) (nullable): the product whose offers are shown
 */
SaudaCatalogueRow *
sauda_catalogue_offers_get_row (SaudaCatalogueOffers *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self), NULL);
  return self->row;
}

/**
 * sauda_catalogue_offers_show_variant:
 * @self: the pane
 * @row: (nullable): whose offers are looked at
 */
void
sauda_catalogue_offers_show_variant (SaudaCatalogueOffers *self, SaudaCatalogueRow *row)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self));

  if (!g_set_object (&self->row, row)) {
    show_title (self);
    return;
  }
  show_title (self);
  if (!sauda_catalogue_offers_is_unlinked (self))
    sauda_catalogue_offers_reload (self);
}

/**
 * sauda_catalogue_offers_show_unlinked:
 * @self: the pane
 * @unlinked: whether the offers without a variant are looked at
 */
void
sauda_catalogue_offers_show_unlinked (SaudaCatalogueOffers *self, gboolean unlinked)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self));
  gtk_toggle_button_set_active (self->unlinked, unlinked);
}

/**
 * sauda_catalogue_offers_is_unlinked:
 * @self: the pane
 *
 * Returns: whether the offers without a variant are looked at
 */
gboolean
sauda_catalogue_offers_is_unlinked (SaudaCatalogueOffers *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self), FALSE);
  return gtk_toggle_button_get_active (self->unlinked);
}

/**
 * sauda_catalogue_offers_reload:
 * @self: the pane
 *
 * Reads the offers again.
 */
void
sauda_catalogue_offers_reload (SaudaCatalogueOffers *self)
{
  gint64 id = 0;
  Read *read;

  g_return_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self));

  self->reads++;
  if (!sauda_catalogue_offers_is_unlinked (self)) {
    if (self->row == NULL) {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      sauda_offers_table_show_rows (self->table, none, -1);
      gtk_stack_set_visible_child_name (self->stack, "none");
      show_state (self);
      return;
    }
    id = sauda_catalogue_row_get_id (self->row);
  }
  read = g_new0 (Read, 1);
  read->pane = g_object_ref (self);
  read->number = self->reads;
  self->busy++;
  sauda_workspace_read_async (self->workspace, (SaudaWorkspaceFunc) sauda_offer_rows_load,
                              g_memdup2 (&id, sizeof id), g_free, (GDestroyNotify) g_ptr_array_unref,
                              self->cancellable, on_read, read);
}

/**
 * sauda_catalogue_offers_get_offer:
 * @self: the pane
 *
 * Returns: (transfer none) (nullable): the offer that is selected, else the first
 */
const SaudaCatalogOffer *
sauda_catalogue_offers_get_offer (SaudaCatalogueOffers *self)
{
  g_autoptr (GPtrArray) selected = sauda_grid_list_selected (SAUDA_GRID (self->table));
  SaudaGridModel *model = sauda_grid_get_model (SAUDA_GRID (self->table));

  if (selected->len > 0)
    return sauda_offer_row_get_offer (g_ptr_array_index (selected, 0));
  return sauda_grid_model_count (model) > 0 ? sauda_offer_row_get_offer (sauda_grid_model_peek (model, 0))
                                            : NULL;
}

/**
 * sauda_catalogue_offers_get_table:
 * @self: the pane
 *
 * Returns: (transfer none): the table
 */
SaudaOffersTable *
sauda_catalogue_offers_get_table (SaudaCatalogueOffers *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self), NULL);
  return self->table;
}

/**
 * sauda_catalogue_offers_link:
 * @self: the pane
 * @variant_sku: (nullable): the variant that the selected offers sell; %NULL parts them from theirs
 */
void
sauda_catalogue_offers_link (SaudaCatalogueOffers *self, const char *variant_sku)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self));
  write_links (self, list_links (self, variant_sku, FALSE), TRUE);
}

/**
 * sauda_catalogue_offers_link_suggested:
 * @self: the pane
 *
 * Links those of the selected offers for which a variant is proposed.
 */
void
sauda_catalogue_offers_link_suggested (SaudaCatalogueOffers *self)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self));
  write_links (self, list_links (self, NULL, TRUE), TRUE);
}

/**
 * sauda_catalogue_offers_can_undo:
 * @self: the pane
 *
 * Returns: whether there are links to take back
 */
gboolean
sauda_catalogue_offers_can_undo (SaudaCatalogueOffers *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self), FALSE);
  return self->undo != NULL;
}

/**
 * sauda_catalogue_offers_undo:
 * @self: the pane
 *
 * Takes the last links back.
 */
void
sauda_catalogue_offers_undo (SaudaCatalogueOffers *self)
{
  g_autoptr (GPtrArray) links = NULL;

  g_return_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self));

  links = g_steal_pointer (&self->undo);
  if (links == NULL)
    return;
  for (guint i = 0; i < links->len; i++) {
    Link *link = g_ptr_array_index (links, i);
    char *after = link->after;

    link->after = link->before;
    link->before = after;
  }
  write_links (self, g_steal_pointer (&links), FALSE);
}

/**
 * sauda_catalogue_offers_count_selected:
 * @self: the pane
 *
 * Returns: number of selected offers
 */
guint
sauda_catalogue_offers_count_selected (SaudaCatalogueOffers *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self), 0);
  return sauda_grid_count_selected (SAUDA_GRID (self->table));
}

/**
 * sauda_catalogue_offers_is_busy:
 * @self: the pane
 *
 * Returns: whether offers are being read or linked
 */
gboolean
sauda_catalogue_offers_is_busy (SaudaCatalogueOffers *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_OFFERS (self), FALSE);
  return self->busy > 0 || sauda_offers_table_is_saving (self->table);
}
