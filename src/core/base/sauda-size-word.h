#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_size_word_find (const char *text) G_GNUC_WARN_UNUSED_RESULT;
int sauda_size_word_compare (const char *a, const char *b);
gboolean sauda_size_word_equal (const char *a, const char *b);

G_END_DECLS
