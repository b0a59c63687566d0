#include "sauda-reply-phrase.h"

#include "sauda-reply-lexicon.h"

#include <string.h>

/* «больше» as it is folded: не надо больше писать */
#define MORE "болше"

typedef enum {
  ANYWHERE,
  WHOLE,            /* nothing else but fillers in the message */
  WITHOUT_MEASURES, /* neither numbers nor sizes in the message */
  FOR_GOOD,         /* not only for a time of day, and not a call in place of messages */
} Place;

/* Words in a row; fillers may stand between them, `*` stands for any ending, `|` separates phrases. */
typedef struct {
  SaudaReplyIntent intent;
  Place place;
  const char *phrases;
} PhraseRow;

static const PhraseRow rows[] = {
  /* no messages any more (whatsapp-api.md 1.3) */
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "отписаться|отписатся|отписаця|отпишите*|отпишись|отпиши|отписка|отписк*|отписать*|отписывай*" },
  { SAUDA_REPLY_OPTOUT, FOR_GOOD,
    "не пишите|не пиши|не пешите|непишите|непиши|непешите|не писать|не надо писать|не нужно писать|не стоит "
    "писать|писать не надо|писать не "
    "нужно|не надо ничего писать|не нужно ничего писать" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "хватит писать|писать хватит|спам* хватит|хватит слать|хватит присылать|хватит сообщ*|хватит "
    "спам*|прекратите|прекрати|перестаньте|перестань|отстаньте|отстань|отвалите" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "не беспокойте|не беспокоить|не тревожьте|не спам*|не присылайте сообщ*|не шлите" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "не отправляйте сообщ*|не отправляйте смс|не присылайте|не хочу получать|рассылк*|отключите|отключить" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "удалите номер|удалите мой номер|удали номер|уберите номер|уберите мой номер|удалить номер|сотрите "
    "номер|стереть номер|удалите мои данные|забудьте номер|забудьте мой номер|удалите данные|не хочу чтобы "
    "вы писали|не хочу чтобы писали" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "удалите мой телефон|удалите мой контакт*|удалите контакт*|удалите телефон|удалите меня|уберите "
    "меня|удалите из базы|вычеркните|заблокирую|надоели|достали" },
  { SAUDA_REPLY_OPTOUT, FOR_GOOD,
    "хабарласпа*|жазбаңыз*|жазбаныз*|жазбаңдар*|жазбандар*|жазба|жазбашы|жаза берме*|жазбай қой*|жазуды "
    "тоқтат*|тоқтат* жазу*|жазуды қой*" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "мазалама*|мазамды алма*|хабарлама жіберме*|хат жазба*|хат жіберме*|смс жіберме*|смс жазба*|жіберуді "
    "тоқтат*|хабарлама* тоқтат*|хабарлама* қой*|хабарламадан бас тарт*|жазылымнан бас тарт*" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE, "нөмірімді өшір*|номерімді өшір*|нөмірді өшір*|номирди ошир*" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "стоп бот|стоп писать|стоп сообщ*|стоп спам*|в покое|unsubscribe|opt out|optout|stop messag*|stop "
    "writ*|stop "
    "send*|stop text*|stop spam*" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "remove me|remove my number|dont write|dont message|dont text|do not write|do not message|do not text" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "не надо сообщ*|не надо присылать сообщ*|не надо ничего присылать|не нужно присылать сообщ*|не нужно "
    "сообщ*|не нужны сообщ*|не "
    "нужны ваши сообщ*|не хочу сообщ*|не хочу ваших сообщ*|не надо слать сообщ*|без сообщ*|"
    "не надо смс|не нужны смс|не надо спам*|не надо мне спам*|хабарлама* керек емес|смс керек емес" },
  { SAUDA_REPLY_OPTOUT, ANYWHERE,
    "отказ* от сообщ*|отказ* от смс|отказ* от рассыл*|leave me alone|no more messag*|no more text*" },
  { SAUDA_REPLY_OPTOUT, WHOLE, "спам" },
  { SAUDA_REPLY_OPTIN, WHOLE,
    "start|старт|subscribe|подписаться|подпишите|подписка|возобновить|возобновите" },
  { SAUDA_REPLY_OPTIN, WHOLE,
    "пишите|можете писать|можно писать|пишите дальше|снова пишите|бастау|бастаңыз|қосылу" },
  { SAUDA_REPLY_OPTIN, WHOLE,
    "жазыңыз|жаза беріңіз|жазылу|хочу подписаться|подпишите обратно|resume|unstop" },

  /* no order any more; "stop the order" holds a word that would end the messages */
  { SAUDA_REPLY_CANCEL, ANYWHERE,
    "отмен*|аннулир*|отказываюсь|отказ|откажусь|хочу отказаться|отказалась|отказался" },
  { SAUDA_REPLY_CANCEL, ANYWHERE,
    "заказ не нужен|заказ не надо|не нужен заказ|не надо заказ|не нужно заказ|не буду брать|не буду "
    "заказывать|не буду покупать" },
  { SAUDA_REPLY_CANCEL, ANYWHERE,
    "снимите заказ|закройте заказ|удалите заказ|остановите заказ|стоп заказ|верните деньги" },
  { SAUDA_REPLY_CANCEL, ANYWHERE,
    "болдырма*|бас тарт*|бастарт*|тапсырыс* тоқтат*|заказ* тоқтат*|заказ* алып таста*|тапсырыс* алып "
    "таста*" },
  { SAUDA_REPLY_CANCEL, ANYWHERE,
    "тапсырыс* керек емес|заказ керек емес|алмаймын|айнып қалдым|айныдым|сатып алмаймын" },
  { SAUDA_REPLY_CANCEL, ANYWHERE, "cancel*|dont want it|refund" },

  /* a person, please; or the wrong one */
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "позвони|позвоните|позвонить|позвонишь|перезвони|перезвоните|перезвонить|звякните" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "наберите|набери меня|наберите меня|созвон*|можете набрать|свяжитесь|связаться" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "оператор*|менеджер*|консультант*|администратор*|продавц*|продавец|с "
    "человеком|позовите|соедините|поговорить" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "живой человек|живого человека|живым человеком|тірі адам|адам керек|нужен человек|человека позовите" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "кто это|это кто|кто вы|вы кто|кто ты|ты кто|кто пишет|с кем я|это бот|вы бот|ты бот" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "ошиблись|ошибся номером|ошиблась номером|ошибка номера|номером ошиб*|не туда|не тот номер|номер не "
    "тот|что за номер|чей номер|чей это номер" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "не мой номер|номер не мой|не мой заказ|заказ не мой|чужой номер|не заказывал*|не покупал*|не по "
    "адресу|не я заказ*|это не "
    "я|ничего не заказ*|не делал заказ|не делала заказ" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "откуда мой номер|откуда у вас мой номер|не ваш клиент|не тот человек|не тому человеку" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "хабарласың*|хабарласыныз*|хабарласшы*|хабарласып|қоңырау шал*|қоңырау соғ*|телефон соғ*|телефон шал*" },
  { SAUDA_REPLY_HUMAN, ANYWHERE, "звонда*|званда*|адаммен|бұл кім|кім бұл|кімсіз*|кімсің|сіз кім*|кім жаз*" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "қате нөмір|нөмір қате|қате номер|номер қате|қателес*|қате тер*|тапсырыс берген жоқ*|заказ берген "
    "жоқ*|заказ бермедім|тапсырыс бермедім|менің нөмірім емес" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "call me|call back|callback|operator|manager|agent|human|real person|speak to*|talk to*" },
  { SAUDA_REPLY_HUMAN, ANYWHERE,
    "wrong number|wrong person|who is this|who are you|whos this|i didnt order|not me" },

  /* with a number or a size the message is an answer first */
  { SAUDA_REPLY_CANCEL, WITHOUT_MEASURES, "передумал*|неактуально|не актуально" },
  { SAUDA_REPLY_HUMAN, WITHOUT_MEASURES, "звоните|звонок|жду звонка|человек|бот|робот" },
};

/* «не пишите» with one of these is a wish for another hour or for a call, which a person grants; with one of
 * the others it is for good all the same. */
static const char *const limits =
  "вечером|вечерами|ночью|ночам|утром|днем|поздно|рано|сейчас|пока|сегодня|завтра|после|раньше|выходн*|"
  "воскресен*|суббот*|пятниц*|рабоч*|работы|уақытында|русском|казахском|қазақша|орысша|кешке|кешкісін|түнде|"
  "таңертең|қазір|бүгін|ертең|кеш|"
  "демалыс*|позвони*|перезвони*|звоните|звони|звонок|наберите|набери|звонда*|қоңырау|хабарласың*|"
  "пишите|напишите|жазыңыз*|call|later|night";
static const char *const for_good = "болше|никогда|енді|вообще|ешқашан|совсем|anymore|never";

/* One phrase, folded. */
typedef struct {
  SaudaReplyIntent intent;
  Place place;
  GStrv words; /* (owned) */
} Phrase;

static void
phrase_clear (gpointer data)
{
  g_strfreev (((Phrase *) data)->words);
}

static GArray *
get_phrases (void)
{
  static GArray *phrases = NULL;

  if (g_once_init_enter (&phrases)) {
    GArray *all = g_array_new (FALSE, ANYWHERE, sizeof (Phrase));

    g_array_set_clear_func (all, phrase_clear);
    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
      g_auto (GStrv) texts = g_strsplit (rows[i].phrases, "|", -1);

      for (gsize j = 0; texts[j] != NULL; j++) {
        Phrase phrase = { rows[i].intent, rows[i].place, g_strsplit (texts[j], " ", -1) };

        for (gsize k = 0; phrase.words[k] != NULL; k++) {
          g_autofree char *word = phrase.words[k];

          phrase.words[k] = sauda_reply_lexicon_fold (word);
        }
        g_array_append_val (all, phrase);
      }
    }
    g_once_init_leave (&phrases, all);
  }
  return phrases;
}

static gboolean
matches_text (const char *pattern, const char *text)
{
  gsize length = strlen (pattern);

  if (text == NULL)
    return FALSE;
  if (length > 0 && pattern[length - 1] == '*')
    return strncmp (pattern, text, length - 1) == 0;
  return g_str_equal (pattern, text);
}

/* Latin transcriptions have no soft sign at the end and one e alone: hvatit pisat, kto eto. */
static gboolean
matches_sounds (const char *pattern, const char *sounds)
{
  if (sounds == NULL)
    return FALSE;
  for (; *pattern != '\0'; pattern = g_utf8_next_char (pattern), sounds = g_utf8_next_char (sounds)) {
    if (g_str_equal (pattern, "*") || (g_str_equal (pattern, "ь") && *sounds == '\0'))
      return TRUE;
    if (g_str_has_prefix (pattern, "э") ? !g_str_has_prefix (sounds, "е")
                                        : g_utf8_get_char (pattern) != g_utf8_get_char (sounds))
      return FALSE;
  }
  return *sounds == '\0';
}

static gboolean
matches_word (GArray *tokens, gint64 index, const char *pattern)
{
  const SaudaToken *token = sauda_reply_tokens_get (tokens, index);

  return token != NULL && token->kind == SAUDA_TOKEN_WORD &&
         (matches_text (pattern, token->key) || matches_sounds (pattern, token->sounds));
}

/* Where the phrase that starts at @index ends, -1 when it does not stand there. */
static gint64
find_end (GArray *tokens, gint64 index, const Phrase *phrase)
{
  gint64 at = index;

  for (gsize k = 0; phrase->words[k] != NULL; k++, at++) {
    while (k > 0 && !matches_word (tokens, at, phrase->words[k]) &&
           (sauda_reply_tokens_means (tokens, at, SAUDA_WORD_FILLER) || matches_word (tokens, at, MORE)))
      at++;
    if (!matches_word (tokens, at, phrase->words[k]))
      return -1;
  }
  return at - 1;
}

static gboolean
is_decoration (GArray *tokens, gint64 index)
{
  return sauda_reply_tokens_means (tokens, index, SAUDA_WORD_FILLER) ||
         (sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_MARK) &&
          sauda_reply_tokens_get_mark (tokens, index) != '?');
}

static gboolean
is_alone (GArray *tokens, gint64 first, gint64 last)
{
  for (gint64 i = 0; i < tokens->len; i++)
    if ((i < first || i > last) && !is_decoration (tokens, i))
      return FALSE;
  return TRUE;
}

/* почему не пишите? зачем вы мне не пишите? */
static gboolean
is_asked (GArray *tokens, gint64 index)
{
  gint64 at = index - 1;

  while (sauda_reply_tokens_means (tokens, at, SAUDA_WORD_FILLER) || matches_word (tokens, at, "вы"))
    at--;
  return sauda_reply_tokens_means (tokens, at, SAUDA_WORD_QUESTION);
}

/* не отменяйте, не надо отменять; почему не пишите? */
static gboolean
is_denied (GArray *tokens, gint64 index)
{
  const SaudaToken *verb = sauda_reply_tokens_get (tokens, index - 1);

  /* «айта алмаймын» is "I cannot say" and takes nothing back. */
  if (matches_word (tokens, index, "алмаимын") && verb != NULL && verb->kind == SAUDA_TOKEN_WORD &&
      verb->meaning == 0 && (g_str_has_suffix (verb->key, "а") || g_str_has_suffix (verb->key, "е")))
    return TRUE;
  return sauda_reply_tokens_means (tokens, index - 1, SAUDA_WORD_NOT) || is_asked (tokens, index) ||
         (sauda_reply_tokens_means (tokens, index - 1, SAUDA_WORD_WANT) &&
          sauda_reply_tokens_means (tokens, index - 2, SAUDA_WORD_NOT));
}

/* Whether a word of @patterns stands in the message, not negated. */
static gboolean
has_one (GArray *tokens, const char *patterns)
{
  g_auto (GStrv) words = g_strsplit (patterns, "|", -1);

  for (gsize i = 0; words[i] != NULL; i++) {
    g_autofree char *folded = sauda_reply_lexicon_fold (words[i]);

    for (gint64 at = 0; at < tokens->len; at++)
      if (matches_word (tokens, at, folded) && !sauda_reply_tokens_means (tokens, at - 1, SAUDA_WORD_NOT))
        return TRUE;
  }
  return FALSE;
}

static gboolean
is_limited (GArray *tokens)
{
  return has_one (tokens, limits) && !has_one (tokens, for_good);
}

static gboolean
stands_in (GArray *tokens, const Phrase *phrase)
{
  for (gint64 i = 0; i < tokens->len; i++) {
    gint64 end = find_end (tokens, i, phrase);

    if (end < 0 || is_denied (tokens, i))
      continue;
    if (phrase->place == ANYWHERE || phrase->place == FOR_GOOD ||
        (phrase->place == WHOLE && is_alone (tokens, i, end)) ||
        (phrase->place == WITHOUT_MEASURES && !sauda_reply_tokens_has (tokens, SAUDA_TOKEN_NUMBER) &&
         !sauda_reply_tokens_has (tokens, SAUDA_TOKEN_SIZE)))
      return TRUE;
  }
  return FALSE;
}

/* стоп, stop, тоқта: nothing else but fillers in the message. */
static gboolean
is_only_stop (GArray *tokens)
{
  gboolean stop = FALSE;

  for (gint64 i = 0; i < tokens->len; i++) {
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_STOP))
      stop = TRUE;
    else if (!is_decoration (tokens, i))
      return FALSE;
  }
  return stop;
}

/**
 * sauda_reply_phrase_find:
 * @tokens: (element-type SaudaToken): a message whose numbers and sizes are read
 * @intent: (out): opt-out, opt-in, cancel or human; ambiguous for no messages at certain hours
 *
 * Looks for wishes that need no reading of numbers. Words like стоп count as the whole message only: «стоп, а
 * какой размер?» goes on with the conversation (rule 2 of whatsapp-api.md 6.3).
 *
 * Returns: whether one was found
 */
gboolean
sauda_reply_phrase_find (GArray *tokens, SaudaReplyIntent *intent)
{
  GArray *phrases = get_phrases ();
  gboolean limited = FALSE;

  for (guint i = 0; i < phrases->len; i++) {
    const Phrase *phrase = &g_array_index (phrases, Phrase, i);

    if (!stands_in (tokens, phrase))
      continue;
    if (phrase->place == FOR_GOOD && is_limited (tokens)) {
      limited = TRUE;
      continue;
    }
    *intent = phrase->intent;
    return TRUE;
  }
  *intent = limited ? SAUDA_REPLY_AMBIGUOUS : SAUDA_REPLY_OPTOUT;
  return limited || is_only_stop (tokens);
}
