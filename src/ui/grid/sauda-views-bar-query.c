#include "sauda-views-bar-private.h"

/* The bar of views: what a page shows, as a text that a view keeps. */

/* What a newer or older program wrote may be anything: then everything is shown. */
static GVariantDict *
read_query (const char *text)
{
  g_autoptr (GVariant) value =
    text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;

  return g_variant_dict_new (value);
}

static const char *
get_words (GVariantDict *query)
{
  const char *words = "";

  g_variant_dict_lookup (query, "text", "&s", &words);
  return words;
}

char *
sauda_views_bar_make_query (SaudaViewsBar *self)
{
  const char *words = gtk_editable_get_text (self->page.search);
  g_autoptr (GVariant) layout = sauda_grid_layout_get_state (sauda_grid_get_layout (self->page.grid));
  g_autoptr (GVariant) query = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (self->kind->describe != NULL)
    self->kind->describe (self->page.page, &dict);
  if (*words != '\0')
    g_variant_dict_insert (&dict, "text", "s", words);
  g_variant_dict_insert_value (&dict, "layout", layout);
  query = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (query, FALSE);
}

/* %NULL: everything; the columns stay those that are there. */
void
sauda_views_bar_show_query (SaudaViewsBar *self, const char *query)
{
  g_autoptr (GVariantDict) dict = read_query (query);
  g_autoptr (GVariant) layout = g_variant_dict_lookup_value (dict, "layout", G_VARIANT_TYPE ("(assb)"));
  const char *words = get_words (dict);

  sauda_grid_commit (self->page.grid);
  gtk_editable_set_text (self->page.search, words);
  self->kind->show (self->page.page, dict, words);
  if (layout != NULL)
    sauda_grid_layout_set_state (sauda_grid_get_layout (self->page.grid), layout);
}

/* -1: not known. */
int
sauda_views_bar_count_query (SaudaViewsBar *self, const char *query)
{
  g_autoptr (GVariantDict) dict = read_query (query);
  g_autoptr (GtkFilter) filter = self->kind->make_filter (self->page.page, dict, get_words (dict));
  GPtrArray *rows = sauda_grid_model_get_items (sauda_grid_get_model (self->page.grid));
  gpointer last = NULL;
  int found = 0;

  if (filter == NULL)
    return -1;
  for (guint i = 0; i < rows->len; i++) {
    gpointer row = g_ptr_array_index (rows, i);
    gpointer unit = self->kind->get_unit != NULL ? self->kind->get_unit (row) : row;

    if (unit != last && gtk_filter_match (filter, row)) {
      found++;
      last = unit;
    }
  }
  return found;
}
