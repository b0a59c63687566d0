#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Far above what anything takes, so that a busy machine fails no test: it only ends one that would hang. */
#define SAUDA_TEST_TIME_LIMIT_SECONDS 60

/**
 * sauda_test_wait_until:
 * @condition: an expression
 *
 * Runs the thread's default main context until @condition holds; the test fails after the time limit. The
 * condition is looked at again every few milliseconds, so another thread or process may make it true.
 */
#define sauda_test_wait_until(condition)                                                                     \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    guint sauda_test_timer_ = sauda_test_start_timer (G_STRLOC, #condition);                                 \
    while (!(condition))                                                                                     \
      g_main_context_iteration (NULL, TRUE);                                                                 \
    g_source_remove (sauda_test_timer_);                                                                     \
  }                                                                                                          \
  G_STMT_END

/* A fixture: use g_test_add() with SaudaTestFolder, sauda_test_folder_set_up
 * and sauda_test_folder_tear_down. */
typedef struct {
  char *path; /* (owned) (not nullable): an empty folder, removed with all that is in it */
} SaudaTestFolder;

guint sauda_test_start_timer (const char *where, const char *condition);
void sauda_test_end_object (gpointer object);
void sauda_test_folder_set_up (SaudaTestFolder *folder, gconstpointer data);
void sauda_test_folder_tear_down (SaudaTestFolder *folder, gconstpointer data);
char *sauda_test_folder_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_test_folder_remove (const char *path);
char *sauda_test_data_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sauda_test_data_read (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void sauda_test_keep_result (GObject *source, GAsyncResult *result, gpointer kept);

G_END_DECLS
