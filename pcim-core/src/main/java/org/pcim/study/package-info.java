/** What a radiologist deposits: instances that can be opened again, with the values that identify the patient. */
@NullMarked
package org.pcim.study;

import org.jspecify.annotations.NullMarked;
