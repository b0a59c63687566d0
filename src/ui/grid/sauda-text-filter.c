#include "sauda-text-filter.h"

#include "sauda-text.h"

#include <string.h>

struct _SaudaTextFilter {
  GtkFilter parent_instance;

  SaudaTextFilterFunc get_key; /* (not nullable) */
  char *text;                  /* (owned) (not nullable) folded */
  GStrv words;                 /* (owned) (not nullable) @text in words, each of which must be found */
};

G_DEFINE_FINAL_TYPE (SaudaTextFilter, sauda_text_filter, GTK_TYPE_FILTER)

static gboolean
sauda_text_filter_match (GtkFilter *filter, gpointer item)
{
  SaudaTextFilter *self = SAUDA_TEXT_FILTER (filter);
  const char *key = self->get_key (item);

  for (gsize i = 0; self->words[i] != NULL; i++)
    if (strstr (key, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static GtkFilterMatch
sauda_text_filter_get_strictness (GtkFilter *filter)
{
  return *SAUDA_TEXT_FILTER (filter)->text == '\0' ? GTK_FILTER_MATCH_ALL : GTK_FILTER_MATCH_SOME;
}

static void
sauda_text_filter_finalize (GObject *object)
{
  SaudaTextFilter *self = SAUDA_TEXT_FILTER (object);

  g_free (self->text);
  g_strfreev (self->words);
  G_OBJECT_CLASS (sauda_text_filter_parent_class)->finalize (object);
}

static void
sauda_text_filter_class_init (SaudaTextFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_text_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = sauda_text_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = sauda_text_filter_get_strictness;
}

static void
sauda_text_filter_init (SaudaTextFilter *self)
{
  self->text = g_strdup ("");
  self->words = g_new0 (char *, 1);
}

/**
 * sauda_text_filter_new:
 * @get_key: the text of an item, as sauda_text_search_key() makes it
 *
 * Returns: (transfer full): a filter that shows everything
 */
SaudaTextFilter *
sauda_text_filter_new (SaudaTextFilterFunc get_key)
{
  SaudaTextFilter *self = g_object_new (SAUDA_TYPE_TEXT_FILTER, NULL);

  self->get_key = get_key;
  return self;
}

/**
 * sauda_text_filter_set_text:
 * @self: a filter
 * @text: (nullable): words to find, in any case and order
 */
void
sauda_text_filter_set_text (SaudaTextFilter *self, const char *text)
{
  g_autofree char *before = NULL;
  char *folded;

  g_return_if_fail (SAUDA_IS_TEXT_FILTER (self));

  folded = sauda_text_search_key (text);
  before = self->text;
  self->text = folded;
  if (g_str_equal (folded, before))
    return;
  g_strfreev (self->words);
  self->words = *folded != '\0' ? g_strsplit (folded, " ", -1) : g_new0 (char *, 1);
  /* What holds "ann" and more can only be found where "an" was. */
  gtk_filter_changed (GTK_FILTER (self), g_str_has_prefix (folded, before)   ? GTK_FILTER_CHANGE_MORE_STRICT
                                         : g_str_has_prefix (before, folded) ? GTK_FILTER_CHANGE_LESS_STRICT
                                                                             : GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_text_filter_get_text:
 * @self: a filter
 *
 * Returns: the words to find, folded
 */
const char *
sauda_text_filter_get_text (SaudaTextFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_TEXT_FILTER (self), NULL);
  return self->text;
}
