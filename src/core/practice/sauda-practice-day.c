#include "sauda-practice-day.h"

#include "sauda-practice-cards-private.h"
#include "sauda-practice-day-private.h"
#include "sauda-practice-mail-private.h"

#define MORNING_HOUR 9
#define MAX_ORDERS 1000000

/**
 * sauda_practice_day_read_or_write:
 * @options: what to write when there is no day yet
 * @journal: a journal inside a transaction
 * @day: (out): the day that is kept
 * @error: return location
 *
 * Returns: %FALSE with an error when there is none now
 */
gboolean
sauda_practice_day_read_or_write (const SaudaPracticeOptions *options,
                                  SaudaPracticeJournal *journal,
                                  SaudaPracticeDay *day,
                                  GError **error)
{
  g_autoptr (SaudaClock) clock = options->clock != NULL ? g_object_ref (options->clock) : sauda_clock_new ();

  if (!sauda_practice_journal_read_day (journal, day, error))
    return FALSE;
  if (day->id != 0)
    return TRUE;
  day->day = sauda_day_from_ms (sauda_clock_get_now (clock));
  day->orders = MIN (options->orders, MAX_ORDERS);
  day->seed = options->seed;
  return sauda_practice_journal_write_day (journal, day, error);
}

/**
 * sauda_practice_day_open:
 * @options: the folder, and what to write when it has no day yet
 * @day: (out): the day that is kept in the folder
 * @error: return location
 *
 * Needs no server. A client sets its clock by it: whatever the machine's clock shows, the folder keeps its
 * day.
 *
 * Returns: %FALSE with %SAUDA_PRACTICE_ERROR_FOLDER when there is none now
 */
gboolean
sauda_practice_day_open (const SaudaPracticeOptions *options, SaudaPracticeDay *day, GError **error)
{
  g_autoptr (SaudaPracticeJournal) journal = NULL;
  gboolean found;

  g_return_val_if_fail (options != NULL && options->folder != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  journal = sauda_practice_journal_open (options->folder, error);
  if (journal == NULL || !sauda_practice_journal_begin (journal, error))
    return FALSE;
  found = sauda_practice_day_read_or_write (options, journal, day, error);
  return sauda_practice_journal_end (journal, found, found ? error : NULL) && found;
}

/**
 * sauda_practice_day_get_morning_ms:
 * @day: a practice day
 *
 * Returns: nine in the morning of it in UTC milliseconds; every order has been made by then
 */
gint64
sauda_practice_day_get_morning_ms (const SaudaPracticeDay *day)
{
  g_return_val_if_fail (day != NULL, 0);

  return sauda_day_time_ms (day->day, MORNING_HOUR, 0);
}

/**
 * sauda_practice_reset:
 * @folder: a practice folder
 * @error: return location
 *
 * Forgets the practice day of @folder and everything that the simulator received in it.
 *
 * Returns: %FALSE with %SAUDA_PRACTICE_ERROR_FOLDER when nothing was forgotten
 */
gboolean
sauda_practice_reset (const char *folder, GError **error)
{
  g_autoptr (SaudaPracticeJournal) journal = NULL;
  g_autoptr (SaudaPracticeMail) mail = NULL;
  gboolean cleared;

  g_return_val_if_fail (folder != NULL, FALSE);

  journal = sauda_practice_journal_open (folder, error);
  if (journal == NULL || !sauda_practice_journal_begin (journal, error))
    return FALSE;
  mail = sauda_practice_mail_open (folder, error);
  sauda_practice_cards_clear (folder);
  cleared =
    mail != NULL && sauda_practice_mail_clear (mail, error) && sauda_practice_journal_clear (journal, error);
  return sauda_practice_journal_end (journal, cleared, cleared ? error : NULL) && cleared;
}
