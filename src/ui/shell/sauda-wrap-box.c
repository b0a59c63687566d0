#include "sauda-wrap-box.h"

/* A row of controls that goes on in the next line where it has no room: with large letters, in a language
 * with long words, in a narrow window. Children that expand share what is left of their line, and give way a
 * little before a control goes into the next one alone. */

#define SPACING 6
/* Pixels that no line needs. */
#define HUGE_WIDTH (1 << 20)
/* A child that expands gives up to this part of the width that it wants. */
#define GIVEN_WAY 3

struct _SaudaWrapBox {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SaudaWrapBox, sauda_wrap_box, GTK_TYPE_WIDGET)

/* The children from @first up to, and without, the end of a line. */
typedef struct {
  GtkWidget *first; /* (unowned) (nullable) */
  GtkWidget *end;   /* (unowned) (nullable) that begins the next line */
  int width;        /* pixels it wants, spaces with it */
  int slack;        /* pixels that it can do without */
  int height;
  int n_expanding;
} Line;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
get_width (GtkWidget *child, int available)
{
  int smallest = 0;
  int natural = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &smallest, &natural, NULL, NULL);
  return MAX (smallest, MIN (natural, available));
}

static gboolean
is_expanding (GtkWidget *child)
{
  return gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
}

/* What of @width, that of get_width(), a child can do without. */
static int
get_slack (GtkWidget *child, int width)
{
  int smallest = 0;

  if (!is_expanding (child))
    return 0;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &smallest, NULL, NULL, NULL);
  return MIN (width - smallest, width / GIVEN_WAY);
}

/* The width that a child of @line gets: children that expand share what is left, or what lacks. */
static int
share_width (GtkWidget *child, const Line *line, int available)
{
  int width = get_width (child, available);
  int left = available - line->width;

  if (left >= 0)
    return width + (is_expanding (child) ? left / line->n_expanding : 0);
  if (line->slack == 0)
    return width;
  /* rounded up, so that nothing stands out */
  return width - (get_slack (child, width) * -left + line->slack - 1) / line->slack;
}

static void
measure_height (Line *line, int available)
{
  for (GtkWidget *child = line->first; child != line->end;
       child = skip_hidden (gtk_widget_get_next_sibling (child))) {
    int natural = 0;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, share_width (child, line, available), NULL, &natural,
                        NULL, NULL);
    line->height = MAX (line->height, natural);
  }
}

/* Takes as many children from @first on as fit into @available pixels, one at least. */
static Line
break_line (GtkWidget *first, int available)
{
  Line line = { .first = skip_hidden (first) };

  for (GtkWidget *child = line.first; child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child))) {
    int width = get_width (child, available);
    int slack = get_slack (child, width);

    if (child != line.first && line.width + SPACING + width - line.slack - slack > available) {
      line.end = child;
      break;
    }
    line.width += width + (child != line.first ? SPACING : 0);
    line.slack += slack;
    line.n_expanding += is_expanding (child);
  }
  measure_height (&line, available);
  return line;
}

static void
measure_width (SaudaWrapBox *self, int *minimum, int *natural)
{
  int sum = 0;

  *minimum = 0;
  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (GTK_WIDGET (self))); child != NULL;
       child = skip_hidden (gtk_widget_get_next_sibling (child))) {
    int smallest = 0;
    int wanted = 0;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &smallest, &wanted, NULL, NULL);
    *minimum = MAX (*minimum, smallest);
    sum += wanted + (sum > 0 ? SPACING : 0);
  }
  *natural = MAX (*minimum, sum);
}

static GtkSizeRequestMode
sauda_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sauda_wrap_box_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    measure_width (SAUDA_WRAP_BOX (widget), minimum, natural);
    return;
  }
  while (skip_hidden (first) != NULL) {
    Line line = break_line (first, for_size < 0 ? HUGE_WIDTH : for_size);

    height += line.height + (height > 0 ? SPACING : 0);
    first = line.end;
  }
  *minimum = height;
  *natural = height;
}

static void
allocate_line (SaudaWrapBox *self, const Line *line, int y, int available)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = skip_hidden (gtk_widget_get_next_sibling (child))) {
    int width = share_width (child, line, available);

    gtk_widget_size_allocate (
      child, &(GtkAllocation){ mirrored ? available - x - width : x, y, width, line->height }, -1);
    x += width + SPACING;
  }
}

static void
sauda_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int y = 0;

  while (skip_hidden (first) != NULL) {
    Line line = break_line (first, width);

    allocate_line (SAUDA_WRAP_BOX (widget), &line, y, width);
    y += line.height + SPACING;
    first = line.end;
  }
}

static void
sauda_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sauda_wrap_box_parent_class)->dispose (object);
}

static void
sauda_wrap_box_class_init (SaudaWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_wrap_box_dispose;
  widget_class->get_request_mode = sauda_wrap_box_get_request_mode;
  widget_class->measure = sauda_wrap_box_measure;
  widget_class->size_allocate = sauda_wrap_box_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "box");
}

static void
sauda_wrap_box_init (SaudaWrapBox *self)
{
}

/**
 * sauda_wrap_box_append:
 * @self: the box
 * @child: (transfer full): a widget that has no parent, shown behind the others
 */
void
sauda_wrap_box_append (SaudaWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (SAUDA_IS_WRAP_BOX (self));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
