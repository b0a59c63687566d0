#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaScheduleOptions:
 *
 * What systemd shall do for the merchant while no window is open.
 */
typedef struct {
  const char *program;     /* (not nullable) saudactl, absolute */
  const char *data_folder; /* (nullable) NULL: the usual one */
  guint fetch_minutes;     /* how often orders are read, 1 to 60 */
  int run_hour;            /* when the day is run, Almaty time; -1: never */
  int run_minute;
} SaudaScheduleOptions;

const char *const *sauda_schedule_get_timers (gboolean with_run);
gboolean sauda_schedule_write (const char *folder, const SaudaScheduleOptions *options, GError **error);
gboolean sauda_schedule_remove (const char *folder, GError **error);
char *sauda_schedule_get_folder (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
