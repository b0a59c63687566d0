#include "sauda-label-leftover-private.h"

#include "sauda-label-plan.h"
#include "sauda-label-stage-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

typedef gboolean (*NameFunc) (const char *name);

static GStrv
list (const char *path)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_strv_builder_add (names, name);
  return g_strv_builder_end (names);
}

static gboolean
is_real_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static gboolean
is_group (const char *name)
{
  return g_str_has_suffix (name, ".pdf");
}

static gboolean
is_manifest (const char *name)
{
  return g_str_has_prefix (name, SAUDA_LABEL_MANIFEST_PREFIX) && g_str_has_suffix (name, ".csv");
}

static gboolean
is_file_of_run (const char *name)
{
  return g_str_equal (name, SAUDA_LABEL_MISSING_FILE) || g_str_equal (name, SAUDA_LABEL_LOG_FILE) ||
         g_str_equal (name, SAUDA_LABEL_PICK_PDF) || g_str_equal (name, SAUDA_LABEL_PICK_CSV) ||
         g_str_has_prefix (name, "kaspi_orders_");
}

static void
remove_files (const char *path, NameFunc is_ours)
{
  g_auto (GStrv) names = list (path);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *child = g_build_filename (path, names[i], NULL);

    if (is_ours (names[i]) && !is_real_folder (child))
      g_unlink (child);
  }
}

/**
 * sauda_label_leftover_remove_tree: (skip)
 * @path: a folder that this run has made
 *
 * Removes it with all that is in it; links are not followed.
 */
void
sauda_label_leftover_remove_tree (const char *path)
{
  g_auto (GStrv) names = list (path);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *child = g_build_filename (path, names[i], NULL);

    if (is_real_folder (child))
      sauda_label_leftover_remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

/**
 * sauda_label_leftover_remove_store: (skip)
 * @path: a store's folder of an earlier run
 *
 * Removes what a run writes there, and the folder when nothing else is in it: a person's own files stay.
 */
void
sauda_label_leftover_remove_store (const char *path)
{
  for (guint kind = 0; kind < SAUDA_LABEL_N_KINDS; kind++) {
    g_autofree char *folder = g_build_filename (path, sauda_label_kind_get_folder (kind), NULL);

    if (!is_real_folder (folder))
      continue;
    remove_files (folder, is_group);
    g_rmdir (folder);
  }
  remove_files (path, is_manifest);
  g_rmdir (path);
}

/**
 * sauda_label_leftover_remove_run: (skip)
 * @path: a stage that nobody works on any more
 *
 * Removes what a run writes, and the stage when nothing else is in it.
 */
void
sauda_label_leftover_remove_run (const char *path)
{
  g_autofree char *today = g_build_filename (path, SAUDA_LABEL_TODAY, NULL);
  g_auto (GStrv) stores = list (today);

  for (guint i = 0; stores[i] != NULL; i++) {
    g_autofree char *store = g_build_filename (today, stores[i], NULL);

    if (is_real_folder (store))
      sauda_label_leftover_remove_store (store);
  }
  g_rmdir (today);
  remove_files (path, is_file_of_run);
  g_rmdir (path);
}

/**
 * sauda_label_leftover_is_store: (skip)
 * @name: of a folder
 * @day: a day
 *
 * Returns: whether a run of @day has named it: `8.10.25_OnlyFit_qnt36`
 */
gboolean
sauda_label_leftover_is_store (const char *name, SaudaDay day)
{
  g_autofree char *date = sauda_day_format_short (day);
  g_autofree char *prefix = g_strconcat (date, "_", NULL);
  const char *count = g_strrstr (name, "_qnt");

  if (!g_str_has_prefix (name, prefix) || count == NULL || count < name + strlen (prefix))
    return FALSE;
  count += strlen ("_qnt");
  return *count != '\0' && strspn (count, "0123456789") == strlen (count);
}

/**
 * sauda_label_leftover_give_back: (skip)
 * @old: a folder that was replaced, without the files of its run
 * @current: the one that took its place
 *
 * Moves what is left in @old, a person's own files, to the same places in @current; nothing is overwritten.
 */
void
sauda_label_leftover_give_back (const char *old, const char *current)
{
  g_auto (GStrv) names = list (old);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *from = g_build_filename (old, names[i], NULL);
    g_autofree char *to = g_build_filename (current, names[i], NULL);

    if (is_real_folder (from) && is_real_folder (to))
      sauda_label_leftover_give_back (from, to);
    else if (!g_file_test (to, G_FILE_TEST_EXISTS) && !g_file_test (to, G_FILE_TEST_IS_SYMLINK))
      g_rename (from, to);
  }
  g_rmdir (old);
}
