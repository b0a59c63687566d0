#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/* How much may still be sent, and with what. */
typedef struct {
  int first_contacts;      /* buyers that were written to outside of their window in the last 24 hours */
  int most_first_contacts; /* that WhatsApp allows */
  guint approved;          /* templates in both languages, of the provider that is set up */
  guint templates;         /* that there should be; 0 when the provider needs none */
  gboolean by_hand;        /* chats are opened by a person: nothing is sent, no template is needed */
  char *problem;           /* (owned) (nullable) the first template that is not approved, with its state */
} SaudaTalkStatus;

void sauda_talk_status_free (SaudaTalkStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTalkStatus, sauda_talk_status_free)

void sauda_talk_status_load_async (SaudaWorkspace *workspace,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SaudaTalkStatus *sauda_talk_status_load_finish (GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
