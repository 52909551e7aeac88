/** The topics of {@link org.pcim.testkit.ImageStoreContract}. */
@NullMarked
package org.pcim.testkit.store;

import org.jspecify.annotations.NullMarked;
