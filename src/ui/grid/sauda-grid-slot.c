#include "sauda-grid-slot.h"

struct _SaudaGridSlot {
  GObject parent_instance;

  GObject *item; /* (owned) (not nullable) */
};

enum { PROP_0, PROP_ITEM, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaGridSlot, sauda_grid_slot, G_TYPE_OBJECT)

static void
sauda_grid_slot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, SAUDA_GRID_SLOT (object)->item);
}

static void
sauda_grid_slot_finalize (GObject *object)
{
  g_clear_object (&SAUDA_GRID_SLOT (object)->item);
  G_OBJECT_CLASS (sauda_grid_slot_parent_class)->finalize (object);
}

static void
sauda_grid_slot_class_init (SaudaGridSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sauda_grid_slot_get_property;
  G_OBJECT_CLASS (klass)->finalize = sauda_grid_slot_finalize;
  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
sauda_grid_slot_init (SaudaGridSlot *self)
{
}

/**
 * sauda_grid_slot_new:
 * @item: (type GObject): a row
 *
 * Returns: (transfer full): a place where @item lies
 */
SaudaGridSlot *
sauda_grid_slot_new (gpointer item)
{
  SaudaGridSlot *self = g_object_new (SAUDA_TYPE_GRID_SLOT, NULL);

  self->item = g_object_ref (item);
  return self;
}

/**
 * sauda_grid_slot_get_item:
 * @self: a place
 *
 * Returns: (transfer none): what lies there
 */
gpointer
sauda_grid_slot_get_item (SaudaGridSlot *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID_SLOT (self), NULL);
  return self->item;
}

/**
 * sauda_grid_slot_set_item:
 * @self: a place
 * @item: (type GObject): what lies there now
 *
 * Puts another row into the place, which says so if it is another one.
 */
void
sauda_grid_slot_set_item (SaudaGridSlot *self, gpointer item)
{
  g_return_if_fail (SAUDA_IS_GRID_SLOT (self));
  if (g_set_object (&self->item, item))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}
