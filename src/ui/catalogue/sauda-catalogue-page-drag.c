#include "sauda-catalogue-page-private.h"
#include "sauda-grid-private.h"

/* The page of the catalogue: offers are dragged from the pane below onto the product that they sell. */

static gpointer
find_item (SaudaGrid *grid, GtkWidget *view, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  SaudaGridCell *cell = picked != NULL ? sauda_grid_cell_of (grid, picked) : NULL;

  return cell != NULL ? cell->row : NULL;
}

static gboolean
is_selected (SaudaGrid *grid, gpointer item)
{
  g_autoptr (GPtrArray) selected = sauda_grid_list_selected (grid);

  return g_ptr_array_find (selected, item, NULL);
}

/* What is dragged is the selection; an offer outside of it becomes the selection first. The pane is told
 * apart by its address: GTK may keep what was dragged for longer than the page lives. */
static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, SaudaCataloguePage *self)
{
  SaudaGrid *grid = SAUDA_GRID (sauda_catalogue_offers_get_table (self->offers));
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  gpointer item = find_item (grid, view, x, y);
  SaudaGridModel *model = sauda_grid_get_model (grid);

  if (item == NULL)
    return NULL;
  if (!is_selected (grid, item))
    for (guint i = 0; i < sauda_grid_model_count (model); i++)
      if (sauda_grid_model_peek (model, i) == item)
        gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), i, TRUE);
  return gdk_content_provider_new_typed (G_TYPE_POINTER, self->offers);
}

static GdkDragAction
on_motion (GtkDropTarget *target, double x, double y, SaudaCataloguePage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  return find_item (SAUDA_GRID (self->table), view, x, y) != NULL ? GDK_ACTION_LINK : 0;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, SaudaCataloguePage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  SaudaCatalogueRow *row = find_item (SAUDA_GRID (self->table), view, x, y);

  if (row == NULL || g_value_get_pointer (value) != (gpointer) self->offers)
    return FALSE;
  sauda_catalogue_offers_link (self->offers, sauda_catalogue_row_get_info (row)->sku);
  return TRUE;
}

void
sauda_catalogue_page_set_up_drag (SaudaCataloguePage *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_POINTER, GDK_ACTION_LINK);
  SaudaGrid *offers = SAUDA_GRID (sauda_catalogue_offers_get_table (self->offers));

  gtk_drag_source_set_actions (source, GDK_ACTION_LINK);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  gtk_widget_add_controller (GTK_WIDGET (sauda_grid_get_view (offers)), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (sauda_grid_get_view (SAUDA_GRID (self->table))),
                             GTK_EVENT_CONTROLLER (target));
}
