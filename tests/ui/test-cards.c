#include "sauda-card-field-row.h"
#include "sauda-card-window.h"
#include "sauda-cards-window.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

#define HEADER "sku;title;brand;category;images;type\n"
#define GOOD "A 1;Футболка;Sauda;футболки;https://example.org/1.jpg;поло\n"
#define WRONG "B;Футболка;Sauda;футболки;https://example.org/1.jpg;шляпа\n"

/* What Kaspi told an hour ago, so that nobody has to be asked. */
static void
tell (WorkspaceFixture *fixture)
{
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  g_autofree char *sources = g_strdup_printf (
    "INSERT INTO card_source (list, category, attribute, text, read_ms) VALUES ('categories', '', '', NULL, "
    "%1$" G_GINT64_FORMAT "), ('schema', '', '', '{}', %1$" G_GINT64_FORMAT
    "), ('attributes', 'Master - T-shirts', '', NULL, %1$" G_GINT64_FORMAT
    "), ('values', 'Master - T-shirts', 'T*type', NULL, %1$" G_GINT64_FORMAT ")",
    sauda_clock_get_now (sauda_workspace_get_clock (fixture->workspace)));

  sauda_test_database_execute (database, sources);
  sauda_test_database_execute (
    database, "INSERT INTO card_category VALUES ('Master - T-shirts', 'Футболки', 'футболки')");
  sauda_test_database_execute (
    database, "INSERT INTO card_attribute VALUES ('Master - T-shirts', 'T*type', 0, 'enum', 0, 1)");
  sauda_test_database_execute (
    database, "INSERT INTO card_attribute_value VALUES ('Master - T-shirts', 'T*type', 0, 'поло', 'поло')");
}

static SaudaCardsWindow *
open_window (WorkspaceFixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "cards.csv", NULL);
  SaudaCardsWindow *window;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  tell (fixture);
  window = sauda_cards_window_new (NULL, fixture->workspace);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_cards_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "a card in each row"));
  sauda_cards_window_open (window, path);
  sauda_test_wait_until (!sauda_cards_window_is_busy (window));
  return window;
}

static gint64
count (WorkspaceFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

static void
press (SaudaCardsWindow *window, const char *label)
{
  GtkWidget *button = ui_test_find_button (GTK_WIDGET (window), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  sauda_test_wait_until (!sauda_cards_window_is_busy (window));
}

/* A wrong card is told of; nothing is planned while it is there, unless it is left out. */
static void
test_wrong (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaCardsWindow *window = open_window (fixture, HEADER GOOD WRONG);

  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 of 2 cards can be uploaded."));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "not in Kaspi"));
  g_assert_false (gtk_widget_get_sensitive (ui_test_find_button (GTK_WIDGET (window), "_Plan the Upload")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_test_find (GTK_WIDGET (window), GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
  press (window, "_Plan the Upload");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card_upload_row WHERE sku = 'A 1'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card_upload_row"), ==, 1);
  /* what will be sent is shown beside what is left out */
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "A 1 · Футболка"));
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (window), "will be uploaded: Master - T-shirts · Sauda · 1 picture"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "B · Футболка"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "not in Kaspi"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A good one is planned by the first press, and sent by the second alone, which trust forbids here. */
static void
test_plan (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaCardsWindow *window = open_window (fixture, HEADER GOOD);

  press (window, "_Plan the Upload");
  g_assert_cmpint (
    count (fixture, "SELECT count(*) FROM outbox_act WHERE kind = 'cards' AND state = 'planned'"), ==, 1);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Nothing was sent yet"));
  press (window, "_Approve and Upload");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM outbox_act WHERE attempts > 0"), ==, 0);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "trust level"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static SaudaCardFieldRow *
find_row (GtkWidget *root, const char *code)
{
  if (SAUDA_IS_CARD_FIELD_ROW (root) &&
      g_str_equal (sauda_card_field_row_get_code (SAUDA_CARD_FIELD_ROW (root)), code))
    return SAUDA_CARD_FIELD_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SaudaCardFieldRow *row = find_row (child, code);

    if (row != NULL)
      return row;
  }
  return NULL;
}

static void
keep (SaudaCardWindow *window)
{
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Keep"), "clicked");
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
}

/* The form asks what Kaspi asks in the category; what is wrong is said at its field, and kept all
 * the same. */
static void
test_write (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const texts[][2] = { { "title", "Футболка" },
                                          { "brand", "Sauda" },
                                          { "images",
                                            "https://example.org/1.jpg https://example.org/2.jpg" } };
  SaudaCardWindow *window;
  SaudaCardFieldRow *type;
  GtkListBoxRow *category;
  GtkWidget *list;

  tell (fixture);
  window = sauda_card_window_new (NULL, fixture->workspace, 1, 0);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         ui_test_find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY)));
  list = ui_test_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX);
  category = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);
  g_assert_nonnull (category);
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY), "activate");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (category));
  g_signal_emit_by_name (list, "row-activated", category);
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  type = find_row (GTK_WIDGET (window), "T*type");
  g_assert_nonnull (type);
  sauda_card_field_row_set_text (find_row (GTK_WIDGET (window), "sku"), "A 1");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    sauda_card_field_row_set_text (find_row (GTK_WIDGET (window), texts[i][0]), texts[i][1]);
  keep (window);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (type), "needs"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 field is marked"));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card WHERE sku = 'A 1' AND title = 'Футболка'"), ==,
                   1);
  sauda_card_field_row_set_text (type, "поло");
  g_assert_null (ui_test_find_label (GTK_WIDGET (type), "needs"));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "1 field is marked"));
  sauda_card_field_row_set_text (find_row (GTK_WIDGET (window), "sku"), "A 2");
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Keep"), "clicked");
  sauda_test_wait_until (window == NULL);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card_image"), ==, 2);
  window = sauda_card_window_new (NULL, fixture->workspace, 1, count (fixture, "SELECT id FROM card"));
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Delete"), "clicked");
  sauda_test_wait_until (window == NULL);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card"), ==, 0);
}

static void
execute (WorkspaceFixture *fixture, const char *sql)
{
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
}

static char *
dup_field (SaudaCardWindow *window, const char *code)
{
  return sauda_card_field_row_dup_text (find_row (GTK_WIDGET (window), code));
}

static GtkWindow *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

/* The card of an offer says what the catalogue knows, and what another size of the model has; what is typed
 * stays, and goes only after a yes. */
static void
test_offer (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL, *brand = NULL, *weight = NULL, *images = NULL, *type = NULL;
  SaudaCardWindow *window;
  GtkWindow *question;

  tell (fixture);
  execute (fixture, "INSERT INTO variant (id, sku, model_key, model_name, brand, weight_grams, sub_category, "
                    "search_key) VALUES (1, 'P_S', 'P', 'Футболка поло', 'Sauda', 250, 'Поло', ''),"
                    " (2, 'P_M', 'P', 'Футболка поло', 'Sauda', 250, 'Поло', '')");
  execute (fixture, "INSERT INTO offer (store_id, sku, variant_id, title) VALUES (1, 'P S', 1, 'Поло S'),"
                    " (1, 'P M', 2, NULL)");
  execute (fixture, "INSERT INTO card (id, store_id, sku, title, brand, category, description, weight, "
                    "changed_ms) VALUES (1, 1, 'P S', 'Поло', 'Sauda', 'Master - T-shirts', '', '', 0)");
  execute (fixture, "INSERT INTO card_image SELECT id, 0, 'https://example.org/p.jpg' FROM card");
  window = sauda_card_window_new_for_offer (NULL, fixture->workspace, 1, "P M");
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  title = dup_field (window, "title");
  brand = dup_field (window, "brand");
  weight = dup_field (window, "weight");
  images = dup_field (window, "images");
  type = dup_field (window, "T*type");
  g_assert_cmpstr (title, ==, "Футболка поло");
  g_assert_cmpstr (brand, ==, "Sauda");
  g_assert_cmpstr (weight, ==, "0.25");
  g_assert_cmpstr (images, ==, "https://example.org/p.jpg");
  g_assert_cmpstr (type, ==, "поло");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Type"));
  sauda_card_field_row_set_text (find_row (GTK_WIDGET (window), "title"), "Поло M");
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (window), "_Fill from the Catalogue"), "clicked");
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  g_free (title);
  title = dup_field (window, "title");
  g_assert_cmpstr (title, ==, "Поло M");
  gtk_window_close (GTK_WINDOW (window));
  sauda_test_wait_until ((question = find_question ()) != NULL);
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (question), "_Cancel"), "clicked");
  sauda_test_wait_until (find_question () == NULL);
  g_assert_nonnull (find_row (GTK_WIDGET (window), "title"));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  sauda_test_wait_until ((question = find_question ()) != NULL);
  g_signal_emit_by_name (ui_test_find_button (GTK_WIDGET (question), "_Throw Away"), "clicked");
  sauda_test_wait_until (window == NULL);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card"), ==, 1);
}

/* Of a category that nobody told before: what the catalogue knows is there once it is chosen. */
static void
test_offer_without_category (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaCardWindow *window;
  g_autofree char *sku = NULL, *title = NULL;
  GtkWidget *list;

  tell (fixture);
  execute (
    fixture,
    "INSERT INTO variant (id, sku, model_key, model_name, search_key) VALUES (1, 'P_S', 'P', 'Футболка', '');"
    "INSERT INTO offer (store_id, sku, variant_id) VALUES (1, 'P S', 1)");
  window = sauda_card_window_new_for_offer (NULL, fixture->workspace, 1, "P S");
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  list = ui_test_find (GTK_WIDGET (window), GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated", gtk_widget_get_first_child (list));
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  sku = dup_field (window, "sku");
  title = dup_field (window, "title");
  g_assert_cmpstr (sku, ==, "P S");
  g_assert_cmpstr (title, ==, "Футболка");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where nothing was typed, nobody is asked. */
static void
test_untouched (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaCardWindow *window;

  tell (fixture);
  execute (fixture, "INSERT INTO card (id, store_id, sku, title, brand, category, description, weight, "
                    "changed_ms) VALUES (1, 1, 'P S', 'Поло', 'Sauda', 'Master - T-shirts', '', '', 0)");
  window = sauda_card_window_new (NULL, fixture->workspace, 1, 1);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_card_window_is_busy (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  sauda_test_wait_until (window == NULL);
  g_assert_null (find_question ());
}

/* Drafts stand on rows of their own, and go up in one plan without a sheet. */
static void
test_drafts (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaCardsWindow *window;

  tell (fixture);
  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO card (id, store_id, sku, title, brand, category, description, weight, changed_ms) VALUES "
    "(1, (SELECT id FROM store ORDER BY name LIMIT 1), 'A 1', 'Футболка', 'Sauda', 'Master - T-shirts', '', "
    "'', 0),"
    "(2, (SELECT id FROM store ORDER BY name LIMIT 1), 'B', 'Футболка', 'Sauda', 'Master - T-shirts', '', "
    "'', 0)");
  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO card_field VALUES (1, 'T*type', 0, 'поло'), (2, 'T*type', 0, 'шляпа')");
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "INSERT INTO card_image SELECT id, 0, 'https://example.org/1.jpg' FROM card");
  window = sauda_cards_window_new (NULL, fixture->workspace);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_cards_window_is_busy (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "1 of 2 cards can be uploaded."));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "ready to upload"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_test_find (GTK_WIDGET (window), GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
  press (window, "_Plan the Upload");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM card_upload_row WHERE sku = 'A 1'"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/cards/wrong", WorkspaceFixture, NULL, workspace_fixture_set_up, test_wrong,
              workspace_fixture_tear_down);
  g_test_add ("/ui/cards/plan", WorkspaceFixture, NULL, workspace_fixture_set_up, test_plan,
              workspace_fixture_tear_down);
  g_test_add ("/ui/cards/write", WorkspaceFixture, NULL, workspace_fixture_set_up, test_write,
              workspace_fixture_tear_down);
  g_test_add ("/ui/cards/offer", WorkspaceFixture, NULL, workspace_fixture_set_up, test_offer,
              workspace_fixture_tear_down);
  g_test_add ("/ui/cards/offer-without-category", WorkspaceFixture, NULL, workspace_fixture_set_up,
              test_offer_without_category, workspace_fixture_tear_down);
  g_test_add ("/ui/cards/untouched", WorkspaceFixture, NULL, workspace_fixture_set_up, test_untouched,
              workspace_fixture_tear_down);
  g_test_add ("/ui/cards/drafts", WorkspaceFixture, NULL, workspace_fixture_set_up, test_drafts,
              workspace_fixture_tear_down);
  return g_test_run ();
}
