package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcim.Identity;
import org.pcim.error.InputException;
import org.pcim.error.Refusal;
import org.pcim.model.Bytes;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Role;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/** What a radiologist deposits, and for whom. */
abstract class DepositSuite extends PatientSuite {

    @Test
    void onlyARegisteredRadiologistDeposits() {
        assertRefused(
                Refusal.NOT_RADIOLOGIST,
                () -> world.pcim.radiologist(world.doctor).deposit(study, patient.address(), ClientWorld.CT_CHEST));
        world.pcim.institution(world.hospital).removeMember(Role.RADIOLOGIST, world.radiologist.address());
        assertRefused(Refusal.NOT_RADIOLOGIST, () -> world.deposit(study));
    }

    @Test
    void aRemovedRadiologistsImagesStayValid() {
        ImageId image = world.register(study);
        world.pcim.institution(world.hospital).removeMember(Role.RADIOLOGIST, world.radiologist.address());
        assertRetrieved(study, patient.retrieve(image, folder.resolve("own"), Progress.none()));
    }

    @Test
    void aPatientWithoutAPublishedKeyGetsNoDeposit() {
        Identity unknown = world.harness.newPatient();
        assertRefused(
                Refusal.NO_KEY,
                () -> world.pcim
                        .radiologist(world.radiologist)
                        .deposit(study, unknown.address(), ClientWorld.CT_CHEST));
    }

    @Test
    void aPatientsCertificateWithAUserIdGetsNoDeposit() {
        assertThrows(
                InputException.class,
                () -> world.pcim.radiologist(world.radiologist).deposit(study, doctor.address(), ClientWorld.CT_CHEST));
    }

    @Test
    void aDescriptionThatNamesThePatientIsRefused() {
        Study named = new Study(study.instances(), new IdentifyingValues(Set.of("Doe"), Set.of(), Set.of()));
        assertThrows(
                InputException.class,
                () -> world.pcim
                        .radiologist(world.radiologist)
                        .deposit(named, patient.address(), new ImageDescription("CT", "DOE")));
    }

    @Test
    void anInstanceThatCannotBeReadOrChangesMeanwhileLeavesNothing() {
        depositFails(new BrokenInstance(10, null));
        depositFails(new BrokenInstance(10, Bytes.of(new byte[9])));
        depositFails(new BrokenInstance(10, Bytes.of(new byte[11])));
    }

    private void depositFails(Instance broken) {
        Study withBroken = new Study(List.of(study.instances().get(0), broken), IdentifyingValues.none());
        InputException e = assertThrows(InputException.class, () -> world.deposit(withBroken));
        assertEquals("broken", e.subject());
        assertTrue(patient.images().isEmpty());
    }

    /** An instance that gives other bytes than it promises, or none. */
    private record BrokenInstance(long size, @Nullable Bytes content) implements Instance {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() throws IOException {
            if (content == null) {
                throw new IOException("unplugged");
            }
            return new ByteArrayInputStream(content.toByteArray());
        }
    }
}
