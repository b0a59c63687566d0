#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_LOG_FILE_NAME "log.jsonl"
#define SAUDA_LOG_FILE_OLD_NAME "log.1.jsonl"

void sauda_log_file_open (const char *folder, const char *program);
void sauda_log_file_close (void);
void sauda_log_file_write (GLogLevelFlags level, const char *domain, const char *masked);

G_END_DECLS
