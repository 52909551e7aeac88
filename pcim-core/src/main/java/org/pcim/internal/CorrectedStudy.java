package org.pcim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.MessageKey;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsReader;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.internal.Attestor.Content;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.model.Cid;
import org.pcim.study.InstanceNames;
import org.pcim.study.StudyCorrection;

/**
 * What a version holds after a correction: the instances that are kept, as they lie in the version before, and those that
 * are added or take the place of others.
 */
final class CorrectedStudy {

    private static final String ACTION = "correct study";

    private final OpenedVersion before;
    private final Set<String> dropped;

    /** Refuses a correction that withdraws what is not there, or everything. */
    CorrectedStudy(OpenedVersion before, StudyCorrection correction) {
        this.before = before;
        this.dropped = new HashSet<>(correction.withdrawn());
        Set<String> names = stated().stream().map(StatedInstance::name).collect(Collectors.toCollection(HashSet::new));
        if (!names.containsAll(dropped)) {
            throw new InputException(ACTION, id(), "it withdraws an instance that the current version does not have");
        }
        names.removeAll(dropped);
        if (correction.changed() != null) {
            correction.changed().instances().forEach(instance -> {
                dropped.add(instance.name());
                names.add(instance.name());
            });
        }
        if (names.isEmpty()) {
            throw new InputException(ACTION, id(), "it withdraws every instance; keep at least one");
        }
        InstanceNames.requireValid(List.copyOf(names));
    }

    /** The content with these new instances; the caller closes its keys. */
    Content with(List<StatedInstance> changed, List<DagRoot> changedMessages) {
        List<StatedInstance> instances = new ArrayList<>();
        List<DagRoot> messages = new ArrayList<>();
        Map<Integer, String> keptFrom = new LinkedHashMap<>();
        Map<String, DagRoot> lying = lying();
        List<String> files = before.study().layout().files();
        for (int i = 0; i < files.size(); i++) {
            StatedInstance instance = stated().get(i);
            if (!dropped.contains(instance.name())) {
                keptFrom.put(instances.size(), files.get(i));
                instances.add(instance);
                messages.add(required(lying.get(files.get(i))));
            }
        }
        instances.addAll(changed);
        messages.addAll(changedMessages);
        List<String> paths = StudyPaths.paths(instances.size());
        Map<String, MessageKey> keys = new HashMap<>();
        keptFrom.forEach((index, file) ->
                keys.put(paths.get(index), key(file, messages.get(index).cid())));
        return new Content(instances, messages, keys);
    }

    private Map<String, DagRoot> lying() {
        UnixFsReader content = new UnixFsReader(before.blocks()::get);
        Map<String, DagRoot> messages = new HashMap<>();
        before.study().root().forEach((folder, cid) -> {
            if (!folder.equals(StudyPaths.MANIFEST)) {
                content.entries(cid).forEach((file, message) -> messages.put(folder + "/" + file, message));
            }
        });
        return messages;
    }

    private MessageKey key(String file, Cid message) {
        try (InputStream stream = new UnixFsReader(before.blocks()::get).file(message)) {
            return before.messageKey(file, stream);
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed", e);
        }
    }

    private DagRoot required(@Nullable DagRoot message) {
        if (message == null) {
            throw new StoreException(ACTION, id(), "the store's copy lacks instances", false);
        }
        return message;
    }

    private List<StatedInstance> stated() {
        return before.study().statement().instances();
    }

    private String id() {
        return before.image().id().toString();
    }
}
