#include "sauda-decisions-error.h"

G_DEFINE_QUARK (sauda - decisions - error - quark, sauda_decisions_error)
