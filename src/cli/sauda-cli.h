#pragma once

#include "sauda-clock.h"
#include "sauda-day-step.h"
#include "sauda-workspace.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _SaudaPracticeServer SaudaPracticeServer;

/**
 * SaudaExit:
 * @SAUDA_EXIT_DONE: done
 * @SAUDA_EXIT_PARTLY: done with some rows refused or failed, which are listed
 * @SAUDA_EXIT_USAGE: wrong usage
 * @SAUDA_EXIT_FAILED: could not be done, nothing changed
 * @SAUDA_EXIT_STOPPED: stopped by a gate or a safety rule
 *
 * What saudactl ends with.
 */
typedef enum {
  SAUDA_EXIT_DONE = 0,
  SAUDA_EXIT_PARTLY = 1,
  SAUDA_EXIT_USAGE = 2,
  SAUDA_EXIT_FAILED = 3,
  SAUDA_EXIT_STOPPED = 4,
} SaudaExit;

/* One call of saudactl. */
typedef struct {
  char *data_folder;           /* (owned) (nullable) --data-dir */
  gboolean practice;           /* --practice */
  char *practice_url;          /* (owned) (nullable) --practice=URL */
  gboolean json;               /* --json */
  char *at;                    /* (owned) (nullable) --at of day run */
  gboolean approve;            /* --yes of day run */
  gboolean unattended;         /* --unattended of day run */
  gboolean skip_gated;         /* --skip-gated of day run */
  gboolean refused;            /* the plan was not approved */
  GCancellable *cancellable;   /* (owned) Ctrl+C cancels it */
  SaudaPracticeServer *server; /* (owned) (nullable) the practice store in this process */
  SaudaWorkspace *workspace;   /* (owned) (nullable) */
} SaudaCli;

typedef SaudaExit (*SaudaCliFunc) (SaudaCli *cli, int argc, char **argv);

/* A command: two words, or one with @action NULL. */
typedef struct {
  const char *topic;
  const char *action; /* (nullable) */
  const char *arguments;
  const char *summary;
  SaudaCliFunc run;
  gboolean plain; /* it has no options of its own, and --help is answered for it */
} SaudaCliCommand;

/* A cell of a table on the terminal. */
typedef struct {
  const char *text; /* (nullable) NULL is shown as a dash */
  int width;        /* in letters; less than 0 stands to the right, 0 takes what it needs */
} SaudaCliCell;

int sauda_cli_main (int argc, char **argv);

gboolean
sauda_cli_parse (SaudaCli *cli, const char *usage, const GOptionEntry *entries, int *argc, char ***argv);
SaudaWorkspace *sauda_cli_open (SaudaCli *cli, GError **error);
gboolean sauda_cli_open_now (SaudaCli *cli, gint64 *now_ms, GError **error);
gboolean sauda_cli_parse_at (const char *at, SaudaDay day, gint64 *now_ms, GError **error);
char *sauda_cli_get_practice_folder (SaudaCli *cli) G_GNUC_WARN_UNUSED_RESULT;

void sauda_cli_on_ready (GObject *source, GAsyncResult *result, gpointer slot);
GAsyncResult *sauda_cli_wait (GAsyncResult **slot);

void sauda_cli_look_after (SaudaCli *cli, GPtrArray *channels);
SaudaExit sauda_cli_fail (SaudaCli *cli, const GError *error);
SaudaExit sauda_cli_usage (const char *sentence);
void sauda_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
void sauda_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void sauda_cli_print_cells (const SaudaCliCell *cells, gsize n_cells);
void sauda_cli_print_json (JsonBuilder *json);
void sauda_cli_add_string (JsonBuilder *json, const char *key, const char *value);
void sauda_cli_add_int (JsonBuilder *json, const char *key, gint64 value);
void sauda_cli_add_double (JsonBuilder *json, const char *key, double value);
void sauda_cli_add_amount (JsonBuilder *json, const char *key, gint64 value);
void sauda_cli_add_problem (JsonBuilder *json,
                            guint row,
                            const char *column,
                            const char *value,
                            const char *reason);
void sauda_cli_begin_array (JsonBuilder *json, const char *key);
gboolean sauda_cli_end_list (SaudaCli *cli, JsonBuilder *json);
void sauda_cli_add_time (JsonBuilder *json, const char *key, gint64 utc_ms);
void sauda_cli_progress (guint done, guint total, gpointer what);
void sauda_cli_watch_step (SaudaDayStep *step);

SaudaExit sauda_cli_stores_add (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stores_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stores_trust (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stores_stop (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stores_resume (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stores_rename (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stores_merge (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_import (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_export (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_map_api (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_cards_categories (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_cards_attributes (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_cards_template (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_cards_check (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_cards_upload (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_cards_status (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_low (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_set (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_move (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_import (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_history (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_undo (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_questions (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_answer (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_orders (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_run_out (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_buffer (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_stock_drift (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_export (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_check (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_import (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_diff (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_publish (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_history (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_rollback (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_serve (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_verify (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_city (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_preorder (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_terms (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_pricelist_warehouse (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_imports (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_undo (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_aliases (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_suggest (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_link (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_add (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_set (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_catalog_unlink (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_set (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_bulk (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_undo (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_history (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_rates (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_tariff (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_watch (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_competitors (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_prices_profit (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_reorder_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_reorder_order (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_reorder_purchases (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_reorder_receive (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_reorder_close (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_reorder_supplier (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_import (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_columns (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_undo (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_fetch (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_find_orders (SaudaCli *cli,
                                 const char *arguments,
                                 const GOptionEntry *more,
                                 int *argc,
                                 char ***argv,
                                 GPtrArray **orders);
SaudaExit sauda_cli_orders_export (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_customers_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_customers_erase (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_parity (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_accept (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_assemble (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_cancel (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_arrived (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_complete (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_hold (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_release (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_orders_tag (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_waybills_import (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_build (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_proof (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_product (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_boxes (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_slips (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_handover (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_ruler (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_labels_templates (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_print_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_print_mark (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_sizes_import (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_sizes_returned (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_sizes_recommend (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_sizes_backtest (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_reply_parse (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_messages_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_strangers (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_attach (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_answer (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_take_over (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_resume (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_correct (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_conversation_link (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_whatsapp_check (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_whatsapp_templates (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_whatsapp_set (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_whatsapp_webhook (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_whatsapp_listen (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_whatsapp_read (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_day_run (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_rehearse (SaudaCli *cli, SaudaDay day);
SaudaExit sauda_cli_schedule_install (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_schedule_status (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_schedule_remove (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_day_status (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_alerts_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_alerts_ack (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_outbox_list (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_outbox_approve (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_outbox_retry (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_outbox_settle (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_day_report (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_doctor (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_check (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_backup_create (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_backup_verify (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_backup_restore (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_practice_serve (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_practice_ledger (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_practice_script (SaudaCli *cli, int argc, char **argv);
SaudaExit sauda_cli_practice_reset (SaudaCli *cli, int argc, char **argv);

G_END_DECLS
