#include "sauda-table-listing.h"

#include "sauda-foreign-changes.h"
#include "sauda-later.h"
#include "sauda-workspace-async.h"

struct _SaudaTableListing {
  SaudaTablePage *page; /* (unowned) (not nullable) whose part it is */
  const SaudaTableListingKind *kind;
  GtkStack *stack;              /* (unowned) (not nullable) */
  AdwStatusPage *failed_page;   /* (unowned) (not nullable) */
  SaudaWorkspace *workspace;    /* (owned) (nullable) from start to stop */
  SaudaForeignChanges *foreign; /* (owned) (nullable) likewise */
  GCancellable *cancellable;    /* (owned) (not nullable) */
  GPtrArray *rows;              /* (owned) (not nullable) (element-type GObject) */
  guint all;                    /* rows that there are; more than @rows until all were read */
  guint reads;                  /* on their way */
  guint idle_id;                /* source that reads before anybody looks */
  gboolean whole;               /* all of them were read */
  gboolean stale;               /* something changed while nobody looked */
};

/**
 * sauda_table_listing_new:
 * @page: the page, which frees the listing with itself
 * @kind: (transfer none): how it reads
 * @stack: with the pages `loading`, `empty`, `nothing`, `table` and `failed`
 * @failed_page: what says why nothing could be read
 *
 * Returns: (transfer full): a listing without rows
 */
SaudaTableListing *
sauda_table_listing_new (SaudaTablePage *page,
                         const SaudaTableListingKind *kind,
                         GtkStack *stack,
                         AdwStatusPage *failed_page)
{
  SaudaTableListing *self = g_rc_box_new0 (SaudaTableListing);

  self->page = page;
  self->kind = kind;
  self->stack = stack;
  self->failed_page = failed_page;
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  return self;
}

static void
listing_clear (gpointer data)
{
  SaudaTableListing *self = data;

  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);
}

/**
 * sauda_table_listing_unref:
 * @self: (transfer full): a listing that was stopped
 */
void
sauda_table_listing_unref (SaudaTableListing *self)
{
  g_rc_box_release_full (self, listing_clear);
}

/* Read before anybody looks, when the window has nothing else to do: then the page opens at once. */
static gboolean
on_idle (gpointer user_data)
{
  SaudaTableListing *self = user_data;

  self->idle_id = 0;
  sauda_table_listing_read_rest (self);
  return G_SOURCE_REMOVE;
}

/**
 * sauda_table_listing_start:
 * @self: a listing
 * @workspace: an open data folder
 *
 * From now on it may read: when the page is seen, a screenful before that, and what others change.
 */
void
sauda_table_listing_start (SaudaTableListing *self, SaudaWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  self->foreign = sauda_foreign_changes_new (workspace);
  g_signal_connect_swapped (self->foreign, "changed", G_CALLBACK (sauda_table_listing_read_when_seen), self);
  self->idle_id = sauda_later_add (on_idle, self);
}

/**
 * sauda_table_listing_stop:
 * @self: a listing whose page goes
 *
 * What is on its way is not shown any more.
 */
void
sauda_table_listing_stop (SaudaTableListing *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->foreign != NULL)
    g_object_run_dispose (G_OBJECT (self->foreign));
  g_clear_object (&self->foreign);
  g_clear_object (&self->workspace);
}

/* What is typed would be ended half-way, and kept: rows that were read come after that. */
static gboolean
may_take (SaudaTableListing *self)
{
  if (self->reads > 0)
    return FALSE;
  if (!sauda_grid_is_editing (sauda_table_page_get_grid (self->page)))
    return TRUE;
  self->stale = TRUE;
  return FALSE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaudaTableListing *self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer read = sauda_workspace_read_finish (source, result, &error);

  self->reads--;
  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&read, self->kind->read_free);
  } else if (read == NULL) {
    sauda_table_page_show_failure (self->stack, self->failed_page, error);
  } else {
    if (may_take (self)) {
      self->kind->take (self->page, read);
      sauda_table_listing_read_rest (self);
    }
    self->kind->read_free (read);
  }
  sauda_table_listing_unref (self);
}

/**
 * sauda_table_listing_read:
 * @self: a listing
 *
 * Reads the rows: a screenful if nothing was read yet and nothing is looked for, else all.
 */
void
sauda_table_listing_read (SaudaTableListing *self)
{
  gboolean whole;

  if (self->workspace == NULL)
    return;
  whole = self->whole || self->all > 0 || !sauda_table_page_is_usual (self->page);
  self->reads++;
  self->stale = FALSE;
  sauda_workspace_read_async (self->workspace, whole ? self->kind->read_all : self->kind->read_first,
                              self->kind->create_request (self->page), self->kind->request_free,
                              self->kind->read_free, self->cancellable, on_read, g_rc_box_acquire (self));
}

/**
 * sauda_table_listing_read_rest:
 * @self: a listing
 *
 * Reads what is not there yet, unless somebody does already.
 */
void
sauda_table_listing_read_rest (SaudaTableListing *self)
{
  if (!self->whole && self->reads == 0)
    sauda_table_listing_read (self);
}

/**
 * sauda_table_listing_read_when_seen:
 * @self: a listing whose rows were changed elsewhere
 *
 * Reads now, or when the page is seen.
 */
void
sauda_table_listing_read_when_seen (SaudaTableListing *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->page)))
    sauda_table_listing_read (self);
  else
    self->stale = TRUE;
}

/**
 * sauda_table_listing_look:
 * @self: a listing whose page is seen from now on, or in whose table nothing is typed any more
 *
 * Reads what was missed.
 */
void
sauda_table_listing_look (SaudaTableListing *self)
{
  if (self->stale)
    sauda_table_listing_read (self);
  else
    sauda_table_listing_read_rest (self);
}

/**
 * sauda_table_listing_show:
 * @self: a listing
 * @rows: (element-type GObject): what was read, each with a reference; rows that stay take the place of their
 *   successors in it
 * @all: rows that there are
 * @get_id: tells rows apart
 * @take_over: gives a row that stays what was read of it
 *
 * Brings @rows into the table.
 */
void
sauda_table_listing_show (SaudaTableListing *self,
                          GPtrArray *rows,
                          guint all,
                          SaudaGridGetId get_id,
                          SaudaGridTakeOver take_over)
{
  SaudaGrid *grid = sauda_table_page_get_grid (self->page);
  /* Who selected all of the first screenful meant all there is. */
  gboolean select = !self->whole && sauda_grid_has_all_selected (grid);

  sauda_grid_keep_rows (self->rows, rows, get_id, take_over);
  g_ptr_array_unref (self->rows);
  self->rows = g_ptr_array_ref (rows);
  self->all = all;
  self->whole = rows->len == all;
  sauda_grid_model_set_items (sauda_grid_get_model (grid), rows);
  if (select)
    sauda_grid_select_all (grid);
}

/**
 * sauda_table_listing_get_rows:
 * @self: a listing
 *
 * Returns: (transfer none) (element-type GObject): what was read so far
 */
GPtrArray *
sauda_table_listing_get_rows (SaudaTableListing *self)
{
  return self->rows;
}

/**
 * sauda_table_listing_is_whole:
 * @self: a listing
 *
 * Returns: whether all rows were read
 */
gboolean
sauda_table_listing_is_whole (SaudaTableListing *self)
{
  return self->whole;
}

/**
 * sauda_table_listing_is_reading:
 * @self: a listing
 *
 * Returns: whether rows are on their way
 */
gboolean
sauda_table_listing_is_reading (SaudaTableListing *self)
{
  return self->reads > 0;
}

/**
 * sauda_table_listing_count:
 * @self: a listing
 * @all: (out): rows that there are, also of those that are still to be read
 *
 * Returns: rows that the filter leaves; @all until all were read
 */
guint
sauda_table_listing_count (SaudaTableListing *self, guint *all)
{
  *all = self->all;
  return self->whole ? sauda_grid_model_count (sauda_grid_get_model (sauda_table_page_get_grid (self->page)))
                     : self->all;
}

/**
 * sauda_table_listing_choose_child:
 * @self: a listing
 *
 * Shows the page of the stack that fits: the first screenful is what is wanted as long as nothing is looked
 * for.
 *
 * Returns: whether anything was read; without it nothing changes
 */
gboolean
sauda_table_listing_choose_child (SaudaTableListing *self)
{
  SaudaGrid *grid = sauda_table_page_get_grid (self->page);
  const char *child = "table";

  if (!self->whole && self->all == 0)
    return FALSE;
  if (!self->whole && !sauda_table_page_is_usual (self->page))
    child = "loading";
  else if (self->rows->len == 0)
    child = "empty";
  else if (sauda_grid_model_count (sauda_grid_get_model (grid)) == 0)
    child = "nothing";
  gtk_stack_set_visible_child_name (self->stack, child);
  return TRUE;
}
