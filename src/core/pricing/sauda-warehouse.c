#include "sauda-warehouse.h"

#include "sauda-connection.h"
#include "sauda-list-terms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const share_names[] = {
  [SAUDA_SHARE_NONE] = "none",
  [SAUDA_SHARE_PERCENT] = "percent",
  [SAUDA_SHARE_KEEP] = "keep",
  [SAUDA_SHARE_DOUBLE] = "double",
};

static SaudaShareKind
read_share (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (share_names); i++)
    if (g_strcmp0 (name, share_names[i]) == 0)
      return i;
  return SAUDA_SHARE_NONE;
}

/* The store's own, else the first that sells, else the first. */
static void
mark_main (GPtrArray *warehouses, const char *usual)
{
  SaudaWarehouse *main = NULL;

  for (guint i = 0; i < warehouses->len; i++) {
    SaudaWarehouse *warehouse = g_ptr_array_index (warehouses, i);

    if (warehouse->selling && strcmp (sauda_warehouse_get_short_name (warehouse->name),
                                      sauda_warehouse_get_short_name (usual)) == 0)
      main = warehouse;
    else if (main == NULL && warehouse->selling)
      main = warehouse;
  }
  if (main == NULL)
    main = g_ptr_array_index (warehouses, 0);
  main->is_main = TRUE;
}

/**
 * sauda_warehouse_free:
 * @warehouse: (transfer full) (nullable): a warehouse
 */
void
sauda_warehouse_free (SaudaWarehouse *warehouse)
{
  if (warehouse == NULL)
    return;
  g_free (warehouse->name);
  g_free (warehouse->city_id);
  g_free (warehouse);
}

/**
 * sauda_warehouse_get_short_name:
 * @name: `30000001_PP1` or `PP1`
 *
 * Returns: (transfer none): `PP1`: the same warehouse has both names (kaspi-api 7.2)
 */
const char *
sauda_warehouse_get_short_name (const char *name)
{
  const char *border = strrchr (name, '_');

  return border != NULL ? border + 1 : name;
}

/**
 * sauda_warehouses_read:
 * @connection: inside a transaction
 * @store_id: a store
 * @usual: the store's own warehouse, for stores with no more to tell
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaWarehouse) (nullable): warehouses by name, one at least, one of
 *   them the main one
 */
GPtrArray *
sauda_warehouses_read (SaudaConnection *connection, gint64 store_id, const char *usual, GError **error)
{
  g_autoptr (GPtrArray) warehouses = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_warehouse_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT name, city_id, selling, pre_order, share, amount, coalesce (cutoff_minutes, -1) FROM warehouse"
    " WHERE store_id = ? ORDER BY name",
    error);
  SaudaWarehouse *warehouse;
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, store_id);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      break;
    warehouse = g_new0 (SaudaWarehouse, 1);
    warehouse->name = g_strdup (sauda_statement_get_text (select, 0));
    warehouse->city_id = g_strdup (sauda_statement_get_text (select, 1));
    warehouse->selling = sauda_statement_get_int64 (select, 2) != 0;
    warehouse->pre_order = (gint) sauda_statement_get_int64 (select, 3);
    warehouse->share = read_share (sauda_statement_get_text (select, 4));
    warehouse->amount = (gint) sauda_statement_get_int64 (select, 5);
    warehouse->cutoff = (gint) sauda_statement_get_int64 (select, 6);
    g_ptr_array_add (warehouses, warehouse);
  }
  if (warehouses->len == 0) {
    warehouse = g_new0 (SaudaWarehouse, 1);
    warehouse->name = g_strdup (usual);
    warehouse->selling = TRUE;
    warehouse->cutoff = -1;
    g_ptr_array_add (warehouses, warehouse);
  }
  mark_main (warehouses, usual);
  return g_steal_pointer (&warehouses);
}

/**
 * sauda_warehouses_find:
 * @warehouses: (element-type SaudaWarehouse): of a store
 * @name: one of them, in either way of writing
 *
 * Returns: (transfer none) (nullable): the warehouse
 */
SaudaWarehouse *
sauda_warehouses_find (GPtrArray *warehouses, const char *name)
{
  for (guint i = 0; i < warehouses->len; i++) {
    SaudaWarehouse *warehouse = g_ptr_array_index (warehouses, i);

    if (strcmp (sauda_warehouse_get_short_name (warehouse->name), sauda_warehouse_get_short_name (name)) == 0)
      return warehouse;
  }
  return NULL;
}

static gboolean
check (const SaudaWarehouse *warehouse,
       const SaudaWarehouse *before,
       const SaudaWarehouseChange *change,
       GError **error)
{
  const gboolean was_double = before != NULL && before->share == SAUDA_SHARE_DOUBLE;

  if (!sauda_list_terms_check_pre_order (warehouse->pre_order, error) ||
      (warehouse->city_id != NULL && !sauda_list_terms_check_city (warehouse->city_id, error)))
    return FALSE;
  if (warehouse->share != SAUDA_SHARE_DOUBLE || was_double ||
      (change->reason != NULL && *change->reason != '\0'))
    return TRUE;
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT,
               _ ("When “%s” is told the whole shelf as well, the last piece can be sold twice. Say in words "
                  "why that is right."),
               warehouse->name);
  return FALSE;
}

static gboolean
log_share (SaudaConnection *connection,
           gint64 store_id,
           const SaudaWarehouse *before,
           const SaudaWarehouse *after,
           const SaudaWarehouseChange *change,
           GError **error)
{
  g_autofree char *old = before != NULL ? sauda_share_write (before->share, before->amount)
                                        : g_strdup (share_names[SAUDA_SHARE_NONE]);
  g_autofree char *new = sauda_share_write (after->share, after->amount);
  SaudaStatement *insert;

  if (strcmp (old, new) == 0)
    return TRUE;
  insert = sauda_connection_prepare (
    connection,
    "INSERT INTO warehouse_share_change (store_id, name, before, after, at_ms, who, reason)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    error);
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, store_id);
  sauda_statement_bind_text (insert, 2, after->name);
  sauda_statement_bind_text (insert, 3, old);
  sauda_statement_bind_text (insert, 4, new);
  sauda_statement_bind_int64 (insert, 5, change->now_ms);
  sauda_statement_bind_text (insert, 6, change->who);
  sauda_statement_bind_text (insert, 7, change->reason);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_warehouses_set:
 * @connection: inside a transaction
 * @store_id: a store
 * @warehouse: what it is like
 * @change: who says so, and why
 * @error: return location
 *
 * Takes effect in the next price list. A change of the share is kept with who and why.
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_INVALID_VALUE, _LIMIT when a piece could be sold twice and nobody
 *   says why, or an error of the store
 */
gboolean
sauda_warehouses_set (SaudaConnection *connection,
                      gint64 store_id,
                      const SaudaWarehouse *warehouse,
                      const SaudaWarehouseChange *change,
                      GError **error)
{
  g_autoptr (GPtrArray) known = sauda_warehouses_read (connection, store_id, "", error);
  const SaudaWarehouse *before = known != NULL ? sauda_warehouses_find (known, warehouse->name) : NULL;
  gint cutoff = warehouse->cutoff != 0 || before == NULL ? warehouse->cutoff : before->cutoff;
  SaudaStatement *write;

  if (known == NULL || !check (warehouse, before, change, error) ||
      !log_share (connection, store_id, before, warehouse, change, error))
    return FALSE;
  write = sauda_connection_prepare (
    connection,
    "INSERT INTO warehouse (store_id, name, city_id, selling, pre_order, share, amount, cutoff_minutes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (store_id, name) DO UPDATE SET city_id = excluded.city_id,"
    " selling = excluded.selling, pre_order = excluded.pre_order, share = excluded.share,"
    " amount = excluded.amount, cutoff_minutes = excluded.cutoff_minutes",
    error);
  if (write == NULL)
    return FALSE;
  sauda_statement_bind_int64 (write, 1, store_id);
  sauda_statement_bind_text (write, 2, before != NULL ? before->name : warehouse->name);
  sauda_statement_bind_text (write, 3, warehouse->city_id);
  sauda_statement_bind_int64 (write, 4, warehouse->selling ? 1 : 0);
  sauda_statement_bind_int64 (write, 5, warehouse->pre_order);
  sauda_statement_bind_text (write, 6, share_names[warehouse->share]);
  sauda_statement_bind_int64 (write, 7, warehouse->amount);
  if (cutoff > 0)
    sauda_statement_bind_int64 (write, 8, cutoff);
  return sauda_statement_run (write, error);
}

/**
 * sauda_warehouses_set_beside:
 * @connection: inside a transaction
 * @store_id: a store
 * @usual: the store's own warehouse
 * @warehouse: what it is like
 * @change: who says so, and why
 * @error: return location
 *
 * Does what sauda_warehouses_set() does, for a person: a store that never told its warehouses keeps its own
 * beside one that is named first, and does not move there with all its offers.
 *
 * Returns: %FALSE as sauda_warehouses_set() does
 */
gboolean
sauda_warehouses_set_beside (SaudaConnection *connection,
                             gint64 store_id,
                             const char *usual,
                             const SaudaWarehouse *warehouse,
                             const SaudaWarehouseChange *change,
                             GError **error)
{
  g_autoptr (GPtrArray) known = sauda_warehouses_read (connection, store_id, usual, error);

  return known != NULL &&
         (known->len > 1 ||
          sauda_warehouses_set (connection, store_id, g_ptr_array_index (known, 0), change, error)) &&
         sauda_warehouses_set (connection, store_id, warehouse, change, error);
}

/* What one warehouse takes of what the ones before it left. */
static gint64
take_share (const SaudaWarehouse *warehouse, gint64 shelf, gint64 left)
{
  switch (warehouse->share) {
  case SAUDA_SHARE_PERCENT:
    return MIN (shelf * warehouse->amount / 100, left);
  case SAUDA_SHARE_KEEP:
    return CLAMP (shelf - warehouse->amount, 0, left);
  default:
    return 0;
  }
}

/* A number that nobody knows cannot be divided: who gets all of it sells, and else the main warehouse. */
static void
split_unknown (GPtrArray *warehouses, gint64 *parts)
{
  SaudaWarehouse *seller = NULL;
  gboolean given = FALSE;

  for (guint i = 0; i < warehouses->len; i++) {
    SaudaWarehouse *warehouse = g_ptr_array_index (warehouses, i);

    if (!warehouse->selling || warehouse->is_main)
      continue;
    if (warehouse->share == SAUDA_SHARE_DOUBLE)
      parts[i] = -1;
    if (warehouse->share == SAUDA_SHARE_PERCENT && warehouse->amount >= 100 && !given) {
      parts[i] = -1;
      given = TRUE;
    }
  }
  for (guint i = 0; i < warehouses->len && !given; i++) {
    seller = g_ptr_array_index (warehouses, i);
    if (seller->is_main && seller->selling)
      parts[i] = -1;
  }
}

/**
 * sauda_warehouses_split:
 * @warehouses: (element-type SaudaWarehouse): of a store, one of them the main one
 * @stock: pieces that may be sold; -1 when nobody knows how many
 * @parts: (out caller-allocates): by warehouse, what it may sell: 0 for nothing, -1 for a number that is not
 *   told
 *
 * Divides the one shelf. The parts are never more than the shelf together, unless a warehouse is told the
 * whole shelf as well because a person said so.
 */
void
sauda_warehouses_split (GPtrArray *warehouses, gint64 stock, gint64 *parts)
{
  gint64 left = MAX (stock, 0);

  memset (parts, 0, warehouses->len * sizeof *parts);
  if (stock < 0) {
    split_unknown (warehouses, parts);
    return;
  }
  for (guint i = 0; i < warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (warehouses, i);

    if (!warehouse->selling || warehouse->is_main)
      continue;
    parts[i] = warehouse->share == SAUDA_SHARE_DOUBLE ? stock : take_share (warehouse, stock, left);
    if (warehouse->share != SAUDA_SHARE_DOUBLE)
      left -= parts[i];
  }
  for (guint i = 0; i < warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (warehouses, i);

    if (warehouse->is_main && warehouse->selling)
      parts[i] = left;
  }
}

/**
 * sauda_share_parse:
 * @text: `none`, `all`, `30%`, `keep:5` or `double`
 * @share: (out): what it means
 * @amount: (out): percent or pieces
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_INVALID_VALUE
 */
gboolean
sauda_share_parse (const char *text, SaudaShareKind *share, gint *amount, GError **error)
{
  g_autofree char *number = NULL;
  guint64 value = 0;

  *amount = 0;
  *share = SAUDA_SHARE_NONE;
  if (strcmp (text, "none") == 0)
    return TRUE;
  if (strcmp (text, "double") == 0) {
    *share = SAUDA_SHARE_DOUBLE;
    return TRUE;
  }
  if (strcmp (text, "all") == 0) {
    *share = SAUDA_SHARE_PERCENT;
    *amount = 100;
    return TRUE;
  }
  if (g_str_has_suffix (text, "%")) {
    number = g_strndup (text, strlen (text) - 1);
    *share = SAUDA_SHARE_PERCENT;
  } else if (g_str_has_prefix (text, "keep:")) {
    number = g_strdup (text + strlen ("keep:"));
    *share = SAUDA_SHARE_KEEP;
  }
  if (number != NULL &&
      g_ascii_string_to_unsigned (number, 10, *share == SAUDA_SHARE_PERCENT ? 1 : 0,
                                  *share == SAUDA_SHARE_PERCENT ? 100 : G_MAXINT, &value, NULL)) {
    *amount = (gint) value;
    return TRUE;
  }
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
               _ ("“%s” is no share of the shelf. It is none, all, a part as 30%%, keep:5 for all but five "
                  "pieces, or double."),
               text);
  return FALSE;
}

/**
 * sauda_share_write:
 * @share: a share
 * @amount: percent or pieces
 *
 * Returns: (transfer full): what sauda_share_parse() reads
 */
char *
sauda_share_write (SaudaShareKind share, gint amount)
{
  if (share == SAUDA_SHARE_PERCENT)
    return amount >= 100 ? g_strdup ("all") : g_strdup_printf ("%d%%", amount);
  if (share == SAUDA_SHARE_KEEP)
    return g_strdup_printf ("keep:%d", amount);
  return g_strdup (share_names[share]);
}

/**
 * sauda_share_describe:
 * @warehouse: a warehouse
 *
 * Returns: (transfer full): what it may sell, in words
 */
char *
sauda_share_describe (const SaudaWarehouse *warehouse)
{
  if (!warehouse->selling)
    return g_strdup (_ ("sells nothing"));
  if (warehouse->is_main)
    return g_strdup (_ ("what the other warehouses do not get"));
  switch (warehouse->share) {
  case SAUDA_SHARE_PERCENT:
    return warehouse->amount >= 100 ? g_strdup (_ ("the whole shelf, and the main warehouse nothing"))
                                    : g_strdup_printf (_ ("%d %% of the shelf"), warehouse->amount);
  case SAUDA_SHARE_KEEP:
    return g_strdup_printf (ngettext ("all but %d piece", "all but %d pieces", (gulong) warehouse->amount),
                            warehouse->amount);
  case SAUDA_SHARE_DOUBLE:
    return g_strdup (_ ("the whole shelf as well: a piece can be sold twice"));
  default:
    return g_strdup (_ ("no share of the shelf yet, so nothing"));
  }
}
