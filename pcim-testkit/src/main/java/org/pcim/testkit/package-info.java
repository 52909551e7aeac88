/** Contract suites that every image store, access ledger and image cipher must pass. */
@NullMarked
package org.pcim.testkit;

import org.jspecify.annotations.NullMarked;
