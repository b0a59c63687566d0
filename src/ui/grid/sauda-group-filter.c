#include "sauda-group-filter.h"

struct _SaudaGroupFilter {
  GtkFilter parent_instance;

  SaudaTextFilter *words; /* (owned) (not nullable) */
  SaudaTextFilterFunc get_key;
  SaudaGroupFunc has;
  guint group;
};

G_DEFINE_FINAL_TYPE (SaudaGroupFilter, sauda_group_filter, GTK_TYPE_FILTER)

static gboolean
sauda_group_filter_match (GtkFilter *filter, gpointer item)
{
  SaudaGroupFilter *self = (SaudaGroupFilter *) filter; /* for each of 100,000 rows */

  return GTK_FILTER_GET_CLASS (self->words)->match (GTK_FILTER (self->words), item) &&
         self->has (self->group, item);
}

static void
on_words_changed (GtkFilter *words, GtkFilterChange change, SaudaGroupFilter *self)
{
  gtk_filter_changed (GTK_FILTER (self), change);
}

static void
sauda_group_filter_finalize (GObject *object)
{
  g_object_unref (SAUDA_GROUP_FILTER (object)->words);
  G_OBJECT_CLASS (sauda_group_filter_parent_class)->finalize (object);
}

static void
sauda_group_filter_class_init (SaudaGroupFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_group_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = sauda_group_filter_match;
}

static void
sauda_group_filter_init (SaudaGroupFilter *self)
{
}

/**
 * sauda_group_filter_new:
 * @get_key: the text of a row, as sauda_text_search_key() makes it
 * @has: whether a row is in a group
 *
 * Returns: (transfer full): a filter that shows group 0
 */
SaudaGroupFilter *
sauda_group_filter_new (SaudaTextFilterFunc get_key, SaudaGroupFunc has)
{
  SaudaGroupFilter *self = g_object_new (SAUDA_TYPE_GROUP_FILTER, NULL);

  self->get_key = get_key;
  self->has = has;
  self->words = sauda_text_filter_new (get_key);
  g_signal_connect_object (self->words, "changed", G_CALLBACK (on_words_changed), self, 0);
  return self;
}

/**
 * sauda_group_filter_copy:
 * @self: a filter
 * @group: a group
 * @words: words to find
 *
 * Returns: (transfer full): a filter of its own for the same rows, which leaves what a saved view shows
 */
GtkFilter *
sauda_group_filter_copy (SaudaGroupFilter *self, guint group, const char *words)
{
  SaudaGroupFilter *copy;

  g_return_val_if_fail (SAUDA_IS_GROUP_FILTER (self), NULL);

  copy = sauda_group_filter_new (self->get_key, self->has);
  copy->group = group;
  sauda_text_filter_set_text (copy->words, words);
  return GTK_FILTER (copy);
}

/**
 * sauda_group_filter_get_group:
 * @self: a filter
 *
 * Returns: the group that is shown
 */
guint
sauda_group_filter_get_group (SaudaGroupFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_GROUP_FILTER (self), 0);
  return self->group;
}

/**
 * sauda_group_filter_set_group:
 * @self: a filter
 * @group: the group to show
 */
void
sauda_group_filter_set_group (SaudaGroupFilter *self, guint group)
{
  g_return_if_fail (SAUDA_IS_GROUP_FILTER (self));

  if (self->group == group)
    return;
  self->group = group;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_group_filter_set_words:
 * @self: a filter
 * @words: words to find
 */
void
sauda_group_filter_set_words (SaudaGroupFilter *self, const char *words)
{
  g_return_if_fail (SAUDA_IS_GROUP_FILTER (self));
  sauda_text_filter_set_text (self->words, words);
}

/**
 * sauda_group_filter_is_open:
 * @self: a filter
 *
 * Returns: whether it shows group 0, whatever its words
 */
gboolean
sauda_group_filter_is_open (SaudaGroupFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_GROUP_FILTER (self), TRUE);
  return self->group == 0 && *sauda_text_filter_get_text (self->words) == '\0';
}

/**
 * sauda_group_filter_find:
 * @self: a filter
 * @grid: the table whose filter it is
 * @words: words to find
 *
 * What is being typed into a cell is kept before the rows go.
 */
void
sauda_group_filter_find (SaudaGroupFilter *self, SaudaGrid *grid, const char *words)
{
  g_return_if_fail (SAUDA_IS_GROUP_FILTER (self));
  sauda_grid_commit_before_search (grid, sauda_text_filter_get_text (self->words), words);
  sauda_text_filter_set_text (self->words, words);
}
