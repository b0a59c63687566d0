/* Loaded before the program itself (LD_PRELOAD), to hurt it at a chosen moment:
 *
 *   SAUDA_FAULT_KILL_AT=N        SIGKILL right before the N-th step of an SQL statement
 *   SAUDA_FAULT_COUNT=FILE       write there how many steps there were, and how many writes for each TEXT
 *   SAUDA_FAULT_FULL=TEXT:TEXT…  the disk is full for files whose path has one of the texts in it
 *   SAUDA_FAULT_FULL_FROM=N      of these, from the N-th write on
 *   SAUDA_FAULT_KILL_FULL=1      SIGKILL instead of that write
 *   SAUDA_FAULT_SHADOW=FOLDER    whatever is synced is copied there: FOLDER/INODE is what a power cut leaves
 *   SAUDA_FAULT_PATIENCE=MS      what would wait for a second or longer waits for so long
 *   SAUDA_FAULT_CLOCK=N:SECONDS  from the N-th step of a statement on the clock is put by so much
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

int sqlite3_step (void *statement);
void *g_timeout_source_new (unsigned interval);

#define MAX_TEXTS 8

static atomic_int steps, writes[MAX_TEXTS];

static int
read_number (const char *name)
{
  const char *number = getenv (name);

  return number != NULL ? atoi (number) : 0;
}

int
sqlite3_step (void *statement)
{
  static int (*real) (void *);

  if (real == NULL)
    real = (int (*) (void *)) dlsym (RTLD_NEXT, "sqlite3_step");
  if (atomic_fetch_add (&steps, 1) + 1 == read_number ("SAUDA_FAULT_KILL_AT"))
    kill (getpid (), SIGKILL);
  return real (statement);
}

/* A part of GLib: what waits for an answer does so by it. */
void *
g_timeout_source_new (unsigned interval)
{
  static void *(*real) (unsigned);
  int patience = read_number ("SAUDA_FAULT_PATIENCE");

  if (real == NULL)
    real = (void *(*) (unsigned) ) dlsym (RTLD_NEXT, "g_timeout_source_new");
  return real (patience > 0 && interval >= 1000 ? (unsigned) patience : interval);
}

static int
is_full (int fd)
{
  const char *part = getenv ("SAUDA_FAULT_FULL");
  char link[64], path[4096], text[64];
  ssize_t length;

  if (part == NULL)
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = '\0';
  for (int i = 0; i < MAX_TEXTS && part != NULL; i++) {
    snprintf (text, sizeof text, "%.*s", (int) strcspn (part, ":"), part);
    if (strstr (path, text) != NULL) {
      int full = atomic_fetch_add (&writes[i], 1) + 1 >= read_number ("SAUDA_FAULT_FULL_FROM");

      if (full && read_number ("SAUDA_FAULT_KILL_FULL") != 0)
        kill (getpid (), SIGKILL);
      return full;
    }
    part = strchr (part, ':');
    part = part != NULL ? part + 1 : NULL;
  }
  return 0;
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
pwrite64 (int fd, const void *bytes, size_t length, off_t offset)
{
  static ssize_t (*real) (int, const void *, size_t, off_t);

  if (real == NULL)
    real = (ssize_t (*) (int, const void *, size_t, off_t)) dlsym (RTLD_NEXT, "pwrite64");
  if (is_full (fd)) {
    errno = ENOSPC;
    return -1;
  }
  return real (fd, bytes, length, offset);
}

/* A kill in the middle leaves the copy before: the new one takes its name when it is whole. */
static void
keep_synced (int fd)
{
  const char *folder = getenv ("SAUDA_FAULT_SHADOW");
  char name[4096], whole[4096], bytes[65536];
  struct stat file;
  off_t at = 0;
  ssize_t length;
  int copy;

  if (folder == NULL || fstat (fd, &file) != 0 || !S_ISREG (file.st_mode))
    return;
  snprintf (whole, sizeof whole, "%s/%lu", folder, (unsigned long) file.st_ino);
  snprintf (name, sizeof name, "%s/%lu.%d.part", folder, (unsigned long) file.st_ino, (int) gettid ());
  copy = open (name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  while (copy >= 0 && (length = pread (fd, bytes, sizeof bytes, at)) > 0 &&
         write (copy, bytes, (size_t) length) == length)
    at += length;
  if (copy >= 0)
    close (copy);
  rename (name, whole);
}

int
fsync (int fd)
{
  static int (*real) (int);

  if (real == NULL)
    real = (int (*) (int)) dlsym (RTLD_NEXT, "fsync");
  keep_synced (fd);
  return real (fd);
}

int
fdatasync (int fd)
{
  static int (*real) (int);

  if (real == NULL)
    real = (int (*) (int)) dlsym (RTLD_NEXT, "fdatasync");
  keep_synced (fd);
  return real (fd);
}

static long
get_jump (void)
{
  const char *clock = getenv ("SAUDA_FAULT_CLOCK");
  const char *seconds = clock != NULL ? strchr (clock, ':') : NULL;

  return seconds != NULL && atomic_load (&steps) >= atoi (clock) ? atol (seconds + 1) : 0;
}

int
clock_gettime (clockid_t id, struct timespec *now)
{
  static int (*real) (clockid_t, struct timespec *);
  int result;

  if (real == NULL)
    real = (int (*) (clockid_t, struct timespec *)) dlsym (RTLD_NEXT, "clock_gettime");
  result = real (id, now);
  if (id == CLOCK_REALTIME)
    now->tv_sec += get_jump ();
  return result;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  static int (*real) (struct timeval *restrict, void *restrict);
  int result;

  if (real == NULL)
    real = (int (*) (struct timeval *restrict, void *restrict)) dlsym (RTLD_NEXT, "gettimeofday");
  result = real (now, zone);
  now->tv_sec += get_jump ();
  return result;
}

__attribute__ ((destructor)) static void
tell (void)
{
  const char *path = getenv ("SAUDA_FAULT_COUNT");
  FILE *file = path != NULL ? fopen (path, "w") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%d", atomic_load (&steps));
  for (int i = 0; i < MAX_TEXTS; i++)
    fprintf (file, " %d", atomic_load (&writes[i]));
  fclose (file);
}
