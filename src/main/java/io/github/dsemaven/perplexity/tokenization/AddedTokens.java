/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.perplexity.tokenization;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tokens that the files beside {@code tokenizer.json} add to its own, as transformers 5 adds them to a fast tokenizer:
 * {@code added_tokens_decoder} of {@code tokenizer_config.json} by id, or where that is absent {@code added_tokens.json} and
 * {@code special_tokens_map.json}; then the special tokens that are named and not among them. Each new one gets the next
 * free id, whatever the file says.
 */
final class AddedTokens {
    private static final List<String> NAMED =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
    private static final String DECODER = "added_tokens_decoder";
    private static final String EXTRA = "extra_special_tokens";
    private static final String ADDITIONAL = "additional_special_tokens";

    /** Files that can change the ids of a text. */
    static final List<String> FILES = List.of("tokenizer_config.json", "added_tokens.json", "special_tokens_map.json");

    private final SortedMap<Integer, AddedToken> byId = new TreeMap<>();
    private final Map<String, AddedToken> byText = new HashMap<>();
    private final Map<String, AddedToken> named = new LinkedHashMap<>();
    private final Map<String, AddedToken> ofTheModel = new LinkedHashMap<>();
    private final List<AddedToken> extra = new ArrayList<>();

    private AddedTokens() {}

    /**
     * The ids that the files give, by text.
     *
     * @param tokens to add, in this order
     * @param ids as the files say, which the tokenizer may not follow
     */
    record Listed(List<AddedToken> tokens, Map<String, Integer> ids) {}

    /**
     * Reads the files of a folder.
     *
     * @param own the tokens of {@code tokenizer.json} by id
     * @throws io.github.dsemaven.diagnostic.DseException where one can't be read, or asks for what is not done
     */
    static Listed of(Path folder, String shown, Map<Integer, AddedToken> own) {
        return new AddedTokens().read(folder, shown, own);
    }

    private Listed read(Path folder, String shown, Map<Integer, AddedToken> own) {
        Optional<TokenizerJson> config = TokenizerJson.read(folder, shown, FILES.get(0));
        config.ifPresent(this::special);
        if (config.isPresent() && config.get().object().has(DECODER)) {
            JsonObject decoder = config.get().objectOf(DECODER);
            for (String id : decoder.keySet()) {
                AddedToken token = config.get().token(DECODER, decoder.get(id), false);
                put(config.get().id(DECODER, id), token);
            }
        } else {
            TokenizerJson.read(folder, shown, FILES.get(2)).ifPresent(this::special);
            TokenizerJson.read(folder, shown, FILES.get(1)).ifPresent(this::added);
            own.forEach(this::put);
        }
        Map<String, Integer> ids = new HashMap<>();
        byId.forEach((id, token) -> ids.put(token.content(), id));
        return new Listed(missing(own), ids);
    }

    private void put(int id, AddedToken token) {
        byId.put(id, token);
        byText.put(token.content(), token);
    }

    /** Special tokens by their role, in {@code tokenizer_config.json} or {@code special_tokens_map.json}. */
    private void special(TokenizerJson json) {
        if (json.find("split_special_tokens")
                .filter(value -> !value.getAsString().equals("false"))
                .isPresent()) {
            throw json.wrong("split_special_tokens", "is not false, which is not supported");
        }
        for (String key : json.object().keySet()) {
            Optional<JsonElement> value = json.find(key);
            if (value.isPresent() && NAMED.contains(key)) {
                named.put(key, token(json, key, value.get()));
            } else if (key.endsWith("_token")
                    && TokenizerJson.isText(json.object().get(key))) {
                ofTheModel.put(key, token(json, key, value.orElseThrow()));
            }
        }
        Optional<JsonElement> more = json.find(EXTRA).or(() -> json.find(ADDITIONAL));
        if (more.isPresent() && more.get() instanceof JsonArray array) {
            array.forEach(value -> extra(token(json, EXTRA, value)));
        } else if (more.isPresent() && more.get() instanceof JsonObject object) {
            object.keySet().forEach(key -> ofTheModel.put(key, token(json, key, object.get(key))));
        } else if (more.isPresent()) {
            throw json.wrong(EXTRA, "is neither a list nor an object");
        }
    }

    private void extra(AddedToken token) {
        if (extra.stream().noneMatch(known -> known.content().equals(token.content()))) {
            extra.add(token);
        }
    }

    private static AddedToken token(TokenizerJson json, String key, JsonElement value) {
        return TokenizerJson.isText(value) ? AddedToken.special(value.getAsString()) : json.token(key, value, true);
    }

    /** {@code added_tokens.json}: texts with their ids. */
    private void added(TokenizerJson json) {
        for (String text : json.object().keySet()) {
            boolean special = isSpecial(text);
            int id = json.id(text, json.object().get(text).toString());
            put(id, new AddedToken(text, false, false, false, !special, special));
        }
    }

    private boolean isSpecial(String text) {
        return named.values().stream().anyMatch(token -> token.content().equals(text))
                || extra.stream().anyMatch(token -> token.content().equals(text));
    }

    private List<AddedToken> missing(Map<Integer, AddedToken> own) {
        Map<String, AddedToken> before = new HashMap<>();
        own.values().forEach(token -> before.put(token.content(), token));
        Map<String, AddedToken> after = new LinkedHashMap<>();
        for (AddedToken token : byId.values()) {
            if (!token.equals(before.get(token.content())) && !token.content().isEmpty()) {
                boolean role = isNamed(token.content());
                after.put(token.content(), role ? token.asSpecial() : token);
            }
        }
        named.values().forEach(token -> addNew(byText.getOrDefault(token.content(), token), before, after));
        ofTheModel.values().forEach(token -> addNew(token, before, after));
        extra.forEach(token -> addNew(token, before, after));
        return List.copyOf(after.values());
    }

    private boolean isNamed(String text) {
        return named.values().stream().anyMatch(token -> token.content().equals(text))
                || ofTheModel.values().stream()
                        .anyMatch(token -> token.content().equals(text));
    }

    private static void addNew(AddedToken token, Map<String, AddedToken> before, Map<String, AddedToken> after) {
        if (!before.containsKey(token.content()) && !token.content().isEmpty()) {
            after.putIfAbsent(token.content(), token.asSpecial());
        }
    }
}
