#include "sauda-print-error.h"

G_DEFINE_QUARK (sauda - print - error - quark, sauda_print_error)
