#include "sauda-offer-links.h"

#include "sauda-catalog-error.h"
#include "sauda-connection.h"
#include "sauda-size-word.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

static const char *const titles[] = {
  [SAUDA_LINK_BLANKS] = N_ ("differs in blanks alone"),
  [SAUDA_LINK_OTHER_STORE] = N_ ("the same SKU in another store"),
  [SAUDA_LINK_CODE] = N_ ("the same card and size"),
  [SAUDA_LINK_TITLE] = N_ ("the same title"),
};

/* One variant each, or none: two would be a guess. */
static const char *const queries[] = {
  [SAUDA_LINK_BLANKS] =
    "SELECT min (variant_id) FROM offer WHERE store_id = ?1 AND id <> ?2 AND variant_id IS NOT NULL AND"
    " (lenient_sku = ?3 OR sku = ?3) HAVING count (DISTINCT variant_id) = 1",
  [SAUDA_LINK_OTHER_STORE] =
    "SELECT min (variant_id) FROM store CROSS JOIN offer ON offer.store_id = store.id AND offer.sku = ?4"
    " WHERE store.id <> ?1 AND ?2 <> 0 AND variant_id IS NOT NULL HAVING count (DISTINCT variant_id) = 1",
  [SAUDA_LINK_CODE] =
    "SELECT min (offer.variant_id) FROM offer JOIN variant ON variant.id = offer.variant_id WHERE"
    " offer.kaspi_code = ?5 AND variant.size IS ?6 AND ?5 <> '' HAVING count (DISTINCT offer.variant_id) = 1",
  [SAUDA_LINK_TITLE] = "SELECT min (variant_id) FROM offer WHERE title = ?7 AND variant_id IS NOT NULL"
                       " HAVING count (DISTINCT variant_id) = 1",
};

typedef struct {
  gint64 offer_id;
  gint64 store_id;
  char *store; /* (owned) */
  char *sku;   /* (owned) */
  char *code;  /* (owned) (nullable) */
  char *title; /* (owned) (nullable) */
} Unlinked;

static void
unlinked_clear (gpointer data)
{
  Unlinked *offer = data;

  g_free (offer->store);
  g_free (offer->sku);
  g_free (offer->code);
  g_free (offer->title);
}

static GArray *
read_unlinked (SaudaConnection *connection, GError **error)
{
  g_autoptr (GArray) offers = g_array_new (FALSE, TRUE, sizeof (Unlinked));
  SaudaStatement *select =
    sauda_connection_prepare (connection,
                              "SELECT offer.id, offer.store_id, store.name, offer.sku, offer.kaspi_code, "
                              "offer.title FROM offer JOIN store ON"
                              " store.id = offer.store_id WHERE offer.variant_id IS NULL ORDER BY offer.id",
                              error);
  gboolean row;

  g_array_set_clear_func (offers, unlinked_clear);
  if (select == NULL)
    return NULL;
  for (;;) {
    Unlinked offer = { 0 };

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&offers);
    offer.offer_id = sauda_statement_get_int64 (select, 0);
    offer.store_id = sauda_statement_get_int64 (select, 1);
    offer.store = g_strdup (sauda_statement_get_text (select, 2));
    offer.sku = g_strdup (sauda_statement_get_text (select, 3));
    offer.code = g_strdup (sauda_statement_get_text (select, 4));
    offer.title = g_strdup (sauda_statement_get_text (select, 5));
    g_array_append_val (offers, offer);
  }
}

static char *
remove_blanks (const char *sku)
{
  GString *text = g_string_new (NULL);

  for (const char *p = sku; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_len (text, p, g_utf8_next_char (p) - p);
  return g_string_free (text, FALSE);
}

/* A card that Kaspi made has its number in the SKU: digits of nine or ten at the beginning. */
static char *
find_code (const Unlinked *offer)
{
  gsize digits = 0;

  if (offer->code != NULL)
    return g_strdup (offer->code);
  while (g_ascii_isdigit (offer->sku[digits]))
    digits++;
  return digits >= 8 && digits <= 10 ? g_strndup (offer->sku, digits) : g_strdup ("");
}

static gboolean
ask (SaudaConnection *connection,
     const Unlinked *offer,
     SaudaLinkReason reason,
     gint64 *variant_id,
     GError **error)
{
  g_autofree char *lenient = remove_blanks (offer->sku), *code = find_code (offer);
  g_autofree char *size = sauda_size_word_find (offer->title != NULL ? offer->title : offer->sku);
  SaudaStatement *find = sauda_connection_prepare (connection, queries[reason], error);
  gboolean row;

  *variant_id = 0;
  if (find == NULL)
    return FALSE;
  switch (reason) {
  case SAUDA_LINK_BLANKS:
    sauda_statement_bind_int64 (find, 1, offer->store_id);
    sauda_statement_bind_int64 (find, 2, offer->offer_id);
    sauda_statement_bind_text (find, 3, lenient);
    break;
  case SAUDA_LINK_OTHER_STORE:
    sauda_statement_bind_int64 (find, 1, offer->store_id);
    sauda_statement_bind_int64 (find, 2, offer->offer_id);
    sauda_statement_bind_text (find, 4, offer->sku);
    break;
  case SAUDA_LINK_CODE:
    sauda_statement_bind_text (find, 5, code);
    sauda_statement_bind_text (find, 6, size);
    break;
  default:
    sauda_statement_bind_text (find, 7, offer->title);
  }
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    *variant_id = sauda_statement_get_int64 (find, 0);
  sauda_statement_reset (find);
  return TRUE;
}

static char *
read_variant_sku (SaudaConnection *connection, gint64 variant_id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, "SELECT sku FROM variant WHERE id = ?", error);
  char *sku = NULL;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, variant_id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row)
    sku = g_strdup (sauda_statement_get_text (find, 0));
  sauda_statement_reset (find);
  return sku;
}

static gboolean
suggest_for (SaudaConnection *connection, const Unlinked *offer, GPtrArray *found, GError **error)
{
  for (guint reason = 0; reason < G_N_ELEMENTS (queries); reason++) {
    SaudaLinkSuggestion *suggestion;
    gint64 variant_id;
    char *sku;

    if (!ask (connection, offer, (SaudaLinkReason) reason, &variant_id, error))
      return FALSE;
    if (variant_id == 0)
      continue;
    sku = read_variant_sku (connection, variant_id, error);
    if (sku == NULL)
      return FALSE;
    suggestion = g_new0 (SaudaLinkSuggestion, 1);
    suggestion->offer_id = offer->offer_id;
    suggestion->variant_id = variant_id;
    suggestion->store = g_strdup (offer->store);
    suggestion->sku = g_strdup (offer->sku);
    suggestion->title = g_strdup (offer->title);
    suggestion->variant_sku = sku;
    suggestion->reason = (SaudaLinkReason) reason;
    g_ptr_array_add (found, suggestion);
    return TRUE;
  }
  return TRUE;
}

/**
 * sauda_link_reason_get_title:
 * @reason: a reason
 *
 * Returns: (not nullable): what people read, translated
 */
const char *
sauda_link_reason_get_title (SaudaLinkReason reason)
{
  return _ (titles[reason]);
}

/**
 * sauda_link_suggestion_free:
 * @suggestion: (transfer full) (nullable): a suggestion
 */
void
sauda_link_suggestion_free (SaudaLinkSuggestion *suggestion)
{
  if (suggestion == NULL)
    return;
  g_free (suggestion->store);
  g_free (suggestion->sku);
  g_free (suggestion->title);
  g_free (suggestion->variant_sku);
  g_free (suggestion);
}

/**
 * sauda_offer_links_suggest:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaLinkSuggestion) (nullable): for offers without a variant the
 * one that each may belong to, with the reason; offers that fit none or several are not in it
 */
GPtrArray *
sauda_offer_links_suggest (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_link_suggestion_free);
  g_autoptr (GArray) offers = read_unlinked (connection, error);

  if (offers == NULL)
    return NULL;
  for (guint i = 0; i < offers->len; i++)
    if (!suggest_for (connection, &g_array_index (offers, Unlinked, i), found, error))
      return NULL;
  return g_steal_pointer (&found);
}

/**
 * sauda_offer_links_set:
 * @connection: inside a transaction
 * @store: a store's name
 * @sku: the SKU of its offer
 * @variant_sku: (nullable): the variant that it sells; %NULL unlinks it
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_offer_links_set (SaudaConnection *connection,
                       const char *store,
                       const char *sku,
                       const char *variant_sku,
                       GError **error)
{
  g_autoptr (SaudaStoreInfo) info = sauda_stores_find (connection, store, error);
  SaudaStatement *change =
    info != NULL ? sauda_connection_prepare (
                     connection,
                     "UPDATE offer SET variant_id = (SELECT id FROM variant WHERE variant.sku = ?3)"
                     " WHERE store_id = ?1 AND sku = ?2 AND (?3 IS NULL OR EXISTS (SELECT 1 FROM"
                     " variant WHERE variant.sku = ?3))",
                     error)
                 : NULL;

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, info->id);
  sauda_statement_bind_text (change, 2, sku);
  sauda_statement_bind_text (change, 3, variant_sku);
  if (!sauda_statement_run (change, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) > 0)
    return TRUE;
  g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND,
               _ ("The store %s has no offer “%s”, or there is no product “%s”."), store, sku,
               variant_sku != NULL ? variant_sku : "");
  return FALSE;
}
