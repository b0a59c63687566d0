#include "sauda-pricing-error.h"

G_DEFINE_QUARK (sauda - pricing - error - quark, sauda_pricing_error)
