#include "sauda-lent-words.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libintl.h>
#include <unistd.h>

/* libadwaita 1.2 says in Kazakh only what GTK's inspector shows of it. Its own words stand in our windows:
 * those of fields and of "About". */
#define DOMAIN "libadwaita"
#define FILE_NAME DOMAIN ".mo"

static const char *const words[] = {
  N_ ("Apply"),
  N_ ("Back"),
  N_ ("Caps Lock is on"),
  N_ ("Close"),
  N_ ("Credits"),
  N_ ("_Credits"),
  N_ ("Details"),
  N_ ("_Details"),
  N_ ("GNU General Public License, version 3 or later"),
  N_ ("Hide Text"),
  N_ ("Legal"),
  N_ ("_Legal"),
  N_ ("Show Text"),
  N_ ("_Show Text"),
  N_ ("This application comes with absolutely no warranty. See the <a href=\"%s\">%s</a> for details."),
  N_ ("Version %s"),
  N_ ("_Website"),
};

/* Our catalogue of the language that is spoken; %NULL for English. */
static char *
find_catalogue (const char **language)
{
  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);

  for (const char *const *name = g_get_language_names (); *name != NULL && folder != NULL; name++) {
    g_autofree char *path = g_build_filename (folder, *name, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

    *language = *name;
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return g_canonicalize_filename (path, NULL);
  }
  return NULL;
}

/**
 * sauda_lent_words_use:
 *
 * Where libadwaita has no words in the language of the program, ours are taken: gettext reads our catalogue
 * under its name. Does nothing where it has its own. To be called after adw_init().
 */
void
sauda_lent_words_use (void)
{
  const char *language = NULL;
  g_autofree char *catalogue = NULL, *folder = NULL, *named = NULL, *inner = NULL, *link = NULL;

  if (g_dgettext (DOMAIN, words[0]) != words[0] || (catalogue = find_catalogue (&language)) == NULL ||
      (folder = g_dir_make_tmp ("sauda-words-XXXXXX", NULL)) == NULL)
    return;
  named = g_build_filename (folder, language, NULL);
  inner = g_build_filename (named, "LC_MESSAGES", NULL);
  link = g_build_filename (inner, FILE_NAME, NULL);
  if (g_mkdir_with_parents (inner, 0700) == 0 && symlink (catalogue, link) == 0) {
    bindtextdomain (DOMAIN, folder);
    /* it is read at the first question, and kept */
    g_dgettext (DOMAIN, words[0]);
  }
  g_unlink (link);
  g_rmdir (inner);
  g_rmdir (named);
  g_rmdir (folder);
}
