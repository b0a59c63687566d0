#pragma once

#include "sauda-database.h"

G_BEGIN_DECLS

SaudaDatabase *sauda_test_database_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void sauda_test_database_execute (SaudaDatabase *database, const char *sql);
gint64 sauda_test_database_read_number (SaudaDatabase *database, const char *sql);
char *sauda_test_database_read_text (SaudaDatabase *database, const char *sql) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
