#include "sauda-order-record.h"
#include "sauda-stage.h"

#define YES SAUDA_FACT_YES
#define NO SAUDA_FACT_NO
#define ACCEPT (1u << SAUDA_STAGE_ACT_ACCEPT)
#define ASSEMBLE (1u << SAUDA_STAGE_ACT_ASSEMBLE)
#define COMPLETE (1u << SAUDA_STAGE_ACT_COMPLETE)
#define CANCEL (1u << SAUDA_STAGE_ACT_CANCEL)
#define ARRIVED (1u << SAUDA_STAGE_ACT_ARRIVED)
#define BACKWARD (1u << SAUDA_STAGE_ACT_ARRIVED_BACKWARD)

/* What Kaspi says, where the order is (contract 3.3), and what may be done with it (3.2). */
static const struct {
  SaudaStageFacts facts;
  SaudaStage stage;
  guint may;
} cases[] = {
  { { .state = "NEW", .status = "APPROVED_BY_BANK", .kaspi_delivery = YES },
    SAUDA_STAGE_NEW,
    ACCEPT | CANCEL },
  { { .state = "NEW", .status = "APPROVED_BY_BANK", .kaspi_delivery = YES, .signature_required = YES },
    SAUDA_STAGE_NEW,
    ACCEPT | CANCEL },
  { { .state = "SIGN_REQUIRED", .status = "APPROVED_BY_BANK" }, SAUDA_STAGE_SIGNING, CANCEL },
  { { .state = "SIGN_REQUIRED", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES },
    SAUDA_STAGE_SIGNING,
    CANCEL },
  { { .state = "KASPI_DELIVERY",
      .status = "ACCEPTED_BY_MERCHANT",
      .kaspi_delivery = YES,
      .signature_required = YES },
    SAUDA_STAGE_SIGNING,
    CANCEL },
  { { .state = "KASPI_DELIVERY", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES, .pre_order = YES },
    SAUDA_STAGE_PREORDER,
    CANCEL | ARRIVED },
  { { .state = "KASPI_DELIVERY", .status = "ARRIVED", .kaspi_delivery = YES, .pre_order = YES },
    SAUDA_STAGE_PACKING,
    ASSEMBLE },
  { { .state = "KASPI_DELIVERY", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES, .assembled = NO },
    SAUDA_STAGE_PACKING,
    ASSEMBLE | CANCEL },
  { { .state = "KASPI_DELIVERY", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES },
    SAUDA_STAGE_PACKING,
    ASSEMBLE | CANCEL },
  { { .state = "KASPI_DELIVERY", .status = "ACCEPTED_BY_MERCHANT", .assembled = NO },
    SAUDA_STAGE_PACKING,
    ASSEMBLE | CANCEL },
  { { .state = "PICKUP", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES },
    SAUDA_STAGE_PACKING,
    CANCEL },
  { { .state = "KASPI_DELIVERY", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES, .assembled = YES },
    SAUDA_STAGE_HANDOVER,
    0 },
  { { .state = "KASPI_DELIVERY",
      .status = "ACCEPTED_BY_MERCHANT",
      .kaspi_delivery = YES,
      .has_waybill = TRUE },
    SAUDA_STAGE_HANDOVER,
    0 },
  { { .state = "KASPI_DELIVERY",
      .status = "ACCEPTED_BY_MERCHANT",
      .kaspi_delivery = YES,
      .assembled = NO,
      .has_waybill = TRUE }, /* a second waybill is what must never happen */
    SAUDA_STAGE_PACKING,
    0 },
  { { .state = "KASPI_DELIVERY",
      .status = "ACCEPTED_BY_MERCHANT",
      .kaspi_delivery = YES,
      .assembled = YES,
      .handed_over = TRUE },
    SAUDA_STAGE_DELIVERY,
    0 },
  { { .state = "PICKUP", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = NO },
    SAUDA_STAGE_PICKUP,
    COMPLETE | CANCEL },
  { { .state = "DELIVERY", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = NO },
    SAUDA_STAGE_OWN_DELIVERY,
    COMPLETE | CANCEL },
  { { .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = NO, .delivery_mode = "DELIVERY_PICKUP" },
    SAUDA_STAGE_PICKUP,
    COMPLETE | CANCEL },
  { { .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = NO, .delivery_mode = "Доставка" },
    SAUDA_STAGE_OWN_DELIVERY,
    COMPLETE | CANCEL },
  { { .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES }, SAUDA_STAGE_UNKNOWN, CANCEL },
  { { .state = "KASPI_DELIVERY", .status = "CANCELLING", .kaspi_delivery = YES, .assembled = YES },
    SAUDA_STAGE_CANCELLING,
    BACKWARD },
  { { .state = "ARCHIVE", .status = "CANCELLED" }, SAUDA_STAGE_CANCELLED, 0 },
  { { .state = "ARCHIVE", .status = "COMPLETED", .assembled = YES }, SAUDA_STAGE_COMPLETED, 0 },
  { { .state = "ARCHIVE", .status = "KASPI_DELIVERY_RETURN_REQUESTED" },
    SAUDA_STAGE_RETURN_REQUESTED,
    BACKWARD },
  { { .state = "ARCHIVE", .status = "RETURN_ACCEPTED_BY_MERCHANT" }, SAUDA_STAGE_RETURN_REQUESTED, 0 },
  { { .state = "ARCHIVE", .status = "RETURNED" }, SAUDA_STAGE_RETURNED, 0 },
  { { .state = "ARCHIVE", .status = "ACCEPTED_BY_MERCHANT", .assembled = YES }, SAUDA_STAGE_UNKNOWN, 0 },
  { { .state = "KASPI_DELIVERY", .status = "SUSPENDED", .kaspi_delivery = YES }, SAUDA_STAGE_UNKNOWN, 0 },
  { { .state = "MOON", .status = "ACCEPTED_BY_MERCHANT", .kaspi_delivery = YES },
    SAUDA_STAGE_UNKNOWN,
    CANCEL },
  { { NULL }, SAUDA_STAGE_UNKNOWN, 0 },
};

static void
test_derive (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_cmpstr (sauda_stage_get_name (sauda_stage_derive (&cases[i].facts)), ==,
                     sauda_stage_get_name (cases[i].stage));
  }
}

static void
test_transitions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (guint act = 0; act < SAUDA_STAGE_N_ACTS; act++) {
      g_test_message ("case %" G_GSIZE_FORMAT ", act %u", i, act);
      g_assert_cmpint (sauda_stage_may (&cases[i].facts, act), ==, (cases[i].may & (1u << act)) != 0);
    }
  }
}

static void
test_names (void)
{
  SaudaStage stage;

  for (guint i = 0; i < SAUDA_N_STAGES; i++) {
    g_assert_true (sauda_stage_from_name (sauda_stage_get_name (i), &stage));
    g_assert_cmpint (stage, ==, i);
    g_assert_cmpstr (sauda_stage_get_title (i), !=, "");
  }
  g_assert_false (sauda_stage_from_name ("moon", &stage));
  g_assert_false (sauda_stage_from_name (NULL, &stage));
}

static void
test_export (void)
{
  static const struct {
    const char *text, *delivery;
    gboolean courier;
    const char *state, *status;
    gboolean handed_over;
    SaudaStage stage;
  } words[] = {
    { "Новый", "Доставка", TRUE, "NEW", "APPROVED_BY_BANK", FALSE, SAUDA_STAGE_NEW },
    { "Ожидает передачи курьеру", "Доставка (межгород)", TRUE, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT",
      FALSE, SAUDA_STAGE_PACKING },
    { " ожидает  передачи курьеру", "Доставка", TRUE, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", FALSE,
      SAUDA_STAGE_PACKING },
    { "Ожидает передачи курьеру", "Самовывоз", FALSE, "PICKUP", "ACCEPTED_BY_MERCHANT", FALSE,
      SAUDA_STAGE_PICKUP },
    { "Передан курьеру", "Доставка", TRUE, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", TRUE,
      SAUDA_STAGE_DELIVERY },
    { "Принят Партнером", "Самовывоз", FALSE, "PICKUP", "ACCEPTED_BY_MERCHANT", FALSE, SAUDA_STAGE_PICKUP },
    { "Принят партнером", "Доставка", FALSE, "DELIVERY", "ACCEPTED_BY_MERCHANT", FALSE,
      SAUDA_STAGE_OWN_DELIVERY },
    { "Принят партнером", "Доставка", TRUE, NULL, "ACCEPTED_BY_MERCHANT", FALSE, SAUDA_STAGE_UNKNOWN },
    { "В пути", "Доставка", TRUE, "KASPI_DELIVERY", "ACCEPTED_BY_MERCHANT", FALSE, SAUDA_STAGE_PREORDER },
    { "Ожидает отмены", "Доставка", TRUE, "KASPI_DELIVERY", "CANCELLING", FALSE, SAUDA_STAGE_CANCELLING },
    { "Выдан", "Доставка", TRUE, "ARCHIVE", "COMPLETED", FALSE, SAUDA_STAGE_COMPLETED },
    { "Отменён", "Доставка", TRUE, "ARCHIVE", "CANCELLED", FALSE, SAUDA_STAGE_CANCELLED },
    { "Возврат", "Доставка", TRUE, "ARCHIVE", "RETURNED", FALSE, SAUDA_STAGE_RETURNED },
  };
  SaudaExportStatus status;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    SaudaStageFacts facts;

    g_test_message ("%s", words[i].text);
    g_assert_true (sauda_stage_read_export (words[i].text, words[i].delivery, words[i].courier, &status));
    g_assert_cmpstr (status.state, ==, words[i].state);
    g_assert_cmpstr (status.status, ==, words[i].status);
    g_assert_cmpint (status.handed_over, ==, words[i].handed_over);
    facts = (SaudaStageFacts){ .state = status.state,
                               .status = status.status,
                               .pre_order = status.pre_order,
                               .delivery_mode = words[i].delivery,
                               .kaspi_delivery = words[i].courier ? YES : NO,
                               .handed_over = status.handed_over };
    g_assert_cmpint (sauda_stage_derive (&facts), ==, words[i].stage);
  }
  g_assert_false (sauda_stage_read_export ("На Луне", NULL, TRUE, &status));
  g_assert_null (status.status);
}

static void
test_phones (void)
{
  static const struct {
    const char *text, *phone;
  } phones[] = {
    { "7000000001", "7000000001" },
    { "+7 700 000-00-01", "7000000001" },
    { "87000000001", "7000000001" },
    { "+0(000)-000-00-00", NULL },
    { "0000000000", NULL },
    { "+7 700 *** ** 01", NULL },
    { "700000001", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++) {
    g_autofree char *phone = sauda_order_record_read_phone (phones[i].text);

    g_assert_cmpstr (phone, ==, phones[i].phone);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/orders/stage/derive", test_derive);
  g_test_add_func ("/orders/stage/transitions", test_transitions);
  g_test_add_func ("/orders/stage/names", test_names);
  g_test_add_func ("/orders/stage/export", test_export);
  g_test_add_func ("/orders/stage/phones", test_phones);
  return g_test_run ();
}
