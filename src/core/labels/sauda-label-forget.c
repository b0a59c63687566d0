#include "sauda-label-forget.h"

#include "sauda-label-leftover-private.h"
#include "sauda-label-plan.h"
#include "sauda-label-stage-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* Grouped labels that were written once hold buyers' names and addresses. Which file holds whose label stands
 * in the manifests beside them. */

/* The first three cells of a line of a manifest: file, order, store. */
static GStrv
split_line (const char *line)
{
  GStrvBuilder *cells = g_strv_builder_new ();
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = FALSE;
  GStrv split;

  for (const char *p = line; *p != '\0'; p++) {
    if (*p == '"' && quoted && p[1] == '"')
      g_string_append_c (cell, *p++);
    else if (*p == '"')
      quoted = !quoted;
    else if (*p == ';' && !quoted) {
      g_strv_builder_add (cells, cell->str);
      g_string_truncate (cell, 0);
    } else
      g_string_append_c (cell, *p);
  }
  g_strv_builder_add (cells, cell->str);
  split = g_strv_builder_end (cells);
  g_strv_builder_unref (cells);
  return split;
}

/* Removes a group from whichever folder of the store's it lies in. */
static guint
remove_group (const char *store_folder, const char *name)
{
  guint removed = 0;

  if (strchr (name, G_DIR_SEPARATOR) != NULL)
    return 0;
  for (guint kind = 0; kind < SAUDA_LABEL_N_KINDS; kind++) {
    g_autofree char *path = g_build_filename (store_folder, sauda_label_kind_get_folder (kind), name, NULL);

    removed += g_unlink (path) == 0;
  }
  return removed;
}

static guint
forget_in_manifest (const char *store_folder, const char *path, const char *store, GHashTable *codes)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint removed = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = split_line (lines[i]);

    if (g_strv_length (cells) >= 3 && g_str_equal (cells[2], store) &&
        g_hash_table_contains (codes, cells[1]))
      removed += remove_group (store_folder, cells[0]);
  }
  return removed;
}

static guint
forget_in_store (const char *store_folder, const char *store, GHashTable *codes)
{
  g_autoptr (GDir) folder = g_dir_open (store_folder, 0, NULL);
  guint removed = 0;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (store_folder, name, NULL);

    if (g_str_has_prefix (name, SAUDA_LABEL_MANIFEST_PREFIX) && g_str_has_suffix (name, ".csv"))
      removed += forget_in_manifest (store_folder, path, store, codes);
  }
  return removed;
}

/* The archive of a run holds a copy of every group. */
static guint
remove_archives (const char *root)
{
  g_autoptr (GDir) folder = g_dir_open (root, 0, NULL);
  guint removed = 0;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (root, name, NULL);

    if (g_str_has_prefix (name, "kaspi_orders_") && g_str_has_suffix (name, ".zip"))
      removed += g_unlink (path) == 0;
  }
  return removed;
}

/**
 * sauda_label_forget_orders:
 * @folder: where labels were built
 * @store: name of a store
 * @codes: (element-type utf8): set of order numbers of it
 *
 * Deletes the grouped labels that hold a label of one of the orders, and then the archives of the run, which
 * hold them too. They can be built again from the saved waybills of the other orders. Only what a run writes
 * is touched. It blocks.
 *
 * Returns: number of files that are gone
 */
guint
sauda_label_forget_orders (const char *folder, const char *store, GHashTable *codes)
{
  g_autofree char *today = g_build_filename (folder, SAUDA_LABEL_TODAY, NULL);
  g_autoptr (GDir) stores = g_dir_open (today, 0, NULL);
  guint removed = 0;
  const char *name;

  while (stores != NULL && (name = g_dir_read_name (stores)) != NULL) {
    g_autofree char *path = g_build_filename (today, name, NULL);

    removed += forget_in_store (path, store, codes);
  }
  return removed > 0 ? removed + remove_archives (folder) : 0;
}
