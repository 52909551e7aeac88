/** The client: what each participant can do with images that are kept encrypted while the patient decides. */
@NullMarked
package org.pcim;

import org.jspecify.annotations.NullMarked;
