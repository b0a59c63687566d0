#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a label of another maker lies on its page, and what it is made of. */
typedef struct {
  const char *name;
  double page_width, page_height; /* millimetres */
  double x, y;                    /* of the label on the page, millimetres from the left and the top */
  double size;                    /* times 100 x 150 mm */
  int turn;                       /* degrees that the label is drawn turned by, clockwise */
  int rotate;                     /* /Rotate of the page */
  double crop[4];                 /* millimetres: left, bottom, right, top of /CropBox; all 0 without one */
  gboolean outlines;              /* letters and bars are shapes: no text, no pictures */
  gboolean form;                  /* all of it is a form */
  gboolean scan;                  /* all of it is one picture */
  gboolean object_streams;
  gboolean full; /* nowhere is there room for a mark */
} SaudaForeignLayout;

GBytes *sauda_foreign_test_draw (const SaudaForeignLayout *layout, const char *const *codes, guint places);

G_END_DECLS
