#include "sauda-label-stage-private.h"

#include "sauda-label-leftover-private.h"
#include "sauda-labels-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define STAGE_PREFIX ".sauda-build-"

struct _SaudaLabelStage {
  char *folder; /* (owned) (not nullable) of the run */
  char *path;   /* (owned) (not nullable) of the stage */
  SaudaDay day;
  gboolean created;   /* whether @folder was made for this run */
  gboolean committed; /* what is still in the stage is a person's */
  int lock;           /* of the stage's folder, so that nobody takes it for a leftover */
};

/* One thing that is to take its place. */
typedef struct {
  char *staged;      /* (owned) (not nullable) */
  char *final;       /* (owned) (not nullable) */
  gboolean replaced; /* whether what was there lies in @staged now */
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->staged);
  g_free (move->final);
  g_free (move);
}

static int
take_lock (const char *path)
{
  int lock = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) != 0) {
    close (lock);
    return -1;
  }
  return lock;
}

/* A run that was killed leaves its stage behind. */
static void
remove_leftovers (const char *folder)
{
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    int lock;

    if (!g_str_has_prefix (name, STAGE_PREFIX))
      continue;
    lock = take_lock (path);
    if (lock < 0)
      continue;
    sauda_label_leftover_remove_run (path);
    close (lock);
  }
}

/* Both change places in one step where the disk can do that. */
static gboolean
exchange (Move *move)
{
  g_autofree char *aside = g_strconcat (move->staged, ".old", NULL);

  if (renameat2 (AT_FDCWD, move->staged, AT_FDCWD, move->final, RENAME_EXCHANGE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
    return FALSE;
  if (g_rename (move->final, aside) != 0)
    return FALSE;
  if (g_rename (move->staged, move->final) != 0) {
    int reason = errno;

    g_rename (aside, move->final);
    errno = reason;
    return FALSE;
  }
  return g_rename (aside, move->staged) == 0;
}

static gboolean
do_move (Move *move, GError **error)
{
  move->replaced =
    g_file_test (move->final, G_FILE_TEST_EXISTS) || g_file_test (move->final, G_FILE_TEST_IS_SYMLINK);
  if (move->replaced ? exchange (move) : g_rename (move->staged, move->final) == 0)
    return TRUE;
  sauda_labels_set_unwritten (error, move->final, g_strerror (errno));
  return FALSE;
}

static void
undo_move (Move *move)
{
  if (move->replaced)
    exchange (move);
  else
    g_rename (move->final, move->staged);
}

static void
add_moves (GPtrArray *moves, const char *from, const char *to)
{
  g_autoptr (GDir) listing = g_dir_open (from, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    Move *move;

    if (g_str_equal (name, SAUDA_LABEL_TODAY))
      continue;
    move = g_new0 (Move, 1);
    move->staged = g_build_filename (from, name, NULL);
    move->final = g_build_filename (to, name, NULL);
    g_ptr_array_add (moves, move);
  }
}

/* Folders of an earlier run of the day whose count or store is no longer there. */
static void
remove_outdated (SaudaLabelStage *self, const char *today, GPtrArray *moves)
{
  g_autoptr (GHashTable) current = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GDir) listing = g_dir_open (today, 0, NULL);
  g_autofree char *zip_name = sauda_label_zip_name (self->day);
  g_autofree char *zip = g_build_filename (self->folder, zip_name, NULL);
  const char *name;

  for (guint i = 0; i < moves->len; i++)
    g_hash_table_add (current, ((Move *) g_ptr_array_index (moves, i))->final);
  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (today, name, NULL);

    if (sauda_label_leftover_is_store (name, self->day) && !g_hash_table_contains (current, path) &&
        !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      sauda_label_leftover_remove_store (path);
  }
  if (!g_hash_table_contains (current, zip))
    g_unlink (zip);
}

/* A person's own files in a replaced folder go into the new one. */
static void
give_back (GPtrArray *moves)
{
  for (guint i = 0; i < moves->len; i++) {
    const Move *move = g_ptr_array_index (moves, i);

    if (!move->replaced || !g_file_test (move->staged, G_FILE_TEST_IS_DIR))
      continue;
    sauda_label_leftover_remove_store (move->staged);
    sauda_label_leftover_give_back (move->staged, move->final);
  }
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  sauda_labels_set_unwritten (error, path, g_strerror (errno));
  return FALSE;
}

/**
 * sauda_label_zip_name: (skip)
 * @day: the day of a run
 *
 * Returns: (transfer full): `kaspi_orders_8.10.25.zip`
 */
char *
sauda_label_zip_name (SaudaDay day)
{
  g_autofree char *date = sauda_day_format_short (day);

  return g_strdup_printf ("kaspi_orders_%s.zip", date);
}

/**
 * sauda_label_stage_new: (skip)
 * @folder: where the run shall be
 * @day: the day of the run
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an empty stage, or %NULL with %SAUDA_LABELS_ERROR_WRITE
 */
SaudaLabelStage *
sauda_label_stage_new (const char *folder, SaudaDay day, GError **error)
{
  gboolean created = !g_file_test (folder, G_FILE_TEST_EXISTS);
  g_autofree char *path = g_build_filename (folder, STAGE_PREFIX "XXXXXX", NULL);
  SaudaLabelStage *self;

  if (!make_folder (folder, error))
    return NULL;
  remove_leftovers (folder);
  if (g_mkdtemp_full (path, 0700) == NULL) {
    sauda_labels_set_unwritten (error, folder, g_strerror (errno));
    if (created)
      g_rmdir (folder);
    return NULL;
  }
  self = g_new0 (SaudaLabelStage, 1);
  self->folder = g_strdup (folder);
  self->path = g_steal_pointer (&path);
  self->day = day;
  self->created = created;
  self->lock = take_lock (self->path);
  return self;
}

/**
 * sauda_label_stage_free: (skip)
 * @self: (transfer full): a stage
 *
 * Throws away what was not committed.
 */
void
sauda_label_stage_free (SaudaLabelStage *self)
{
  if (!self->committed)
    sauda_label_leftover_remove_tree (self->path);
  if (self->lock >= 0)
    close (self->lock);
  if (self->created)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/**
 * sauda_label_stage_build_path: (skip)
 * @self: a stage
 * @name: path of a file in the run
 *
 * Returns: (transfer full): where it is written now
 */
char *
sauda_label_stage_build_path (SaudaLabelStage *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

/**
 * sauda_label_stage_write: (skip)
 * @self: a stage
 * @name: path of a file in the run
 * @text: its content
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE
 */
gboolean
sauda_label_stage_write (SaudaLabelStage *self, const char *name, GString *text, GError **error)
{
  g_autofree char *path = sauda_label_stage_build_path (self, name);
  g_autoptr (GError) local = NULL;

  if (g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_NONE, 0600, &local))
    return TRUE;
  sauda_labels_set_unwritten (error, path, local->message);
  return FALSE;
}

/**
 * sauda_label_stage_make_folder: (skip)
 * @self: a stage
 * @name: path of a folder in the run
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE
 */
gboolean
sauda_label_stage_make_folder (SaudaLabelStage *self, const char *name, GError **error)
{
  g_autofree char *path = sauda_label_stage_build_path (self, name);

  return make_folder (path, error);
}

/**
 * sauda_label_stage_commit: (skip)
 * @self: a stage with a whole run in it
 * @error: return location
 *
 * Puts the run in the place of the day's last one; when a step fails, the steps before it are taken back.
 * What a run has not written is never removed.
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE
 */
gboolean
sauda_label_stage_commit (SaudaLabelStage *self, GError **error)
{
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func (move_free);
  g_autofree char *today = g_build_filename (self->folder, SAUDA_LABEL_TODAY, NULL);
  g_autofree char *staged = sauda_label_stage_build_path (self, SAUDA_LABEL_TODAY);

  if (!make_folder (today, error))
    return FALSE;
  add_moves (moves, staged, today);
  add_moves (moves, self->path, self->folder);
  for (guint i = 0; i < moves->len; i++) {
    if (do_move (g_ptr_array_index (moves, i), error))
      continue;
    while (i-- > 0)
      undo_move (g_ptr_array_index (moves, i));
    g_rmdir (today);
    return FALSE;
  }
  self->created = FALSE;
  self->committed = TRUE;
  remove_outdated (self, today, moves);
  give_back (moves);
  sauda_label_leftover_remove_run (self->path);
  return TRUE;
}
