#pragma once

#include "sauda-grid-rows.h"
#include "sauda-table-page.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaTableListingKind:
 * @read_first: reads a screenful, on the database's thread
 * @read_all: reads all rows there
 * @create_request: what they are asked; freed with @request_free
 * @request_free: frees it
 * @read_free: frees what they return
 * @take: shows what was read; with sauda_table_listing_show() where it has other rows
 *
 * How a page reads its rows.
 */
typedef struct {
  SaudaWorkspaceFunc read_first;
  SaudaWorkspaceFunc read_all;
  gpointer (*create_request) (SaudaTablePage *page);
  GDestroyNotify request_free;
  GDestroyNotify read_free;
  void (*take) (SaudaTablePage *page, gpointer read);
} SaudaTableListingKind;

/**
 * SaudaTableListing:
 *
 * The rows of a page with a long table: a screenful as soon as somebody looks, the rest after it, all of them
 * again when something changed. Numbers that are being typed are not taken out of the hand.
 */
typedef struct _SaudaTableListing SaudaTableListing;

SaudaTableListing *sauda_table_listing_new (SaudaTablePage *page,
                                            const SaudaTableListingKind *kind,
                                            GtkStack *stack,
                                            AdwStatusPage *failed_page) G_GNUC_WARN_UNUSED_RESULT;
void sauda_table_listing_unref (SaudaTableListing *self);
void sauda_table_listing_start (SaudaTableListing *self, SaudaWorkspace *workspace);
void sauda_table_listing_stop (SaudaTableListing *self);
void sauda_table_listing_read (SaudaTableListing *self);
void sauda_table_listing_read_rest (SaudaTableListing *self);
void sauda_table_listing_read_when_seen (SaudaTableListing *self);
void sauda_table_listing_look (SaudaTableListing *self);
void sauda_table_listing_show (SaudaTableListing *self,
                               GPtrArray *rows,
                               guint all,
                               SaudaGridGetId get_id,
                               SaudaGridTakeOver take_over);
GPtrArray *sauda_table_listing_get_rows (SaudaTableListing *self);
gboolean sauda_table_listing_is_whole (SaudaTableListing *self);
gboolean sauda_table_listing_is_reading (SaudaTableListing *self);
guint sauda_table_listing_count (SaudaTableListing *self, guint *all);
gboolean sauda_table_listing_choose_child (SaudaTableListing *self);

G_END_DECLS
