#include "sauda-orders-filter.h"

#include "sauda-order-due.h"
#include "sauda-ship-by.h"
#include "sauda-text.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaOrdersFilter {
  GtkFilter parent_instance;

  SaudaOrderGroup group;
  gint64 store_id; /* 0: every store */
  gint64 now_ms;
  char *tag;        /* (owned) (nullable) NULL: whatever tags */
  GHashTable *only; /* (owned) (nullable) (element-type gint64) set of orders; NULL: whatever orders */
  char *title;      /* (owned) (nullable) what these are */
  char *text;       /* (owned) (not nullable) folded */
  GStrv words;      /* (owned) (not nullable) @text in words, each of which must be found */
};

G_DEFINE_FINAL_TYPE (SaudaOrdersFilter, sauda_orders_filter, GTK_TYPE_FILTER)

static const char *const names[SAUDA_N_ORDER_GROUPS] = {
  [SAUDA_ORDER_GROUP_TO_SHIP] = "to-ship",   [SAUDA_ORDER_GROUP_NEW] = "new",
  [SAUDA_ORDER_GROUP_PACKING] = "packing",   [SAUDA_ORDER_GROUP_OVERDUE] = "overdue",
  [SAUDA_ORDER_GROUP_NO_LABEL] = "no-label", [SAUDA_ORDER_GROUP_HANDED_OVER] = "handed-over",
  [SAUDA_ORDER_GROUP_HELD] = "held",         [SAUDA_ORDER_GROUP_CANCELLED] = "cancelled",
  [SAUDA_ORDER_GROUP_ALL] = "all",
};

static const char *const titles[SAUDA_N_ORDER_GROUPS] = {
  [SAUDA_ORDER_GROUP_TO_SHIP] = N_ ("To ship"),
  [SAUDA_ORDER_GROUP_NEW] = N_ ("New"),
  [SAUDA_ORDER_GROUP_PACKING] = N_ ("Packing"),
  [SAUDA_ORDER_GROUP_OVERDUE] = N_ ("Overdue"),
  [SAUDA_ORDER_GROUP_NO_LABEL] = N_ ("Without a label"),
  [SAUDA_ORDER_GROUP_HANDED_OVER] = N_ ("Handed over"),
  [SAUDA_ORDER_GROUP_HELD] = N_ ("Held"),
  [SAUDA_ORDER_GROUP_CANCELLED] = N_ ("Cancelled"),
  [SAUDA_ORDER_GROUP_ALL] = N_ ("All"),
};

/* Whether @tag is one of @tags, which have ", " between them. */
static gboolean
has_tag (const char *tags, const char *tag)
{
  gsize length = strlen (tag);

  for (const char *p = strstr (tags, tag); p != NULL; p = strstr (p + 1, tag))
    if ((p == tags || p[-1] == ' ') && (p[length] == '\0' || p[length] == ','))
      return TRUE;
  return FALSE;
}

static gboolean
is_held (SaudaOrder *order, gint64 now_ms)
{
  return sauda_order_is_held (order, sauda_day_from_ms (now_ms)) &&
         sauda_ship_by_is_open (sauda_order_get_stage (order));
}

static gboolean
sauda_orders_filter_match (GtkFilter *filter, gpointer item)
{
  SaudaOrdersFilter *self = SAUDA_ORDERS_FILTER (filter);
  SaudaOrderLine *line = item;

  if (self->store_id != 0 && sauda_order_get_store_id (sauda_order_line_get_order (line)) != self->store_id)
    return FALSE;
  if (self->group != SAUDA_ORDER_GROUP_ALL && !sauda_order_group_has (self->group, line, self->now_ms))
    return FALSE;
  if (self->only != NULL) {
    gint64 id = sauda_order_get_id (sauda_order_line_get_order (line));

    if (!g_hash_table_contains (self->only, &id))
      return FALSE;
  }
  if (self->tag != NULL && !has_tag (sauda_order_get_tags (sauda_order_line_get_order (line)), self->tag))
    return FALSE;
  for (gsize i = 0; self->words[i] != NULL; i++)
    if (!sauda_order_line_matches (line, self->words[i]))
      return FALSE;
  return TRUE;
}

static GtkFilterMatch
sauda_orders_filter_get_strictness (GtkFilter *filter)
{
  return sauda_orders_filter_is_open (SAUDA_ORDERS_FILTER (filter)) ? GTK_FILTER_MATCH_ALL
                                                                    : GTK_FILTER_MATCH_SOME;
}

static void
sauda_orders_filter_finalize (GObject *object)
{
  SaudaOrdersFilter *self = SAUDA_ORDERS_FILTER (object);

  g_clear_pointer (&self->only, g_hash_table_unref);
  g_free (self->title);
  g_free (self->tag);
  g_free (self->text);
  g_strfreev (self->words);
  G_OBJECT_CLASS (sauda_orders_filter_parent_class)->finalize (object);
}

static void
sauda_orders_filter_class_init (SaudaOrdersFilterClass *klass)
{
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_orders_filter_finalize;
  filter_class->match = sauda_orders_filter_match;
  filter_class->get_strictness = sauda_orders_filter_get_strictness;
}

static void
sauda_orders_filter_init (SaudaOrdersFilter *self)
{
  self->group = SAUDA_ORDER_GROUP_ALL;
  self->now_ms = g_get_real_time () / 1000;
  self->text = g_strdup ("");
  self->words = g_new0 (char *, 1);
}

static void
replace_text (SaudaOrdersFilter *self, char *folded)
{
  g_free (self->text);
  g_strfreev (self->words);
  self->text = folded;
  self->words = *folded != '\0' ? g_strsplit (folded, " ", -1) : g_new0 (char *, 1);
}

/**
 * sauda_order_group_get_title:
 * @group: a group of stages
 *
 * Returns: its translated name
 */
const char *
sauda_order_group_get_title (SaudaOrderGroup group)
{
  g_return_val_if_fail (group < SAUDA_N_ORDER_GROUPS, NULL);
  return _ (titles[group]);
}

/**
 * sauda_order_group_get_name:
 * @group: a group of stages
 *
 * Returns: its name in saved views
 */
const char *
sauda_order_group_get_name (SaudaOrderGroup group)
{
  g_return_val_if_fail (group < SAUDA_N_ORDER_GROUPS, NULL);
  return names[group];
}

/**
 * sauda_order_group_from_name:
 * @name: (nullable): a name in a saved view
 *
 * Returns: the group; all orders when there is no such group (any more)
 */
SaudaOrderGroup
sauda_order_group_from_name (const char *name)
{
  for (int group = 0; group < SAUDA_N_ORDER_GROUPS; group++)
    if (g_strcmp0 (names[group], name) == 0)
      return (SaudaOrderGroup) group;
  return SAUDA_ORDER_GROUP_ALL;
}

/**
 * sauda_order_group_has:
 * @group: a group of stages
 * @line: a line of an order
 * @now_ms: the time, UTC ms
 *
 * What is to ship and what is overdue, sauda-order-due.h says.
 *
 * Returns: whether the order of @line is in @group
 */
gboolean
sauda_order_group_has (SaudaOrderGroup group, SaudaOrderLine *line, gint64 now_ms)
{
  SaudaStage stage = sauda_order_line_get_stage (line);
  SaudaOrder *order = sauda_order_line_get_order (line);

  switch (group) {
  case SAUDA_ORDER_GROUP_TO_SHIP:
    return sauda_order_is_to_ship (order, sauda_day_from_ms (now_ms));
  case SAUDA_ORDER_GROUP_NEW:
    return stage == SAUDA_STAGE_NEW || stage == SAUDA_STAGE_SIGNING || stage == SAUDA_STAGE_PREORDER;
  case SAUDA_ORDER_GROUP_PACKING:
    return stage == SAUDA_STAGE_PACKING;
  case SAUDA_ORDER_GROUP_OVERDUE:
    return sauda_order_is_overdue (order, sauda_day_from_ms (now_ms));
  case SAUDA_ORDER_GROUP_NO_LABEL:
    return (stage == SAUDA_STAGE_PACKING || stage == SAUDA_STAGE_HANDOVER) &&
           !sauda_order_get_has_label (order) &&
           sauda_order_group_has (SAUDA_ORDER_GROUP_TO_SHIP, line, now_ms);
  case SAUDA_ORDER_GROUP_HANDED_OVER:
    return stage == SAUDA_STAGE_DELIVERY || stage == SAUDA_STAGE_COMPLETED;
  case SAUDA_ORDER_GROUP_HELD:
    return is_held (order, now_ms);
  case SAUDA_ORDER_GROUP_CANCELLED:
    return stage == SAUDA_STAGE_CANCELLING || stage == SAUDA_STAGE_CANCELLED ||
           stage == SAUDA_STAGE_RETURN_REQUESTED || stage == SAUDA_STAGE_RETURNED;
  case SAUDA_ORDER_GROUP_ALL:
    return TRUE;
  }
  return TRUE;
}

/**
 * sauda_orders_filter_new:
 *
 * Returns: (transfer full): a filter that shows everything
 */
SaudaOrdersFilter *
sauda_orders_filter_new (void)
{
  return g_object_new (SAUDA_TYPE_ORDERS_FILTER, NULL);
}

/**
 * sauda_orders_filter_get_group:
 * @self: a filter
 *
 * Returns: the group that is shown
 */
SaudaOrderGroup
sauda_orders_filter_get_group (SaudaOrdersFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_FILTER (self), SAUDA_ORDER_GROUP_ALL);
  return self->group;
}

/**
 * sauda_orders_filter_set_group:
 * @self: a filter
 * @group: the group to show
 */
void
sauda_orders_filter_set_group (SaudaOrdersFilter *self, SaudaOrderGroup group)
{
  SaudaOrderGroup before;

  g_return_if_fail (SAUDA_IS_ORDERS_FILTER (self));

  before = self->group;
  if (before == group)
    return;
  self->group = group;
  gtk_filter_changed (GTK_FILTER (self), before == SAUDA_ORDER_GROUP_ALL  ? GTK_FILTER_CHANGE_MORE_STRICT
                                         : group == SAUDA_ORDER_GROUP_ALL ? GTK_FILTER_CHANGE_LESS_STRICT
                                                                          : GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_orders_filter_get_store:
 * @self: a filter
 *
 * Returns: the store that is shown, 0 for all
 */
gint64
sauda_orders_filter_get_store (SaudaOrdersFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_FILTER (self), 0);
  return self->store_id;
}

/**
 * sauda_orders_filter_set_store:
 * @self: a filter
 * @store_id: the store to show, 0 for all
 */
void
sauda_orders_filter_set_store (SaudaOrdersFilter *self, gint64 store_id)
{
  gint64 before;

  g_return_if_fail (SAUDA_IS_ORDERS_FILTER (self));

  before = self->store_id;
  if (before == store_id)
    return;
  self->store_id = store_id;
  gtk_filter_changed (GTK_FILTER (self), before == 0     ? GTK_FILTER_CHANGE_MORE_STRICT
                                         : store_id == 0 ? GTK_FILTER_CHANGE_LESS_STRICT
                                                         : GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_orders_filter_get_text:
 * @self: a filter
 *
 * Returns: the words to find, folded
 */
const char *
sauda_orders_filter_get_text (SaudaOrdersFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_FILTER (self), NULL);
  return self->text;
}

/**
 * sauda_orders_filter_set_text:
 * @self: a filter
 * @text: (nullable): words to find, in any case and order
 */
void
sauda_orders_filter_set_text (SaudaOrdersFilter *self, const char *text)
{
  g_autofree char *folded = sauda_text_search_key (text);
  g_autofree char *before = NULL;

  g_return_if_fail (SAUDA_IS_ORDERS_FILTER (self));

  if (g_str_equal (folded, self->text))
    return;
  before = g_strdup (self->text);
  replace_text (self, g_strdup (folded));
  /* What holds "ann" and more can only be found where "an" was. */
  gtk_filter_changed (GTK_FILTER (self), g_str_has_prefix (folded, before)   ? GTK_FILTER_CHANGE_MORE_STRICT
                                         : g_str_has_prefix (before, folded) ? GTK_FILTER_CHANGE_LESS_STRICT
                                                                             : GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_orders_filter_get_tag:
 * @self: a filter
 *
 * Returns: (nullable): the tag that is shown, %NULL for all
 */
const char *
sauda_orders_filter_get_tag (SaudaOrdersFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_FILTER (self), NULL);
  return self->tag;
}

/**
 * sauda_orders_filter_set_tag:
 * @self: a filter
 * @tag: (nullable): the tag to show, %NULL for all
 */
void
sauda_orders_filter_set_tag (SaudaOrdersFilter *self, const char *tag)
{
  g_return_if_fail (SAUDA_IS_ORDERS_FILTER (self));

  if (g_strcmp0 (self->tag, tag) == 0)
    return;
  g_free (self->tag);
  self->tag = g_strdup (tag);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_orders_filter_get_only:
 * @self: a filter
 *
 * Returns: (nullable): what the orders are that alone are shown, %NULL for all
 */
const char *
sauda_orders_filter_get_only (SaudaOrdersFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_FILTER (self), NULL);
  return self->title;
}

/**
 * sauda_orders_filter_set_only:
 * @self: a filter
 * @ids: (nullable) (element-type gint64): set of orders to show, %NULL for all
 * @title: (nullable): what these are, translated
 *
 * Orders behind a number elsewhere: they stay, whatever becomes of them meanwhile.
 */
void
sauda_orders_filter_set_only (SaudaOrdersFilter *self, GHashTable *ids, const char *title)
{
  g_return_if_fail (SAUDA_IS_ORDERS_FILTER (self));

  if (self->only == ids)
    return;
  g_clear_pointer (&self->only, g_hash_table_unref);
  self->only = ids != NULL ? g_hash_table_ref (ids) : NULL;
  g_free (self->title);
  self->title = g_strdup (ids != NULL ? title : NULL);
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * sauda_orders_filter_set_now:
 * @self: a filter
 * @now_ms: the time, UTC ms
 *
 * Moves the time on without looking at the lines again.
 */
void
sauda_orders_filter_set_now (SaudaOrdersFilter *self, gint64 now_ms)
{
  g_return_if_fail (SAUDA_IS_ORDERS_FILTER (self));
  self->now_ms = now_ms;
}

/**
 * sauda_orders_filter_is_open:
 * @self: a filter
 *
 * Returns: whether everything is shown
 */
gboolean
sauda_orders_filter_is_open (SaudaOrdersFilter *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_FILTER (self), TRUE);
  return self->group == SAUDA_ORDER_GROUP_ALL && self->store_id == 0 && self->tag == NULL &&
         self->only == NULL && *self->text == '\0';
}

/**
 * sauda_orders_filter_reset:
 * @self: a filter
 *
 * Shows everything.
 */
void
sauda_orders_filter_reset (SaudaOrdersFilter *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_FILTER (self));

  if (sauda_orders_filter_is_open (self))
    return;
  self->group = SAUDA_ORDER_GROUP_ALL;
  self->store_id = 0;
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_clear_pointer (&self->title, g_free);
  replace_text (self, g_strdup (""));
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_LESS_STRICT);
}
