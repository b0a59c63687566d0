#include "sauda-language.h"

#include "sauda-config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <unistd.h>

#define PLAIN_LOCALE "/usr/lib/locale/C.utf8"

static const char *const known[] = { "en", "ru", "kk", NULL };

/* Whether gettext looks at LANGUAGE: not in the C locale, and with glibc 2.41 not in C.UTF-8 either. */
static gboolean
is_translated (void)
{
  const char *name = setlocale (LC_MESSAGES, NULL);

  return name != NULL && !g_str_equal (name, "C") && !g_str_equal (name, "POSIX") &&
         !g_str_has_prefix (name, "C.");
}

/* A bare system has no other locale than C.UTF-8: for the messages the same goes by the name of another. */
static void
rename_plain_locale (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sauda-locale-XXXXXX", NULL);
  g_autofree char *link = folder != NULL ? g_build_filename (folder, "en_US.utf8", NULL) : NULL;
  g_autofree char *before = g_strdup (g_getenv ("LOCPATH"));

  if (link == NULL)
    return;
  if (symlink (PLAIN_LOCALE, link) == 0) {
    g_setenv ("LOCPATH", folder, TRUE);
    setlocale (LC_MESSAGES, "en_US.UTF-8");
    if (before != NULL)
      g_setenv ("LOCPATH", before, TRUE);
    else
      g_unsetenv ("LOCPATH");
    g_unlink (link);
  }
  g_rmdir (folder);
}

/**
 * sauda_language_use:
 * @language: (nullable): "en", "ru" or "kk"; %NULL, or one that there is not, for the environment's
 *
 * Chooses the language of the program and finds its translations. Must be called before the first text is
 * shown and while there is one thread. The environment variable SAUDA_LOCALEDIR names another folder of
 * translations, for a start from the build folder.
 */
void
sauda_language_use (const char *language)
{
  const char *folder = g_getenv ("SAUDA_LOCALEDIR");

  if (language != NULL && g_strv_contains (known, language))
    g_setenv ("LANGUAGE", language, TRUE);
  if (setlocale (LC_ALL, "") == NULL) {
    /* The environment's locale was never made on this machine; its language is what was meant. */
    g_setenv ("LANGUAGE", g_get_language_names ()[0], FALSE);
    setlocale (LC_ALL, "C.UTF-8");
  } else if (g_str_equal (setlocale (LC_CTYPE, NULL), "C"))
    setlocale (LC_ALL, "C.UTF-8");
  if (g_getenv ("LANGUAGE") != NULL && !is_translated ())
    rename_plain_locale ();
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : SAUDA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * sauda_language_get_fault:
 * @language: what was asked for
 *
 * Returns: (transfer full) (nullable): a sentence for who asked for a language that there is not; %NULL: it
 * is there
 */
char *
sauda_language_get_fault (const char *language)
{
  g_return_val_if_fail (language != NULL, NULL);

  if (g_strv_contains (known, language))
    return NULL;
  return g_strdup_printf (
    _ ("There is no language “%s”. There are: en (English), ru (Russian), kk (Kazakh)."), language);
}
