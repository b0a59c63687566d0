#include "sauda-practice-router-private.h"

#include "sauda-practice-api-private.h"
#include "sauda-practice-cards-private.h"
#include "sauda-practice-catalog.h"
#include "sauda-practice-ledger.h"
#include "sauda-practice-messenger-private.h"
#include "sauda-practice-waybill-private.h"
#include "sauda-practice-webhook-private.h"

#include <string.h>

#define PRACTICE_PATH "/practice/"
#define WAYBILL_PART "waybill"
#define RETRY_AFTER_SECONDS 1
#define STATUS_TOO_MANY_REQUESTS 429 /* libsoup has no name for it */

struct _SaudaPracticeRouter {
  SaudaPracticeOptions *options; /* (owned) (not nullable) */
  SaudaPracticeShop *shop;       /* (owned) (not nullable) */
  SaudaPracticeFaults *faults;   /* (owned) (not nullable) */
  SaudaPracticeLinks *links;     /* (owned) (nullable): once the server listens */
  SaudaPracticeMail *mail;       /* (owned) (not nullable) */
  SaudaPracticeWebhook *webhook; /* (owned) (not nullable) */
  double allowance;              /* requests that may come at once now */
  gint64 allowance_us;           /* monotonic: when it was counted */
};

static SaudaPracticeAnswer *
new_rate_limit (gboolean retry_after)
{
  SaudaPracticeAnswer *answer =
    sauda_practice_answer_new_error (STATUS_TOO_MANY_REQUESTS, "Too many requests.");

  answer->retry_after_seconds = retry_after ? RETRY_AFTER_SECONDS : 0;
  return answer;
}

static gboolean
is_too_fast (SaudaPracticeRouter *self)
{
  gint64 now_us = g_get_monotonic_time ();
  double rate = self->options->rate_per_second;

  if (self->options->rate_per_second == 0)
    return FALSE;
  self->allowance =
    MIN (rate, self->allowance + rate * (double) (now_us - self->allowance_us) / G_USEC_PER_SEC);
  self->allowance_us = now_us;
  if (self->allowance < 1)
    return TRUE;
  self->allowance -= 1;
  return FALSE;
}

/* A firewall drops the default names of libraries without a word (kaspi-api 1.4). */
static gboolean
is_silenced_agent (SoupMessageHeaders *headers)
{
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");

  return agent == NULL || *agent == '\0' || g_str_has_prefix (agent, "curl/") ||
         g_str_has_prefix (agent, "python-") || g_str_has_prefix (agent, "libsoup");
}

/* What happens to a request before the shop sees it; NULL lets it through. */
static SaudaPracticeAnswer *
stop_at_gate (SaudaPracticeRouter *self, SoupMessageHeaders *headers)
{
  if (is_silenced_agent (headers) &&
      sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_SILENT_AGENTS))
    return sauda_practice_answer_new_silence ();
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_HANG))
    return sauda_practice_answer_new_silence ();
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_BAD_GATEWAY))
    return sauda_practice_answer_new_html (SOUP_STATUS_BAD_GATEWAY);
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_SERVER_ERROR))
    return sauda_practice_answer_new_html (SOUP_STATUS_INTERNAL_SERVER_ERROR);
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_RATE_LIMIT))
    return new_rate_limit (FALSE);
  if (is_too_fast (self) ||
      sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_RATE_LIMIT_RETRY_AFTER))
    return new_rate_limit (TRUE);
  if (soup_message_headers_get_one (headers, "Accept") == NULL &&
      sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_NO_ACCEPT_HTML))
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  return NULL;
}

static gboolean
find_store (SaudaPracticeRouter *self, const char *token, guint *store)
{
  guint count;
  const SaudaPracticeStore *stores = sauda_practice_get_stores (&count);

  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_UNAUTHORIZED))
    return FALSE;
  for (*store = 0; *store < count; (*store)++)
    if (g_strcmp0 (token, stores[*store].token) == 0)
      return TRUE;
  return FALSE;
}

/* The address alone opens a label: clients disagree whether the token is needed (kaspi-api 6). */
static SaudaPracticeAnswer *
answer_waybill (SaudaPracticeRouter *self, const char *token)
{
  gboolean expired;
  g_autofree char *id = sauda_practice_links_read_waybill (self->links, token, &expired);
  const SaudaPracticeOrder *order = NULL;

  for (guint store = 0; id != NULL && order == NULL && store < SAUDA_PRACTICE_STORES; store++)
    order = sauda_practice_shop_find (self->shop, store, id);
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_WAYBILL_HTML))
    return sauda_practice_answer_new_html (SOUP_STATUS_OK);
  if (order == NULL || sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_EXPIRED_WAYBILL))
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  return sauda_practice_answer_new (SOUP_STATUS_OK, "application/pdf", sauda_practice_waybill_draw (order));
}

static void
spoil_read (SaudaPracticeRouter *self, SaudaPracticeAnswer *answer)
{
  if (!sauda_practice_answer_is_json (answer))
    return;
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_TRUNCATED_JSON))
    sauda_practice_answer_truncate (answer);
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_SLOW_BODY))
    answer->manner = SAUDA_PRACTICE_MANNER_SLOW;
}

static SaudaPracticeAnswer *
spoil_change (SaudaPracticeRouter *self, SaudaPracticeAnswer *answer)
{
  if (sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_LOST_ANSWER))
    answer->manner = SAUDA_PRACTICE_MANNER_DROPPED;
  if (!sauda_practice_faults_strike (self->faults, SAUDA_PRACTICE_FAULT_LOST_ANSWER_GATEWAY))
    return answer;
  sauda_practice_answer_free (answer);
  return sauda_practice_answer_new_html (SOUP_STATUS_BAD_GATEWAY);
}

/* @path: behind `/v2`. */
static SaudaPracticeAnswer *
answer_store (SaudaPracticeRouter *self,
              guint store,
              SoupServerMessage *message,
              const char *const *path,
              GHashTable *query)
{
  SaudaPracticeApi api = { self->shop, self->faults, self->links, self->options->clock, store };
  const char *method = soup_server_message_get_method (message);
  gboolean is_list = path[0] != NULL && strcmp (path[0], "orders") == 0 && path[1] == NULL;
  SaudaPracticeAnswer *answer;

  if (strcmp (method, SOUP_METHOD_GET) == 0) {
    answer = is_list ? sauda_practice_api_list (&api, query) : sauda_practice_api_read (&api, path);
    spoil_read (self, answer);
    return answer;
  }
  if (strcmp (method, SOUP_METHOD_POST) == 0) {
    g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

    if (is_list)
      return spoil_change (
        self, sauda_practice_api_change (&api, soup_server_message_get_request_headers (message), body));
    if (g_strcmp0 (path[0], "orderEntryCancelOperation") == 0 && path[1] == NULL)
      return spoil_change (self, sauda_practice_api_remove (&api, body));
  }
  return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
}

/* @path: behind `/orderPartialCancel`, which has no `/v2` before it. */
static SaudaPracticeAnswer *
answer_removal (SaudaPracticeRouter *self, guint store, SoupServerMessage *message, const char *const *path)
{
  SaudaPracticeApi api = { self->shop, self->faults, self->links, self->options->clock, store };
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  if (strcmp (soup_server_message_get_method (message), SOUP_METHOD_PUT) != 0 || path[0] == NULL ||
      path[1] != NULL)
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  return spoil_change (self, sauda_practice_api_remove_many (&api, path[0], body));
}

/* @path: behind `/products`. */
static SaudaPracticeAnswer *
answer_products (SaudaPracticeRouter *self,
                 guint store,
                 SoupServerMessage *message,
                 const char *const *path,
                 GHashTable *query)
{
  SaudaPracticeApi api = { self->shop, self->faults, self->links, self->options->clock, store };
  const char *method = soup_server_message_get_method (message);
  g_autoptr (GBytes) body = NULL;
  SaudaPracticeAnswer *answer;

  if (strcmp (method, SOUP_METHOD_GET) == 0) {
    answer = sauda_practice_cards_read (&api, self->options->folder, path, query);
    spoil_read (self, answer);
    return answer;
  }
  if (strcmp (method, SOUP_METHOD_POST) != 0 || g_strcmp0 (path[0], "import") != 0 || path[1] != NULL)
    return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  answer = sauda_practice_cards_import (&api, self->options->folder,
                                        soup_server_message_get_request_headers (message), body);
  return answer->status == SOUP_STATUS_OK ? spoil_change (self, answer) : answer;
}

/* @path: behind `/shop/api/`. */
static SaudaPracticeAnswer *
answer_api (SaudaPracticeRouter *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *token = soup_message_headers_get_one (headers, "X-Auth-Token");
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GHashTable) empty = g_hash_table_new (g_str_hash, g_str_equal);
  SaudaPracticeAnswer *answer = stop_at_gate (self, headers);
  guint store;

  if (answer != NULL)
    return answer;
  if (g_strcmp0 (parts[0], WAYBILL_PART) == 0 && g_strv_length (parts) == 2 && token == NULL)
    return answer_waybill (self, parts[1]);
  if (!find_store (self, token, &store))
    return sauda_practice_answer_new_error (SOUP_STATUS_UNAUTHORIZED, "Token is not valid.");
  if (g_strcmp0 (parts[0], WAYBILL_PART) == 0 && g_strv_length (parts) == 2)
    return answer_waybill (self, parts[1]);
  if (g_strcmp0 (parts[0], "v2") == 0)
    return answer_store (self, store, message, (const char *const *) parts + 1,
                         query != NULL ? query : empty);
  if (g_strcmp0 (parts[0], "orderPartialCancel") == 0)
    return answer_removal (self, store, message, (const char *const *) parts + 1);
  if (g_strcmp0 (parts[0], "products") == 0)
    return answer_products (self, store, message, (const char *const *) parts + 1,
                            query != NULL ? query : empty);
  return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
}

static SaudaPracticeAnswer *
answer_faults (SaudaPracticeRouter *self, SoupServerMessage *message)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *list = NULL;

  if (strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) == 0) {
    g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
    g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
    g_autoptr (GError) error = NULL;
    SaudaPracticeFaults *faults =
      g_utf8_validate (text, -1, NULL) ? sauda_practice_faults_new (text, &error) : NULL;

    if (faults == NULL)
      return sauda_practice_answer_new_error (SOUP_STATUS_BAD_REQUEST,
                                              error != NULL ? error->message : "Request body is not valid.");
    sauda_practice_faults_free (self->faults);
    self->faults = faults;
  }
  list = sauda_practice_faults_get_list (self->faults);
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "faults");
  json_builder_add_string_value (json, list);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static SaudaPracticeAnswer *
answer_ledger (SaudaPracticeRouter *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = sauda_practice_ledger_read (self->options->folder, &error);
  char *text;

  if (ledger == NULL)
    return sauda_practice_answer_new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  text = sauda_practice_ledger_to_json (ledger);
  return sauda_practice_answer_new (SOUP_STATUS_OK, "application/json",
                                    g_bytes_new_take (text, strlen (text)));
}

/* The messengers have addresses of their own beside Kaspi's; NULL for none of them. */
static SaudaPracticeAnswer *
answer_messenger (SaudaPracticeRouter *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  const SaudaPracticeMessenger messenger = { self->mail, self->faults, self->options->clock,
                                             sauda_practice_shop_get_seed (self->shop) };

  if (g_str_has_prefix (path, "/twilio/"))
    return sauda_practice_twilio_answer (&messenger, message, path + strlen ("/twilio"), query);
  if (g_str_has_prefix (path, "/meta/"))
    return sauda_practice_meta_answer (&messenger, "meta", message, path + strlen ("/meta"), query);
  if (g_str_has_prefix (path, "/360dialog/"))
    return sauda_practice_meta_answer (&messenger, "360dialog", message, path + strlen ("/360dialog"), query);
  return NULL;
}

/**
 * sauda_practice_router_new:
 * @options: how the practice store is set up
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a router, or %NULL with an error of %SAUDA_PRACTICE_ERROR
 */
SaudaPracticeRouter *
sauda_practice_router_new (const SaudaPracticeOptions *options, GError **error)
{
  g_autoptr (SaudaPracticeRouter) self = g_new0 (SaudaPracticeRouter, 1);

  self->options = sauda_practice_options_copy (options);
  self->allowance = options->rate_per_second;
  self->allowance_us = g_get_monotonic_time ();
  self->faults = sauda_practice_faults_new (options->faults, error);
  if (self->faults == NULL)
    return NULL;
  self->shop = sauda_practice_shop_new (options, error);
  self->webhook = sauda_practice_webhook_new ();
  self->mail = self->shop != NULL ? sauda_practice_mail_open (options->folder, error) : NULL;
  return self->mail != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * sauda_practice_router_free:
 * @router: (transfer full): a router
 */
void
sauda_practice_router_free (SaudaPracticeRouter *router)
{
  g_clear_pointer (&router->links, sauda_practice_links_free);
  g_clear_pointer (&router->webhook, sauda_practice_webhook_free);
  g_clear_pointer (&router->mail, sauda_practice_mail_free);
  g_clear_pointer (&router->shop, sauda_practice_shop_free);
  g_clear_pointer (&router->faults, sauda_practice_faults_free);
  g_clear_pointer (&router->options, sauda_practice_options_free);
  g_free (router);
}

/**
 * sauda_practice_router_set_base:
 * @router: a router
 * @base: the address of the API, for the links in answers
 */
void
sauda_practice_router_set_base (SaudaPracticeRouter *router, const char *base)
{
  g_clear_pointer (&router->links, sauda_practice_links_free);
  router->links = sauda_practice_links_new (base, router->options->waybill_ttl_seconds);
}

/**
 * sauda_practice_router_answer:
 * @router: a router
 * @message: a request
 * @path: its path
 * @query: (nullable) (element-type utf8 utf8): its parameters, decoded
 *
 * Returns: (transfer full): the answer; everything that the request does has been kept by then
 */
SaudaPracticeAnswer *
sauda_practice_router_answer (SaudaPracticeRouter *router,
                              SoupServerMessage *message,
                              const char *path,
                              GHashTable *query)
{
  g_autofree char *decoded = g_uri_unescape_string (path, NULL);
  g_autoptr (GError) error = NULL;
  SaudaPracticeAnswer *answer;

  if (decoded == NULL)
    return sauda_practice_answer_new_html (SOUP_STATUS_BAD_REQUEST);
  if (!sauda_practice_shop_refresh (router->shop, &error))
    return sauda_practice_answer_new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, error->message);
  if (strcmp (decoded, PRACTICE_PATH "faults") == 0)
    return answer_faults (router, message);
  if (strcmp (decoded, PRACTICE_PATH "ledger") == 0)
    return answer_ledger (router);
  answer = answer_messenger (router, message, decoded, query);
  if (answer != NULL)
    return answer;
  if (g_str_has_prefix (decoded, SAUDA_PRACTICE_BASE_PATH "/"))
    return answer_api (router, message, decoded + strlen (SAUDA_PRACTICE_BASE_PATH "/"), query);
  return sauda_practice_answer_new_html (SOUP_STATUS_NOT_FOUND);
}

/**
 * sauda_practice_router_deliver:
 * @router: a router
 * @message: a request to bring what buyers wrote
 *
 * Answers @message itself, once it has been brought.
 */
void
sauda_practice_router_deliver (SaudaPracticeRouter *router, SoupServerMessage *message)
{
  const SaudaPracticeMessenger messenger = { router->mail, router->faults, router->options->clock,
                                             sauda_practice_shop_get_seed (router->shop) };

  sauda_practice_webhook_deliver (router->webhook, &messenger, message);
}
