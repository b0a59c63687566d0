#include "sauda-arena.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

/* A few rows take little; what outgrows that asks for pages of 2 MiB, of which the system hands out one where
 * it would have to hand out 512. */
#define FIRST_BLOCK ((gsize) 64 * 1024)
#define HUGE_PAGE ((gsize) 2 * 1024 * 1024)
#define BLOCK (2 * HUGE_PAGE)
#define ALIGNMENT sizeof (gint64)

typedef struct {
  char *start; /* (owned) */
  gsize size;
} Block;

struct _SaudaArena {
  GArray *blocks; /* (owned) (element-type Block) */
  char *next;     /* (nullable) in the last block: what is free there */
  gsize left;     /* bytes that are free there */
};

static char *
map (gsize size)
{
  char *start = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (start == MAP_FAILED)
    g_error ("no memory for %" G_GSIZE_FORMAT " bytes", size);
  return start;
}

/* Returns zeroed memory that begins with a huge page. */
static char *
map_huge (gsize size)
{
  char *start = map (size + HUGE_PAGE);
  gsize before = (HUGE_PAGE - (uintptr_t) start % HUGE_PAGE) % HUGE_PAGE;

  if (before > 0)
    munmap (start, before);
  munmap (start + before + size, HUGE_PAGE - before);
  madvise (start + before, size, MADV_HUGEPAGE);
  return start + before;
}

static void
add_block (SaudaArena *self, gsize needed)
{
  gsize size =
    self->blocks->len == 0 && needed <= FIRST_BLOCK ? FIRST_BLOCK : (needed + BLOCK - 1) / BLOCK * BLOCK;
  Block block = { size == FIRST_BLOCK ? map (size) : map_huge (size), size };

  g_array_append_val (self->blocks, block);
  self->next = block.start;
  self->left = size;
}

static void
block_clear (gpointer data)
{
  const Block *block = data;

  munmap (block->start, block->size);
}

/**
 * sauda_arena_new:
 *
 * Returns: (transfer full): an empty arena
 */
SaudaArena *
sauda_arena_new (void)
{
  SaudaArena *self = g_new0 (SaudaArena, 1);

  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, block_clear);
  return self;
}

/**
 * sauda_arena_free:
 * @self: (transfer full) (nullable): an arena; all that it gave out ends with it
 */
void
sauda_arena_free (SaudaArena *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->blocks);
  g_free (self);
}

/**
 * sauda_arena_clear:
 * @self: an arena
 *
 * Gives back all that it gave out.
 */
void
sauda_arena_clear (SaudaArena *self)
{
  g_array_set_size (self->blocks, 0);
  self->next = NULL;
  self->left = 0;
}

/**
 * sauda_arena_alloc:
 * @self: an arena
 * @size: bytes
 *
 * Returns: (transfer none): zeroed memory, fit for numbers and pointers
 */
gpointer
sauda_arena_alloc (SaudaArena *self, gsize size)
{
  gsize gap = (ALIGNMENT - (uintptr_t) self->next % ALIGNMENT) % ALIGNMENT;
  char *memory;

  if (self->left < gap + size) {
    add_block (self, size);
    gap = 0;
  }
  memory = self->next + gap;
  self->next = memory + size;
  self->left -= gap + size;
  return memory;
}

/**
 * sauda_arena_dup:
 * @self: an arena
 * @text: a text, or a part of one
 * @length: its bytes
 *
 * Returns: (transfer none): a copy that ends with a zero
 */
char *
sauda_arena_dup (SaudaArena *self, const char *text, gsize length)
{
  char *copy;

  if (self->left <= length)
    add_block (self, length + 1);
  copy = memcpy (self->next, text, length);
  self->next += length + 1;
  self->left -= length + 1;
  return copy;
}
