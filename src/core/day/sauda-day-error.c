#include "sauda-day-error.h"

G_DEFINE_QUARK (sauda - day - error - quark, sauda_day_error)
