#include "sauda-whatsapp-signature.h"

#include <string.h>

#define META_PREFIX "sha256="
#define SHA1_LENGTH 20

static void
field_free (gpointer data)
{
  SaudaWhatsappField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

/* "%D1%80+x" is "р x"; bytes that are no escape stay. */
static char *
decode (const char *text, gsize length)
{
  GString *decoded = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++) {
    if (text[i] == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) &&
        g_ascii_isxdigit (text[i + 2])) {
      g_string_append_c (
        decoded, (char) (g_ascii_xdigit_value (text[i + 1]) * 16 + g_ascii_xdigit_value (text[i + 2])));
      i += 2;
    } else
      g_string_append_c (decoded, text[i] == '+' ? ' ' : text[i]);
  }
  return g_string_free (decoded, FALSE);
}

static gint
compare_fields (gconstpointer a, gconstpointer b)
{
  const SaudaWhatsappField *first = *(const SaudaWhatsappField *const *) a;
  const SaudaWhatsappField *second = *(const SaudaWhatsappField *const *) b;
  int order = strcmp (first->name, second->name);

  return order != 0 ? order : strcmp (first->value, second->value);
}

/**
 * sauda_whatsapp_texts_are_equal:
 * @a: (nullable): a text
 * @b: (nullable): a text
 *
 * Compares in a time that tells nothing about where they differ.
 *
 * Returns: whether both are there and equal
 */
gboolean
sauda_whatsapp_texts_are_equal (const char *a, const char *b)
{
  gsize length = a != NULL ? strlen (a) : 0;
  guchar difference = 0;

  if (a == NULL || b == NULL || length != strlen (b))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) (a[i] ^ b[i]);
  return difference == 0;
}

/**
 * sauda_whatsapp_form_read:
 * @form: an `application/x-www-form-urlencoded` text
 *
 * Returns: (transfer full) (element-type SaudaWhatsappField): its fields in their order
 */
GPtrArray *
sauda_whatsapp_form_read (const char *form)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (field_free);
  g_auto (GStrv) parts = g_strsplit (form, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *equals = strchr (parts[i], '=');
    gsize length = equals != NULL ? (gsize) (equals - parts[i]) : strlen (parts[i]);
    SaudaWhatsappField *field;

    if (length == 0)
      continue;
    field = g_new0 (SaudaWhatsappField, 1);
    field->name = decode (parts[i], length);
    field->value = equals != NULL ? decode (equals + 1, strlen (equals + 1)) : g_strdup ("");
    g_ptr_array_add (pairs, field);
  }
  return pairs;
}

/**
 * sauda_whatsapp_form_get:
 * @pairs: (element-type SaudaWhatsappField): fields
 * @name: of a field
 *
 * Returns: (nullable): its first value
 */
const char *
sauda_whatsapp_form_get (GPtrArray *pairs, const char *name)
{
  for (guint i = 0; i < pairs->len; i++) {
    const SaudaWhatsappField *field = g_ptr_array_index (pairs, i);

    if (strcmp (field->name, name) == 0)
      return field->value;
  }
  return NULL;
}

/**
 * sauda_whatsapp_signature_check_meta:
 * @secret: the app secret
 * @body: the bytes as they came: escaped and raw letters make different signatures (whatsapp-api 3.4)
 * @header: (nullable): `X-Hub-Signature-256`
 *
 * Returns: whether whoever knows the secret sent them
 */
gboolean
sauda_whatsapp_signature_check_meta (const char *secret, GBytes *body, const char *header)
{
  g_autofree char *expected = NULL;

  if (header == NULL || !g_str_has_prefix (header, META_PREFIX) || *secret == '\0')
    return FALSE;
  expected = g_compute_hmac_for_data (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret),
                                      g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  return sauda_whatsapp_texts_are_equal (expected, header + strlen (META_PREFIX));
}

/**
 * sauda_whatsapp_signature_make_twilio:
 * @token: the account's auth token, even where an API key signs in
 * @url: exactly as Twilio calls it; a fragment does not count
 * @form: (nullable): the body, `NULL` for none
 *
 * Returns: (transfer full): Base64 of HMAC-SHA1 over the address and the sorted fields (whatsapp-api 2.10)
 */
char *
sauda_whatsapp_signature_make_twilio (const char *token, const char *url, const char *form)
{
  g_autoptr (GPtrArray) pairs = sauda_whatsapp_form_read (form != NULL ? form : "");
  g_autoptr (GString) signed_text = g_string_new_len (url, (gssize) strcspn (url, "#"));
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA1, (const guchar *) token, strlen (token));
  guint8 digest[SHA1_LENGTH];
  gsize length = sizeof digest;
  const SaudaWhatsappField *before = NULL;

  g_ptr_array_sort (pairs, compare_fields);
  for (guint i = 0; i < pairs->len; i++) {
    const SaudaWhatsappField *field = g_ptr_array_index (pairs, i);

    /* The same name and value twice count once. */
    if (before != NULL && strcmp (before->name, field->name) == 0 &&
        strcmp (before->value, field->value) == 0)
      continue;
    g_string_append (signed_text, field->name);
    g_string_append (signed_text, field->value);
    before = field;
  }
  g_hmac_update (hmac, (const guchar *) signed_text->str, (gssize) signed_text->len);
  g_hmac_get_digest (hmac, digest, &length);
  return g_base64_encode (digest, length);
}

/* The address with the usual port written out, or without it; NULL when there is nothing to change. */
static char *
change_port (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *host =
    uri != NULL ? strstr (url, g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "") : NULL;
  gboolean secure;
  const char *after;
  const char *port;

  if (host == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  secure = strcmp (g_uri_get_scheme (uri), "https") == 0;
  port = secure ? ":443" : ":80";
  after = host + strlen (g_uri_get_host (uri));
  if (g_str_has_prefix (after, port) && !g_ascii_isdigit (after[strlen (port)]))
    return g_strdup_printf ("%.*s%s", (int) (after - url), url, after + strlen (port));
  return *after == ':' ? NULL : g_strdup_printf ("%.*s%s%s", (int) (after - url), url, port, after);
}

static gboolean
matches (const char *token, const char *url, const char *form, const char *header)
{
  g_autofree char *expected = sauda_whatsapp_signature_make_twilio (token, url, form);

  return sauda_whatsapp_texts_are_equal (expected, header);
}

/* A JSON body is signed by its hash, which stands in the address. */
static gboolean
has_body_hash (const char *url, GBytes *body)
{
  const char *query = strchr (url, '?');
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  g_autoptr (GPtrArray) pairs = sauda_whatsapp_form_read (query != NULL ? query + 1 : "");

  return sauda_whatsapp_texts_are_equal (sauda_whatsapp_form_get (pairs, "bodySHA256"), hash);
}

/**
 * sauda_whatsapp_signature_check_twilio:
 * @token: the account's auth token
 * @url: the address as Twilio called it, with or without the usual port
 * @content_type: (nullable): of the body
 * @body: the bytes as they came
 * @header: (nullable): `X-Twilio-Signature`
 *
 * Returns: whether whoever knows the token sent them
 */
gboolean
sauda_whatsapp_signature_check_twilio (const char *token,
                                       const char *url,
                                       const char *content_type,
                                       GBytes *body,
                                       const char *header)
{
  gboolean json = content_type != NULL && g_str_has_prefix (content_type, "application/json");
  g_autofree char *form =
    g_strndup (g_bytes_get_size (body) > 0 ? g_bytes_get_data (body, NULL) : "", g_bytes_get_size (body));
  g_autofree char *other = change_port (url);

  if (header == NULL || *token == '\0' || (json && !has_body_hash (url, body)))
    return FALSE;
  return matches (token, url, json ? NULL : form, header) ||
         (other != NULL && matches (token, other, json ? NULL : form, header));
}
