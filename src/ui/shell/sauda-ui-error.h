#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_ui_describe_error (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
