#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/* What a person sets up for WhatsApp; the secret is in the keyring alone. */
typedef struct {
  char *provider;        /* (owned) (not nullable) twilio, meta, 360dialog, link or none */
  char *account;         /* (owned) (not nullable) */
  char *key;             /* (owned) (not nullable) */
  char *sender;          /* (owned) (not nullable) */
  char *phone_number_id; /* (owned) (not nullable) */
  char *port;            /* (owned) (not nullable) of the listener */
  char *public_url;      /* (owned) (not nullable) what Twilio calls, as the tunnel shows it */
  char *link_style;      /* (owned) (not nullable) page, web or desktop */
  gboolean listen;
} SaudaTalkSettings;

void sauda_talk_settings_free (SaudaTalkSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTalkSettings, sauda_talk_settings_free)

void sauda_talk_settings_load_async (SaudaWorkspace *workspace,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SaudaTalkSettings *sauda_talk_settings_load_finish (GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_talk_settings_save_async (SaudaWorkspace *workspace,
                                     const SaudaTalkSettings *settings,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sauda_talk_settings_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
