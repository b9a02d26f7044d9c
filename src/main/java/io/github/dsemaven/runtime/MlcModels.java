/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Log;
import io.github.dsemaven.hub.Hub;
import io.github.dsemaven.hub.HubSettings;
import io.github.dsemaven.hub.ModelCard;
import io.github.dsemaven.hub.RepositoryId;
import io.github.dsemaven.perplexity.BaseModels;
import io.github.dsemaven.perplexity.EvaluationSettings;
import io.github.dsemaven.perplexity.MlcName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluations that name only an MLC model: which model on the hub it was compiled from, by the table or by its model card, and
 * in which scheme.
 */
final class MlcModels {
    private static final String CARD = "README.md";

    private final BaseModels models;
    private final Hub hub;
    private final Log log;
    private final Set<String> told = new LinkedHashSet<>();

    MlcModels(BaseModels models, HubSettings settings, Log log) {
        this.models = models;
        this.hub = new Hub(settings, log);
        this.log = log;
    }

    /** The same evaluations with model and scheme, where they can be told from the MLC model. */
    List<EvaluationSettings> named(List<EvaluationSettings> all) {
        return all.stream().map(this::named).toList();
    }

    private EvaluationSettings named(EvaluationSettings given) {
        Optional<MlcName> name = given.value("mlcModel").flatMap(MlcName::parse);
        if (given.value("hfModel").isPresent() || name.isEmpty()) {
            return given;
        }
        Optional<String> model = models.of(name.get().model()).or(() -> ofCard(name.get()));
        if (model.isEmpty()) {
            return given;
        }
        Map<String, String> values = new LinkedHashMap<>(given.values());
        values.put("hfModel", model.get());
        values.putIfAbsent("quantization", name.get().scheme());
        tell(given.value("mlcModel").orElseThrow(), name.get(), model.get(), values.get("quantization"));
        return new EvaluationSettings(given.element(), values);
    }

    private void tell(String mlcModel, MlcName name, String model, String scheme) {
        String script = models.ofTheScript(name.model())
                .map(base -> "; the Python script took " + base + ", which <hfModel> can name")
                .orElse("");
        String message = mlcModel + " is evaluated as " + model + " in " + scheme + script;
        if (told.add(message)) {
            log.info(message);
        }
    }

    private Optional<String> ofCard(MlcName name) {
        return name.repository()
                .flatMap(repository -> RepositoryId.parse(RepositoryId.Kind.MODEL, repository))
                .flatMap(this::ofCard);
    }

    private Optional<String> ofCard(RepositoryId id) {
        try {
            return hub.files(id, List.of(CARD)).file(CARD).flatMap(ModelCard::baseModel);
        } catch (DseException e) {
            log.debug("No model card of " + id + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
