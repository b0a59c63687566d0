#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaArena:
 *
 * Memory for hundreds of thousands of small things that end together. It belongs to one thread at a time.
 */
typedef struct _SaudaArena SaudaArena;

SaudaArena *sauda_arena_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_arena_free (SaudaArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaArena, sauda_arena_free)

void sauda_arena_clear (SaudaArena *self);
gpointer sauda_arena_alloc (SaudaArena *self, gsize size) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_arena_dup (SaudaArena *self, const char *text, gsize length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
