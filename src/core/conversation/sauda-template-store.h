#pragma once

#include "sauda-whatsapp-records.h"
#include "sauda-whatsapp-template.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

char *sauda_template_store_find (SaudaConnection *connection,
                                 SaudaWhatsappKind provider,
                                 const char *name,
                                 const char *language,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_template_store_keep (SaudaConnection *connection,
                                    SaudaWhatsappKind provider,
                                    GPtrArray *templates,
                                    gint64 now_ms,
                                    GError **error);
gboolean sauda_template_store_pause (SaudaConnection *connection,
                                     SaudaWhatsappKind provider,
                                     const char *name,
                                     gint64 now_ms,
                                     GError **error);
gboolean sauda_template_store_is_approved (SaudaConnection *connection,
                                           SaudaWhatsappKind provider,
                                           const char *name,
                                           gboolean *approved,
                                           GError **error);
GPtrArray *sauda_template_store_list (SaudaConnection *connection,
                                      SaudaWhatsappKind provider,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
