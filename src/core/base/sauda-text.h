#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sauda_text_is_blank (gunichar c);
gboolean sauda_text_is_empty (const char *text);
gboolean sauda_text_is_formula (const char *text);
char *sauda_text_squeeze (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_text_search_key (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_text_mask_phone (const char *phone) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_text_file_name (const char *text, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
GStrv sauda_text_digit_runs (const char *text, gsize min_digits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
