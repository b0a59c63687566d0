#include "sauda-help-text.h"

#include <gio/gio.h>
#include <string.h>

#define ROOT "/io/github/sauda/Sauda/guide"

/* **bold** becomes markup; everything else is plain. */
static char *
to_markup (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "**", -1);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_autofree char *plain = g_markup_escape_text (parts[i], -1);
    gboolean bold = i % 2 == 1 && parts[i + 1] != NULL;

    g_string_append_printf (markup, bold ? "<b>%s</b>" : "%s", plain);
  }
  return g_string_free (markup, FALSE);
}

static void
add (GPtrArray *blocks, SaudaHelpBlockKind kind, const char *mark, gsize mark_length, const char *text)
{
  SaudaHelpBlock *block = g_new0 (SaudaHelpBlock, 1);

  block->kind = kind;
  block->mark = mark != NULL ? g_strndup (mark, mark_length) : NULL;
  block->markup = to_markup (text);
  g_ptr_array_add (blocks, block);
}

static void
add_line (GPtrArray *blocks, const char *line)
{
  gsize digits = strspn (line, "0123456789");

  if (g_str_has_prefix (line, "# "))
    add (blocks, SAUDA_HELP_TITLE, NULL, 0, line + 2);
  else if (g_str_has_prefix (line, "## "))
    add (blocks, SAUDA_HELP_HEADING, NULL, 0, line + 3);
  else if (g_str_has_prefix (line, "- "))
    add (blocks, SAUDA_HELP_ITEM, "•", strlen ("•"), line + 2);
  else if (digits > 0 && g_str_has_prefix (line + digits, ". "))
    add (blocks, SAUDA_HELP_ITEM, line, digits + 1, line + digits + 2);
  else if (*line != '\0' && !g_str_has_prefix (line, "!["))
    add (blocks, SAUDA_HELP_PARAGRAPH, NULL, 0, line);
}

/**
 * sauda_help_block_free:
 * @block: (transfer full): a piece of a page
 */
void
sauda_help_block_free (SaudaHelpBlock *block)
{
  g_free (block->mark);
  g_free (block->markup);
  g_free (block);
}

/**
 * sauda_help_text_parse:
 * @text: a page of the guide: a small part of Markdown, a line a block; pictures are left to the pages that
 * tools/guide makes
 *
 * Returns: (transfer full) (element-type SaudaHelpBlock): its pieces
 */
GPtrArray *
sauda_help_text_parse (const char *text)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_help_block_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (blocks, g_strstrip (lines[i]));
  return blocks;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GStrv
list_folder (const char *folder)
{
  GStrv names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (names != NULL)
    qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

/**
 * sauda_help_text_list_pages:
 * @languages: (array zero-terminated=1): as g_get_language_names() gives them, the best first
 * @folder: (out) (transfer full): where the pages lie among the resources
 *
 * Returns: (transfer full): names of the pages of the guide in the best language there is, in their order
 */
GStrv
sauda_help_text_list_pages (const char *const *languages, char **folder)
{
  GStrv names = NULL;

  for (guint i = 0; languages[i] != NULL; i++) {
    g_autofree char *path = g_build_path ("/", ROOT, languages[i], NULL);

    names = list_folder (path);
    if (names == NULL)
      continue;
    *folder = g_steal_pointer (&path);
    return names;
  }
  *folder = g_strdup (ROOT "/en");
  names = list_folder (*folder);
  return names != NULL ? names : g_new0 (char *, 1);
}
