#include "sauda-practice-links-private.h"

#include <string.h>

struct _SaudaPracticeLinks {
  char *base;   /* (owned) (not nullable): `http://127.0.0.1:1234/shop/api` */
  char *secret; /* (owned) (not nullable): signs the addresses of labels; another one after each start */
  guint waybill_ttl_seconds;
};

static char *
sign (const SaudaPracticeLinks *self, const char *order_id, const char *expiry)
{
  g_autofree char *text = g_strdup_printf ("%s.%s", order_id, expiry);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) self->secret, strlen (self->secret),
                                    text, -1);
}

/**
 * sauda_practice_links_new:
 * @base: the address of the API
 * @waybill_ttl_seconds: how long the address of a label works
 *
 * Returns: (transfer full): a maker of addresses
 */
SaudaPracticeLinks *
sauda_practice_links_new (const char *base, guint waybill_ttl_seconds)
{
  SaudaPracticeLinks *self = g_new0 (SaudaPracticeLinks, 1);

  self->base = g_strdup (base);
  self->secret = g_uuid_string_random ();
  self->waybill_ttl_seconds = waybill_ttl_seconds;
  return self;
}

/**
 * sauda_practice_links_free:
 * @links: (transfer full): a maker of addresses
 */
void
sauda_practice_links_free (SaudaPracticeLinks *links)
{
  g_free (links->base);
  g_free (links->secret);
  g_free (links);
}

/**
 * sauda_practice_links_get_base:
 * @links: a maker of addresses
 *
 * Returns: (transfer none): the address of the API, without a slash at the end
 */
const char *
sauda_practice_links_get_base (const SaudaPracticeLinks *links)
{
  return links->base;
}

/**
 * sauda_practice_links_make_waybill:
 * @links: a maker of addresses
 * @order: an order
 *
 * Returns: (transfer full) (nullable): a fresh address of its label, %NULL while there is none. Like Kaspi,
 * the label is gone after the hand-over.
 */
char *
sauda_practice_links_make_waybill (const SaudaPracticeLinks *links, const SaudaPracticeOrder *order)
{
  gint64 now_ms = g_get_real_time () / 1000;
  g_autofree char *expiry = NULL;
  g_autofree char *signature = NULL;

  if (order->waybill_number == NULL || order->handed_over_ms > 0 || now_ms < order->waybill_ready_ms)
    return NULL;
  expiry = g_strdup_printf ("%" G_GINT64_FORMAT, now_ms + links->waybill_ttl_seconds * 1000);
  signature = sign (links, order->id, expiry);
  return g_strdup_printf ("%s/waybill/%s.%s.%s", links->base, order->id, expiry, signature);
}

/**
 * sauda_practice_links_read_waybill:
 * @links: a maker of addresses
 * @token: the last part of a label's address
 * @expired: (out): whether it worked once
 *
 * Returns: (transfer full) (nullable): id of the order, or %NULL when the address does not work
 */
char *
sauda_practice_links_read_waybill (const SaudaPracticeLinks *links, const char *token, gboolean *expired)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 3);
  g_autofree char *signature = NULL;

  *expired = FALSE;
  if (g_strv_length (parts) != 3)
    return NULL;
  signature = sign (links, parts[0], parts[1]);
  if (strcmp (signature, parts[2]) != 0)
    return NULL;
  *expired = g_get_real_time () / 1000 >= g_ascii_strtoll (parts[1], NULL, 10);
  return *expired ? NULL : g_strdup (parts[0]);
}
