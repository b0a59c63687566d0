#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaView:
 *
 * What a page shows, kept under a name.
 */
typedef struct {
  gint64 id;
  char *name;  /* (owned) (not nullable) */
  char *query; /* (owned) (not nullable) what the page makes of it */
} SaudaView;

void sauda_view_free (SaudaView *view);

typedef enum {
  SAUDA_VIEW_EDIT_ADD,    /* name, query */
  SAUDA_VIEW_EDIT_RENAME, /* id, name */
  SAUDA_VIEW_EDIT_CHANGE, /* id, query */
  SAUDA_VIEW_EDIT_MOVE,   /* id, places to the right, negative to the left */
  SAUDA_VIEW_EDIT_DELETE, /* id */
} SaudaViewEditKind;

/* A change of a page's views; texts are borrowed. */
typedef struct {
  SaudaViewEditKind kind;
  gint64 id;
  const char *name;
  const char *query;
  int places;
} SaudaViewEdit;

GPtrArray *
sauda_views_list (SaudaConnection *connection, const char *page, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_views_edit (SaudaConnection *connection, const char *page, const SaudaViewEdit *edit, GError **error);
void sauda_views_edit_async (SaudaDatabase *database,
                             const char *page,
                             const SaudaViewEdit *edit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *sauda_views_edit_finish (SaudaDatabase *database,
                                    GAsyncResult *result,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
