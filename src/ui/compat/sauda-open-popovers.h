#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_open_popovers_watch (void);

G_END_DECLS
