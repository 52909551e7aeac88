package org.pcim;

import org.pcim.internal.ClientServices;
import org.pcim.internal.CorrectionDeposit;
import org.pcim.internal.Deposit;
import org.pcim.model.Address;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/** What a radiologist may do. */
public final class RadiologistView extends ParticipantView {

    RadiologistView(ClientServices services, Identity identity) {
        super(services, identity);
    }

    /** As {@link #deposit(Study, Address, ImageDescription, String, Progress)}, without a text and without progress. */
    public Receipt deposit(Study study, Address patient, ImageDescription description) {
        return deposit(study, patient, description, "", Progress.none());
    }

    /**
     * Encrypts a study for its patient, keeps it in the store, and attests to it (paper, 4.4, steps 1 to 3).
     *
     * <p>Nothing is uploaded if the patient has not published a certificate, or if this radiologist is not registered by a
     * registered institution or has not published its own. If the call fails or is interrupted, nothing of the study is
     * kept; calling again makes a new deposit. Memory does not grow with the study's size.
     *
     * @param description what anybody may read about the image; refused if it contains an identifying value
     * @param text free text, which only those read who may open the image
     * @param progress told of the bytes of the study that are encrypted
     * @return what the patient needs to register the image
     * @throws org.pcim.error.InputException if an instance cannot be read or changes meanwhile
     */
    public Receipt deposit(Study study, Address patient, ImageDescription description, String text, Progress progress) {
        return new Deposit(services, identity.signer(), identity.keys(), patient)
                .run(study, description, text, progress);
    }

    /**
     * Corrects an image that this radiologist may open: adds, replaces or withdraws instances. Those that stay are linked
     * where they lie and not stored again; the correction opens them one by one, so that whoever may open the new version
     * reads all of it and nothing of what it withdraws.
     *
     * <p>The radiologist has to be an approved requester of the image's current version, whose keys open it. If the call
     * fails or is interrupted, nothing is kept.
     *
     * @param description what anybody may read about the new version; refused if it contains an identifying value
     * @param text free text, which only those read who may open the image
     * @param progress told of the bytes of changed instances that are encrypted
     * @return what the patient needs to add the correction
     * @throws org.pcim.error.InputException if it withdraws what is not there, or an instance cannot be read
     */
    public Receipt correct(
            ImageId image, StudyCorrection correction, ImageDescription description, String text, Progress progress) {
        return new CorrectionDeposit(services, identity.signer(), identity.keys())
                .run(image, correction, description, text, progress);
    }
}
