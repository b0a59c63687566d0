#pragma once

#include "sauda-application.h"
#include "sauda-orders-page.h"
#include "sauda-test-database.h"
#include "sauda-window.h"
#include "ui-test.h"

G_BEGIN_DECLS

typedef struct {
  SaudaTestFolder folder;
  SaudaWindow *window;
  SaudaDatabase *database;
  SaudaOrdersPage *page;
  SaudaGrid *grid;
} KeyboardFixture;

void keyboard_open_window (KeyboardFixture *fixture);
void keyboard_set_up (KeyboardFixture *fixture, gconstpointer data);
void keyboard_tear_down (KeyboardFixture *fixture, gconstpointer data);
void keyboard_press (KeyboardFixture *fixture, const char *keys);
guint keyboard_count_shown (KeyboardFixture *fixture);
gboolean keyboard_has_focus (KeyboardFixture *fixture, GType type);
gint64 keyboard_read_number (KeyboardFixture *fixture, const char *sql);
void keyboard_tab_to (KeyboardFixture *fixture, GType type, const char *key);
void keyboard_open_orders (KeyboardFixture *fixture);
void keyboard_find (KeyboardFixture *fixture, const char *keys, guint rows);
gboolean keyboard_is_on_button (KeyboardFixture *fixture, const char *label);
void keyboard_go_to_button (KeyboardFixture *fixture, const char *label);
gboolean keyboard_is_on (KeyboardFixture *fixture, const char *tip);
int keyboard_main (int argc, char **argv, void (*add) (void));

G_END_DECLS
