#include "sauda-practice-messenger-private.h"

#include "sauda-practice-buyer-private.h"

#include <string.h>

#define WINDOW_MS (G_GINT64_CONSTANT (86400000))
#define SENT_MS 5000
#define DELIVERED_MS 20000
#define READ_MS 120000
#define ORDER_DIGITS 8

#define TWILIO_NO_WHATSAPP 63003
#define TWILIO_SANDBOX 63015
#define TWILIO_WINDOW 63016
#define TWILIO_PAUSED 63041
#define META_NO_WHATSAPP 131026
#define META_WINDOW 131047

/* The first run of so many digits: an order number stands in every text. */
static char *
find_order (const char *body)
{
  for (const char *p = body; *p != '\0'; p++) {
    gsize length = strspn (p, "0123456789");

    if (length >= ORDER_DIGITS)
      return g_strndup (p, length);
    if (length > 0)
      p += length - 1;
  }
  return NULL;
}

static char *
make_hash (const char *text)
{
  char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  hash[32] = '\0';
  return hash;
}

/* The business-scoped id that a buyer has beside the telephone number (whatsapp-api 1.6). */
static char *
make_user_id (const char *buyer)
{
  g_autofree char *hash = make_hash (buyer);

  return g_ascii_isdigit (*buyer) ? g_strconcat ("KZ.", hash, NULL) : g_strdup (buyer);
}

/* What it will fail with, after it was taken (whatsapp-api 0). */
static int
find_failure (const SaudaPracticeMessenger *messenger, const SaudaPracticeLetter *letter)
{
  gboolean twilio = strcmp (letter->provider, "twilio") == 0;
  g_autofree char *user_id = make_user_id (letter->buyer);
  gint64 last_ms = MAX (
    sauda_practice_mail_get_last_inbound (messenger->mail, letter->provider, letter->buyer, letter->at_ms),
    sauda_practice_mail_get_last_inbound (messenger->mail, letter->provider, user_id, letter->at_ms));

  if (letter->order != NULL && !sauda_practice_buyer_has_whatsapp (letter->order, messenger->seed))
    return twilio ? TWILIO_NO_WHATSAPP : META_NO_WHATSAPP;
  if (letter->template == NULL &&
      (last_ms == 0 || letter->at_ms - last_ms >= WINDOW_MS ||
       sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_WINDOW)))
    return twilio ? TWILIO_WINDOW : META_WINDOW;
  /* Meta and 360dialog say both at once (sauda-practice-meta.c). */
  if (twilio && sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_SANDBOX))
    return TWILIO_SANDBOX;
  if (twilio && letter->template != NULL &&
      sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_TEMPLATE_PAUSED))
    return TWILIO_PAUSED;
  return 0;
}

/**
 * sauda_practice_messenger_make_sid:
 * @provider: whose form
 * @letter: a message
 *
 * Returns: (transfer full): an id in the provider's form that no other message has
 */
char *
sauda_practice_messenger_make_sid (const char *provider, const SaudaPracticeLetter *letter)
{
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *hash = make_hash (random);

  if (strcmp (provider, "twilio") == 0)
    return g_strconcat (letter->template != NULL || strcmp (letter->content, "text") != 0 ? "MM" : "SM", hash,
                        NULL);
  return g_strconcat ("wamid.", hash, NULL);
}

/**
 * sauda_practice_messenger_fill:
 * @body: words with places {{1}}, {{2}} …
 * @values: (element-type utf8): what goes there
 *
 * Returns: (transfer full): the words as the buyer reads them
 */
char *
sauda_practice_messenger_fill (const char *body, GPtrArray *values)
{
  g_autoptr (GString) text = g_string_new (body);

  for (guint i = 0; i < values->len; i++) {
    g_autofree char *place = g_strdup_printf ("{{%u}}", i + 1);

    g_string_replace (text, place, g_ptr_array_index (values, i), 0);
  }
  return g_strdup (text->str);
}

static void
take_original (SaudaPracticeLetter *reply, const char *sid)
{
  g_free (reply->original);
  reply->original = g_strdup (sid);
}

/* Half of those who answer under an id quote what they answer. */
static void
hide_phone (const SaudaPracticeLetter *letter, SaudaPracticeLetter *reply)
{
  g_free (reply->buyer);
  reply->buyer = make_user_id (letter->buyer);
  if (letter->id % 2 == 0)
    take_original (reply, letter->sid);
}

/* What the buyer will write because of a message that is kept. */
static gboolean
add_replies (const SaudaPracticeMessenger *messenger, const SaudaPracticeLetter *letter, GError **error)
{
  g_autoptr (GPtrArray) replies = sauda_practice_buyer_answer (letter, messenger->seed, letter->at_ms);
  g_autofree char *previous = NULL;
  const char *provider = letter->provider;
  gboolean hide =
    replies->len > 0 && sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_USER_ID);

  for (guint i = 0; i < replies->len; i++) {
    SaudaPracticeLetter *reply = g_ptr_array_index (replies, i);

    reply->sid = sauda_practice_messenger_make_sid (provider, reply);
    if (hide)
      hide_phone (letter, reply);
    /* Twilio tells no edits: there a second message comes; and nothing of what is taken back. */
    if (strcmp (provider, "twilio") == 0 && strcmp (reply->content, "revoke") == 0)
      continue;
    if (strcmp (provider, "twilio") == 0 && strcmp (reply->content, "edit") == 0) {
      g_free (reply->content);
      reply->content = g_strdup ("text");
    } else if (strcmp (reply->content, "edit") == 0 || strcmp (reply->content, "revoke") == 0)
      take_original (reply, previous);
    g_free (previous);
    previous = g_strdup (reply->sid);
    if (!sauda_practice_mail_add (messenger->mail, reply, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_practice_messenger_take:
 * @messenger: what the request meets
 * @provider: who takes it
 * @to: the buyer's address, digits or an id
 * @body: as the buyer reads it
 * @template: (nullable): the template
 * @reference: (nullable): comes back in statuses
 * @error: return location
 *
 * Keeps a message and everything that the buyer will write because of it.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with an error of the folder
 */
SaudaPracticeLetter *
sauda_practice_messenger_take (const SaudaPracticeMessenger *messenger,
                               const char *provider,
                               const char *to,
                               const char *body,
                               const char *template,
                               const char *reference,
                               GError **error)
{
  g_autoptr (SaudaPracticeLetter) letter = g_new0 (SaudaPracticeLetter, 1);
  gboolean kept;

  letter->provider = g_strdup (provider);
  letter->buyer = g_strdup (to);
  letter->body = g_strdup (body);
  letter->content = g_strdup ("text");
  letter->template = g_strdup (template);
  letter->reference = g_strdup (reference);
  letter->order = find_order (body);
  letter->at_ms = sauda_clock_get_now (messenger->clock);
  letter->sid = sauda_practice_messenger_make_sid (provider, letter);
  letter->error_code = find_failure (messenger, letter);
  if (!sauda_practice_mail_begin (messenger->mail, error))
    return NULL;
  kept = sauda_practice_mail_add (messenger->mail, letter, error) && add_replies (messenger, letter, error);
  /* A buyer whose message came in answers it, whenever the store's process is killed. */
  if (!sauda_practice_mail_commit (messenger->mail, kept, error))
    return NULL;
  return g_steal_pointer (&letter);
}

/**
 * sauda_practice_messenger_spoil:
 * @messenger: what the request meets
 * @answer: (transfer full): to a message that was taken
 *
 * Returns: (transfer full): the answer, or what a fault makes of it
 */
SaudaPracticeAnswer *
sauda_practice_messenger_spoil (const SaudaPracticeMessenger *messenger, SaudaPracticeAnswer *answer)
{
  if (sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_LOST))
    answer->manner = SAUDA_PRACTICE_MANNER_DROPPED;
  if (!sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_LOST_GATEWAY))
    return answer;
  sauda_practice_answer_free (answer);
  return sauda_practice_answer_new_html (SOUP_STATUS_BAD_GATEWAY);
}

/**
 * sauda_practice_messenger_get_status:
 * @letter: a message to a buyer
 * @now_ms: UTC ms
 *
 * Returns: how far it is by now, in the words that both kinds of providers have
 */
const char *
sauda_practice_messenger_get_status (const SaudaPracticeLetter *letter, gint64 now_ms)
{
  gint64 age_ms = now_ms - letter->at_ms;

  if (age_ms < SENT_MS)
    return "queued";
  if (letter->error_code != 0)
    return "failed";
  return age_ms < DELIVERED_MS ? "sent"
         : age_ms < READ_MS    ? "delivered"
         : letter->id % 5 == 0 ? "delivered"
                               : "read";
}
