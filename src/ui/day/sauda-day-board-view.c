#include "sauda-day-board-view.h"

#include "sauda-day-board.h"
#include "sauda-money.h"
#include "sauda-packer-view.h"
#include "sauda-ui-action.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

#define REFRESH_SECONDS 60
#define MINUTE_MS 60000
#define HOUR_MINUTES 60
/* Kaspi's targets (kaspi-api 3.4 and the merchant's index of quality). */
#define MOST_CANCELLED_PERCENT 5
#define MOST_LATE_PERCENT 10
#define LEAST_RATING 40 /* tenths */
#define BAR_GAP 2

struct _SaudaDayBoardView {
  AdwBin parent_instance;

  GtkLabel *countdown;                    /* (unowned) (not nullable) */
  GtkFlowBox *tiles;                      /* (unowned) (not nullable) */
  GtkDrawingArea *hours;                  /* (unowned) (not nullable) */
  GtkDrawingArea *days;                   /* (unowned) (not nullable) */
  AdwActionRow *lately;                   /* (unowned) (not nullable) */
  AdwActionRow *today;                    /* (unowned) (not nullable) */
  AdwActionRow *shipped;                  /* (unowned) (not nullable) */
  AdwActionRow *lost;                     /* (unowned) (not nullable) */
  AdwActionRow *quality;                  /* (unowned) (not nullable) */
  AdwEntryRow *rating;                    /* (unowned) (not nullable) */
  GtkLabel *numbers[SAUDA_BOARD_N_TILES]; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until it is set */
  GCancellable *cancellable; /* (owned) (not nullable) */
  SaudaDayBoard *board;      /* (owned) (nullable) until it is read */
  guint timer;
  gboolean reading;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (SaudaDayBoardView, sauda_day_board_view, ADW_TYPE_BIN)

static void read_board (SaudaDayBoardView *self);
static void show_rows (SaudaDayBoardView *self);

static char *
format_left (gint64 minutes)
{
  if (minutes < HOUR_MINUTES)
    return g_strdup_printf (_ ("%u min"), (guint) minutes);
  return g_strdup_printf (_ ("%u h %02u min"), (guint) (minutes / HOUR_MINUTES),
                          (guint) (minutes % HOUR_MINUTES));
}

/* The next hand-over of today; when all are over, that they are. */
static void
show_countdown (SaudaDayBoardView *self)
{
  const SaudaDayBoard *board = self->board;
  g_autofree char *text = NULL;

  for (guint i = 0; i < board->stores->len && text == NULL; i++) {
    const SaudaBoardStore *store = g_ptr_array_index (board->stores, i);

    if (store->cutoff_ms > board->now_ms) {
      g_autofree char *left = format_left ((store->cutoff_ms - board->now_ms) / MINUTE_MS);
      g_autofree char *at = sauda_time_format_clock (store->cutoff_ms);

      /* Translators: store, time of day, how long until then */
      text = g_strdup_printf (_ ("%s hands over at %s, in %s"), store->name, at, left);
    }
  }
  if (text == NULL && board->stores->len > 0)
    text = g_strdup (_ ("Today's hand-overs are over"));
  gtk_label_set_label (self->countdown, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->countdown), text != NULL);
}

static void
show_tiles (SaudaDayBoardView *self)
{
  for (guint i = 0; i < SAUDA_BOARD_N_TILES; i++) {
    g_autofree char *number = g_strdup_printf ("%u", self->board->tiles[i]);
    GtkWidget *button = gtk_widget_get_ancestor (GTK_WIDGET (self->numbers[i]), GTK_TYPE_BUTTON);
    g_autofree char *label = g_strdup_printf ("%s: %s", sauda_board_tile_get_title (i), number);

    gtk_label_set_label (self->numbers[i], number);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    if (i == SAUDA_BOARD_OVERDUE && self->board->tiles[i] > 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->numbers[i]), "error");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->numbers[i]), "error");
  }
}

static char *
describe_limit (guint bad, guint orders, guint most_percent)
{
  int afford = sauda_day_board_afford (orders, bad, most_percent);
  double percent = orders > 0 ? 100.0 * bad / orders : 0;
  guint tenths = (guint) (percent * 10 + 0.5);

  if (afford >= 0)
    /* Translators: whole and tenth of a percentage, the limit, how many more orders may go wrong */
    return g_strdup_printf (_ ("%u.%u %% of %u %%, you can afford %d more"), tenths / 10, tenths % 10,
                            most_percent, afford);
  return g_strdup_printf (_ ("%u.%u %%, above the limit of %u %% by %d"), tenths / 10, tenths % 10,
                          most_percent, -afford);
}

/* Kaspi tells it in the cabinet alone, so the merchant copies it. */
static void
show_rating (SaudaDayBoardView *self)
{
  guint rating = self->board->rating;
  g_autofree char *text = rating > 0 ? g_strdup_printf ("%u,%u", rating / 10, rating % 10) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self->rating), text);
}

static char *
describe_rating (guint rating)
{
  if (rating == 0)
    return g_strdup (_ ("Rating: copy it from the merchant cabinet, Kaspi tells it nowhere else"));
  return g_strdup_printf (rating < LEAST_RATING ? _ ("Rating: %u,%u, below the %u that Kaspi asks for")
                                                : _ ("Rating: %u,%u, Kaspi asks for %u at least"),
                          rating / 10, rating % 10, (guint) LEAST_RATING / 10);
}

static void
save_rating_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sauda_day_board_set_rating (source, (guint) GPOINTER_TO_INT (data), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_rating_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SaudaDayBoardView) self = data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) || self->workspace == NULL)
    return;
  sauda_ui_show_error (GTK_WIDGET (self), error);
  read_board (self);
}

/* "4,7" or "4.7" in tenths, 0 for nothing; negative when it is no rating. */
static int
parse_rating (const char *text)
{
  g_autofree char *clean = g_strdelimit (g_strstrip (g_strdup (text)), ",", '.');
  char *end;
  double rating = g_ascii_strtod (clean, &end);

  return *end == '\0' && rating >= 0 && rating <= 5 ? (int) (rating * 10 + 0.5) : -1;
}

static void
on_rating (SaudaDayBoardView *self)
{
  int tenths = parse_rating (gtk_editable_get_text (GTK_EDITABLE (self->rating)));
  g_autoptr (GTask) task = NULL;

  if (tenths < 0) {
    gtk_widget_add_css_class (GTK_WIDGET (self->rating), "error");
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (self->rating), "error");
  if (self->board == NULL)
    return;
  self->board->rating = (guint) tenths;
  show_rows (self);
  task = g_task_new (self->workspace, NULL, on_rating_saved, g_object_ref (self));
  g_task_set_task_data (task, GINT_TO_POINTER (tenths), NULL);
  g_task_run_in_thread (task, save_rating_in_thread);
}

static void
show_rows (SaudaDayBoardView *self)
{
  const SaudaDayBoard *board = self->board;
  g_autofree char *money = sauda_money_format (board->money);
  g_autofree char *shipped = sauda_money_format (board->shipped_money);
  g_autofree char *orders =
    g_strdup_printf (ngettext ("%u order", "%u orders", board->orders), board->orders);
  g_autofree char *pieces =
    g_strdup_printf (ngettext ("%u piece", "%u pieces", board->pieces), board->pieces);
  gboolean packer = sauda_packer_view_is_on ();
  g_autofree char *today = g_strjoin (" · ", orders, pieces, packer ? NULL : money, NULL);
  g_autofree char *lost =
    g_strdup_printf (_ ("cancelled %u · sent back %u"), board->cancelled, board->returned);
  g_autofree char *cancelled =
    describe_limit (board->quality_cancelled, board->quality_orders, MOST_CANCELLED_PERCENT);
  g_autofree char *late = describe_limit (board->quality_late, board->quality_orders, MOST_LATE_PERCENT);
  g_autofree char *limits = g_strdup_printf (_ ("Cancelled by you: %s\nLate: %s"), cancelled, late);
  g_autofree char *rating = describe_rating (board->rating);
  g_autofree char *quality = g_strjoin ("\n", limits, rating, NULL);

  adw_action_row_set_subtitle (self->today, today);
  adw_action_row_set_subtitle (self->shipped, shipped);
  gtk_widget_set_visible (GTK_WIDGET (self->shipped), !packer);
  adw_action_row_set_subtitle (self->lost, lost);
  adw_action_row_set_subtitle (self->quality, quality);
}

static void
on_packer_changed (SaudaDayBoardView *self)
{
  if (self->board != NULL)
    show_rows (self);
}

static void
show_flow (SaudaDayBoardView *self)
{
  guint orders = 0, pieces = 0;
  g_autofree char *orders_text = NULL, *pieces_text = NULL, *text = NULL;

  for (guint i = 0; i < SAUDA_BOARD_DAYS; i++) {
    orders += self->board->by_day[i];
    pieces += self->board->pieces_by_day[i];
  }
  orders_text = g_strdup_printf (ngettext ("%u order", "%u orders", orders), orders);
  pieces_text = g_strdup_printf (ngettext ("%u piece", "%u pieces", pieces), pieces);
  /* Translators: "380 orders · 402 pieces, 27.1 orders a day" */
  text = g_strdup_printf (_ ("%s · %s, %u.%u orders a day"), orders_text, pieces_text,
                          orders / SAUDA_BOARD_DAYS, orders * 10 / SAUDA_BOARD_DAYS % 10);
  adw_action_row_set_subtitle (self->lately, text);
  gtk_widget_queue_draw (GTK_WIDGET (self->hours));
  gtk_widget_queue_draw (GTK_WIDGET (self->days));
}

/* Bars of orders, and the pieces in them as their shadow; the numbers stand in the row beside them, so the
 * picture is only a picture. */
static void
draw_bars (GtkDrawingArea *area, cairo_t *cr, int height, const guint *orders, const guint *pieces, guint n)
{
  double step = (double) gtk_widget_get_width (GTK_WIDGET (area)) / n;
  const guint *const layers[] = { pieces, orders };
  GdkRGBA colour;
  guint most = 1;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  for (guint i = 0; i < n; i++)
    most = MAX (most, MAX (orders[i], pieces[i]));
  for (gsize layer = 0; layer < G_N_ELEMENTS (layers); layer++) {
    cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha * (layer == 0 ? 0.35 : 1));
    for (guint i = 0; i < n; i++) {
      double bar = MAX (1.0, (double) height * layers[layer][i] / most);

      cairo_rectangle (cr, i * step, height - bar, MAX (1.0, step - BAR_GAP), bar);
    }
    cairo_fill (cr);
  }
}

static void
draw_hours (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const SaudaDayBoard *board = SAUDA_DAY_BOARD_VIEW (data)->board;

  if (board != NULL)
    draw_bars (area, cr, height, board->by_hour, board->pieces_by_hour, SAUDA_BOARD_HOURS);
}

static void
draw_days (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const SaudaDayBoard *board = SAUDA_DAY_BOARD_VIEW (data)->board;

  if (board != NULL)
    draw_bars (area, cr, height, board->by_day, board->pieces_by_day, SAUDA_BOARD_DAYS);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaDayBoardView) self = SAUDA_DAY_BOARD_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaDayBoard *board = sauda_day_board_read_finish (result, &error);
  gboolean first;

  if (g_cancellable_is_cancelled (self->cancellable)) {
    sauda_day_board_free (board);
    return;
  }
  self->reading = FALSE;
  if (board == NULL) {
    g_warning ("The day in numbers cannot be read: %s", error->message);
    return;
  }
  first = self->board == NULL;
  g_clear_pointer (&self->board, sauda_day_board_free);
  self->board = board;
  /* Not under the fingers of somebody who types. */
  if (first)
    show_rating (self);
  show_countdown (self);
  show_tiles (self);
  show_rows (self);
  show_flow (self);
  gtk_widget_set_visible (GTK_WIDGET (self), board->stores->len > 0);
  if (self->again)
    read_board (self);
}

/* Many changes at once are read once. */
static void
read_board (SaudaDayBoardView *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  sauda_day_board_read_async (self->workspace, self->cancellable, on_read, g_object_ref (self));
}

static gboolean
on_timer (gpointer data)
{
  read_board (data);
  return G_SOURCE_CONTINUE;
}

static void
add_tile (SaudaDayBoardView *self, guint tile)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *number = gtk_label_new ("–");
  GtkWidget *title = gtk_label_new (sauda_board_tile_get_title (tile));
  g_autofree char *action = g_strdup_printf ("win.orders-tile::%s", sauda_board_tile_get_name (tile));

  gtk_widget_add_css_class (number, "title-2");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (title, "caption");
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (title), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 9);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), title);
  gtk_button_set_child (GTK_BUTTON (button), box);
  sauda_ui_set_action (GTK_ACTIONABLE (button), action);
  gtk_flow_box_append (self->tiles, button);
  /* The button takes the focus, not the child of the box around it. */
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  self->numbers[tile] = GTK_LABEL (number);
}

static void
sauda_day_board_view_dispose (GObject *object)
{
  SaudaDayBoardView *self = SAUDA_DAY_BOARD_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_day_board_view_parent_class)->dispose (object);
}

static void
sauda_day_board_view_finalize (GObject *object)
{
  SaudaDayBoardView *self = SAUDA_DAY_BOARD_VIEW (object);

  g_object_unref (self->cancellable);
  sauda_day_board_free (self->board);
  G_OBJECT_CLASS (sauda_day_board_view_parent_class)->finalize (object);
}

static void
sauda_day_board_view_class_init (SaudaDayBoardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_day_board_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_day_board_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/day/sauda-day-board-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, countdown);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, tiles);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, hours);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, days);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, lately);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, today);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, shipped);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, lost);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, quality);
  gtk_widget_class_bind_template_child (widget_class, SaudaDayBoardView, rating);
  gtk_widget_class_bind_template_callback (widget_class, on_rating);
}

static void
sauda_day_board_view_init (SaudaDayBoardView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (on_packer_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_drawing_area_set_draw_func (self->hours, draw_hours, self, NULL);
  gtk_drawing_area_set_draw_func (self->days, draw_days, self, NULL);
  for (guint i = 0; i < SAUDA_BOARD_N_TILES; i++)
    add_tile (self, i);
}

/**
 * sauda_day_board_view_set_workspace:
 * @self: a view
 * @workspace: the merchant's folder, set once
 *
 * Begins to show the day of a folder.
 */
void
sauda_day_board_view_set_workspace (SaudaDayBoardView *self, SaudaWorkspace *workspace)
{
  static const char *const signals[] = { "orders-changed", "labels-changed", "alerts-changed" };

  g_return_if_fail (SAUDA_IS_DAY_BOARD_VIEW (self) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (workspace, signals[i], G_CALLBACK (read_board), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (REFRESH_SECONDS, on_timer, self);
  read_board (self);
}

/**
 * sauda_day_board_view_is_loaded:
 * @self: a view
 *
 * Returns: whether the numbers are there
 */
gboolean
sauda_day_board_view_is_loaded (SaudaDayBoardView *self)
{
  g_return_val_if_fail (SAUDA_IS_DAY_BOARD_VIEW (self), FALSE);
  return self->board != NULL;
}
