#pragma once

#include "sauda-talk-threads.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaThreadList:
 *
 * The conversations beside the one that is read: filtered, searched and counted. The signal `chosen` says
 * that another one is read, or none.
 */
#define SAUDA_TYPE_THREAD_LIST (sauda_thread_list_get_type ())
G_DECLARE_FINAL_TYPE (SaudaThreadList, sauda_thread_list, SAUDA, THREAD_LIST, AdwBin)

void sauda_thread_list_take_threads (SaudaThreadList *self, GPtrArray *threads);
const SaudaTalkThread *sauda_thread_list_get_thread (SaudaThreadList *self);
void sauda_thread_list_set_status (SaudaThreadList *self, const char *status);

G_END_DECLS
