/* Loaded before the program itself (LD_PRELOAD), to hurt it at a chosen moment:
 *
 *   SAUDA_FAULT_KILL_AT=N    SIGKILL right before the N-th step of an SQL statement
 *   SAUDA_FAULT_COUNT=FILE   write there how many steps there were
 *   SAUDA_FAULT_FULL=TEXT    the disk is full for files whose path has TEXT in it
 */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

int sqlite3_step (void *statement);

static atomic_int steps;

int
sqlite3_step (void *statement)
{
  static int (*real) (void *);
  const char *kill_at = getenv ("SAUDA_FAULT_KILL_AT");

  if (real == NULL)
    real = (int (*) (void *)) dlsym (RTLD_NEXT, "sqlite3_step");
  if (atomic_fetch_add (&steps, 1) + 1 == (kill_at != NULL ? atoi (kill_at) : 0))
    kill (getpid (), SIGKILL);
  return real (statement);
}

static int
is_full (int fd)
{
  const char *part = getenv ("SAUDA_FAULT_FULL");
  char link[64], path[4096];
  ssize_t length;

  if (part == NULL)
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = '\0';
  return strstr (path, part) != NULL;
}

ssize_t
write (int fd, const void *bytes, size_t length)
{
  static ssize_t (*real) (int, const void *, size_t);

  if (real == NULL)
    real = (ssize_t (*) (int, const void *, size_t)) dlsym (RTLD_NEXT, "write");
  if (is_full (fd)) {
    errno = ENOSPC;
    return -1;
  }
  return real (fd, bytes, length);
}

ssize_t
pwrite64 (int fd, const void *bytes, size_t length, off64_t offset)
{
  static ssize_t (*real) (int, const void *, size_t, off64_t);

  if (real == NULL)
    real = (ssize_t (*) (int, const void *, size_t, off64_t)) dlsym (RTLD_NEXT, "pwrite64");
  if (is_full (fd)) {
    errno = ENOSPC;
    return -1;
  }
  return real (fd, bytes, length, offset);
}

__attribute__ ((destructor)) static void
tell (void)
{
  const char *path = getenv ("SAUDA_FAULT_COUNT");
  FILE *file = path != NULL ? fopen (path, "w") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%d\n", atomic_load (&steps));
  fclose (file);
}
