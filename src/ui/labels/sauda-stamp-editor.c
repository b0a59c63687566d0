#include "sauda-stamp-editor.h"

#include "sauda-label-run.h"
#include "sauda-page-renderer.h"
#include "sauda-stamp-profiles.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>

/* Pixels per point of the picture: sharp at the size it is shown. */
#define PICTURE_SCALE 2.0
/* Two pages of the same size, in millimetres. */
#define SAME_SIZE 1.0

/* A waybill as it was looked at. */
typedef struct {
  char *waybill;        /* (owned) (not nullable) path */
  char *places;         /* (owned) (not nullable) file of the profiles */
  guint page;           /* from 0 */
  char *fitted;         /* (owned) (nullable) the waybill on the paper of a group, removed with the sample */
  SaudaStampLook *look; /* (owned) (nullable) once looked at */
  GPtrArray *profiles;  /* (owned) (nullable) (element-type SaudaStampProfile) once read */
} Sample;

struct _SaudaStampEditor {
  AdwWindow parent_instance;

  GtkWidget *save_button; /* (unowned) (not nullable) */
  GtkPicture *picture;    /* (unowned) (not nullable) */
  GtkDrawingArea *frame;  /* (unowned) (not nullable) */
  AdwComboRow *mode;      /* (unowned) (not nullable) as SaudaStampMode */
  GtkWidget *place_row;   /* (unowned) (not nullable) */
  GtkWidget *size_row;    /* (unowned) (not nullable) */
  GtkSpinButton *x;       /* (unowned) (not nullable) */
  GtkSpinButton *y;       /* (unowned) (not nullable) */
  GtkSpinButton *width;   /* (unowned) (not nullable) */
  GtkSpinButton *height;  /* (unowned) (not nullable) */
  GtkSwitch *layout;      /* (unowned) (not nullable) */
  GtkImage *state_icon;   /* (unowned) (not nullable) */
  GtkLabel *state;        /* (unowned) (not nullable) */

  SaudaWorkspace *workspace;   /* (owned) (not nullable) */
  SaudaPageRenderer *renderer; /* (owned) (not nullable) */
  GCancellable *cancellable;   /* (owned) (not nullable) */
  Sample *sample;              /* (owned) (nullable) once looked at */
  graphene_point_t begin;      /* of the place when it began to be dragged, millimetres */
  guint checks;                /* begun; only the last one counts */
  gboolean free;               /* whether the fixed place is free on this waybill */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaudaStampEditor, sauda_stamp_editor, ADW_TYPE_WINDOW)

static void
sample_free (gpointer data)
{
  Sample *sample = data;

  g_free (sample->waybill);
  g_free (sample->places);
  if (sample->fitted != NULL)
    g_unlink (sample->fitted);
  g_free (sample->fitted);
  g_clear_pointer (&sample->look, sauda_stamp_look_free);
  g_clear_pointer (&sample->profiles, g_ptr_array_unref);
  g_free (sample);
}

static cairo_rectangle_t
get_place (SaudaStampEditor *self)
{
  if (adw_combo_row_get_selected (self->mode) == SAUDA_STAMP_AUTO && self->sample->look->has_place)
    return self->sample->look->place;
  return (cairo_rectangle_t){ gtk_spin_button_get_value (self->x), gtk_spin_button_get_value (self->y),
                              gtk_spin_button_get_value (self->width),
                              gtk_spin_button_get_value (self->height) };
}

/* Pixels of the drawing to a millimetre of the page, which keeps its shape in the middle. */
static double
get_scale (SaudaStampEditor *self, double *left, double *top)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->frame));
  double height = gtk_widget_get_height (GTK_WIDGET (self->frame));
  const SaudaStampLook *look = self->sample->look;
  double scale = MIN (width / look->width, height / look->height);

  *left = (width - look->width * scale) / 2;
  *top = (height - look->height * scale) / 2;
  return scale;
}

static void
draw_frame (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer user_data)
{
  SaudaStampEditor *self = SAUDA_STAMP_EDITOR (user_data);
  guint mode = adw_combo_row_get_selected (self->mode);
  static const double dashes[] = { 6, 4 };
  cairo_rectangle_t place;
  double left = 0;
  double top = 0;
  double scale = 0;

  if (self->sample == NULL || mode == SAUDA_STAMP_NONE ||
      (mode == SAUDA_STAMP_AUTO && !self->sample->look->has_place))
    return;
  place = get_place (self);
  scale = get_scale (self, &left, &top);
  cairo_rectangle (cairo, left + place.x * scale, top + place.y * scale, place.width * scale,
                   place.height * scale);
  if (mode == SAUDA_STAMP_FIXED && !self->free) {
    cairo_set_source_rgba (cairo, 0.75, 0.1, 0.15, 0.25);
    cairo_fill_preserve (cairo);
    cairo_set_source_rgb (cairo, 0.75, 0.1, 0.15);
    cairo_set_dash (cairo, dashes, G_N_ELEMENTS (dashes), 0);
  } else {
    cairo_set_source_rgba (cairo, 0.15, 0.4, 0.8, 0.25);
    cairo_fill_preserve (cairo);
    cairo_set_source_rgb (cairo, 0.15, 0.4, 0.8);
  }
  cairo_set_line_width (cairo, 2);
  cairo_stroke (cairo);
}

static void
show_state (SaudaStampEditor *self)
{
  const char *text = _ ("This place is free on this waybill.");
  const char *icon = "emblem-ok-symbolic";
  guint mode = adw_combo_row_get_selected (self->mode);

  if (mode == SAUDA_STAMP_NONE) {
    text = _ ("Such waybills get no mark. Take the size from the name of the group.");
    icon = "dialog-information-symbolic";
  } else if (mode == SAUDA_STAMP_AUTO) {
    text = self->sample->look->has_place ? _ ("Sauda puts the mark here.")
                                         : _ ("There is no room for a mark on this waybill.");
    icon = self->sample->look->has_place ? "emblem-ok-symbolic" : "dialog-warning-symbolic";
  } else if (!self->free) {
    text = _ ("There is print at this place: this waybill gets its mark elsewhere.");
    icon = "dialog-warning-symbolic";
  }
  gtk_label_set_label (self->state, text);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_widget_queue_draw (GTK_WIDGET (self->frame));
}

/* Whether a place is free is looked up on a thread: the page is drawn for it. */
typedef struct {
  GBytes *pdf; /* (owned) (not nullable) */
  guint page;
  guint number;
  cairo_rectangle_t place;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_bytes_unref (check->pdf);
  g_free (check);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Check *check = task_data;

  g_task_return_boolean (task, sauda_stamp_look_is_free (check->pdf, check->page, &check->place));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStampEditor) self = SAUDA_STAMP_EDITOR (user_data);
  const Check *check = g_task_get_task_data (G_TASK (result));
  gboolean is_free = g_task_propagate_boolean (G_TASK (result), NULL);

  if (g_cancellable_is_cancelled (self->cancellable) || check->number != self->checks)
    return;
  self->free = is_free;
  show_state (self);
}

static void
start_check (SaudaStampEditor *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_checked, g_object_ref (self));
  Check *check = g_new0 (Check, 1);

  check->pdf = g_bytes_ref (self->sample->look->pdf);
  check->page = self->sample->page;
  check->number = ++self->checks;
  check->place = get_place (self);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_in_thread);
}

static void
on_changed (SaudaStampEditor *self)
{
  gboolean fixed = adw_combo_row_get_selected (self->mode) == SAUDA_STAMP_FIXED;

  if (self->filling || self->sample == NULL)
    return;
  gtk_widget_set_sensitive (self->place_row, fixed);
  gtk_widget_set_sensitive (self->size_row, fixed);
  if (fixed)
    start_check (self);
  show_state (self);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, SaudaStampEditor *self)
{
  if (self->sample == NULL)
    return;
  if (adw_combo_row_get_selected (self->mode) != SAUDA_STAMP_FIXED)
    adw_combo_row_set_selected (self->mode, SAUDA_STAMP_FIXED);
  graphene_point_init (&self->begin, (float) gtk_spin_button_get_value (self->x),
                       (float) gtk_spin_button_get_value (self->y));
}

static void
on_drag_update (GtkGestureDrag *gesture, double x, double y, SaudaStampEditor *self)
{
  double left = 0;
  double top = 0;
  double scale = 0;

  if (self->sample == NULL)
    return;
  scale = get_scale (self, &left, &top);
  gtk_spin_button_set_value (self->x, round (self->begin.x + x / scale));
  gtk_spin_button_set_value (self->y, round (self->begin.y + y / scale));
}

static void
set_place (SaudaStampEditor *self, const cairo_rectangle_t *place)
{
  gtk_spin_button_set_value (self->x, round (place->x));
  gtk_spin_button_set_value (self->y, round (place->y));
  gtk_spin_button_set_value (self->width, floor (place->width));
  gtk_spin_button_set_value (self->height, floor (place->height));
}

static void
fill (SaudaStampEditor *self)
{
  const SaudaStampLook *look = self->sample->look;
  const SaudaStampProfile *profile =
    sauda_stamp_profiles_find (self->sample->profiles, look->width, look->height, look->layout);

  self->filling = TRUE;
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->x), look->width);
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->y), look->height);
  if (profile != NULL && profile->mode == SAUDA_STAMP_FIXED)
    set_place (self, &profile->place);
  else if (look->has_place)
    set_place (self, &look->place);
  else
    set_place (self, &(cairo_rectangle_t){ 5, 5, look->width / 3, look->height / 8 });
  adw_combo_row_set_selected (self->mode, profile != NULL ? profile->mode : SAUDA_STAMP_AUTO);
  gtk_switch_set_active (self->layout, profile != NULL && profile->layout != NULL);
  self->filling = FALSE;
  on_changed (self);
  gtk_widget_set_sensitive (self->save_button, TRUE);
}

/* The picture is drawn from a file. */
static gboolean
write_fitted (Sample *sample, GError **error)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (sample->look->pdf, &size);
  int fd = g_file_open_tmp ("sauda-waybill-XXXXXX.pdf", &sample->fitted, error);

  return fd >= 0 && g_close (fd, error) && g_file_set_contents (sample->fitted, bytes, (gssize) size, error);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Sample *sample = task_data;
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  if (g_file_get_contents (sample->waybill, &data, &length, &error)) {
    g_autoptr (GBytes) pdf = g_bytes_new_take (data, length);

    sample->look = sauda_stamp_look_at (pdf, sample->page, &error);
  }
  if (sample->look != NULL && write_fitted (sample, &error))
    sample->profiles = sauda_stamp_profiles_load (sample->places, &error);
  if (sample->profiles != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStampEditor) self = SAUDA_STAMP_EDITOR (user_data);
  g_autoptr (GdkTexture) texture =
    sauda_page_renderer_draw_finish (SAUDA_PAGE_RENDERER (source), result, NULL);

  if (texture != NULL && !g_cancellable_is_cancelled (self->cancellable))
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStampEditor) self = SAUDA_STAMP_EDITOR (user_data);
  g_autoptr (GError) error = NULL;
  Sample *sample = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    if (!g_cancellable_is_cancelled (self->cancellable))
      sauda_ui_show_error (GTK_WIDGET (self->frame), error);
    sample_free (sample);
    return;
  }
  self->sample = sample;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  fill (self);
  sauda_page_renderer_draw_async (self->renderer, sample->fitted, sample->page, PICTURE_SCALE,
                                  self->cancellable, on_drawn, g_object_ref (self));
}

static gboolean
is_same_kind (const SaudaStampProfile *a, const SaudaStampProfile *b)
{
  return fabs (a->width - b->width) < SAME_SIZE && fabs (a->height - b->height) < SAME_SIZE &&
         g_strcmp0 (a->layout, b->layout) == 0;
}

/* A profile takes the place of the one for the same waybills. */
static void
on_save (SaudaStampEditor *self)
{
  const SaudaStampLook *look = self->sample->look;
  g_autofree char *name = g_strdup_printf ("%.0f × %.0f", look->width, look->height);
  SaudaStampProfile *profile = sauda_stamp_profile_new (name, look->width, look->height);
  g_autoptr (GError) error = NULL;

  profile->mode = (SaudaStampMode) adw_combo_row_get_selected (self->mode);
  profile->layout = gtk_switch_get_active (self->layout) ? g_strdup (look->layout) : NULL;
  if (profile->mode == SAUDA_STAMP_FIXED)
    profile->place = get_place (self);
  for (guint i = self->sample->profiles->len; i > 0; i--)
    if (is_same_kind (g_ptr_array_index (self->sample->profiles, i - 1), profile))
      g_ptr_array_remove_index (self->sample->profiles, i - 1);
  g_ptr_array_add (self->sample->profiles, profile);
  if (sauda_stamp_profiles_save (self->sample->profiles, self->sample->places, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    sauda_ui_show_error (GTK_WIDGET (self->frame), error);
}

static void
sauda_stamp_editor_dispose (GObject *object)
{
  SaudaStampEditor *self = SAUDA_STAMP_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  self->filling = TRUE;
  G_OBJECT_CLASS (sauda_stamp_editor_parent_class)->dispose (object);
}

static void
sauda_stamp_editor_finalize (GObject *object)
{
  SaudaStampEditor *self = SAUDA_STAMP_EDITOR (object);

  g_clear_pointer (&self->sample, sample_free);
  g_clear_object (&self->renderer);
  g_clear_object (&self->workspace);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_stamp_editor_parent_class)->finalize (object);
}

static void
sauda_stamp_editor_class_init (SaudaStampEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_stamp_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stamp_editor_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-stamp-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, picture);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, frame);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, mode);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, place_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, size_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, x);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, y);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, width);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, height);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, layout);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, state_icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaStampEditor, state);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_stamp_editor_init (SaudaStampEditor *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->cancellable = g_cancellable_new ();
  self->renderer = sauda_page_renderer_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->frame, draw_frame, self, NULL);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self->frame), GTK_EVENT_CONTROLLER (drag));
}

/**
 * sauda_stamp_editor_new:
 * @parent: (nullable): the window that asks
 * @workspace: whose waybills
 * @waybill: a waybill as Kaspi gave it, as a sample
 * @page: of it, from 0
 *
 * Returns: (transfer none): an editor of the place for waybills like this one
 */
SaudaStampEditor *
sauda_stamp_editor_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *waybill, guint page)
{
  SaudaStampEditor *self = g_object_new (SAUDA_TYPE_STAMP_EDITOR, "transient-for", parent, NULL);
  Sample *sample = g_new0 (Sample, 1);
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, on_looked, g_object_ref (self));

  self->workspace = g_object_ref (workspace);
  sample->waybill = g_strdup (waybill);
  sample->places = sauda_label_run_get_profiles_path (workspace);
  sample->page = page;
  gtk_widget_grab_focus (GTK_WIDGET (self->mode));
  g_task_set_return_on_cancel (task, FALSE);
  g_task_set_task_data (task, sample, NULL);
  g_task_run_in_thread (task, look_in_thread);
  return self;
}

/**
 * sauda_stamp_editor_is_ready:
 * @self: the editor
 *
 * Returns: whether the waybill was looked at
 */
gboolean
sauda_stamp_editor_is_ready (SaudaStampEditor *self)
{
  g_return_val_if_fail (SAUDA_IS_STAMP_EDITOR (self), FALSE);
  return gtk_widget_get_sensitive (self->save_button);
}

/**
 * sauda_stamp_editor_is_free:
 * @self: the editor
 *
 * Returns: whether the place that was looked at last is free on the waybill
 */
gboolean
sauda_stamp_editor_is_free (SaudaStampEditor *self)
{
  g_return_val_if_fail (SAUDA_IS_STAMP_EDITOR (self), FALSE);
  return self->free;
}
