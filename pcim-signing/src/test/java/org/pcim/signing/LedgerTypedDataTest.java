package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerOperation;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.ReasonCode;
import org.pcim.model.Role;

class LedgerTypedDataTest {

    private static final LedgerId LEDGER = new LedgerId("embedded:" + "ab".repeat(16));
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000);

    private static final Map<Class<?>, Function<Integer, Object>> MAKERS = Map.ofEntries(
            Map.entry(long.class, n -> (long) n),
            Map.entry(int.class, n -> n + 1),
            Map.entry(boolean.class, n -> n == 1),
            Map.entry(String.class, n -> "TEXT" + n),
            Map.entry(Duration.class, n -> Duration.ofDays(n)),
            Map.entry(Instant.class, n -> TIME.plusSeconds(n)),
            Map.entry(Bytes.class, n -> Bytes.of(new byte[] {n.byteValue()})),
            Map.entry(Digest.class, LedgerTypedDataTest::digest),
            Map.entry(Address.class, LedgerTypedDataTest::address),
            Map.entry(ImageId.class, LedgerTypedDataTest::image),
            Map.entry(Cid.class, n -> new Cid(Cid.Codec.DAG_PB, digest(n))),
            Map.entry(LedgerId.class, n -> n == 1 ? LEDGER : LedgerId.ethereum(n, address(n))),
            Map.entry(Role.class, n -> n == 1 ? Role.RADIOLOGIST : Role.REQUESTER),
            Map.entry(ReasonCode.class, n -> n == 1 ? ReasonCode.UNSPECIFIED : ReasonCode.KEY_COMPROMISED));

    private final LedgerTypedData data = new LedgerTypedData(LEDGER);

    @Test
    void everyFieldOfEveryOperationIsSigned() throws ReflectiveOperationException {
        Set<Class<?>> tested = new HashSet<>();
        for (Class<?> kind : LedgerOperation.class.getPermittedSubclasses()) {
            LedgerOperation one = (LedgerOperation) make(kind, 1);
            assertEquals(digest(one), digest((LedgerOperation) make(kind, 1)));
            for (Object changed : changes(one)) {
                if (isAttestedElsewhere((LedgerOperation) changed)) {
                    continue; // the attestation's own signature covers its ledger, through the domain
                }
                assertNotEquals(digest(one), digest((LedgerOperation) changed), () -> one + " -> " + changed);
            }
            tested.add(kind);
        }
        assertEquals(19, tested.size());
    }

    private static boolean isAttestedElsewhere(LedgerOperation operation) {
        if (operation instanceof LedgerOperation.CreateContract it) {
            return !it.attestation().ledger().equals(LEDGER);
        }
        return operation instanceof LedgerOperation.AddCorrection it
                && !it.attestation().ledger().equals(LEDGER);
    }

    @Test
    void operationsWithTheSameFieldsDiffer() throws ReflectiveOperationException {
        Set<Digest> digests = new HashSet<>();
        for (Class<?> kind : LedgerOperation.class.getPermittedSubclasses()) {
            assertTrue(digests.add(digest((LedgerOperation) make(kind, 1))));
        }
    }

    @Test
    void senderNonceDeadlineAndLedgerAreSigned() {
        LedgerOperation trace = new LedgerOperation.TraceAuthorization(image(1), address(1));
        Digest one = digest(trace);
        assertNotEquals(
                one, data.operation(trace, address(8), BigInteger.ONE, TIME).digest());
        assertNotEquals(
                one, data.operation(trace, address(9), BigInteger.TWO, TIME).digest());
        assertNotEquals(
                one,
                data.operation(trace, address(9), BigInteger.ONE, TIME.plusSeconds(1))
                        .digest());
        LedgerTypedData other = new LedgerTypedData(LedgerId.ethereum(1, address(1)));
        assertNotEquals(
                one, other.operation(trace, address(9), BigInteger.ONE, TIME).digest());
    }

    @Test
    void everyFieldOfAnAttestationIsSigned() throws ReflectiveOperationException {
        Attestation one = attestation(1);
        for (Object changed : changes(one)) {
            Attestation other = (Attestation) changed;
            if (other.ledger().equals(LEDGER)) {
                assertNotEquals(data.attestation(one), data.attestation(other), () -> "" + other);
            } else {
                assertThrows(IllegalArgumentException.class, () -> data.attestation(other));
            }
        }
    }

    @Test
    void theTypesAreThoseOfTheDocumentation() {
        String json = data.attestation(attestation(1)).json();
        assertTrue(json.contains("\"primaryType\":\"Attestation\""), json);
        assertEquals(
                "KeyBinding",
                primaryType(data.binding(new KeyBinding(LEDGER, address(1), digest(1), 1))
                        .json()));
        assertThrows(
                IllegalArgumentException.class,
                () -> data.binding(new KeyBinding(LedgerId.ethereum(1, address(1)), address(1), digest(1), 1)));
    }

    private static String primaryType(String json) {
        return json.replaceAll(".*\"primaryType\":\"(\\w+)\".*", "$1");
    }

    private Digest digest(LedgerOperation operation) {
        return data.operation(operation, address(9), BigInteger.ONE, TIME).digest();
    }

    /** The record with each of its parts changed, one at a time, down to the parts of its parts. */
    private static List<Object> changes(Object record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getAccessor().invoke(record);
        }
        List<Object> changed = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (Object other : others(components[i], values[i])) {
                Object[] copy = values.clone();
                copy[i] = other;
                changed.add(construct(record.getClass(), components, copy));
            }
        }
        return changed;
    }

    private static List<Object> others(RecordComponent component, Object value) throws ReflectiveOperationException {
        if (value instanceof List<?> list) {
            Object element = list.get(0);
            List<Object> others = new ArrayList<>();
            if (!(element instanceof LedgerOperation)) { // a batch is never empty
                others.add(List.of());
            }
            if (element.getClass().isRecord() && !MAKERS.containsKey(element.getClass())) {
                changes(element).forEach(other -> others.add(List.of(other)));
            } else {
                others.add(List.of(make(element.getClass(), 2)));
            }
            return others;
        }
        boolean whole = !value.getClass().isRecord() || MAKERS.containsKey(value.getClass());
        return whole ? List.of(make(component.getType(), 2)) : changes(value);
    }

    private static Object make(RecordComponent component, int n) throws ReflectiveOperationException {
        if (component.getGenericType() instanceof ParameterizedType list) {
            return List.of(make((Class<?>) list.getActualTypeArguments()[0], n));
        }
        return make(component.getType(), n);
    }

    private static Object make(Class<?> kind, int n) throws ReflectiveOperationException {
        Function<Integer, Object> maker = MAKERS.get(kind);
        if (maker != null) {
            return maker.apply(n);
        }
        RecordComponent[] components = kind.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = make(components[i], n);
        }
        return construct(kind, components, values);
    }

    private static Object construct(Class<?> kind, RecordComponent[] components, Object[] values)
            throws ReflectiveOperationException {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return kind.getDeclaredConstructor(types).newInstance(values);
    }

    private static Digest digest(int n) {
        return Digest.sha256(new byte[] {(byte) n});
    }

    private static Address address(int n) {
        return Address.of(Arrays.copyOf(new byte[] {(byte) n}, 20));
    }

    private static ImageId image(int n) {
        return new ImageId(digest(n));
    }

    private static Attestation attestation(int n) {
        return new Attestation(
                LEDGER,
                address(n),
                new Attestation.Correction(image(n), 1 + n, new Cid(Cid.Codec.DAG_PB, digest(n + 100))),
                new Cid(Cid.Codec.DAG_PB, digest(n)),
                digest(n),
                digest(n),
                new ImageDescription("CT", "CHEST"),
                address(n),
                digest(n),
                TIME,
                TIME);
    }
}
