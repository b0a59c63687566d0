#include "sauda-catalogue-page-private.h"
#include "sauda-outside-version.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The page of the catalogue: its chips, its saved views, and what other programs do to it. */

static void
on_group (guint group, gpointer page)
{
  SaudaCataloguePage *self = page;

  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_group_filter_set_group (sauda_catalogue_table_get_filter (self->table), group);
  sauda_catalogue_page_queue_count (self);
}

void
sauda_catalogue_page_set_up_chips (SaudaCataloguePage *self)
{
  sauda_group_chips_create (self->chips, SAUDA_N_CATALOGUE_GROUPS, sauda_catalogue_group_get_title, on_group,
                            self);
  for (guint group = 0; group < SAUDA_N_CATALOGUE_GROUPS; group++)
    gtk_box_append (self->chip_box, self->chips[group]);
}

void
sauda_catalogue_page_count_chips (SaudaCataloguePage *self)
{
  guint counts[SAUDA_N_CATALOGUE_GROUPS];

  sauda_group_chips_count (self->chips, counts, SAUDA_N_CATALOGUE_GROUPS, sauda_catalogue_group_get_title,
                           sauda_catalogue_group_has, sauda_catalogue_table_get_rows (self->table));
}

static void
describe (gpointer page, GVariantDict *query)
{
  SaudaGroupFilter *filter = sauda_catalogue_table_get_filter (((SaudaCataloguePage *) page)->table);

  g_variant_dict_insert (
    query, "group", "s",
    sauda_catalogue_group_get_name ((SaudaCatalogueGroup) sauda_group_filter_get_group (filter)));
}

static SaudaCatalogueGroup
read_group (GVariantDict *query)
{
  const char *group = NULL;

  g_variant_dict_lookup (query, "group", "&s", &group);
  return sauda_catalogue_group_from_name (group);
}

static void
show (gpointer page, GVariantDict *query, const char *words)
{
  SaudaCataloguePage *self = page;

  sauda_catalogue_page_set_group (self, read_group (query));
  sauda_group_filter_find (sauda_catalogue_table_get_filter (self->table), SAUDA_GRID (self->table), words);
  sauda_catalogue_page_queue_count (self);
}

static GtkFilter *
make_filter (gpointer page, GVariantDict *query, const char *words)
{
  return sauda_group_filter_copy (sauda_catalogue_table_get_filter (((SaudaCataloguePage *) page)->table),
                                  read_group (query), words);
}

/* Lets the page take part in saved views. */
void
sauda_catalogue_page_set_up_views (SaudaCataloguePage *self)
{
  static const SaudaViewsKind kind = { "catalogue", describe, show, make_filter, NULL };
  g_autoptr (GMenu) export = g_menu_new ();
  const SaudaViewsPage page = { self, SAUDA_GRID (self->table), GTK_EDITABLE (self->search),
                                self->views_button, G_MENU_MODEL (export) };

  sauda_catalogue_page_install_prices (self);
  g_menu_append (export, _ ("Change Pr_ices of Selected…"), "catalogue.prices");
  g_menu_append (export, _ ("_Export What Is Shown…"), "catalogue.export");
  g_menu_append (export, _ ("Export the C_atalogue…"), "catalogue.export-catalogue");
  g_menu_append (export, _ ("_Product Cards…"), "catalogue.cards");
  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), &kind, &page);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaCataloguePage) self = SAUDA_CATALOGUE_PAGE (user_data);
  g_autofree gint64 *version = sauda_workspace_read_finish (source, result, NULL);
  gint64 before = self->version;

  self->looking = FALSE;
  /* What is wrong with the database the next reading tells. */
  if (version == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->version = *version;
  if ((before != 0 && before != *version) || self->again)
    sauda_catalogue_page_reload (self);
}

/**
 * sauda_catalogue_page_look_outside:
 * @self: the page
 *
 * Reads the catalogue again when another program changed the database, such as saudactl.
 */
void
sauda_catalogue_page_look_outside (SaudaCataloguePage *self)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_PAGE (self));

  if (self->looking || self->workspace == NULL)
    return;
  self->looking = TRUE;
  sauda_workspace_read_async (self->workspace, (SaudaWorkspaceFunc) sauda_outside_version_read, NULL, NULL,
                              g_free, self->cancellable, on_looked, g_object_ref (self));
}

/* While the page is seen. */
void
sauda_catalogue_page_watch (SaudaCataloguePage *self)
{
  if (self->foreign == NULL && self->workspace != NULL) {
    self->foreign = sauda_foreign_changes_new (self->workspace);
    g_signal_connect_object (self->foreign, "changed", G_CALLBACK (sauda_catalogue_page_look_outside), self,
                             G_CONNECT_SWAPPED);
  }
  sauda_catalogue_page_look_outside (self);
}

void
sauda_catalogue_page_leave (SaudaCataloguePage *self)
{
  if (self->foreign != NULL)
    g_object_run_dispose (G_OBJECT (self->foreign));
  g_clear_object (&self->foreign);
}

/**
 * sauda_catalogue_page_set_group:
 * @self: the page
 * @group: a group
 *
 * Presses a chip.
 */
void
sauda_catalogue_page_set_group (SaudaCataloguePage *self, SaudaCatalogueGroup group)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_PAGE (self));
  g_return_if_fail (group < SAUDA_N_CATALOGUE_GROUPS);
  sauda_group_chips_choose (self->chips, group);
}
