#pragma once

#include "sauda-statement.h"

#include <sqlite3.h>

G_BEGIN_DECLS

SaudaStatement *
sauda_statement_new (sqlite3 *handle, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_statement_get_sql (SaudaStatement *self);
void sauda_statement_free (SaudaStatement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStatement, sauda_statement_free)

G_END_DECLS
