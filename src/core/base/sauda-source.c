#include "sauda-source.h"

static gboolean
end_source (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/**
 * sauda_source_clear: (skip)
 * @source: (inout) (nullable): a source that somebody holds, or %NULL in it
 *
 * Takes the source out of its main context, lets go of it and leaves %NULL.
 */
void
sauda_source_clear (GSource **source)
{
  g_return_if_fail (source != NULL);

  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/**
 * sauda_source_unref_later: (skip)
 * @context: where an object belongs
 * @object: (transfer full): the object
 *
 * Lets go of an object in a turn of @context. For what another thread may be the last to hold.
 */
void
sauda_source_unref_later (GMainContext *context, gpointer object)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH_IDLE);
  g_source_set_callback (source, end_source, object, g_object_unref);
  g_source_attach (source, context);
}
