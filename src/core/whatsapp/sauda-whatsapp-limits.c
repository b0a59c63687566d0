#include "sauda-whatsapp-limits.h"

#define FIRST_PAUSE_MS 1000
#define LONGEST_PAUSE_MS 60000
#define LATER_FIRST_MS (10 * 60 * 1000)
#define LATER_SECOND_MS (60 * 60 * 1000)
#define LATER_DAY_MS (24 * 60 * 60 * 1000)

/**
 * sauda_whatsapp_window_get_end:
 * @last_inbound_ms: when the buyer wrote last, by the provider's clock; 0 for never
 *
 * Only what the buyer writes opens the window; a template that was delivered does not (whatsapp-api 1.2).
 *
 * Returns: up to when free text may be sent, UTC ms; 0 for not at all
 */
gint64
sauda_whatsapp_window_get_end (gint64 last_inbound_ms)
{
  return last_inbound_ms > 0 ? last_inbound_ms + SAUDA_WHATSAPP_WINDOW_MS : 0;
}

/**
 * sauda_whatsapp_window_is_open:
 * @last_inbound_ms: when the buyer wrote last, 0 for never
 * @now_ms: UTC ms
 *
 * Returns: whether free text may be sent; not in the last two minutes, as clocks and queues differ
 */
gboolean
sauda_whatsapp_window_is_open (gint64 last_inbound_ms, gint64 now_ms)
{
  return now_ms + SAUDA_WHATSAPP_WINDOW_MARGIN_MS < sauda_whatsapp_window_get_end (last_inbound_ms);
}

/**
 * sauda_whatsapp_get_pause:
 * @failure: %SAUDA_WHATSAPP_ERROR_RETRY, _PAIR or _LATER
 * @try: how often it was tried, from 1
 *
 * Seconds that double with a fifth of chance, 4^n for a pair of numbers, ten minutes then an hour then a day
 * for a limit (whatsapp-api 1.7, 2.6, 3.3).
 *
 * Returns: milliseconds to wait; -1 when it is not tried again
 */
gint64
sauda_whatsapp_get_pause (SaudaWhatsappError failure, guint try)
{
  guint shift = MIN (try, 20) - 1;

  switch (failure) {
  case SAUDA_WHATSAPP_ERROR_RETRY:
    if (try >= SAUDA_WHATSAPP_MOST_TRIES)
      return -1;
    return (gint64) (MIN ((double) (FIRST_PAUSE_MS << shift), LONGEST_PAUSE_MS) *
                     g_random_double_range (0.8, 1.2));
  case SAUDA_WHATSAPP_ERROR_PAIR:
    return try >= SAUDA_WHATSAPP_MOST_TRIES ? -1 : 1000 * (G_GINT64_CONSTANT (1) << (2 * shift));
  case SAUDA_WHATSAPP_ERROR_LATER:
    return try <= 1 ? LATER_FIRST_MS : try == 2 ? LATER_SECOND_MS : LATER_DAY_MS;
  default:
    return -1;
  }
}
