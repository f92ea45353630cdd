/* Acts on a meaning unit whose source is known. */
#ifndef TEMA_UNIT_PRIV_H
#define TEMA_UNIT_PRIV_H

#include "screens_priv.h"

/* True when nothing can be changed here and now; says why. To be asked before somebody types words in vain. */
bool unit_refuses(struct workbench *wb);

void unit_condense(struct workbench *wb, tema_id segment, tema_id source);
void unit_edit_quote(struct workbench *wb, tema_id segment, tema_id source);

/* Takes the coding off; asks first when it is somebody else's. */
void unit_take_off(struct workbench *wb, tema_id coding, tema_id coder, tema_id code);

#endif
