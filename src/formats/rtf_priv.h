/* The control words of RTF that matter for its text (Rich Text Format Specification 1.9.1). */
#ifndef TEMA_FORMATS_RTF_PRIV_H
#define TEMA_FORMATS_RTF_PRIV_H

#include <stddef.h>
#include <stdint.h>

enum rtf_act {
    RTF_CHAR, /* stands for the character `arg` */
    RTF_PAR,
    RTF_LINE,
    RTF_BREAK, /* of a page or section: ends the paragraph, if there is one */
    RTF_CELL,
    RTF_ROW,
    RTF_U,
    RTF_UC,
    RTF_BIN,
    RTF_F,
    RTF_DEFF,
    RTF_FONTS,
    RTF_FCHARSET,
    RTF_CPG,
    RTF_ANSICPG,
    RTF_SET, /* the document's code page is `arg` */
    RTF_PLAIN,
    RTF_PARD,
    RTF_OUTLINE,
    RTF_HIDDEN,
    RTF_DELETED,
    RTF_SKIP, /* this and what follows: destinations; of these, no text */
    RTF_HEADER,
    RTF_FOOTNOTE,
    RTF_ANNOTATION,
    RTF_PICTURE,
    RTF_OBJECT,
    RTF_RESULT, /* of an object: what is shown for it */
    RTF_SHAPE,
    RTF_WITHIN, /* of a shape, no destination of its own */
    RTF_BOX,
    RTF_UPR, /* the same text in ANSI and, in its `ud`, in Unicode */
    RTF_UD,
    RTF_KNOWN, /* text, even if starred */
};

struct rtf_word {
    const char *name;
    enum rtf_act act;
    int arg;
};
/* The word of n letters; NULL when it does not matter. */
const struct rtf_word *rtf_word(const char *name, size_t n);

#endif
