package org.pcim.examples.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheppLoganPhantomTest {

    private static final double ROUNDING = 1e-12;
    private static final int PARTS = 64;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "air beside the head,            0.95,   0.95,    0,    0",
        "air above the crown,               0,      0, 0.95,    0",
        "skull at the face,                 0,    0.9,    0,    1",
        "skull at the crown,                0,      0, 0.89,    1",
        "brain,                             0,      0,    0,  0.2",
        "right ventricle,               -0.22,      0, -0.25,   0",
        "its upper end leans out,      -0.328,  0.333, -0.25,   0",
        "its lower end leans in,       -0.112, -0.333, -0.25,   0",
        "brain outside its lower end,  -0.328, -0.333, -0.25, 0.2",
        "left ventricle,                 0.22,      0, -0.25,   0",
        "its upper end leans out,       0.294,  0.228, -0.25,   0",
        "large tumour,                      0,   0.35, -0.25, 0.4",
        "round tumour,                      0,   0.08, -0.25, 0.4",
        "lying tumour,                  -0.11,  -0.65, -0.25, 0.3",
        "standing tumour,                0.06,  -0.62, -0.25, 0.3",
        "brain beside it,                0.09,  -0.65, -0.25, 0.2",
        "high tumour,                    0.06, -0.105, 0.625, 0.4",
        "high hollow,                       0,    0.1, 0.625,   0",
    })
    void hasThePublishedDensities(String place, double x, double y, double z, double density) {
        assertEquals(density, SheppLoganPhantom.density(x, y, z), ROUNDING, place);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.8, -0.6, 0.1, 0.4, 0.8})
    void isTheSameLeftAndRightBesideTheVentricles(double z) {
        onEachPoint((x, y) ->
                assertEquals(SheppLoganPhantom.density(x, y, z), SheppLoganPhantom.density(-x, y, z), ROUNDING));
    }

    @Test
    void isTheSameTowardsNeckAndCrownWhereOnlySkullAndBrainAre() {
        onEachPoint((x, y) ->
                assertEquals(SheppLoganPhantom.density(x, y, 0.8), SheppLoganPhantom.density(x, y, -0.8), ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.25, 0, 0.625, 0.89, 1})
    void aRowHoldsTheDensitiesOfItsPoints(double z) {
        for (int i = 0; i < PARTS; i++) {
            double y = middle(i);
            double[] row = SheppLoganPhantom.row(PARTS, y, z);
            for (int part = 0; part < PARTS; part++) {
                assertEquals(SheppLoganPhantom.density(middle(part), y, z), row[part], ROUNDING);
            }
        }
    }

    private static void onEachPoint(PointCheck check) {
        for (int i = 0; i < PARTS; i++) {
            for (int j = 0; j < PARTS; j++) {
                check.at(middle(i), middle(j));
            }
        }
    }

    private static double middle(int part) {
        return (2 * part + 1.0) / PARTS - 1;
    }

    private interface PointCheck {
        void at(double x, double y);
    }
}
