package org.pcim.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcim.model.Cid;
import org.pcim.testkit.program.ProgramRun;
import org.pcim.testkit.program.TestProgram;

/** A private repository of Kubo in a folder of its own, that no daemon serves and no network reaches. */
final class KuboRepository {

    private final TestProgram ipfs;

    KuboRepository(Path folder) {
        ipfs = TestProgram.built("kubo", "ipfs").with("IPFS_PATH", folder.toString());
        run("init", "--profile=test", "--empty-repo");
        run("bootstrap", "rm", "--all");
        run("config", "Routing.Type", "none");
        run("config", "--json", "Provide.Enabled", "false");
        run("config", "--json", "AutoConf.Enabled", "false");
    }

    /** The root that {@code ipfs add} gives a folder with the parameters of docs/format.md; nothing is stored. */
    Cid rootOf(Path folder) {
        return Cid.parse(run(
                        "add",
                        "-r",
                        "-Q",
                        "--only-hash",
                        "--cid-version=1",
                        "--raw-leaves",
                        "--chunker=size-1048576",
                        "--max-file-links=1024",
                        folder.toString())
                .text()
                .strip());
    }

    /** Takes a CAR and pins its roots; what Kubo says, a line each. */
    List<String> importCar(Path car) {
        return run("dag", "import", car.toString()).lines();
    }

    /** What Kubo says to whether the graph below a root is pinned. */
    String pinOf(Cid root) {
        return run("pin", "ls", "--type=recursive", root.toString()).text().strip();
    }

    /** Every block below a root, as Kubo finds them. */
    Set<Cid> blocksBelow(Cid root) {
        return run("refs", "-r", "-u", root.toString()).lines().stream()
                .map(Cid::parse)
                .collect(Collectors.toSet());
    }

    /** Writes the folder below a root. */
    void get(Cid root, Path folder) {
        run("get", "-o", folder.toString(), root.toString());
    }

    private ProgramRun run(String... arguments) {
        return ipfs.run(arguments).succeeds();
    }
}
