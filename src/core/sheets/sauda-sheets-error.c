#include "sauda-sheets-error.h"

G_DEFINE_QUARK (sauda - sheets - error - quark, sauda_sheets_error)
