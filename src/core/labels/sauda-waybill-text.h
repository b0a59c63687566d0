#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaWaybillPage:
 * @numbers: (not nullable): what may be the order's number as a label prints it, `900 110 392 - 1`; the
 * longest first, since a digit printed before it may look like its beginning; empty when the page prints none
 * @place: number of the parcel from 1, 0 when the page prints none
 * @places: parcels of the order, 0 when the page does not say
 * @runs: (not nullable): every other run of digits that may be an order's number
 * @text: (not nullable): the whole text
 *
 * What stands on a page of a label file.
 */
typedef struct {
  GStrv numbers;
  guint place;
  guint places;
  GStrv runs;
  char *text;
} SaudaWaybillPage;

void sauda_waybill_page_free (SaudaWaybillPage *self);
SaudaWaybillPage *sauda_waybill_page_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
sauda_waybill_text_read (GBytes *pdf, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv
sauda_waybill_text_codes (GBytes *pdf, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv sauda_waybill_name_codes (const char *name, GHashTable *codes) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWaybillPage, sauda_waybill_page_free)

G_END_DECLS
