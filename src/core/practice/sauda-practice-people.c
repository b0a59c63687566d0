#include "sauda-practice-people-private.h"

/* Kaspi's own list of towns has the codes (kaspi-api 10); the hubs are invented. The first one is the
 * stores'. */
static const SaudaPracticeTown towns[] = {
  { "Алматы", "750000000", "ALA1", 43.238, 76.945 },
  { "Астана", "710000000", "NQZ2", 51.129, 71.430 },
  { "Шымкент", "511010000", "VELES", 42.341, 69.590 },
  { "Караганда", "351010000", "ORDA", 49.807, 73.088 },
  { "Актобе", "151010000", "ZHBK", 50.283, 57.167 },
  { "Тараз", "311010000", "SAMAL", 42.900, 71.366 },
  { "Павлодар", "551010000", "ERTIS", 52.287, 76.967 },
  { "Семей", "632810000", "ABAI", 50.411, 80.227 },
  { "Атырау", "231010000", "ZHAIYQ", 47.094, 51.923 },
  { "Костанай", "391010000", "TOBYL", 53.214, 63.632 },
  { "Кызылорда", "431010000", "SYR", 44.848, 65.482 },
  { "Актау", "471010000", "KASPII", 43.653, 51.158 },
  { "Талдыкорган", "191010000", "ZHETI", 45.017, 78.373 },
  { "Щучинск", "117020100", "BURAB", 52.935, 70.190 },
};

static const char *const streets[] = { "ул. Учебная", "мкр. Образец", "пр. Примерный", "ул. Тестовая" };

static const char *const first_names[] = {
  "Айгерим", "Жанна",  "Ерлан", "Асель",  "Нурлан", "Гульнара", "Данияр", "Мадина", "Тимур",   "Сауле",
  "Арман",   "Динара", "Ольга", "Руслан", "Ирина",  "Бекзат",   "Камила", "Сергей", "Алия",    "Марат",
  "Наталья", "Ержан",  "Анна",  "Аружан", "Олжас",  "Светлана", "Қуаныш", "Әлия",   "Дмитрий", "Ұлжан",
};

static const char *const last_names[] = { "А.", "Б.", "Ж.", "К.", "М.", "Н.", "О.", "С.", "Т.", "Ш." };

/**
 * sauda_practice_people_draw:
 * @order: gets a buyer
 * @number: of the order in its day: no two buyers share a phone
 * @random: where the numbers come from
 *
 * Nobody has these phones: their range is not given out.
 */
void
sauda_practice_people_draw (SaudaPracticeOrder *order, guint number, SaudaPracticeRandom *random)
{
  guint town = sauda_practice_random_below (random, G_N_ELEMENTS (towns));

  /* A third of the buyers live in the stores' own town. */
  if (sauda_practice_random_chance (random, 280))
    town = 0;
  order->town = &towns[town];
  order->street = streets[sauda_practice_random_below (random, G_N_ELEMENTS (streets))];
  order->house = 1 + sauda_practice_random_below (random, 60);
  order->first_name = first_names[sauda_practice_random_below (random, G_N_ELEMENTS (first_names))];
  order->last_name = last_names[sauda_practice_random_below (random, G_N_ELEMENTS (last_names))];
  order->phone = g_strdup_printf ("7000%06u", number % 1000000);
}

/**
 * sauda_practice_people_are_local:
 * @order: an order with a buyer
 *
 * Returns: whether the parcel stays in the stores' town
 */
gboolean
sauda_practice_people_are_local (const SaudaPracticeOrder *order)
{
  return order->town == &towns[0];
}
