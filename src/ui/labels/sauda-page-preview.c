#include "sauda-page-preview.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* GTK counts 96 pixels to the inch, a PDF 72 points. */
#define PIXELS_PER_POINT (96.0 / 72.0)
#define MARGIN 18
/* Beyond this a texture would not fit into what graphics cards take. */
#define LARGEST_PIXELS 8000

static const double zooms[] = { 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4 };

struct _SaudaPagePreview {
  GtkBox parent_instance;

  GtkScrolledWindow *scrolled; /* (unowned) (not nullable) until dispose */
  GtkPicture *picture;         /* (unowned) (nullable) after dispose */
  GtkLabel *percent;           /* (unowned) (not nullable) until dispose */
  SaudaPageRenderer *renderer; /* (owned) (nullable) before the first page */
  SaudaPage *page;             /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) while a picture is on its way */
  double zoom;                 /* 1 is 100 %; as it is shown, also when fitted */
  double drawn_scale;          /* pixels per point of the picture that is shown or on its way, 0 for none */
  graphene_point_t middle;     /* of what is in sight, as a share of the page */
  gboolean fitted;
  gboolean drawn; /* whether the picture shows @page at @zoom */
  guint tick;     /* tick callback, 0 when none waits */
};

G_DEFINE_FINAL_TYPE (SaudaPagePreview, sauda_page_preview, GTK_TYPE_BOX)

typedef struct {
  GWeakRef preview;          /* of SaudaPagePreview */
  GCancellable *cancellable; /* (owned) (not nullable) */
} Drawing;

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Drawing *drawing = user_data;
  g_autoptr (SaudaPagePreview) self = g_weak_ref_get (&drawing->preview);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    sauda_page_renderer_draw_finish (SAUDA_PAGE_RENDERER (source), result, &error);

  if (self != NULL && self->cancellable == drawing->cancellable && self->picture != NULL) {
    g_clear_object (&self->cancellable);
    if (texture != NULL)
      gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
    self->drawn = texture != NULL;
  }
  g_weak_ref_clear (&drawing->preview);
  g_object_unref (drawing->cancellable);
  g_free (drawing);
}

static void
stop_drawing (SaudaPagePreview *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Until the sharp picture comes the old one is stretched. */
static void
draw (SaudaPagePreview *self)
{
  const graphene_size_t *size = sauda_page_get_size (self->page);
  double scale = self->zoom * PIXELS_PER_POINT * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  Drawing *drawing = NULL;

  scale = MIN (scale, LARGEST_PIXELS / MAX (MAX (size->width, size->height), 1));
  if (fabs (scale - self->drawn_scale) < 0.001)
    return;
  stop_drawing (self);
  self->drawn = FALSE;
  self->drawn_scale = scale;
  self->cancellable = g_cancellable_new ();
  drawing = g_new0 (Drawing, 1);
  g_weak_ref_init (&drawing->preview, self);
  drawing->cancellable = g_object_ref (self->cancellable);
  sauda_page_renderer_draw_async (self->renderer, sauda_page_get_path (self->page),
                                  sauda_page_get_number (self->page), scale, self->cancellable, on_drawn,
                                  drawing);
}

static double
compute_fitting_zoom (SaudaPagePreview *self)
{
  const graphene_size_t *size = sauda_page_get_size (self->page);
  double width = gtk_widget_get_width (GTK_WIDGET (self->scrolled)) - 2 * MARGIN;
  double height = gtk_widget_get_height (GTK_WIDGET (self->scrolled)) - 2 * MARGIN;
  double zoom = MIN (width / MAX (size->width, 1), height / MAX (size->height, 1)) / PIXELS_PER_POINT;

  return CLAMP (zoom, 0.05, zooms[G_N_ELEMENTS (zooms) - 1]);
}

static void
keep_middle (GtkAdjustment *adjustment, double share)
{
  double size = gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_set_value (adjustment, share * gtk_adjustment_get_upper (adjustment) - size / 2);
}

static void
update_controls (SaudaPagePreview *self)
{
  g_autofree char *percent = g_strdup_printf (_ ("%.0f %%"), self->zoom * 100);
  gboolean there = self->page != NULL;

  gtk_label_set_label (self->percent, there ? percent : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.zoom-in",
                                 there && self->zoom < zooms[G_N_ELEMENTS (zooms) - 1] - 0.001);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.zoom-out",
                                 there && self->zoom > zooms[0] + 0.001);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.zoom-fit", there && !self->fitted);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.zoom-original",
                                 there && fabs (self->zoom - 1) > 0.001);
}

/* Runs before the next frame is laid out. */
static gboolean
update_size (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SaudaPagePreview *self = SAUDA_PAGE_PREVIEW (widget);
  const graphene_size_t *size = NULL;

  self->tick = 0;
  if (self->page == NULL || gtk_widget_get_width (GTK_WIDGET (self->scrolled)) == 0)
    return G_SOURCE_REMOVE;
  size = sauda_page_get_size (self->page);
  if (self->fitted)
    self->zoom = compute_fitting_zoom (self);
  gtk_widget_set_size_request (GTK_WIDGET (self->picture),
                               (int) (size->width * self->zoom * PIXELS_PER_POINT),
                               (int) (size->height * self->zoom * PIXELS_PER_POINT));
  gtk_scrolled_window_set_policy (self->scrolled, self->fitted ? GTK_POLICY_EXTERNAL : GTK_POLICY_AUTOMATIC,
                                  self->fitted ? GTK_POLICY_EXTERNAL : GTK_POLICY_AUTOMATIC);
  update_controls (self);
  draw (self);
  return G_SOURCE_REMOVE;
}

static void
update_soon (SaudaPagePreview *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_size, NULL, NULL);
}

/* The page has grown or shrunk: what was in the middle stays there. */
static void
on_upper_changed (GtkAdjustment *adjustment, GParamSpec *pspec, SaudaPagePreview *self)
{
  if (!self->fitted)
    keep_middle (adjustment, adjustment == gtk_scrolled_window_get_hadjustment (self->scrolled)
                               ? self->middle.x
                               : self->middle.y);
}

static float
get_middle (GtkAdjustment *adjustment)
{
  double upper = MAX (gtk_adjustment_get_upper (adjustment), 1);

  return (float) ((gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) / 2) /
                  upper);
}

static void
set_zoom (SaudaPagePreview *self, double zoom)
{
  self->middle.x = get_middle (gtk_scrolled_window_get_hadjustment (self->scrolled));
  self->middle.y = get_middle (gtk_scrolled_window_get_vadjustment (self->scrolled));
  self->fitted = zoom <= 0;
  if (!self->fitted)
    self->zoom = zoom;
  update_soon (self);
}

static void
on_zoom (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaudaPagePreview *self = SAUDA_PAGE_PREVIEW (widget);
  double wanted = self->zoom;

  if (self->page == NULL)
    return;
  if (g_str_equal (action, "preview.zoom-fit")) {
    wanted = 0;
  } else if (g_str_equal (action, "preview.zoom-original")) {
    wanted = 1;
  } else if (g_str_equal (action, "preview.zoom-in")) {
    for (gsize i = G_N_ELEMENTS (zooms); i-- > 0;)
      wanted = zooms[i] > self->zoom + 0.001 ? zooms[i] : wanted;
  } else {
    for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
      wanted = zooms[i] < self->zoom - 0.001 ? zooms[i] : wanted;
  }
  set_zoom (self, wanted);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, SaudaPagePreview *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), dy < 0 ? "preview.zoom-in" : "preview.zoom-out", NULL);
  return TRUE;
}

/* Fitted, the page follows the space there is. */
static void
on_space_changed (SaudaPagePreview *self)
{
  if (self->fitted)
    update_soon (self);
}

static void
watch_adjustment (SaudaPagePreview *self, GtkAdjustment *adjustment)
{
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (on_space_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::upper", G_CALLBACK (on_upper_changed), self, 0);
}

static void
sauda_page_preview_dispose (GObject *object)
{
  SaudaPagePreview *self = SAUDA_PAGE_PREVIEW (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  stop_drawing (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), SAUDA_TYPE_PAGE_PREVIEW);
  self->picture = NULL;
  g_clear_object (&self->page);
  g_clear_object (&self->renderer);
  G_OBJECT_CLASS (sauda_page_preview_parent_class)->dispose (object);
}

static void
sauda_page_preview_class_init (SaudaPagePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "preview.zoom-in" },         { GDK_KEY_equal, "preview.zoom-in" },
    { GDK_KEY_KP_Add, "preview.zoom-in" },       { GDK_KEY_minus, "preview.zoom-out" },
    { GDK_KEY_KP_Subtract, "preview.zoom-out" }, { GDK_KEY_0, "preview.zoom-fit" },
    { GDK_KEY_KP_0, "preview.zoom-fit" },        { GDK_KEY_1, "preview.zoom-original" },
    { GDK_KEY_KP_1, "preview.zoom-original" },
  };

  G_OBJECT_CLASS (klass)->dispose = sauda_page_preview_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-page-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPagePreview, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SaudaPagePreview, picture);
  gtk_widget_class_bind_template_child (widget_class, SaudaPagePreview, percent);
  gtk_widget_class_bind_template_callback (widget_class, on_scroll);
  gtk_widget_class_install_action (widget_class, "preview.zoom-in", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "preview.zoom-out", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "preview.zoom-fit", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "preview.zoom-original", NULL, on_zoom);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, GDK_CONTROL_MASK, keys[i].action, NULL);
}

static void
sauda_page_preview_init (SaudaPagePreview *self)
{
  self->fitted = TRUE;
  self->zoom = 1;
  graphene_point_init (&self->middle, 0.5, 0.5);
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_adjustment (self, gtk_scrolled_window_get_hadjustment (self->scrolled));
  watch_adjustment (self, gtk_scrolled_window_get_vadjustment (self->scrolled));
  g_signal_connect_object (self, "notify::scale-factor", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  update_controls (self);
}

/**
 * sauda_page_preview_show:
 * @self: the preview
 * @renderer: (nullable): draws the page; %NULL with @page only
 * @page: (nullable): what to show; %NULL for nothing
 *
 * Shows a page at the zoom of the one before.
 */
void
sauda_page_preview_show (SaudaPagePreview *self, SaudaPageRenderer *renderer, SaudaPage *page)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (SAUDA_IS_PAGE_PREVIEW (self));

  stop_drawing (self);
  g_set_object (&self->renderer, renderer);
  g_set_object (&self->page, page);
  self->drawn = FALSE;
  self->drawn_scale = 0;
  if (page != NULL)
    spoken = g_strdup_printf (_ ("Page %u, enlarged"), sauda_page_get_number (page) + 1);
  gtk_picture_set_alternative_text (self->picture, spoken);
  gtk_picture_set_paintable (self->picture,
                             page != NULL ? GDK_PAINTABLE (sauda_page_get_thumbnail (page)) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), page != NULL);
  update_controls (self);
  update_soon (self);
}

/**
 * sauda_page_preview_get_zoom:
 * @self: the preview
 *
 * Returns: the size that the page is shown at; 1 is the size of the paper on a screen of 96 pixels to the
 * inch
 */
double
sauda_page_preview_get_zoom (SaudaPagePreview *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE_PREVIEW (self), 0);
  return self->zoom;
}

/**
 * sauda_page_preview_is_fitted:
 * @self: the preview
 *
 * Returns: whether the page follows the space there is
 */
gboolean
sauda_page_preview_is_fitted (SaudaPagePreview *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE_PREVIEW (self), FALSE);
  return self->fitted;
}

/**
 * sauda_page_preview_is_drawn:
 * @self: the preview
 *
 * Returns: whether the sharp picture of the page is shown
 */
gboolean
sauda_page_preview_is_drawn (SaudaPagePreview *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE_PREVIEW (self), FALSE);
  return self->tick == 0 && self->drawn;
}

/**
 * sauda_page_preview_get_shown_size:
 * @self: the preview
 *
 * Returns: the size of the page on the screen, in pixels of the window
 */
graphene_size_t
sauda_page_preview_get_shown_size (SaudaPagePreview *self)
{
  graphene_size_t size = GRAPHENE_SIZE_INIT (0, 0);

  g_return_val_if_fail (SAUDA_IS_PAGE_PREVIEW (self), size);
  graphene_size_init (&size, (float) gtk_widget_get_width (GTK_WIDGET (self->picture)),
                      (float) gtk_widget_get_height (GTK_WIDGET (self->picture)));
  return size;
}
