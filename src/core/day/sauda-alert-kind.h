#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_ALERT_SYNC_STOPPED "sync-stopped"
#define SAUDA_ALERT_TOKEN "token"
#define SAUDA_ALERT_NO_ORDERS "no-orders"
#define SAUDA_ALERT_SHIP_SOON "ship-soon"
#define SAUDA_ALERT_FAILED_ACTS "failed-acts"
#define SAUDA_ALERT_UNCLEAR_ACTS "unclear-acts"
#define SAUDA_ALERT_PARITY "parity"
#define SAUDA_ALERT_GATE "gate-closed"
#define SAUDA_ALERT_STUCK_CONVERSATION "stuck-conversation"
#define SAUDA_ALERT_WHATSAPP "whatsapp"
#define SAUDA_ALERT_LOW_STOCK "low-stock"
#define SAUDA_ALERT_DRIFT "stock-drift"
#define SAUDA_ALERT_PRICES "prices"
#define SAUDA_ALERT_SERVING "price-list"
#define SAUDA_ALERT_BACKUP "backup"
#define SAUDA_ALERT_DISK "disk"

/**
 * SaudaAlertKind:
 * @name: as in the database
 * @title: what it is about, translated
 * @button: what its button says, translated
 * @action: what the button does: a detailed name of an action of the window, without its prefix; one that
 * ends in two colons wants the name of the store, or what else tells the alert apart
 *
 * What can need a person. One who adds a kind adds a line in sauda-alert-kind.c.
 */
typedef struct {
  const char *name;
  const char *title;
  const char *button;
  const char *action;
} SaudaAlertKind;

gboolean sauda_alert_kind_find (const char *name, SaudaAlertKind *kind);
char *sauda_alert_kind_make_action (const SaudaAlertKind *kind,
                                    const char *store,
                                    const char *detail) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
