#pragma once

#include "sauda-sheet-grid.h"
#include "sauda-template.h"

G_BEGIN_DECLS

/**
 * SaudaTemplateLibrary:
 *
 * The templates and sheets that Sauda brings, and the merchant's own: JSON files in `templates` and `sheets`
 * of a folder. An own one takes the place of one of the same name.
 */
typedef struct _SaudaTemplateLibrary SaudaTemplateLibrary;

SaudaTemplateLibrary *sauda_template_library_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void sauda_template_library_free (SaudaTemplateLibrary *self);
GPtrArray *sauda_template_library_list (SaudaTemplateLibrary *self,
                                        SaudaTemplateKind kind) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_template_library_list_sheets (SaudaTemplateLibrary *self) G_GNUC_WARN_UNUSED_RESULT;
const char *const *sauda_template_library_get_problems (SaudaTemplateLibrary *self);
const SaudaTemplate *sauda_template_library_find (SaudaTemplateLibrary *self, const char *id, GError **error);
const SaudaSheetGrid *
sauda_template_library_find_sheet (SaudaTemplateLibrary *self, const char *id, GError **error);
gboolean sauda_template_library_is_own (SaudaTemplateLibrary *self, const char *id);
gboolean sauda_template_library_save (SaudaTemplateLibrary *self, const SaudaTemplate *label, GError **error);
gboolean
sauda_template_library_save_sheet (SaudaTemplateLibrary *self, const SaudaSheetGrid *sheet, GError **error);
gboolean sauda_template_library_remove (SaudaTemplateLibrary *self, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTemplateLibrary, sauda_template_library_free)

G_END_DECLS
