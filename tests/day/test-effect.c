#include "sauda-act-effect.h"
#include "sauda-act-kind.h"
#include "sauda-act-payload.h"

/* What an order shows after which act. */
static const struct {
  const char *kind;
  const char *status;
  gboolean assembled;
  gboolean pre_order;
  gint64 handed_over_ms;
  gboolean shows;
} cases[] = {
  { SAUDA_ACT_ACCEPT, "APPROVED_BY_BANK", FALSE, FALSE, 0, FALSE },
  { SAUDA_ACT_ACCEPT, "ACCEPTED_BY_MERCHANT", FALSE, FALSE, 0, TRUE },
  { SAUDA_ACT_ACCEPT, "CANCELLED", FALSE, FALSE, 0, FALSE },
  { SAUDA_ACT_ASSEMBLE, "ACCEPTED_BY_MERCHANT", FALSE, FALSE, 0, FALSE },
  { SAUDA_ACT_ASSEMBLE, "ACCEPTED_BY_MERCHANT", TRUE, FALSE, 0, TRUE },
  { SAUDA_ACT_ASSEMBLE, "ACCEPTED_BY_MERCHANT", FALSE, FALSE, 5, TRUE },
  { SAUDA_ACT_CANCEL, "ACCEPTED_BY_MERCHANT", FALSE, FALSE, 0, FALSE },
  { SAUDA_ACT_CANCEL, "CANCELLED", FALSE, FALSE, 0, TRUE },
  { SAUDA_ACT_CANCEL, "CANCELLING", FALSE, FALSE, 0, TRUE },
  { SAUDA_ACT_ARRIVED, "ACCEPTED_BY_MERCHANT", FALSE, TRUE, 0, FALSE },
  { SAUDA_ACT_ARRIVED, "ACCEPTED_BY_MERCHANT", FALSE, FALSE, 0, TRUE },
  { SAUDA_ACT_ARRIVED, "ARRIVED", FALSE, TRUE, 0, TRUE },
  { SAUDA_ACT_ARRIVED_BACKWARD, "CANCELLING", FALSE, FALSE, 0, FALSE },
  { SAUDA_ACT_ARRIVED_BACKWARD, "CANCELLED", FALSE, FALSE, 0, TRUE },
  { SAUDA_ACT_ARRIVED_BACKWARD, "RETURNED", FALSE, FALSE, 0, TRUE },
  { SAUDA_ACT_COMPLETE, "ACCEPTED_BY_MERCHANT", FALSE, FALSE, 0, FALSE },
  { SAUDA_ACT_COMPLETE, "COMPLETED", FALSE, FALSE, 0, TRUE },
  { "teleport", "COMPLETED", TRUE, FALSE, 5, FALSE },
};

static SaudaKaspiOrder *
make_order (const char *status)
{
  SaudaKaspiOrder *order = sauda_kaspi_order_new ();

  order->code = g_strdup ("900100200");
  order->status = g_strdup (status);
  return order;
}

static void
add_entry (GPtrArray *entries, const char *id, gint quantity, double weight)
{
  SaudaKaspiEntry *entry = sauda_kaspi_entry_new ();

  entry->id = g_strdup (id);
  entry->quantity = quantity;
  entry->weight = weight;
  g_ptr_array_add (entries, entry);
}

static void
test_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaKaspiOrder) order = make_order (cases[i].status);
    SaudaAct act = { .kind = (char *) cases[i].kind, .payload = (char *) "{}" };

    order->assembled = cases[i].assembled;
    order->pre_order = cases[i].pre_order;
    order->handed_over_ms = cases[i].handed_over_ms;
    g_test_message ("%s, %s", cases[i].kind, cases[i].status);
    g_assert_cmpint (sauda_act_shows_effect (&act, order), ==, cases[i].shows);
  }
}

/* What stays of lines “a” (and by weight “b”), after one piece of each was to stay, or none of “a”. */
static void
test_lines (void)
{
  static const struct {
    gint wanted;
    gint a, b;
    double weight;
    gboolean shows;
  } lines[] = {
    { 1, 2, 1, 900, FALSE },  { 1, 1, 1, 900, TRUE },  { 1, 1, 1, 1100, FALSE }, { 1, 1, 2, 900, FALSE },
    { 1, -1, 1, 900, FALSE }, { 0, -1, 1, 900, TRUE }, { 0, -1, -1, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (SaudaActPayload) payload = sauda_act_payload_new ("id", SAUDA_ACT_CANCEL_LINES);
    g_autoptr (SaudaKaspiOrder) order = make_order ("ACCEPTED_BY_MERCHANT");
    g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_entry_free);
    g_autofree char *json = NULL;
    SaudaAct act = { .kind = (char *) SAUDA_ACT_CANCEL_LINES };

    sauda_act_payload_add_removal (payload, "a", lines[i].wanted, -1);
    sauda_act_payload_add_removal (payload, "b", 1, 1000);
    act.payload = json = sauda_act_payload_to_json (payload);
    if (lines[i].a >= 0)
      add_entry (entries, "a", lines[i].a, 0);
    if (lines[i].b >= 0)
      add_entry (entries, "b", lines[i].b, lines[i].weight);
    sauda_kaspi_order_set_entries (order, g_steal_pointer (&entries));
    g_test_message ("case %u", (guint) i);
    g_assert_cmpint (sauda_act_shows_effect (&act, order), ==, lines[i].shows);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/effect/status", test_status);
  g_test_add_func ("/day/effect/lines", test_lines);
  return g_test_run ();
}
