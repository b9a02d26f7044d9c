/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> SCHEMES = List.of("fp16", "q4f16_0", "q4f16_1", "q4f32_1");

    @Test
    void aNearMissIsSuggestedBesideTheValidValues() {
        assertThat(Suggestions.validValues("q4f16-1", SCHEMES))
                .isEqualTo("Did you mean \"q4f16_1\"? Valid values: fp16, q4f16_0, q4f16_1, q4f32_1");
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertThat(Suggestions.validValues("gguf", SCHEMES)).isEqualTo("Valid values: fp16, q4f16_0, q4f16_1, q4f32_1");
        assertThat(Suggestions.nearest("FP16", SCHEMES)).contains("fp16");
        assertThat(Suggestions.nearest("drak", List.of("light", "dark"))).contains("dark");
    }

    @Test
    void aSettingThatNoGoalHasIsHeldAgainstThoseThereAre() {
        List<String> known = List.of("filter", "formats", "quantization");
        assertThat(Suggestions.unknownSetting("filtr", known, "")).isEqualTo("Did you mean \"filter\"?");
        assertThat(Suggestions.unknownSetting("Format", known, "dse.")).isEqualTo("Did you mean \"dse.formats\"?");
        assertThat(Suggestions.unknownSetting("load_in_8bit", known, "dse.")).isEqualTo("Set dse.quantization to 8bit");
        assertThat(Suggestions.unknownSetting("fakeQ3bit", known, "")).isEqualTo("Set quantization to fake_q3");
        assertThat(Suggestions.unknownSetting("colour", known, ""))
                .isEqualTo("mvn dse:help -Ddetail lists all settings of all goals");
        assertThat(Suggestions.settingOfThePom("models")).isEqualTo("Set <models> in the POM: it has no property");
        assertThat(Suggestions.pomWins("hfModel"))
                .isEqualTo("In Maven the POM wins: change <hfModel> there, or take it out");
    }

    @Test
    void csvFilesOfNoKindOrInOtherPlacesAreNamed() {
        assertThat(Suggestions.kindsOfCsv())
                .isEqualTo("A results file has a column gpu_mem_total_mb, a metrics file metric_name, a perplexity file"
                        + " ppl");
        assertThat(Suggestions.foundElsewhere(List.of("a", "b", "c", "d", "e", "f")))
                .isEqualTo("CSV files with our headers lie elsewhere: a, b, c, d, e and 1 more; name them in <csv>"
                        + " (-Ddse.csv=...), or put them into the folder dse");
    }

    @Test
    void aMissingModelIsAskedForByElementAndProperty() {
        assertThat(Suggestions.HF_MODEL_MISSING)
                .isEqualTo("Set <hfModel> to a folder with config.json, tokenizer.json and *.safetensors or to"
                        + " a name on the Hugging Face hub (organization/name), or -Ddse.hfModel=FOLDER on the command"
                        + " line");
    }

    @Test
    void textsAndTokenizersThatCantBeReadAreAskedForInAFormThatCan() {
        assertThat(Suggestions.NOT_UTF8).isEqualTo("Save the text as UTF-8");
        assertThat(Suggestions.TEXT_FILE)
                .isEqualTo("Give an existing text file; relative paths start at the project's folder");
        assertThat(Suggestions.WIKITEXT_FILE)
                .isEqualTo("Set <datasetFile> to wiki.test.raw (or wiki.valid.raw, wiki.train.raw), to the distributed"
                        + " wikitext-2-raw-v1.zip or wikitext-103-raw-v1.zip, or to a Parquet file of the hub's"
                        + " Salesforce/wikitext");
        assertThat(Suggestions.ZIP_AS_TEXT)
                .isEqualTo("Unpack it, or for WikiText set <dataset> to wikitext2 or wikitext103 and <datasetFile> to"
                        + " the zip");
        assertThat(Suggestions.hubText())
                .isEqualTo("Write organization/name:configuration:split:column, such as"
                        + " EleutherAI/wikitext_document_level:wikitext-2-raw-v1:test:page; an empty configuration is the"
                        + " only one");
        assertThat(Suggestions.hubFile())
                .isEqualTo("Fetch the file with hf download and set <dataset> to it, as in data/own.parquet#page");
        assertThat(Suggestions.hubConverted("a/b"))
                .isEqualTo(
                        "Check configuration and split; other formats are there as Parquet in the revision into which"
                                + " the hub converts: a/b@refs/convert/parquet:configuration:split:column");
        assertThat(Suggestions.hubDownloadOfTexts("hf download x"))
                .isEqualTo(
                        "Fetch it where there is a network: hf download x, or set <datasetFile> or <dataset> to a file");
        assertThat(Suggestions.smallerText()).isEqualTo("Check the file, or evaluate a part of it");
        assertThat(Suggestions.damagedText()).isEqualTo("Download or write it again and compare its SHA-256");
        assertThat(Suggestions.textColumn(List.of())).isEqualTo("The file has no column of texts");
        assertThat(Suggestions.textColumn(List.of("page", "url")))
                .isEqualTo("Columns of texts: page, url; name one after the file, as in data/own.parquet#page");
        assertThat(Suggestions.allShards()).isEqualTo("Put all of them into one folder");
        assertThat(Suggestions.rawWikitext())
                .isEqualTo(
                        "Use the raw variant, wikitext-2-raw-v1 or wikitext-103-raw-v1, which wikitext2 and wikitext103"
                                + " stand for");
        assertThat(Suggestions.jsonLines())
                .isEqualTo("Each line is an object with a text, such as {\"text\": \"...\"}; name another key after the"
                        + " file, as in data/own.jsonl#page");
        assertThat(Suggestions.compressedOtherwise())
                .isEqualTo("Write it with another, in Python: pandas.read_parquet('FILE').to_parquet('FILE',"
                        + " compression='zstd')");
        assertThat(Suggestions.GZIP_AS_TEXT).isEqualTo("Unpack it with gunzip and give the text file");
        assertThat(Suggestions.TEXT_TOO_SHORT).isEqualTo("Give a longer text");
        assertThat(Suggestions.TOKENIZER_MISSING)
                .isEqualTo("Save the tokenizer with AutoTokenizer.from_pretrained(MODEL).save_pretrained(FOLDER) from"
                        + " Python's transformers, which writes tokenizer.json");
        assertThat(Suggestions.mlcFolder())
                .isEqualTo("A folder of MLC holds mlc-chat-config.json, tensor-cache.json (or ndarray-cache.json),"
                        + " params_shard_*.bin and tokenizer.json, as mlc_llm convert_weight and gen_config write them for one"
                        + " model and scheme");
        assertThat(Suggestions.staleMlcList())
                .isEqualTo("One is left over from another conversion: remove the one that does not describe the"
                        + " params_shard_*.bin");
        assertThat(Suggestions.mlcSchemes("q4f16_ft", List.of("q0f16", "q4f16_1")))
                .isEqualTo(Suggestions.validValues("q4f16_ft", List.of("q0f16", "q4f16_1"))
                        + ". Otherwise evaluate the unquantized model with the <quantization> that comes nearest");
        assertThat(Suggestions.quantizedAlready())
                .isEqualTo(
                        "Remove <quantization>, or give the unquantized model: the weights of this one are evaluated as they"
                                + " are");
        assertThat(Suggestions.languageModelAlone())
                .isEqualTo("Save its language model as a folder of its own, in Python by transformers' class for it,"
                        + " such as Gemma3ForCausalLM.from_pretrained('FOLDER').save_pretrained('FOLDER-text')");
        assertThat(Suggestions.noWindow()).isEqualTo("Write null where the model attends to everything");
        assertThat(Suggestions.mergeAdapter(true))
                .startsWith("Merge it once where peft is installed: python -c \"from peft import PeftModel as P;")
                .endsWith("evaluate that");
        assertThat(Suggestions.mergeAdapter(false))
                .endsWith("; or move the adapter_* files away to evaluate the model without it");
        assertThat(Suggestions.wrappedModel())
                .isEqualTo("Save the model itself, not what wraps it (model._orig_mod, model.module,"
                        + " model.language_model) with save_pretrained, which writes the names and the config.json that"
                        + " belong together");
        assertThat(Suggestions.noHead())
                .isEqualTo("Save the whole model (AutoModelForCausalLM, not AutoModel) or, where the embedding is the"
                        + " head, set \"tie_word_embeddings\": true in config.json");
        assertThat(Suggestions.brokenLink())
                .isEqualTo("Copy the folder again with its links followed (cp -rL), or download it again");
        assertThat(Suggestions.TOKENIZER_FAILS).isEqualTo("Take tokenizer.json from where the model comes from again");
        assertThat(Suggestions.TOKENIZER_DAMAGED).isEqualTo("Copy or download the file again");
    }

    @Test
    void aWeightThatIsNotFiniteMayNeedAWiderType() {
        assertThat(Suggestions.WEIGHT_NOT_FINITE)
                .isEqualTo("Check the checkpoint, or use a scheme or dtype with a wider range such as q4bf16_1 or"
                        + " float32");
    }

    @Test
    void whatIsWrongWithACsvIsExplained() {
        assertThat(Suggestions.missingColumn(
                        "gpu_mem_kvcache_mb", List.of("note", "gpu_mem_kv_cache_mb"), List.of("note")))
                .isEqualTo("Rename \"gpu_mem_kv_cache_mb\" to \"gpu_mem_kvcache_mb\"");
        assertThat(Suggestions.missingColumn("max_tokens", List.of(), List.of("model", "device")))
                .isEqualTo("The header has: model, device");
        assertThat(Suggestions.doubledColumn()).isEqualTo("Rename or remove all but one of them");
        assertThat(Suggestions.expectedHeader(List.of("a", "b")))
                .isEqualTo("The first line must name the columns: a, b");
        assertThat(Suggestions.otherFamily("results", "plot-throughput"))
                .isEqualTo("Give a results file, or draw this one with plot-throughput");
        assertThat(Suggestions.raggedRow(true)).isEqualTo("Put quotes around cells that hold the separator");
        assertThat(Suggestions.raggedRow(false))
                .isEqualTo("Check whether the benchmark was stopped while it wrote the line");
        assertThat(Suggestions.quotes()).isEqualTo("Write a quote within a quoted cell twice");
        assertThat(Suggestions.encoding()).isEqualTo("Save the file as UTF-8");
        assertThat(Suggestions.missingFile()).isEqualTo("Check the path: relative paths start at the project's folder");
        assertThat(Suggestions.unreadable()).isEqualTo("Check that the file may be read");
    }

    @Test
    void whatIsWrongWithACellIsExplained() {
        assertThat(Suggestions.leaveEmpty())
                .isEqualTo("Leave the cell empty where there is no value: the row is then left out and counted");
        assertThat(Suggestions.number("1,5", false)).isEqualTo("Write decimals with a point, not a comma");
        assertThat(Suggestions.number("12 MB", true))
                .isEqualTo("Numbers are written like 600.521 or 1.5e-05, without units or thousands separators");
        assertThat(Suggestions.negative(-1)).isEqualTo("Only -1 (none) may be below 0");
        assertThat(Suggestions.negative(0)).isEmpty();
        assertThat(Suggestions.flag()).isEqualTo("Valid values: 0, 1, false, true");
        assertThat(Suggestions.emptyKey()).isEqualTo("Fill the cell or remove the row");
        assertThat(Suggestions.metricNames(List.of("a", "b"), List.of())).isEqualTo("Expected a, b; the file has none");
        assertThat(Suggestions.rename("decod", "decode")).isEqualTo("Did you mean \"decode\" instead of \"decod\"?");
        assertThat(Suggestions.absentMetric("abcdef", List.of("abcdeg"))).isEqualTo("The nearest it has is abcdeg");
        assertThat(Suggestions.absentMetric("abcdef", List.of("x")))
                .isEqualTo("Figures of this metric are drawn without it");
    }

    @Test
    void digitsInGroupsAreWrittenOut() {
        assertThat(Suggestions.number("4,096", true))
                .isEqualTo("Write numbers without thousands separators, and decimals with a point: 4096");
        assertThat(Suggestions.number("1,234,567.5", false))
                .isEqualTo("Write numbers without thousands separators, and decimals with a point");
        assertThat(Suggestions.number("4,096", false))
                .isEqualTo("Write 4.096 for decimals or 4096 without a thousands separator");
        assertThat(Suggestions.whole("4.096")).isEqualTo("Write it without thousands separators: 4096");
        assertThat(Suggestions.whole("1.5")).isEmpty();
        assertThat(Suggestions.number("1,234".repeat(100_000), true)).startsWith("Numbers are written like");
        assertThat(Suggestions.tooLarge())
                .isEqualTo("Correct the cell, or leave it empty where there is no value: numbers may be as large as"
                        + " 1e150");
    }

    @Test
    void aFileOfAnotherFormIsMadeATable() {
        assertThat(Suggestions.regularFile()).isEqualTo("Give a regular file that may be read");
        assertThat(Suggestions.gitLfsPull()).isEqualTo("Fetch the files: run git lfs pull in its repository");
        assertThat(Suggestions.unpack("gunzip")).isEqualTo("Unpack it with gunzip and give the text file");
        assertThat(Suggestions.saveAsCsv()).isEqualTo("Save the sheet as CSV (UTF-8) in the spreadsheet program");
        assertThat(Suggestions.writeAsCsv("parquet"))
                .isEqualTo("Write it as CSV, in Python: pandas.read_parquet('FILE').to_csv('FILE.csv', index=False)");
        assertThat(Suggestions.rawDownload()).isEqualTo("Download the file itself, not the page that shows it");
        assertThat(Suggestions.heapOfMaven())
                .isEqualTo(
                        "Give Java more: -Xmx4g in .mvn/jvm.config or MAVEN_OPTS, for evaluations in <jvmArguments>");
        assertThat(Suggestions.joinedFiles())
                .isEqualTo("Files that were joined must have the same columns in the same order: give them one by one");
        assertThat(Suggestions.joinedLines())
                .isEqualTo("Two lines are one here: put a line end between them, as after the last line of a file that"
                        + " another is joined to");
        assertThat(Suggestions.longLine()).isEqualTo("Check that this is a CSV file and that its lines end");
        assertThat(Suggestions.separatorLine()).isEqualTo("Write sep=; or sep=, as the whole first line, or remove it");
    }

    @Test
    void namesOfMegabytesAreNotCompared() {
        String huge = "x".repeat(10_000_000);

        assertThat(Suggestions.nearest(huge, List.of("max_tokens", huge + "y"))).isEmpty();
        assertThat(Suggestions.isSlip(huge, "max_tokens")).isFalse();
        assertThat(Suggestions.missingColumn("max_tokens", List.of(huge), List.of(huge)))
                .hasSizeLessThan(200);
    }

    @Test
    void whatIsWrongWithASelectionIsExplained() {
        assertThat(Suggestions.condition())
                .isEqualTo(
                        "Conditions are written like max_batch_size=1 or sliding_window_size<=0, with =, !=, <, <=, >"
                                + " or >=, separated by commas");
        assertThat(Suggestions.noRows()).isEqualTo("Change the filter or add measurements");
        assertThat(Suggestions.mixedRuns())
                .isEqualTo("<runs> with a number picks one, with \"separate\" draws each apart");
        assertThat(Suggestions.picked("device")).isEqualTo("<filter> with device=... picks one");
        assertThat(Suggestions.doubledTag())
                .isEqualTo("Rename one: the part of the file name after the prefix is the model's name");
        assertThat(Suggestions.identicalDatasets())
                .isEqualTo("The raw test splits of wikitext2 and wikitext103 are the same text, so the two are no"
                        + " independent evidence");
    }

    @Test
    void whatToDoWhenTheForkFailsIsSaid() {
        assertThat(Suggestions.fetchArtifact("g:a:1"))
                .isEqualTo("Fetch it once with a network: mvn dependency:get -Dartifact=g:a:1, or run this goal once"
                        + " without -o; a mirror or proxy is set in settings.xml");
        assertThat(Suggestions.fetchAgain("g:a:1"))
                .isEqualTo("Delete it and fetch it again: mvn dependency:get -Dartifact=g:a:1");
        assertThat(Suggestions.runAgain())
                .isEqualTo("Run again: what is damaged is made anew; if it stays, the disk may be full or failing");
        assertThat(Suggestions.moreHeap())
                .isEqualTo("Give the fork more heap: <jvmArguments>-Xmx4g</jvmArguments> or -Ddse.jvmArguments=-Xmx4g");
        assertThat(Suggestions.smallerTensor()).isEqualTo("Evaluate this model on a GPU: <device>cuda</device>");
        assertThat(Suggestions.lessMemory())
                .isEqualTo(
                        "Free memory or raise the container's limit, or use a smaller <batch>, <maxLength> or model");
        assertThat(Suggestions.nativeCrash())
                .isEqualTo("Run with -X to see what the native libraries wrote; try another version of ONNX Runtime as"
                        + " a dependency of this plugin, and report it with the hs_err_pid file");
        assertThat(Suggestions.needsNewerSystem())
                .isEqualTo("ONNX Runtime needs Linux with glibc 2.28 or newer (not Alpine's musl), Windows 10 or macOS"
                        + " 14; an older version can be given as a dependency of this plugin");
        assertThat(Suggestions.ourFault())
                .isEqualTo(
                        "This is a fault of the plugin or of ONNX Runtime: run with -X for its trace, and report it");
    }

    @Test
    void whatADeviceNeedsIsSaid() {
        assertThat(Suggestions.cudaMissing())
                .isEqualTo(
                        "Install the NVIDIA driver, or use device auto or cpu; mvn dse:doctor shows what this machine"
                                + " has");
        assertThat(Suggestions.severalDevices())
                .isEqualTo("Name different cards, such as cuda:0,cuda:1, or cpu once for each worker on the CPU");
        assertThat(Suggestions.cudaLibraries())
                .isEqualTo("Either install CUDA 12.9 (cudart, cuBLAS, cuRAND) and put its lib64 folder into"
                        + " LD_LIBRARY_PATH, or set <cudaLibraries>maven</cudaLibraries> (-Ddse.cudaLibraries=maven) to"
                        + " fetch them once, 2.4 GB");
        assertThat(Suggestions.typesOfTheCpu())
                .isEqualTo("Use <dtype>float32</dtype>, which holds every bfloat16 weight exactly, or"
                        + " <device>cuda</device>");
        assertThat(Suggestions.lossNotFinite())
                .isEqualTo("Its weights hold NaN, infinity or values too large for the type: check the checkpoint, or"
                        + " use dtype float32");
    }

    @Test
    void whatACardCantDoCanBeDoneElsewhere() {
        assertThat(Suggestions.operatorsOfTheGpu())
                .isEqualTo("Set device=cpu, or another dtype, for this model, and report the operators named to the"
                        + " project.");
        assertThat(Suggestions.roomOnTheGpu())
                .isEqualTo(
                        "End what else uses the card; set lowMemory=true for a scheme with groups or 4bit, which keeps"
                                + " linear layers quantized on the card; or choose device=cpu or a smaller model.");
    }

    @Test
    void whatTheHubRefusesHasAWayOut() {
        assertThat(Suggestions.removeFromHubCache())
                .isEqualTo("Remove the repository's folder from the cache and fetch it again");
        assertThat(Suggestions.hubNotTrusted())
                .isEqualTo("Check HF_ENDPOINT: it must be a Hugging Face hub or a mirror of one");
        assertThat(Suggestions.hubToken())
                .startsWith("Make a token with the right to read")
                .endsWith("hf auth login");
        assertThat(Suggestions.hubEndpoint())
                .isEqualTo("Write it as https://HOST, without a user, a password or a query");
        assertThat(Suggestions.hubNoSafetensors())
                .startsWith("Choose a repository or a revision with *.safetensors, or convert it");
        assertThat(Suggestions.hubDownload("hf download org/name"))
                .isEqualTo("Fetch it where there is a network: hf download org/name, or set <hfModel> to a folder");
        assertThat(Suggestions.hubDamaged()).contains("try without the proxy or mirror, or later");
        assertThat(Suggestions.hubCacheFolder())
                .isEqualTo("Make room, or set HF_HUB_CACHE to a folder on another disk");
        assertThat(Suggestions.hubUnreachable("hf download org/name"))
                .isEqualTo(
                        "Check the network, the proxy in settings.xml and HF_ENDPOINT; what came is kept and continued."
                                + " Elsewhere: hf download org/name");
        assertThat(Suggestions.hubGated("PAGE"))
                .isEqualTo("Accept its licence at PAGE, then set HF_TOKEN or run hf auth login");
        assertThat(Suggestions.hubNotFound("PAGE"))
                .isEqualTo("Check its name at PAGE; a folder is written as a path, ./NAME");
        assertThat(Suggestions.hubRevision("PAGE")).isEqualTo("See its branches, tags and files at PAGE/tree/main");
        assertThat(Suggestions.baseModel())
                .isEqualTo("Set <hfModel>, or add the MLC model's name without its quantization to the table:"
                        + " <baseModels><My-1B-Instruct>organization/My-1B-Instruct</My-1B-Instruct></baseModels>");
        assertThat(Suggestions.setProperty("my.filter"))
                .isEqualTo("Set it in <properties>, give -Dmy.filter=..., or remove the element");
        assertThat(Suggestions.hubProxy()).startsWith("Set user and password of the proxy in settings.xml");
    }
}
