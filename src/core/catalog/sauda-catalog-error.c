#include "sauda-catalog-error.h"

G_DEFINE_QUARK (sauda - catalog - error - quark, sauda_catalog_error)
