#pragma once

#include "sauda-sheet-row.h"

G_BEGIN_DECLS

/* Private to the room: the parts of a workbook, which is a ZIP archive of XML files. */

typedef struct _SaudaXlsxPackage SaudaXlsxPackage;

/* Attributes of an element as libxml2 hands them over: five pointers each, values without an end mark. */
typedef struct {
  const guchar *const *values;
  guint n;
} SaudaXlsxAttributes;

/* Names come without their prefix: writers choose any. A handler that fails sets @error. */
typedef struct {
  gboolean (*begin) (gpointer data, const char *name, const SaudaXlsxAttributes *attributes, GError **error);
  gboolean (*end) (gpointer data, const char *name, GError **error);
  gboolean (*text) (gpointer data, const char *text, gsize length, GError **error); /* (nullable) */
} SaudaXlsxHandler;

const char *
sauda_xlsx_attributes_find (const SaudaXlsxAttributes *attributes, const char *name, gsize *length);
char *sauda_xlsx_attributes_dup (const SaudaXlsxAttributes *attributes,
                                 const char *name) G_GNUC_WARN_UNUSED_RESULT;

SaudaXlsxPackage *sauda_xlsx_package_open (const char *path,
                                           const SaudaSheetRow *row,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_xlsx_package_free (SaudaXlsxPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaXlsxPackage, sauda_xlsx_package_free)
gboolean sauda_xlsx_package_has (SaudaXlsxPackage *self, const char *part);
gboolean sauda_xlsx_package_parse (SaudaXlsxPackage *self,
                                   const char *part,
                                   const SaudaXlsxHandler *handler,
                                   gpointer data,
                                   GError **error);
void sauda_xlsx_package_set_damaged (SaudaXlsxPackage *self, GError **error);

G_END_DECLS
