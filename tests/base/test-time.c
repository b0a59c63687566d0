#include "sauda-base-error.h"
#include "sauda-time.h"

/* 2026-11-23T15:05:07+05:00 */
#define MOMENT_MS G_GINT64_CONSTANT (1795428307000)

static const struct {
  gint64 utc_ms;
  int year, month, day;
} days[] = {
  { 0, 1970, 1, 1 },
  { -1, 1970, 1, 1 },
  { G_GINT64_CONSTANT (68399999), 1970, 1, 1 },  /* 18:59:59.999 UTC is still today in Almaty */
  { G_GINT64_CONSTANT (68400000), 1970, 1, 2 },  /* 19:00 UTC is tomorrow */
  { G_GINT64_CONSTANT (-18000000), 1970, 1, 1 }, /* midnight in Almaty */
  { G_GINT64_CONSTANT (-18000001), 1969, 12, 31 },
  { MOMENT_MS, 2026, 11, 23 },
};

static const struct {
  const char *text;
  int year, month, day;
} readable[] = {
  { "23.11.2026", 2026, 11, 23 },
  { "8.10.25", 2025, 10, 8 },
  { "08.10.2025", 2025, 10, 8 },
  { "2026-11-23", 2026, 11, 23 },
  { "2026-1-3", 2026, 1, 3 },
  { "23.11.2026 10:15", 2026, 11, 23 },
  { "23.11.2026 10:15:00", 2026, 11, 23 },
  { "2026-11-23T10:15:00Z", 2026, 11, 23 },
  { "29.02.2024", 2024, 2, 29 },
};

static const char *const unreadable[] = {
  NULL,        "",           "23.11",    "32.11.2026", "29.02.2025", "0.10.25",    "8.13.25",
  "2026-13-1", "2026-02-30", "8.10.2",   "8.10.202",   "8.10.25abc", "23/11/2026", "45000",
  "вчера",     "8.10.25.",   " 8.10.25", "8..25",      "20261123",
};

static void
test_day_of_moment (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++) {
    SaudaDay day = sauda_day_from_ms (days[i].utc_ms);
    int year, month, month_day;

    g_assert_true (sauda_day_get_date (day, &year, &month, &month_day));
    g_assert_cmpint (year, ==, days[i].year);
    g_assert_cmpint (month, ==, days[i].month);
    g_assert_cmpint (month_day, ==, days[i].day);
    g_assert_cmpint (sauda_day_from_date (year, month, month_day), ==, day);
    g_assert_cmpint (sauda_day_start_ms (day), <=, days[i].utc_ms);
    g_assert_cmpint (sauda_day_start_ms (day + 1), >, days[i].utc_ms);
  }
}

static void
test_parse_day (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readable); i++) {
    g_autoptr (GError) error = NULL;
    SaudaDay day;

    g_test_message ("“%s”", readable[i].text);
    g_assert_true (sauda_day_parse (readable[i].text, &day, &error));
    g_assert_no_error (error);
    g_assert_cmpint (day, ==, sauda_day_from_date (readable[i].year, readable[i].month, readable[i].day));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (unreadable); i++) {
    g_autoptr (GError) error = NULL;
    SaudaDay day;

    g_test_message ("“%s”", unreadable[i] != NULL ? unreadable[i] : "(null)");
    g_assert_false (sauda_day_parse (unreadable[i], &day, &error));
    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE);
  }
}

static void
test_format (void)
{
  SaudaDay day = sauda_day_from_ms (MOMENT_MS);
  g_autofree char *brief = sauda_day_format_short (sauda_day_from_date (2025, 10, 8));
  g_autofree char *iso = sauda_day_format_iso (day);
  g_autofree char *clock = sauda_time_format_clock (MOMENT_MS);
  g_autofree char *full = sauda_time_format_iso (MOMENT_MS);
  g_autofree char *none = sauda_day_format_short (SAUDA_DAY_NONE);
  g_autofree char *none_iso = sauda_day_format_iso (SAUDA_DAY_NONE);
  g_autofree char *before_1970 = sauda_time_format_clock (-18000000 - 60000);

  g_assert_cmpstr (brief, ==, "8.10.25");
  g_assert_cmpstr (iso, ==, "2026-11-23");
  g_assert_cmpstr (clock, ==, "15:05");
  g_assert_cmpstr (full, ==, "2026-11-23T15:05:07+05:00");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (none_iso, ==, "");
  g_assert_cmpstr (before_1970, ==, "23:59");
  g_assert_cmpint (sauda_day_time_ms (day, 15, 5), ==, MOMENT_MS - 7000);
  g_assert_cmpint (sauda_day_time_ms (day, 24, 0), ==, sauda_day_start_ms (day + 1));
}

static void
test_parse_iso (void)
{
  static const struct {
    const char *text;
    gint64 utc_ms; /* -1: refused */
  } cases[] = {
    { "2026-11-23T15:05:07+05:00", MOMENT_MS },
    { "2026-11-23T10:05:07Z", MOMENT_MS },
    { "2026-11-23T15:05:07", MOMENT_MS },
    { "2026-11-23T15:05:07.250", MOMENT_MS + 250 },
    { "2026-11-23", -1 },
    { "23.11.2026 15:05", -1 },
    { "", -1 },
    { NULL, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 utc_ms = -1;

    g_test_message ("“%s”", cases[i].text != NULL ? cases[i].text : "(null)");
    g_assert_cmpint (sauda_time_parse_iso (cases[i].text, &utc_ms, &error), ==, cases[i].utc_ms >= 0);
    g_assert_cmpint (utc_ms, ==, cases[i].utc_ms);
    if (cases[i].utc_ms < 0)
      g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE);
  }
}

static void
test_parse_clock (void)
{
  static const struct {
    const char *text;
    int hour, minute; /* -1: refused */
  } cases[] = {
    { "15:00", 15, 0 },  { "9:05", 9, 5 },    { "00:00", 0, 0 },   { "23:59", 23, 59 },  { "24:00", -1, -1 },
    { "15:60", -1, -1 }, { "15:5", -1, -1 },  { "15", -1, -1 },    { "15:00x", -1, -1 }, { "", -1, -1 },
    { NULL, -1, -1 },    { "-1:00", -1, -1 }, { "15.00", -1, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    int hour, minute;
    gboolean read = sauda_time_parse_clock (cases[i].text, &hour, &minute, &error);

    g_test_message ("“%s”", cases[i].text != NULL ? cases[i].text : "(null)");
    g_assert_cmpint (read, ==, cases[i].hour >= 0);
    if (read) {
      g_assert_cmpint (hour, ==, cases[i].hour);
      g_assert_cmpint (minute, ==, cases[i].minute);
    } else {
      g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE);
    }
  }
}

static void
test_impossible_dates (void)
{
  g_assert_cmpint (sauda_day_from_date (2025, 2, 29), ==, SAUDA_DAY_NONE);
  g_assert_cmpint (sauda_day_from_date (0, 1, 1), ==, SAUDA_DAY_NONE);
  g_assert_cmpint (sauda_day_from_date (10000, 1, 1), ==, SAUDA_DAY_NONE);
  g_assert_cmpint (sauda_day_from_date (2025, 257, 1), ==, SAUDA_DAY_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/day-of-moment", test_day_of_moment);
  g_test_add_func ("/base/time/parse-day", test_parse_day);
  g_test_add_func ("/base/time/format", test_format);
  g_test_add_func ("/base/time/parse-iso", test_parse_iso);
  g_test_add_func ("/base/time/parse-clock", test_parse_clock);
  g_test_add_func ("/base/time/impossible-dates", test_impossible_dates);
  return g_test_run ();
}
