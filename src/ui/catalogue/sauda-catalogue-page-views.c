#include "sauda-catalogue-page-private.h"
#include "sauda-outside-version.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* The page of the catalogue: its chips, its saved views, and what other programs do to it. */

#define SECONDS_BETWEEN_LOOKS 2

static void
on_chip (GtkToggleButton *chip, SaudaCataloguePage *self)
{
  guint group = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "group"));

  if (!gtk_toggle_button_get_active (chip))
    return;
  sauda_grid_commit (SAUDA_GRID (self->table));
  sauda_catalogue_filter_set_group (sauda_catalogue_table_get_filter (self->table),
                                    (SaudaCatalogueGroup) group);
  sauda_catalogue_page_queue_count (self);
}

void
sauda_catalogue_page_set_up_chips (SaudaCataloguePage *self)
{
  for (guint i = 0; i < SAUDA_N_CATALOGUE_GROUPS; i++) {
    GtkWidget *chip =
      gtk_toggle_button_new_with_label (sauda_catalogue_group_get_title ((SaudaCatalogueGroup) i));

    g_object_set_data (G_OBJECT (chip), "group", GUINT_TO_POINTER (i));
    gtk_widget_add_css_class (chip, "chip");
    self->groups[i] = GTK_TOGGLE_BUTTON (chip);
    if (i > 0)
      gtk_toggle_button_set_group (self->groups[i], self->groups[0]);
    gtk_toggle_button_set_active (self->groups[i], i == 0);
    gtk_box_append (self->chips, chip);
  }
  for (guint i = 0; i < SAUDA_N_CATALOGUE_GROUPS; i++)
    g_signal_connect (self->groups[i], "toggled", G_CALLBACK (on_chip), self);
}

/* Chips say how much they show. */
void
sauda_catalogue_page_count_chips (SaudaCataloguePage *self)
{
  GListModel *rows = sauda_catalogue_table_get_rows (self->table);
  guint counts[SAUDA_N_CATALOGUE_GROUPS] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (SaudaCatalogueRow) row = g_list_model_get_item (rows, i);

    for (guint g = 0; g < SAUDA_N_CATALOGUE_GROUPS; g++)
      counts[g] += sauda_catalogue_group_has ((SaudaCatalogueGroup) g, row);
  }
  for (guint g = 0; g < SAUDA_N_CATALOGUE_GROUPS; g++) {
    g_autofree char *label =
      g_strdup_printf ("%s %u", sauda_catalogue_group_get_title ((SaudaCatalogueGroup) g), counts[g]);

    gtk_button_set_label (GTK_BUTTON (self->groups[g]), label);
  }
}

static char *
get_query (gpointer page)
{
  SaudaCataloguePage *self = page;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (GVariant) layout =
    sauda_grid_layout_get_state (sauda_grid_get_layout (SAUDA_GRID (self->table)));
  g_autoptr (GVariant) query = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "group", "s",
                         sauda_catalogue_group_get_name (sauda_catalogue_filter_get_group (
                           sauda_catalogue_table_get_filter (self->table))));
  if (*words != '\0')
    g_variant_dict_insert (&dict, "text", "s", words);
  g_variant_dict_insert_value (&dict, "layout", layout);
  query = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (query, FALSE);
}

static void
show (gpointer page, const char *text)
{
  SaudaCataloguePage *self = page;
  g_autoptr (GVariantDict) query = sauda_views_query_read (text);
  g_autoptr (GVariant) layout = g_variant_dict_lookup_value (query, "layout", G_VARIANT_TYPE ("(assb)"));
  const char *group = NULL, *words = "";

  sauda_grid_commit (SAUDA_GRID (self->table));
  g_variant_dict_lookup (query, "group", "&s", &group);
  g_variant_dict_lookup (query, "text", "&s", &words);
  sauda_catalogue_page_set_group (self, sauda_catalogue_group_from_name (group));
  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  sauda_catalogue_filter_set_text (sauda_catalogue_table_get_filter (self->table), words);
  if (layout != NULL)
    sauda_grid_layout_set_state (sauda_grid_get_layout (SAUDA_GRID (self->table)), layout);
  sauda_catalogue_page_queue_count (self);
}

static guint
count (gpointer page, const char *text)
{
  SaudaCataloguePage *self = page;
  g_autoptr (GVariantDict) query = sauda_views_query_read (text);
  g_autoptr (SaudaCatalogueFilter) filter = sauda_catalogue_filter_new ();
  GListModel *rows = sauda_catalogue_table_get_rows (self->table);
  const char *group = NULL, *words = NULL;
  guint found = 0;

  g_variant_dict_lookup (query, "group", "&s", &group);
  g_variant_dict_lookup (query, "text", "&s", &words);
  sauda_catalogue_filter_set_group (filter, sauda_catalogue_group_from_name (group));
  sauda_catalogue_filter_set_text (filter, words);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (SaudaCatalogueRow) row = g_list_model_get_item (rows, i);

    found += gtk_filter_match (GTK_FILTER (filter), row);
  }
  return found;
}

/* Lets the page take part in saved views. */
void
sauda_catalogue_page_set_up_views (SaudaCataloguePage *self)
{
  static const SaudaViewsFuncs funcs = { get_query, show, count };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) export = g_menu_new ();

  sauda_views_bar_set_up (self->views, sauda_workspace_get_database (self->workspace), "catalogue", &funcs,
                          self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "views", sauda_views_bar_get_actions (self->views));
  g_menu_append_section (menu, NULL, sauda_views_bar_get_menu (self->views));
  g_menu_append (export, _ ("_Export What Is Shown…"), "catalogue.export");
  g_menu_append (export, _ ("Export the _Catalogue…"), "catalogue.export-catalogue");
  g_menu_append (export, _ ("_Product Cards…"), "catalogue.cards");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (export));
  gtk_menu_button_set_menu_model (self->views_button, G_MENU_MODEL (menu));
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

static gboolean
on_look (gpointer user_data)
{
  sauda_catalogue_page_look_outside (user_data);
  return G_SOURCE_CONTINUE;
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
  if (self->outside_id == 0)
    self->outside_id = g_timeout_add_seconds (SECONDS_BETWEEN_LOOKS, on_look, self);
  sauda_catalogue_page_look_outside (self);
}

void
sauda_catalogue_page_leave (SaudaCataloguePage *self)
{
  g_clear_handle_id (&self->outside_id, g_source_remove);
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
  gtk_toggle_button_set_active (self->groups[group], TRUE);
}
