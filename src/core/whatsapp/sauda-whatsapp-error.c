#include "sauda-whatsapp-error.h"

G_DEFINE_QUARK (sauda - whatsapp - error - quark, sauda_whatsapp_error)
