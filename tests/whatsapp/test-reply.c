#include "sauda-reply.h"

#include <glib.h>
#include <string.h>

enum { TEXT, HEIGHT, WEIGHT, SIZE, INTENT, N_COLUMNS };

static char *
write_number (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (value > 0 ? g_ascii_formatd (digits, sizeof digits, "%g", value) : "");
}

static char *
write_reply (const SaudaReply *reply)
{
  g_autofree char *height = write_number (reply->height_cm);
  g_autofree char *weight = write_number (reply->weight_kg);

  return g_strdup_printf ("%s\t%s\t%s\t%s", height, weight, reply->size,
                          sauda_reply_intent_get_name (reply->intent));
}

static SaudaReply
parse_written (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);

  g_string_replace (plain, "\\n", "\n", 0);
  return sauda_reply_parse (plain->str);
}

/* Every line of a table says what its text means. */
static void
test_table (gconstpointer name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SAUDA_TEST_DATA"), "whatsapp", name, NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint wrong = 0, n = 0;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (content, "\n", -1);
  for (gsize i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    const char *expected = strchr (lines[i], '\t');
    g_autofree char *text = g_strndup (lines[i], (gsize) (expected - lines[i]));
    SaudaReply reply = parse_written (text);
    g_autofree char *found = write_reply (&reply);

    n++;
    if (g_str_equal (found, expected + 1))
      continue;
    wrong++;
    g_test_message ("“%s” means [%s], but was read as [%s]", text, expected + 1, found);
  }
  g_assert_cmpuint (n, >, 200);
  g_assert_cmpuint (wrong, ==, 0);
}

static void
assert_sane (const char *text)
{
  SaudaReply reply = sauda_reply_parse (text);
  gboolean height = reply.height_cm != 0, weight = reply.weight_kg != 0;

  g_assert_nonnull (sauda_reply_intent_get_name (reply.intent));
  g_assert_true (!height || (reply.height_cm >= SAUDA_REPLY_MIN_HEIGHT_CM &&
                             reply.height_cm <= SAUDA_REPLY_MAX_HEIGHT_CM));
  g_assert_true (!weight || (reply.weight_kg >= SAUDA_REPLY_MIN_WEIGHT_KG &&
                             reply.weight_kg <= SAUDA_REPLY_MAX_WEIGHT_KG));
  g_assert_nonnull (memchr (reply.size, '\0', sizeof reply.size));
  switch (reply.intent) {
  case SAUDA_REPLY_MEASUREMENTS:
    g_assert_true (height && weight);
    break;
  case SAUDA_REPLY_HEIGHT_ONLY:
    g_assert_true (height && !weight);
    break;
  case SAUDA_REPLY_WEIGHT_ONLY:
    g_assert_true (!height && weight);
    break;
  case SAUDA_REPLY_SIZE:
    g_assert_true (!height && !weight && *reply.size != '\0');
    break;
  case SAUDA_REPLY_QUESTION:
    break;
  default:
    g_assert_true (!height && !weight && *reply.size == '\0');
  }
}

static void
test_any_bytes (void)
{
  for (guint round = 0; round < 4000; round++) {
    char text[64];
    gsize length = (gsize) g_test_rand_int_range (0, (gint32) sizeof text);

    for (gsize i = 0; i < length; i++)
      text[i] = (char) g_test_rand_int_range (1, 256);
    text[length] = '\0';
    assert_sane (text);
  }
}

/* Pieces of real answers in any order come closer to the edges than random bytes do. */
static void
test_any_pieces (void)
{
  static const char *const pieces[] = {
    "рост", "вес", "175", "80",  "1",      "м",  "75",   "кг",    "см",    ",",    ".",   "-",  "/",  " ",
    " ",    "\n",  "да",  "нет", "не",     "L",  "xl",   "икс",   "эль",   "2",    "50",  "-й", "?",  "+",
    "8",    "701", "мне", "лет", "размер", "ма", "емес", "стоп",  "👍",     "х",    "214", "15", "99", "бойым",
    "в",    "р",   "#",   "(",   "или",    "с",  "на",   "грудь", "12.05", "метр", "0",   "ка", "'",  "тг",
  };

  for (guint round = 0; round < 20000; round++) {
    g_autoptr (GString) text = g_string_new (NULL);
    gint32 n = g_test_rand_int_range (0, 12);

    for (gint32 i = 0; i < n; i++) {
      g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      if (g_test_rand_bit ())
        g_string_append_c (text, ' ');
    }
    assert_sane (text->str);
  }
}

/* Every pair of a grown body is read the same in every common form. */
static void
test_every_pair (void)
{
  static const char *const forms[] = {
    "%d/%d", "%d %d", "рост %d вес %d", "%d см, %d кг", "бойым %d салмағым %d", "%dх%dкг"
  };

  for (int height = 150; height <= 200; height++)
    for (int weight = 45; weight < 130; weight++)
      for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
        g_auto (GStrv) parts = g_strsplit (forms[i], "%d", -1);
        g_autofree char *text = g_strdup_printf ("%s%d%s%d%s", parts[0], height, parts[1], weight, parts[2]);
        SaudaReply reply = sauda_reply_parse (text);

        g_assert_cmpint (reply.intent, ==, SAUDA_REPLY_MEASUREMENTS);
        g_assert_cmpfloat (reply.height_cm, ==, height);
        g_assert_cmpfloat (reply.weight_kg, ==, weight);
      }
}

/* A condition, a hedge, a question or a wish to be left alone beside it: no yes and no no. */
static void
test_nothing_is_confirmed (void)
{
  static const char *const answers[] = { "да",       "нет",   "ок",  "иә", "жоқ", "верно",
                                         "подойдёт", "дұрыс", "yes", "👍",  "мало" };
  static const char *const beside[] = { "%s, но",
                                        "%s или",
                                        "%s?",
                                        "наверное %s",
                                        "%s наверное",
                                        "мүмкін %s",
                                        "%s бірақ",
                                        "%s, не пишите больше",
                                        "%s отпишите меня",
                                        "%s стоп",
                                        "%s 2",
                                        "может %s",
                                        "%s, отмените",
                                        "%s, на размер больше",
                                        "%s позвоните",
                                        "%s +-",
                                        "не знаю, %s" };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (beside); j++) {
      g_auto (GStrv) parts = g_strsplit (beside[j], "%s", -1);
      g_autofree char *text = g_strconcat (parts[0], answers[i], parts[1], NULL);
      SaudaReply reply = sauda_reply_parse (text);

      g_test_message ("%s → %s", text, sauda_reply_intent_get_name (reply.intent));
      g_assert_cmpint (reply.intent, !=, SAUDA_REPLY_YES);
      g_assert_cmpint (reply.intent, !=, SAUDA_REPLY_NO);
    }
}

static void
test_nothing_at_all (void)
{
  g_autofree char *endless = g_strnfill (1 << 20, '9');

  g_assert_cmpint (sauda_reply_parse (NULL).intent, ==, SAUDA_REPLY_OTHER);
  g_assert_cmpint (sauda_reply_parse ("").intent, ==, SAUDA_REPLY_OTHER);
  g_assert_cmpint (sauda_reply_parse (endless).intent, ==, SAUDA_REPLY_AMBIGUOUS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/whatsapp/reply/contract", "replies.tsv", test_table);
  g_test_add_data_func ("/whatsapp/reply/own", "own-replies.tsv", test_table);
  g_test_add_func ("/whatsapp/reply/any-bytes", test_any_bytes);
  g_test_add_func ("/whatsapp/reply/any-pieces", test_any_pieces);
  g_test_add_func ("/whatsapp/reply/every-pair", test_every_pair);
  g_test_add_func ("/whatsapp/reply/nothing-is-confirmed", test_nothing_is_confirmed);
  g_test_add_func ("/whatsapp/reply/nothing-at-all", test_nothing_at_all);
  return g_test_run ();
}
