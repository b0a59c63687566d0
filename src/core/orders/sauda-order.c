#include "sauda-order-private.h"
#include "sauda-text.h"

#include <string.h>

struct _SaudaOrder {
  GObject parent_instance;

  SaudaOrderInfo *info;              /* (owned) (not nullable) */
  char *buyer_key;                   /* (owned) (not nullable) collation key */
  char *search_key;                  /* (owned) (not nullable) */
  guint saving[SAUDA_N_ORDER_TEXTS]; /* edits of a text on their way to the database */
};

enum { PROP_0, PROP_NOTE, PROP_TAGS, PROP_STAGE, N_PROPS };

static GParamSpec *props[N_PROPS];

static const guint text_props
  [SAUDA_N_ORDER_TEXTS] = { [SAUDA_ORDER_TEXT_NOTE] = PROP_NOTE, [SAUDA_ORDER_TEXT_TAGS] = PROP_TAGS };

G_DEFINE_FINAL_TYPE (SaudaOrder, sauda_order, G_TYPE_OBJECT)

static char *
make_buyer_key (const SaudaOrderInfo *info)
{
  return g_utf8_collate_key (info->buyer != NULL ? info->buyer : "", -1);
}

static char *
make_search_key (const SaudaOrderInfo *info)
{
  g_autofree char *text =
    g_strconcat (info->code, " ", info->store, " ", info->buyer != NULL ? info->buyer : "", " ",
                 info->town != NULL ? info->town : "", " ", info->note, " ", info->tags, " ",
                 info->phone != NULL ? info->phone : "", NULL);

  return sauda_text_search_key (text);
}

static char **
text_of (SaudaOrderInfo *info, SaudaOrderText which)
{
  return which == SAUDA_ORDER_TEXT_NOTE ? &info->note : &info->tags;
}

static void
sauda_order_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaudaOrder *self = SAUDA_ORDER (object);

  switch (id) {
  case PROP_NOTE:
    g_value_set_string (value, self->info->note);
    break;
  case PROP_TAGS:
    g_value_set_string (value, self->info->tags);
    break;
  case PROP_STAGE:
    g_value_set_int (value, (int) self->info->stage);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sauda_order_finalize (GObject *object)
{
  SaudaOrder *self = SAUDA_ORDER (object);

  sauda_order_info_free (self->info);
  g_free (self->buyer_key);
  g_free (self->search_key);
  G_OBJECT_CLASS (sauda_order_parent_class)->finalize (object);
}

static void
sauda_order_class_init (SaudaOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sauda_order_get_property;
  object_class->finalize = sauda_order_finalize;

  /**
   * SaudaOrder:note: (attributes org.gtk.Property.get=sauda_order_get_note)
   *
   * The merchant's note.
   */
  props[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SaudaOrder:tags: (attributes org.gtk.Property.get=sauda_order_get_tags)
   *
   * The merchant's tags, ", " between them.
   */
  props[PROP_TAGS] = g_param_spec_string ("tags", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * SaudaOrder:stage: (attributes org.gtk.Property.get=sauda_order_get_stage)
   *
   * A #SaudaStage.
   */
  props[PROP_STAGE] = g_param_spec_int ("stage", NULL, NULL, 0, SAUDA_N_STAGES - 1, SAUDA_STAGE_UNKNOWN,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sauda_order_init (SaudaOrder *self)
{
}

/**
 * sauda_order_new:
 * @info: (transfer full): an order; its lines must stay as many as they are
 *
 * Returns: (transfer full): an order for a list
 */
SaudaOrder *
sauda_order_new (SaudaOrderInfo *info)
{
  SaudaOrder *self = g_object_new (SAUDA_TYPE_ORDER, NULL);

  self->info = info;
  self->buyer_key = make_buyer_key (info);
  self->search_key = make_search_key (info);
  return self;
}

/**
 * sauda_order_get_info:
 * @self: an order
 *
 * Returns: (transfer none): what the list knows of it
 */
SaudaOrderInfo *
sauda_order_get_info (SaudaOrder *self)
{
  return self->info;
}

/**
 * sauda_order_get_buyer_key:
 * @self: an order
 *
 * Returns: (transfer none): collation key of the buyer's name
 */
const char *
sauda_order_get_buyer_key (SaudaOrder *self)
{
  return self->buyer_key;
}

/**
 * sauda_order_matches:
 * @self: an order
 * @folded_needle: what is looked for, as sauda_text_search_key() makes it
 *
 * Returns: whether number, store, buyer, town or note hold it
 */
gboolean
sauda_order_matches (SaudaOrder *self, const char *folded_needle)
{
  return strstr (self->search_key, folded_needle) != NULL;
}

/**
 * sauda_order_begin_saving:
 * @self: an order
 * @which: one of the merchant's texts
 *
 * Until sauda_order_end_saving() a load does not touch that text.
 */
void
sauda_order_begin_saving (SaudaOrder *self, SaudaOrderText which)
{
  self->saving[which]++;
}

/**
 * sauda_order_end_saving:
 * @self: an order
 * @which: one of the merchant's texts
 *
 * Returns: whether no other edit of it is on its way
 */
gboolean
sauda_order_end_saving (SaudaOrder *self, SaudaOrderText which)
{
  g_return_val_if_fail (self->saving[which] > 0, TRUE);
  return --self->saving[which] == 0;
}

/**
 * sauda_order_get_text:
 * @self: an order
 * @which: one of the merchant's texts
 *
 * Returns: (not nullable): the text
 */
const char *
sauda_order_get_text (SaudaOrder *self, SaudaOrderText which)
{
  return *text_of (self->info, which);
}

/**
 * sauda_order_set_text:
 * @self: an order
 * @which: one of the merchant's texts
 * @text: (nullable): what it says now
 *
 * Sets and notifies; does not save.
 */
void
sauda_order_set_text (SaudaOrder *self, SaudaOrderText which, const char *text)
{
  char **place = text_of (self->info, which);

  if (g_strcmp0 (*place, text != NULL ? text : "") == 0)
    return;
  g_free (*place);
  *place = g_strdup (text != NULL ? text : "");
  g_free (self->search_key);
  self->search_key = make_search_key (self->info);
  g_object_notify_by_pspec (G_OBJECT (self), props[text_props[which]]);
}

/**
 * sauda_order_swap_info:
 * @self: an order in a list
 * @newer: the same order, loaded again; left with what @self knew
 *
 * Notifies what changed. A text on its way to the database stays. The lines must be told at once, see
 * sauda_order_line_take().
 */
void
sauda_order_swap_info (SaudaOrder *self, SaudaOrder *newer)
{
  SaudaOrderInfo *old = self->info;
  char *old_buyer_key = self->buyer_key, *old_search_key = self->search_key;

  self->info = newer->info;
  newer->info = old;
  self->buyer_key = newer->buyer_key;
  newer->buyer_key = old_buyer_key;
  self->search_key = newer->search_key;
  newer->search_key = old_search_key;
  for (int which = 0; which < SAUDA_N_ORDER_TEXTS; which++) {
    char **loaded = text_of (self->info, which), **known = text_of (old, which);

    if (self->saving[which] > 0) {
      char *text = *loaded;

      *loaded = *known;
      *known = text;
      g_free (self->search_key);
      self->search_key = make_search_key (self->info);
    } else if (g_strcmp0 (*known, *loaded) != 0) {
      g_object_notify_by_pspec (G_OBJECT (self), props[text_props[which]]);
    }
  }
  if (old->stage != self->info->stage)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STAGE]);
}

/**
 * sauda_order_get_id:
 * @self: an order
 *
 * Returns: its id in the database
 */
gint64
sauda_order_get_id (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), 0);
  return self->info->id;
}

/**
 * sauda_order_get_store_id:
 * @self: an order
 *
 * Returns: its store's id in the database
 */
gint64
sauda_order_get_store_id (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), 0);
  return self->info->store_id;
}

/**
 * sauda_order_get_store:
 * @self: an order
 *
 * Returns: (not nullable): its store's name
 */
const char *
sauda_order_get_store (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), "");
  return self->info->store;
}

/**
 * sauda_order_get_code:
 * @self: an order
 *
 * Returns: (not nullable): the number that people see
 */
const char *
sauda_order_get_code (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), "");
  return self->info->code;
}

/**
 * sauda_order_get_stage:
 * @self: an order
 *
 * Returns: where it is
 */
SaudaStage
sauda_order_get_stage (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), SAUDA_STAGE_UNKNOWN);
  return self->info->stage;
}

/**
 * sauda_order_get_status:
 * @self: an order
 *
 * Returns: (nullable): Kaspi's own word for its status
 */
const char *
sauda_order_get_status (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), NULL);
  return self->info->status;
}

/**
 * sauda_order_get_kaspi_delivery:
 * @self: an order
 *
 * Returns: whether Kaspi delivers it
 */
gboolean
sauda_order_get_kaspi_delivery (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return self->info->kaspi_delivery;
}

/**
 * sauda_order_get_express:
 * @self: an order
 *
 * Returns: whether it goes out within the hour
 */
gboolean
sauda_order_get_express (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return self->info->express;
}

/**
 * sauda_order_get_signature_required:
 * @self: an order
 *
 * Returns: whether its buyer has to sign first
 */
gboolean
sauda_order_get_signature_required (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return self->info->signature_required;
}

/**
 * sauda_order_get_created_ms:
 * @self: an order
 *
 * Returns: when it was placed, UTC ms, 0 when not known
 */
gint64
sauda_order_get_created_ms (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), 0);
  return self->info->created_ms;
}

/**
 * sauda_order_get_planned_handover_ms:
 * @self: an order
 *
 * Returns: the planned hand-over as first seen, UTC ms, 0 when not known
 */
gint64
sauda_order_get_planned_handover_ms (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), 0);
  return self->info->planned_handover_ms;
}

/**
 * sauda_order_get_ship_by_ms:
 * @self: an order
 *
 * Returns: its planned day at the store's cut-off, UTC ms, 0 when not known
 */
gint64
sauda_order_get_ship_by_ms (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), 0);
  return self->info->ship_by_ms;
}

/**
 * sauda_order_may:
 * @self: an order
 * @act: what the merchant wants
 *
 * Returns: whether Kaspi would take it now, see sauda_order_info_may()
 */
gboolean
sauda_order_may (SaudaOrder *self, SaudaStageAct act)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return sauda_order_info_may (self->info, act);
}

/**
 * sauda_order_get_total:
 * @self: an order
 *
 * Returns: whole tenge without the buyer's delivery fee, -1 when not known
 */
gint64
sauda_order_get_total (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), -1);
  return self->info->total;
}

/**
 * sauda_order_get_buyer:
 * @self: an order
 *
 * Returns: (nullable): the buyer's name
 */
const char *
sauda_order_get_buyer (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), NULL);
  return self->info->buyer;
}

/**
 * sauda_order_get_phone:
 * @self: an order
 *
 * Returns: (nullable): ten digits
 */
const char *
sauda_order_get_phone (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), NULL);
  return self->info->phone;
}

/**
 * sauda_order_get_town:
 * @self: an order
 *
 * Returns: (nullable): where it goes
 */
const char *
sauda_order_get_town (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), NULL);
  return self->info->town;
}

/**
 * sauda_order_get_tags:
 * @self: an order
 *
 * Returns: (not nullable): the merchant's tags, ", " between them
 */
const char *
sauda_order_get_tags (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), "");
  return self->info->tags;
}

/**
 * sauda_order_get_hold_until:
 * @self: an order
 *
 * Returns: Almaty day from which it is shipped again; 0 when it is not held
 */
SaudaDay
sauda_order_get_hold_until (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), 0);
  return self->info->hold_until;
}

/**
 * sauda_order_get_hold_reason:
 * @self: an order
 *
 * Returns: (nullable): why it is held
 */
const char *
sauda_order_get_hold_reason (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), NULL);
  return self->info->hold_reason;
}

/**
 * sauda_order_get_note:
 * @self: an order
 *
 * Returns: (not nullable): the merchant's note
 */
const char *
sauda_order_get_note (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), "");
  return self->info->note;
}

/**
 * sauda_order_get_has_label:
 * @self: an order
 *
 * Returns: whether its waybill is saved
 */
gboolean
sauda_order_get_has_label (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), FALSE);
  return self->info->label_path != NULL;
}

/**
 * sauda_order_get_n_lines:
 * @self: an order
 *
 * Returns: how many lines it has
 */
guint
sauda_order_get_n_lines (SaudaOrder *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDER (self), 0);
  return self->info->lines->len;
}
