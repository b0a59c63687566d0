#pragma once

#include "sauda-template-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPaperLayouts:
 *
 * The labels and sheets of the merchant's library as rows to choose from, and the windows that edit them.
 */
typedef struct _SaudaPaperLayouts SaudaPaperLayouts;

SaudaPaperLayouts *sauda_paper_layouts_new (const char *folder,
                                            AdwComboRow *labels,
                                            AdwComboRow *sheets) G_GNUC_WARN_UNUSED_RESULT;
void sauda_paper_layouts_free (SaudaPaperLayouts *self);
void sauda_paper_layouts_show_kind (SaudaPaperLayouts *self, SaudaTemplateKind kind);
void sauda_paper_layouts_reload (SaudaPaperLayouts *self, const char *chosen);
const char *sauda_paper_layouts_get_label (SaudaPaperLayouts *self);
const char *sauda_paper_layouts_get_sheet (SaudaPaperLayouts *self);
GtkWindow *sauda_paper_layouts_edit_label (SaudaPaperLayouts *self, GtkWindow *parent);
GtkWindow *sauda_paper_layouts_edit_sheet (SaudaPaperLayouts *self, GtkWindow *parent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPaperLayouts, sauda_paper_layouts_free)

G_END_DECLS
