#include "sauda-arena.h"

#include <stdint.h>
#include <string.h>

#define N_THINGS 200000

typedef struct {
  gint64 number;
  const char *text;
} Thing;

static void
test_many (void)
{
  g_autoptr (SaudaArena) arena = sauda_arena_new ();
  g_autofree Thing **things = g_new (Thing *, N_THINGS);

  for (int i = 0; i < N_THINGS; i++) {
    g_autofree char *text = g_strdup_printf ("text %d", i);

    things[i] = sauda_arena_alloc (arena, sizeof (Thing));
    g_assert_cmpuint ((uintptr_t) things[i] % sizeof (gint64), ==, 0);
    g_assert_true (things[i]->number == 0 && things[i]->text == NULL);
    things[i]->number = i;
    things[i]->text = sauda_arena_dup (arena, text, strlen (text));
  }
  for (int i = 0; i < N_THINGS; i++) {
    g_autofree char *text = g_strdup_printf ("text %d", i);

    g_assert_cmpint (things[i]->number, ==, i);
    g_assert_cmpstr (things[i]->text, ==, text);
  }
}

static void
test_long_text (void)
{
  g_autoptr (SaudaArena) arena = sauda_arena_new ();
  g_autofree char *text = g_strnfill (9 * 1024 * 1024, 'x');
  const char *begin = sauda_arena_dup (arena, "begin", 3);
  const char *copy = sauda_arena_dup (arena, text, strlen (text));
  const char *end = sauda_arena_dup (arena, "", 0);

  g_assert_cmpstr (begin, ==, "beg");
  g_assert_cmpstr (copy, ==, text);
  g_assert_cmpstr (end, ==, "");
}

/* A part that fits to the last byte leaves nothing free, and the next one is given its own. */
static void
test_brim (void)
{
  for (gsize size = 64 * 1024 - 9; size <= 64 * 1024 + 1; size++) {
    g_autoptr (SaudaArena) arena = sauda_arena_new ();
    g_autofree char *text = g_strnfill (size, 'y');
    const char *copy = sauda_arena_dup (arena, text, size);
    gint64 *number = sauda_arena_alloc (arena, sizeof (gint64));

    g_assert_cmpint (*number, ==, 0);
    *number = -1;
    g_assert_cmpstr (copy, ==, text);
  }
}

static void
test_clear (void)
{
  g_autoptr (SaudaArena) arena = sauda_arena_new ();

  memset (sauda_arena_alloc (arena, 1000), 1, 1000);
  sauda_arena_clear (arena);
  sauda_arena_clear (arena);
  g_assert_cmpint (*(gint64 *) sauda_arena_alloc (arena, sizeof (gint64)), ==, 0);
  g_assert_cmpstr (sauda_arena_dup (arena, "after", 5), ==, "after");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/arena/many", test_many);
  g_test_add_func ("/base/arena/long-text", test_long_text);
  g_test_add_func ("/base/arena/brim", test_brim);
  g_test_add_func ("/base/arena/clear", test_clear);
  return g_test_run ();
}
