#include "sauda-tag-guard.h"

#include <string.h>

#define MANY 70000

/* A file made of a head, a part that repeats, and a tail; whether it passes. */
typedef struct {
  const char *name;
  const char *head;
  const char *part;
  const char *tail;
  gboolean passes;
} Case;

static const Case cases[] = {
  { "text", "<a>", "long text > and so on ", "</a>", TRUE },
  { "many-tags", "<a>", "<b c='1'/>", "</a>", TRUE },
  { "attributes", "<a ", "b='1' ", "/>", FALSE },
  { "hidden-end", "<a ", "b='>' ", "/>", FALSE },
  { "hidden-end-2", "<a ", "b=\">'\" ", "/>", FALSE },
  { "value", "<a b=\"", "and on ", "\"/>", FALSE },
  { "quote-in-comment", "<a><!-- it's --><?x \"?>", "<b/>", "</a>", TRUE },
  { "quote-in-text", "<a>it's ", "<b/>", "</a>", TRUE },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GString) text = g_string_new (one->head);

  for (guint i = 0; i < MANY; i++)
    g_string_append (text, one->part);
  g_string_append (text, one->tail);
  /* In whatever pieces the bytes come. */
  for (gsize step = 1; step < 100000; step = step * 7 + 1) {
    SaudaTagGuard guard = { 0 };
    gboolean passes = TRUE;

    for (gsize i = 0; i < text->len && passes; i += step)
      passes = sauda_tag_guard_pass (&guard, text->str + i, MIN (step, text->len - i));
    g_assert_cmpint (passes, ==, one->passes);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/base/tag-guard/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  return g_test_run ();
}
