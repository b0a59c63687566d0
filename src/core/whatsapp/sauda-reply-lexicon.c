#include "sauda-reply-lexicon.h"

#include <string.h>

/* The table, folded. */
typedef struct {
  GHashTable *words;  /* (owned) folded word → meaning */
  GArray *beginnings; /* (owned) of Beginning */
} Lexicon;

typedef struct {
  char *text; /* (owned) */
  guint meaning;
} Beginning;

/* One Latin spelling of a Russian or Kazakh sound; the longest stand first. */
typedef struct {
  const char *latin;
  const char *cyrillic;
} Sound;

static const Sound sounds[] = {
  { "shch", "щ" }, { "sch", "щ" }, { "zh", "ж" }, { "kh", "х" }, { "gh", "г" }, { "ch", "ч" }, { "sh", "ш" },
  { "ts", "ц" },   { "ya", "я" },  { "yu", "ю" }, { "yo", "е" }, { "ye", "е" }, { "a", "а" },  { "b", "б" },
  { "c", "ц" },    { "d", "д" },   { "e", "е" },  { "f", "ф" },  { "g", "г" },  { "h", "х" },  { "i", "и" },
  { "j", "ж" },    { "k", "к" },   { "l", "л" },  { "m", "м" },  { "n", "н" },  { "o", "о" },  { "p", "п" },
  { "q", "к" },    { "r", "р" },   { "s", "с" },  { "t", "т" },  { "u", "у" },  { "v", "в" },  { "w", "у" },
  { "x", "х" },    { "z", "з" },   { "ä", "а" },  { "ö", "о" },  { "ü", "у" },  { "ū", "у" },  { "ğ", "г" },
  { "ñ", "н" },    { "ş", "ш" },   { "ı", "ы" },
};

/* Letters that look alike; a word that holds both alphabets was typed with the wrong one in between. */
static const char latin_look_alikes[] = "aceopxykmthbi";
static const char *const cyrillic_look_alikes = "асеорхукмтнви";

static const char *
fold_letter (gunichar c)
{
  switch (c) {
  case 0x451: /* ё */
    return "е";
  case 0x4d9: /* ә */
    return "а";
  case 0x456: /* і */
  case 0x439: /* й */
    return "и";
  case 0x4a3: /* ң */
    return "н";
  case 0x493: /* ғ */
    return "г";
  case 0x4af: /* ү */
  case 0x4b1: /* ұ */
    return "у";
  case 0x49b: /* қ */
    return "к";
  case 0x4e9: /* ө */
    return "о";
  case 0x4bb: /* һ */
    return "х";
  default:
    return NULL;
  }
}

static gboolean
is_cyrillic (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_CYRILLIC;
}

/* ғ and г, й and и are one letter on many a keyboard; ь is left out in the middle of words, where Latin
   transcriptions have none. A single letter stays what it is: й after a number makes an ordinal, и does not.
 */
static char *
fold_letters (const char *word)
{
  GString *out = g_string_new (NULL);

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *folded = fold_letter (c);
    gboolean last = *g_utf8_next_char (p) == '\0';

    if ((c == 0x44c || c == 0x44a) && !last)
      continue;
    if (folded == NULL || (p == word && last))
      g_string_append_unichar (out, c);
    else
      g_string_append (out, folded);
  }
  return g_string_free (out, FALSE);
}

/* Runs of at least @longest equal letters become one: дааа → да. */
static char *
collapse (const char *word, guint longest)
{
  GString *out = g_string_new (NULL);
  const char *p = word;

  while (*p != '\0') {
    gunichar c = g_utf8_get_char (p);
    guint run = 0;

    for (; *p != '\0' && g_utf8_get_char (p) == c; p = g_utf8_next_char (p))
      run++;
    for (guint i = 0; i < (run >= longest ? 1 : run); i++)
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/* Writes look-alikes in Cyrillic, when the word mixes alphabets or when @always. NULL: nothing to do, or a
   letter has no look-alike. */
static char *
repair_alphabet (const char *word, gboolean always)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean cyrillic = always;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    cyrillic |= is_cyrillic (g_utf8_get_char (p));
  if (!cyrillic)
    return NULL;
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p)) {
    const char *found = (guchar) *p < 128 ? strchr (latin_look_alikes, *p) : NULL;

    if (found != NULL)
      g_string_append_unichar (
        out, g_utf8_get_char (g_utf8_offset_to_pointer (cyrillic_look_alikes, found - latin_look_alikes)));
    else if ((guchar) *p < 128)
      return NULL;
    else
      g_string_append_unichar (out, g_utf8_get_char (p));
  }
  return g_strdup (out->str);
}

/* stоp with a Cyrillic о: the word in Latin, when all its other letters have look-alikes there. */
static char *
repair_to_latin (const char *word)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean latin = FALSE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p)) {
    const char *found = g_utf8_strchr (cyrillic_look_alikes, -1, g_utf8_get_char (p));

    latin |= (guchar) *p < 128;
    if ((guchar) *p < 128)
      g_string_append_c (out, *p);
    else if (found != NULL)
      g_string_append_c (out, latin_look_alikes[g_utf8_pointer_to_offset (cyrillic_look_alikes, found)]);
    else
      return NULL;
  }
  return latin ? g_strdup (out->str) : NULL;
}

static void
beginning_clear (gpointer data)
{
  g_free (((Beginning *) data)->text);
}

static void
add_word (Lexicon *lexicon, const char *word, guint meaning)
{
  g_autofree char *folded = sauda_reply_lexicon_fold (word);
  gsize length = strlen (folded);

  if (length > 0 && folded[length - 1] == '*') {
    Beginning beginning = { g_strndup (folded, length - 1), meaning };

    g_array_append_val (lexicon->beginnings, beginning);
  } else {
    meaning |= GPOINTER_TO_UINT (g_hash_table_lookup (lexicon->words, folded));
    g_hash_table_insert (lexicon->words, g_steal_pointer (&folded), GUINT_TO_POINTER (meaning));
  }
}

static Lexicon *
get_lexicon (void)
{
  static gsize once = 0;
  static Lexicon lexicon;

  if (g_once_init_enter (&once)) {
    lexicon.words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    lexicon.beginnings = g_array_new (FALSE, FALSE, sizeof (Beginning));
    g_array_set_clear_func (lexicon.beginnings, beginning_clear);
    for (gsize i = 0; i < sauda_reply_n_words; i++) {
      g_auto (GStrv) words = g_strsplit (sauda_reply_words[i].words, " ", -1);

      for (gsize j = 0; words[j] != NULL; j++)
        add_word (&lexicon, words[j], sauda_reply_words[i].meaning);
    }
    g_once_init_leave (&once, 1);
  }
  return &lexicon;
}

static guint
find_folded (const char *folded)
{
  Lexicon *lexicon = get_lexicon ();
  guint meaning = GPOINTER_TO_UINT (g_hash_table_lookup (lexicon->words, folded));

  for (guint i = 0; meaning == 0 && i < lexicon->beginnings->len; i++) {
    const Beginning *beginning = &g_array_index (lexicon->beginnings, Beginning, i);

    if (g_str_has_prefix (folded, beginning->text))
      meaning = beginning->meaning;
  }
  return meaning;
}

/* As it stands, then with doubled letters as one: даа, оккей. */
static guint
find_drawn_out (const char *folded)
{
  guint meaning = find_folded (folded);
  g_autofree char *single = meaning == 0 ? collapse (folded, 2) : NULL;

  return meaning != 0 ? meaning : find_folded (single);
}

/**
 * sauda_reply_lexicon_fold:
 * @word: a word in lower case
 *
 * Returns: (transfer full): @word the one way in which it is compared: Kazakh letters as on a Russian
 * keyboard, one alphabet, no letters drawn out (дааа)
 */
char *
sauda_reply_lexicon_fold (const char *word)
{
  g_autofree char *repaired = repair_alphabet (word, FALSE);
  g_autofree char *folded = fold_letters (repaired != NULL ? repaired : word);

  return collapse (folded, 3);
}

/**
 * sauda_reply_lexicon_to_cyrillic:
 * @word: a word in lower case
 *
 * Returns: (transfer full) (nullable): a word in Latin letters as it sounds in Cyrillic, folded: `podhodit` →
 * `подходит`, and so when only some are Latin: `dа`; %NULL when it holds other letters
 */
char *
sauda_reply_lexicon_to_cyrillic (const char *word)
{
  g_autoptr (GString) out = NULL;
  const char *p = word;

  if (is_cyrillic (g_utf8_get_char (word)) &&
      is_cyrillic (g_utf8_get_char (g_utf8_prev_char (word + strlen (word)))))
    return NULL;
  out = g_string_new (NULL);
  while (*p != '\0') {
    gsize i = 0;

    while (i < G_N_ELEMENTS (sounds) && !g_str_has_prefix (p, sounds[i].latin))
      i++;
    if (i < G_N_ELEMENTS (sounds)) {
      g_string_append (out, sounds[i].cyrillic);
      p += strlen (sounds[i].latin);
    } else if (*p == 'y') {
      g_string_append (out, p > word && strchr ("aeiou", p[-1]) != NULL ? "и" : "ы");
      p++;
    } else if (is_cyrillic (g_utf8_get_char (p))) {
      g_string_append_unichar (out, g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    } else {
      return NULL;
    }
  }
  return sauda_reply_lexicon_fold (out->str);
}

/**
 * sauda_reply_lexicon_find:
 * @word: a word in lower case
 *
 * Returns: the #SaudaWord bits of everything that @word can mean, 0 for an unknown word
 */
guint
sauda_reply_lexicon_find (const char *word)
{
  g_autofree char *folded = sauda_reply_lexicon_fold (word);
  g_autofree char *cyrillic = NULL, *repaired = NULL, *latin = NULL;
  guint meaning = find_drawn_out (folded);

  if (meaning == 0 && (cyrillic = sauda_reply_lexicon_to_cyrillic (word)) != NULL)
    meaning = find_drawn_out (cyrillic);
  if (meaning == 0 && strlen (word) > 2 && (repaired = repair_alphabet (word, TRUE)) != NULL)
    meaning = find_drawn_out (repaired);
  if (meaning == 0 && (latin = repair_to_latin (word)) != NULL)
    meaning = find_drawn_out (latin);
  return meaning;
}
