#pragma once

#include "sauda-clock.h"
#include "sauda-time.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;
typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaHttp SaudaHttp;
typedef struct _SaudaSizeAdvisor SaudaSizeAdvisor;

/**
 * SaudaWorkspaceStore:
 * @name: the store's name
 * @merchant_id: its merchant id at Kaspi
 * @token: (nullable): its API token; %NULL to ask the keyring
 *
 * A store that a new workspace begins with.
 */
typedef struct {
  const char *name;
  const char *merchant_id;
  const char *token;
} SaudaWorkspaceStore;

/**
 * SaudaWorkspaceOptions:
 * @data_folder: (nullable): where everything lies; %NULL for the XDG data folder
 * @practice: whether it is the practice store's: a folder of its own, and no real shop behind it
 * @kaspi_url: (nullable): base address of the Kaspi API; %NULL for Kaspi's own
 * @clock: (nullable): where the time comes from; %NULL for the machine's
 * @stores: (array length=n_stores) (nullable): stores to make when they are missing
 * @n_stores: how many
 * @catalogue: (nullable): a catalogue to import into an empty workspace
 */
typedef struct {
  const char *data_folder;
  gboolean practice;
  const char *kaspi_url;
  SaudaClock *clock;
  const SaudaWorkspaceStore *stores;
  gsize n_stores;
  GBytes *catalogue;
} SaudaWorkspaceOptions;

/**
 * SaudaWorkspaceFunc:
 * @connection: the database, inside a transaction
 * @data: data of the caller
 * @error: return location
 *
 * Returns: (nullable): %NULL with @error rolls back
 */
typedef gpointer (*SaudaWorkspaceFunc) (SaudaConnection *connection, gpointer data, GError **error);

/**
 * SaudaWorkspace:
 *
 * One merchant's data folder, opened: database, labels, clock and the way to Kaspi. Everything that the
 * window and the command line do goes through one of these.
 *
 * Signals: `orders-changed` after orders came in or changed, `labels-changed` after waybills or groups
 * changed, `alerts-changed` after what needs a person did, `talk-changed` after the settings of WhatsApp did;
 * all on the main context that opened it.
 */
#define SAUDA_TYPE_WORKSPACE (sauda_workspace_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWorkspace, sauda_workspace, SAUDA, WORKSPACE, GObject)

void sauda_workspace_open_async (const SaudaWorkspaceOptions *options,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SaudaWorkspace *sauda_workspace_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_workspace_get_default_folder (gboolean practice,
                                          const char *data_folder) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_workspace_forget_practice (const char *data_folder, GError **error);
const char *sauda_workspace_get_folder (SaudaWorkspace *self);
const char *sauda_workspace_get_restored (SaudaWorkspace *self);
char *sauda_workspace_get_labels_folder (SaudaWorkspace *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_workspace_is_practice (SaudaWorkspace *self);
const char *sauda_workspace_get_kaspi_url (SaudaWorkspace *self);
SaudaClock *sauda_workspace_get_clock (SaudaWorkspace *self);
gint64 sauda_workspace_get_now (SaudaWorkspace *self);
SaudaDay sauda_workspace_get_today (SaudaWorkspace *self);
SaudaDatabase *sauda_workspace_get_database (SaudaWorkspace *self);
gpointer sauda_workspace_read (SaudaWorkspace *self, SaudaWorkspaceFunc func, gpointer data, GError **error);
gpointer sauda_workspace_write (SaudaWorkspace *self, SaudaWorkspaceFunc func, gpointer data, GError **error);
SaudaSizeAdvisor *sauda_workspace_get_size_advisor (SaudaWorkspace *self);
SaudaHttp *sauda_workspace_get_http (SaudaWorkspace *self);
const char *sauda_workspace_get_known_token (SaudaWorkspace *self, const char *store);
void sauda_workspace_set_request_limits (SaudaWorkspace *self, guint in_flight, double per_second);
void sauda_workspace_emit_orders_changed (SaudaWorkspace *self);
void sauda_workspace_emit_labels_changed (SaudaWorkspace *self);
void sauda_workspace_emit_alerts_changed (SaudaWorkspace *self);
void sauda_workspace_emit_talk_changed (SaudaWorkspace *self);

G_END_DECLS
