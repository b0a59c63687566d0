#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_lent_words_use (void);

G_END_DECLS
