#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_mnemonics_watch (void);

G_END_DECLS
