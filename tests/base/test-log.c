#include "sauda-log-file.h"
#include "sauda-log.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* Made up; of the shape that Kaspi's tokens have. */
#define TOKEN "Qm9vbVNoYWthTGFrYTEyMzQ1Njc4OTBhYmNkZWZnaGk="

static const struct {
  const char *text;
  const char *masked;
} lines[] = {
  { "GET /shop/api/v2/orders: 200, 512 bytes, 31 ms", "GET /shop/api/v2/orders: 200, 512 bytes, 31 ms" },
  { "order 123456789 accepted", "order 123456789 accepted" },
  { "8 990 ₸, 8.10.25, 2026-11-23 15:05", "8 990 ₸, 8.10.25, 2026-11-23 15:05" },
  { "phone 7011234567", "phone ••••••••67" },
  { "+77011234567", "•••••••••67" },
  { "+7 701 123 45 67!", "•••••••••67!" },
  { "8 (701) 123-45-67 and 87011234567", "•••••••••67 and •••••••••67" },
  { "+7\u00a0701\u00a0123\u00a045\u00a067", "•••••••••67" },
  { "id 1795428307000", "id •••••••••••00" },
  { "token " TOKEN, "token •••" },
  { "X-Auth-Token:" TOKEN ";", "X-Auth-Token:•••;" },
  { "/shop/api/waybill/0f3c9a7de1b24c55a8e6", "/shop/api/waybill/•••" },
  { "/media/stick/Documents/NORMAL_singles/sheet", "/media/stick/Documents/NORMAL_singles/sheet" },
  { "io.github.sauda.Sauda", "io.github.sauda.Sauda" },
  { "", "" },
  { "broken \xff bytes 7011234567", "broken \xff bytes ••••••••67" },
};

static void
test_mask (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *masked = sauda_log_mask (lines[i].text);

    g_assert_cmpstr (masked, ==, lines[i].masked);
  }
}

static void
write_in_child (void)
{
  sauda_log_set_up (TRUE);
  g_log ("sauda-test", G_LOG_LEVEL_MESSAGE, "call 87011234567 with %s", TOKEN);
  g_log ("sauda-test", G_LOG_LEVEL_DEBUG, "order 123456789");
}

static void
test_writer (void)
{
  if (g_test_subprocess ()) {
    write_in_child ();
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*call •••••••••67 with •••*");
  g_test_trap_assert_stderr_unmatched ("*" TOKEN "*");
  g_test_trap_assert_stdout ("*order 123456789*");
}

/* A line is one object of JSON, whatever stands in the message, and several writers do not mix. */
static void
test_file (void)
{
  static const char line[] = "\",\"level\":\"warning\",\"program\":\"test\",\"room\":\"sauda-day\","
                             "\"message\":\"a \\\"quoted\\\" word,\\u000aand \\\\ \"}\n";
  g_autofree char *folder = g_dir_make_tmp ("sauda-log-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, SAUDA_LOG_FILE_NAME, NULL);
  g_autofree char *written = NULL;

  sauda_log_file_write (G_LOG_LEVEL_WARNING, NULL, "before a folder is there");
  sauda_log_file_open (folder, "test");
  sauda_log_file_write (G_LOG_LEVEL_DEBUG, NULL, "not kept");
  for (guint i = 0; i < 2; i++)
    sauda_log_file_write (G_LOG_LEVEL_WARNING, "sauda-day", "a \"quoted\" word,\nand \\ ");
  sauda_log_file_close ();
  sauda_log_file_write (G_LOG_LEVEL_WARNING, NULL, "afterwards");
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_true (g_str_has_suffix (written, line));
  g_assert_true (g_str_has_prefix (written, "{\"time\":\"2"));
  g_assert_cmpuint (strlen (written), ==, 2 * (strlen ("{\"time\":\"2026-11-27T00:00:00Z") + strlen (line)));
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  /* GLib writes the log in the locale's character set. */
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/log/mask", test_mask);
  g_test_add_func ("/base/log/writer", test_writer);
  g_test_add_func ("/base/log/file", test_file);
  return g_test_run ();
}
