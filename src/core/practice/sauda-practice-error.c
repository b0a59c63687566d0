#include "sauda-practice-error.h"

G_DEFINE_QUARK (sauda - practice - error - quark, sauda_practice_error)
