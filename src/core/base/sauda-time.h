#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaDay:
 *
 * A calendar day in Almaty, as days since 1 January 1970. Almaty is UTC+5 without summer time
 * (kaspi-api 2.6), whatever an old time-zone database says.
 */
typedef gint32 SaudaDay;

#define SAUDA_DAY_NONE G_MININT32
#define SAUDA_MS_PER_DAY (G_GINT64_CONSTANT (86400000))
#define SAUDA_ALMATY_OFFSET_MS (G_GINT64_CONSTANT (18000000))

SaudaDay sauda_day_from_ms (gint64 utc_ms);
SaudaDay sauda_day_from_date (int year, int month, int day);
gint64 sauda_day_start_ms (SaudaDay day);
gint64 sauda_day_time_ms (SaudaDay day, int hour, int minute);
gboolean sauda_day_get_date (SaudaDay day, int *year, int *month, int *month_day);
gboolean sauda_day_parse (const char *text, SaudaDay *day, GError **error);
char *sauda_day_format_short (SaudaDay day) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_day_format_iso (SaudaDay day) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_time_format_clock (gint64 utc_ms) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_time_format_iso (gint64 utc_ms) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_time_parse_iso (const char *text, gint64 *utc_ms, GError **error);
gboolean sauda_time_parse_clock (const char *text, int *hour, int *minute, GError **error);

G_END_DECLS
