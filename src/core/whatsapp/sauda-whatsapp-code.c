#include "sauda-whatsapp-code.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define STATUS_TOO_MANY_REQUESTS 429

/* What the codes come down to, for a shopkeeper. */
typedef enum {
  REASON_BUSY,
  REASON_PAIR,
  REASON_LIMIT,
  REASON_SIGN_IN,
  REASON_PERMISSION,
  REASON_SENDER,
  REASON_TRIAL,
  REASON_RESTRICTED,
  REASON_PAYMENT,
  REASON_TEMPLATE,
  REASON_TEMPLATE_PAUSED,
  REASON_PARAMETER,
  REASON_WINDOW,
  REASON_NUMBER,
  REASON_NO_WHATSAPP,
  REASON_SANDBOX,
  REASON_OPTED_OUT,
  REASON_CONTENT,
  REASON_LONG,
  REASON_POLICY,
  REASON_WITHHELD,
  REASON_MEDIA,
  REASON_IDENTITY,
  REASON_SERVER,
  REASON_OTHER,
} Reason;

static const char *const reasons[] = {
  [REASON_BUSY] = N_ ("The provider is busy; Sauda tries again by itself."),
  [REASON_PAIR] = N_ ("Too many messages to this buyer in a short time; Sauda waits."),
  [REASON_LIMIT] = N_ ("A daily or hourly limit is reached; Sauda goes on later."),
  [REASON_SIGN_IN] = N_ ("The provider refuses the key. Enter a new one in Settings."),
  [REASON_PERMISSION] = N_ ("The key has no right to do this. Look at its permissions with the provider."),
  [REASON_SENDER] = N_ ("The sender is not set up for WhatsApp. Check the number in Settings."),
  [REASON_TRIAL] = N_ ("The test account may not write to this number."),
  [REASON_RESTRICTED] = N_ ("WhatsApp has restricted this account. Look into the provider's cabinet."),
  [REASON_PAYMENT] = N_ ("The provider waits for a payment."),
  [REASON_TEMPLATE] = N_ ("The template is missing, not approved, or its values do not fit."),
  [REASON_TEMPLATE_PAUSED] = N_ ("WhatsApp has paused the template."),
  [REASON_PARAMETER] = N_ ("The provider does not take this request; its set-up does not fit."),
  [REASON_WINDOW] = N_ ("The 24 hours since the buyer's last message are over; only a template may be sent."),
  [REASON_NUMBER] = N_ ("The telephone number is wrong."),
  [REASON_NO_WHATSAPP] = N_ ("This number cannot be reached by WhatsApp."),
  [REASON_SANDBOX] = N_ ("The buyer has not joined the test number."),
  [REASON_OPTED_OUT] = N_ ("The buyer wants no messages."),
  [REASON_CONTENT] = N_ ("WhatsApp does not take this text."),
  [REASON_LONG] = N_ ("The text is too long."),
  [REASON_POLICY] = N_ ("WhatsApp has held the message back."),
  [REASON_WITHHELD] = N_ ("WhatsApp holds advertising back for now; check the template's category."),
  [REASON_MEDIA] = N_ ("The file could not be passed on."),
  [REASON_IDENTITY] = N_ ("The buyer's telephone has changed; a person should write."),
  [REASON_SERVER] = N_ ("The provider did not answer clearly; Sauda looks before it sends again."),
  [REASON_OTHER] = N_ ("The provider refused the message."),
};

typedef struct {
  int from;
  int to;
  SaudaWhatsappError failure;
  Reason reason;
} Entry;

#define ONE(code, failure, reason)                                                                           \
  {                                                                                                          \
    code, code, SAUDA_WHATSAPP_ERROR_##failure, REASON_##reason                                              \
  }

/* whatsapp-api 2.6 */
static const Entry twilio[] = {
  ONE (20429, RETRY, BUSY),
  ONE (20003, CONFIGURATION, SIGN_IN),
  ONE (20404, CONFIGURATION, PARAMETER),
  ONE (20008, CONFIGURATION, TRIAL),
  ONE (21211, NEVER, NUMBER),
  ONE (21212, NEVER, NUMBER),
  ONE (21604, NEVER, NUMBER),
  ONE (21614, NEVER, NUMBER),
  ONE (21606, CONFIGURATION, SENDER),
  ONE (21910, CONFIGURATION, SENDER),
  ONE (63007, CONFIGURATION, SENDER),
  ONE (21608, CONFIGURATION, TRIAL),
  ONE (21610, OPTED_OUT, OPTED_OUT),
  ONE (21611, RETRY, BUSY),
  ONE (30001, RETRY, BUSY),
  ONE (21617, NEVER, LONG),
  { 21654, 21656, SAUDA_WHATSAPP_ERROR_CONFIGURATION, REASON_TEMPLATE },
  ONE (63001, CONFIGURATION, SIGN_IN),
  ONE (63002, CONFIGURATION, SENDER),
  ONE (63008, CONFIGURATION, SENDER),
  ONE (63020, CONFIGURATION, SENDER),
  ONE (63003, NEVER, NO_WHATSAPP),
  ONE (63005, NEVER, CONTENT),
  ONE (63006, NEVER, CONTENT),
  ONE (63021, NEVER, CONTENT),
  ONE (63030, NEVER, CONTENT),
  ONE (63009, RETRY, BUSY),
  ONE (63010, RETRY, BUSY),
  ONE (63012, RETRY, BUSY),
  ONE (63013, NEVER, POLICY),
  ONE (63026, NEVER, POLICY),
  ONE (63015, NEVER, SANDBOX),
  ONE (63016, TEMPLATE, WINDOW),
  ONE (63018, LATER, LIMIT),
  ONE (63024, NEVER, NO_WHATSAPP),
  ONE (63027, CONFIGURATION, TEMPLATE),
  ONE (63028, CONFIGURATION, TEMPLATE),
  ONE (63032, NEVER, POLICY),
  ONE (63033, NEVER, POLICY),
  ONE (63038, LATER, LIMIT),
  ONE (63041, CONFIGURATION, TEMPLATE_PAUSED),
  ONE (63049, LATER, WITHHELD),
  ONE (30007, NEVER, POLICY),
};

/* whatsapp-api 3.2 */
static const Entry meta[] = {
  ONE (0, CONFIGURATION, SIGN_IN),
  ONE (190, CONFIGURATION, SIGN_IN),
  ONE (3, CONFIGURATION, PERMISSION),
  ONE (10, CONFIGURATION, PERMISSION),
  { 200, 299, SAUDA_WHATSAPP_ERROR_CONFIGURATION, REASON_PERMISSION },
  ONE (1, RETRY, BUSY),
  ONE (2, RETRY, BUSY),
  ONE (131000, RETRY, BUSY),
  ONE (131016, RETRY, BUSY),
  ONE (135000, RETRY, BUSY),
  ONE (4, LATER, LIMIT),
  ONE (80007, LATER, LIMIT),
  ONE (33, CONFIGURATION, PARAMETER),
  ONE (100, CONFIGURATION, PARAMETER),
  ONE (131008, CONFIGURATION, PARAMETER),
  ONE (131009, NEVER, NUMBER),
  ONE (130429, RETRY, BUSY),
  ONE (131056, PAIR, PAIR),
  ONE (131048, LATER, LIMIT),
  ONE (131064, LATER, LIMIT),
  ONE (133016, LATER, LIMIT),
  ONE (368, CONFIGURATION, RESTRICTED),
  ONE (131031, CONFIGURATION, RESTRICTED),
  ONE (130497, CONFIGURATION, RESTRICTED),
  ONE (130472, LATER, POLICY),
  ONE (131005, CONFIGURATION, PERMISSION),
  ONE (131021, NEVER, NUMBER),
  ONE (131026, NEVER, NO_WHATSAPP),
  ONE (131030, CONFIGURATION, TRIAL),
  ONE (131037, CONFIGURATION, SENDER),
  ONE (131045, CONFIGURATION, SENDER),
  ONE (131042, CONFIGURATION, PAYMENT),
  ONE (131047, TEMPLATE, WINDOW),
  ONE (131049, LATER, WITHHELD),
  ONE (131050, NEVER, WITHHELD),
  ONE (131051, NEVER, CONTENT),
  ONE (131052, NEVER, MEDIA),
  ONE (131053, RETRY, MEDIA),
  ONE (131057, RETRY, BUSY),
  ONE (131062, NEVER, NUMBER),
  ONE (132000, CONFIGURATION, TEMPLATE),
  ONE (132001, CONFIGURATION, TEMPLATE),
  ONE (132005, NEVER, LONG),
  ONE (132007, CONFIGURATION, TEMPLATE),
  ONE (132008, CONFIGURATION, TEMPLATE),
  ONE (132012, CONFIGURATION, TEMPLATE),
  ONE (132015, LATER, TEMPLATE_PAUSED),
  ONE (132016, CONFIGURATION, TEMPLATE_PAUSED),
  ONE (132068, CONFIGURATION, TEMPLATE),
  ONE (132069, LATER, LIMIT),
  ONE (137000, NEVER, IDENTITY),
};

static const Entry *
find_entry (SaudaWhatsappKind kind, int code)
{
  const Entry *entries = kind == SAUDA_WHATSAPP_TWILIO ? twilio : meta;
  gsize count = kind == SAUDA_WHATSAPP_TWILIO ? G_N_ELEMENTS (twilio) : G_N_ELEMENTS (meta);

  for (gsize i = 0; i < count; i++)
    if (code >= entries[i].from && code <= entries[i].to)
      return &entries[i];
  return NULL;
}

/* 360dialog's own errors have no code: only here the words decide, and HTTP 400 is a limit
 * (whatsapp-api 4). */
static Entry
read_360dialog (const char *details, guint http_status)
{
  const char *words = details != NULL ? details : "";

  if (http_status == SOUP_STATUS_BAD_REQUEST && strstr (words, "rate limit") != NULL)
    return (Entry) ONE (0, RETRY, BUSY);
  if (http_status == SOUP_STATUS_BAD_REQUEST && strstr (words, "paid") != NULL)
    return (Entry) ONE (0, CONFIGURATION, PAYMENT);
  if (http_status == SOUP_STATUS_BAD_REQUEST && strstr (words, "disabled") != NULL)
    return (Entry) ONE (0, CONFIGURATION, RESTRICTED);
  if (http_status == SOUP_STATUS_FORBIDDEN)
    return (Entry) ONE (0, CONFIGURATION, RESTRICTED);
  return (Entry) ONE (0, NEVER, OTHER);
}

static Entry
read_status (SaudaWhatsappKind kind, const char *details, guint http_status)
{
  if (http_status == STATUS_TOO_MANY_REQUESTS)
    return (Entry) ONE (0, RETRY, BUSY);
  if (http_status == SOUP_STATUS_UNAUTHORIZED)
    return (Entry) ONE (0, CONFIGURATION, SIGN_IN);
  if (http_status >= 500)
    return (Entry) ONE (0, UNKNOWN, SERVER);
  if (kind == SAUDA_WHATSAPP_360DIALOG)
    return read_360dialog (details, http_status);
  if (http_status == SOUP_STATUS_FORBIDDEN)
    return (Entry) ONE (0, CONFIGURATION, PERMISSION);
  if (http_status == SOUP_STATUS_NOT_FOUND)
    return (Entry) ONE (0, CONFIGURATION, PARAMETER);
  return (Entry) ONE (0, NEVER, OTHER);
}

/**
 * sauda_whatsapp_code_read:
 * @kind: whose code it is
 * @code: the provider's code; -1 when there was none
 * @details: (nullable): the provider's words, for 360dialog's errors, which have no code
 * @http_status: of the answer; 0 when it came in a status afterwards
 *
 * Judges by the code first and by HTTP second; a code that is not in the contract's tables is the message's
 * own fault (whatsapp-api 2.6, 3.2). "Service down" together with HTTP 5xx may have been processed.
 *
 * Returns: what has to be done, and why
 */
SaudaWhatsappFault
sauda_whatsapp_code_read (SaudaWhatsappKind kind, int code, const char *details, guint http_status)
{
  const Entry *known = code >= 0 ? find_entry (kind, code) : NULL;
  Entry entry = known != NULL ? *known : read_status (kind, details, http_status);

  if (known == NULL && code > 0 && http_status == 0)
    entry = (Entry) ONE (0, NEVER, OTHER);
  if (kind != SAUDA_WHATSAPP_TWILIO && entry.failure == SAUDA_WHATSAPP_ERROR_RETRY && http_status >= 500 &&
      code != 130429 && code != 131057)
    entry = (Entry) ONE (0, UNKNOWN, SERVER);
  return (SaudaWhatsappFault){ entry.failure, MAX (code, 0), reasons[entry.reason] };
}

/**
 * sauda_whatsapp_code_is_known:
 * @kind: whose code it is
 * @code: the provider's code
 *
 * Returns: whether @code stands in the contract's tables
 */
gboolean
sauda_whatsapp_code_is_known (SaudaWhatsappKind kind, int code)
{
  return find_entry (kind, code) != NULL;
}

/**
 * sauda_whatsapp_code_pauses_template:
 * @kind: whose code it is
 * @code: the provider's code
 *
 * Returns: whether every message of the same template would fail too, until the provider approves it again
 */
gboolean
sauda_whatsapp_code_pauses_template (SaudaWhatsappKind kind, int code)
{
  const Entry *entry = code > 0 ? find_entry (kind, code) : NULL;

  return entry != NULL && entry->reason == REASON_TEMPLATE_PAUSED;
}

/**
 * sauda_whatsapp_code_is_about_buyer:
 * @kind: whose code it is
 * @code: the provider's code
 *
 * A test account may write to a few numbers alone (21608, 131030): others of them may still be written to, so
 * such a refusal does not stop the queue.
 *
 * Returns: whether a code of the set-up concerns this one buyer
 */
gboolean
sauda_whatsapp_code_is_about_buyer (SaudaWhatsappKind kind, int code)
{
  const Entry *entry = code > 0 ? find_entry (kind, code) : NULL;

  return entry != NULL && entry->reason == REASON_TRIAL && code != 20008;
}

/**
 * sauda_whatsapp_code_get_least_pause:
 * @kind: whose code it is
 * @code: the provider's code
 *
 * What WhatsApp holds back today is held back all day (63049, 130472, 131049).
 *
 * Returns: milliseconds before the same buyer may be written to again, 0 when the code tells none
 */
gint64
sauda_whatsapp_code_get_least_pause (SaudaWhatsappKind kind, int code)
{
  const Entry *entry = code > 0 ? find_entry (kind, code) : NULL;

  return entry != NULL && entry->failure == SAUDA_WHATSAPP_ERROR_LATER &&
             (entry->reason == REASON_WITHHELD || entry->reason == REASON_POLICY)
           ? G_GINT64_CONSTANT (24) * 60 * 60 * 1000
           : 0;
}

/**
 * sauda_whatsapp_fault_to_error:
 * @fault: what went wrong
 * @http_status: of the answer, 0 for none
 *
 * Returns: (transfer full): the same as an error; the code stands behind the sentence, for whoever looks it
 * up
 */
GError *
sauda_whatsapp_fault_to_error (const SaudaWhatsappFault *fault, guint http_status)
{
  if (fault->code != 0)
    return g_error_new (SAUDA_WHATSAPP_ERROR, (int) fault->failure, "%s (%d)", _ (fault->reason),
                        fault->code);
  if (http_status != 0)
    return g_error_new (SAUDA_WHATSAPP_ERROR, (int) fault->failure, "%s (HTTP %u)", _ (fault->reason),
                        http_status);
  return g_error_new_literal (SAUDA_WHATSAPP_ERROR, (int) fault->failure, _ (fault->reason));
}

/**
 * sauda_whatsapp_error_get_code:
 * @error: an error of this room
 *
 * Returns: the provider's code that sauda_whatsapp_fault_to_error() wrote behind the sentence; 0 without one
 */
int
sauda_whatsapp_error_get_code (const GError *error)
{
  const char *bracket = strrchr (error->message, '(');

  return bracket != NULL && g_ascii_isdigit (bracket[1]) ? (int) g_ascii_strtoll (bracket + 1, NULL, 10) : 0;
}
