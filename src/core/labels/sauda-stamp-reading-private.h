#pragma once

#include "sauda-stamp-boxes-private.h"
#include "sauda-stamp-font-private.h"
#include "sauda-stamp-scanner-private.h"

G_BEGIN_DECLS

typedef struct {
  gboolean set;
  double left, top, right, bottom;
} SaudaStampExtent;

/* Graphics state (ISO 32000-1, 8.4 and 9.3). */
typedef struct {
  cairo_matrix_t matrix; /* to sight */
  SaudaStampExtent clip;
  double pen; /* width of a line */
  gboolean white_fill, white_line;
  const SaudaStampFont *font; /* (nullable) borrowed */
  double size, spacing, word_spacing, scale, leading, rise;
  int mode;
} SaudaStampState;

typedef struct {
  SaudaStampToken type;
  double number;
  gsize text, length; /* in the reading's texts */
} SaudaStampOperand;

/* A content stream being read. */
typedef struct {
  SaudaStampPage *page; /* (not nullable) borrowed */
  qpdf_data document;   /* (not nullable) borrowed */
  SaudaStampState state;
  GArray *stack;    /* (owned) (not nullable) (element-type SaudaStampState) */
  GArray *operands; /* (owned) (not nullable) (element-type SaudaStampOperand) */
  GString *texts;   /* (owned) (not nullable) names and strings among the operands */
  GHashTable
    *fonts; /* (owned) (not nullable) (element-type utf8 SaudaStampFont) by their names in the stream */
  GArray *segments;        /* (owned) (not nullable) (element-type SaudaStampExtent) of the path */
  GArray *subpaths;        /* (owned) (not nullable) (element-type SaudaStampExtent) of the path */
  qpdf_oh resources;       /* of the stream */
  cairo_matrix_t text;     /* where the next glyph goes */
  cairo_matrix_t line;     /* where the line of text began */
  double x, y;             /* pen, in sight */
  double first_x, first_y; /* where the subpath began */
  gboolean clipping;
  guint nesting; /* of forms */
  gsize bytes;   /* read so far, with those of forms as often as they are drawn */
} SaudaStampReading;

typedef void (*SaudaStampAct) (SaudaStampReading *self);

/* What a word of a content stream does. */
typedef struct {
  const char *word;
  SaudaStampAct act;
} SaudaStampWord;

void sauda_stamp_reading_give_up (SaudaStampReading *self);
void sauda_stamp_extent_widen (SaudaStampExtent *extent, double x, double y);
SaudaStampExtent sauda_stamp_extent_transform (const cairo_matrix_t *matrix,
                                               double left,
                                               double bottom,
                                               double right,
                                               double top);
void sauda_stamp_reading_add_box (SaudaStampReading *self,
                                  SaudaStampBoxKind kind,
                                  SaudaStampExtent extent,
                                  double margin);
double sauda_stamp_reading_get_number (SaudaStampReading *self, guint index);
cairo_matrix_t sauda_stamp_reading_get_matrix (SaudaStampReading *self);
const SaudaStampWord *sauda_stamp_path_words (void);
const SaudaStampWord *sauda_stamp_text_words (void);

G_END_DECLS
