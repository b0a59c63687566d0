#pragma once

#include "sauda-talk-status.h"
#include "sauda-talk-threads.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaThreadList:
 *
 * The conversations beside the one that is read: filtered, searched and counted, each with a menu.
 *
 * Signals: `chosen` when another one is read, or none; of the menu `chat-wanted`, `taken-over` (gboolean
 * taken_over) and `order-wanted` (const char *order), about the one that is read.
 */
#define SAUDA_TYPE_THREAD_LIST (sauda_thread_list_get_type ())
G_DECLARE_FINAL_TYPE (SaudaThreadList, sauda_thread_list, SAUDA, THREAD_LIST, AdwBin)

void sauda_thread_list_take_threads (SaudaThreadList *self, GPtrArray *threads);
const SaudaTalkThread *sauda_thread_list_get_thread (SaudaThreadList *self);
void sauda_thread_list_show_status (SaudaThreadList *self, const SaudaTalkStatus *status);

G_END_DECLS
