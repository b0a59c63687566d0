#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_csv_append_row (GString *csv, const char *const *fields);

G_END_DECLS
