#include "sauda-archive-name.h"
#include "sauda-labels-error.h"
#include "sauda-labels-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define PLAIN_LABEL ((const char *const[]){ "900 110 392 - 1\n1/1", NULL })

/* What an archive is made of; @raw keeps the bytes of the name as they are. */
typedef struct {
  const char *name;
  GBytes *content; /* (nullable) empty when %NULL */
  const char *password;
  gboolean raw;
} Entry;

static char *
make_zip (const char *folder, const char *name, const Entry *entries, guint n)
{
  char *path = g_build_filename (folder, name, NULL);
  zip_t *archive = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert_nonnull (archive);
  for (guint i = 0; i < n; i++) {
    gsize length = entries[i].content != NULL ? g_bytes_get_size (entries[i].content) : 0;
    const void *data = length > 0 ? g_bytes_get_data (entries[i].content, NULL) : "";
    zip_source_t *source = zip_source_buffer (archive, data, length, 0);
    zip_int64_t index =
      zip_file_add (archive, entries[i].name, source, entries[i].raw ? ZIP_FL_ENC_CP437 : ZIP_FL_ENC_GUESS);

    g_assert_cmpint (index, >=, 0);
    if (entries[i].password != NULL)
      g_assert_cmpint (
        zip_file_set_encryption (archive, (zip_uint64_t) index, ZIP_EM_AES_256, entries[i].password), ==, 0);
  }
  g_assert_cmpint (zip_close (archive), ==, 0);
  return path;
}

static const SaudaWaybillFile *
get_file (GPtrArray *files, guint index)
{
  g_assert_cmpuint (index, <, files->len);
  return g_ptr_array_index (files, index);
}

static void
assert_refused (const char *path, const SaudaWaybillLimits *limits, int code)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  SaudaWaybillReader reader = { .limits = limits };

  g_assert_false (sauda_waybill_archive_read (path, &reader, NULL, &error));
  g_assert_error (error, SAUDA_LABELS_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 30);
}

static void
test_samples (void)
{
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();
  g_autoptr (GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);
  guint pages = 0;

  for (guint i = 0; i < files->len; i++) {
    const SaudaWaybillFile *file = get_file (files, i);

    g_assert_null (file->problem);
    pages += file->pages;
    g_assert_true (g_hash_table_add (sums, file->sha256));
    g_assert_true (g_str_has_prefix (file->name, "KASPI_SHOP-"));
  }
  g_assert_cmpuint (pages, ==, SAUDA_LABELS_TEST_PAGES);
}

static void
test_zoo (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) good = sauda_labels_test_draw (PLAIN_LABEL);
  g_autoptr (GBytes) locked = sauda_labels_test_lock (good);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) / 2);
  g_autoptr (GBytes) text = g_bytes_new_static ("just words", 10);
  g_autoptr (GString) long_name = g_string_new (NULL);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (long_name, "н");
  g_string_append (long_name, "900110392.pdf");
  {
    const Entry entries[] = {
      { "locked-in-archive.pdf", good, "secret", FALSE },
      { "empty.pdf", NULL, NULL, FALSE },
      { "words.pdf", text, NULL, FALSE },
      { "cut.pdf", cut, NULL, FALSE },
      { "locked.pdf", locked, NULL, FALSE },
      { "../../etc/900110392.pdf", good, NULL, FALSE },
      { "c:\\windows\\900110393.pdf", good, NULL, FALSE },
      { "folder/..", good, NULL, FALSE },
      /* «накладная» in cp866 and in cp1251 */
      { "\xad\xa0\xaa\xab\xa0\xa4\xad\xa0\xef 900110394.pdf", good, NULL, TRUE },
      { "\xcd\xe0\xea\xeb\xe0\xe4\xed\xe0\xff 900110395.pdf", good, NULL, TRUE },
      { "Накладная 900110396.pdf", good, NULL, FALSE },
      { long_name->str, good, NULL, FALSE },
      { "__MACOSX/._900110392.pdf", text, NULL, FALSE },
      { "folder/.DS_Store", text, NULL, FALSE },
    };
    const struct {
      const char *name;
      const char *problem; /* (nullable) words of it */
    } expected[] = {
      { "locked-in-archive.pdf", "password" },
      { "empty.pdf", "empty" },
      { "words.pdf", "no PDF" },
      { "cut.pdf", "damaged" },
      { "locked.pdf", "password" },
      { "900110392.pdf", NULL },
      { "900110393.pdf", NULL },
      { "_", NULL },
      { "накладная 900110394.pdf", NULL },
      { "Накладная 900110395.pdf", NULL },
      { "Накладная 900110396.pdf", NULL },
      { long_name->str, NULL },
    };

    path = make_zip (folder->path, "zoo.zip", entries, G_N_ELEMENTS (entries));
    files = sauda_labels_test_read (path, NULL);
    g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (expected));
    for (guint i = 0; i < files->len; i++) {
      const SaudaWaybillFile *file = get_file (files, i);

      g_assert_cmpstr (file->name, ==, expected[i].name);
      if (expected[i].problem == NULL) {
        g_assert_null (file->problem);
        g_assert_cmpuint (file->pages, ==, 1);
        g_assert_true (g_bytes_equal (file->pdf, good));
      } else {
        g_assert_nonnull (strstr (file->problem, expected[i].problem));
        g_assert_null (file->pdf);
      }
    }
  }
}

static void
test_changed_byte (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GPtrArray) samples = sauda_labels_test_samples ();
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *original = sauda_test_data_path ("labels/waybill-universal.zip");
  g_autofree char *path = g_build_filename (folder->path, "changed.zip", NULL);
  g_autofree char *content = NULL;
  gsize length;
  guint bad = 0;

  g_assert_true (g_file_get_contents (original, &content, &length, NULL));
  content[5000] ^= 0x40; /* inside the first entry */
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  files = sauda_labels_test_read (path, NULL);
  for (guint i = 0; i < files->len; i++)
    bad += get_file (files, i)->problem != NULL;
  g_assert_cmpuint (bad, ==, 1);
  g_assert_cmpuint (files->len, >, 10);
}

static void
test_whole_archive_refused (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) good = sauda_labels_test_draw (PLAIN_LABEL);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) picture = g_bytes_new_static ("\x89PNG\r\n\x1a\n", 8);
  const Entry locked[] = { { "a.pdf", good, "secret", FALSE }, { "b.pdf", good, "secret", FALSE } };
  g_autofree char *locked_path = make_zip (folder->path, "locked.zip", locked, 2);
  g_autofree char *original = sauda_test_data_path ("labels/waybill-onlyfit.zip");
  g_autofree char *cut_path = g_build_filename (folder->path, "cut.zip", NULL);
  g_autofree char *empty_path = sauda_labels_test_save (folder->path, "empty.zip", nothing);
  g_autofree char *picture_path = sauda_labels_test_save (folder->path, "picture.pdf", picture);
  g_autofree char *absent_path = g_build_filename (folder->path, "absent.zip", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (original, &content, &length, NULL));
  g_assert_true (g_file_set_contents (cut_path, content, (gssize) length / 2, NULL));
  assert_refused (locked_path, NULL, SAUDA_LABELS_ERROR_ENCRYPTED);
  assert_refused (cut_path, NULL, SAUDA_LABELS_ERROR_DAMAGED);
  assert_refused (empty_path, NULL, SAUDA_LABELS_ERROR_EMPTY);
  assert_refused (picture_path, NULL, SAUDA_LABELS_ERROR_NOT_A_LABEL);
  assert_refused (absent_path, NULL, SAUDA_LABELS_ERROR_UNREADABLE);
}

static void
test_bomb (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (4 * 1024 * 1024);
  g_autoptr (GBytes) large = g_bytes_new_static (zeros, 4 * 1024 * 1024);
  g_autoptr (GBytes) good = sauda_labels_test_draw (PLAIN_LABEL);
  const Entry entries[] = { { "bomb.pdf", large, NULL, FALSE }, { "good.pdf", good, NULL, FALSE } };
  g_autofree char *path = make_zip (folder->path, "bomb.zip", entries, 2);
  SaudaWaybillLimits limits = { 1024 * 1024, 64 * 1024 * 1024, 10, 1000000 };
  g_autoptr (GPtrArray) by_ratio = sauda_labels_test_read (path, NULL);
  g_autoptr (GPtrArray) by_size = sauda_labels_test_read (path, &limits);

  g_assert_nonnull (strstr (get_file (by_ratio, 0)->problem, "unpacks"));
  g_assert_null (get_file (by_ratio, 1)->problem);
  g_assert_nonnull (strstr (get_file (by_size, 0)->problem, "unpacks"));
  g_assert_null (get_file (by_size, 1)->problem);
  limits.total_bytes = 100 * 1024;
  assert_refused (path, &limits, SAUDA_LABELS_ERROR_TOO_LARGE);
  limits.entries = 1;
  assert_refused (path, &limits, SAUDA_LABELS_ERROR_TOO_LARGE);
}

/* Writers of archives do not check names: both files are read, and the same label is one label in the end. */
static void
test_same_name_twice (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) good = sauda_labels_test_draw (PLAIN_LABEL);
  const Entry entries[] = { { "900110392.pdf", good, NULL, FALSE }, { "900110393.pdf", good, NULL, FALSE } };
  g_autofree char *path = make_zip (folder->path, "twice.zip", entries, 2);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *content = NULL;
  gsize length;
  guint renamed = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (char *name = content;
       (name = memmem (name, length - (gsize) (name - content), "900110393", 9)) != NULL; renamed++)
    name[8] = '2';
  g_assert_cmpuint (renamed, ==, 2);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  files = sauda_labels_test_read (path, NULL);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (get_file (files, 0)->name, ==, get_file (files, 1)->name);
  g_assert_cmpstr (get_file (files, 0)->sha256, ==, get_file (files, 1)->sha256);
}

/* An archive inside an archive is not opened, and not passed over. */
static void
test_archive_inside (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) good = sauda_labels_test_draw (PLAIN_LABEL);
  const Entry inner[] = { { "900110392.pdf", good, NULL, FALSE } };
  g_autofree char *inner_path = make_zip (folder->path, "inner.zip", inner, 1);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *path = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (inner_path, &content, &length, NULL));
  archive = g_bytes_new (content, length);
  path = make_zip (folder->path, "outer.zip", (const Entry[]){ { "inner.zip", archive, NULL, FALSE } }, 1);
  files = sauda_labels_test_read (path, NULL);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_nonnull (get_file (files, 0)->problem);
}

static void
test_folder (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) good = sauda_labels_test_draw (PLAIN_LABEL);
  g_autoptr (GBytes) junk = g_bytes_new_static ("PK\003\004 but no archive", 20);
  g_autofree char *below = g_build_filename (folder->path, "below", NULL);
  g_autofree char *loop = g_build_filename (below, "loop", NULL);
  const Entry entries[] = { { "900110394.pdf", good, NULL, FALSE } };
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL, *archive = NULL;
  g_autoptr (GPtrArray) files = NULL;

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  g_assert_cmpint (symlink (folder->path, loop), ==, 0);
  first = sauda_labels_test_save (folder->path, "900110392.pdf", good);
  second = sauda_labels_test_save (below, "900110393.PDF", good);
  third = sauda_labels_test_save (folder->path, "bad.zip", junk);
  fourth = sauda_labels_test_save (folder->path, "notes.txt", junk);
  archive = make_zip (below, "z.zip", entries, 1);
  files = sauda_labels_test_read (folder->path, NULL);
  g_assert_cmpuint (files->len, ==, 4);
  g_assert_cmpstr (get_file (files, 0)->name, ==, "900110392.pdf");
  g_assert_cmpstr (get_file (files, 1)->name, ==, "bad.zip");
  g_assert_nonnull (get_file (files, 1)->problem);
  g_assert_cmpstr (get_file (files, 2)->name, ==, "900110393.PDF");
  g_assert_cmpstr (get_file (files, 3)->name, ==, "900110394.pdf");
}

static gboolean
cancel_at_third (const SaudaWaybillFile *file, gpointer data, GError **error)
{
  guint *left = data;

  g_assert_cmpuint (*left, >, 0);
  (*left)--;
  return TRUE;
}

static void
cancel_when_two_are_done (guint done, guint total, gpointer cancellable)
{
  g_assert_cmpuint (total, >=, done);
  if (done == 2)
    g_cancellable_cancel (cancellable);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = sauda_test_data_path ("labels/waybill-onlyfit.zip");
  guint left = 2;
  SaudaWaybillReader reader = {
    .found = cancel_at_third,
    .user_data = &left,
    .progress = cancel_when_two_are_done,
    .progress_data = cancellable,
  };
  g_autoptr (GError) error = NULL;

  g_assert_false (sauda_waybill_archive_read (path, &reader, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (left, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/archive/samples", test_samples);
  g_test_add ("/labels/archive/zoo", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_zoo,
              sauda_test_folder_tear_down);
  g_test_add ("/labels/archive/changed-byte", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_changed_byte, sauda_test_folder_tear_down);
  g_test_add ("/labels/archive/refused", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_whole_archive_refused, sauda_test_folder_tear_down);
  g_test_add ("/labels/archive/bomb", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_bomb,
              sauda_test_folder_tear_down);
  g_test_add ("/labels/archive/same-name-twice", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_same_name_twice, sauda_test_folder_tear_down);
  g_test_add ("/labels/archive/archive-inside", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_archive_inside, sauda_test_folder_tear_down);
  g_test_add ("/labels/archive/folder", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_folder,
              sauda_test_folder_tear_down);
  g_test_add_func ("/labels/archive/cancel", test_cancel);
  return g_test_run ();
}
