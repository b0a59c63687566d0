#include "sauda-time.h"

#include "sauda-base-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* g_date counts from 1 January of year 1; this is its number for 1 January 1970. */
#define JULIAN_1970 719163

/* Reads exactly up to @max digits; returns how many there were. */
static int
read_number (const char **p, int max, int *value)
{
  int n = 0;

  *value = 0;
  while (n < max && g_ascii_isdigit (**p)) {
    *value = *value * 10 + (**p - '0');
    (*p)++;
    n++;
  }
  return n;
}

static gboolean
skip_char (const char **p, char c)
{
  if (**p != c)
    return FALSE;
  (*p)++;
  return TRUE;
}

/* Merchants' exports put a time behind the day: `23.11.2026 10:15:00`. */
static gboolean
is_clock_or_end (const char *p)
{
  if (*p == '\0')
    return TRUE;
  return (*p == ' ' || *p == 'T') && strspn (p + 1, "0123456789:.Z+ ") == strlen (p + 1);
}

/**
 * sauda_day_from_ms:
 * @utc_ms: milliseconds since 1970 in UTC
 *
 * Returns: the Almaty day that @utc_ms falls on
 */
SaudaDay
sauda_day_from_ms (gint64 utc_ms)
{
  gint64 local = utc_ms + SAUDA_ALMATY_OFFSET_MS;
  gint64 day = local / SAUDA_MS_PER_DAY;

  if (local % SAUDA_MS_PER_DAY < 0)
    day--;
  return (SaudaDay) day;
}

/**
 * sauda_day_from_date:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: the day, or %SAUDA_DAY_NONE when there is no such date
 */
SaudaDay
sauda_day_from_date (int year, int month, int day)
{
  GDate date;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return SAUDA_DAY_NONE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (SaudaDay) ((gint64) g_date_get_julian (&date) - JULIAN_1970);
}

/**
 * sauda_day_start_ms:
 * @day: an Almaty day
 *
 * Returns: midnight at the beginning of @day, in UTC milliseconds
 */
gint64
sauda_day_start_ms (SaudaDay day)
{
  return (gint64) day * SAUDA_MS_PER_DAY - SAUDA_ALMATY_OFFSET_MS;
}

/**
 * sauda_day_time_ms:
 * @day: an Almaty day
 * @hour: 0 to 24
 * @minute: 0 to 59
 *
 * Returns: that moment in UTC milliseconds
 */
gint64
sauda_day_time_ms (SaudaDay day, int hour, int minute)
{
  return sauda_day_start_ms (day) + ((gint64) hour * 60 + minute) * 60000;
}

/**
 * sauda_day_get_date:
 * @day: an Almaty day
 * @year: (out): the year
 * @month: (out): 1 to 12
 * @month_day: (out): 1 to 31
 *
 * Returns: %FALSE for %SAUDA_DAY_NONE
 */
gboolean
sauda_day_get_date (SaudaDay day, int *year, int *month, int *month_day)
{
  GDate date;
  gint64 julian = (gint64) day + JULIAN_1970;

  if (day == SAUDA_DAY_NONE || julian < 1 || !g_date_valid_julian ((guint32) julian))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  *year = g_date_get_year (&date);
  *month = g_date_get_month (&date);
  *month_day = g_date_get_day (&date);
  return TRUE;
}

/**
 * sauda_day_parse:
 * @text: (nullable): `23.11.2026`, `8.10.25` or `2026-11-23`, a time of day behind it is ignored
 * @day: (out): the day
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_INVALID_VALUE when @text is no date
 */
gboolean
sauda_day_parse (const char *text, SaudaDay *day, GError **error)
{
  const char *p = text != NULL ? text : "";
  int a, b, c, digits;

  digits = read_number (&p, 4, &a);
  if (digits == 4 && skip_char (&p, '-') && read_number (&p, 2, &b) > 0 && skip_char (&p, '-') &&
      read_number (&p, 2, &c) > 0 && is_clock_or_end (p)) {
    *day = sauda_day_from_date (a, b, c);
  } else {
    *day = SAUDA_DAY_NONE;
    p = text != NULL ? text : "";
    if (read_number (&p, 2, &a) > 0 && skip_char (&p, '.') && read_number (&p, 2, &b) > 0 &&
        skip_char (&p, '.')) {
      digits = read_number (&p, 4, &c);
      if ((digits == 2 || digits == 4) && is_clock_or_end (p))
        *day = sauda_day_from_date (digits == 2 ? 2000 + c : c, b, a);
    }
  }
  if (*day == SAUDA_DAY_NONE) {
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE,
                 _ ("“%s” is not a date: write it like 25.11.26"), text != NULL ? text : "");
    return FALSE;
  }
  return TRUE;
}

/**
 * sauda_day_format_short:
 * @day: an Almaty day
 *
 * Returns: (transfer full): `8.10.25`, or an empty text for %SAUDA_DAY_NONE
 */
char *
sauda_day_format_short (SaudaDay day)
{
  int year, month, month_day;

  if (!sauda_day_get_date (day, &year, &month, &month_day))
    return g_strdup ("");
  return g_strdup_printf ("%d.%d.%02d", month_day, month, year % 100);
}

/**
 * sauda_day_format_iso:
 * @day: an Almaty day
 *
 * Returns: (transfer full): `2025-10-08`, or an empty text for %SAUDA_DAY_NONE
 */
char *
sauda_day_format_iso (SaudaDay day)
{
  int year, month, month_day;

  if (!sauda_day_get_date (day, &year, &month, &month_day))
    return g_strdup ("");
  return g_strdup_printf ("%04d-%02d-%02d", year, month, month_day);
}

/**
 * sauda_time_format_clock:
 * @utc_ms: milliseconds since 1970 in UTC
 *
 * Returns: (transfer full): the time of day in Almaty, `15:05`
 */
char *
sauda_time_format_clock (gint64 utc_ms)
{
  int minutes = (int) ((utc_ms - sauda_day_start_ms (sauda_day_from_ms (utc_ms))) / 60000);

  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

/**
 * sauda_time_format_iso:
 * @utc_ms: milliseconds since 1970 in UTC
 *
 * Returns: (transfer full): `2026-11-23T15:05:00+05:00`
 */
char *
sauda_time_format_iso (gint64 utc_ms)
{
  SaudaDay day = sauda_day_from_ms (utc_ms);
  g_autofree char *date = sauda_day_format_iso (day);
  int seconds = (int) ((utc_ms - sauda_day_start_ms (day)) / 1000);

  return g_strdup_printf ("%sT%02d:%02d:%02d+05:00", date, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/**
 * sauda_time_parse_iso:
 * @text: (nullable): ISO 8601; without an offset it is Almaty time
 * @utc_ms: (out): milliseconds since 1970 in UTC
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_INVALID_VALUE when @text is no moment
 */
gboolean
sauda_time_parse_iso (const char *text, gint64 *utc_ms, GError **error)
{
  g_autoptr (GTimeZone) almaty = g_time_zone_new_offset ((gint32) (SAUDA_ALMATY_OFFSET_MS / 1000));
  g_autoptr (GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, almaty) : NULL;

  if (moment == NULL) {
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE,
                 _ ("“%s” is not a moment such as 2026-11-23T15:05"), text != NULL ? text : "");
    return FALSE;
  }
  *utc_ms = g_date_time_to_unix (moment) * 1000 + g_date_time_get_microsecond (moment) / 1000;
  return TRUE;
}

/**
 * sauda_time_parse_clock:
 * @text: (nullable): a time of day, `15:00`
 * @hour: (out): 0 to 23
 * @minute: (out): 0 to 59
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_INVALID_VALUE when @text is no time of day
 */
gboolean
sauda_time_parse_clock (const char *text, int *hour, int *minute, GError **error)
{
  const char *p = text != NULL ? text : "";

  if (read_number (&p, 2, hour) > 0 && skip_char (&p, ':') && read_number (&p, 2, minute) == 2 &&
      *p == '\0' && *hour < 24 && *minute < 60)
    return TRUE;
  g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE,
               _ ("“%s” is not a time of day such as 15:00"), text != NULL ? text : "");
  return FALSE;
}
