#include "sauda-named-row.h"

#include "sauda-text.h"

typedef struct {
  char *search_key; /* (owned) (not nullable) once there are words */
  char *sort_key;   /* (owned) (not nullable) likewise: of the name */
} SaudaNamedRowPrivate;

enum { PROP_0, PROP_CHANGED, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE_WITH_PRIVATE (SaudaNamedRow, sauda_named_row, G_TYPE_OBJECT)

static SaudaNamedRowPrivate *
get_private (gconstpointer self)
{
  return sauda_named_row_get_instance_private ((gpointer) self);
}

static void
sauda_named_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, TRUE);
}

static void
sauda_named_row_finalize (GObject *object)
{
  SaudaNamedRowPrivate *priv = get_private (object);

  g_free (priv->search_key);
  g_free (priv->sort_key);
  G_OBJECT_CLASS (sauda_named_row_parent_class)->finalize (object);
}

static void
sauda_named_row_class_init (SaudaNamedRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sauda_named_row_finalize;
  object_class->get_property = sauda_named_row_get_property;
  properties[PROP_CHANGED] =
    g_param_spec_boolean ("changed", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sauda_named_row_init (SaudaNamedRow *self)
{
}

/**
 * sauda_named_row_set_words:
 * @self: a new row
 * @name: (nullable): by which it stands
 * @words: in which it is found
 */
void
sauda_named_row_set_words (SaudaNamedRow *self, const char *name, const char *words)
{
  SaudaNamedRowPrivate *priv = get_private (self);

  priv->search_key = sauda_text_search_key (words);
  priv->sort_key = g_utf8_collate_key (name != NULL ? name : "", -1);
}

/**
 * sauda_named_row_take_over:
 * @self: a row that is shown, and took over what else it has
 * @newer: the same, read again; is of no use afterwards
 *
 * Takes the words of @newer, and stays the object that selection and undo know.
 */
void
sauda_named_row_take_over (SaudaNamedRow *self, SaudaNamedRow *newer)
{
  SaudaNamedRowPrivate *priv = get_private (self), *from = get_private (newer), kept = *priv;

  *priv = *from;
  *from = kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
}

/**
 * sauda_named_row_get_search_key:
 * @self: a row
 *
 * Returns: (transfer none): in which words are found
 */
const char *
sauda_named_row_get_search_key (gpointer self)
{
  return get_private (self)->search_key;
}

/**
 * sauda_named_row_compare:
 * @a: a row
 * @b: another
 *
 * Returns: which of them stands first by its name
 */
int
sauda_named_row_compare (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (get_private (a)->sort_key, get_private (b)->sort_key);
}
