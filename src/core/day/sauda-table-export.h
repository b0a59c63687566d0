#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SAUDA_TABLE_TEXT,
  SAUDA_TABLE_NUMBER,
  SAUDA_TABLE_MONEY, /* whole tenge */
} SaudaTableKind;

/**
 * SaudaTable:
 *
 * Rows on their way into a spreadsheet or a CSV file: what a page shows, or a command lists.
 */
typedef struct _SaudaTable SaudaTable;

SaudaTable *sauda_table_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void sauda_table_free (SaudaTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTable, sauda_table_free)

void sauda_table_add_column (SaudaTable *self, const char *title, SaudaTableKind kind);
void sauda_table_add_text (SaudaTable *self, const char *text);
void sauda_table_add_number (SaudaTable *self, double number);
guint sauda_table_count_rows (SaudaTable *self);
gboolean sauda_table_write (SaudaTable *self, const char *path, GError **error);
void sauda_table_write_async (SaudaTable *self,
                              const char *path,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sauda_table_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
