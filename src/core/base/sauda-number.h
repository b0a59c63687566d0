#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_number_format (double number, int decimals) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
