#include "sauda-pack-scan.h"

#include <string.h>

/* Numbers of Kaspi's orders have eight or nine digits today. */
#define FEWEST_DIGITS 8
#define MOST_DIGITS 12

/* Letters that every scanner sends in any layout. */
static const struct {
  SaudaPackScanKind kind;
  const char *command;
} commands[] = {
  { SAUDA_PACK_SCAN_NEXT, "SAUDANEXT" },
  { SAUDA_PACK_SCAN_HOLD, "SAUDAHOLD" },
  { SAUDA_PACK_SCAN_PRINT, "SAUDAPRINT" },
  { SAUDA_PACK_SCAN_UNDO, "SAUDAUNDO" },
};

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* `900179186`, `900179186-1`, or `KS|900179186|1|1` as the QR code has it. */
static gboolean
parse_order (const char *text, char **code, guint *place)
{
  const char *number = g_ascii_strncasecmp (text, "KS|", 3) == 0 ? text + 3 : text;
  gsize digits = count_digits (number);
  const char *rest = number + digits;

  if (digits < FEWEST_DIGITS || digits > MOST_DIGITS)
    return FALSE;
  *place = 1;
  if (*rest == '-' || (*rest == '|' && number != text)) {
    guint64 value = g_ascii_strtoull (rest + 1, NULL, 10);

    if (count_digits (rest + 1) == 0 || value < 1 || value > 999)
      return FALSE;
    if (*rest == '-' && rest[1 + count_digits (rest + 1)] != '\0')
      return FALSE;
    *place = (guint) value;
  } else if (*rest != '\0') {
    return FALSE;
  }
  *code = g_strndup (number, digits);
  return TRUE;
}

/**
 * sauda_pack_scan_parse:
 * @text: what a scanner read
 * @code: (out) (transfer full): number of the order, or the code as it was read
 * @place: (out): the order's label of this number, from 1
 *
 * The three codes of Kaspi's waybill (kaspi-api.md: the PDF) lead to its order.
 *
 * Returns: what it is
 */
SaudaPackScanKind
sauda_pack_scan_parse (const char *text, char **code, guint *place)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));

  *place = 1;
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_ascii_strcasecmp (plain, commands[i].command) != 0)
      continue;
    *code = g_steal_pointer (&plain);
    return commands[i].kind;
  }
  if (parse_order (plain, code, place))
    return SAUDA_PACK_SCAN_ORDER;
  *code = g_steal_pointer (&plain);
  return SAUDA_PACK_SCAN_PRODUCT;
}

/**
 * sauda_pack_scan_get_command:
 * @kind: a command
 *
 * Returns: (transfer none) (nullable): what its bar code says
 */
const char *
sauda_pack_scan_get_command (SaudaPackScanKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].kind == kind)
      return commands[i].command;
  return NULL;
}
