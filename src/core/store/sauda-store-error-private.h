#pragma once

#include "sauda-store-error.h"

#include <sqlite3.h>

G_BEGIN_DECLS

void sauda_store_set_error (GError **error, sqlite3 *handle, int code);

G_END_DECLS
