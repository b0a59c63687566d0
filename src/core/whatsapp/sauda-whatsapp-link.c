#include "sauda-whatsapp-link.h"

#include "sauda-phone.h"

/**
 * sauda_whatsapp_link_make:
 * @phone: a telephone number in any writing
 * @text: what stands in the chat's line; a person presses Send
 * @style: where it opens
 *
 * Nothing comes back: whether it was sent is only known by asking (whatsapp-api 5).
 *
 * Returns: (transfer full) (nullable): an address, %NULL when @phone is none. One longer than
 * %SAUDA_WHATSAPP_LINK_MOST may be cut off on the way
 */
char *
sauda_whatsapp_link_make (const char *phone, const char *text, SaudaWhatsappLinkStyle style)
{
  g_autofree char *number = sauda_phone_normalize (phone, NULL);
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);

  if (number == NULL)
    return NULL;
  switch (style) {
  case SAUDA_WHATSAPP_LINK_WEB:
    return g_strdup_printf ("https://web.whatsapp.com/send?phone=%s&text=%s", number + 1, escaped);
  case SAUDA_WHATSAPP_LINK_DESKTOP:
    return g_strdup_printf ("whatsapp://send?phone=%s&text=%s", number + 1, escaped);
  case SAUDA_WHATSAPP_LINK_PAGE:
  default:
    return g_strdup_printf ("https://wa.me/%s?text=%s", number + 1, escaped);
  }
}
