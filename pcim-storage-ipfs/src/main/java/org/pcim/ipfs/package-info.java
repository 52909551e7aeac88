/** Image store on IPFS nodes (Kubo) and trustless gateways. */
@NullMarked
package org.pcim.ipfs;

import org.jspecify.annotations.NullMarked;
