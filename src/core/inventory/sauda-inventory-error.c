#include "sauda-inventory-error.h"

G_DEFINE_QUARK (sauda - inventory - error - quark, sauda_inventory_error)
