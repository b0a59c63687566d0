#include "sauda-practice-faults.h"

#include "sauda-practice-error.h"
#include "sauda-practice-faults-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ALWAYS G_MAXUINT

typedef struct {
  const char *name;
  const char *description;
  guint default_strikes; /* when it is not named */
  guint named_strikes;   /* when it is named without a number */
} FaultInfo;

static const FaultInfo infos[SAUDA_PRACTICE_N_FAULTS] = {
  { "no-accept-html", N_ ("404 with an HTML page for a request without Accept (on from the start)"), ALWAYS,
    ALWAYS },
  { "silent-agents",
    N_ (
      "no byte for a User-Agent that is empty or starts with curl/, python- or libsoup (on from the start)"),
    ALWAYS, ALWAYS },
  { "unauthorized", N_ ("401 as for a wrong token"), 0, ALWAYS },
  { "rate-limit", N_ ("429 without Retry-After"), 0, ALWAYS },
  { "rate-limit-retry-after", N_ ("429 with Retry-After of one second"), 0, ALWAYS },
  { "bad-gateway", N_ ("502 with an HTML page, before anything is done"), 0, ALWAYS },
  { "server-error", N_ ("500 with an HTML page, before anything is done"), 0, ALWAYS },
  { "hang", N_ ("no byte of an answer, ever"), 0, ALWAYS },
  { "slow-body", N_ ("an answer that takes five seconds from its first byte to its last"), 0, ALWAYS },
  { "truncated-json", N_ ("half of the JSON of a GET"), 0, ALWAYS },
  { "accept-noop", N_ ("accepting is answered 200 and not done"), 0, ALWAYS },
  { "assemble-noop", N_ ("assembling is answered 200 and not done"), 0, ALWAYS },
  { "lost-answer", N_ ("a change is done, then the connection breaks without an answer"), 0, ALWAYS },
  { "lost-answer-gateway", N_ ("a change is done, then answered 502 with an HTML page"), 0, ALWAYS },
  { "expired-waybill", N_ ("the address of a label has expired: 404 with an HTML page"), 0, ALWAYS },
  { "waybill-html", N_ ("200 with an HTML page in place of a label"), 0, ALWAYS },
  { "shifting-page",
    N_ ("an order arrives after the first page of a list is read, so one stands on two pages (the first "
        "three times)"),
    0, 3 },
  { "missing-included", N_ ("a list leaves out the lines of every second order"), 0, ALWAYS },
  { "no-code-404", N_ ("404 “Order not found” for a change that does not tell the order's code"), 0, ALWAYS },
  { "cards-slow", N_ ("an upload of product cards is worked at for eight seconds"), 0, ALWAYS },
  { "cards-aborted", N_ ("an upload of product cards is given up"), 0, ALWAYS },
  { "cards-refused", N_ ("every third product of an upload is refused"), 0, ALWAYS },
  { "cards-unnamed", N_ ("the result of an upload leaves out its last product"), 0, ALWAYS },
  { "wa-lost-answer", N_ ("a WhatsApp message is taken, then the connection breaks without an answer"), 0,
    ALWAYS },
  { "wa-lost-answer-gateway", N_ ("a WhatsApp message is taken, then answered 502 with an HTML page"), 0,
    ALWAYS },
  { "wa-rate-limit", N_ ("429 of a WhatsApp provider: nothing is taken"), 0, ALWAYS },
  { "wa-pair-limit", N_ ("too many messages to one buyer: nothing is taken"), 0, ALWAYS },
  { "wa-server-error", N_ ("503 of a WhatsApp provider, before anything is done"), 0, ALWAYS },
  { "wa-token", N_ ("a WhatsApp provider refuses the key"), 0, ALWAYS },
  { "wa-window", N_ ("the 24-hour window is closed, whatever the client thinks"), 0, ALWAYS },
  { "wa-duplicates", N_ ("buyers' messages come twice"), 0, ALWAYS },
  { "wa-reversed", N_ ("statuses of messages come in reversed order"), 0, ALWAYS },
  { "wa-sandbox", N_ ("the buyer has not joined the WhatsApp test number"), 0, ALWAYS },
  { "wa-template-paused", N_ ("WhatsApp has paused the template of a message"), 0, ALWAYS },
  { "wa-user-id",
    N_ ("a buyer answers under an id without a telephone number; every other one quotes our message"), 0,
    ALWAYS },
};

typedef struct {
  guint strikes; /* how many of the requests it may strike at all; 0 is off */
  guint every;   /* strikes each request whose number divides by this */
  guint asked;
} FaultState;

struct _SaudaPracticeFaults {
  FaultState states[SAUDA_PRACTICE_N_FAULTS];
};

static gboolean
set_unknown (const char *word, GError **error)
{
  g_set_error (
    error, SAUDA_PRACTICE_ERROR, SAUDA_PRACTICE_ERROR_FAULTS,
    _ ("The practice store has no fault “%s”. Write names with commas between them, each alone, with =N "
       "for the first N times or with =/N for every N-th time."),
    word);
  return FALSE;
}

/* "hang", "hang=2", "hang=/3". */
static gboolean
parse_word (SaudaPracticeFaults *self, const char *word, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, "=", 2);
  const char *number = parts[1];
  gboolean every = number != NULL && *number == '/';
  guint64 value = 0;
  guint i = 0;

  if (number != NULL && !g_ascii_string_to_unsigned (number + every, 10, every, G_MAXUINT - 1, &value, NULL))
    return set_unknown (word, error);
  while (i < SAUDA_PRACTICE_N_FAULTS && strcmp (infos[i].name, parts[0]) != 0)
    i++;
  if (i == SAUDA_PRACTICE_N_FAULTS)
    return set_unknown (word, error);
  self->states[i].strikes = number == NULL ? infos[i].named_strikes : every ? ALWAYS : (guint) value;
  self->states[i].every = every ? (guint) value : 1;
  return TRUE;
}

static void
free_fault (gpointer data)
{
  g_free (data);
}

/**
 * sauda_practice_list_faults:
 *
 * Returns: (transfer full) (element-type SaudaPracticeFault): every fault that can be switched on
 */
GPtrArray *
sauda_practice_list_faults (void)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (free_fault);

  for (guint i = 0; i < SAUDA_PRACTICE_N_FAULTS; i++) {
    SaudaPracticeFault *fault = g_new (SaudaPracticeFault, 1);

    *fault = (SaudaPracticeFault){ infos[i].name, _ (infos[i].description) };
    g_ptr_array_add (faults, fault);
  }
  return faults;
}

/**
 * sauda_practice_faults_new:
 * @list: (nullable): names with commas; `name=N` strikes the first N requests that it concerns, `name=/N`
 * every N-th one, `name=0` none
 * @error: return location
 *
 * Returns: (transfer full) (nullable): faults, or %NULL with %SAUDA_PRACTICE_ERROR_FAULTS
 */
SaudaPracticeFaults *
sauda_practice_faults_new (const char *list, GError **error)
{
  g_autoptr (SaudaPracticeFaults) self = g_new0 (SaudaPracticeFaults, 1);
  g_auto (GStrv) words = g_strsplit (list != NULL ? list : "", ",", -1);
  guint i;

  for (i = 0; i < SAUDA_PRACTICE_N_FAULTS; i++)
    self->states[i] = (FaultState){ infos[i].default_strikes, 1, 0 };
  for (i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0' && !parse_word (self, words[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * sauda_practice_faults_free:
 * @faults: (transfer full): faults
 */
void
sauda_practice_faults_free (SaudaPracticeFaults *faults)
{
  g_free (faults);
}

/**
 * sauda_practice_faults_strike:
 * @faults: faults
 * @kind: one of them, which concerns the request at hand
 *
 * Returns: whether it strikes; counts the request
 */
gboolean
sauda_practice_faults_strike (SaudaPracticeFaults *faults, SaudaPracticeFaultKind kind)
{
  FaultState *state = &faults->states[kind];

  if (state->strikes == 0)
    return FALSE;
  state->asked++;
  if (state->asked % state->every != 0)
    return FALSE;
  if (state->strikes != ALWAYS)
    state->strikes--;
  return TRUE;
}

/**
 * sauda_practice_faults_get_list:
 * @faults: faults
 *
 * Returns: (transfer full): what strikes from now on, in the form of sauda_practice_faults_new()
 */
char *
sauda_practice_faults_get_list (SaudaPracticeFaults *faults)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < SAUDA_PRACTICE_N_FAULTS; i++) {
    const FaultState *state = &faults->states[i];

    if (state->strikes == infos[i].default_strikes && state->every == 1)
      continue;
    g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", infos[i].name);
    if (state->every > 1)
      g_string_append_printf (list, "=/%u", state->every);
    else if (state->strikes != ALWAYS)
      g_string_append_printf (list, "=%u", state->strikes);
  }
  return g_string_free (list, FALSE);
}
