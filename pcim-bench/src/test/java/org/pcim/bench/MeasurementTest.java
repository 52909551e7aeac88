package org.pcim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void takesTheMiddleOfAnEvenNumberOfRounds() {
        Measurement measurement = new Measurement("gpg", "s", List.of(), List.of(4.0, 1.0, 3.0, 2.0));
        assertEquals(2.5, measurement.median());
        assertEquals(1, measurement.lowest());
        assertEquals(4, measurement.highest());
        assertEquals(4, measurement.first());
    }

    @Test
    void doesNotCountWhatWarmsUp() {
        Measurement measurement = new Measurement(Measurement.PCIM, "s", List.of(90.0, 80.0), List.of(1.0));
        assertEquals(1, measurement.median());
        assertEquals(90, measurement.first());
    }

    @Test
    void showsThreeDigitsThatTellSomething() {
        assertEquals("67394", Measurement.number(67_394));
        assertEquals("123", Measurement.number(123.4));
        assertEquals("12.3", Measurement.number(12.34));
        assertEquals("1.23", Measurement.number(1.234));
        assertEquals("0.123", Measurement.number(0.1234));
        assertEquals("0.00123", Measurement.number(0.001234));
    }

    @Test
    void refusesToSpeakOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Measurement("gpg", "s", List.of(), List.of()));
    }
}
