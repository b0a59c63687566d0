#include "sauda-catalogue-page.h"

#include "sauda-catalogue-page-private.h"
#include "sauda-columns-popover.h"
#include "sauda-grid-private.h"
#include "sauda-later.h"
#include "sauda-packer-view.h"
#include "sauda-table-page.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

static void table_page_init (SaudaTablePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaCataloguePage,
                               sauda_catalogue_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SAUDA_TYPE_TABLE_PAGE, table_page_init))

static SaudaGrid *
get_grid (SaudaTablePage *page)
{
  return SAUDA_CATALOGUE_PAGE (page)->edited;
}

static GtkSearchEntry *
get_search (SaudaTablePage *page)
{
  return SAUDA_CATALOGUE_PAGE (page)->search;
}

static gboolean
has_filter (SaudaTablePage *page)
{
  return !sauda_group_filter_is_open (sauda_catalogue_table_get_filter (SAUDA_CATALOGUE_PAGE (page)->table));
}

static void
show_all (SaudaTablePage *page)
{
  SaudaCataloguePage *self = SAUDA_CATALOGUE_PAGE (page);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  sauda_group_filter_find (sauda_catalogue_table_get_filter (self->table), SAUDA_GRID (self->table), "");
  sauda_catalogue_page_set_group (self, SAUDA_CATALOGUE_GROUP_ALL);
  sauda_views_bar_leave (self->views);
}

static void
table_page_init (SaudaTablePageInterface *iface)
{
  iface->get_grid = get_grid;
  iface->get_search = get_search;
  iface->has_filter = has_filter;
  iface->show_all = show_all;
}

static void
on_show_all (SaudaCataloguePage *self)
{
  show_all (SAUDA_TABLE_PAGE (self));
}

/* Of a long catalogue the first screenful is there; it is what is wanted as long as nothing is looked for,
 * and the rows stand by their names. */
static gboolean
is_usual (SaudaCataloguePage *self)
{
  return sauda_table_page_is_usual (SAUDA_TABLE_PAGE (self));
}

static const char *
choose_child (SaudaCataloguePage *self)
{
  if (!self->loaded && !is_usual (self))
    return "loading";
  if (sauda_catalogue_table_get_rows (self->table)->len == 0)
    return "empty";
  return sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table))) == 0 ? "nothing" : "table";
}

static void
show_count (SaudaCataloguePage *self)
{
  guint all = self->loaded ? sauda_catalogue_table_get_rows (self->table)->len : self->all;
  guint shown = self->loaded ? sauda_grid_model_count (sauda_grid_get_model (SAUDA_GRID (self->table)))
                             : self->all - self->retired;
  g_autofree char *text = !self->loaded && !is_usual (self) ? g_strdup ("")
                          : shown == all ? g_strdup_printf (ngettext ("%u product", "%u products", all), all)
                                         /* Translators: how many are shown, of how many */
                                         : g_strdup_printf (_ ("%u of %u products"), shown, all);

  gtk_label_set_label (self->status, text);
}

/* Whose offers the pane shows. Of several that are selected it stays at the one that it has, while the focus
 * is elsewhere: at the offers, where something is done with them. */
static SaudaCatalogueRow *
choose_row (SaudaCataloguePage *self)
{
  SaudaGrid *grid = SAUDA_GRID (self->table);
  SaudaCatalogueRow *row = sauda_catalogue_offers_get_row (self->offers);
  g_autoptr (GPtrArray) selected = NULL;

  if (row == NULL || sauda_grid_get_focused_cell (grid) != NULL)
    return sauda_grid_get_focused_item (grid);
  selected = sauda_grid_list_selected (grid);
  return selected->len > 1 && g_ptr_array_find (selected, row, NULL) ? row
                                                                     : sauda_grid_get_focused_item (grid);
}

static gboolean
on_count (gpointer user_data)
{
  SaudaCataloguePage *self = user_data;

  self->count_id = 0;
  if (!self->loaded && self->all == 0)
    return G_SOURCE_REMOVE;
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, choose_child (self));
  sauda_catalogue_page_show_selection (self);
  sauda_catalogue_offers_show_variant (self->offers, choose_row (self));
  return G_SOURCE_REMOVE;
}

/* Rows that come in meanwhile would end what is being typed half-way. */
static gboolean
is_typing (SaudaCataloguePage *self)
{
  return sauda_grid_is_editing (SAUDA_GRID (self->table)) ||
         sauda_grid_is_editing (SAUDA_GRID (sauda_catalogue_offers_get_table (self->offers)));
}

static void
show_failure (SaudaCataloguePage *self, const GError *error)
{
  if (self->loaded) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
  } else {
    sauda_table_page_show_failure (self->stack, self->failed_page, error);
  }
}

/* Who selected all of the first screenful meant all there is. */
static void
show_rows (SaudaCataloguePage *self, SaudaCatalogueRows *read)
{
  SaudaGrid *grid = SAUDA_GRID (self->table);
  gboolean all = !self->loaded && sauda_grid_has_all_selected (grid);

  self->loaded = read->whole;
  self->all = read->all;
  self->retired = read->retired;
  sauda_catalogue_table_show_rows (self->table, read->rows);
  if (all)
    sauda_grid_select_all (grid);
  sauda_catalogue_page_queue_count (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogueRows) read = sauda_workspace_read_finish (source, result, &error);

  self->loads--;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (read == NULL) {
    show_failure (self, error);
    return;
  }
  /* What was typed while it was read is newer than what was read. */
  if (sauda_catalogue_table_is_saving (self->table) || is_typing (self)) {
    self->again = TRUE;
    return;
  }
  show_rows (self, read);
  if (!self->loaded) {
    sauda_catalogue_page_reload (self);
    return;
  }
  sauda_catalogue_page_count_chips (self);
  sauda_views_bar_count (self->views);
  sauda_catalogue_offers_reload (self->offers);
  if (self->pick)
    sauda_catalogue_page_pick (self);
  if (self->again)
    sauda_catalogue_page_reload (self);
}

static void
on_search_changed (SaudaCataloguePage *self)
{
  sauda_group_filter_find (sauda_catalogue_table_get_filter (self->table), SAUDA_GRID (self->table),
                           gtk_editable_get_text (GTK_EDITABLE (self->search)));
  sauda_catalogue_page_queue_count (self);
}

/* What could not be saved is not shown any longer. */
static void
on_edit_failed (SaudaGrid *grid, GError *error, SaudaCataloguePage *self)
{
  sauda_ui_show_error (GTK_WIDGET (self), error);
  sauda_catalogue_page_reload (self);
}

static void
on_saved (SaudaCataloguePage *self)
{
  sauda_catalogue_page_count_chips (self);
  if (self->again)
    sauda_catalogue_page_reload (self);
}

/* What came in while something was typed was not shown. */
static void
on_edit_ended (SaudaCataloguePage *self)
{
  if (self->again)
    sauda_catalogue_page_reload (self);
}

static void
on_linked (SaudaCataloguePage *self)
{
  sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self),
                             sauda_catalogue_offers_can_undo (self->offers) ? "catalogue.undo-link" : NULL);
  sauda_catalogue_page_reload (self);
}

static char *
describe_edit (guint rows, gboolean in_table)
{
  if (rows <= 1)
    return g_strdup (in_table ? _ ("The product is changed.") : _ ("The price is changed."));
  return in_table
           ? g_strdup_printf (ngettext ("%u product is changed.", "%u products are changed.", rows), rows)
           : g_strdup_printf (ngettext ("%u price is changed.", "%u prices are changed.", rows), rows);
}

static void
on_edit_applied (SaudaEditHistory *history, guint column, SaudaCataloguePage *self)
{
  g_autofree char *doubt = sauda_catalogue_table_take_doubt (self->table);
  gboolean in_table = history == sauda_grid_get_history (SAUDA_GRID (self->table));

  self->edited =
    in_table ? SAUDA_GRID (self->table) : SAUDA_GRID (sauda_catalogue_offers_get_table (self->offers));
  if (!in_table)
    sauda_table_page_keep_act (SAUDA_TABLE_PAGE (self), NULL);
  /* Nothing is being typed in that column: the rows may leave at once. */
  if (in_table && column == SAUDA_CATALOGUE_COLUMN_RETIRED)
    sauda_grid_refresh (SAUDA_GRID (self->table));
  if (!sauda_edit_history_is_replaying (history)) {
    g_autofree char *text = describe_edit (sauda_edit_history_count_rows (history), in_table);

    sauda_ui_show_toast (
      GTK_WIDGET (self),
      &(SaudaUiToast){ .text = doubt != NULL ? doubt : text, .button = _ ("_Undo"), .action = "win.undo" });
  }
}

static void
on_packer_changed (SaudaCataloguePage *self)
{
  SaudaGrid *grids[] = { SAUDA_GRID (self->table),
                         SAUDA_GRID (sauda_catalogue_offers_get_table (self->offers)) };

  for (guint i = 0; i < G_N_ELEMENTS (grids); i++) {
    sauda_grid_commit (grids[i]);
    sauda_grid_layout_set_packer (sauda_grid_get_layout (grids[i]), sauda_packer_view_is_on ());
    sauda_grid_update (grids[i]);
  }
}

/* Orders move the stock, imports bring products. */
static void
on_workspace_changed (SaudaCataloguePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sauda_catalogue_page_reload (self);
}

/* The rows of a large catalogue take a second: they are read once the window has nothing else to do, so that
 * the page opens at once. Who opens it before that sees its beginning in a tenth of a second. */
static gboolean
on_preload (gpointer user_data)
{
  SaudaCataloguePage *self = user_data;

  self->preload_id = 0;
  if (!self->loaded && self->loads == 0) {
    sauda_catalogue_page_look_outside (self);
    sauda_catalogue_page_reload (self);
  }
  return G_SOURCE_REMOVE;
}

static void
on_map (SaudaCataloguePage *self)
{
  /* First the number, then the rows: what changes between both is read once more, and never missed. */
  sauda_catalogue_page_watch (self);
  if (self->loaded || self->loads == 0)
    sauda_catalogue_page_reload (self);
}

static void
sauda_catalogue_page_dispose (GObject *object)
{
  SaudaCataloguePage *self = SAUDA_CATALOGUE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_handle_id (&self->preload_id, g_source_remove);
  sauda_catalogue_page_leave (self);
  G_OBJECT_CLASS (sauda_catalogue_page_parent_class)->dispose (object);
  g_clear_object (&self->workspace);
}

static void
sauda_catalogue_page_finalize (GObject *object)
{
  SaudaCataloguePage *self = SAUDA_CATALOGUE_PAGE (object);

  g_object_unref (self->actions);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_catalogue_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, views_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, views);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, chip_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, table);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, offers);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SaudaCataloguePage, status);
}

static void
sauda_catalogue_page_class_init (SaudaCataloguePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_catalogue_page_dispose;
  object_class->finalize = sauda_catalogue_page_finalize;
  g_type_ensure (SAUDA_TYPE_CATALOGUE_TABLE);
  g_type_ensure (SAUDA_TYPE_CATALOGUE_OFFERS);
  g_type_ensure (SAUDA_TYPE_VIEWS_BAR);
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/catalogue/sauda-catalogue-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_failed);
  gtk_widget_class_bind_template_callback (widget_class, on_saved);
  gtk_widget_class_bind_template_callback (widget_class, on_linked);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_bind_template_callback (widget_class, sauda_catalogue_page_queue_count);
  gtk_widget_class_bind_template_callback (widget_class, sauda_catalogue_page_reload);
}

static void
sauda_catalogue_page_init (SaudaCataloguePage *self)
{
  SaudaOffersTable *offers;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->edited = SAUDA_GRID (self->table);
  sauda_table_page_set_up (SAUDA_TABLE_PAGE (self));
  gtk_menu_button_set_popover (self->columns_button, sauda_columns_popover_new (SAUDA_GRID (self->table)));
  sauda_catalogue_page_set_up_chips (self);
  sauda_catalogue_page_install_actions (self);
  sauda_catalogue_page_set_up_drag (self);
  offers = sauda_catalogue_offers_get_table (self->offers);
  g_signal_connect_object (self->table, "edit-ended", G_CALLBACK (on_edit_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (offers, "edit-ended", G_CALLBACK (on_edit_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sauda_grid_get_history (SAUDA_GRID (self->table)), "applied",
                           G_CALLBACK (on_edit_applied), self, 0);
  g_signal_connect_object (sauda_grid_get_history (SAUDA_GRID (offers)), "applied",
                           G_CALLBACK (on_edit_applied), self, 0);
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (on_packer_changed), self,
                           G_CONNECT_SWAPPED);
  on_packer_changed (self);
}

/**
 * sauda_catalogue_page_new:
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a page that reads the catalogue ahead and when it is seen, and follows its
 * changes
 */
GtkWidget *
sauda_catalogue_page_new (SaudaWorkspace *workspace)
{
  SaudaCataloguePage *self = g_object_new (SAUDA_TYPE_CATALOGUE_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  sauda_catalogue_table_set_workspace (self->table, workspace);
  sauda_catalogue_offers_set_workspace (self->offers, workspace);
  sauda_catalogue_page_set_up_views (self);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_workspace_changed), self,
                           G_CONNECT_SWAPPED);
  self->preload_id = sauda_later_add (on_preload, self);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (sauda_catalogue_page_leave), NULL);
  return GTK_WIDGET (self);
}

/**
 * sauda_catalogue_page_get_table:
 * @self: the page
 *
 * Returns: (transfer none): the table
 */
SaudaCatalogueTable *
sauda_catalogue_page_get_table (SaudaCataloguePage *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_PAGE (self), NULL);
  return self->table;
}

/**
 * sauda_catalogue_page_get_offers:
 * @self: the page
 *
 * Returns: (transfer none): the pane below the table
 */
SaudaCatalogueOffers *
sauda_catalogue_page_get_offers (SaudaCataloguePage *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_PAGE (self), NULL);
  return self->offers;
}

/**
 * sauda_catalogue_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the catalogue is there, counted, and nothing of it is being read or saved
 */
gboolean
sauda_catalogue_page_is_loaded (SaudaCataloguePage *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_PAGE (self), FALSE);
  return self->loaded && self->loads == 0 && self->count_id == 0 && !self->again &&
         !sauda_catalogue_table_is_saving (self->table) && !sauda_catalogue_offers_is_busy (self->offers);
}

/**
 * sauda_catalogue_page_reload:
 * @self: the page
 *
 * Reads the catalogue again.
 */
void
sauda_catalogue_page_reload (SaudaCataloguePage *self)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_PAGE (self));

  if (self->workspace == NULL)
    return;
  if (self->loads > 0 || sauda_catalogue_table_is_saving (self->table) || is_typing (self)) {
    self->again = TRUE;
    return;
  }
  self->again = FALSE;
  self->loads++;
  sauda_workspace_read_async (self->workspace,
                              (SaudaWorkspaceFunc) (self->all > 0 || !is_usual (self)
                                                      ? sauda_catalogue_rows_load
                                                      : sauda_catalogue_rows_load_first),
                              NULL, NULL, (GDestroyNotify) sauda_catalogue_rows_free, self->cancellable,
                              on_loaded, g_object_ref (self));
}

/* Many changes in a row are counted once. */
void
sauda_catalogue_page_queue_count (SaudaCataloguePage *self)
{
  if (self->count_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->count_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_count, self, NULL);
}
