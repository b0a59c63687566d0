#pragma once

#include "sauda-whatsapp-records.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A buyer as a conversation knows them. */
typedef struct {
  gint64 id;
  char *phone;    /* (owned) (nullable) "+7…" */
  char *name;     /* (owned) (nullable) */
  char *language; /* (owned) (not nullable) "ru" or "kk" */
  char *consent;  /* (owned) (not nullable) order, chat, verbal or none */
  gint64 opted_out_ms;
  gint64 taken_over_ms;
  char *taken_over_reason; /* (owned) (nullable) */
  gint64 last_inbound_ms;
} SaudaContact;

void sauda_contact_free (SaudaContact *contact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaContact, sauda_contact_free)

SaudaContact *
sauda_contacts_get (SaudaConnection *connection, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_contacts_find_or_create (SaudaConnection *connection,
                                      const char *phone,
                                      const char *name,
                                      gint64 now_ms,
                                      GError **error);
gint64 sauda_contacts_find_sender (SaudaConnection *connection,
                                   SaudaWhatsappKind provider,
                                   const SaudaWhatsappInbound *inbound,
                                   gint64 now_ms,
                                   GError **error);
gboolean sauda_contacts_add_address (SaudaConnection *connection,
                                     SaudaWhatsappKind provider,
                                     const char *address,
                                     gint64 contact_id,
                                     GError **error);
gboolean sauda_contacts_join (SaudaConnection *connection, gint64 contact_id, gint64 into_id, GError **error);
gboolean sauda_contacts_set_opted_out (SaudaConnection *connection,
                                       gint64 contact_id,
                                       gint64 opted_out_ms,
                                       GError **error);
gboolean sauda_contacts_set_taken_over (SaudaConnection *connection,
                                        gint64 contact_id,
                                        gint64 taken_over_ms,
                                        const char *reason,
                                        GError **error);
gboolean sauda_contacts_set_consent (SaudaConnection *connection,
                                     gint64 contact_id,
                                     const char *consent,
                                     gint64 now_ms,
                                     GError **error);
gboolean sauda_contacts_note_inbound (SaudaConnection *connection,
                                      gint64 contact_id,
                                      gint64 at_ms,
                                      gboolean kazakh,
                                      GError **error);

G_END_DECLS
