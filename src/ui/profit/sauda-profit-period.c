#include "sauda-profit-period.h"

#include "sauda-ui-settings.h"

#include <glib/gi18n-lib.h>

#define KEY "profit-period"

typedef enum { TODAY, WEEK, THIRTY, MONTH, OWN } Choice;

static const char *const names[] = {
  [TODAY] = "today", [WEEK] = "7-days", [THIRTY] = "30-days", [MONTH] = "month", [OWN] = "own",
};

struct _SaudaProfitPeriod {
  AdwBin parent_instance;

  GtkDropDown *choice;        /* (unowned) (not nullable) */
  GtkBox *own;                /* (unowned) (not nullable) */
  GtkMenuButton *from_button; /* (unowned) (not nullable) */
  GtkMenuButton *to_button;   /* (unowned) (not nullable) */
  GtkCalendar *from_calendar; /* (unowned) (not nullable) */
  GtkCalendar *to_calendar;   /* (unowned) (not nullable) */

  SaudaDay today;
  SaudaDay from; /* of own days */
  SaudaDay to;   /* of own days */
  gboolean busy; /* the calendars are set, and nobody chose */
};

G_DEFINE_FINAL_TYPE (SaudaProfitPeriod, sauda_profit_period, ADW_TYPE_BIN)

static guint changed_signal;

static Choice
get_choice (SaudaProfitPeriod *self)
{
  return (Choice) gtk_drop_down_get_selected (self->choice);
}

static SaudaDay
get_day (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);

  return sauda_day_from_date (g_date_time_get_year (date), g_date_time_get_month (date),
                              g_date_time_get_day_of_month (date));
}

static void
show_day (GtkMenuButton *button, GtkCalendar *calendar, SaudaDay day)
{
  g_autofree char *text = sauda_day_format_short (day);
  g_autoptr (GDateTime) date = NULL;
  int year, month, month_day;

  gtk_menu_button_set_label (button, text);
  if (get_day (calendar) == day || !sauda_day_get_date (day, &year, &month, &month_day))
    return;
  date = g_date_time_new_utc (year, month, month_day, 0, 0, 0);
  gtk_calendar_select_day (calendar, date);
}

static void
show_own (SaudaProfitPeriod *self)
{
  self->busy = TRUE;
  show_day (self->from_button, self->from_calendar, self->from);
  show_day (self->to_button, self->to_calendar, self->to);
  self->busy = FALSE;
}

/* Own days begin as those that were shown. */
static void
on_choice (SaudaProfitPeriod *self)
{
  if (self->busy)
    return;
  sauda_ui_settings_set_text (KEY, names[get_choice (self) != OWN ? get_choice (self) : THIRTY]);
  gtk_widget_set_visible (GTK_WIDGET (self->own), get_choice (self) == OWN);
  g_signal_emit (self, changed_signal, 0);
}

/* A first day behind the last one, or the other way round, takes it along. */
static void
on_day (GtkCalendar *calendar, SaudaProfitPeriod *self)
{
  SaudaDay day = get_day (calendar);

  if (self->busy)
    return;
  if (calendar == self->from_calendar) {
    self->from = day;
    self->to = MAX (self->to, day);
  } else {
    self->to = day;
    self->from = MIN (self->from, day);
  }
  show_own (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
sauda_profit_period_class_init (SaudaProfitPeriodClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/profit/sauda-profit-period.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPeriod, choice);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPeriod, own);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPeriod, from_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPeriod, to_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPeriod, from_calendar);
  gtk_widget_class_bind_template_child (widget_class, SaudaProfitPeriod, to_calendar);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_day);
}

static void
sauda_profit_period_init (SaudaProfitPeriod *self)
{
  g_autofree char *name = sauda_ui_settings_get_text (KEY, names[THIRTY]);

  self->busy = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_selected (self->choice, THIRTY);
  if (g_strcmp0 (name, names[OWN]) != 0)
    sauda_profit_period_choose (self, name);
  self->busy = FALSE;
}

/**
 * sauda_profit_period_set_today:
 * @self: the choice
 * @today: the day that it is, Almaty; the last days end with it
 */
void
sauda_profit_period_set_today (SaudaProfitPeriod *self, SaudaDay today)
{
  g_return_if_fail (SAUDA_IS_PROFIT_PERIOD (self));

  if (self->today == today)
    return;
  self->today = today;
  if (get_choice (self) == OWN)
    return;
  self->from = today - 29;
  self->to = today;
  show_own (self);
}

/**
 * sauda_profit_period_get_from:
 * @self: the choice
 *
 * Returns: the first day
 */
SaudaDay
sauda_profit_period_get_from (SaudaProfitPeriod *self)
{
  int year, month, month_day;

  g_return_val_if_fail (SAUDA_IS_PROFIT_PERIOD (self), SAUDA_DAY_NONE);

  switch (get_choice (self)) {
  case TODAY:
    return self->today;
  case WEEK:
    return self->today - 6;
  case MONTH:
    return sauda_day_get_date (self->today, &year, &month, &month_day) ? self->today - month_day + 1
                                                                       : self->today;
  case OWN:
    return self->from;
  default:
    return self->today - 29;
  }
}

/**
 * sauda_profit_period_get_to:
 * @self: the choice
 *
 * Returns: the last day
 */
SaudaDay
sauda_profit_period_get_to (SaudaProfitPeriod *self)
{
  g_return_val_if_fail (SAUDA_IS_PROFIT_PERIOD (self), SAUDA_DAY_NONE);
  return get_choice (self) == OWN ? self->to : self->today;
}

/**
 * sauda_profit_period_get_name:
 * @self: the choice
 *
 * Returns: what is chosen, as it is remembered; `own` for own days
 */
const char *
sauda_profit_period_get_name (SaudaProfitPeriod *self)
{
  g_return_val_if_fail (SAUDA_IS_PROFIT_PERIOD (self), NULL);
  return names[get_choice (self)];
}

/**
 * sauda_profit_period_choose:
 * @self: the choice
 * @name: what is remembered; nothing is chosen by a name that there is not
 */
void
sauda_profit_period_choose (SaudaProfitPeriod *self, const char *name)
{
  g_return_if_fail (SAUDA_IS_PROFIT_PERIOD (self));

  for (guint i = 0; i <= OWN; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      gtk_drop_down_set_selected (self->choice, i);
}

/**
 * sauda_profit_period_set_days:
 * @self: the choice
 * @from: the first day
 * @to: the last
 *
 * Chooses own days.
 */
void
sauda_profit_period_set_days (SaudaProfitPeriod *self, SaudaDay from, SaudaDay to)
{
  g_return_if_fail (SAUDA_IS_PROFIT_PERIOD (self));

  self->from = MIN (from, to);
  self->to = MAX (from, to);
  show_own (self);
  if (get_choice (self) == OWN)
    g_signal_emit (self, changed_signal, 0);
  else
    gtk_drop_down_set_selected (self->choice, OWN);
}
