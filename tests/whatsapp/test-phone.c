#include "sauda-phone.h"

#include <glib.h>

static const struct {
  const char *text;
  const char *phone; /* NULL: none */
  SaudaPhoneKind kind;
} phones[] = {
  /* Kazakh mobiles */
  { "+7 701 123 45 67", "+77011234567", SAUDA_PHONE_MOBILE },
  { "+7 (701) 123-45-67", "+77011234567", SAUDA_PHONE_MOBILE },
  { "+7\u2011701\u2011123\u201145\u201167", "+77011234567", SAUDA_PHONE_MOBILE },
  { "+7\u00a0701\u00a0123\u00a045\u00a067", "+77011234567", SAUDA_PHONE_MOBILE },
  { "8 701 123 45 67", "+77011234567", SAUDA_PHONE_MOBILE },
  { "8(701)1234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "87011234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "77011234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "701 123 45 67", "+77011234567", SAUDA_PHONE_MOBILE },
  { "7011234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "+8 701 123 45 67", "+77011234567", SAUDA_PHONE_MOBILE },
  { "007 701 1234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "810 7 701 1234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "whatsapp:+77011234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "тел. 8 747 123 45 67", "+77471234567", SAUDA_PHONE_MOBILE },
  { "８７０１１２３４５６７", "+77011234567", SAUDA_PHONE_MOBILE },
  { "+77781234567", "+77781234567", SAUDA_PHONE_MOBILE },
  { "+77601234567", "+77601234567", SAUDA_PHONE_MOBILE },
  { "+77851234567", "+77851234567", SAUDA_PHONE_MOBILE },
  /* with something behind it */
  { "+7 701 123 45 67 доб 12", "+77011234567", SAUDA_PHONE_MOBILE },
  { "+77011234567ext5", "+77011234567", SAUDA_PHONE_MOBILE },
  { "87011234567, 87771234567", "+77011234567", SAUDA_PHONE_MOBILE },
  { "12990; 87771234567", "+77771234567", SAUDA_PHONE_MOBILE },
  { "+77011234567 +77771234567", "+77011234567", SAUDA_PHONE_MOBILE },
  /* other kinds */
  { "+7 727 250 00 00", "+77272500000", SAUDA_PHONE_LANDLINE },
  { "+7 927 123 45 67", "+79271234567", SAUDA_PHONE_RUSSIAN },
  { "89271234567", "+79271234567", SAUDA_PHONE_RUSSIAN },
  { "+998 90 123 45 67", "+998901234567", SAUDA_PHONE_FOREIGN },
  { "+996 555 123456", "+996555123456", SAUDA_PHONE_FOREIGN },
  /* no numbers */
  { "7701234567", NULL, SAUDA_PHONE_NONE },
  { "87701234567", NULL, SAUDA_PHONE_NONE },
  { "+7 703 123 45 67", NULL, SAUDA_PHONE_NONE },
  { "998901234567", NULL, SAUDA_PHONE_NONE },
  { "14.05.2025", NULL, SAUDA_PHONE_NONE },
  { "", NULL, SAUDA_PHONE_NONE },
  { NULL, NULL, SAUDA_PHONE_NONE },
  { "nan", NULL, SAUDA_PHONE_NONE },
  { "12990", NULL, SAUDA_PHONE_NONE },
  { "+7 701 12O 45 67", NULL, SAUDA_PHONE_NONE },
  { "8701123456O7", NULL, SAUDA_PHONE_NONE },
  { "8701123456O77011234567", NULL, SAUDA_PHONE_NONE },
  { "KZ.77011234567", NULL, SAUDA_PHONE_NONE },
  { "whatsapp:KZ.1349120865530274", NULL, SAUDA_PHONE_NONE },
  { "+", NULL, SAUDA_PHONE_NONE },
  { "+7 701 123 45", NULL, SAUDA_PHONE_NONE },
  { "7273500000", NULL, SAUDA_PHONE_NONE },
};

static void
test_phones (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++) {
    SaudaPhoneKind kind;
    g_autofree char *phone = sauda_phone_normalize (phones[i].text, &kind);

    g_test_message ("%s", phones[i].text);
    g_assert_cmpstr (phone, ==, phones[i].phone);
    g_assert_cmpint (kind, ==, phones[i].kind);
  }
}

static void
test_normal_stays_normal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++) {
    g_autofree char *again = sauda_phone_normalize (phones[i].phone, NULL);

    g_assert_cmpstr (again, ==, phones[i].phone);
  }
}

static void
test_any_bytes (void)
{
  for (guint round = 0; round < 5000; round++) {
    char text[32];
    gsize length = (gsize) g_test_rand_int_range (0, (gint32) sizeof text);
    g_autofree char *phone = NULL;

    for (gsize i = 0; i < length; i++)
      text[i] =
        (char) (g_test_rand_bit () ? g_test_rand_int_range ('+', ':') : g_test_rand_int_range (1, 256));
    text[length] = '\0';
    phone = sauda_phone_normalize (text, NULL);
    for (const char *p = phone; p != NULL && *p != '\0'; p++)
      g_assert_true (p == phone ? *p == '+' : g_ascii_isdigit (*p));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whatsapp/phone/table", test_phones);
  g_test_add_func ("/whatsapp/phone/normal-stays-normal", test_normal_stays_normal);
  g_test_add_func ("/whatsapp/phone/any-bytes", test_any_bytes);
  return g_test_run ();
}
