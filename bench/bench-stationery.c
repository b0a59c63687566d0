#include "sauda-stationery-print.h"
#include "sauda-template-library.h"

#define LABELS 1000
#define RUNS 5

/* 1,000 labels of goods, each with its own text, QR and Code 128. */
static GPtrArray *
make_copies (void)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < LABELS; i++) {
    GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

    g_hash_table_insert (fields, (gpointer) "title", g_strdup_printf ("Комплект термобелья %u", i % 40));
    g_hash_table_insert (fields, (gpointer) "color", g_strdup ("чёрный"));
    g_hash_table_insert (fields, (gpointer) "size", g_strdup ("2XL"));
    g_hash_table_insert (fields, (gpointer) "price", g_strdup_printf ("%u 990 ₸", i % 9 + 1));
    g_hash_table_insert (fields, (gpointer) "sku", g_strdup_printf ("CL_QZ_MEN_%04u_2XL", i));
    g_hash_table_insert (fields, (gpointer) "code", g_strdup_printf ("132%06u_650", i));
    g_ptr_array_add (copies, fields);
  }
  return copies;
}

static double
write_once (const SaudaTemplate *label, GPtrArray *copies)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = sauda_stationery_print_write_bytes (
    &(SaudaStationeryPrint){ .label = label, .copies = copies }, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pdf), >, LABELS * 100);
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

/* Seconds; -1 when the peer is not there. */
static double
run_peer (const char *script)
{
  const char *const command[] = { "/usr/bin/python3", script, NULL };
  g_autofree char *output = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                     NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return -1;
  return g_ascii_strtod (output, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (SaudaTemplateLibrary) library = sauda_template_library_new (NULL);
  const SaudaTemplate *label = sauda_template_library_find (library, "product-58x40", NULL);
  g_autoptr (GPtrArray) copies = make_copies ();
  double best = G_MAXDOUBLE, peer;

  for (guint i = 0; i < RUNS; i++)
    best = MIN (best, write_once (label, copies));
  g_print ("%-44s %8.3f s\n", "1,000 own labels with QR and Code 128", best);
  peer = argc > 1 ? run_peer (argv[1]) : -1;
  if (peer > 0)
    g_print ("%-44s %8.3f s   Sauda is %.1f x as fast (wanted: 25)\n", "reportlab, the same", peer,
             peer / best);
  else
    g_print ("reportlab is not there to compare with: install python3-reportlab\n");
  return 0;
}
