#include "sauda-acts-words.h"

#include "sauda-act-kind.h"
#include "sauda-act.h"

#include <glib/gi18n-lib.h>

/**
 * sauda_acts_words_needs_form:
 * @kind: see sauda-act-kind.h
 *
 * Returns: whether something must be asked before a plan can be made
 */
gboolean
sauda_acts_words_needs_form (const char *kind)
{
  return g_str_equal (kind, SAUDA_ACT_CANCEL) || g_str_equal (kind, SAUDA_ACT_CANCEL_LINES) ||
         g_str_equal (kind, SAUDA_ACT_SEND_CODE) || g_str_equal (kind, SAUDA_ACT_ASSEMBLE);
}

/**
 * sauda_acts_words_get_warning:
 * @kind: (nullable): see sauda-act-kind.h
 *
 * Returns: (nullable): what cannot be taken back, translated
 */
const char *
sauda_acts_words_get_warning (const char *kind)
{
  if (g_strcmp0 (kind, SAUDA_ACT_ASSEMBLE) == 0)
    return _ ("Kaspi cannot take back an assembled order.");
  if (g_strcmp0 (kind, SAUDA_ACT_CANCEL) == 0 || g_strcmp0 (kind, SAUDA_ACT_CANCEL_LINES) == 0)
    return _ ("Kaspi cannot take back a cancellation, and counts it against the store.");
  return NULL;
}

/**
 * sauda_acts_words_describe_kind:
 * @kind: see sauda-act-kind.h
 * @n_orders: on how many orders
 *
 * Returns: (transfer full): the heading of what is about to be done
 */
char *
sauda_acts_words_describe_kind (const char *kind, guint n_orders)
{
  if (g_str_equal (kind, SAUDA_ACT_ACCEPT))
    return g_strdup_printf (ngettext ("Accept %u order", "Accept %u orders", n_orders), n_orders);
  if (g_str_equal (kind, SAUDA_ACT_ASSEMBLE))
    return g_strdup_printf (ngettext ("Assemble %u order", "Assemble %u orders", n_orders), n_orders);
  if (g_str_equal (kind, SAUDA_ACT_CANCEL))
    return g_strdup_printf (ngettext ("Cancel %u order", "Cancel %u orders", n_orders), n_orders);
  if (g_str_equal (kind, SAUDA_ACT_CANCEL_LINES))
    return g_strdup (_ ("Cancel a part of an order"));
  if (g_str_equal (kind, SAUDA_ACT_ARRIVED))
    return g_strdup_printf (ngettext ("The goods of %u pre-order have arrived",
                                      "The goods of %u pre-orders have arrived", n_orders),
                            n_orders);
  if (g_str_equal (kind, SAUDA_ACT_ARRIVED_BACKWARD))
    return g_strdup_printf (
      ngettext ("The parcel of %u order has come back", "The parcels of %u orders have come back", n_orders),
      n_orders);
  return g_strdup (_ ("Hand out an order"));
}

static guint
count_state (GPtrArray *acts, SaudaActState state)
{
  guint count = 0;

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    count += ((SaudaAct *) g_ptr_array_index (acts, i))->state == state;
  return count;
}

/* Takes @part. */
static void
add_part (GString *text, guint count, char *part)
{
  if (count > 0 && text->len > 0)
    g_string_append (text, " · ");
  if (count > 0)
    g_string_append (text, part);
  g_free (part);
}

/**
 * sauda_acts_words_describe_result:
 * @acts: (nullable) (element-type SaudaAct): acts
 * @n_problems: orders on which none could be planned
 * @ledger: whether they are those of any plan that need somebody
 *
 * Returns: (transfer full): the heading of what became of them
 */
char *
sauda_acts_words_describe_result (GPtrArray *acts, guint n_problems, gboolean ledger)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint done = count_state (acts, SAUDA_ACT_VERIFIED);
  guint refused = count_state (acts, SAUDA_ACT_REFUSED);
  guint failed = count_state (acts, SAUDA_ACT_FAILED);
  guint unclear = count_state (acts, SAUDA_ACT_UNKNOWN);
  guint unsent = count_state (acts, SAUDA_ACT_EXPIRED) + count_state (acts, SAUDA_ACT_APPROVED) + n_problems;

  add_part (text, done, g_strdup_printf (ngettext ("%u done", "%u done", done), done));
  add_part (text, refused, g_strdup_printf (ngettext ("%u refused", "%u refused", refused), refused));
  add_part (text, failed,
            g_strdup_printf (ngettext ("%u without effect", "%u without effect", failed), failed));
  add_part (text, unclear, g_strdup_printf (ngettext ("%u unclear", "%u unclear", unclear), unclear));
  add_part (text, unsent, g_strdup_printf (ngettext ("%u not sent", "%u not sent", unsent), unsent));
  if (text->len == 0)
    return g_strdup (ledger ? _ ("No act needs you") : _ ("Nothing was sent"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
