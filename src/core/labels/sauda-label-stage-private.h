#pragma once

#include "sauda-time.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SAUDA_LABEL_TODAY "Today"
#define SAUDA_LABEL_MISSING_FILE "missing_orders.csv"
#define SAUDA_LABEL_LOG_FILE "build_log.csv"
#define SAUDA_LABEL_PICK_PDF "pick_list.pdf"
#define SAUDA_LABEL_PICK_CSV "pick_list.csv"

/**
 * SaudaLabelStage:
 *
 * Where a run is written before it takes the place of the last one: a hidden folder inside the folder of the
 * run, so that both lie on one disk.
 */
typedef struct _SaudaLabelStage SaudaLabelStage;

SaudaLabelStage *
sauda_label_stage_new (const char *folder, SaudaDay day, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_stage_free (SaudaLabelStage *self);
char *sauda_label_stage_build_path (SaudaLabelStage *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_label_stage_write (SaudaLabelStage *self, const char *name, GString *text, GError **error);
gboolean sauda_label_stage_make_folder (SaudaLabelStage *self, const char *name, GError **error);
gboolean sauda_label_stage_commit (SaudaLabelStage *self, GError **error);
char *sauda_label_zip_name (SaudaDay day) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelStage, sauda_label_stage_free)

G_END_DECLS
