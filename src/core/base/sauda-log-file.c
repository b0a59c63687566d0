#include "sauda-log-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Some weeks of a usual shop; the one before it is kept too. */
#define LARGEST_BYTES (2 * 1024 * 1024)

static struct {
  GMutex mutex;
  char *folder;  /* (owned) (nullable) NULL: nothing is kept */
  char *program; /* (owned) (nullable) */
} file;

static const char *
name_level (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "error";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  return "info";
}

static void
append_string (GString *line, const char *key, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_printf (line, "%s\"%s\":\"", line->len > 1 ? "," : "", key);
  for (const char *c = valid; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (line, "\\%c", *c);
    else if ((guchar) *c < 0x20)
      g_string_append_printf (line, "\\u%04x", (guint) (guchar) *c);
    else
      g_string_append_c (line, *c);
  g_string_append_c (line, '"');
}

/* A line is written at once, so that those of several processes do not mix. What cannot be written is not: a
 * log must not stop the day. */
static void
append_line (const char *line, gsize length)
{
  g_autofree char *path = g_build_filename (file.folder, SAUDA_LOG_FILE_NAME, NULL);
  int fd = g_open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    return;
  if (lseek (fd, 0, SEEK_END) > LARGEST_BYTES) {
    g_autofree char *old = g_build_filename (file.folder, SAUDA_LOG_FILE_OLD_NAME, NULL);

    g_rename (path, old);
  }
  while (length > 0) {
    gssize written = write (fd, line, length);

    if (written <= 0)
      break;
    line += written;
    length -= (gsize) written;
  }
  close (fd);
}

/**
 * sauda_log_file_open:
 * @folder: a data folder that exists
 * @program: who writes
 *
 * Keeps what is logged from now on in `log.jsonl` of @folder, an object of JSON a line.
 */
void
sauda_log_file_open (const char *folder, const char *program)
{
  sauda_log_file_close ();
  g_mutex_lock (&file.mutex);
  file.folder = g_strdup (folder);
  file.program = g_strdup (program);
  g_mutex_unlock (&file.mutex);
}

/**
 * sauda_log_file_close:
 *
 * Keeps nothing any more.
 */
void
sauda_log_file_close (void)
{
  g_mutex_lock (&file.mutex);
  g_clear_pointer (&file.folder, g_free);
  g_clear_pointer (&file.program, g_free);
  g_mutex_unlock (&file.mutex);
}

/**
 * sauda_log_file_write:
 * @level: how grave it is; debug messages are not kept
 * @domain: (nullable): the room
 * @masked: the message, without secrets and phones
 */
void
sauda_log_file_write (GLogLevelFlags level, const char *domain, const char *masked)
{
  g_autoptr (GString) line = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;

  if (level & G_LOG_LEVEL_DEBUG)
    return;
  g_mutex_lock (&file.mutex);
  if (file.folder != NULL) {
    now = g_date_time_new_now_utc ();
    time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
    line = g_string_new ("{");
    append_string (line, "time", time);
    append_string (line, "level", name_level (level));
    append_string (line, "program", file.program);
    append_string (line, "room", domain != NULL ? domain : "");
    append_string (line, "message", masked);
    g_string_append (line, "}\n");
    append_line (line->str, line->len);
  }
  g_mutex_unlock (&file.mutex);
}
