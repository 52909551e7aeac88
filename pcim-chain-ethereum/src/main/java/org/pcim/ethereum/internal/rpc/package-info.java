/** What is asked of Ethereum nodes: JSON-RPC over HTTP, from several nodes, within deadlines and bounds. */
@NullMarked
package org.pcim.ethereum.internal.rpc;

import org.jspecify.annotations.NullMarked;
