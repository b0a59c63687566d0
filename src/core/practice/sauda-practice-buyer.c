#include "sauda-practice-buyer-private.h"

#include "sauda-practice-random-private.h"
#include "sauda-time.h"

#include <string.h>

#define FIRST_ANSWER_HOUR 9
#define LAST_ANSWER_HOUR 15
#define MINUTE_MS (G_GINT64_CONSTANT (60000))

/* How people are. */
typedef enum {
  MANNER_MEASURES,
  MANNER_WORDS,
  MANNER_KAZAKH,
  MANNER_SIZE,
  MANNER_TWICE,
  MANNER_CORRECTS,
  MANNER_HALF,
  MANNER_WRONG,
  MANNER_ASKS,
  MANNER_PHOTO,
  MANNER_VOICE,
  MANNER_LATE,
  MANNER_STOP,
  MANNER_EDITS,
  MANNER_REVOKES,
  MANNER_SILENT,
  N_MANNERS
} Manner;

/* Of a thousand buyers. */
static const guint shares[N_MANNERS] = {
  [MANNER_MEASURES] = 270, [MANNER_WORDS] = 130,   [MANNER_KAZAKH] = 110, [MANNER_SIZE] = 60,
  [MANNER_TWICE] = 50,     [MANNER_CORRECTS] = 30, [MANNER_HALF] = 40,    [MANNER_WRONG] = 40,
  [MANNER_ASKS] = 40,      [MANNER_PHOTO] = 30,    [MANNER_VOICE] = 20,   [MANNER_LATE] = 50,
  [MANNER_STOP] = 20,      [MANNER_EDITS] = 20,    [MANNER_REVOKES] = 10, [MANNER_SILENT] = 80,
};

static const char *const sizes[] = { "S", "M", "L", "XL", "2XL", "3XL" };
static const char *const agreements[] = { "да", "Да, отправляйте", "иә",         "Ия",
                                          "Ок", "да, спасибо",     "Подтверждаю" };
static const char *const refusals[] = { "нет", "жоқ", "Нет, мне надо другой" };

static void
seed_random (SaudaPracticeRandom *random, const char *order, guint seed, guint stream)
{
  guint64 number = g_ascii_strtoull (order, NULL, 10);

  sauda_practice_random_seed (random, number * 1000 + seed, stream);
}

static Manner
draw_manner (SaudaPracticeRandom *random)
{
  guint drawn = sauda_practice_random_below (random, 1000), manner = 0;

  while (manner + 1 < N_MANNERS && drawn >= shares[manner])
    drawn -= shares[manner++];
  return manner;
}

static void
add_reply (GPtrArray *replies,
           const SaudaPracticeLetter *letter,
           const char *body,
           const char *content,
           gint64 at_ms)
{
  SaudaPracticeLetter *reply = g_new0 (SaudaPracticeLetter, 1);

  reply->provider = g_strdup (letter->provider);
  reply->inbound = TRUE;
  reply->buyer = g_strdup (letter->buyer);
  reply->order = g_strdup (letter->order);
  reply->body = g_strdup (body);
  reply->content = g_strdup (content);
  reply->at_ms = at_ms;
  g_ptr_array_add (replies, reply);
}

static char *
write_measures (SaudaPracticeRandom *random, Manner manner, guint height, guint weight)
{
  switch (manner) {
  case MANNER_WORDS:
    switch (sauda_practice_random_below (random, 4)) {
    case 0:
      return g_strdup_printf ("Здравствуйте! Рост %u, вес %u", height, weight);
    case 1:
      return g_strdup_printf ("рост %u см\nвес %u кг", height, weight);
    case 2:
      return g_strdup_printf ("%u см %u кг", height, weight);
    default:
      return g_strdup_printf ("вес %u рост 1.%02u", weight, height - 100);
    }
  case MANNER_KAZAKH:
    return sauda_practice_random_chance (random, 500)
             ? g_strdup_printf ("Сәлеметсіз бе, бойым %u, салмағым %u", height, weight)
             : g_strdup_printf ("бойы %u см салмағы %u кг", height, weight);
  default:
    return sauda_practice_random_chance (random, 500) ? g_strdup_printf ("%u/%u", height, weight)
                                                      : g_strdup_printf ("%u %u", height, weight);
  }
}

/* Between nine and three in the afternoon of the day on which they were asked, minutes after the question. */
static gint64
draw_moment (SaudaPracticeRandom *random, gint64 asked_ms)
{
  SaudaDay day = sauda_day_from_ms (asked_ms);
  gint64 from_ms = MAX (asked_ms + MINUTE_MS, sauda_day_time_ms (day, FIRST_ANSWER_HOUR, 0));
  gint64 to_ms = sauda_day_time_ms (day, LAST_ANSWER_HOUR, 0);
  guint minutes = to_ms > from_ms ? (guint) ((to_ms - from_ms) / MINUTE_MS) : 0;
  /* Most people answer soon. */
  guint drawn = minutes > 1 ? MIN (sauda_practice_random_below (random, minutes),
                                   sauda_practice_random_below (random, minutes))
                            : 1;

  return from_ms + drawn * MINUTE_MS;
}

static void
answer_question (GPtrArray *replies, const SaudaPracticeLetter *letter, SaudaPracticeRandom *random)
{
  Manner manner = draw_manner (random);
  gboolean kid = strstr (letter->body, "детск") != NULL;
  guint height =
    kid ? 102 + sauda_practice_random_below (random, 42) : 158 + sauda_practice_random_below (random, 36);
  guint weight = kid ? height / 3 - 17 + sauda_practice_random_below (random, 6)
                     : 50 + (height - 158) + sauda_practice_random_below (random, 34);
  g_autofree char *measures = write_measures (random, manner, height, weight);
  g_autofree char *other = write_measures (random, MANNER_MEASURES, height, weight + (kid ? 4 : 12));
  g_autofree char *half = g_strdup_printf ("рост %u", height);
  gint64 at_ms = draw_moment (random, letter->at_ms);
  gint64 late_ms = sauda_day_time_ms (sauda_day_from_ms (letter->at_ms), 16, 10);

  switch (manner) {
  case MANNER_SIZE:
    add_reply (replies, letter, sizes[sauda_practice_random_below (random, G_N_ELEMENTS (sizes))], "text",
               at_ms);
    break;
  case MANNER_TWICE:
    add_reply (replies, letter, measures, "text", at_ms);
    add_reply (replies, letter, measures, "text", at_ms + 2 * MINUTE_MS);
    break;
  case MANNER_CORRECTS:
    add_reply (replies, letter, measures, "text", at_ms);
    add_reply (replies, letter, other, "text", at_ms + 3 * MINUTE_MS);
    break;
  case MANNER_HALF:
    add_reply (replies, letter, half, "text", at_ms);
    break;
  case MANNER_WRONG:
    add_reply (replies, letter, sauda_practice_random_chance (random, 500) ? "150/140" : "175/80 и 165/55",
               "text", at_ms);
    break;
  case MANNER_ASKS:
    add_reply (replies, letter, "А когда доставка?", "text", at_ms);
    break;
  case MANNER_PHOTO:
    add_reply (replies, letter, "", "image", at_ms);
    break;
  case MANNER_VOICE:
    add_reply (replies, letter, "", "audio", at_ms);
    break;
  case MANNER_LATE:
    add_reply (replies, letter, measures, "text", MAX (late_ms, letter->at_ms + MINUTE_MS));
    break;
  case MANNER_STOP:
    add_reply (replies, letter, sauda_practice_random_chance (random, 500) ? "Стоп" : "маған жазбаңыз",
               "text", at_ms);
    break;
  case MANNER_EDITS:
    add_reply (replies, letter, measures, "text", at_ms);
    add_reply (replies, letter, other, "edit", at_ms + 4 * MINUTE_MS);
    break;
  case MANNER_REVOKES:
    add_reply (replies, letter, measures, "text", at_ms);
    add_reply (replies, letter, "", "revoke", at_ms + 4 * MINUTE_MS);
    break;
  case MANNER_SILENT:
    break;
  default:
    add_reply (replies, letter, measures, "text", at_ms);
    break;
  }
}

static void
answer_proposal (GPtrArray *replies, const SaudaPracticeLetter *letter, SaudaPracticeRandom *random)
{
  guint drawn = sauda_practice_random_below (random, 100);
  gint64 at_ms = draw_moment (random, letter->at_ms);

  if (drawn < 75)
    add_reply (replies, letter, agreements[sauda_practice_random_below (random, G_N_ELEMENTS (agreements))],
               "text", at_ms);
  else if (drawn < 80)
    add_reply (replies, letter, refusals[sauda_practice_random_below (random, G_N_ELEMENTS (refusals))],
               "text", at_ms);
  else if (drawn < 88)
    add_reply (replies, letter, sizes[sauda_practice_random_below (random, G_N_ELEMENTS (sizes))], "text",
               at_ms);
}

/**
 * sauda_practice_buyer_answer:
 * @letter: what was sent to the buyer
 * @seed: of the practice day
 * @now_ms: UTC ms
 *
 * Answers as people do: in time, late, twice, wrongly, in Kazakh, with a picture, not at all. The same order
 * always has the same buyer.
 *
 * Returns: (transfer full) (element-type SaudaPracticeLetter): what the buyer will write, and when
 */
GPtrArray *
sauda_practice_buyer_answer (const SaudaPracticeLetter *letter, guint seed, gint64 now_ms)
{
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_practice_letter_free);
  SaudaPracticeRandom random;

  if (letter->order == NULL || letter->error_code != 0)
    return replies;
  if (strstr (letter->body, "«да»") != NULL || strstr (letter->body, "«Иә»") != NULL) {
    seed_random (&random, letter->order, seed, 2);
    answer_proposal (replies, letter, &random);
  } else if (strstr (letter->body, "не хватает") != NULL || strstr (letter->body, "жетпейді") != NULL) {
    seed_random (&random, letter->order, seed, 3);
    add_reply (replies, letter, "вес 78", "text", draw_moment (&random, letter->at_ms));
  } else if (strstr (letter->body, "Напоминаем") == NULL && strstr (letter->body, "еске саламыз") == NULL &&
             strstr (letter->body, "178/82") != NULL) {
    seed_random (&random, letter->order, seed, 1);
    answer_question (replies, letter, &random);
  }
  return replies;
}

/**
 * sauda_practice_buyer_has_whatsapp:
 * @order: number of an order
 * @seed: of the practice day
 *
 * Returns: whether its buyer can be reached at all
 */
gboolean
sauda_practice_buyer_has_whatsapp (const char *order, guint seed)
{
  SaudaPracticeRandom random;

  seed_random (&random, order, seed, 4);
  return !sauda_practice_random_chance (&random, 20);
}
