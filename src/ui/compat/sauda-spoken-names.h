#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_spoken_names_watch (void);

G_END_DECLS
