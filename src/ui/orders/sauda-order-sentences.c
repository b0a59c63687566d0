#include "sauda-order-sentences.h"

#include "sauda-money.h"
#include "sauda-packer-view.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

/* What the card of an order says, in sentences; whoever packs reads no prices and no phones in them. */

#define MS_PER_MINUTE (G_GINT64_CONSTANT (60000))
#define MINUTES_PER_HOUR 60

static const char *
get_stage_title (const char *name)
{
  SaudaStage stage;

  return name != NULL && sauda_stage_from_name (name, &stage) ? sauda_stage_get_title (stage) : name;
}

static const SaudaOrderLineInfo *
find_line (const SaudaOrderInfo *order, gint64 line_id)
{
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);

    if (line->id == line_id)
      return line;
  }
  return NULL;
}

static char *
describe_size (const SaudaOrderEvent *event, const SaudaOrderInfo *order)
{
  const SaudaOrderLineInfo *line = find_line (order, event->line_id);
  const char *clicked = line != NULL && line->clicked_size != NULL ? line->clicked_size : _ ("as clicked");
  const char *before = event->before != NULL ? event->before : clicked;
  const char *after = event->after != NULL ? event->after : clicked;

  if (line == NULL || order->lines->len == 1)
    /* Translators: a size before, and after */
    return g_strdup_printf (_ ("Size %s → %s"), before, after);
  /* Translators: a product, its size before, and after */
  return g_strdup_printf (_ ("%s: size %s → %s"), line->model, before, after);
}

static char *
describe_hold (const SaudaOrderEvent *event)
{
  SaudaDay day;
  g_autofree char *text =
    event->after != NULL && sauda_day_parse (event->after, &day, NULL) ? sauda_day_format_short (day) : NULL;

  return text != NULL ? g_strdup_printf (_ ("Held until %s"), text) : g_strdup (_ ("No longer held"));
}

static char *
describe_text (const char *kind, const SaudaOrderEvent *event)
{
  g_autofree char *text = sauda_packer_view_show_text (event->after);

  if (text == NULL || *text == '\0')
    /* Translators: note or tags */
    return g_strdup_printf (_ ("%s taken away"), kind);
  return g_strdup_printf ("%s: %s", kind, text);
}

/**
 * sauda_order_describe_event:
 * @event: an entry of the history of @order
 * @order: the order
 *
 * Returns: (transfer full): what happened
 */
char *
sauda_order_describe_event (const SaudaOrderEvent *event, const SaudaOrderInfo *order)
{
  if (g_str_equal (event->kind, "stage"))
    return event->before != NULL
             ? g_strdup_printf ("%s → %s", get_stage_title (event->before), get_stage_title (event->after))
             : g_strdup_printf (_ ("Came in: %s"), get_stage_title (event->after));
  if (g_str_equal (event->kind, "size"))
    return describe_size (event, order);
  if (g_str_equal (event->kind, "note"))
    return describe_text (_ ("Note"), event);
  if (g_str_equal (event->kind, "tags"))
    return describe_text (_ ("Tags"), event);
  if (g_str_equal (event->kind, "hold"))
    return describe_hold (event);
  if (g_str_equal (event->kind, "waybill"))
    return g_strdup (_ ("Waybill saved"));
  if (g_str_equal (event->kind, "erased"))
    return g_strdup (_ ("Personal data of the buyer erased"));
  if (g_str_equal (event->kind, "line"))
    return g_strdup_printf (_ ("Line changed: %s → %s"), event->before != NULL ? event->before : "–",
                            event->after != NULL ? event->after : "–");
  return g_strdup_printf ("%s: %s", event->kind, event->after != NULL ? event->after : "–");
}

/* The day on which it happened by the word of Kaspi or a sheet, where that is another than the day on which
 * it came in. */
static char *
describe_told (const SaudaOrderEvent *event)
{
  SaudaDay day = sauda_day_from_ms (event->told_ms);
  g_autofree char *text = NULL;

  if (event->told_ms == 0 || day == sauda_day_from_ms (event->at_ms))
    return NULL;
  text = sauda_day_format_short (day);
  return g_strdup_printf (_ ("changed on %s"), text);
}

/**
 * sauda_order_name_who:
 * @who: as a history keeps it: a person, or what did it
 *
 * Returns: (transfer none): for people
 */
const char *
sauda_order_name_who (const char *who)
{
  return g_str_equal (who, "merchant")                              ? _ ("by hand")
         : g_str_equal (who, "kaspi")                               ? "Kaspi"
         : g_str_equal (who, "file")                                ? _ ("file")
         : g_str_equal (who, "buyer")                               ? _ ("buyer")
         : g_str_equal (who, "rule") || g_str_equal (who, "engine") ? _ ("automatic")
         : g_str_equal (who, "deadline")                            ? _ ("deadline")
                                                                    : who;
}

/**
 * sauda_order_describe_who:
 * @event: an entry of a history
 *
 * Returns: (transfer full): who did it, and why
 */
char *
sauda_order_describe_who (const SaudaOrderEvent *event)
{
  g_autofree char *words = sauda_reason_show (event->reason);
  g_autofree char *reason = sauda_packer_view_show_text (words);
  const char *who = sauda_order_name_who (event->who);
  g_autofree char *told = describe_told (event);

  if (reason == NULL || *reason == '\0')
    return g_strjoin (" · ", who, told, NULL);
  return g_strjoin (" · ", who, reason, told, NULL);
}

/**
 * sauda_order_format_time:
 * @at_ms: UTC ms
 *
 * Returns: (transfer full): day and time in Almaty
 */
char *
sauda_order_format_time (gint64 at_ms)
{
  SaudaDay day = sauda_day_from_ms (at_ms);
  gint64 minutes = (at_ms - sauda_day_start_ms (day)) / MS_PER_MINUTE;
  g_autofree char *text = sauda_day_format_short (day);

  return g_strdup_printf ("%s %02d:%02d", text, (int) (minutes / MINUTES_PER_HOUR),
                          (int) (minutes % MINUTES_PER_HOUR));
}

/**
 * sauda_order_describe_line:
 * @line: a line of an order
 *
 * Returns: (transfer full): size, pieces and, unless the window is a packer's, the sum
 */
char *
sauda_order_describe_line (const SaudaOrderLineInfo *line)
{
  GString *text = g_string_new (NULL);
  const char *size = sauda_order_line_info_get_size (line);

  if (line->decided_size != NULL && line->clicked_size != NULL &&
      !g_str_equal (line->decided_size, line->clicked_size))
    g_string_append_printf (text, "%s → %s", line->clicked_size, line->decided_size);
  else
    g_string_append (text, size != NULL ? size : _ ("no size"));
  g_string_append_printf (text, " × %d", line->quantity);
  if (line->amount >= 0 && !sauda_packer_view_is_on ()) {
    g_autofree char *amount = sauda_money_format (line->amount);

    g_string_append_printf (text, " · %s", amount);
  }
  return g_string_free (text, FALSE);
}
