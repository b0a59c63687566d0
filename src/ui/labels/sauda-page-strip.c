#include "sauda-page-strip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define THUMBNAIL_WIDTH 96
/* Pages of unusual shape stay in a frame of this many times the width. */
#define TALLEST 2.0
/* A change is seen by the layout one frame later. */
#define FRAMES_TO_LAYOUT 2

struct _SaudaPageStrip {
  GtkWidget parent_instance;

  GtkScrolledWindow *scrolled;   /* (unowned) (not nullable) until dispose */
  GtkListView *list;             /* (unowned) (not nullable) until dispose */
  GtkSingleSelection *selection; /* (unowned) (not nullable) until dispose */
  GListStore *pages;             /* (owned) (not nullable) of SaudaPage */
  GPtrArray *cells;              /* (owned) (element-type Cell) those that show a page */
  SaudaPageRenderer *renderer;   /* (owned) (nullable) before the first file */
  guint tick;                    /* tick callback, 0 when none waits */
  guint frames;                  /* to go until the layout is up to date */
  gboolean changed;              /* something changed since @tick began to wait */
};

/* A row that shows a page. */
typedef struct {
  SaudaPage *page;           /* (owned) (not nullable) */
  GtkPicture *picture;       /* (unowned) (not nullable) of the row */
  GCancellable *cancellable; /* (owned) (nullable) while it is being drawn */
} Cell;

enum { PROP_PAGE = 1, N_PROPERTIES };

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SaudaPageStrip, sauda_page_strip, GTK_TYPE_WIDGET)

static void
stop_drawing (Cell *cell)
{
  g_cancellable_cancel (cell->cancellable);
  g_clear_object (&cell->cancellable);
}

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  stop_drawing (cell);
  g_object_unref (cell->page);
  g_free (cell);
}

static Cell *
find_cell (SaudaPageStrip *self, SaudaPage *page)
{
  for (guint i = 0; i < self->cells->len; i++) {
    Cell *cell = g_ptr_array_index (self->cells, i);

    if (cell->page == page)
      return cell;
  }
  return NULL;
}

typedef struct {
  GWeakRef strip;  /* of SaudaPageStrip */
  SaudaPage *page; /* (owned) (not nullable) */
} Drawing;

static void
drawing_free (Drawing *drawing)
{
  g_weak_ref_clear (&drawing->strip);
  g_object_unref (drawing->page);
  g_free (drawing);
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Drawing *drawing = user_data;
  g_autoptr (SaudaPageStrip) self = g_weak_ref_get (&drawing->strip);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    sauda_page_renderer_draw_finish (SAUDA_PAGE_RENDERER (source), result, &error);
  Cell *cell = self != NULL && self->cells != NULL ? find_cell (self, drawing->page) : NULL;

  if (texture != NULL)
    sauda_page_set_thumbnail (drawing->page, texture);
  if (texture != NULL && cell != NULL)
    gtk_picture_set_paintable (cell->picture, GDK_PAINTABLE (texture));
  drawing_free (drawing);
}

static void
draw_cell (SaudaPageStrip *self, Cell *cell)
{
  double width = sauda_page_get_size (cell->page)->width;
  double scale = THUMBNAIL_WIDTH / MAX (width, 1) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  Drawing *drawing = g_new0 (Drawing, 1);

  g_weak_ref_init (&drawing->strip, self);
  drawing->page = g_object_ref (cell->page);
  cell->cancellable = g_cancellable_new ();
  sauda_page_renderer_draw_async (self->renderer, sauda_page_get_path (cell->page),
                                  sauda_page_get_number (cell->page), scale, cell->cancellable, on_drawn,
                                  drawing);
}

static gboolean
is_in_sight (SaudaPageStrip *self, Cell *cell)
{
  graphene_rect_t bounds;
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self->scrolled));

  return gtk_widget_get_height (GTK_WIDGET (cell->picture)) > 0 &&
         gtk_widget_compute_bounds (GTK_WIDGET (cell->picture), GTK_WIDGET (self->scrolled), &bounds) &&
         bounds.origin.y < height && bounds.origin.y + bounds.size.height > 0;
}

static gboolean
draw_in_sight (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SaudaPageStrip *self = SAUDA_PAGE_STRIP (widget);

  if (--self->frames > 0)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < self->cells->len; i++) {
    Cell *cell = g_ptr_array_index (self->cells, i);
    gboolean wanted = is_in_sight (self, cell) && sauda_page_get_thumbnail (cell->page) == NULL;

    if (wanted && cell->cancellable == NULL)
      draw_cell (self, cell);
    else if (!wanted)
      stop_drawing (cell);
  }
  if (self->changed) {
    self->changed = FALSE;
    self->frames = FRAMES_TO_LAYOUT;
    return G_SOURCE_CONTINUE;
  }
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

/* A change while one is waited for gets a wait of its own, so that scrolling on and on does not put off
 * drawing. */
static void
draw_soon (SaudaPageStrip *self)
{
  if (self->renderer == NULL)
    return;
  self->changed = self->tick != 0;
  if (self->tick != 0)
    return;
  self->frames = FRAMES_TO_LAYOUT;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), draw_in_sight, NULL, NULL);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (picture, "label-page");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaPageStrip *self)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *picture = gtk_widget_get_first_child (box);
  SaudaPage *page = gtk_list_item_get_item (item);
  const graphene_size_t *size = sauda_page_get_size (page);
  double shape = MIN (size->height / MAX (size->width, 1), TALLEST);
  const char *order = sauda_page_get_order (page);
  g_autofree char *number =
    g_strdup_printf (*order != '\0' ? "%u · %s" : "%u", sauda_page_get_number (page) + 1, order);
  g_autofree char *spoken =
    *order != '\0' ? g_strdup_printf (_ ("Page %u, order %s"), sauda_page_get_number (page) + 1, order)
                   : g_strdup_printf (_ ("Page %u"), sauda_page_get_number (page) + 1);
  Cell *cell = g_new0 (Cell, 1);

  gtk_widget_set_size_request (picture, THUMBNAIL_WIDTH, (int) (THUMBNAIL_WIDTH * shape + 0.5));
  gtk_picture_set_paintable (GTK_PICTURE (picture), GDK_PAINTABLE (sauda_page_get_thumbnail (page)));
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), spoken);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), number);
  cell->page = g_object_ref (page);
  cell->picture = GTK_PICTURE (picture);
  g_ptr_array_add (self->cells, cell);
  draw_soon (self);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, SaudaPageStrip *self)
{
  GtkWidget *picture = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_picture_set_paintable (GTK_PICTURE (picture), NULL);
  for (guint i = 0; i < self->cells->len; i++) {
    if (((Cell *) g_ptr_array_index (self->cells, i))->picture != GTK_PICTURE (picture))
      continue;
    g_ptr_array_remove_index_fast (self->cells, i);
    break;
  }
}

static void
on_selected (SaudaPageStrip *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
sauda_page_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAGE)
    g_value_set_object (value, sauda_page_strip_get_page (SAUDA_PAGE_STRIP (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sauda_page_strip_dispose (GObject *object)
{
  SaudaPageStrip *self = SAUDA_PAGE_STRIP (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->scrolled != NULL) {
    gtk_list_view_set_model (self->list, NULL);
    gtk_widget_unparent (GTK_WIDGET (self->scrolled));
  }
  self->scrolled = NULL;
  self->list = NULL;
  self->selection = NULL;
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_object (&self->pages);
  g_clear_object (&self->renderer);
  G_OBJECT_CLASS (sauda_page_strip_parent_class)->dispose (object);
}

static void
sauda_page_strip_class_init (SaudaPageStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sauda_page_strip_dispose;
  object_class->get_property = sauda_page_strip_get_property;
  properties[PROP_PAGE] =
    g_param_spec_object ("page", NULL, NULL, SAUDA_TYPE_PAGE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pagestrip");
}

static void
sauda_page_strip_init (SaudaPageStrip *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment *adjustment = NULL;

  self->pages = g_list_store_new (SAUDA_TYPE_PAGE);
  self->cells = g_ptr_array_new_with_free_func (cell_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->pages)));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages of the file"), -1);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->list));
  gtk_widget_set_parent (GTK_WIDGET (self->scrolled), GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (draw_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (draw_soon), self, G_CONNECT_SWAPPED);
}

/**
 * sauda_page_strip_show:
 * @self: the strip
 * @renderer: draws the pages
 * @pages: (element-type SaudaPage): pages of one file or of many, one file after the other
 *
 * Shows pages and selects the first. Only those in sight are drawn.
 */
void
sauda_page_strip_show (SaudaPageStrip *self, SaudaPageRenderer *renderer, GPtrArray *pages)
{
  g_return_if_fail (SAUDA_IS_PAGE_STRIP (self));

  g_set_object (&self->renderer, renderer);
  g_list_store_splice (self->pages, 0, g_list_model_get_n_items (G_LIST_MODEL (self->pages)), pages->pdata,
                       pages->len);
  if (pages->len > 0)
    gtk_single_selection_set_selected (self->selection, 0);
  draw_soon (self);
}

/**
 * sauda_page_strip_get_page:
 * @self: the strip
 *
 * Returns: (transfer none) (nullable): the selected page
 */
SaudaPage *
sauda_page_strip_get_page (SaudaPageStrip *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE_STRIP (self), NULL);
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/**
 * sauda_page_strip_get_n_pages:
 * @self: the strip
 *
 * Returns: how many pages the file has
 */
guint
sauda_page_strip_get_n_pages (SaudaPageStrip *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE_STRIP (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->pages));
}

/**
 * sauda_page_strip_count_drawn:
 * @self: the strip
 *
 * Returns: how many pages have their small picture
 */
guint
sauda_page_strip_count_drawn (SaudaPageStrip *self)
{
  guint count = 0;

  g_return_val_if_fail (SAUDA_IS_PAGE_STRIP (self), 0);
  for (guint i = 0; i < sauda_page_strip_get_n_pages (self); i++) {
    g_autoptr (SaudaPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

    count += sauda_page_get_thumbnail (page) != NULL;
  }
  return count;
}

/**
 * sauda_page_strip_move:
 * @self: the strip
 * @pages: how many to go on, negative to go back
 *
 * Selects another page.
 *
 * Returns: whether there is such a page
 */
gboolean
sauda_page_strip_move (SaudaPageStrip *self, int pages)
{
  gint64 wanted = 0;

  g_return_val_if_fail (SAUDA_IS_PAGE_STRIP (self), FALSE);

  wanted = (gint64) gtk_single_selection_get_selected (self->selection) + pages;
  if (wanted < 0 || wanted >= (gint64) sauda_page_strip_get_n_pages (self))
    return FALSE;
  gtk_single_selection_set_selected (self->selection, (guint) wanted);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint) wanted);
  return TRUE;
}

static void
select_page (SaudaPageStrip *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/**
 * sauda_page_strip_select_group:
 * @self: the strip
 * @group: of a file among those that are shown, from 0
 *
 * Goes to the first page of a file, unless one of its pages is selected.
 */
void
sauda_page_strip_select_group (SaudaPageStrip *self, guint group)
{
  SaudaPage *selected = sauda_page_strip_get_page (self);

  if (selected != NULL && sauda_page_get_group (selected) == group)
    return;
  for (guint i = 0; i < sauda_page_strip_get_n_pages (self); i++) {
    g_autoptr (SaudaPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

    if (sauda_page_get_group (page) != group)
      continue;
    select_page (self, i);
    return;
  }
}

/**
 * sauda_page_strip_find:
 * @self: the strip
 * @text: a part of the number of an order
 * @again: whether to go on behind the page that is selected
 *
 * Goes to the next page of an order whose number has @text in it, from the first again behind the last.
 *
 * Returns: whether there is one
 */
gboolean
sauda_page_strip_find (SaudaPageStrip *self, const char *text, gboolean again)
{
  guint count = sauda_page_strip_get_n_pages (self);
  guint first = gtk_single_selection_get_selected (self->selection);

  if (first == GTK_INVALID_LIST_POSITION || *text == '\0')
    return FALSE;
  for (guint i = again ? 1 : 0; i < count + (again ? 1 : 0); i++) {
    guint position = (first + i) % count;
    g_autoptr (SaudaPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), position);

    if (strstr (sauda_page_get_order (page), text) == NULL)
      continue;
    select_page (self, position);
    return TRUE;
  }
  return FALSE;
}

/**
 * sauda_page_strip_set_sizes:
 * @self: the strip
 * @path: of a file
 * @list: its pages
 *
 * Corrects the sizes of the pages of a file, once it was read.
 */
void
sauda_page_strip_set_sizes (SaudaPageStrip *self, const char *path, const SaudaPageList *list)
{
  for (guint i = 0; i < sauda_page_strip_get_n_pages (self); i++) {
    g_autoptr (SaudaPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

    if (sauda_page_get_number (page) < list->n_pages && g_str_equal (sauda_page_get_path (page), path))
      sauda_page_set_size (page, &list->sizes[sauda_page_get_number (page)]);
  }
}
