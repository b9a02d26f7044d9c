/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Every piece of advice given to a user, in one place so that tests can pin each. */
public final class Suggestions {
    /** For an evaluation without a model. */
    public static final String HF_MODEL_MISSING = "Set <hfModel> to a folder with config.json, tokenizer.json and"
            + " *.safetensors or to a name on the Hugging Face hub (organization/name), or -Ddse.hfModel=FOLDER on the command line";

    /** For a text with bytes that are not UTF-8. */
    public static final String NOT_UTF8 = "Save the text as UTF-8";

    /** For a missing text file. */
    public static final String TEXT_FILE = "Give an existing text file; relative paths start at the project's folder";

    /** For a WikiText file in a form that can't be read. */
    public static final String WIKITEXT_FILE = "Set <datasetFile> to wiki.test.raw (or wiki.valid.raw, wiki.train.raw),"
            + " to the distributed wikitext-2-raw-v1.zip or wikitext-103-raw-v1.zip, or to a Parquet file of the hub's"
            + " Salesforce/wikitext";

    /** For a zip file that was given as the text. */
    public static final String ZIP_AS_TEXT =
            "Unpack it, or for WikiText set <dataset> to wikitext2 or wikitext103 and" + " <datasetFile> to the zip";

    /** For a compressed file that was given as the text. */
    public static final String GZIP_AS_TEXT = "Unpack it with gunzip and give the text file";

    /** For a text of which nothing can be scored. */
    public static final String TEXT_TOO_SHORT = "Give a longer text";

    /** For a model folder without tokenizer.json. */
    public static final String TOKENIZER_MISSING = "Save the tokenizer with AutoTokenizer.from_pretrained(MODEL)"
            + ".save_pretrained(FOLDER) from Python's transformers, which writes tokenizer.json";

    /** For a tokenizer.json that can't be parsed. */
    public static final String TOKENIZER_DAMAGED = "Copy or download the file again";

    /** For a tokenizer.json that is read and then fails. */
    public static final String TOKENIZER_FAILS = "Take tokenizer.json from where the model comes from again";

    /** For a weight with NaN or infinity. */
    public static final String WEIGHT_NOT_FINITE =
            "Check the checkpoint, or use a scheme or dtype with a wider range such" + " as q4bf16_1 or float32";

    /** Comparing longer names takes the memory of the product of their lengths. */
    private static final int LONG_NAME = 1000;

    /** Longer texts are no mistyped numbers. */
    private static final int LONG_NUMBER = 40;

    private Suggestions() {}

    /** For a goal that comes before anything was drawn or evaluated. */
    public static String nothingMade() {
        return "Run a goal that draws or evaluates first: mvn verify with plot-memory, plot-quant, plot-throughput, plot-ppl"
                + " or eval-ppl bound, or dse:report, which runs them";
    }

    /** For a comparison without anything to compare with. */
    public static String makeBaseline() {
        return "Run mvn dse:baseline and commit the folder it writes, or name a bundle (the zip with classifier dse-report)";
    }

    /** For a time that can't be read. */
    public static String outputTime() {
        return "Write 2026-11-24T00:00:00Z, or seconds since 1970";
    }

    /** For a limit of a gate that can't be read. */
    public static String limit() {
        return "Write a number such as 12.5; rises are in percent, with or without the sign %";
    }

    /** For a POM that can't be edited. */
    public static String mendPom() {
        return "Mend it, or add the plugin by hand: see the usage page";
    }

    /** For a file of ours that is damaged. */
    public static String remake() {
        return "Delete it and run the goal that makes it again, or mvn clean verify";
    }

    /** For a pipe, device or folder in place of a file. */
    public static String regularFile() {
        return "Give a regular file that may be read";
    }

    /** For a file that was not fetched. */
    public static String gitLfsPull() {
        return "Fetch the files: run git lfs pull in its repository";
    }

    /** For a compressed file in place of a text. */
    public static String unpack(String command) {
        return "Unpack it with " + command + " and give the text file";
    }

    /** For a spreadsheet in place of a CSV file. */
    public static String saveAsCsv() {
        return "Save the sheet as CSV (UTF-8) in the spreadsheet program";
    }

    /** For a table in another format, which pandas reads. */
    public static String writeAsCsv(String format) {
        return "Write it as CSV, in Python: pandas.read_" + format + "('FILE').to_csv('FILE.csv', index=False)";
    }

    /** For a page about a file in place of the file. */
    public static String rawDownload() {
        return "Download the file itself, not the page that shows it";
    }

    /** For a file that Maven's own memory does not suffice for. */
    public static String heapOfMaven() {
        return "Give Java more: -Xmx4g in .mvn/jvm.config or MAVEN_OPTS, for evaluations in <jvmArguments>";
    }

    /** {@code Did you mean "q4f16_1"? Valid values: ...}, with the first part only where something is near. */
    public static String validValues(String given, Collection<String> valid) {
        String list = "Valid values: " + String.join(", ", valid);
        return nearest(given, valid)
                .map(near -> "Did you mean \"" + near + "\"? " + list)
                .orElse(list);
    }

    /** For a setting that no goal has: the nearest one, or where all are listed. */
    public static String unknownSetting(String given, Collection<String> valid, String prefix) {
        String plain = given.replaceAll("[_.-]", "").toLowerCase(Locale.ROOT);
        String scheme = plain.matches("loadin[48]bit")
                ? plain.replace("loadin", "")
                : plain.matches("fakeq3(bit)?") ? "fake_q3" : "";
        if (!scheme.isEmpty()) {
            return "Set " + prefix + "quantization to " + scheme;
        }
        return nearest(given, valid)
                .map(near -> "Did you mean \"" + prefix + near + "\"?")
                .orElse("mvn dse:help -Ddetail lists all settings of all goals");
    }

    /** For a property where there is only an element of the POM. */
    public static String settingOfThePom(String element) {
        return "Set <" + element + "> in the POM: it has no property";
    }

    /** For a property that the POM overrides. */
    public static String pomWins(String element) {
        return "In Maven the POM wins: change <" + element + "> there, or take it out";
    }

    /** How to get an artifact that could not be resolved, once, with a network. */
    public static String fetchArtifact(String coordinate) {
        return "Fetch it once with a network: mvn dependency:get -Dartifact=" + coordinate
                + ", or run this goal once without -o; a mirror or proxy is set in settings.xml";
    }

    /** When a fetched file is damaged. */
    public static String fetchAgain(String coordinate) {
        return "Delete it and fetch it again: mvn dependency:get -Dartifact=" + coordinate;
    }

    /** When a native library is cut short. */
    public static String runAgain() {
        return "Run again: what is damaged is made anew; if it stays, the disk may be full or failing";
    }

    /** When a native library does not load. */
    public static String needsNewerSystem() {
        return "ONNX Runtime needs Linux with glibc 2.28 or newer (not Alpine's musl), Windows 10 or macOS 14; "
                + "an older version can be given as a dependency of this plugin";
    }

    /** When CUDA was asked for and is not there. */
    public static String cudaMissing() {
        return "Install the NVIDIA driver, or use device auto or cpu; mvn dse:doctor shows what this machine has";
    }

    /** When the devices of one evaluation are no group of workers. */
    public static String severalDevices() {
        return "Name different cards, such as cuda:0,cuda:1, or cpu once for each worker on the CPU";
    }

    /** When libraries of CUDA are missing: both ways out. */
    public static String cudaLibraries() {
        return "Either install CUDA 12.9 (cudart, cuBLAS, cuRAND) and put its lib64 folder into LD_LIBRARY_PATH, or set "
                + "<cudaLibraries>maven</cudaLibraries> (-Ddse.cudaLibraries=maven) to fetch them once, 2.4 GB";
    }

    /** When a loss is NaN or infinite. */
    public static String lossNotFinite() {
        return "Its weights hold NaN, infinity or values too large for the type: check the checkpoint, or use dtype float32";
    }

    /** When a type has no kernels on the CPU. */
    public static String typesOfTheCpu() {
        return "Use <dtype>float32</dtype>, which holds every bfloat16 weight exactly, or <device>cuda</device>";
    }

    /** When the failure is not the user's. */
    public static String ourFault() {
        return "This is a fault of the plugin or of ONNX Runtime: run with -X for its trace, and report it";
    }

    /** When the heap of the forked JVM is too small. */
    public static String moreHeap() {
        return "Give the fork more heap: <jvmArguments>-Xmx4g</jvmArguments> or -Ddse.jvmArguments=-Xmx4g";
    }

    /** When the system ran out of memory. */
    public static String lessMemory() {
        return "Free memory or raise the container's limit, or use a smaller <batch>, <maxLength> or model";
    }

    /** When native code crashed. */
    public static String nativeCrash() {
        return "Run with -X to see what the native libraries wrote; try another version of ONNX Runtime as a dependency "
                + "of this plugin, and report it with the hs_err_pid file";
    }

    /** When a number is out of range. */
    public static String range(int least, int most) {
        return "Give a number from " + least + " to " + most;
    }

    /** When two executions draw the same file. */
    public static String ownOutputDirectory() {
        return "Give one of them an <outputDirectory> of its own";
    }

    /** When a folder has no file that a goal could read. */
    public static String nameCsvFiles(String pattern) {
        return "Put files named " + pattern + " there, or name other files in <csv>";
    }

    /** For a CSV file that has no header of ours. */
    public static String kindsOfCsv() {
        return "A results file has a column gpu_mem_total_mb, a metrics file metric_name, a perplexity file ppl";
    }

    /** When files that a goal could read lie where it does not look. */
    public static String foundElsewhere(Collection<String> names) {
        return "CSV files with our headers lie elsewhere: " + shortList(names, 5)
                + "; name them in <csv> (-Ddse.csv=...), or put them into the folder dse";
    }

    /** When a glob matches nothing. */
    public static String checkGlob() {
        return "Paths start from the project's folder; * stands for a part of one name and ** for any number of folders";
    }

    /** When the folder of a file does not exist. */
    public static String folderMissing(String folder) {
        return "There is no folder " + folder + "; paths start from the project's folder";
    }

    /** When a file does not exist: one of a similar name, or what there is. */
    public static String nearestFile(String missing, Collection<String> names) {
        return nearest(missing, names)
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse(names.isEmpty() ? "Its folder is empty" : "Its folder holds: " + shortList(names, 5));
    }

    private static String shortList(Collection<String> names, int most) {
        String first = String.join(
                ", ",
                names.stream()
                        .limit(most)
                        .map(name -> name.length() > 100 ? name.substring(0, 100) + "..." : name)
                        .toList());
        return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
    }

    /** For a folder or file that can't be written. */
    public static String writable() {
        return "Check that the folder exists or can be made, that it may be written to and that the disk is not full";
    }

    /**
     * The candidate with the smallest edit distance (swapped neighbours count once) to what was given, ignoring case, if at most a third of its
     * characters (at least one) differ; the first of several.
     */
    public static Optional<String> nearest(String given, Collection<String> candidates) {
        String from = given.strip().toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int most = Math.max(1, candidate.length() / 3);
            if (Math.abs(candidate.length() - from.length()) > most || candidate.length() > LONG_NAME) {
                continue;
            }
            int distance = editDistance(from, candidate.toLowerCase(Locale.ROOT));
            if (distance < least && distance <= most) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** What a model folder holds. */
    public static String modelFolder() {
        return "A model folder in the Hugging Face layout holds config.json, tokenizer.json and model.safetensors "
                + "(or its shards with model.safetensors.index.json)";
    }

    /** For a key of config.json that no supported family of this kind has. */
    public static String unsupportedKey(String key) {
        return "If transformers ignores \"" + key + "\" for this model, remove it from a copy of config.json";
    }

    /** For a checkpoint that was quantized before. */
    public static String unquantizedModel() {
        return "Give the folder of the unquantized model: quantization is applied here, by <quantization>";
    }

    /** For a folder of MLC that lacks something, or does not fit together. */
    public static String mlcFolder() {
        return "A folder of MLC holds mlc-chat-config.json, tensor-cache.json (or ndarray-cache.json), params_shard_*.bin"
                + " and tokenizer.json, as mlc_llm convert_weight and gen_config write them for one model and scheme";
    }

    /** For two lists of the weights of MLC that contradict each other. */
    public static String staleMlcList() {
        return "One is left over from another conversion: remove the one that does not describe the params_shard_*.bin";
    }

    /** For weights of MLC in a form that is not read. */
    public static String mlcSchemes(String name, Collection<String> names) {
        return validValues(name, names)
                + ". Otherwise evaluate the unquantized model with the <quantization> that comes nearest";
    }

    /** For a <quantization> beside weights that are quantized. */
    public static String quantizedAlready() {
        return "Remove <quantization>, or give the unquantized model: the weights of this one are evaluated as they are";
    }

    /** For a folder with pickled weights only. */
    public static String convertToSafetensors(String folder) {
        return "Convert it once where transformers is installed: python -c \"from transformers import "
                + "AutoModelForCausalLM as M; M.from_pretrained('" + folder + "').save_pretrained('" + folder
                + "-safetensors')\" and copy the tokenizer files beside the result";
    }

    /** For a token that the model does not know. */
    public static String contradictingTokenizer() {
        return "Take tokenizer.json, config.json and weights from the same place";
    }

    /** For a model without positions beyond these. */
    public static String learnedPositions(int positions) {
        return "Set <maxLength>" + positions + "</maxLength> or less";
    }

    /** For a weight too large for one buffer. */
    public static String smallerTensor() {
        return "Evaluate this model on a GPU: <device>cuda</device>";
    }

    /** For tensors that a configuration has no place for. */
    public static String contradictingConfiguration() {
        return "Config and weights do not belong together: take both from the same place";
    }

    /** For a model of text and images or sound. */
    public static String languageModelAlone() {
        return "Save its language model as a folder of its own, in Python by transformers' class for it, such as"
                + " Gemma3ForCausalLM.from_pretrained('FOLDER').save_pretrained('FOLDER-text')";
    }

    /** For a sliding window that is no number of keys. */
    public static String noWindow() {
        return "Write null where the model attends to everything";
    }

    /** For an adapter that is not merged. */
    public static String mergeAdapter(boolean alone) {
        String merge = "Merge it once where peft is installed: python -c \"from peft import PeftModel as P; from"
                + " transformers import AutoModelForCausalLM as M; P.from_pretrained(M.from_pretrained('BASE'),"
                + " 'ADAPTER').merge_and_unload().save_pretrained('MERGED')\", copy the tokenizer files beside the result"
                + " and evaluate that";
        return alone ? merge : merge + "; or move the adapter_* files away to evaluate the model without it";
    }

    /** For tensors whose names are those of a wrapper. */
    public static String wrappedModel() {
        return "Save the model itself, not what wraps it (model._orig_mod, model.module, model.language_model) with"
                + " save_pretrained, which writes the names and the config.json that belong together";
    }

    /** For weights without a projection to the vocabulary. */
    public static String noHead() {
        return "Save the whole model (AutoModelForCausalLM, not AutoModel) or, where the embedding is the head, set"
                + " \"tie_word_embeddings\": true in config.json";
    }

    /** For a link that leads nowhere. */
    public static String brokenLink() {
        return "Copy the folder again with its links followed (cp -rL), or download it again";
    }

    /** For a weight file that does not hold what its header says. */
    public static String downloadAgain() {
        return "The file is damaged or incomplete: copy or download it again and compare its SHA-256";
    }

    /** For a column that a header lacks: the stranger that is most like it, or what the header has. */
    public static String missingColumn(String column, Collection<String> strangers, Collection<String> header) {
        return nearest(column, strangers)
                .map(near -> "Rename \"" + near + "\" to \"" + column + "\"")
                .orElse("The header has: " + shortList(header, 30));
    }

    /** For a column that a header has more than once. */
    public static String doubledColumn() {
        return "Rename or remove all but one of them";
    }

    /** For a file without a header. */
    public static String expectedHeader(Collection<String> columns) {
        return "The first line must name the columns: " + String.join(", ", columns);
    }

    /** For a file of another family. */
    public static String otherFamily(String expected, String goals) {
        return "Give a " + expected + " file, or draw this one with " + goals;
    }

    /** For a row with another number of cells than the header. */
    public static String raggedRow(boolean tooMany) {
        return tooMany
                ? "Put quotes around cells that hold the separator"
                : "Check whether the benchmark was stopped while it wrote the line";
    }

    /** For a quote that Commons CSV can't make sense of. */
    public static String quotes() {
        return "Write a quote within a quoted cell twice";
    }

    /** For NaN and infinities. */
    public static String leaveEmpty() {
        return "Leave the cell empty where there is no value: the row is then left out and counted";
    }

    /** For text where a number should be. */
    public static String number(String text, boolean whole) {
        if (hasThousands(text)) {
            String bare = text.replaceAll("[^0-9+-]", "");
            return whole || text.chars().filter(c -> ",.".indexOf(c) >= 0).count() != 1
                    ? "Write numbers without thousands separators, and decimals with a point"
                            + (whole ? ": " + bare : "")
                    : "Write " + text.replaceAll("[,.]", ".") + " for decimals or " + bare
                            + " without a thousands separator";
        }
        return text.length() < LONG_NUMBER && text.matches("[+-]?\\d*,\\d+([eE][+-]?\\d+)?")
                ? "Write decimals with a point, not a comma"
                : "Numbers are written like 600.521 or 1.5e-05, without units or thousands separators";
    }

    /** For a number with decimals where a whole one should be: in some languages the point separates thousands. */
    public static String whole(String text) {
        return hasThousands(text) ? "Write it without thousands separators: " + text.replaceAll("[^0-9+-]", "") : "";
    }

    /** Groups of three digits; only of short texts, for the pattern goes one call deeper with each group. */
    private static boolean hasThousands(String text) {
        return text.length() < LONG_NUMBER
                && text.matches("[+-]?\\d{1,3}([,.'\u2019 \u00a0\u202f_]\\d{3})+([,.]\\d+)?");
    }

    /** For a number that can't be averaged. */
    public static String tooLarge() {
        return "Correct the cell, or leave it empty where there is no value: numbers may be as large as 1e150";
    }

    /** For files joined that do not have the same columns. */
    public static String joinedFiles() {
        return "Files that were joined must have the same columns in the same order: give them one by one";
    }

    /** For two lines that are one. */
    public static String joinedLines() {
        return "Two lines are one here: put a line end between them, as after the last line of a file that another is"
                + " joined to";
    }

    /** For a line of megabytes. */
    public static String longLine() {
        return "Check that this is a CSV file and that its lines end";
    }

    /** For a first line that names no separator. */
    public static String separatorLine() {
        return "Write sep=; or sep=, as the whole first line, or remove it";
    }

    /** For a number below the least valid one. */
    public static String negative(double least) {
        return least < 0 ? "Only -1 (none) may be below 0" : "";
    }

    /** For a cell that is neither true nor false. */
    public static String flag() {
        return "Valid values: 0, 1, false, true";
    }

    /** For an empty cell of a column that names the configuration. */
    public static String emptyKey() {
        return "Fill the cell or remove the row";
    }

    /** For bytes that are no text. */
    public static String encoding() {
        return "Save the file as UTF-8";
    }

    /** For a file that is not there. */
    public static String missingFile() {
        return "Check the path: relative paths start at the project's folder";
    }

    /** For a file that can't be opened. */
    public static String unreadable() {
        return "Check that the file may be read";
    }

    /** For a file without any drawn metric. */
    public static String metricNames(Collection<String> drawn, Collection<String> found) {
        return "Expected " + String.join(", ", drawn) + "; the file has "
                + (found.isEmpty() ? "none" : shortList(found, 30));
    }

    /** For a misspelt name. */
    public static String rename(String name, String valid) {
        return "Did you mean \"" + valid + "\" instead of \"" + name + "\"?";
    }

    /** For a part of a filter that is no condition. */
    public static String condition() {
        return "Conditions are written like max_batch_size=1 or sliding_window_size<=0, with =, !=, <, <=, > or >=,"
                + " separated by commas";
    }

    /** For a model averaged over configurations of different {@code num_runs}. */
    public static String mixedRuns() {
        return "<runs> with a number picks one, with \"separate\" draws each apart";
    }

    /** For a model averaged over configurations that differ in a column other than {@code num_runs}. */
    public static String picked(String column) {
        return "<filter> with " + column + "=... picks one";
    }

    /** For a drawn metric that a file lacks. */
    public static String absentMetric(String metric, Collection<String> found) {
        return nearest(metric, found)
                .map(near -> "The nearest it has is " + near)
                .orElse("Figures of this metric are drawn without it");
    }

    /** For a figure that no row is left for. */
    public static String noRows() {
        return "Change the filter or add measurements";
    }

    /** For several files of one model where each needs figures or lines of its own. */
    public static String doubledTag() {
        return "Rename one: the part of the file name after the prefix is the model's name";
    }

    /** For equal results of different data sets. */
    public static String identicalDatasets() {
        return "The raw test splits of wikitext2 and wikitext103 are the same text, so the two are no independent evidence";
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
    /** Whether a name is so like a valid one (two characters at most differ) that it must be a slip. */
    public static boolean isSlip(String given, String valid) {
        return Math.abs(given.length() - valid.length()) <= 2
                && editDistance(given.toLowerCase(Locale.ROOT), valid.toLowerCase(Locale.ROOT)) <= 2;
    }

    private static int editDistance(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int best = distance[i - 1][j - 1] + (same ? 0 : 1);
                best = Math.min(best, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                distance[i][j] = swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
            }
        }
        return distance[a.length()][b.length()];
    }

    /** A graph with operators that the GPU lacks. */
    public static String operatorsOfTheGpu() {
        return "Set device=cpu, or another dtype, for this model, and report the operators named to the project.";
    }

    /** A model that is too large for a card. */
    public static String roomOnTheGpu() {
        return "End what else uses the card; set lowMemory=true for a scheme with groups or 4bit, which keeps linear layers"
                + " quantized on the card; or choose device=cpu or a smaller model.";
    }

    /** For a text that unpacks to more than it can. */
    public static String smallerText() {
        return "Check the file, or evaluate a part of it";
    }

    /** For a damaged file of texts. */
    public static String damagedText() {
        return "Download or write it again and compare its SHA-256";
    }

    /** For a column without texts: those with. */
    public static String textColumn(Collection<String> columns) {
        return columns.isEmpty()
                ? "The file has no column of texts"
                : "Columns of texts: " + shortList(columns.stream().sorted().toList(), 30)
                        + "; name one after the file, as in data/own.parquet#"
                        + columns.iterator().next();
    }

    /** For a file of several that belong together. */
    public static String allShards() {
        return "Put all of them into one folder";
    }

    /** For a variant of WikiText in which rare words are masked. */
    public static String rawWikitext() {
        return "Use the raw variant, wikitext-2-raw-v1 or wikitext-103-raw-v1, which wikitext2 and wikitext103 stand for";
    }

    /** For a line that is not as JSON Lines has it. */
    public static String jsonLines() {
        return "Each line is an object with a text, such as {\"text\": \"...\"}; name another key after the file, as in"
                + " data/own.jsonl#page";
    }

    /** For a Parquet file in a compression that is not read. */
    public static String compressedOtherwise() {
        return "Write it with another, in Python: pandas.read_parquet('FILE').to_parquet('FILE', compression='zstd')";
    }

    /** For a link of the hub's cache that leads out of it. */
    public static String removeFromHubCache() {
        return "Remove the repository's folder from the cache and fetch it again";
    }

    /** For an answer of a hub that can't be its own. */
    public static String hubNotTrusted() {
        return "Check HF_ENDPOINT: it must be a Hugging Face hub or a mirror of one";
    }

    /** For a token that can't be one. */
    public static String hubToken() {
        return "Make a token with the right to read at the hub's settings page, and put it into HF_TOKEN or run hf auth login";
    }

    /** For an endpoint that is no address. */
    public static String hubEndpoint() {
        return "Write it as https://HOST, without a user, a password or a query";
    }

    /** For a repository without weights in a form that is read. */
    public static String hubNoSafetensors() {
        return "Choose a repository or a revision with *.safetensors, or convert it: save_pretrained(FOLDER) of Python's"
                + " transformers writes them";
    }

    /** For files that are missing where nothing may be downloaded. */
    public static String hubDownload(String command) {
        return "Fetch it where there is a network: " + command + ", or set <hfModel> to a folder";
    }

    /** For files of a data set that are missing where nothing may be downloaded. */
    public static String hubDownloadOfTexts(String command) {
        return "Fetch it where there is a network: " + command + ", or set <datasetFile> or <dataset> to a file";
    }

    /** For a data set of the hub that is written otherwise. */
    public static String hubText() {
        return "Write organization/name:configuration:split:column, such as"
                + " EleutherAI/wikitext_document_level:wikitext-2-raw-v1:test:page; an empty configuration is the only one";
    }

    /** For a data set without files of a split that can be read. */
    public static String hubConverted(String name) {
        return "Check configuration and split; other formats are there as Parquet in the revision into which the hub"
                + " converts: " + name + "@refs/convert/parquet:configuration:split:column";
    }

    /** For a split that is not told by the names of files. */
    public static String hubFile() {
        return "Fetch the file with hf download and set <dataset> to it, as in data/own.parquet#page";
    }

    /** For a file that keeps coming damaged. */
    public static String hubDamaged() {
        return "Something between here and the hub changes it: try without the proxy or mirror, or later";
    }

    /** For a cache folder that can't take what is to come. */
    public static String hubCacheFolder() {
        return "Make room, or set HF_HUB_CACHE to a folder on another disk";
    }

    /** For a hub that does not answer. */
    public static String hubUnreachable(String command) {
        return "Check the network, the proxy in settings.xml and HF_ENDPOINT; what came is kept and continued. Elsewhere: "
                + command;
    }

    /** For a repository whose licence has to be accepted. */
    public static String hubGated(String page) {
        return "Accept its licence at " + page + ", then set HF_TOKEN or run hf auth login";
    }

    /** For a repository that the hub does not show. */
    public static String hubNotFound(String page) {
        return "Check its name at " + page + "; a folder is written as a path, ./NAME";
    }

    /** For a revision or file that a repository lacks. */
    public static String hubRevision(String page) {
        return "See its branches, tags and files at " + page + "/tree/main";
    }

    /** For a proxy with a password. */
    public static String hubProxy() {
        return "Set user and password of the proxy in settings.xml; for https through a proxy with a password also"
                + " MAVEN_OPTS=-Djdk.http.auth.tunneling.disabledSchemes=";
    }

    /** For an MLC model whose base model is not known. */
    public static String baseModel() {
        return "Set <hfModel>, or add the MLC model's name without its quantization to the table:"
                + " <baseModels><My-1B-Instruct>organization/My-1B-Instruct</My-1B-Instruct></baseModels>";
    }

    /** For an element that refers to a property without a value. */
    public static String setProperty(String name) {
        return "Set it in <properties>, give -D" + name + "=..., or remove the element";
    }
}
