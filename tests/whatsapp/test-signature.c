#include "sauda-whatsapp-link.h"
#include "sauda-whatsapp-signature.h"

#include <string.h>

/* Vectors of whatsapp-api 3.4. */
static void
test_meta (void)
{
  static const struct {
    const char *body;
    const char *hex;
  } vectors[] = {
    { "{\"object\":\"whatsapp_business_account\",\"entry\":[]}",
      "58f7e72e0b65a5cd3983f668b41cb67d3193417ac542ebc34cfe16e6a47849f3" },
    { "{\"t\":\"\\u0438\\u04d9\"}", "c76e0f133dc5281eabc7064603a9383cf7c465b97c290ff43576cc7422d5b97d" },
    { "{\"t\":\"иә\"}", "4054a6daee1cf797bb0c0876916cdebefce1745b0925b7ec75a2a5e5f2d2f5c3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (vectors[i].body, strlen (vectors[i].body));
    g_autofree char *header = g_strconcat ("sha256=", vectors[i].hex, NULL);
    g_autofree char *other = g_strconcat ("sha256=", vectors[(i + 1) % G_N_ELEMENTS (vectors)].hex, NULL);

    g_assert_true (sauda_whatsapp_signature_check_meta ("sim-app-secret-0001", body, header));
    g_assert_false (sauda_whatsapp_signature_check_meta ("sim-app-secret-0002", body, header));
    g_assert_false (sauda_whatsapp_signature_check_meta ("sim-app-secret-0001", body, other));
    g_assert_false (sauda_whatsapp_signature_check_meta ("sim-app-secret-0001", body, vectors[i].hex));
    g_assert_false (sauda_whatsapp_signature_check_meta ("sim-app-secret-0001", body, NULL));
  }
}

/* Vectors of whatsapp-api 2.10. */
static void
test_twilio (void)
{
  const char *url = "https://mycompany.com/myapp.php?foo=1&bar=2";
  const char *form = "To=%2B18005551212&CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234"
                     "&From=%2B14158675309";
  const char *sign = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
  g_autofree char *made = sauda_whatsapp_signature_make_twilio ("12345", url, form);
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));
  const char *type = "application/x-www-form-urlencoded";

  g_assert_cmpstr (made, ==, sign);
  g_assert_true (sauda_whatsapp_signature_check_twilio ("12345", url, type, body, sign));
  g_assert_true (sauda_whatsapp_signature_check_twilio (
    "12345", "https://mycompany.com:443/myapp.php?foo=1&bar=2", type, body, sign));
  g_assert_false (sauda_whatsapp_signature_check_twilio ("12346", url, type, body, sign));
  g_assert_false (
    sauda_whatsapp_signature_check_twilio ("12345", "https://mycompany.com/", type, body, sign));
  g_assert_false (sauda_whatsapp_signature_check_twilio ("12345", url, type, body, NULL));
}

static void
test_twilio_cyrillic (void)
{
  const char *form =
    "WaId=77011234567&To=whatsapp%3A%2B77470000001&SmsStatus=received&ProfileName="
    "%D0%90%D0%B9%D0%B3%D2%AF%D0%BB&NumMedia=0&MessageSid=SM00000000000000000000000000000001"
    "&From=whatsapp%3A%2B77011234567&Body=%D1%80%D0%BE%D1%81%D1%82+175+%D0%B2%D0%B5%D1%81+80";
  g_autofree char *made =
    sauda_whatsapp_signature_make_twilio ("sim-auth-token-0001", "https://sim.local/twilio/inbound", form);

  g_assert_cmpstr (made, ==, "CIp69jWx3FzXSgGupckFko8rMXc=");
}

/* A JSON body is signed by its hash in the address. */
static void
test_twilio_json (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":1}", 7);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  g_autofree char *url = g_strdup_printf ("https://sim.local/x?bodySHA256=%s", hash);
  g_autofree char *made = sauda_whatsapp_signature_make_twilio ("t", url, NULL);
  g_autoptr (GBytes) other = g_bytes_new_static ("{\"a\":2}", 7);

  g_assert_true (sauda_whatsapp_signature_check_twilio ("t", url, "application/json", body, made));
  g_assert_false (sauda_whatsapp_signature_check_twilio ("t", url, "application/json", other, made));
}

static void
test_link (void)
{
  g_autofree char *link =
    sauda_whatsapp_link_make ("8 701 123 45 67", "Рост и вес?\nда", SAUDA_WHATSAPP_LINK_PAGE);
  g_autofree char *none = sauda_whatsapp_link_make ("14.05.2025", "", SAUDA_WHATSAPP_LINK_PAGE);

  g_assert_true (g_str_has_prefix (link, "https://wa.me/77011234567?text=%D0%A0"));
  g_assert_nonnull (strstr (link, "%20"));
  g_assert_nonnull (strstr (link, "%0A"));
  g_assert_null (strchr (link, '+'));
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whatsapp/signature/meta", test_meta);
  g_test_add_func ("/whatsapp/signature/twilio", test_twilio);
  g_test_add_func ("/whatsapp/signature/twilio-cyrillic", test_twilio_cyrillic);
  g_test_add_func ("/whatsapp/signature/twilio-json", test_twilio_json);
  g_test_add_func ("/whatsapp/link", test_link);
  return g_test_run ();
}
