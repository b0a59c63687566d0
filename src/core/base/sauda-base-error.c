#include "sauda-base-error.h"

G_DEFINE_QUARK (sauda - base - error - quark, sauda_base_error)
