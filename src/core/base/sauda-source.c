#include "sauda-source.h"

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
