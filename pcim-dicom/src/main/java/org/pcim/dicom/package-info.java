/** What PCIM needs of DICOM: headers of files, folders grouped into studies. */
@NullMarked
package org.pcim.dicom;

import org.jspecify.annotations.NullMarked;
