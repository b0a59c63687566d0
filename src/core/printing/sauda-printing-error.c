#include "sauda-printing-error.h"

G_DEFINE_QUARK (sauda - printing - error - quark, sauda_printing_error)
