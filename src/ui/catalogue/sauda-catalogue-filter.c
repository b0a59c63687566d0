#include "sauda-catalogue-filter.h"

#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaCatalogueFilter {
  GtkFilter parent_instance;

  SaudaCatalogueGroup group;
  char *text;  /* (owned) (not nullable) folded */
  GStrv words; /* (owned) (not nullable) each of which must be found */
};

G_DEFINE_FINAL_TYPE (SaudaCatalogueFilter, sauda_catalogue_filter, GTK_TYPE_FILTER)

static const struct {
  const char *name; /* in saved views */
  const char *title;
} groups[] = {
  [SAUDA_CATALOGUE_GROUP_ALL] = { "all", N_ ("All") },
  [SAUDA_CATALOGUE_GROUP_NO_OFFER] = { "no-offer", N_ ("Not on Kaspi") },
  [SAUDA_CATALOGUE_GROUP_NO_SIZE] = { "no-size", N_ ("No size") },
  [SAUDA_CATALOGUE_GROUP_NO_BARCODE] = { "no-barcode", N_ ("No barcode") },
  [SAUDA_CATALOGUE_GROUP_NO_WEIGHT] = { "no-weight", N_ ("No weight") },
  [SAUDA_CATALOGUE_GROUP_DOUBT] = { "doubt", N_ ("To check") },
  [SAUDA_CATALOGUE_GROUP_RETIRED] = { "retired", N_ ("Archive") },
};

static gboolean
sauda_catalogue_filter_match (GtkFilter *filter, gpointer item)
{
  SaudaCatalogueFilter *self = SAUDA_CATALOGUE_FILTER (filter);
  const char *key = sauda_catalogue_row_get_info (item)->search_key;

  for (gsize i = 0; self->words[i] != NULL; i++)
    if (strstr (key, self->words[i]) == NULL)
      return FALSE;
  return sauda_catalogue_group_has (self->group, item);
}

static void
sauda_catalogue_filter_finalize (GObject *object)
{
  SaudaCatalogueFilter *self = SAUDA_CATALOGUE_FILTER (object);

  g_free (self->text);
  g_strfreev (self->words);
  G_OBJECT_CLASS (sauda_catalogue_filter_parent_class)->finalize (object);
}

static void
sauda_catalogue_filter_class_init (SaudaCatalogueFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_catalogue_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = sauda_catalogue_filter_match;
}

static void
sauda_catalogue_filter_init (SaudaCatalogueFilter *self)
{
  self->text = g_strdup ("");
  self->words = g_new0 (char *, 1);
}

/**
 * sauda_catalogue_group_get_title:
 * @group: a #SaudaCatalogueGroup
 *
 * Returns: its translated name
 */
const char *
sauda_catalogue_group_get_title (guint group)
{
  g_return_val_if_fail (group < SAUDA_N_CATALOGUE_GROUPS, NULL);
  return _ (groups[group].title);
}

/**
 * sauda_catalogue_group_get_name:
 * @group: a group
 *
 * Returns: its name in saved views
 */
const char *
sauda_catalogue_group_get_name (SaudaCatalogueGroup group)
{
  g_return_val_if_fail (group < SAUDA_N_CATALOGUE_GROUPS, NULL);
  return groups[group].name;
}

/**
 * sauda_catalogue_group_from_name:
 * @name: (nullable): a name in a saved view
 *
 * Returns: the group; everything when there is no such group (any more)
 */
SaudaCatalogueGroup
sauda_catalogue_group_from_name (const char *name)
{
  for (guint i = 0; i < SAUDA_N_CATALOGUE_GROUPS; i++)
    if (g_strcmp0 (groups[i].name, name) == 0)
      return (SaudaCatalogueGroup) i;
  return SAUDA_CATALOGUE_GROUP_ALL;
}

/**
 * sauda_catalogue_group_has:
 * @group: a #SaudaCatalogueGroup
 * @row: (type SaudaCatalogueRow): a variant
 *
 * Returns: whether @row is in @group
 */
gboolean
sauda_catalogue_group_has (guint group, gpointer row)
{
  const SaudaVariantInfo *info = sauda_catalogue_row_get_info (row);

  if (sauda_catalogue_row_is_retired (row) != (group == SAUDA_CATALOGUE_GROUP_RETIRED))
    return FALSE;
  switch ((SaudaCatalogueGroup) group) {
  case SAUDA_CATALOGUE_GROUP_NO_OFFER:
    return info->offers == 0;
  case SAUDA_CATALOGUE_GROUP_NO_SIZE:
    return info->values[SAUDA_VARIANT_FIELD_SIZE] == NULL;
  case SAUDA_CATALOGUE_GROUP_NO_BARCODE:
    return info->values[SAUDA_VARIANT_FIELD_BARCODES] == NULL;
  case SAUDA_CATALOGUE_GROUP_NO_WEIGHT:
    return info->weight_grams < 0;
  case SAUDA_CATALOGUE_GROUP_DOUBT:
    return info->doubts != 0;
  default:
    return TRUE;
  }
}

/**
 * sauda_catalogue_filter_new:
 *
 * Returns: (transfer full): a filter that shows everything that is sold
 */
SaudaCatalogueFilter *
sauda_catalogue_filter_new (void)
{
  return g_object_new (SAUDA_TYPE_CATALOGUE_FILTER, NULL);
}

/**
 * sauda_catalogue_filter_get_group:
 * @self: a filter
 *
 * Returns: the group that is shown
 */
SaudaCatalogueGroup
sauda_catalogue_filter_get_group (SaudaCatalogueFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_FILTER (self), SAUDA_CATALOGUE_GROUP_ALL);
  return self->group;
}

/**
 * sauda_catalogue_filter_set_group:
 * @self: a filter
 * @group: the group to show
 */
void
sauda_catalogue_filter_set_group (SaudaCatalogueFilter *self, SaudaCatalogueGroup group)
{
  g_return_if_fail (SAUDA_IS_CATALOGUE_FILTER (self));

  if (self->group == group)
    return;
  self->group = group;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_catalogue_filter_get_text:
 * @self: a filter
 *
 * Returns: the words to find, folded
 */
const char *
sauda_catalogue_filter_get_text (SaudaCatalogueFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_FILTER (self), NULL);
  return self->text;
}

/**
 * sauda_catalogue_filter_set_text:
 * @self: a filter
 * @text: (nullable): words to find in SKU, name, barcodes and offers, in any case
 */
void
sauda_catalogue_filter_set_text (SaudaCatalogueFilter *self, const char *text)
{
  g_autofree char *folded = sauda_text_search_key (text);
  GtkFilterChange change;

  g_return_if_fail (SAUDA_IS_CATALOGUE_FILTER (self));

  if (g_str_equal (folded, self->text))
    return;
  change = g_str_has_prefix (folded, self->text)   ? GTK_FILTER_CHANGE_MORE_STRICT
           : g_str_has_prefix (self->text, folded) ? GTK_FILTER_CHANGE_LESS_STRICT
                                                   : GTK_FILTER_CHANGE_DIFFERENT;
  g_strfreev (self->words);
  self->words = *folded != '\0' ? g_strsplit (folded, " ", -1) : g_new0 (char *, 1);
  g_free (self->text);
  self->text = g_steal_pointer (&folded);
  gtk_filter_changed (GTK_FILTER (self), change);
}

/**
 * sauda_catalogue_filter_is_open:
 * @self: a filter
 *
 * Returns: whether it shows everything that is sold
 */
gboolean
sauda_catalogue_filter_is_open (SaudaCatalogueFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_CATALOGUE_FILTER (self), TRUE);
  return self->group == SAUDA_CATALOGUE_GROUP_ALL && *self->text == '\0';
}
