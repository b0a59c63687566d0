#include "sauda-archive-name.h"
#include "sauda-labels-error.h"
#include "sauda-zip-read-private.h"

#include <glib/gi18n-lib.h>
#include <zip.h>

#define CHUNK (64 * 1024)
/* Below this size a high ratio harms nobody: a page of blanks packs well. */
#define RATIO_COUNTS_FROM (1024 * 1024)

typedef struct {
  SaudaWaybillImport *import; /* (not nullable) */
  zip_t *archive;             /* (owned) (not nullable) */
  char *name;                 /* (owned) (not nullable) of the archive, for sentences */
} Reading;

static gboolean
is_encrypted (const zip_stat_t *stat)
{
  return (stat->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat->encryption_method != ZIP_EM_NONE;
}

/* By the central directory: the sizes in front of the entries may be missing (kaspi-api 6). */
static gboolean
stat_entry (Reading *reading, zip_uint64_t index, zip_stat_t *stat)
{
  return zip_stat_index (reading->archive, index, ZIP_FL_ENC_RAW, stat) == 0 &&
         (stat->valid & ZIP_STAT_NAME) != 0 && !sauda_archive_name_is_litter (stat->name);
}

static void
set_too_large (Reading *reading, GError **error)
{
  g_set_error (
    error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_TOO_LARGE,
    _ ("“%s” unpacks to more than any archive of labels holds. Import it in parts, and only if you know "
       "who made it."),
    reading->name);
}

static GBytes *
unpack (Reading *reading, zip_file_t *stream, const zip_stat_t *stat, char **problem, GError **error)
{
  SaudaWaybillImport *import = reading->import;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  zip_int64_t got;

  while ((got = zip_fread (stream, chunk, CHUNK)) > 0) {
    if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
      return NULL;
    if ((guint64) got > import->bytes_left) {
      set_too_large (reading, error);
      return NULL;
    }
    import->bytes_left -= (guint64) got;
    g_byte_array_append (bytes, chunk, (guint) got);
    if (bytes->len > import->limits.entry_bytes ||
        (bytes->len > RATIO_COUNTS_FROM && bytes->len / MAX (stat->comp_size, 1) > import->limits.ratio)) {
      *problem = g_strdup (_ ("The file unpacks to more than any label has. It was not read."));
      return NULL;
    }
  }
  if (got < 0) {
    *problem = g_strdup (_ ("The file is damaged inside its archive. Download the archive again."));
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static SaudaWaybillFile *
read_entry (Reading *reading, const zip_stat_t *stat, GError **error)
{
  g_autofree char *problem = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *local = NULL;
  zip_file_t *stream;

  if (is_encrypted (stat))
    return sauda_waybill_file_new_problem (
      stat->name, _ ("The file is protected with a password inside its archive. Pack it without one."));
  stream = zip_fopen_index (reading->archive, stat->index, 0);
  if (stream == NULL)
    return sauda_waybill_file_new_problem (
      stat->name, _ ("The file is damaged inside its archive. Download the archive again."));
  bytes = unpack (reading, stream, stat, &problem, &local);
  zip_fclose (stream);
  if (local != NULL) {
    g_propagate_error (error, local);
    return NULL;
  }
  return problem != NULL ? sauda_waybill_file_new_problem (stat->name, problem)
                         : sauda_waybill_file_new (stat->name, bytes);
}

/* Every file locked: that is one thing to say about the archive, not one about each file. */
static gboolean
check_entries (Reading *reading, GError **error)
{
  zip_uint64_t entries = (zip_uint64_t) MAX (zip_get_num_entries (reading->archive, 0), 0);
  guint files = 0, encrypted = 0;

  if (entries > reading->import->limits.entries) {
    set_too_large (reading, error);
    return FALSE;
  }
  for (zip_uint64_t i = 0; i < entries; i++) {
    zip_stat_t stat;

    if (!stat_entry (reading, i, &stat))
      continue;
    files++;
    encrypted += is_encrypted (&stat);
  }
  reading->import->total += files;
  if (files > 0 && files == encrypted) {
    g_set_error (
      error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_ENCRYPTED,
      _ ("The archive “%s” is protected with a password. Pack the labels without one and import them "
         "again."),
      reading->name);
    return FALSE;
  }
  if (files == 0)
    g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_EMPTY,
                 _ ("The archive “%s” holds no files. Download it again."), reading->name);
  return files > 0;
}

static gboolean
read_entries (Reading *reading, GError **error)
{
  zip_uint64_t entries = (zip_uint64_t) zip_get_num_entries (reading->archive, 0);

  for (zip_uint64_t i = 0; i < entries; i++) {
    SaudaWaybillFile *file;
    zip_stat_t stat;

    if (!stat_entry (reading, i, &stat))
      continue;
    file = read_entry (reading, &stat, error);
    if (file == NULL || !sauda_waybill_import_take (reading->import, file, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_zip_read: (skip)
 * @import: takes the files
 * @path: a file that begins like a ZIP archive
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_DAMAGED, %SAUDA_LABELS_ERROR_ENCRYPTED, %SAUDA_LABELS_ERROR_EMPTY,
 * %SAUDA_LABELS_ERROR_TOO_LARGE, %G_IO_ERROR_CANCELLED or what the taker set
 */
gboolean
sauda_zip_read (SaudaWaybillImport *import, const char *path, GError **error)
{
  Reading reading = { import, zip_open (path, ZIP_RDONLY, NULL), NULL };
  gboolean read;

  reading.name = g_filename_display_basename (path);
  if (reading.archive == NULL) {
    g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED,
                 _ ("The archive “%s” is damaged or cut off. Download it again."), reading.name);
    g_free (reading.name);
    return FALSE;
  }
  read = check_entries (&reading, error) && read_entries (&reading, error);
  zip_discard (reading.archive);
  g_free (reading.name);
  return read;
}
