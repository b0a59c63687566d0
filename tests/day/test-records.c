#include "sauda-kaspi-records.h"
#include "sauda-test.h"

/* An order of the API as a record of the orders room: when it came to its stage. */

#define CREATED 1000
#define NOW 9000

static void
test_moment (void)
{
  static const struct {
    const char *status;
    gboolean assembled;
    gint64 handed_over_ms, completed_ms, status_changed_ms, told_ms;
  } table[] = {
    { "APPROVED_BY_BANK", FALSE, 0, 0, 0, 0 },
    { "ACCEPTED_BY_MERCHANT", FALSE, 0, 0, 2000, 2000 },
    /* Packed: the status is that of before. */
    { "ACCEPTED_BY_MERCHANT", TRUE, 0, 0, 2000, 0 },
    { "ACCEPTED_BY_MERCHANT", TRUE, 3000, 0, 2000, 3000 },
    { "CANCELLING", TRUE, 3000, 0, 4000, 4000 },
    { "COMPLETED", TRUE, 3000, 5000, 6000, 5000 },
    { "COMPLETED", TRUE, 3000, 0, 6000, 6000 },
    { "CANCELLED", FALSE, 0, 5000, 6000, 6000 },
    /* Before the order was there, and after now: somebody's clock is wrong. */
    { "CANCELLED", FALSE, 0, 0, 999, 0 },
    { "CANCELLED", FALSE, 0, 0, 9001, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (SaudaKaspiOrder) order = sauda_kaspi_order_new ();
    g_autoptr (GPtrArray) records = NULL;

    order->code = g_strdup ("1");
    order->status = g_strdup (table[i].status);
    order->created_ms = CREATED;
    order->assembled = order->assembled_known = table[i].assembled;
    order->handed_over_ms = table[i].handed_over_ms;
    order->completed_ms = table[i].completed_ms;
    order->status_changed_ms = table[i].status_changed_ms;
    records = sauda_kaspi_records_from_order (order, NOW);
    g_assert_cmpuint (records->len, ==, 1);
    g_test_message ("%s", table[i].status);
    g_assert_cmpint (((SaudaOrderRecord *) records->pdata[0])->status_changed_ms, ==, table[i].told_ms);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/records/moment", test_moment);
  return g_test_run ();
}
