package org.pcim.ethereum;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What a module descriptor would see to, if the jars of web3j allowed one. */
class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.pcim.ethereum");

    @Test
    void librariesAreUsedInInternalPackagesOnly() {
        assertFalse(CLASSES.isEmpty());
        noClasses()
                .that()
                .resideOutsideOfPackage("org.pcim.ethereum.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.web3j..", "io.reactivex..", "com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void onlyTheNodesAreAskedOverTheNetwork() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.pcim.ethereum.internal.rpc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.web3j.protocol..")
                .check(CLASSES);
    }
}
