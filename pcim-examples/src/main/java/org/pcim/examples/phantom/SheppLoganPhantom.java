package org.pcim.examples.phantom;

import java.util.List;

/**
 * The modified Shepp-Logan head phantom in three dimensions.
 *
 * <p>Ten ellipsoids in the cube from -1 to 1: x grows to the left of the patient, y to the face, z to the crown. Where
 * ellipsoids overlap their densities add up. Outside the head the density is 0, of the skull 1, of the brain 0.2.
 *
 * <p>Places and sizes are those of A. C. Kak and M. Slaney, <i>Principles of Computerized Tomographic Imaging</i>
 * (1988), page 102 with its errata. Densities are raised in contrast as P. Toft did in the plane (<i>The Radon
 * Transform</i>, 1996); for these ellipsoids they are those of H. Yu, Y. Ye, G. Wang, <i>Katsevich-type algorithms for
 * variable radius spiral cone-beam CT</i> (2004).
 */
public final class SheppLoganPhantom {

    /** Density of the brain's tissue. */
    static final double BRAIN = 0.2;

    /** How far the head reaches along z, to either side. */
    static final double HALF_HEIGHT = 0.9;

    private static final List<Ellipsoid> ELLIPSOIDS = List.of(
            // half axes a, b, c; centre x, y, z; turn of a from the x axis in degrees; density
            ellipsoid(0.69, 0.92, HALF_HEIGHT, 0, 0, 0, 0, 1),
            ellipsoid(0.6624, 0.874, 0.88, 0, 0, 0, 0, BRAIN - 1),
            ellipsoid(0.41, 0.16, 0.21, -0.22, 0, -0.25, 108, -0.2),
            ellipsoid(0.31, 0.11, 0.22, 0.22, 0, -0.25, 72, -0.2),
            ellipsoid(0.21, 0.25, 0.5, 0, 0.35, -0.25, 0, 0.2),
            ellipsoid(0.046, 0.046, 0.046, 0, 0.1, -0.25, 0, 0.2),
            ellipsoid(0.046, 0.023, 0.02, -0.08, -0.65, -0.25, 0, 0.1),
            ellipsoid(0.046, 0.023, 0.02, 0.06, -0.65, -0.25, 90, 0.1),
            ellipsoid(0.056, 0.04, 0.1, 0.06, -0.105, 0.625, 90, 0.2),
            ellipsoid(0.056, 0.056, 0.1, 0, 0.1, 0.625, 0, -0.2));

    private SheppLoganPhantom() {}

    /** Returns the density at a point. */
    public static double density(double x, double y, double z) {
        double density = 0;
        for (Ellipsoid ellipsoid : ELLIPSOIDS) {
            Chord chord = ellipsoid.chord(y, z);
            if (chord.from <= x && x <= chord.to) {
                density += ellipsoid.density;
            }
        }
        return density;
    }

    /** Returns the densities in the middles of so many equal parts of the line from x = -1 to 1. */
    static double[] row(int parts, double y, double z) {
        double[] densities = new double[parts];
        for (Ellipsoid ellipsoid : ELLIPSOIDS) {
            Chord chord = ellipsoid.chord(y, z);
            int last = (int) Math.floor(part(chord.to, parts));
            for (int i = (int) Math.ceil(part(chord.from, parts)); i <= last; i++) {
                densities[i] += ellipsoid.density;
            }
        }
        return densities;
    }

    private static double part(double x, int parts) {
        return ((x + 1) * parts - 1) / 2;
    }

    private static Ellipsoid ellipsoid(
            double a, double b, double c, double x, double y, double z, double degrees, double density) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double xx = cos * cos / (a * a) + sin * sin / (b * b);
        double xy = cos * sin * (1 / (a * a) - 1 / (b * b));
        double yy = sin * sin / (a * a) + cos * cos / (b * b);
        return new Ellipsoid(x, y, z, xx, xy, yy, 1 / (c * c), density);
    }

    /** The points with {@code xx dx² + 2 xy dx dy + yy dy² + zz dz² <= 1}, as seen from the centre. */
    private record Ellipsoid(double x, double y, double z, double xx, double xy, double yy, double zz, double density) {

        /** What the ellipsoid cuts out of a line along x. */
        Chord chord(double lineY, double lineZ) {
            double dy = lineY - y;
            double dz = lineZ - z;
            double discriminant = xx * (1 - zz * dz * dz) - dy * dy * (xx * yy - xy * xy);
            if (discriminant < 0) {
                return Chord.NONE;
            }
            double middle = x - xy * dy / xx;
            double half = Math.sqrt(discriminant) / xx;
            return new Chord(middle - half, middle + half);
        }
    }

    private record Chord(double from, double to) {

        static final Chord NONE = new Chord(1, -1);
    }
}
