package org.pcim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.bench.Figure.Place;
import org.pcim.error.InputException;

class ResultsFolderTest {

    private static final Measurement OURS =
            new Measurement(Measurement.PCIM, "s", List.of(9.0), List.of(3.0, 1.0, 2.5));
    private static final Figure BAR =
            Figure.of("a \"quoted\", line", List.of(OURS), List.of(Measurement.once("gpg", "s", 4)), "", "2 x", false);

    @TempDir
    private Path folder;

    @Test
    void writesEveryValueOfEveryRound() throws IOException {
        write(BAR);
        assertEquals(
                List.of(
                        "part,what,side,of,unit,round,counts,value",
                        "CIPHER,\"a \"\"quoted\"\", line\",ours,PCIM,s,1,false,9.0",
                        "CIPHER,\"a \"\"quoted\"\", line\",ours,PCIM,s,2,true,3.0",
                        "CIPHER,\"a \"\"quoted\"\", line\",ours,PCIM,s,3,true,1.0",
                        "CIPHER,\"a \"\"quoted\"\", line\",ours,PCIM,s,4,true,2.5",
                        "CIPHER,\"a \"\"quoted\"\", line\",peer,gpg,s,1,true,4.0"),
                Files.readAllLines(folder.resolve("rounds.csv")));
    }

    @Test
    void writesMediansAndSpreadOfTheRoundsThatCount() throws IOException {
        write(BAR);
        assertTrue(Files.readAllLines(folder.resolve("figures.csv"))
                .contains("CIPHER,\"a \"\"quoted\"\", line\",ours,PCIM,s,2.5,1.0,3.0,9.0,3,,2 x,false"));
        assertTrue(Files.readString(folder.resolve("report.md"))
                .contains("| 2.50 s (1 to 3; first 9) | gpg: 4 s |  | 2 x | **no** |"));
    }

    @Test
    void writesJsonThatSaysOnWhatItWasMeasured() throws IOException {
        write(BAR);
        List<String> texts = new ArrayList<>();
        try (JsonParser json =
                new JsonFactory().createParser(folder.resolve("results.json").toFile())) {
            while (json.nextToken() != null) {
                texts.add(json.getText());
            }
        }
        assertTrue(texts.containsAll(List.of("pcim-bench/run --only CIPHER", "EPYC", "2026-11-28T12:00:00Z", "9.0")));
    }

    @Test
    void drawsBarsAndLines() throws IOException {
        write(BAR, BAR.at(Place.point("size", "MB", 1)), BAR.at(Place.point("size", "MB", 10)));
        for (String picture : List.of("cipher-s.png", "size.png")) {
            assertEquals(1200, ImageIO.read(folder.resolve(picture).toFile()).getWidth(), picture);
        }
    }

    @Test
    void refusesAFolderThatIsNotEmpty() throws IOException {
        write(BAR);
        InputException refused = assertThrows(InputException.class, () -> ResultsFolder.create(folder));
        assertTrue(String.valueOf(refused.getMessage()).contains("--out"));
    }

    private void write(Figure... figures) throws IOException {
        Plots.requireFonts();
        Sizes sizes = new Sizes(false, 1, 3, 1, 1, 1, 1, 1);
        ResultsFolder.create(folder)
                .write(new Results(
                        Instant.parse("2026-11-28T12:00:00Z"),
                        "pcim-bench/run --only CIPHER",
                        Map.of("processor", "EPYC"),
                        sizes,
                        Map.of(PartName.CIPHER, List.of(figures))));
    }
}
