#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sauda_csv_is_formula (const char *text);
void sauda_csv_append_cell (GString *csv, const char *text, char delimiter, gboolean defuse);
void sauda_csv_append_row (GString *csv, const char *const *fields);

G_END_DECLS
