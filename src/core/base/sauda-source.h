#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_source_clear (GSource **source);

G_END_DECLS
