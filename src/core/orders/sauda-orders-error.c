#include "sauda-orders-error.h"

G_DEFINE_QUARK (sauda - orders - error - quark, sauda_orders_error)
