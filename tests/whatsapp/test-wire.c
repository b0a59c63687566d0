#include "sauda-meta-read.h"
#include "sauda-time.h"
#include "sauda-twilio-read.h"
#include "sauda-whatsapp-call.h"
#include "sauda-whatsapp-json.h"
#include "sauda-whatsapp-limits.h"

#include <string.h>

#define HEAD                                                                                                 \
  "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\"," \
  "\"value\":"
#define TAIL "}]}]}"

static SaudaWhatsappBatch *
read_meta (const char *value)
{
  g_autofree char *text = g_strconcat (HEAD, value, TAIL, NULL);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  SaudaWhatsappBatch *batch = sauda_meta_read_delivery (SAUDA_WHATSAPP_META, body, &error);

  g_assert_no_error (error);
  return batch;
}

static const SaudaWhatsappInbound *
get_inbound (const SaudaWhatsappBatch *batch, guint i)
{
  g_assert_cmpuint (batch->inbound->len, >, i);
  return g_ptr_array_index (batch->inbound, i);
}

static const SaudaWhatsappStatus *
get_status (const SaudaWhatsappBatch *batch, guint i)
{
  g_assert_cmpuint (batch->statuses->len, >, i);
  return g_ptr_array_index (batch->statuses, i);
}

static void
test_text (void)
{
  g_autoptr (SaudaWhatsappBatch) batch = read_meta (
    "{\"contacts\":[{\"wa_id\":\"77011234567\",\"profile\":{\"name\":\"Айгүл\"}}],\"messages\":[{\"id\":"
    "\"wamid.1\",\"from\":\"77011234567\",\"timestamp\":\"1760000000\",\"type\":\"text\",\"text\":{\"body\":"
    "\"175/80\"},\"context\":{\"id\":\"wamid.0\"},\"unheard_of\":[1,{\"a\":null}]}]}");
  const SaudaWhatsappInbound *inbound = get_inbound (batch, 0);

  g_assert_cmpstr (inbound->id, ==, "wamid.1");
  g_assert_cmpstr (inbound->sender, ==, "77011234567");
  g_assert_cmpstr (inbound->phone, ==, "+77011234567");
  g_assert_cmpstr (inbound->name, ==, "Айгүл");
  g_assert_cmpstr (inbound->text, ==, "175/80");
  g_assert_cmpstr (inbound->quoted_id, ==, "wamid.0");
  g_assert_cmpint (inbound->at_ms, ==, G_GINT64_CONSTANT (1760000000000));
  g_assert_cmpint (inbound->content, ==, SAUDA_WHATSAPP_CONTENT_TEXT);
}

/* Seconds as number, milliseconds as text; a number where a text should be. */
static void
test_types (void)
{
  g_autoptr (SaudaWhatsappBatch) batch =
    read_meta ("{\"messages\":[{\"id\":\"a\",\"from\":77011234567,\"timestamp\":1760000000,\"type\":\"text\","
               "\"text\":{\"body\":"
               "\"1\"}},{\"id\":\"b\",\"from\":\"77011234567\",\"timestamp\":\"1760000000123\",\"type\":"
               "\"text\",\"text\":{\"body\":"
               "\"2\"}},{\"id\":\"c\",\"from\":\"77011234567\",\"timestamp\":null,\"type\":\"text\",\"text\":"
               "\"odd\"}]}");

  g_assert_cmpint (batch->inbound->len, ==, 3);
  /* The one without a time comes first. */
  g_assert_cmpint (get_inbound (batch, 0)->at_ms, ==, 0);
  g_assert_cmpstr (get_inbound (batch, 0)->text, ==, "");
  g_assert_cmpint (get_inbound (batch, 1)->at_ms, ==, G_GINT64_CONSTANT (1760000000000));
  g_assert_cmpint (get_inbound (batch, 2)->at_ms, ==, G_GINT64_CONSTANT (1760000000123));
}

static void
test_user_id_only (void)
{
  g_autoptr (SaudaWhatsappBatch) batch =
    read_meta ("{\"contacts\":[{\"user_id\":\"KZ.AB12\",\"wa_id\":\"\"}],\"messages\":[{\"id\":\"a\",\"from_"
               "user_id\":\"KZ.AB12\","
               "\"timestamp\":\"1760000000\",\"type\":\"text\",\"text\":{\"body\":\"да\"}}]}");
  const SaudaWhatsappInbound *inbound = get_inbound (batch, 0);

  g_assert_cmpstr (inbound->sender, ==, "KZ.AB12");
  g_assert_cmpstr (inbound->user_id, ==, "KZ.AB12");
  g_assert_null (inbound->phone);
}

static void
test_user_id_with_phone (void)
{
  g_autoptr (SaudaWhatsappBatch) batch =
    read_meta ("{\"contacts\":[{\"user_id\":\"KZ.AB12\",\"wa_id\":\"77011234567\"}],\"messages\":[{\"id\":"
               "\"a\",\"from_user_id\":"
               "\"KZ.AB12\",\"timestamp\":\"1760000000\",\"type\":\"text\",\"text\":{\"body\":\"да\"}}]}");

  g_assert_cmpstr (get_inbound (batch, 0)->phone, ==, "+77011234567");
}

static void
test_taps (void)
{
  g_autoptr (SaudaWhatsappBatch) batch =
    read_meta ("{\"messages\":[{\"id\":\"a\",\"from\":\"77011234567\",\"timestamp\":\"1\",\"type\":"
               "\"button\",\"button\":{\"text\":"
               "\"Да\",\"payload\":\"ok:42\"}},{\"id\":\"b\",\"from\":\"77011234567\",\"timestamp\":\"2\","
               "\"type\":\"interactive\","
               "\"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"no:42\",\"title\":"
               "\"Другой размер\"}}},{\"id\":"
               "\"c\",\"from\":\"77011234567\",\"timestamp\":\"3\",\"type\":\"interactive\",\"interactive\":{"
               "\"type\":\"list_reply\","
               "\"list_reply\":{\"id\":\"xl\",\"title\":\"XL\"}}}]}");

  g_assert_cmpstr (get_inbound (batch, 0)->text, ==, "Да");
  g_assert_cmpstr (get_inbound (batch, 0)->payload, ==, "ok:42");
  g_assert_cmpstr (get_inbound (batch, 1)->text, ==, "Другой размер");
  g_assert_cmpstr (get_inbound (batch, 1)->payload, ==, "no:42");
  g_assert_cmpstr (get_inbound (batch, 2)->text, ==, "XL");
}

static void
test_contents (void)
{
  g_autoptr (SaudaWhatsappBatch) batch = read_meta (
    "{\"messages\":["
    "{\"id\":\"a\",\"from\":\"77011234567\",\"timestamp\":\"1\",\"type\":\"image\",\"image\":{\"id\":\"9\","
    "\"caption\":\"175/80\"}},"
    "{\"id\":\"b\",\"from\":\"77011234567\",\"timestamp\":\"2\",\"type\":\"audio\",\"audio\":{\"id\":\"9\","
    "\"voice\":true}},"
    "{\"id\":\"c\",\"from\":\"77011234567\",\"timestamp\":\"3\",\"type\":\"reaction\",\"reaction\":{"
    "\"message_id\":\"a\",\"emoji\":\"👍\"}},"
    "{\"id\":\"d\",\"from\":\"77011234567\",\"timestamp\":\"4\",\"type\":\"edit\",\"edit\":{\"original_"
    "message_id\":\"a\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"185/80\"}}}},"
    "{\"id\":\"e\",\"from\":\"77011234567\",\"timestamp\":\"5\",\"type\":\"revoke\",\"revoke\":{\"original_"
    "message_id\":\"a\"}},"
    "{\"id\":\"f\",\"from\":\"77011234567\",\"timestamp\":\"6\",\"type\":\"unsupported\",\"errors\":[{"
    "\"code\":131051}]},"
    "{\"id\":\"g\",\"from\":\"77011234567\",\"timestamp\":\"7\",\"type\":\"hologram\"},"
    "{\"id\":\"h\",\"from\":\"77011234567\",\"timestamp\":\"8\",\"type\":\"system\",\"system\":{\"body\":"
    "\"changed\",\"type\":\"user_changed_number\"}},"
    "{\"id\":\"i\",\"from\":\"77011234567\",\"timestamp\":\"9\",\"type\":\"text\",\"group_id\":\"1\","
    "\"text\":{\"body\":\"x\"}},"
    "{\"from\":\"77011234567\"},7,null]}");

  g_assert_cmpint (get_inbound (batch, 0)->content, ==, SAUDA_WHATSAPP_CONTENT_MEDIA);
  g_assert_cmpstr (get_inbound (batch, 0)->text, ==, "175/80");
  g_assert_cmpint (get_inbound (batch, 1)->content, ==, SAUDA_WHATSAPP_CONTENT_VOICE);
  g_assert_cmpint (get_inbound (batch, 2)->content, ==, SAUDA_WHATSAPP_CONTENT_REACTION);
  g_assert_cmpint (get_inbound (batch, 3)->content, ==, SAUDA_WHATSAPP_CONTENT_EDIT);
  g_assert_cmpstr (get_inbound (batch, 3)->text, ==, "185/80");
  g_assert_cmpstr (get_inbound (batch, 3)->original_id, ==, "a");
  g_assert_cmpint (get_inbound (batch, 4)->content, ==, SAUDA_WHATSAPP_CONTENT_REVOKE);
  g_assert_cmpstr (get_inbound (batch, 4)->original_id, ==, "a");
  g_assert_cmpint (get_inbound (batch, 5)->content, ==, SAUDA_WHATSAPP_CONTENT_UNSUPPORTED);
  g_assert_cmpint (get_inbound (batch, 6)->content, ==, SAUDA_WHATSAPP_CONTENT_UNSUPPORTED);
  g_assert_cmpint (get_inbound (batch, 7)->content, ==, SAUDA_WHATSAPP_CONTENT_SYSTEM);
  g_assert_cmpint (batch->inbound->len, ==, 8);
  /* Of a group, and what is no message; one that does not say which it is stays a to-do. */
  g_assert_cmpint (batch->ignored, ==, 3);
  g_assert_cmpint (batch->notices->len, ==, 1);
  g_assert_cmpstr (((SaudaWhatsappNotice *) g_ptr_array_index (batch->notices, 0))->field, ==,
                   SAUDA_WHATSAPP_NOTICE_UNREADABLE);
}

static void
test_statuses (void)
{
  g_autoptr (SaudaWhatsappBatch) batch = read_meta (
    "{\"statuses\":["
    "{\"id\":\"a\",\"status\":\"read\",\"timestamp\":\"2\",\"recipient_id\":\"77011234567\",\"biz_opaque_"
    "callback_data\":\"42\",\"pricing\":{\"billable\":true}},"
    "{\"id\":\"a\",\"status\":\"sent\",\"timestamp\":1,\"conversation\":{\"expiration_timestamp\":\"3\"}},"
    "{\"id\":\"b\",\"status\":\"failed\",\"timestamp\":\"2\",\"recipient_user_id\":\"KZ.1\",\"errors\":[{"
    "\"code\":131047,\"title\":\"Re-engagement message\"}]},"
    "{\"id\":\"c\",\"status\":\"failed\",\"errors\":[]},"
    "{\"id\":\"d\",\"status\":\"warning\"}]}");

  g_assert_cmpint (get_status (batch, 0)->delivery, ==, SAUDA_WHATSAPP_DELIVERY_READ);
  g_assert_cmpstr (get_status (batch, 0)->reference, ==, "42");
  g_assert_cmpint (get_status (batch, 1)->delivery, ==, SAUDA_WHATSAPP_DELIVERY_SENT);
  g_assert_cmpint (get_status (batch, 2)->failure, ==, SAUDA_WHATSAPP_ERROR_TEMPLATE);
  g_assert_cmpint (get_status (batch, 2)->code, ==, 131047);
  g_assert_cmpstr (get_status (batch, 2)->recipient, ==, "KZ.1");
  g_assert_cmpint (get_status (batch, 3)->failure, ==, SAUDA_WHATSAPP_ERROR_NEVER);
  g_assert_cmpint (batch->statuses->len, ==, 4);
}

/* A thousand at once, over entries and changes. */
static void
test_batch (void)
{
  GString *text = g_string_new ("{\"object\":\"whatsapp_business_account\",\"entry\":[");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SaudaWhatsappBatch) batch = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (
      text,
      "%s{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":[{\"id\":\"m%u\",\"from\":"
      "\"7701%07u\",\"timestamp\":\"%u\",\"type\":\"text\",\"text\":{\"body\":\"ok\"}}]}},{\"field\":"
      "\"account_update\",\"value\":{\"event\":\"X\"}}]}",
      i > 0 ? "," : "", i, i, 2000 - i);
  g_string_append (text, "]}");
  body = g_string_free_to_bytes (text);
  batch = sauda_meta_read_delivery (SAUDA_WHATSAPP_360DIALOG, body, NULL);
  g_assert_cmpint (batch->inbound->len, ==, 1000);
  g_assert_cmpint (batch->notices->len, ==, 1000);
  g_assert_cmpstr (get_inbound (batch, 0)->id, ==, "m999");
}

static void
test_no_delivery (void)
{
  static const char *const bodies[] = { "", "{}", "[]", "null", "{\"entry\":{}}", "<html>", "{\"entry\":[" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_meta_read_delivery (SAUDA_WHATSAPP_META, body, &error));
    g_assert_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_BAD_ANSWER);
  }
}

static void
test_odd_texts (void)
{
  g_autoptr (SaudaWhatsappBatch) batch =
    read_meta ("{\"messages\":[{\"id\":\"a\",\"from\":\"77011234567\",\"timestamp\":\"1\",\"type\":\"text\","
               "\"text\":{\"body\":"
               "\"17\\u00005/80 \\u200f🙂\"}}]}");

  g_assert_true (g_utf8_validate (get_inbound (batch, 0)->text, -1, NULL));
  g_assert_nonnull (strstr (get_inbound (batch, 0)->text, "🙂"));
}

/* Half an emoji or a wrong byte of one buyer keeps nobody else's message out. */
static void
test_broken_texts (void)
{
  static const struct {
    const char *written;
    const char *read;
  } samples[] = {
    { "\\ud83d", "\xef\xbf\xbd" },
    { "a\\ud83db", "a\xef\xbf\xbd"
                   "b" },
    { "\\ude00 да", "\xef\xbf\xbd да" },
    { "\\ud83d\\ude00", "😀" },
    { "x\xff"
      "y",
      "x\xef\xbf\xbd"
      "y" },
    { "\\\\ud83d", "\\ud83d" },
    { "\\ud83d\\ud83d\\ude00", "\xef\xbf\xbd😀" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autofree char *value =
      g_strdup_printf ("{\"messages\":[{\"id\":\"a\",\"from\":\"77011234567\",\"timestamp\":\"1\",\"type\":"
                       "\"text\",\"text\":{\"body\":\"%s\"}},"
                       "{\"id\":\"b\",\"from\":\"77011234568\",\"timestamp\":\"2\",\"type\":\"text\","
                       "\"text\":{\"body\":\"175/80\"}}]}",
                       samples[i].written);
    g_autoptr (SaudaWhatsappBatch) batch = read_meta (value);

    g_assert_cmpstr (get_inbound (batch, 0)->text, ==, samples[i].read);
    g_assert_cmpstr (get_inbound (batch, 1)->text, ==, "175/80");
  }
}

/* Numbers as texts, times that are null, a code that is a number (whatsapp-api 2.2, 2.4). */
static void
test_twilio_page (void)
{
  const char *text =
    "{\"messages\":[{\"sid\":\"SM1\",\"direction\":\"inbound\",\"from\":\"whatsapp:+77011234567\",\"to\":"
    "\"whatsapp:+77470000001\","
    "\"body\":\"175/"
    "80\",\"status\":\"received\",\"num_media\":\"0\",\"num_segments\":\"1\",\"price\":null,\"error_code\":"
    "null,"
    "\"date_created\":\"Thu, 09 Oct 2025 08:53:20 +0000\",\"date_sent\":null},"
    "{\"sid\":\"MM2\",\"direction\":\"inbound\",\"from\":\"whatsapp:KZ.AB12\",\"to\":\"whatsapp:+"
    "77470000001\",\"body\":\"\","
    "\"num_media\":\"1\",\"date_created\":\"Thu, 09 Oct 2025 08:53:21 +0000\"},"
    "{\"sid\":\"MM3\",\"direction\":\"outbound-api\",\"from\":null,\"to\":\"whatsapp:+77011234567\",\"body\":"
    "\"x 607640463\","
    "\"status\":\"failed\",\"error_code\":63016,\"date_created\":\"Thu, 09 Oct 2025 08:53:19 "
    "+0000\",\"price\":\"-0.005\"},"
    "{\"sid\":\"SM4\",\"direction\":\"outbound-api\",\"status\":\"undelivered\",\"error_code\":63003},7,{"
    "\"no\":1}],"
    "\"next_page_uri\":\"/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM1\",\"page\":0}";
  g_autoptr (JsonNode) root = sauda_whatsapp_json_parse (text, strlen (text));
  g_autoptr (SaudaWhatsappBatch) batch = sauda_whatsapp_batch_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;
  gint64 oldest_ms;
  gboolean all_known;

  g_hash_table_add (known, (gpointer) "SM1");
  next = sauda_twilio_read_page (root, batch, known, &oldest_ms, &all_known, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, "/2010-04-01/Accounts/AC1/Messages.json?Page=1&PageToken=PASM1");
  g_assert_cmpint (oldest_ms, ==, G_GINT64_CONSTANT (1759999999000));
  g_assert_false (all_known);
  g_assert_cmpstr (get_inbound (batch, 0)->phone, ==, "+77011234567");
  g_assert_cmpint (get_inbound (batch, 0)->at_ms, ==, G_GINT64_CONSTANT (1760000000000));
  g_assert_cmpstr (get_inbound (batch, 1)->user_id, ==, "KZ.AB12");
  g_assert_cmpint (get_inbound (batch, 1)->content, ==, SAUDA_WHATSAPP_CONTENT_MEDIA);
  g_assert_cmpint (get_status (batch, 0)->failure, ==, SAUDA_WHATSAPP_ERROR_TEMPLATE);
  g_assert_cmpint (get_status (batch, 1)->failure, ==, SAUDA_WHATSAPP_ERROR_NEVER);
  g_assert_cmpint (batch->ignored, ==, 2);
}

static SaudaWhatsappBatch *
read_form (const char *form)
{
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));
  SaudaWhatsappBatch *batch = sauda_whatsapp_batch_new ();

  g_assert_true (sauda_twilio_read_form (body, 5, batch));
  return batch;
}

static void
test_twilio_forms (void)
{
  g_autoptr (SaudaWhatsappBatch) tap =
    read_form ("MessageSid=SM1&From=%2B77011234567&Body=x&ButtonText=%D0%94%D0%B0&ButtonPayload=ok&NumMedia="
               "0&WaId=77011234567"
               "&OriginalRepliedMessageSid=MM9&ProfileName=A&NewField=1&SmsStatus=received");
  g_autoptr (SaudaWhatsappBatch) id = read_form ("MessageSid=SM2&From=whatsapp%3AKZ.AB12&ExternalUserId=KZ."
                                                 "AB12&Body=%00175&NumMedia=0&SmsStatus=received");
  g_autoptr (SaudaWhatsappBatch) voice =
    read_form ("MessageSid=SM3&From=whatsapp%3A%2B77011234567&Body=&NumMedia=1&MediaContentType0=audio%2Fogg&"
               "SmsStatus=received");
  g_autoptr (SaudaWhatsappBatch) status =
    read_form ("MessageSid=MM4&MessageStatus=failed&ErrorCode=63018&To=whatsapp%3A%2B77011234567");
  g_autoptr (SaudaWhatsappBatch) none = sauda_whatsapp_batch_new ();
  g_autoptr (GBytes) other = g_bytes_new_static ("{}", 2);

  g_assert_cmpstr (get_inbound (tap, 0)->text, ==, "Да");
  g_assert_cmpstr (get_inbound (tap, 0)->sender, ==, "77011234567");
  g_assert_cmpstr (get_inbound (tap, 0)->quoted_id, ==, "MM9");
  g_assert_cmpstr (get_inbound (id, 0)->user_id, ==, "KZ.AB12");
  g_assert_null (get_inbound (id, 0)->phone);
  g_assert_cmpint (get_inbound (voice, 0)->content, ==, SAUDA_WHATSAPP_CONTENT_VOICE);
  g_assert_cmpint (get_status (status, 0)->failure, ==, SAUDA_WHATSAPP_ERROR_LATER);
  g_assert_false (sauda_twilio_read_form (other, 5, none));
}

/* Code first, HTTP second (whatsapp-api 0, 2.6, 3.2, 4). */
static void
test_faults (void)
{
  static const struct {
    SaudaWhatsappKind kind;
    guint status;
    const char *body;
    SaudaWhatsappError failure;
  } samples[] = {
    { SAUDA_WHATSAPP_TWILIO, 429, "{\"code\":20429}", SAUDA_WHATSAPP_ERROR_RETRY },
    { SAUDA_WHATSAPP_TWILIO, 401, "{\"code\":20003}", SAUDA_WHATSAPP_ERROR_CONFIGURATION },
    { SAUDA_WHATSAPP_TWILIO, 400, "{\"code\":21610}", SAUDA_WHATSAPP_ERROR_OPTED_OUT },
    { SAUDA_WHATSAPP_TWILIO, 400, "{\"code\":\"21211\"}", SAUDA_WHATSAPP_ERROR_NEVER },
    { SAUDA_WHATSAPP_TWILIO, 400, "{\"code\":99999}", SAUDA_WHATSAPP_ERROR_NEVER },
    { SAUDA_WHATSAPP_TWILIO, 503, "<html>", SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_META, 403, "{\"error\":{\"code\":131056}}", SAUDA_WHATSAPP_ERROR_PAIR },
    { SAUDA_WHATSAPP_META, 429, "{\"error\":{\"code\":131056}}", SAUDA_WHATSAPP_ERROR_PAIR },
    { SAUDA_WHATSAPP_META, 403, "{\"error\":{\"code\":130429}}", SAUDA_WHATSAPP_ERROR_RETRY },
    { SAUDA_WHATSAPP_META, 401, "{\"error\":{\"code\":190,\"error_subcode\":463}}",
      SAUDA_WHATSAPP_ERROR_CONFIGURATION },
    { SAUDA_WHATSAPP_META, 400, "{\"error\":{\"code\":131047}}", SAUDA_WHATSAPP_ERROR_TEMPLATE },
    { SAUDA_WHATSAPP_META, 404, "{\"error\":{\"code\":132001}}", SAUDA_WHATSAPP_ERROR_CONFIGURATION },
    { SAUDA_WHATSAPP_META, 400, "{\"error\":{\"code\":132015}}", SAUDA_WHATSAPP_ERROR_LATER },
    { SAUDA_WHATSAPP_META, 500, "{\"error\":{\"code\":131000}}", SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_META, 400, "{\"error\":{\"code\":131026}}", SAUDA_WHATSAPP_ERROR_NEVER },
    { SAUDA_WHATSAPP_META, 403, "{\"error\":{\"code\":240}}", SAUDA_WHATSAPP_ERROR_CONFIGURATION },
    { SAUDA_WHATSAPP_360DIALOG, 400, "{\"error\":\"You exceeded the endpoint rate limit\"}",
      SAUDA_WHATSAPP_ERROR_RETRY },
    { SAUDA_WHATSAPP_360DIALOG, 400,
      "{\"meta\":{\"success\":false,\"http_code\":400,\"developer_message\":\"exceeded the endpoint rate "
      "limit\"}}",
      SAUDA_WHATSAPP_ERROR_RETRY },
    { SAUDA_WHATSAPP_360DIALOG, 400, "{\"error\":{\"code\":131056}}", SAUDA_WHATSAPP_ERROR_PAIR },
    { SAUDA_WHATSAPP_360DIALOG, 401, "{\"meta\":{\"developer_message\":\"Invalid api key\"}}",
      SAUDA_WHATSAPP_ERROR_CONFIGURATION },
    { SAUDA_WHATSAPP_360DIALOG, 403, "{\"error\":\"blocked\"}", SAUDA_WHATSAPP_ERROR_CONFIGURATION },
    { SAUDA_WHATSAPP_360DIALOG, 502, "{\"error\":\"WABA not available\"}", SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_360DIALOG, 500, "null", SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_360DIALOG, 400, "[]", SAUDA_WHATSAPP_ERROR_NEVER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (JsonNode) root = sauda_whatsapp_json_parse (samples[i].body, strlen (samples[i].body));
    SaudaWhatsappFault fault = sauda_whatsapp_call_read_fault (samples[i].kind, root, samples[i].status);

    g_test_message ("%u %s", samples[i].status, samples[i].body);
    g_assert_cmpint (fault.failure, ==, samples[i].failure);
    g_assert_nonnull (fault.reason);
  }
  /* What is held back today is not tried again today. */
  g_assert_cmpint (sauda_whatsapp_code_get_least_pause (SAUDA_WHATSAPP_META, 131049), ==, SAUDA_MS_PER_DAY);
  g_assert_cmpint (sauda_whatsapp_code_get_least_pause (SAUDA_WHATSAPP_META, 130472), ==, SAUDA_MS_PER_DAY);
  g_assert_cmpint (sauda_whatsapp_code_get_least_pause (SAUDA_WHATSAPP_TWILIO, 63018), ==, 0);
}

/* Nothing goes down, and what the buyer has cannot fail. */
static void
test_ranks (void)
{
  for (guint a = 0; a < SAUDA_WHATSAPP_DELIVERY_FAILED; a++)
    for (guint b = 0; b < SAUDA_WHATSAPP_DELIVERY_FAILED; b++)
      g_assert_cmpint (sauda_whatsapp_delivery_merge (a, b), ==, MAX (a, b));
  g_assert_cmpint (
    sauda_whatsapp_delivery_merge (SAUDA_WHATSAPP_DELIVERY_SENT, SAUDA_WHATSAPP_DELIVERY_FAILED), ==,
    SAUDA_WHATSAPP_DELIVERY_FAILED);
  g_assert_cmpint (
    sauda_whatsapp_delivery_merge (SAUDA_WHATSAPP_DELIVERY_READ, SAUDA_WHATSAPP_DELIVERY_FAILED), ==,
    SAUDA_WHATSAPP_DELIVERY_READ);
  g_assert_cmpint (
    sauda_whatsapp_delivery_merge (SAUDA_WHATSAPP_DELIVERY_FAILED, SAUDA_WHATSAPP_DELIVERY_READ), ==,
    SAUDA_WHATSAPP_DELIVERY_FAILED);
}

static void
test_window (void)
{
  const gint64 wrote_ms = G_GINT64_CONSTANT (1760000000000), end_ms = wrote_ms + 24 * 3600 * 1000;

  g_assert_false (sauda_whatsapp_window_is_open (0, wrote_ms));
  g_assert_true (sauda_whatsapp_window_is_open (wrote_ms, wrote_ms));
  g_assert_true (sauda_whatsapp_window_is_open (wrote_ms, end_ms - 121000));
  g_assert_false (sauda_whatsapp_window_is_open (wrote_ms, end_ms - 119000));
  g_assert_cmpint (sauda_whatsapp_get_pause (SAUDA_WHATSAPP_ERROR_PAIR, 3), ==, 16000);
  g_assert_cmpint (sauda_whatsapp_get_pause (SAUDA_WHATSAPP_ERROR_RETRY, SAUDA_WHATSAPP_MOST_TRIES), ==, -1);
  g_assert_cmpint (sauda_whatsapp_get_pause (SAUDA_WHATSAPP_ERROR_NEVER, 1), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whatsapp/wire/text", test_text);
  g_test_add_func ("/whatsapp/wire/types", test_types);
  g_test_add_func ("/whatsapp/wire/user-id-only", test_user_id_only);
  g_test_add_func ("/whatsapp/wire/user-id-with-phone", test_user_id_with_phone);
  g_test_add_func ("/whatsapp/wire/taps", test_taps);
  g_test_add_func ("/whatsapp/wire/contents", test_contents);
  g_test_add_func ("/whatsapp/wire/statuses", test_statuses);
  g_test_add_func ("/whatsapp/wire/batch", test_batch);
  g_test_add_func ("/whatsapp/wire/no-delivery", test_no_delivery);
  g_test_add_func ("/whatsapp/wire/odd-texts", test_odd_texts);
  g_test_add_func ("/whatsapp/wire/broken-texts", test_broken_texts);
  g_test_add_func ("/whatsapp/wire/twilio-page", test_twilio_page);
  g_test_add_func ("/whatsapp/wire/twilio-forms", test_twilio_forms);
  g_test_add_func ("/whatsapp/wire/faults", test_faults);
  g_test_add_func ("/whatsapp/wire/ranks", test_ranks);
  g_test_add_func ("/whatsapp/wire/window", test_window);
  return g_test_run ();
}
