#pragma once

#include "sauda-talk-threads.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaThreadItem:
 *
 * One conversation as an item of a list. The signal `changed` says that it goes on.
 */
#define SAUDA_TYPE_THREAD_ITEM (sauda_thread_item_get_type ())
G_DECLARE_FINAL_TYPE (SaudaThreadItem, sauda_thread_item, SAUDA, THREAD_ITEM, GObject)

SaudaThreadItem *sauda_thread_item_new (SaudaTalkThread *thread);
void sauda_thread_item_take_thread (SaudaThreadItem *self, SaudaTalkThread *thread);
const SaudaTalkThread *sauda_thread_item_get_thread (SaudaThreadItem *self);
gboolean sauda_thread_item_is_of (SaudaThreadItem *self, const SaudaTalkThread *thread);
gboolean sauda_thread_item_matches (SaudaThreadItem *self, const char *words);

G_END_DECLS
