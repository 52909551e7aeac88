package org.pcim.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.RequesterView;
import org.pcim.model.ImageId;
import org.pcim.model.Receipt;

/**
 * How long one patient and its requester wait until what they do is recorded: from the call to its return.
 *
 * @param seconds for each function, one value a round
 */
record RecordingTimes(Map<PaperFunction, List<Double>> seconds) {

    static RecordingTimes measure(ChainWorld world, Duration period, int rounds, int seed) throws IOException {
        Random random = new Random(seed);
        Identity patient = world.patient();
        Identity doctor = world.requester();
        PatientView deciding = world.pcim.patient(patient);
        RequesterView asking = world.pcim.requester(doctor);
        RecordingTimes times = new RecordingTimes(new EnumMap<>(PaperFunction.class));
        for (int round = 0; round < rounds; round++) {
            Receipt receipt = world.deposit(patient);
            ImageId image = receipt.attestation().image();
            pause(period, random);
            times.add(PaperFunction.CREATE_CONTRACT, () -> deciding.createContract(receipt));
            pause(period, random);
            times.add(PaperFunction.REQUESTING_ACCESS, () -> asking.requestAccess(image, "Second opinion"));
            AccessRequest request = deciding.pendingRequests().get(0);
            GrantTerms tomorrow = GrantTerms.until(Instant.now().plus(Duration.ofDays(1)));
            pause(period, random);
            times.add(PaperFunction.APPROVE_IRS, () -> deciding.approve(request, tomorrow));
            pause(period, random);
            times.add(PaperFunction.TRACE_AUTHORIZATION, () -> asking.trace(image));
            pause(period, random);
            times.add(PaperFunction.REMOVE_IRS, () -> deciding.remove(image, doctor.address(), "Opinion given"));
        }
        return times;
    }

    private void add(PaperFunction function, Cost.Work work) throws IOException {
        double taken = Cost.of(work).seconds();
        seconds.computeIfAbsent(function, first -> new ArrayList<>()).add(taken);
    }

    private static void pause(Duration period, Random random) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(random.nextLong(period.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
