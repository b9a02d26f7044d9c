/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity;

/**
 * A column of a data set of the Hugging Face hub.
 *
 * @param repository {@code organization/name}, with {@code @revision} where the user wrote one
 * @param config the configuration, {@code default} where there is only one
 * @param column the column with the texts
 */
public record HubText(String repository, String config, String column) {
    /** The repository of both WikiTexts. */
    public static final String WIKITEXT = "Salesforce/wikitext";

    /** WikiText by our own name for it, {@code wikitext2}. */
    static HubText wikitext(String name) {
        return new HubText(WIKITEXT, name.replace("wikitext", "wikitext-") + "-raw-v1", "text");
    }

    /** Whether the configuration is a WikiText in which rare words are {@code <unk>}. */
    boolean masked() {
        return config.matches("wikitext-(2|103)-v1");
    }

    /** {@code organization/name:configuration:split:column}. */
    public String shown(Split split) {
        return repository + ":" + config + ":" + split.text() + ":" + column;
    }

    /** Begins the names of the result files. */
    String name() {
        String name = repository
                + (config.equals("default") ? "" : "_" + config)
                + (column.equals("text") ? "" : "_" + column);
        return name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    }
}
