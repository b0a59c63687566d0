#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaApplication:
 *
 * The desktop program: one instance per data folder, one window. A second start raises the window of the
 * first.
 */
#define SAUDA_TYPE_APPLICATION (sauda_application_get_type ())
G_DECLARE_FINAL_TYPE (SaudaApplication, sauda_application, SAUDA, APPLICATION, AdwApplication)

SaudaApplication *sauda_application_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_application_get_practice (SaudaApplication *self);
void sauda_application_set_practice (SaudaApplication *self, gboolean practice);
const char *sauda_application_get_data_folder (SaudaApplication *self);
void sauda_application_set_data_folder (SaudaApplication *self, const char *folder);
void sauda_application_use_language (const char *language);
void sauda_application_choose_language (int argc, char **argv);

G_END_DECLS
