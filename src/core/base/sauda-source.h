#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

void sauda_source_clear (GSource **source);
void sauda_source_unref_later (GMainContext *context, gpointer object);

G_END_DECLS
