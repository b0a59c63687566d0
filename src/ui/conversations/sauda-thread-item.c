#include "sauda-thread-item.h"

#include "sauda-text.h"

#include <string.h>

struct _SaudaThreadItem {
  GObject parent_instance;

  SaudaTalkThread *thread; /* (owned) (not nullable) */
  char *search_key;        /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaThreadItem, sauda_thread_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
sauda_thread_item_finalize (GObject *object)
{
  SaudaThreadItem *self = SAUDA_THREAD_ITEM (object);

  sauda_talk_thread_free (self->thread);
  g_free (self->search_key);
  G_OBJECT_CLASS (sauda_thread_item_parent_class)->finalize (object);
}

static void
sauda_thread_item_class_init (SaudaThreadItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_thread_item_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sauda_thread_item_init (SaudaThreadItem *self)
{
}

static void
set_thread (SaudaThreadItem *self, SaudaTalkThread *thread)
{
  g_autofree char *words = g_strdup_printf ("%s %s %s %s %s", thread->order, thread->store,
                                            thread->buyer != NULL ? thread->buyer : "", thread->goods,
                                            thread->phone != NULL ? thread->phone : "");

  g_clear_pointer (&self->thread, sauda_talk_thread_free);
  self->thread = thread;
  g_free (self->search_key);
  self->search_key = sauda_text_search_key (words);
}

/**
 * sauda_thread_item_new:
 * @thread: (transfer full): a conversation
 *
 * Returns: (transfer full): it as an item of a list
 */
SaudaThreadItem *
sauda_thread_item_new (SaudaTalkThread *thread)
{
  SaudaThreadItem *self = g_object_new (SAUDA_TYPE_THREAD_ITEM, NULL);

  set_thread (self, thread);
  return self;
}

/**
 * sauda_thread_item_take_thread:
 * @self: an item
 * @thread: (transfer full): the same conversation as it is now
 */
void
sauda_thread_item_take_thread (SaudaThreadItem *self, SaudaTalkThread *thread)
{
  set_thread (self, thread);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sauda_thread_item_get_thread:
 * @self: an item
 *
 * Returns: (transfer none): its conversation, until it takes another
 */
const SaudaTalkThread *
sauda_thread_item_get_thread (SaudaThreadItem *self)
{
  return self->thread;
}

/**
 * sauda_thread_item_is_of:
 * @self: an item
 * @thread: a conversation
 *
 * Returns: whether both are about the same order, or of the same stranger
 */
gboolean
sauda_thread_item_is_of (SaudaThreadItem *self, const SaudaTalkThread *thread)
{
  return self->thread->question_id == thread->question_id &&
         (thread->question_id != 0 || self->thread->contact_id == thread->contact_id);
}

/**
 * sauda_thread_item_matches:
 * @self: an item
 * @words: what is looked for
 *
 * Returns: whether it is found in order, store, buyer, product or telephone
 */
gboolean
sauda_thread_item_matches (SaudaThreadItem *self, const char *words)
{
  g_autofree char *key = sauda_text_search_key (words);

  return strstr (self->search_key, key) != NULL;
}
