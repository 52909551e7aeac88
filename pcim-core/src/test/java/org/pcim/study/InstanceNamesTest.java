package org.pcim.study;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;

class InstanceNamesTest {

    @Test
    void plainRelativePathsAreTaken() {
        assertDoesNotThrow(() -> InstanceNames.requireValid(
                List.of("IM0001.dcm", "series 1/IM0002.dcm", "series 1/..hidden", "画像/é.dcm")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "a/.",
                "a\\b",
                "C:a",
                "a\u0000b",
                "a\nb",
                "a\u007f",
                "\ud800"
            })
    void whatCouldLeaveTheFolderIsRefused(String name) {
        assertThrows(InputException.class, () -> InstanceNames.requireValid(List.of("fine", name)));
    }

    @Test
    void namesThatAFileSystemMayTakeForOneAreRefused() {
        refused("A.dcm", "a.DCM");
        refused("\u00e9", "e\u0301");
        refused("stra\u00dfe", "STRASSE");
        refused("a", "a");
        refused("a", "A/b");
    }

    @Test
    void longNamesAreRefused() {
        refused("a".repeat(256), "b");
        refused("b", "a/".repeat(512) + "c");
    }

    @Test
    void aStudyWithoutInstancesIsRefused() {
        assertThrows(InputException.class, () -> InstanceNames.requireValid(List.of()));
    }

    private static void refused(String... names) {
        assertThrows(InputException.class, () -> InstanceNames.requireValid(List.of(names)));
    }
}
