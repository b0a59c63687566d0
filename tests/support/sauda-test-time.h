#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sauda_test_time_hurry (guint times);

G_END_DECLS
